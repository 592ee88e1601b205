-- title: The entries that a night brought, in order of time
-- param night = null: the night, YYYY-MM-DD; without it the latest
-- param source = null: only of this source
WITH chosen AS (
    SELECT COALESCE(CAST(:night AS TEXT), CAST(MAX(night) AS TEXT)) AS night
    FROM batches
)
SELECT
    events.night,
    entries.source,
    entries.published_at,
    entries.headline,
    entries.text,
    entries.live_blog_url
FROM events
INNER JOIN chosen ON chosen.night = CAST(events.night AS TEXT)
INNER JOIN entries ON entries.entry_id = events.entry_id
WHERE
    events.type = 'added'
    AND (CAST(:source AS TEXT) IS NULL OR entries.source = CAST(:source AS TEXT))
ORDER BY entries.source ASC, entries.published_at ASC NULLS LAST, entries.entry_id ASC;
