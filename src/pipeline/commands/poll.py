"""`dateline poll`: the live blogs that are due now, without Airflow."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

from pipeline import steps
from pipeline.commands.run import RUN_ID_PREFIX, capture_all, require_audit, tell
from pipeline.errors import DatelineError
from pipeline.model import Assignment
from pipeline.nights import name_slot


def poll_sources(names: Sequence[str], *, limit: int | None = None, dry_run: bool = False) -> None:
    """Ask the live blogs that are due in this slot of five minutes; print a line a source.

    Raises:
        UsageError: an unknown source, or none chosen.
        BatchFailed: at least one source failed; the others are published.
    """
    require_audit()
    runtime = steps.open_runtime()
    now = runtime.clock()
    slot = name_slot(now)
    whole = Assignment(
        "", slot.start.date(), f"{RUN_ID_PREFIX}{now:%Y-%m-%dT%H:%M:%S}", slot=slot, dry_run=dry_run
    )
    due = steps.list_due_sources(runtime, steps.list_sources(runtime, names), slot)
    for name in due:
        poll_source(runtime, replace(whole, source=name, limit=limit))
    for name, counts in steps.report_night(runtime, whole, due).items():
        sys.stdout.write(f"{name} {slot.start:%Y-%m-%d %H:%M}: {counts}\n")


def poll_source(runtime: steps.Runtime, job: Assignment) -> None:
    """One source's live blogs; what fails is told, and judged by the report."""
    try:
        steps.discover_due(runtime, job)
        capture_all(runtime, job)
        steps.load_batch(runtime, job)
    except DatelineError as error:
        tell(job.source, error)
