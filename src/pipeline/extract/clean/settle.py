"""Where the layers agree: the verdict on each line, seen among its neighbours.

Takes Lines that the structure layer may have marked already, and marks the rest. Linear: a few
passes over the lines, each looking at neighbours that still stand. Settled lines, settled again,
do not change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import groupby, takewhile
from typing import TYPE_CHECKING

from pipeline.extract.clean.context import CleanContext, Line, Verdict
from pipeline.extract.clean.rows import match_row
from pipeline.extract.clean.stamps import judge_stamp, judge_time
from pipeline.extract.clean.wording import SENTENCE_END, match_phrases, normalise_line
from pipeline.fingerprint import fingerprint_line

if TYPE_CHECKING:
    from pipeline.model import RemovedKind

PROSE_CHARS = 60
"""A line this long that is no link, and that nothing speaks against, is prose."""
LINK_LIST = 3
"""So many items of a list, each a link and nothing else, are a list of related stories."""

LONGEST_CLOCK = 12
"""Characters of the clock beside a link: '21:11 Uhr'."""
# The clock of an item of a news ticker: '21:11 Bridge reopens', '9h05'
_CLOCK_FIRST = re.compile(r"[0-2]?\d[:.h][0-5]\d\b")

LEARNED = "repeated: on other pages of the publisher"
"""The reason of what goes because it was learned."""

_APPEALS = frozenset(
    {
        "login_prompt",
        "paywall_prompt",
        "subscription_offer",
        "donation_appeal",
        "newsletter_signup",
        "notification_prompt",
        "consent_notice",
        "comment_prompt",
    }
)


def judge_line(text: str, context: CleanContext, link_share: float = 0.0) -> Verdict | None:
    """What form and phrases say of one line by itself."""
    stamp = judge_stamp(text)
    if stamp is not None and stamp.kind != "timestamp":
        return stamp
    said = match_phrases(text, language=context.language, link_share=link_share)
    if said is None or not said.is_strong:
        said = match_row(text, language=context.language) or said
    return stamp or said


def settle_lines(lines: Sequence[Line], context: CleanContext) -> None:
    """Marks what is no reporting: ``removed_as`` and ``reason``, or ``is_left_out``."""
    _leave_out_known(lines, context)
    if any(line.verdict or line.removed_as or line.link_share for line in lines):
        _settle_judged(lines, context)
    if context.repeated_lines:
        _settle_learned(lines, context.repeated_lines)


def _settle_judged(lines: Sequence[Line], context: CleanContext) -> None:
    _settle_strong(lines)
    _settle_repeated(lines)
    _pull_in_appeals(lines)
    _settle_promo_headings(lines)
    _pull_in_links(lines)
    _settle_link_lists(lines)
    if context.is_keeping_times:
        _restore_times(lines)
    else:
        _settle_edge_times(lines)
    _settle_share_labels(lines)
    _settle_hashtags(lines)


def _settle_learned(lines: Sequence[Line], repeated: Mapping[str, RemovedKind]) -> None:
    """Last, so that no neighbour is judged by it."""
    for line in _standing(lines):
        kind = repeated.get(fingerprint_line(line.text))
        if kind is not None:
            _remove(line, kind, LEARNED)


def trim_appeals(text: str, context: CleanContext) -> tuple[str, tuple[tuple[str, Verdict], ...]]:
    """Cuts sentences that address the reader off the ends of a longer paragraph of reporting.

    Returns what stays ('' if appeals outweigh it) and the sentences cut, each with its verdict.
    """
    sentences = [part for part in SENTENCE_END.split(text) if part]
    if len(sentences) < 2:
        return "", ()
    judged = [(part, match_phrases(part, language=context.language)) for part in sentences]
    weight = sum(len(part) for part, verdict in judged if verdict)
    if weight * 5 >= len(text) * 2:
        return "", ()
    start, end = 0, len(judged)
    while start < end and _is_strong(judged[start][1]):
        start += 1
    while end > start and _is_strong(judged[end - 1][1]):
        end -= 1
    cut = [(part, verdict) for part, verdict in (*judged[:start], *judged[end:]) if verdict]
    return " ".join(part for part, _ in judged[start:end]), tuple(cut)


def _is_strong(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.is_strong


def _leave_out_known(lines: Sequence[Line], context: CleanContext) -> None:
    known = {normalise_line(line) for line in context.left_out_lines if line.strip()}
    if not known:
        return
    longest = 2 * max(map(len, known))
    for line in lines:
        if len(line.text) > longest + PROSE_CHARS:
            continue
        if normalise_line(line.text) in known:
            line.is_left_out = True
        elif _is_known_with_time(line.text, context.left_out_lines):
            _remove(line, "timestamp", "form: a known line and a time")


def _is_known_with_time(text: str, known: Collection[str]) -> bool:
    """A byline and its time that stand in one line, as in 'Jane Roe 14 August 2023 10:01'."""
    if len(text) > PROSE_CHARS:
        return False
    rests = (text.removeprefix(line.strip()) for line in known if line.strip())
    return any(rest != text and judge_time(rest.strip(" ,|·-–—")) for rest in rests)


def _settle_strong(lines: Sequence[Line]) -> None:
    for line in _standing(lines):
        if line.verdict is not None and line.verdict.is_strong:
            _remove(line, line.verdict.kind, line.verdict.reason)


def _settle_repeated(lines: Sequence[Line]) -> None:
    appeals = [line for line in _standing(lines) if _is_weak_appeal(line)]
    if not appeals:
        return
    counts = Counter(normalise_line(line.text) for line in lines if line.verdict)
    for line in appeals:
        times = counts[normalise_line(line.text)]
        if times > 1 and line.verdict is not None:
            _remove(line, line.verdict.kind, f"{line.verdict.reason}, {times} times in the text")


def _pull_in_appeals(lines: Sequence[Line]) -> None:
    """Weak lines go where removed appeals stand on both sides; a mere label needs one side."""
    shown = [line for line in lines if not line.is_left_out and _is_open_or_appeal(line)]
    groups = [(is_weak, list(run)) for is_weak, run in groupby(shown, key=_is_standing_weak)]
    for place, (is_weak, run) in enumerate(groups):
        if not is_weak:
            continue
        is_after = place > 0 and _is_removed_appeal(groups[place - 1][1][-1])
        is_before = place + 1 < len(groups) and _is_removed_appeal(groups[place + 1][1][0])
        if is_after and is_before:
            pulled = run
        elif is_after:
            pulled = list(takewhile(_is_label, run))
        elif is_before:
            pulled = list(takewhile(_is_label, reversed(run)))
        else:
            continue
        for line in pulled:
            if line.verdict is not None:
                _remove(line, line.verdict.kind, f"{line.verdict.reason}, beside an appeal")


def _is_open_or_appeal(line: Line) -> bool:
    return line.removed_as is None or line.removed_as in _APPEALS


def _is_standing_weak(line: Line) -> bool:
    return line.removed_as is None and _is_weak_appeal(line)


def _is_label(line: Line) -> bool:
    return len(line.text) < PROSE_CHARS and line.text[-1] not in ".!?…"


def _pull_in_links(lines: Sequence[Line]) -> None:
    """Removes each run of bare links below a removed promo heading."""
    is_below = False
    for line in lines:
        if line.is_left_out:
            continue
        if line.removed_as is not None:
            is_below = is_below or line.removed_as == "promo"
        elif is_below and _is_bare_link(line):
            _remove(line, "promo", "link below a promo heading")
        else:
            is_below = False


def _is_weak_appeal(line: Line) -> bool:
    return line.verdict is not None and line.verdict.kind in _APPEALS


def _is_removed_appeal(line: Line) -> bool:
    return line.removed_as in _APPEALS


def _is_bare_link(line: Line) -> bool:
    return line.link_share >= 0.9


def _settle_promo_headings(lines: Sequence[Line]) -> None:
    """'Most read in Sport' is a heading of related stories if links follow it."""
    standing = _standing(lines)
    for line, after, later in zip(standing, standing[1:], standing[2:], strict=False):
        verdict = line.verdict
        if verdict is None or verdict.kind != "promo" or len(line.text) >= PROSE_CHARS:
            continue
        if _is_bare_link(after) and _is_bare_link(later):
            _remove(line, "promo", f"{verdict.reason}, above links")


def _settle_link_lists(lines: Sequence[Line]) -> None:
    standing = [line for line in lines if not line.is_left_out and line.removed_as is None]
    for is_list, group in groupby(standing, key=_is_link_item):
        items = list(group)
        if is_list and len(items) >= LINK_LIST:
            for line in items:
                _remove(line, "promo", "list of links")


def _is_link_item(line: Line) -> bool:
    if line.tag != "li" or len(line.text) < 20:
        return False
    beside = (1 - line.link_share) * len(line.text)
    is_ticker = beside <= LONGEST_CLOCK and _CLOCK_FIRST.match(line.text) is not None
    return line.link_share >= 0.95 or is_ticker


def _settle_share_labels(lines: Sequence[Line]) -> None:
    """Names of networks are labels where two or more stand in a row; alone they may be a topic."""
    standing = [line for line in lines if not line.is_left_out and line.removed_as is None]
    for is_label, group in groupby(standing, key=_is_share_label):
        labels = list(group)
        if is_label and (len(labels) > 1 or labels[0].link_share >= 0.9):
            for line in labels:
                _remove(line, "share", "label of a network")


def _is_share_label(line: Line) -> bool:
    return line.verdict is not None and line.verdict.kind == "share"


def _settle_hashtags(lines: Sequence[Line]) -> None:
    """Linked words that begin with '#', below the text: where the post is filed."""
    for line in reversed(_standing(lines)):
        if line.text[0] != "#" or not _is_bare_link(line):
            break
        _remove(line, "navigation", "linked hashtags below the text")


def _settle_edge_times(lines: Sequence[Line]) -> None:
    """A bare clock or date is a stamp above the first prose and below the last."""
    standing = [line for line in lines if not line.is_left_out and line.removed_as is None]
    for ordered in (standing, standing[::-1]):
        for line in ordered:
            if line.verdict is not None and line.verdict.kind == "timestamp":
                _remove(line, "timestamp", line.verdict.reason)
            elif len(line.text) >= PROSE_CHARS:
                break


def _restore_times(lines: Sequence[Line]) -> None:
    for line in lines:
        if line.removed_as == "timestamp" and judge_time(line.text) is not None:
            line.removed_as = None


def _standing(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.removed_as is None and not line.is_left_out]


def _remove(line: Line, kind: RemovedKind, reason: str) -> None:
    line.removed_as = kind
    line.reason = reason
