"""Plain text in: lines that stay, with their place, and lines that were taken out."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.clean.context import CleanContext, KeptLine, Line, Verdict
from pipeline.extract.clean.settle import judge_line, settle_lines, trim_appeals
from pipeline.extract.clean.text import squeeze_text
from pipeline.model import Removed

_NOTHING_KNOWN = CleanContext()


def clean_lines(
    lines: Sequence[str], context: CleanContext = _NOTHING_KNOWN
) -> tuple[list[KeptLine], list[Removed]]:
    """Lines of a text without markup, minus what is no reporting; empty lines are dropped.

    >>> kept, removed = clean_lines(["Please log in to continue", "The minister resigned."])
    >>> kept
    [KeptLine(index=1, text='The minister resigned.')]
    >>> removed[0].kind
    'login_prompt'
    """
    judged = [
        Line(text=text, index=index, verdict=judge_line(text, context))
        for index, text in enumerate(map(squeeze_text, lines))
        if text
    ]
    settle_lines(judged, context)
    kept: list[KeptLine] = []
    removed: list[Removed] = []
    for text, line in part_lines(judged, context, removed, []):
        kept.append(KeptLine(line.index, text))
    return kept, removed


def part_lines(
    lines: Sequence[Line], context: CleanContext, removed: list[Removed], reasons: list[str]
) -> list[tuple[str, Line]]:
    """Parts settled lines into what stays (returned) and what goes (added to the lists)."""
    kept: list[tuple[str, Line]] = []
    for line in lines:
        if line.is_left_out:
            continue
        if line.removed_as is None:
            kept.append((line.text, line))
            continue
        stays, cut = _trim(line, context)
        if stays:
            kept.append((stays, line))
            removed.extend(Removed(verdict.kind, sentence) for sentence, verdict in cut)
            reasons.extend(verdict.reason for _, verdict in cut)
        else:
            removed.append(Removed(line.removed_as, line.text))
            reasons.append(line.reason)
    return kept


def _trim(line: Line, context: CleanContext) -> tuple[str, tuple[tuple[str, Verdict], ...]]:
    return trim_appeals(line.text, context) if line.reason.startswith("phrase") else ("", ())
