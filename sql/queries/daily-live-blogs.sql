-- title: Live blogs day by day: entries, edits said and silent, retractions, what was missed
-- param source = null: only this source
-- param first = null: from this day on, YYYY-MM-DD
-- param last = null: to this day, YYYY-MM-DD
SELECT
    date,
    source,
    live_blog_title,
    entries,
    timed_entries,
    authors,
    characters,
    edits,
    silent_edits,
    retractions,
    captures,
    missed,
    live_blog_url
FROM daily_live_blogs
WHERE
    (CAST(:source AS TEXT) IS NULL OR source = CAST(:source AS TEXT))
    AND (CAST(:first AS TEXT) IS NULL OR CAST(date AS TEXT) >= CAST(:first AS TEXT))
    AND (CAST(:last AS TEXT) IS NULL OR CAST(date AS TEXT) <= CAST(:last AS TEXT))
ORDER BY date ASC, source ASC, live_blog_url ASC;
