-- title: What is set aside, and why
-- param status = open: open or replayed
SELECT quarantine_id, source, night, stage, row_table, expectation, column_name, value, url
FROM quarantined
WHERE status = CAST(:status AS TEXT)
ORDER BY source ASC, night ASC, row_key ASC, expectation ASC;
