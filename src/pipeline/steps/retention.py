"""What only work needs goes once it is old enough; what the settings do not name stays for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pipeline.steps.runtime import Counts, Runtime

if TYPE_CHECKING:
    from pipeline.settings import Settings


def apply_retention(runtime: Runtime, *, is_dry_run: bool = False) -> Counts:
    """Delete the rows that the settings keep no longer; how many, by kind.

    A kind that is kept for ever is not among the counts. The archive is never touched.

    Args:
        runtime: its clock says what is old.
        is_dry_run: count only.

    Raises:
        BatchIsBusy: another run was writing for too long.
    """
    from pipeline import warehouse

    until = find_limits(runtime.settings, runtime.clock())
    work = warehouse.count_spent if is_dry_run else warehouse.delete_spent
    return dict(work(runtime.engine, until))


def find_limits(settings: Settings, now: datetime) -> dict[str, datetime]:
    """By kind of row, the midnight (UTC) up to which it goes; a kind kept for ever is not there."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        kind: midnight - timedelta(days=days)
        for kind, days in list_kept_days(settings).items()
        if days
    }


def list_kept_days(settings: Settings) -> dict[str, int]:
    """By kind of row, for how many days it is kept; 0: for ever."""
    return {
        "staged": settings.keep_staged_days,
        "replayed": settings.keep_replayed_days,
        "searches": settings.keep_searches_days,
        "readings": settings.keep_readings_days,
        "fetches": settings.keep_fetches_days,
    }
