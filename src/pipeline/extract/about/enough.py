"""How much a group of records has to hold to be the posts of a live blog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.about.group_clocks import list_labels
from pipeline.extract.times import TimeContext, read_time
from pipeline.extract.witnesses.surroundings import is_live_place

if TYPE_CHECKING:
    from pipeline.extract.times import Reading
    from pipeline.extract.witnesses.group import Group

MIN_MEMBERS = 3
MIN_SCORE = 60.0
"""Three posts of 20 words; less is no live blog by itself."""
MIN_RUNNING = 4
MAX_LINKED = 0.3
"""Part of a live blog's words that stand in links; more is a list of other pages."""


def is_enough(group: Group, language: str | None, *, is_live: bool) -> bool:
    """Three posts of some length; shorter ones, or two, where the page itself says live.

    ``language`` is that in which the posts' times are written.
    """
    if group.score >= MIN_SCORE and len(group.members) >= MIN_MEMBERS:
        return True
    if not is_live or group.score < MIN_SCORE / 2:
        return False
    if len(group.members) < MIN_MEMBERS:
        return is_live_place(group)
    return _runs_on(group, TimeContext(language=language))


def _runs_on(group: Group, context: TimeContext) -> bool:
    """Posts as they come: their clocks run one way, and not all fall on full five minutes."""
    found = [read_time(label, context) for label in list_labels(group) if label]
    clocks = [_read_place(one) for one in found if one and (one.instant or one.has_clock)]
    if len(clocks) < max(MIN_RUNNING, len(group.members)) or group.link_share > MAX_LINKED:
        return False
    is_one_way = clocks in (sorted(clocks), sorted(clocks, reverse=True))
    return is_one_way and len(set(clocks)) == len(clocks) and any(at % 300 for at in clocks)


def _read_place(reading: Reading) -> int:
    """Seconds on the page's time line: of an instant, else of its clock."""
    if reading.instant is not None:
        return int(reading.instant.timestamp())
    return (reading.hour or 0) * 3600 + (reading.minute or 0) * 60
