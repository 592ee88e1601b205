-- Articles as their latest capture shows them.
CREATE VIEW articles AS
SELECT
    article_id,
    source,
    url,
    publisher,
    title,
    language,
    published_at,
    modified_at,
    lead,
    text,
    access_state,
    access_evidence,
    captures,
    first_captured_at,
    last_captured_at,
    capture_id,
    run_id,
    parser_version
FROM article;
