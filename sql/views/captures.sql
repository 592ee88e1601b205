-- Every response that was kept: when, what, who received it, and where its WARC record lies.
CREATE VIEW captures AS
SELECT
    raw_capture.capture_id,
    raw_capture.source,
    batch.night,
    raw_capture.url,
    raw_capture.final_url,
    raw_capture.captured_at,
    raw_capture.status,
    raw_capture.media_type,
    raw_capture.charset,
    raw_capture.payload_sha256,
    raw_capture.payload_bytes,
    raw_capture.is_revisit,
    raw_capture.origin,
    raw_capture.origin_url,
    raw_capture.etag,
    raw_capture.last_modified,
    raw_capture.warc_file,
    raw_capture.warc_offset,
    raw_capture.warc_length,
    raw_capture.batch_id,
    raw_capture.run_id
FROM raw_capture
INNER JOIN batch ON batch.batch_id = raw_capture.batch_id;
