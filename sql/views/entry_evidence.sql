-- Every candidate time of every state of an entry, as its witness gave it; is_verdict marks those
-- that agree with the time published.
CREATE VIEW entry_evidence AS
SELECT
    evidence.entry_id,
    evidence.version,
    evidence.evidence_no,
    entry_version.source,
    evidence.dated_by,
    evidence.raw,
    evidence.stood_at,
    evidence.zone,
    evidence.instant,
    evidence.precision,
    evidence.flags,
    COALESCE(
        evidence.instant = entry_version.published_at
        AND evidence.dated_by = entry_version.dated_by,
        FALSE
    ) AS is_verdict,
    entry_version.capture_id,
    entry_version.run_id,
    entry_version.parser_version
FROM evidence
INNER JOIN entry_version
    ON entry_version.entry_id = evidence.entry_id
    AND entry_version.version = evidence.version;
