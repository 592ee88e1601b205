"""`dateline reparse`: stored captures through today's parser; what differs, then published."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from pipeline import steps
from pipeline.commands.ask import print_table
from pipeline.commands.run import require_audit
from pipeline.errors import BatchFailed
from pipeline.nights import parse_night
from pipeline.steps.reparse import Compared, list_compared, list_published
from pipeline.steps.runtime import name_job

COLUMNS = ("source", "night", "page", "change", "items", "before", "after")


def reparse_nights(
    first: str,
    last: str,
    names: Sequence[str],
    *,
    publish: bool = False,
    force: bool = False,
    as_json: bool = False,
) -> None:
    """Read the nights of each source again, print what differs, and publish it if asked.

    Raises:
        UsageError: a date that is none, a range that ends before it begins, an unknown source.
        BatchFailed: a batch could not be read or published; the others were.
    """
    require_audit()
    span = (parse_night(first), parse_night(last))
    runtime = steps.open_runtime()
    chosen = [
        steps.Rereading(name, *span, force=force) for name in steps.list_sources(runtime, names)
    ]
    done = [one for wanted in chosen for one in list_compared(runtime, wanted)]
    print_compared(done, as_json=as_json)
    if publish:
        told = [one for wanted in chosen for one in list_published(runtime, wanted)]
        published = sum(one.is_read and one.problem is None for one in told)
        sys.stderr.write(f"dateline: published {published} of {len(told)} batches\n")
        done = told
    raise_broken(done)


def raise_broken(done: Sequence[Compared]) -> None:
    """Go on only if every batch could be read.

    Raises:
        BatchFailed: some could not; names them.
    """
    if broken := [one for one in done if one.problem]:
        told_why = "; ".join(f"{name_job(one.job)}: {one.problem}" for one in broken)
        raise BatchFailed(f"{len(broken)} of {len(done)} batches: {told_why}")


def print_compared(done: Sequence[Compared], *, as_json: bool) -> None:
    """What differs: a table for people, an object a difference for programs."""
    read = sum(one.is_read for one in done)
    sys.stderr.write(f"dateline: {len(done)} batches, {read} read again\n")
    rows = [(batch.job, one) for batch in done for one in batch.differences]
    if as_json:
        for job, one in rows:
            line = {"source": job.source, "night": job.night} | asdict(one)
            sys.stdout.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
    elif rows:
        cells = [
            (job.source, job.night, one.url, f"{one.change} {one.field}", one.items,
             one.samples[0]["before"], one.samples[0]["after"])
            for job, one in rows
        ]  # fmt: skip
        print_table(COLUMNS, cells)
    else:
        sys.stdout.write("no difference\n")
