-- title: What was found of each night, from where, how complete, and what cannot be had
-- param source = null: only this source
-- param first = null: from this night on, YYYY-MM-DD
-- param last = null: to this night, YYYY-MM-DD
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
    gaps,
    missed,
    reason
FROM coverage
WHERE
    (CAST(:source AS TEXT) IS NULL OR source = CAST(:source AS TEXT))
    AND (CAST(:first AS TEXT) IS NULL OR CAST(night AS TEXT) >= CAST(:first AS TEXT))
    AND (CAST(:last AS TEXT) IS NULL OR CAST(night AS TEXT) <= CAST(:last AS TEXT))
ORDER BY night ASC, source ASC;
