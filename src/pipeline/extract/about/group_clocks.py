"""The clocks that the members of a group show: what tells posts from plans and chronologies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.witnesses.group import Group

# '14:05', '6.30 pm', '9h12', '00:00:12', the clock of an instant; no '12.03.'
_CLOCK = re.compile(
    r"(?<![\d.:/])(?P<hour>\d{1,2})(?:[:hu]|\.(?![0-5]\d\.))(?P<minute>[0-5]\d)"
    r"(?::[0-5]\d(?:\.\d{1,9})?)?(?!\d|[.:/]\d)(?:\s?(?P<half>[ap])\.?\s?m\b)?",
    re.IGNORECASE,
)
# '4 p.m.', '16 Uhr', '7pm'
_FULL_HOUR = re.compile(
    r"\A\W*(?P<hour>\d{1,2})\s?(?:(?P<half>[ap])\.?\s?m\b|uhr\b|h\b|uur\b)", re.IGNORECASE
)


def list_labels(group: Group) -> list[str]:
    """The first time of each member as it stands there; '' where it shows none."""
    return [held[0].marks[0].raw if held and held[0].marks else "" for held in group.signals]


def count_minutes(label: str) -> int | None:
    """Minutes since midnight of a label's clock; None where it holds none.

    >>> count_minutes("6.30 pm"), count_minutes("2024-03-12T14:05:00.000Z"), count_minutes("16 Uhr")
    (1110, 845, 960)
    >>> count_minutes("6h12."), count_minutes("12.03."), count_minutes("12.03.2024")
    (372, None, None)
    """
    found = _CLOCK.search(label) or _FULL_HOUR.match(label)
    if found is None:
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p")
    return 60 * hour + int(found.groupdict().get("minute") or 0)
