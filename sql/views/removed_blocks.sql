-- What was stripped from the pages as boilerplate, with its kind: kept, so that anyone can check.
CREATE VIEW removed_blocks AS
SELECT
    observation.source,
    batch.night,
    observation.url,
    removed_block.position,
    removed_block.kind,
    removed_block.text,
    removed_block.capture_id,
    observation.run_id,
    observation.parser_version
FROM removed_block
INNER JOIN observation ON observation.capture_id = removed_block.capture_id
INNER JOIN batch ON batch.batch_id = observation.batch_id;
