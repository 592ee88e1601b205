-- title: Entries that nothing dates, or only their page does
-- param limit = 100: rows at most
SELECT source, live_blog_url, position, published_at, precision, dated_by, headline, text
FROM entries
WHERE NOT is_retracted AND (published_at IS NULL OR dated_by = 'page')
ORDER BY source ASC, live_blog_url ASC, position ASC
LIMIT CAST(:limit AS INTEGER);
