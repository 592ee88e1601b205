"""What readers wrote below an article, and teasers: records that are none of its text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.extract.witnesses.surroundings import read_names_above

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.signals.signal import Signal
    from pipeline.extract.witnesses.group import Group

_MANY = 3
"""Records of one shape; fewer may be anything."""
_NEAR = 2
"""A record and what holds it; the names of a whole page may speak of its comments."""


def list_talk(groups: Iterable[Group]) -> frozenset[HtmlElement]:
    """What readers wrote, or teasers: records that tell how long ago, or are named as comments."""
    found: set[HtmlElement] = set()
    for group in groups:
        if group.is_flat or len(group.members) < _MANY:
            continue
        if "talk" in read_names_above(group.members[0], _NEAR):
            found.update(group.members)
            continue
        pairs = zip(group.members, group.signals, strict=True)
        fresh = [member for member, held in pairs if _is_relative(held)]
        if 2 * len(fresh) > len(group.members):
            found.update(member for member in fresh if member.find(".//h1") is None)
    return frozenset(found)


def _is_relative(held: Sequence[Signal]) -> bool:
    return bool(held and held[0].marks) and held[0].marks[0].dated_by == "relative_time"
