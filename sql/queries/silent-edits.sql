-- title: Edits that the publisher did not declare: what stood before, and what stands now
-- param limit = 100: rows at most
-- param source = null: only of this source
SELECT
    source,
    live_blog_url,
    edited_at,
    stood_from,
    headline_before,
    headline_after,
    text_before,
    text_after,
    has_update_times
FROM silent_edits
WHERE CAST(:source AS TEXT) IS NULL OR source = CAST(:source AS TEXT)
ORDER BY edited_at DESC, entry_id ASC, version ASC
LIMIT CAST(:limit AS INTEGER);
