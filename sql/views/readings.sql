-- Every reading of every capture: the one that stands (is_current), and those of earlier parsers that
-- it superseded. observed_sha256 is over all that was read.
CREATE VIEW readings AS
SELECT
    observation.source,
    batch.night,
    observation.url,
    observation.captured_at,
    observation.parser_version,
    observation.kind,
    observation.observed_sha256,
    TRUE AS is_current,
    observation.capture_id
FROM observation
INNER JOIN batch ON batch.batch_id = observation.batch_id
UNION ALL
SELECT
    raw_capture.source,
    batch.night,
    raw_capture.url,
    raw_capture.captured_at,
    past_reading.parser_version,
    past_reading.kind,
    past_reading.observed_sha256,
    FALSE AS is_current,
    past_reading.capture_id
FROM past_reading
INNER JOIN raw_capture ON raw_capture.capture_id = past_reading.capture_id
INNER JOIN batch ON batch.batch_id = past_reading.batch_id;
