"""Runs nights one after the other by the embedded steps; says on stdout what it has done."""

from __future__ import annotations

import sys
from datetime import date, timedelta

from pipeline import steps
from pipeline.errors import BatchFailed
from pipeline.model import Assignment


def main(first: str, nights: str, source: str) -> None:
    """Say ``<night> <step>`` after each step."""
    runtime = steps.open_runtime()
    for number in range(int(nights)):
        night = date.fromisoformat(first) + timedelta(days=number)
        run_night(runtime, Assignment(source, night, "backfill"))


def run_night(runtime: steps.Runtime, job: Assignment) -> None:
    for step in (
        steps.discover_pages,
        steps.capture_pages,
        steps.extract_captures,
        steps.audit_batch,
        steps.publish_batch,
    ):
        step(runtime, job)
        print(job.night, step.__name__, flush=True)
    try:
        steps.report_night(runtime, job, [job.source])
    except BatchFailed as error:
        print(job.night, error, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
