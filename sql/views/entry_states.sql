-- What each entry said over which span of capture time, half-open: entries as of T are those with
-- known_from <= T AND (known_to IS NULL OR T < known_to). A state begins when an entry is added,
-- edited, moved, pinned, unpinned or restored, and ends with the next or with a retraction.
-- position is the place on the page where the capture that began the version, or moved it, had it.
CREATE VIEW entry_states AS
SELECT
    live_blog.url AS live_blog_url,
    entry.live_blog_id,
    entry.source,
    entry.entry_id,
    entry_version.version,
    beginning.observed_at AS known_from,
    COALESCE(
        (
            SELECT MIN(later.observed_at)
            FROM event AS later
            WHERE
                later.entry_id = beginning.entry_id
                AND later.type IN ('moved', 'pinned', 'unpinned')
                AND later.observed_at > beginning.observed_at
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
                AND moved.observed_at <= beginning.observed_at
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
                AND pin.observed_at <= beginning.observed_at
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
            AND edit.observed_at <= beginning.observed_at
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
FROM live_blog
INNER JOIN entry ON entry.live_blog_id = live_blog.live_blog_id
INNER JOIN event AS beginning ON beginning.entry_id = entry.entry_id
INNER JOIN entry_version
    ON entry_version.entry_id = beginning.entry_id
    AND entry_version.observed_from <= beginning.observed_at
    AND (
        entry_version.observed_to IS NULL
        OR beginning.observed_at < entry_version.observed_to
    )
WHERE
    beginning.type <> 'retracted'
    AND beginning.event_id = (
        SELECT MIN(twin.event_id)
        FROM event AS twin
        WHERE
            twin.entry_id = beginning.entry_id
            AND twin.type <> 'retracted'
            AND twin.observed_at = beginning.observed_at
    );
