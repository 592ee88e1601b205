"""Posts of the chosen shape that stand elsewhere: a 'latest' box, a pinned place, a second list."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.signals.shapes import DATE
from pipeline.extract.tree.headings import HEADINGS
from pipeline.extract.witnesses.flat_openers import start_above_closing_times, start_at_headlines
from pipeline.extract.witnesses.group import add_members, place_of_time
from pipeline.extract.witnesses.groups import LINE_TAGS
from pipeline.extract.witnesses.neighbours import adopt_neighbours
from pipeline.extract.witnesses.surroundings import is_match

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from pipeline.extract.signals.signal import Signal
    from pipeline.extract.signals.survey import Survey
    from pipeline.extract.witnesses.group import Group

_FEWEST_WORDS = 4
"""Words of a post of a match commentary that tells no minute."""
_MOST_DATELINES = 2
"""Lines above a flat body's posts that date the page: published, and changed."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_POST_WORDS = 12
"""Outside links; less is no post without a time."""
_SET_APART = frozenset({"b", "strong", "h2", "h3", "h4", "h5", "h6", "time", "dt"})


def adopt_strays(group: Group, survey: Survey) -> Group:
    """The group with single elements that share its tag, its class words and its inner shape.

    Only for groups whose members have a class in common: a bare tag is no likeness.
    """
    if group.is_flat:
        opened = _drop_datelines(_adopt_openers(group, survey))
        return start_at_headlines(start_above_closing_times(opened, survey), survey)
    if is_match(group.signals):
        return _adopt_whistles(group, survey)
    group = adopt_neighbours(group, survey)
    common = _common_names(group.members)
    if not common:
        return group
    group = _adopt_untimed(group, survey)
    places = {place_of_time(m, held) for m, held in zip(group.members, group.signals, strict=True)}
    inside = set(group.members)
    strays: dict[HtmlElement, list[Signal]] = {}
    for signal in survey.signals:
        found = _find_stray(signal, group.members[0].tag, common, inside)
        if found is not None:
            strays.setdefault(found, []).append(signal)
    fitting = {
        stray: tuple(held) for stray, held in strays.items() if place_of_time(stray, held) in places
    }
    if not fitting:
        return group
    return add_members(group, fitting, survey.order)


def _adopt_whistles(group: Group, survey: Survey) -> Group:
    """A match commentary with its posts that tell no minute: 'Full time', 'The teams are out'."""
    common = _common_names(group.members)
    held = dict(zip(group.members, group.signals, strict=True))
    found = [
        kid
        for parent in group.parents
        for kid in parent
        if kid.tag == group.members[0].tag and (kid in held or _is_alike(kid, common, survey))
    ]
    return replace(group, members=tuple(found), signals=tuple(held.get(kid, ()) for kid in found))


def _is_alike(kid: HtmlElement, common: frozenset[str], survey: Survey) -> bool:
    names = set((kid.get("class") or "").split())
    return common <= names and survey.count_words(kid) >= _FEWEST_WORDS


def _adopt_untimed(group: Group, survey: Survey) -> Group:
    """The group with siblings between its members that are their like but for the time."""
    names = Counter(_describe(member) for member in group.members)
    usual, count = names.most_common(1)[0]
    has_headings = 2 * sum(map(_has_heading, group.members)) >= len(group.members)
    if count < 0.8 * len(group.members) or len(group.parents) != 1:
        return group
    inside = set(group.members)
    found: dict[HtmlElement, tuple[Signal, ...]] = {}
    between = group.parents[0][
        group.parents[0].index(group.members[0]) : group.parents[0].index(group.members[-1])
    ]
    for sibling in between:
        words = survey.count_words(sibling) - survey.count_linked(sibling)
        if sibling in inside or words < _POST_WORDS or _describe(sibling) != usual:
            continue
        if _has_heading(sibling) or not has_headings:
            found[sibling] = ()
    return add_members(group, found, survey.order)


def _describe(element: HtmlElement) -> tuple[str, str]:
    return str(element.tag), " ".join(sorted((element.get("class") or "").split()))


def _has_heading(element: HtmlElement) -> bool:
    return any(True for _ in element.iter(*HEADINGS))


def _adopt_openers(group: Group, survey: Survey) -> Group:
    """A flat body's other lines that open with a time set in bold or in a heading."""
    parents, inside = set(group.parents), set(group.members)
    boxes = _list_boxes(group)
    found: dict[HtmlElement, list[Signal]] = {}
    for signal in survey.signals:
        line = _find_line(signal, parents | boxes)
        if signal.element in parents and _opens_broken(signal.element, inside, signal):
            line = signal.element
        elif line is None or line in inside or not _is_opener(line, signal):
            continue
        found.setdefault(line, []).append(signal)
    if not found:
        return group
    lines = {line: tuple(held) for line, held in found.items()}
    return add_members(group, lines, survey.order)


def _list_boxes(group: Group) -> set[HtmlElement]:
    """What stands beside the one box of a flat body, is of its tag and holds such lines too."""
    if len(group.parents) != 1:
        return set()
    body, tags = group.parents[0], {member.tag for member in group.members}
    beside = (*body.itersiblings(preceding=True), *body.itersiblings())
    return {
        box for box in beside if box.tag == body.tag and any(child.tag in tags for child in box)
    }


def _drop_datelines(group: Group) -> Group:
    """A flat body without the lines on top that date the page: only they name a year."""
    dated = [bool(held[0].marks) and _names_year(held[0].marks[0].raw) for held in group.signals]
    top = next((at for at, is_dated in enumerate(dated) if not is_dated), 0)
    if not 0 < top <= _MOST_DATELINES or any(dated[top:]):
        return group
    return replace(group, members=group.members[top:], signals=group.signals[top:])


def _names_year(raw: str) -> bool:
    return any(_YEAR.search(found[0]) for found in DATE.finditer(raw))


def _opens_broken(parent: HtmlElement, inside: set[HtmlElement], signal: Signal) -> bool:
    """'<p>14:05 - text<br>14:10 - text': the first post stands before the first break."""
    breaks = [child for child in parent if child in inside]
    return signal.is_leading and bool(breaks) and all(child.tag == "br" for child in breaks)


def _find_line(signal: Signal, parents: set[HtmlElement]) -> HtmlElement | None:
    """The child of the body that holds the signal."""
    for step in (signal.element, *signal.element.iterancestors()):
        if step.getparent() in parents:
            return step
        if step.tag not in LINE_TAGS:
            return None
    return None


def _is_opener(line: HtmlElement, signal: Signal) -> bool:
    """The time is the first text of the line, and stands in a heading or in bold."""
    if signal.is_tail or signal.is_day_only or signal.is_minute or not signal.marks:
        return False
    is_set_apart = any(
        step.tag in _SET_APART for step in (signal.element, line) if step is not None
    )
    opening = " ".join(line.text_content()[:120].split())
    return line.tag in LINE_TAGS and is_set_apart and opening.startswith(signal.marks[0].raw)


def _common_names(members: Iterable[HtmlElement]) -> frozenset[str]:
    sets = [frozenset((member.get("class") or "").split()) for member in members]
    return frozenset.intersection(*sets) if sets else frozenset()


def _find_stray(
    signal: Signal, tag: object, common: frozenset[str], inside: set[HtmlElement]
) -> HtmlElement | None:
    for step in (signal.element, *signal.element.iterancestors()):
        if step in inside:
            return None
        if step.tag == tag and common <= set((step.get("class") or "").split()):
            return step
    return None
