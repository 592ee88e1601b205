-- Blocks removed, by source, night and kind.
CREATE VIEW nightly_removed AS
SELECT
    batch.source,
    batch.night,
    removed_block.kind,
    COUNT(*) AS blocks
FROM removed_block
INNER JOIN observation ON observation.capture_id = removed_block.capture_id
INNER JOIN batch ON batch.batch_id = observation.batch_id
GROUP BY batch.source, batch.night, removed_block.kind;
