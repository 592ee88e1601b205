"""Repetition: which siblings, each with a time of its own, may be the posts of a live blog.

A Group is a set of elements of one shape under parents of one shape. Nothing here knows a
publisher's class names; words such as 'comment' in them count as weak evidence only.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from statistics import median
from typing import TYPE_CHECKING

from pipeline.extract.words import find_words, whole_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from pipeline.extract.survey import Signal, Survey

# Tags that hold a line, not a post: their time opens what follows among the siblings.
LINE_TAGS = frozenset(
    {
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "b", "strong", "span", "a", "time", "br",
        "em", "i", "font", "u", "hr",
    }
)  # fmt: skip
_ASIDE_TAGS = frozenset({"aside", "nav", "footer", "form", "figure", "dialog", "menu"})


MOST_HELD = 40
"""Signals of one element that are kept."""
_MANY = 3
_LABEL_WORDS = 4
_NEAR = 3
"""A post, the list that holds it and what stands round that."""
MIN_WEIGHED = 20.0
"""A group of fewer members times words can be no live blog, wherever it stands."""


@dataclass(frozen=True, slots=True)
class Group:
    """Elements of one shape that may be posts, in reading order, with the times in each."""

    members: tuple[HtmlElement, ...]
    signals: tuple[tuple[Signal, ...], ...]
    parents: tuple[HtmlElement, ...]
    is_flat: bool
    score: float
    words_each: float
    link_share: float


def find_groups(survey: Survey) -> list[Group]:
    """All groups of two members or more, best first."""
    children = _climb(survey)
    by_shape: dict[int, list[HtmlElement]] = defaultdict(list)
    paths: dict[HtmlElement, int] = {}
    for parent in children:
        by_shape[_path_shape(parent, paths)].append(parent)
    groups: list[Group] = []
    for parents in by_shape.values():
        kids = [kid for parent in parents for kid in children[parent]]
        groups.extend(
            _weigh(members, children, survey)
            for members in _split_by_shape(kids)
            if len(members) > 1
        )
    return sorted(groups, key=lambda group: -group.score)


def _climb(survey: Survey) -> dict[HtmlElement, dict[HtmlElement, list[Signal]]]:
    """Parent to those of its children that hold a signal, and the signals. Linear: climbs once."""
    found: dict[HtmlElement, dict[HtmlElement, list[Signal]]] = {}
    for signal in survey.signals:
        child = signal.element
        parent = child.getparent()
        while parent is not None:
            below = found.setdefault(parent, {})
            held = below.setdefault(child, [])
            if len(held) == MOST_HELD:
                break  # and so are all above it
            held.append(signal)
            child, parent = parent, parent.getparent()
    return found


def _path_shape(element: HtmlElement, known: dict[HtmlElement, int]) -> int:
    """A number for the shapes of an element and all above it; equal for equal paths."""
    path: list[HtmlElement] = []
    step: HtmlElement | None = element
    while step is not None and step not in known:
        path.append(step)
        step = step.getparent()
    number = known[step] if step is not None else 0
    for step in reversed(path):
        number = hash((_shape(step), number))
        known[step] = number
    return number


def _shape(element: HtmlElement) -> str:
    names = _bare_names(element.get("class") or "")
    return f"{element.tag!s}.{names[0]}" if names else str(element.tag)


# a page's own numbering at the end of a class, as in item-12
_NUMBERED = re.compile(r"[-_]?\d+\Z")


@lru_cache(maxsize=1024)
def _bare_names(said: str) -> tuple[str, ...]:
    return tuple(_NUMBERED.sub("", name) for name in said.split())


def _split_by_shape(kids: list[HtmlElement]) -> list[list[HtmlElement]]:
    """Children of one tag; of those, the ones that share a class word with most of the others."""
    by_tag: dict[str, list[HtmlElement]] = defaultdict(list)
    for kid in kids:
        by_tag[str(kid.tag)].append(kid)
    groups: list[list[HtmlElement]] = []
    for members in by_tag.values():
        groups.extend(_split_by_class(members))
    return groups


def _split_by_class(members: list[HtmlElement]) -> list[list[HtmlElement]]:
    names = [frozenset(_bare_names(kid.get("class") or "")) for kid in members]
    counts = Counter(name for each in names for name in each)
    common = {name for name, count in counts.items() if count >= max(2, 0.5 * len(members))}
    if not common:
        return [members]
    inside = [kid for kid, own in zip(members, names, strict=True) if own & common]
    outside = [kid for kid, own in zip(members, names, strict=True) if not own & common]
    return [inside, outside] if len(outside) > 1 else [inside]


def _weigh(
    members: list[HtmlElement],
    children: dict[HtmlElement, dict[HtmlElement, list[Signal]]],
    survey: Survey,
) -> Group:
    members = sorted(members, key=survey.order.__getitem__)
    signals = [tuple(children[kid.getparent()][kid]) for kid in members]  # type: ignore[index]
    is_flat = _is_flat(members, signals, survey)
    lengths = (
        _measure_flat(members, survey) if is_flat else [survey.words.get(m, 0) for m in members]
    )
    linked = sum(survey.link_words.get(m, 0) for m in members)
    total = sum(lengths)
    share = linked / total if total else 0.0
    typical = float(median(lengths))
    score = len(members) * min(typical, 40.0)
    if score >= MIN_WEIGHED:
        score *= _weigh_place(members, share, signals)
    holders = dict.fromkeys(kid.getparent() for kid in members)
    if len(members) < 1.5 * len(holders):  # seen better one step up, where they are siblings
        score *= 0.0 if is_flat else 0.9
    elif is_flat and len(holders) >= _MANY and _stand_in_pairs(members, survey):
        score = 0.0
    return Group(
        members=tuple(members),
        signals=tuple(signals),
        parents=tuple(parent for parent in holders if parent is not None),
        is_flat=is_flat,
        score=score,
        words_each=typical,
        link_share=share,
    )


def _weigh_place(
    members: list[HtmlElement], link_share: float, signals: list[tuple[Signal, ...]]
) -> float:
    weight = 1.0
    first = members[0]
    said = _read_names_above(first)
    if "talk" in said and not is_match(signals):
        weight *= 0.05
    if "beside" in said:
        weight *= 0.3
    if "live_names" in said:
        weight *= 2.0
    if any(above.tag in _ASIDE_TAGS for above in (first, *first.iterancestors())):
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
    marks = [signal.marks[0] for signal in held if signal.marks and not signal.is_day_only]
    marks += [signal.marks[0] for signal in held if signal.marks]
    return marks[0].raw if marks else None


def is_talk(group: Group) -> bool:
    """Readers' comments: words in the names above, or a reply button in most members.

    Who comments on a match writes match minutes; readers do not. In a place that its names call
    live a reply button says nothing.
    """
    if is_match(group.signals):
        return False
    first = group.members[0]
    if "talk" in _read_names_above(first):
        return True
    if "live_names" in _read_names_above(first, _NEAR):
        return False
    replies = sum(
        1
        for member in group.members
        if any(
            whole_words("reply_labels").match(label)
            for link in member.iter("a", "button", "span")
            if (label := link.text)
        )
    )
    return replies >= 0.7 * len(group.members)


def is_live_place(group: Group) -> bool:
    """A class or id of the members or what holds them speaks of live posts."""
    return "live_names" in _read_names_above(group.members[0])


def is_match(signals: Sequence[tuple[Signal, ...]]) -> bool:
    """Every member opens with a match minute."""
    return all(held[0].is_minute for held in signals)


def _read_names_above(element: HtmlElement, most: int | None = None) -> set[str]:
    """Lists of words that classes and ids of an element, and of those that hold it, speak of.

    ``most``: how many elements are looked at, this one among them; None: all.
    """
    said: set[str] = set()
    for step in islice((element, *element.iterancestors()), most):
        if step.tag in {"body", "html"}:
            break
        names = f"{step.get('class') or ''} {step.get('id') or ''}"
        said |= _read_names(f"{names} {step.get('data-component') or ''}")
    return said


@lru_cache(maxsize=1024)
def _read_names(names: str) -> frozenset[str]:
    """Remembered: the groups of a page stand in the same few boxes."""
    lists = ("talk", "beside", "live_names")
    return frozenset(one for one in lists if find_words(one).search(names))


def _is_flat(members: list[HtmlElement], signals: list[tuple[Signal, ...]], survey: Survey) -> bool:
    """Whether a member is only the line that opens a post which runs on among its siblings."""
    if members[0].tag in LINE_TAGS:
        return True
    if members[0].tag in {"li", "article", "section"}:
        return False
    own = [survey.words.get(m, 0) for m in members]
    if median(own) <= 3:
        return True
    between = _count_between(members, survey)
    filled = sum(1 for gap, mine in zip(between, own, strict=True) if gap >= max(6, mine))
    return filled >= 0.6 * len(members)


def _stand_in_pairs(members: list[HtmlElement], survey: Survey) -> bool:
    """Short members, half of which touch the next: labels of one post, its date and its clock."""
    if median(survey.words.get(member, 0) for member in members) > _LABEL_WORDS:
        return False
    inside = set(members)
    return 2 * sum(member.getnext() in inside for member in members) >= len(members)


def _measure_flat(members: list[HtmlElement], survey: Survey) -> list[int]:
    between = _count_between(members, survey)
    return [survey.words.get(member, 0) + gap for member, gap in zip(members, between, strict=True)]


def _count_between(members: list[HtmlElement], survey: Survey) -> list[int]:
    """Words among the siblings after each member, up to the next member of its parent."""
    marked = set(members)
    counts = []
    for member in members:
        count = len(member.tail.split()) if member.tail else 0
        sibling = member.getnext()
        while sibling is not None and sibling not in marked and count < 400:
            count += survey.words.get(sibling, 0) + len((sibling.tail or "").split())
            sibling = sibling.getnext()
        counts.append(count)
    return counts
