-- title: Each source and night in numbers
-- param night = null: only this night, YYYY-MM-DD
SELECT
    source,
    night,
    status,
    pages,
    refused,
    failed,
    added,
    edited,
    retracted,
    quarantined,
    removed_blocks
FROM nightly_summary
WHERE CAST(:night AS TEXT) IS NULL OR CAST(night AS TEXT) = CAST(:night AS TEXT)
ORDER BY night ASC, source ASC;
