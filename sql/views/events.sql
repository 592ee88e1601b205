-- The stream of changes. The night of an event is the night whose capture settled it.
CREATE VIEW events AS
SELECT
    event.event_id,
    event.entry_id,
    entry.live_blog_id,
    event.source,
    live_blog.url AS live_blog_url,
    batch.night,
    event.type,
    event.observed_at,
    event.before_value,
    event.after_value,
    event.capture_id,
    event.confirmed_by,
    event.run_id,
    event.parser_version
FROM event
INNER JOIN entry ON entry.entry_id = event.entry_id
INNER JOIN live_blog ON live_blog.live_blog_id = entry.live_blog_id
INNER JOIN raw_capture ON raw_capture.capture_id = event.confirmed_by
INNER JOIN batch ON batch.batch_id = raw_capture.batch_id;
