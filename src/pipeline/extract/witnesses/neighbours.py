"""Posts of another shape among the posts: a reporter's short note between longer ones."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline.extract.witnesses.group import add_members
from pipeline.extract.witnesses.surroundings import read_names_above

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.signals.signal import Signal
    from pipeline.extract.signals.survey import Survey
    from pipeline.extract.witnesses.group import Group

MIN_WORDS = 12
"""Outside links; a box that says less is no post."""
MOST_LINKED = 0.5
"""Part of its words that stand in links; more is a card or a list of other pages."""
MOST_TIMES = 2
"""Times that it may show for one of a post; more is an index of posts."""


def adopt_neighbours(group: Group, survey: Survey) -> Group:
    """The group with siblings of another class that are dated as the posts are.

    Such a class stands between posts at least once; all posts stand in one element, and are more.
    """
    if group.is_flat or len(group.parents) != 1:
        return group
    found = {
        kid: held
        for kid in _list_beside(group, survey)
        if (held := _list_signals(kid, survey)) and _is_dated_alike(held, group)
    }
    first, last = (survey.order[member] for member in (group.members[0], group.members[-1]))
    between = {kid.get("class") for kid in found if first < survey.order[kid] < last}
    found = {kid: held for kid, held in found.items() if kid.get("class") in between}
    if not found or len(found) >= len(group.members):
        return group
    return add_members(group, found, survey.order)


def _list_beside(group: Group, survey: Survey) -> list[HtmlElement]:
    tag, inside = group.members[0].tag, set(group.members)
    return [
        kid
        for kid in group.parents[0]
        if kid.tag == tag and kid not in inside and _says_enough(kid, survey)
    ]


def _says_enough(kid: HtmlElement, survey: Survey) -> bool:
    words, linked = survey.count_words(kid), survey.count_linked(kid)
    if words - linked < MIN_WORDS or linked > MOST_LINKED * words:
        return False
    return not read_names_above(kid, 1) & {"talk", "beside"}


def _list_signals(kid: HtmlElement, survey: Survey) -> tuple[Signal, ...]:
    """The times in an element, in reading order."""
    place = survey.order[kid]
    bounds = (place, survey.sheet.ends[place])
    start, end = (
        bisect_left(survey.signals, bound, key=lambda one: survey.order[one.element])
        for bound in bounds
    )
    return survey.signals[start:end]


def _is_dated_alike(held: tuple[Signal, ...], group: Group) -> bool:
    """Its first time comes from the same sort of place, and it shows about as many as a post."""
    first = held[0]
    if first.is_day_only or not first.marks:
        return False
    sorts = {one[0].marks[0].where for one in group.signals if one and one[0].marks}
    most = max(map(len, group.signals))
    return first.marks[0].where in sorts and len(held) <= MOST_TIMES * most
