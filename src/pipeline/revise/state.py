"""Whether two sightings of an Entry show one state of it, though clocks were read differently."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.fingerprint import normalise_text

if TYPE_CHECKING:
    from pipeline.model import Entry

WIDTH = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}
"""How far a time of a precision may lie from the instant it stands for."""

FINENESS = {"day": 1, "hour": 2, "minute": 3, "second": 4}
DRIFTING = ("relative_time", "page")
"""Witnesses whose time changes with the Capture though the Entry does not."""


def is_same_state(before: Entry, after: Entry) -> bool:
    """Say whether two sightings of one Entry report the same, at times that agree.

    A time that appears or goes is no edit: the page was read better or worse. One that is read
    with another precision, or off 'n minutes ago', is none while it stays within that precision.
    """
    is_same_text = (
        normalise_text(before.headline) == normalise_text(after.headline)
        and normalise_text(before.author) == normalise_text(after.author)
        and normalise_text(before.text) == normalise_text(after.text)
    )
    return is_same_text and is_same_time(before, after)


def is_same_time(before: Entry, after: Entry) -> bool:
    """Say whether the times of two sightings can be one instant."""
    if before.published_at is None or after.published_at is None:
        return True
    return abs(before.published_at - after.published_at) <= _slack(before, after)


def refine_time(kept: Entry, seen: Entry) -> Entry:
    """Return the Entry kept, with the time of another sighting of the same state if it is finer."""
    if _fineness(seen) <= _fineness(kept):
        return kept
    return replace(
        kept,
        published_at=seen.published_at,
        precision=seen.precision,
        dated_by=seen.dated_by,
        raw_time=seen.raw_time,
        evidence=seen.evidence,
    )


def _slack(before: Entry, after: Entry) -> timedelta:
    width = max(WIDTH[entry.precision or "second"] for entry in (before, after))
    if before.dated_by in DRIFTING or after.dated_by in DRIFTING:
        return 2 * width
    return width if before.precision != after.precision else timedelta(0)


def _fineness(entry: Entry) -> tuple[bool, int]:
    if entry.published_at is None:
        return (False, 0)
    return (entry.dated_by not in DRIFTING, FINENESS.get(entry.precision or "", 0))
