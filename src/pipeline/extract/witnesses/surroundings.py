"""What a group of records is by its surroundings: readers' talk, a live place, a match."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.extract.tree.words import find_words, whole_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from pipeline.extract.signals.signal import Signal
    from pipeline.extract.witnesses.group import Group

_NEAR = 3
"""A post, the list that holds it and what stands round that."""


def is_talk(group: Group) -> bool:
    """Readers' comments: words in the names above, or a reply button in most members.

    Who comments on a match writes match minutes; readers do not. In a place that its names call
    live a reply button says nothing.
    """
    if is_match(group.signals):
        return False
    first = group.members[0]
    if "talk" in read_names_above(first):
        return True
    if "live_names" in read_names_above(first, _NEAR):
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
    return "live_names" in read_names_above(group.members[0])


def is_firm_live_place(group: Group) -> bool:
    """The same, and not only of a timeline, which an article may hold as well."""
    steps = (group.members[0], *group.members[0].iterancestors())
    said = " ".join(f"{step.get('class') or ''} {step.get('id') or ''}" for step in steps)
    return bool(find_words("live_names").search(find_words("timeline_names").sub(" ", said)))


def is_match(signals: Sequence[tuple[Signal, ...]]) -> bool:
    """Every member opens with a match minute."""
    return all(held and held[0].is_minute for held in signals)


def read_names_above(element: HtmlElement, most: int | None = None) -> set[str]:
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
