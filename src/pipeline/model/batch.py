"""The unit of work: a Source and an Interval, and what a task is asked to do with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

BatchKind = Literal["night", "poll"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A half-open span of time ``[start, end)`` in UTC; a night is one UTC day."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Batch:
    """One (Source, Interval) unit of work: staged, audited and published together."""

    batch_id: str
    source: str
    night: date
    interval: Interval
    run_id: str
    kind: BatchKind = "night"


@dataclass(frozen=True, slots=True)
class Assignment:
    """What one task of a run is asked to do: a Source's night or poll, and the run's wishes."""

    source: str
    night: date
    run_id: str
    slot: Interval | None = None
    """The poll of the night that is meant; None: the night itself."""
    limit: int | None = None
    """At most so many pages."""
    force: bool = False
    """Fetch again what this night has captured already."""
    dry_run: bool = False
    """Do everything but publish."""
    is_last_try: bool = True
    """Nobody will try again: settle for what there is."""
