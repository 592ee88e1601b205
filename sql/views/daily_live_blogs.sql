-- A live blog and UTC day, counted ahead: what was published that day, and what captures showed that
-- day of changes. Stands as `warehouse_marts` (or `dateline marts`) left it last.
CREATE VIEW daily_live_blogs AS
SELECT
    mart_live_blog_day.source,
    mart_live_blog_day.date,
    live_blog.url AS live_blog_url,
    live_blog.title AS live_blog_title,
    live_blog.language,
    mart_live_blog_day.entries,
    mart_live_blog_day.timed_entries,
    mart_live_blog_day.key_events,
    mart_live_blog_day.authors,
    mart_live_blog_day.characters,
    mart_live_blog_day.first_published_at,
    mart_live_blog_day.last_published_at,
    mart_live_blog_day.edits,
    mart_live_blog_day.silent_edits,
    mart_live_blog_day.moves,
    mart_live_blog_day.retractions,
    mart_live_blog_day.restorations,
    mart_live_blog_day.captures,
    mart_live_blog_day.complete_captures,
    mart_live_blog_day.removed_blocks,
    mart_live_blog_day.gaps,
    mart_live_blog_day.missed,
    mart_live_blog_day.live_blog_id
FROM mart_live_blog_day
INNER JOIN live_blog ON live_blog.live_blog_id = mart_live_blog_day.live_blog_id;
