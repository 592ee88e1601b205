-- One row a source and night: its addresses, pages, entries by what happened to them, and blocks
-- removed. An event counts in the night whose capture settled it.
CREATE VIEW nightly_summary AS
WITH outcomes AS (
    SELECT
        batch_id,
        COUNT(*) AS discovered,
        COUNT(*) FILTER (WHERE outcome = 'captured') AS captured,
        COUNT(*) FILTER (WHERE outcome = 'refused') AS refused,
        COUNT(*) FILTER (WHERE outcome = 'failed') AS failed
    FROM raw_discovery
    GROUP BY batch_id
),

pages AS (
    SELECT
        batch_id,
        COUNT(*) AS pages,
        COUNT(*) FILTER (WHERE kind = 'liveblog') AS live_blogs
    FROM observation
    GROUP BY batch_id
),

changes AS (
    SELECT
        raw_capture.batch_id,
        COUNT(*) FILTER (WHERE event.type = 'added') AS added,
        COUNT(*) FILTER (WHERE event.type = 'edited') AS edited,
        COUNT(*) FILTER (WHERE event.type = 'moved') AS moved,
        COUNT(*) FILTER (WHERE event.type = 'pinned') AS pinned,
        COUNT(*) FILTER (WHERE event.type = 'unpinned') AS unpinned,
        COUNT(*) FILTER (WHERE event.type = 'retracted') AS retracted,
        COUNT(*) FILTER (WHERE event.type = 'restored') AS restored
    FROM event
    INNER JOIN raw_capture ON raw_capture.capture_id = event.confirmed_by
    GROUP BY raw_capture.batch_id
),

aside AS (
    SELECT batch_id, COUNT(DISTINCT row_key) AS quarantined
    FROM quarantine
    WHERE status = 'open'
    GROUP BY batch_id
),

removed AS (
    SELECT observation.batch_id, COUNT(*) AS removed_blocks
    FROM removed_block
    INNER JOIN observation ON observation.capture_id = removed_block.capture_id
    GROUP BY observation.batch_id
)

SELECT
    batch.source,
    batch.night,
    batch.status,
    COALESCE(outcomes.discovered, 0) AS discovered,
    COALESCE(outcomes.captured, 0) AS captured,
    COALESCE(outcomes.refused, 0) AS refused,
    COALESCE(outcomes.failed, 0) AS failed,
    COALESCE(pages.pages, 0) AS pages,
    COALESCE(pages.live_blogs, 0) AS live_blogs,
    COALESCE(changes.added, 0) AS added,
    COALESCE(changes.edited, 0) AS edited,
    COALESCE(changes.moved, 0) AS moved,
    COALESCE(changes.pinned, 0) AS pinned,
    COALESCE(changes.unpinned, 0) AS unpinned,
    COALESCE(changes.retracted, 0) AS retracted,
    COALESCE(changes.restored, 0) AS restored,
    COALESCE(aside.quarantined, 0) AS quarantined,
    COALESCE(removed.removed_blocks, 0) AS removed_blocks,
    batch.run_id
FROM batch
LEFT JOIN outcomes ON outcomes.batch_id = batch.batch_id
LEFT JOIN pages ON pages.batch_id = batch.batch_id
LEFT JOIN changes ON changes.batch_id = batch.batch_id
LEFT JOIN aside ON aside.batch_id = batch.batch_id
LEFT JOIN removed ON removed.batch_id = batch.batch_id;
