-- Every state that an entry was seen in. observed_from and observed_to are capture times (an open
-- end: it stands), valid_from is the publisher's own time, empty for an edit it kept silent about.
CREATE VIEW entry_versions AS
SELECT
    entry_version.entry_id,
    entry_version.version,
    entry.live_blog_id,
    entry_version.source,
    live_blog.url AS live_blog_url,
    entry_version.entry_key,
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
    entry_version.content_sha256,
    entry_version.valid_from,
    entry_version.observed_from,
    entry_version.observed_to,
    entry_version.capture_id,
    entry_version.last_capture_id,
    entry_version.run_id,
    entry_version.parser_version
FROM entry_version
INNER JOIN entry ON entry.entry_id = entry_version.entry_id
INNER JOIN live_blog ON live_blog.live_blog_id = entry.live_blog_id;
