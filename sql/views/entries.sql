-- Entries in their current state, one row each; is_retracted marks those taken down.
-- capture_id and the WARC columns lead to the response that showed this state first.
CREATE VIEW entries AS
SELECT
    entry.entry_id,
    entry.live_blog_id,
    entry.source,
    live_blog.url AS live_blog_url,
    live_blog.title AS live_blog_title,
    live_blog.language,
    entry_version.position,
    entry_version.headline,
    entry_version.author,
    entry_version.text,
    entry_version.url,
    entry_version.published_at,
    entry_version.precision,
    entry_version.dated_by,
    entry_version.raw_time,
    entry_version.updated_at,
    entry_version.is_pinned,
    entry_version.is_key_event,
    (entry.retracted_at IS NOT NULL) AS is_retracted,
    entry.retracted_at,
    entry.first_seen_at,
    entry.last_seen_at,
    entry.current_version AS version,
    entry_version.content_sha256,
    entry.matched_by,
    entry.match_score,
    raw_capture.captured_at,
    raw_capture.payload_sha256,
    raw_capture.warc_file,
    raw_capture.warc_offset,
    raw_capture.warc_length,
    entry.capture_id,
    entry.run_id,
    entry.parser_version
FROM entry
INNER JOIN live_blog ON live_blog.live_blog_id = entry.live_blog_id
INNER JOIN entry_version
    ON entry_version.entry_id = entry.entry_id
    AND entry_version.version = entry.current_version
INNER JOIN raw_capture ON raw_capture.capture_id = entry.capture_id;
