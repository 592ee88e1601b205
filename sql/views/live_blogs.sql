-- Live blogs as their latest capture shows them, with the entries that are known of each.
CREATE VIEW live_blogs AS
WITH known AS (
    SELECT
        live_blog_id,
        COUNT(*) FILTER (WHERE retracted_at IS NULL) AS entries,
        COUNT(retracted_at) AS retracted_entries
    FROM entry
    GROUP BY live_blog_id
)
SELECT
    live_blog.live_blog_id,
    live_blog.source,
    live_blog.url,
    live_blog.publisher,
    live_blog.title,
    live_blog.language,
    live_blog.published_at,
    live_blog.modified_at,
    live_blog.lead,
    live_blog.access_state,
    live_blog.access_evidence,
    live_blog.coverage_state,
    live_blog.shown,
    live_blog.declared,
    live_blog.next_page,
    live_blog.coverage_starts_at,
    live_blog.coverage_ends_at,
    live_blog.closing_words,
    COALESCE(known.entries, 0) AS entries,
    COALESCE(known.retracted_entries, 0) AS retracted_entries,
    live_blog.captures,
    live_blog.first_captured_at,
    live_blog.last_captured_at,
    live_blog.capture_id,
    live_blog.run_id,
    live_blog.parser_version
FROM live_blog
LEFT JOIN known ON known.live_blog_id = live_blog.live_blog_id;
