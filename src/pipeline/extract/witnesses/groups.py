"""Repetition: which siblings, each with a time of its own, may be the posts of a live blog.

A Group is a set of elements of one shape under parents of one shape. Nothing here knows a
publisher's class names; words such as 'comment' in them count as weak evidence only.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING

from pipeline.extract.tree.sheet import NO_PLACE
from pipeline.extract.tree.shown import INLINE_TAGS
from pipeline.extract.witnesses.group import Group
from pipeline.extract.witnesses.surroundings import is_match, read_names_above

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline.extract.signals.signal import Signal
    from pipeline.extract.signals.survey import Survey
    from pipeline.extract.tree.sheet import Sheet

# Tags that hold a line, not a post: their time opens what follows among the siblings.
LINE_TAGS = frozenset(
    {
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "b", "strong", "span", "a", "time", "br",
        "em", "i", "font", "u", "hr",
    }
)  # fmt: skip
_LINK = frozenset({"a"})
_QUOTE_TAGS = frozenset({"blockquote", "figure"})
"""They quote or show; none opens a post that runs on behind it."""
_ASIDE_TAGS = frozenset({"aside", "nav", "footer", "form", "figure", "dialog", "menu"})


MOST_HELD = 40
"""Signals of one element that are kept."""
MOST_BETWEEN = 400
"""Words behind a line that are counted; no more are needed."""
_MANY = 3
_LABEL_WORDS = 4
_LINE_WORDS = 6
"""Of a paragraph that goes on with what the one before it began."""
MIN_WEIGHED = 20.0
"""A group of fewer members times words can be no live blog, wherever it stands."""


def find_groups(survey: Survey) -> list[Group]:
    """All groups of two members or more, best first."""
    children = list_timed(survey)
    shapes = _list_shapes(survey.sheet, children)
    by_shape: dict[int, list[int]] = defaultdict(list)
    for parent in children:
        by_shape[shapes[parent]].append(parent)
    groups: list[Group] = []
    for parents in by_shape.values():
        kids = [kid for parent in parents for kid in children[parent]]
        groups.extend(
            weigh(members, children, survey)
            for members in _split_by_shape(survey.sheet, kids)
            if len(members) > 1
        )
    return sorted(groups, key=lambda group: -group.score)


def list_timed(survey: Survey) -> dict[int, dict[int, list[Signal]]]:
    """Parent to those of its children that hold a signal, and the signals. Linear: climbs once."""
    found: dict[int, dict[int, list[Signal]]] = {}
    parents = survey.sheet.parents
    for signal in survey.signals:
        child = survey.order[signal.element]
        parent = parents[child]
        while parent >= 0:
            below = found.get(parent)
            if below is None:
                below = found[parent] = {}
            held = below.get(child)
            if held is None:
                below[child] = [signal]
            elif len(held) == MOST_HELD:
                break  # and so are all above it
            else:
                held.append(signal)
            child, parent = parent, parents[parent]
    return found


def _list_shapes(sheet: Sheet, places: Collection[int]) -> dict[int, int]:
    """A number for the shapes of an element and all above it; equal for equal paths.

    ``places``: whichever stands there, what holds it stands there too.
    """
    known: dict[int, int] = {NO_PLACE: 0}
    for place in sorted(places):
        names = bare_names(sheet.get(place, "class"))
        shape = (sheet.tags[place], names[0] if names else None)
        known[place] = hash((shape, known[sheet.parents[place]]))
    return known


# a page's own numbering at the end of a class, as in item-12
_NUMBERED = re.compile(r"[-_]?\d+\Z")


@lru_cache(maxsize=1024)
def bare_names(said: str) -> tuple[str, ...]:
    return tuple(_NUMBERED.sub("", name) for name in said.split())


def _split_by_shape(sheet: Sheet, kids: list[int]) -> list[list[int]]:
    """Children of one tag; of those, the ones that share a class word with most of the others."""
    by_tag: dict[str, list[int]] = defaultdict(list)
    for kid in kids:
        by_tag[sheet.tags[kid]].append(kid)
    groups: list[list[int]] = []
    for members in by_tag.values():
        groups.extend(_split_by_class(sheet, members) if len(members) > 1 else [members])
    return groups


def _split_by_class(sheet: Sheet, members: list[int]) -> list[list[int]]:
    names = [frozenset(bare_names(sheet.get(kid, "class"))) for kid in members]
    counts = Counter(name for each in names for name in each)
    common = {name for name, count in counts.items() if count >= max(2, 0.5 * len(members))}
    if not common:
        return [members]
    inside = [kid for kid, own in zip(members, names, strict=True) if own & common]
    outside = [kid for kid, own in zip(members, names, strict=True) if not own & common]
    return [inside, outside] if len(outside) > 1 else [inside]


def weigh(
    members: list[int], children: dict[int, dict[int, list[Signal]]], survey: Survey
) -> Group:
    members = sorted(members)
    sheet, counts = survey.sheet, survey.counts
    signals = [tuple(children[sheet.parents[kid]][kid]) for kid in members]
    is_flat = _is_flat(members, children, survey)
    lengths = _measure_flat(members, survey) if is_flat else [counts[kid] for kid in members]
    linked = sum(_count_linked(kid, survey) for kid in members)
    total = sum(lengths)
    share = linked / total if total else 0.0
    typical = float(median(lengths))
    score = len(members) * min(typical, 40.0)
    if score >= MIN_WEIGHED:
        score *= _weigh_place(sheet, members, share, signals)
    holders = list(dict.fromkeys(sheet.parents[kid] for kid in members))
    if len(members) < 1.5 * len(holders):  # seen better one step up, where they are siblings
        score *= 0.0 if is_flat else 0.9
    elif is_flat and len(holders) >= _MANY and _stand_in_pairs(members, survey):
        score = 0.0
    if is_flat and sheet.tags[members[0]] in _QUOTE_TAGS:
        score = 0.0
    return Group(
        members=tuple(sheet.elements[kid] for kid in members),
        signals=tuple(signals),
        parents=tuple(sheet.elements[holder] for holder in holders),
        is_flat=is_flat,
        score=score,
        words_each=typical,
        link_share=share,
    )


def _count_linked(kid: int, survey: Survey) -> int:
    """Words of a member that stand in links; all, where the member stands in one itself."""
    is_linked = survey.sheet.stands_in(kid, _LINK)
    return survey.counts[kid] if is_linked else survey.link_counts[kid]


def _weigh_place(
    sheet: Sheet, members: list[int], link_share: float, signals: list[tuple[Signal, ...]]
) -> float:
    weight = 1.0
    around = [members[0], *sheet.climb(members[0])]
    said = read_names_above(sheet.elements[members[0]])
    if "talk" in said and not is_match(signals):
        weight *= 0.05
    if "beside" in said:
        weight *= 0.3
    if "live_names" in said:
        weight *= 2.0
    if any(sheet.tags[above] in _ASIDE_TAGS for above in around):
        weight *= 0.3
    if link_share > 0.6:
        weight *= 0.15
    if all(signal.is_day_only for held in signals for signal in held):
        weight *= 0.3
    if is_match(signals):
        weight *= 0.7
    else:
        labels = {raw for held in signals if (raw := _read_first_clock(held))}
        weight *= 0.5 if labels and len(labels) < 0.5 * len(members) else 1.0
    crowd = median(len(held) for held in signals)
    return weight / max(1.0, crowd / 3.0)


def _read_first_clock(held: tuple[Signal, ...]) -> str | None:
    """The first time in a member; a date without a clock only where nothing else stands."""
    day: str | None = None
    for signal in held:
        if signal.marks and not signal.is_day_only:
            return signal.marks[0].raw
        if signal.marks and day is None:
            day = signal.marks[0].raw
    return day


def _is_flat(
    members: list[int], children: dict[int, dict[int, list[Signal]]], survey: Survey
) -> bool:
    """Whether a member is only the line that opens a post which runs on among its siblings."""
    tag = survey.sheet.tags[members[0]]
    if tag in LINE_TAGS:
        return True
    if tag in {"li", "article", "section"}:
        return False
    own = [survey.counts[kid] for kid in members]
    if median(own) <= 3 or _are_lines(members, survey):
        return True
    between = _count_between(members, survey, _list_like(members, children, survey))
    filled = sum(1 for gap, mine in zip(between, own, strict=True) if gap >= max(6, mine))
    return filled >= 0.6 * len(members)


def _list_like(
    members: list[int], children: dict[int, dict[int, list[Signal]]], survey: Survey
) -> set[int]:
    """Blocks of the members' tag beside them that show a time too: they go on with no member."""
    tags, holders = survey.sheet.tags, {survey.sheet.parents[kid] for kid in members}
    return {kid for holder in holders for kid in children[holder] if tags[kid] == tags[members[0]]}


def _are_lines(members: list[int], survey: Survey) -> bool:
    """Paragraphs: no block stands in them, and others of their kind show no time."""
    sheet, marked = survey.sheet, set(members)
    if not all(INLINE_TAGS.issuperset(sheet.tags[kid + 1 : sheet.ends[kid]]) for kid in members):
        return False
    kinds = {(sheet.tags[kid], sheet.get(kid, "class")) for kid in members}
    after = {sheet.parents[kid]: kid for kid in reversed(members)}
    return any(
        sibling > first
        and sibling not in marked
        and survey.counts[sibling] >= _LINE_WORDS
        and (sheet.tags[sibling], sheet.get(sibling, "class")) in kinds
        for parent, first in after.items()
        for sibling in sheet.list_children(parent)
    )


def _stand_in_pairs(members: list[int], survey: Survey) -> bool:
    """Short members, half of which touch the next: labels of one post, its date and its clock."""
    if median(survey.counts[kid] for kid in members) > _LABEL_WORDS:
        return False
    sheet, inside = survey.sheet, set(members)
    touching = (
        (after := sheet.ends[kid]) in inside and sheet.parents[after] == sheet.parents[kid]
        for kid in members
    )
    return 2 * sum(touching) >= len(members)


def _measure_flat(members: list[int], survey: Survey) -> list[int]:
    between = _count_between(members, survey, set(members))
    return [survey.counts[kid] + gap for kid, gap in zip(members, between, strict=True)]


def _count_between(members: list[int], survey: Survey, marked: set[int]) -> list[int]:
    """Words among the siblings after each member, up to the next of its parent that is marked."""
    sheet = survey.sheet
    return [_count_after(kid, sheet.ends[sheet.parents[kid]], marked, survey) for kid in members]


def _count_after(kid: int, end: int, marked: set[int], survey: Survey) -> int:
    sheet = survey.sheet
    count = len((sheet.tails[kid] or "").split())
    sibling = sheet.ends[kid]
    while sibling < end and sibling not in marked and count < MOST_BETWEEN:
        count += survey.counts[sibling] + len((sheet.tails[sibling] or "").split())
        sibling = sheet.ends[sibling]
    return count
