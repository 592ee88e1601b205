-- The events in the order in which they were told, for those that follow: whoever has read up to a
-- sequence has missed nothing below it, also when an older capture arrives late. is_withdrawn tells
-- that an event told before stands no more; is_standing marks the last telling of one that does.
-- headline, author, text and url are of the state after the event, or the one that was taken down;
-- stood_from is when the former state was first seen; is_declared tells of an edit whether the
-- publisher stated a new time of update.
CREATE VIEW event_stream AS
SELECT
    event_told.sequence,
    event_told.is_withdrawn,
    (
        event.event_id IS NOT NULL
        AND event_told.sequence = (
            SELECT MAX(telling.sequence)
            FROM event_told AS telling
            WHERE telling.event_id = event_told.event_id
        )
    ) AS is_standing,
    event_told.event_id,
    event_told.source,
    live_blog.url AS live_blog_url,
    event_told.entry_id,
    event_told.type,
    event_told.observed_at,
    after_state.url,
    after_state.published_at,
    after_state.updated_at,
    after_state.author,
    after_state.headline,
    after_state.text,
    before_state.author AS author_before,
    before_state.headline AS headline_before,
    before_state.text AS text_before,
    before_state.published_at AS published_at_before,
    before_state.updated_at AS updated_at_before,
    CASE event.type
        WHEN 'edited' THEN before_state.observed_from
        WHEN 'retracted' THEN after_state.observed_from
    END AS stood_from,
    CASE
        WHEN event.type = 'edited' THEN
            after_state.updated_at IS NOT NULL
            AND (
                before_state.updated_at IS NULL
                OR after_state.updated_at <> before_state.updated_at
            )
    END AS is_declared,
    event.before_value,
    event.after_value,
    event.capture_id,
    event.confirmed_by,
    event.parser_version
FROM event_told
LEFT JOIN event ON event.event_id = event_told.event_id
LEFT JOIN live_blog ON live_blog.live_blog_id = event_told.live_blog_id
LEFT JOIN entry_version AS after_state
    ON after_state.entry_id = event.entry_id
    AND after_state.version = (
        SELECT MAX(seen.version)
        FROM entry_version AS seen
        WHERE
            seen.entry_id = event.entry_id
            AND seen.observed_from <= event.observed_at
            AND (
                event.type = 'moved'
                OR seen.content_sha256 = COALESCE(event.after_value, event.before_value)
            )
    )
LEFT JOIN entry_version AS before_state
    ON event.type = 'edited'
    AND before_state.entry_id = event.entry_id
    AND before_state.version = (
        SELECT MAX(seen.version)
        FROM entry_version AS seen
        WHERE
            seen.entry_id = event.entry_id
            AND seen.observed_from <= event.observed_at
            AND seen.version < after_state.version
            AND seen.content_sha256 = event.before_value
    );
