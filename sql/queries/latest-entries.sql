-- title: The latest entries that stand, newest first
-- param limit = 20: rows at most
-- param source = null: only of this source
SELECT source, published_at, precision, dated_by, headline, text, live_blog_url
FROM entries
WHERE
    NOT is_retracted
    AND (CAST(:source AS TEXT) IS NULL OR source = CAST(:source AS TEXT))
ORDER BY published_at DESC NULLS LAST, entry_id ASC
LIMIT CAST(:limit AS INTEGER);
