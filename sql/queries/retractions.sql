-- title: Entries that were taken down, newest first
-- param limit = 100: rows at most
SELECT source, live_blog_url, published_at, retracted_at, headline, text, warc_file, warc_offset
FROM entries
WHERE is_retracted
ORDER BY retracted_at DESC, entry_id ASC
LIMIT CAST(:limit AS INTEGER);
