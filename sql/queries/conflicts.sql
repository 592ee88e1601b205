-- title: Times on which the witnesses of an entry disagree
-- param limit = 100: rows at most
SELECT
    entries.source,
    entries.live_blog_url,
    entries.headline,
    entries.published_at,
    entries.dated_by,
    entry_evidence.dated_by AS witness,
    entry_evidence.raw,
    entry_evidence.instant,
    entry_evidence.zone
FROM entry_evidence
INNER JOIN entries
    ON entries.entry_id = entry_evidence.entry_id
    AND entries.version = entry_evidence.version
WHERE entry_evidence.flags LIKE '%"conflict"%'
ORDER BY entries.source ASC, entries.entry_id ASC, entry_evidence.evidence_no ASC
LIMIT CAST(:limit AS INTEGER);
