-- What was set aside, at which stage and why. status: open, or replayed once it passed.
CREATE VIEW quarantined AS
SELECT
    quarantine.quarantine_id,
    quarantine.source,
    batch.night,
    quarantine.stage,
    quarantine.row_table,
    quarantine.row_key,
    quarantine.expectation,
    quarantine.severity,
    quarantine.column_name,
    quarantine.value,
    quarantine.url,
    quarantine.status,
    quarantine.payload,
    quarantine.capture_id,
    quarantine.run_id
FROM quarantine
INNER JOIN batch ON batch.batch_id = quarantine.batch_id;
