-- The politeness audit: what was asked of whom, when, and why something was refused.
CREATE VIEW fetches AS
SELECT
    fetch_id,
    source,
    host,
    url,
    asked_at,
    outcome,
    reason,
    status,
    attempts,
    waited_s,
    elapsed_s,
    received_bytes,
    batch_id
FROM fetch_log;
