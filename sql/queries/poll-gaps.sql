-- title: What may have been missed between two captures of a live blog, most first
-- param source = null: only this source
-- param limit = 100: rows at most
SELECT source, live_blog_url, last_seen_at, captured_at, begins_at, ends_at, missed, is_counted
FROM poll_gaps
WHERE CAST(:source AS TEXT) IS NULL OR source = CAST(:source AS TEXT)
ORDER BY COALESCE(missed, 0) DESC, captured_at DESC, capture_id ASC
LIMIT CAST(:limit AS INTEGER);
