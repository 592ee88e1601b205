-- title: Blocks that were removed from the pages, the most frequent first
-- param kind = null: only of this kind
-- param limit = 100: rows at most
SELECT source, kind, text, COUNT(*) AS blocks
FROM removed_blocks
WHERE CAST(:kind AS TEXT) IS NULL OR kind = CAST(:kind AS TEXT)
GROUP BY source, kind, text
ORDER BY COUNT(*) DESC, source ASC, kind ASC, text ASC
LIMIT CAST(:limit AS INTEGER);
