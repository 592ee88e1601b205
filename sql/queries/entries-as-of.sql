-- title: What a live blog said at an instant, in the order of its page: pinned, then newest first
-- param url = null: the live blog's address; without it all
-- param at = null: the instant of capture time, ISO 8601; without it what is known now
SELECT
    live_blog_url,
    published_at,
    precision,
    is_pinned,
    position,
    edits,
    headline,
    author,
    text,
    known_from,
    known_to
FROM entry_states
WHERE
    (CAST(:url AS TEXT) IS NULL OR live_blog_url = CAST(:url AS TEXT))
    AND known_from <= COALESCE(:at, known_from)
    AND (known_to IS NULL OR :at < known_to)
ORDER BY
    live_blog_url ASC,
    is_pinned DESC,
    published_at DESC NULLS LAST,
    first_seen_at DESC,
    position ASC,
    entry_id ASC;
