-- title: Edits that the publisher did not declare: what stood before, and what stands now
-- param limit = 100: rows at most
SELECT
    after_edit.source,
    after_edit.live_blog_url,
    after_edit.observed_from AS edit_seen_at,
    before_edit.headline AS headline_before,
    after_edit.headline AS headline_after,
    before_edit.text AS text_before,
    after_edit.text AS text_after
FROM entry_versions AS after_edit
INNER JOIN entry_versions AS before_edit
    ON before_edit.entry_id = after_edit.entry_id
    AND before_edit.version = after_edit.version - 1
WHERE after_edit.valid_from IS NULL
ORDER BY after_edit.observed_from DESC, after_edit.entry_id ASC
LIMIT CAST(:limit AS INTEGER);
