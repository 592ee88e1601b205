-- How each expectation fared over each batch.
CREATE VIEW quality_results AS
SELECT
    quality_result.source,
    batch.night,
    quality_result.row_table,
    quality_result.expectation,
    quality_result.column_name,
    quality_result.severity,
    quality_result.is_success,
    quality_result.checked,
    quality_result.unexpected,
    quality_result.observed,
    quality_result.run_id
FROM quality_result
INNER JOIN batch ON batch.batch_id = quality_result.batch_id;
