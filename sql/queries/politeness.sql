-- title: What was asked of whom, and why something was refused
SELECT
    source,
    host,
    outcome,
    reason,
    COUNT(*) AS asked,
    CAST(SUM(attempts) AS INTEGER) AS requests,
    MIN(asked_at) AS first_asked_at,
    MAX(asked_at) AS last_asked_at
FROM fetches
GROUP BY source, host, outcome, reason
ORDER BY source ASC, host ASC, outcome ASC, reason ASC;
