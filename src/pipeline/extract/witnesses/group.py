"""Records of one shape: what the search for repetition finds and its readers weigh."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.html import HtmlElement

    from pipeline.extract.signals.signal import Signal


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


def add_members(
    group: Group, found: Mapping[HtmlElement, tuple[Signal, ...]], order: Mapping[HtmlElement, int]
) -> Group:
    """The group with further elements and the times in each, in reading order."""
    signals = dict(zip(group.members, group.signals, strict=True)) | dict(found)
    members = sorted(signals, key=order.__getitem__)
    return replace(
        group, members=tuple(members), signals=tuple(signals[member] for member in members)
    )


def place_of_time(member: HtmlElement, held: Iterable[Signal]) -> tuple[str, ...]:
    """Tags from a member down to its first time."""
    for signal in held:
        steps = [str(signal.element.tag)]
        for above in signal.element.iterancestors():
            if signal.element is member or above is member:
                return tuple(steps)
            steps.append(str(above.tag))
    return ()
