-- Edits of a headline or a text that the publisher gave no time of update for: what stood before
-- and after. The former state stood from stood_from, was last seen at last_seen_at, and was first
-- seen edited at edited_at. has_update_times: the live blog states times of update elsewhere, so
-- that it could have. is_same_parser: one version of the parser read both states.
CREATE VIEW silent_edits AS
SELECT
    after_edit.source,
    live_blog.url AS live_blog_url,
    after_edit.entry_id,
    after_edit.version,
    after_edit.url,
    after_edit.published_at,
    after_edit.updated_at,
    before_edit.observed_from AS stood_from,
    last_seen.captured_at AS last_seen_at,
    after_edit.observed_from AS edited_at,
    before_edit.headline AS headline_before,
    after_edit.headline AS headline_after,
    before_edit.text AS text_before,
    after_edit.text AS text_after,
    EXISTS (
        SELECT 1
        FROM entry_version AS other
        INNER JOIN entry AS neighbour ON neighbour.entry_id = other.entry_id
        WHERE neighbour.live_blog_id = entry.live_blog_id AND other.updated_at IS NOT NULL
    ) AS has_update_times,
    (before_edit.parser_version = after_edit.parser_version) AS is_same_parser,
    before_edit.capture_id AS capture_id_before,
    after_edit.capture_id,
    after_edit.run_id,
    after_edit.parser_version
FROM entry_version AS after_edit
INNER JOIN entry_version AS before_edit
    ON before_edit.entry_id = after_edit.entry_id
    AND before_edit.version = after_edit.version - 1
INNER JOIN raw_capture AS last_seen ON last_seen.capture_id = before_edit.last_capture_id
INNER JOIN entry ON entry.entry_id = after_edit.entry_id
INNER JOIN live_blog ON live_blog.live_blog_id = entry.live_blog_id
WHERE
    (after_edit.updated_at IS NULL OR after_edit.updated_at = before_edit.updated_at)
    AND (
        COALESCE(after_edit.headline, '') <> COALESCE(before_edit.headline, '')
        OR after_edit.text <> before_edit.text
    );
