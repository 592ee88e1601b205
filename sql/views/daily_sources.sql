-- A source and UTC day over its live blogs, counted ahead as `daily_live_blogs` is. live_blogs: those
-- that published an entry that day.
CREATE VIEW daily_sources AS
SELECT
    source,
    date,
    COUNT(*) FILTER (WHERE entries > 0) AS live_blogs,
    CAST(SUM(entries) AS BIGINT) AS entries,
    CAST(SUM(timed_entries) AS BIGINT) AS timed_entries,
    CAST(SUM(key_events) AS BIGINT) AS key_events,
    CAST(SUM(characters) AS BIGINT) AS characters,
    MIN(first_published_at) AS first_published_at,
    MAX(last_published_at) AS last_published_at,
    CAST(SUM(edits) AS BIGINT) AS edits,
    CAST(SUM(silent_edits) AS BIGINT) AS silent_edits,
    CAST(SUM(moves) AS BIGINT) AS moves,
    CAST(SUM(retractions) AS BIGINT) AS retractions,
    CAST(SUM(restorations) AS BIGINT) AS restorations,
    CAST(SUM(captures) AS BIGINT) AS captures,
    CAST(SUM(complete_captures) AS BIGINT) AS complete_captures,
    CAST(SUM(removed_blocks) AS BIGINT) AS removed_blocks,
    CAST(SUM(gaps) AS BIGINT) AS gaps,
    CAST(SUM(missed) AS BIGINT) AS missed
FROM mart_live_blog_day
GROUP BY source, date;
