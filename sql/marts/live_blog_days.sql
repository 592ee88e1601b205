-- Counts the days of one source that are due, live blog by live blog. An entry counts on the day of its
-- publication (else of its first capture), an event on the day of the capture that showed it.
-- param source: the source
INSERT INTO mart_live_blog_day (
    live_blog_id,
    date,
    source,
    entries,
    timed_entries,
    key_events,
    authors,
    characters,
    first_published_at,
    last_published_at,
    edits,
    silent_edits,
    moves,
    retractions,
    restorations,
    captures,
    complete_captures,
    removed_blocks,
    gaps,
    missed
)
WITH due AS (
    SELECT
        source,
        date,
        starts_at,
        ends_at
    FROM mart_due
    WHERE source = :source
),

posts AS (
    SELECT
        entry.live_blog_id,
        due.date,
        COUNT(*) AS entries,
        COUNT(*) FILTER (WHERE said.precision IN ('second', 'minute')) AS timed_entries,
        COUNT(*) FILTER (WHERE said.is_key_event) AS key_events,
        COUNT(DISTINCT said.author) AS authors,
        SUM(LENGTH(said.text)) AS characters,
        MIN(said.published_at) AS first_published_at,
        MAX(said.published_at) AS last_published_at
    FROM due
    INNER JOIN entry ON entry.source = due.source
    INNER JOIN entry_version AS said
        ON said.entry_id = entry.entry_id
        AND said.version = entry.current_version
    WHERE
        COALESCE(said.published_at, entry.first_seen_at) >= due.starts_at
        AND COALESCE(said.published_at, entry.first_seen_at) < due.ends_at
    GROUP BY entry.live_blog_id, due.date
),

changes AS (
    SELECT
        entry.live_blog_id,
        due.date,
        COUNT(*) FILTER (WHERE event.type = 'edited') AS edits,
        COUNT(*) FILTER (WHERE event.type = 'moved') AS moves,
        COUNT(*) FILTER (WHERE event.type = 'retracted') AS retractions,
        COUNT(*) FILTER (WHERE event.type = 'restored') AS restorations
    FROM due
    INNER JOIN event
        ON event.source = due.source
        AND event.observed_at >= due.starts_at
        AND event.observed_at < due.ends_at
    INNER JOIN entry ON entry.entry_id = event.entry_id
    GROUP BY entry.live_blog_id, due.date
),

silent AS (
    SELECT
        entry.live_blog_id,
        due.date,
        COUNT(*) AS silent_edits
    FROM due
    INNER JOIN silent_edits
        ON silent_edits.source = due.source
        AND silent_edits.edited_at >= due.starts_at
        AND silent_edits.edited_at < due.ends_at
    INNER JOIN entry ON entry.entry_id = silent_edits.entry_id
    GROUP BY entry.live_blog_id, due.date
),

looks AS (
    SELECT
        observation.page_id AS live_blog_id,
        due.date,
        COUNT(*) FILTER (WHERE raw_capture.root_capture_id IS NULL) AS captures,
        COUNT(*) FILTER (
            WHERE raw_capture.root_capture_id IS NULL AND observation.coverage_state = 'complete'
        ) AS complete_captures,
        SUM(
            (
                SELECT COUNT(*)
                FROM removed_block
                WHERE removed_block.capture_id = observation.capture_id
            )
        ) AS removed_blocks
    FROM due
    INNER JOIN observation
        ON observation.source = due.source
        AND observation.captured_at >= due.starts_at
        AND observation.captured_at < due.ends_at
    INNER JOIN raw_capture ON raw_capture.capture_id = observation.capture_id
    WHERE observation.kind = 'liveblog'
    GROUP BY observation.page_id, due.date
),

windows AS (
    SELECT
        poll_gap.live_blog_id,
        due.date,
        COUNT(*) AS gaps,
        SUM(poll_gap.missed) AS missed
    FROM due
    INNER JOIN poll_gap ON poll_gap.source = due.source
    INNER JOIN raw_capture
        ON raw_capture.capture_id = poll_gap.capture_id
        AND raw_capture.captured_at >= due.starts_at
        AND raw_capture.captured_at < due.ends_at
    GROUP BY poll_gap.live_blog_id, due.date
),

days AS (
    SELECT live_blog_id, date FROM posts
    UNION
    SELECT live_blog_id, date FROM changes
    UNION
    SELECT live_blog_id, date FROM looks
)

SELECT
    days.live_blog_id,
    days.date,
    :source AS source,
    COALESCE(posts.entries, 0) AS entries,
    COALESCE(posts.timed_entries, 0) AS timed_entries,
    COALESCE(posts.key_events, 0) AS key_events,
    COALESCE(posts.authors, 0) AS authors,
    COALESCE(posts.characters, 0) AS characters,
    posts.first_published_at,
    posts.last_published_at,
    COALESCE(changes.edits, 0) AS edits,
    COALESCE(silent.silent_edits, 0) AS silent_edits,
    COALESCE(changes.moves, 0) AS moves,
    COALESCE(changes.retractions, 0) AS retractions,
    COALESCE(changes.restorations, 0) AS restorations,
    COALESCE(looks.captures, 0) AS captures,
    COALESCE(looks.complete_captures, 0) AS complete_captures,
    COALESCE(looks.removed_blocks, 0) AS removed_blocks,
    COALESCE(windows.gaps, 0) AS gaps,
    COALESCE(windows.missed, 0) AS missed
FROM days
LEFT JOIN posts ON posts.live_blog_id = days.live_blog_id AND posts.date = days.date
LEFT JOIN changes ON changes.live_blog_id = days.live_blog_id AND changes.date = days.date
LEFT JOIN silent ON silent.live_blog_id = days.live_blog_id AND silent.date = days.date
LEFT JOIN looks ON looks.live_blog_id = days.live_blog_id AND looks.date = days.date
LEFT JOIN windows ON windows.live_blog_id = days.live_blog_id AND windows.date = days.date;
