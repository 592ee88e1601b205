"""`dateline marts`: the days counted ahead, without Airflow."""

from __future__ import annotations

import sys

from pipeline import steps


def refresh_marts(*, is_all: bool) -> None:
    """Count the days that are due; print how many.

    Raises:
        BatchIsBusy: another run was writing for too long.
    """
    counts = steps.refresh_marts(steps.open_runtime(), is_all=is_all)
    told = " · ".join(f"{counts[name]} {name}" for name in ("sources", "days", "rows"))
    sys.stdout.write(f"{told}\n")
