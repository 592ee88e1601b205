-- What was decided on learned lines, in order: a line accepted, refused or restored, and each set of
-- accepted lines that was put in force (applied; its version is part of parser_version since then).
CREATE VIEW boilerplate_decisions AS
SELECT
    boilerplate_decision.source,
    boilerplate_decision.serial,
    boilerplate_decision.decision,
    boilerplate_decision.decided_at,
    boilerplate_decision.fingerprint,
    learned_line.text,
    boilerplate_decision.version AS set_version
FROM boilerplate_decision
LEFT JOIN learned_line
    ON learned_line.source = boilerplate_decision.source
    AND learned_line.fingerprint = boilerplate_decision.fingerprint;
