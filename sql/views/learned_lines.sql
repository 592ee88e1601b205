-- Lines that recur over a publisher's live blogs, as learned from them: what they are, how often they were
-- seen, why each was learned, and what was decided. Only lines that are in force are taken out of pages.
CREATE VIEW learned_lines AS
SELECT
    learned_line.source,
    learned_line.fingerprint,
    learned_line.text,
    learned_line.kind,
    learned_line.state,
    EXISTS (
        SELECT 1
        FROM boilerplate_decision
        INNER JOIN boilerplate_set_line
            ON boilerplate_set_line.source = boilerplate_decision.source
            AND boilerplate_set_line.version = boilerplate_decision.version
        WHERE
            boilerplate_decision.source = learned_line.source
            AND boilerplate_set_line.fingerprint = learned_line.fingerprint
            AND boilerplate_decision.serial = (
                SELECT MAX(latest.serial)
                FROM boilerplate_decision AS latest
                WHERE latest.source = learned_line.source AND latest.decision = 'applied'
            )
    ) AS is_in_force,
    learned_line.live_blogs,
    learned_line.nights,
    learned_line.entries,
    learned_line.examples,
    learned_line.why,
    learned_line.learned_at
FROM learned_line;
