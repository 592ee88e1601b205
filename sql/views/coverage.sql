-- One row a source and night that was worked on, also where nothing was found: what was found and
-- from where, how complete it is, and the first reason why something cannot be had.
CREATE VIEW coverage AS
WITH addresses AS (
    SELECT
        batch_id,
        COUNT(*) AS discovered,
        COUNT(*) FILTER (WHERE outcome = 'captured') AS captured,
        COUNT(*) FILTER (WHERE outcome = 'refused') AS refused,
        COUNT(*) FILTER (WHERE outcome = 'failed') AS failed,
        COUNT(*) FILTER (WHERE outcome = 'pending') AS pending,
        MIN(reason) FILTER (WHERE outcome IN ('failed', 'refused')) AS reason
    FROM raw_discovery
    GROUP BY batch_id
),

responses AS (
    SELECT
        batch_id,
        COUNT(*) AS captures,
        COUNT(*) FILTER (WHERE origin = 'live') AS from_live,
        COUNT(*) FILTER (WHERE origin = 'own_archive') AS from_own_archive,
        COUNT(*) FILTER (WHERE origin = 'warc') AS from_warc,
        COUNT(*) FILTER (WHERE origin = 'cdx') AS from_cdx
    FROM raw_capture
    GROUP BY batch_id
),

pages AS (
    SELECT
        batch_id,
        COUNT(DISTINCT page_id) FILTER (WHERE kind = 'liveblog') AS live_blogs,
        COUNT(*) FILTER (WHERE coverage_state = 'complete') AS complete,
        COUNT(*) FILTER (WHERE coverage_state = 'partial') AS partial,
        COUNT(*) FILTER (WHERE coverage_state = 'unavailable') AS unavailable
    FROM observation
    GROUP BY batch_id
),

posts AS (
    SELECT observation.batch_id, COUNT(DISTINCT observed_entry.entry_key) AS entries
    FROM observation
    INNER JOIN observed_entry ON observed_entry.capture_id = observation.capture_id
    GROUP BY observation.batch_id
),

gaps AS (
    SELECT
        raw_capture.batch_id,
        COUNT(*) AS gaps,
        SUM(poll_gap.missed) AS missed
    FROM poll_gap
    INNER JOIN raw_capture ON raw_capture.capture_id = poll_gap.capture_id
    GROUP BY raw_capture.batch_id
),

archives AS (
    SELECT
        batch_id,
        COUNT(*) AS archived,
        COUNT(*) FILTER (WHERE outcome = 'failed') AS archived_lost,
        MIN(reason) AS reason
    FROM raw_archived
    GROUP BY batch_id
),

questions AS (
    SELECT
        batch_id,
        COUNT(*) FILTER (WHERE reason IS NOT NULL) AS unanswered,
        MIN(reason) AS reason
    FROM raw_search
    GROUP BY batch_id
)

SELECT
    batch.source,
    batch.night,
    MIN(batch.status) AS status,
    CAST(COALESCE(SUM(addresses.discovered), 0) AS BIGINT) AS discovered,
    CAST(COALESCE(SUM(addresses.captured), 0) AS BIGINT) AS captured,
    CAST(COALESCE(SUM(addresses.refused), 0) AS BIGINT) AS refused,
    CAST(COALESCE(SUM(addresses.failed), 0) AS BIGINT) AS failed,
    CAST(COALESCE(SUM(addresses.pending), 0) AS BIGINT) AS pending,
    CAST(COALESCE(SUM(responses.captures), 0) AS BIGINT) AS captures,
    CAST(COALESCE(SUM(responses.from_live), 0) AS BIGINT) AS from_live,
    CAST(COALESCE(SUM(responses.from_own_archive), 0) AS BIGINT) AS from_own_archive,
    CAST(COALESCE(SUM(responses.from_warc), 0) AS BIGINT) AS from_warc,
    CAST(COALESCE(SUM(responses.from_cdx), 0) AS BIGINT) AS from_cdx,
    CAST(COALESCE(SUM(archives.archived), 0) AS BIGINT) AS archived,
    CAST(COALESCE(SUM(archives.archived_lost), 0) AS BIGINT) AS archived_lost,
    CAST(COALESCE(SUM(questions.unanswered), 0) AS BIGINT) AS unanswered,
    CAST(COALESCE(MAX(pages.live_blogs), 0) AS BIGINT) AS live_blogs,
    CAST(COALESCE(MAX(posts.entries), 0) AS BIGINT) AS entries,
    CAST(COALESCE(SUM(pages.complete), 0) AS BIGINT) AS complete,
    CAST(COALESCE(SUM(pages.partial), 0) AS BIGINT) AS partial,
    CAST(COALESCE(SUM(pages.unavailable), 0) AS BIGINT) AS unavailable,
    CAST(COALESCE(SUM(gaps.gaps), 0) AS BIGINT) AS gaps,
    CAST(COALESCE(SUM(gaps.missed), 0) AS BIGINT) AS missed,
    COALESCE(
        MIN(questions.reason),
        MIN(addresses.reason),
        MIN(archives.reason),
        MIN(batch.reason),
        CASE
            WHEN COALESCE(SUM(addresses.discovered), 0) = 0 THEN 'nothing was found'
        END
    ) AS reason
FROM batch
LEFT JOIN addresses ON addresses.batch_id = batch.batch_id
LEFT JOIN responses ON responses.batch_id = batch.batch_id
LEFT JOIN pages ON pages.batch_id = batch.batch_id
LEFT JOIN posts ON posts.batch_id = batch.batch_id
LEFT JOIN gaps ON gaps.batch_id = batch.batch_id
LEFT JOIN archives ON archives.batch_id = batch.batch_id
LEFT JOIN questions ON questions.batch_id = batch.batch_id
GROUP BY batch.source, batch.night;
