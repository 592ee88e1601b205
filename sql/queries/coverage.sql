-- title: What was found of each night, from where, how complete, and what cannot be had
-- param source = null: only this source
-- param since = null: from this night on, YYYY-MM-DD
-- param until = null: to this night, YYYY-MM-DD
SELECT
    source,
    night,
    status,
    discovered,
    captured,
    refused,
    failed,
    captures,
    from_live,
    from_own_archive,
    from_warc,
    from_cdx,
    entries,
    complete,
    partial,
    unavailable,
    reason
FROM coverage
WHERE
    (CAST(:source AS TEXT) IS NULL OR source = CAST(:source AS TEXT))
    AND (CAST(:since AS TEXT) IS NULL OR CAST(night AS TEXT) >= CAST(:since AS TEXT))
    AND (CAST(:until AS TEXT) IS NULL OR CAST(night AS TEXT) <= CAST(:until AS TEXT))
ORDER BY night ASC, source ASC;
