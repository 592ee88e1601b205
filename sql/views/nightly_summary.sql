-- One row a source and night: its addresses, pages, entries by what happened to them, and blocks
-- removed, those of the night's polls included. An event counts in the night whose capture settled
-- it. status is the worst: failed, open, published. run_id is the nightly run's; null: only polled.
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
        observation.batch_id,
        COUNT(*) AS pages,
        COUNT(*) FILTER (WHERE kind = 'liveblog') AS live_blogs
    FROM observation
    INNER JOIN raw_capture ON raw_capture.capture_id = observation.capture_id
    WHERE raw_capture.root_capture_id IS NULL
    GROUP BY observation.batch_id
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
    MIN(batch.status) AS status,
    COUNT(*) FILTER (WHERE batch.kind = 'poll') AS polls,
    CAST(COALESCE(SUM(outcomes.discovered), 0) AS BIGINT) AS discovered,
    CAST(COALESCE(SUM(outcomes.captured), 0) AS BIGINT) AS captured,
    CAST(COALESCE(SUM(outcomes.refused), 0) AS BIGINT) AS refused,
    CAST(COALESCE(SUM(outcomes.failed), 0) AS BIGINT) AS failed,
    CAST(COALESCE(SUM(pages.pages), 0) AS BIGINT) AS pages,
    CAST(COALESCE(SUM(pages.live_blogs), 0) AS BIGINT) AS live_blogs,
    CAST(COALESCE(SUM(changes.added), 0) AS BIGINT) AS added,
    CAST(COALESCE(SUM(changes.edited), 0) AS BIGINT) AS edited,
    CAST(COALESCE(SUM(changes.moved), 0) AS BIGINT) AS moved,
    CAST(COALESCE(SUM(changes.pinned), 0) AS BIGINT) AS pinned,
    CAST(COALESCE(SUM(changes.unpinned), 0) AS BIGINT) AS unpinned,
    CAST(COALESCE(SUM(changes.retracted), 0) AS BIGINT) AS retracted,
    CAST(COALESCE(SUM(changes.restored), 0) AS BIGINT) AS restored,
    CAST(COALESCE(SUM(aside.quarantined), 0) AS BIGINT) AS quarantined,
    CAST(COALESCE(SUM(removed.removed_blocks), 0) AS BIGINT) AS removed_blocks,
    MAX(batch.run_id) FILTER (WHERE batch.kind = 'night') AS run_id
FROM batch
LEFT JOIN outcomes ON outcomes.batch_id = batch.batch_id
LEFT JOIN pages ON pages.batch_id = batch.batch_id
LEFT JOIN changes ON changes.batch_id = batch.batch_id
LEFT JOIN aside ON aside.batch_id = batch.batch_id
LEFT JOIN removed ON removed.batch_id = batch.batch_id
GROUP BY batch.source, batch.night;
