-- title: How much of each live blog its page showed, and how much we hold
SELECT source, url, coverage_state, shown, declared, entries, retracted_entries, captures
FROM live_blogs
ORDER BY source ASC, url ASC;
