-- How today's parser reads stored captures otherwise than the one before: by night, address, kind of
-- change (an entry added, removed, renamed or changed; the page; a removed block; an entry held by the
-- audit) and field, with samples. is_published: the new reading is the one that stands.
CREATE VIEW reparse_differences AS
SELECT
    batch.source,
    batch.night,
    batch.kind AS batch_kind,
    batch.interval_start,
    reparse_difference.url,
    reparse_difference.change,
    reparse_difference.field,
    reparse_difference.items,
    reparse_difference.samples,
    reparse_difference.parser_before,
    reparse_difference.parser_after,
    reparse_difference.is_published
FROM reparse_difference
INNER JOIN batch ON batch.batch_id = reparse_difference.batch_id;
