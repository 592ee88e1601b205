-- What each entry said over which span of capture time, half-open: entries as of T are those with
-- known_from <= T AND (known_to IS NULL OR T < known_to). A state begins when an entry is added,
-- edited, moved, pinned, unpinned or restored, and ends with the next or with a retraction.
-- position is the place on the page where the capture that began the version, or moved it, had it.
CREATE VIEW entry_states AS
WITH beginning AS (
    SELECT
        live_blog.url AS live_blog_url,
        entry.live_blog_id,
        entry.source,
        entry_version.entry_id,
        entry_version.version,
        entry_version.observed_from AS known_from
    FROM entry_version
    INNER JOIN entry ON entry.entry_id = entry_version.entry_id
    INNER JOIN live_blog ON live_blog.live_blog_id = entry.live_blog_id
    WHERE
        entry_version.observed_to IS NULL
        OR entry_version.observed_from < entry_version.observed_to
    UNION
    SELECT
        live_blog.url AS live_blog_url,
        entry.live_blog_id,
        entry.source,
        entry_version.entry_id,
        entry_version.version,
        event.observed_at AS known_from
    FROM event
    INNER JOIN entry_version
        ON entry_version.entry_id = event.entry_id
        AND entry_version.observed_from <= event.observed_at
        AND (
            entry_version.observed_to IS NULL
            OR event.observed_at < entry_version.observed_to
        )
    INNER JOIN entry ON entry.entry_id = event.entry_id
    INNER JOIN live_blog ON live_blog.live_blog_id = entry.live_blog_id
    WHERE event.type IN ('moved', 'pinned', 'unpinned')
)

SELECT
    beginning.live_blog_url,
    beginning.live_blog_id,
    beginning.source,
    beginning.entry_id,
    beginning.version,
    beginning.known_from,
    COALESCE(
        (
            SELECT MIN(later.observed_at)
            FROM event AS later
            WHERE
                later.entry_id = beginning.entry_id
                AND later.type IN ('moved', 'pinned', 'unpinned')
                AND later.observed_at > beginning.known_from
                AND (
                    entry_version.observed_to IS NULL
                    OR later.observed_at < entry_version.observed_to
                )
        ),
        entry_version.observed_to
    ) AS known_to,
    COALESCE(
        (
            SELECT CAST(moved.after_value AS INTEGER)
            FROM event AS moved
            WHERE
                moved.entry_id = beginning.entry_id
                AND moved.type = 'moved'
                AND moved.observed_at >= entry_version.observed_from
                AND moved.observed_at <= beginning.known_from
                AND (
                    moved.observed_at > entry_version.observed_from
                    OR moved.capture_id > entry_version.capture_id
                )
            ORDER BY moved.observed_at DESC, moved.capture_id DESC
            LIMIT 1
        ),
        entry_version.position
    ) AS position,
    COALESCE(
        (
            SELECT pin.type
            FROM event AS pin
            WHERE
                pin.entry_id = beginning.entry_id
                AND pin.type IN ('pinned', 'unpinned')
                AND pin.observed_at <= beginning.known_from
            ORDER BY pin.observed_at DESC, pin.capture_id DESC
            LIMIT 1
        ) = 'pinned',
        FALSE
    ) AS is_pinned,
    (
        SELECT COUNT(*)
        FROM event AS edit
        WHERE
            edit.entry_id = beginning.entry_id
            AND edit.type = 'edited'
            AND edit.observed_at <= beginning.known_from
    ) AS edits,
    entry_version.entry_key,
    entry_version.headline,
    entry_version.author,
    entry_version.text,
    entry_version.url,
    entry_version.published_at,
    entry_version.precision,
    entry_version.dated_by,
    entry_version.raw_time,
    entry_version.updated_at,
    entry_version.is_key_event,
    entry_version.content_sha256,
    entry_version.observed_from,
    entry.first_seen_at,
    entry_version.capture_id,
    entry_version.run_id,
    entry_version.parser_version
FROM beginning
INNER JOIN entry_version
    ON entry_version.entry_id = beginning.entry_id
    AND entry_version.version = beginning.version
INNER JOIN entry ON entry.entry_id = beginning.entry_id;
