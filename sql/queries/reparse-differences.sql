-- title: How today's parser reads stored captures otherwise
-- param source = null: only this source's
-- param night = null: only this night's, YYYY-MM-DD
SELECT
    source,
    night,
    url,
    change,
    field,
    items,
    samples,
    parser_before,
    parser_after,
    is_published
FROM reparse_differences
WHERE
    (CAST(:source AS TEXT) IS NULL OR source = CAST(:source AS TEXT))
    AND (CAST(:night AS TEXT) IS NULL OR CAST(night AS TEXT) = CAST(:night AS TEXT))
ORDER BY source ASC, night ASC, url ASC, change ASC, field ASC;
