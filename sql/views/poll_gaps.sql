-- Two captures of a live blog in a row that show no entry in common, of a page that shows only its
-- latest ones: how many entries may have come and gone between begins_at and ends_at unseen. A gap
-- closes when a capture from between arrives.
CREATE VIEW poll_gaps AS
SELECT
    poll_gap.source,
    live_blog.url AS live_blog_url,
    poll_gap.live_blog_id,
    earlier.captured_at AS last_seen_at,
    later.captured_at,
    poll_gap.begins_at,
    poll_gap.ends_at,
    poll_gap.missed,
    poll_gap.is_counted,
    poll_gap.spacing_s,
    poll_gap.capture_id_before,
    poll_gap.capture_id,
    poll_gap.run_id,
    poll_gap.parser_version
FROM poll_gap
INNER JOIN live_blog ON live_blog.live_blog_id = poll_gap.live_blog_id
INNER JOIN raw_capture AS earlier ON earlier.capture_id = poll_gap.capture_id_before
INNER JOIN raw_capture AS later ON later.capture_id = poll_gap.capture_id;
