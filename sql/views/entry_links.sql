-- Posts that were cut in two (split) or became one (merge): text that stood in one entry until a
-- capture showed it in another. The one that stayed has an edited event, the other an added or a
-- retracted one.
CREATE VIEW entry_links AS
SELECT
    entry_link.source,
    live_blog.url AS live_blog_url,
    entry_link.live_blog_id,
    entry_link.type,
    entry_link.from_entry_id,
    entry_link.to_entry_id,
    entry_link.observed_at,
    entry_link.score,
    entry_link.capture_id,
    entry_link.run_id,
    entry_link.parser_version
FROM entry_link
INNER JOIN live_blog ON live_blog.live_blog_id = entry_link.live_blog_id;
