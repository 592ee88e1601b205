-- Every (source, interval), a night or a poll of it, that was worked on, how it ended, and what became of its addresses.
CREATE VIEW batches AS
WITH outcomes AS (
    SELECT
        batch_id,
        COUNT(*) AS discovered,
        COUNT(*) FILTER (WHERE outcome = 'captured') AS captured,
        COUNT(*) FILTER (WHERE outcome = 'refused') AS refused,
        COUNT(*) FILTER (WHERE outcome = 'failed') AS failed,
        COUNT(*) FILTER (WHERE outcome = 'pending') AS pending
    FROM raw_discovery
    GROUP BY batch_id
)
SELECT
    batch.batch_id,
    batch.source,
    batch.night,
    batch.kind,
    batch.interval_start,
    batch.interval_end,
    batch.status,
    batch.reason,
    COALESCE(outcomes.discovered, 0) AS discovered,
    COALESCE(outcomes.captured, 0) AS captured,
    COALESCE(outcomes.refused, 0) AS refused,
    COALESCE(outcomes.failed, 0) AS failed,
    COALESCE(outcomes.pending, 0) AS pending,
    batch.run_id
FROM batch
LEFT JOIN outcomes ON outcomes.batch_id = batch.batch_id;
