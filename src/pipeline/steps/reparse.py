"""Reparse: stored Captures through today's parser. What differs is shown before it is published.

``compare_readings`` reads, stages and judges, and writes no public row but ``reparse_differences``;
``publish_readings`` takes what was staged through the same audit, quarantine and publication as a
night. Neither touches the network.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pipeline.errors import BatchFailed, DatelineError, UsageError
from pipeline.model import Assignment, Batch, Capture
from pipeline.steps.accounts import close_accounts
from pipeline.steps.load import (
    judge_batch,
    publish_batch,
    refuse_critical,
    save_verdict,
    stage_captures,
)
from pipeline.steps.runtime import Counts, Runtime, assign_again, find_parser, find_source, name_job

if TYPE_CHECKING:
    from pipeline.warehouse import Difference

log = logging.getLogger(__name__)


Work = Callable[[Runtime, Batch, bool], "list[Difference]"]
"""Does one Batch; the flag says to read it anew."""


@dataclass(frozen=True, slots=True)
class Rereading:
    """What is to be read again: a Source's nights from ``first`` to ``last``, both included."""

    source: str
    first: date
    last: date
    force: bool = False
    """Read even what today's parser has read already: its version did not change, but a source's
    YAML did."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of one Batch."""

    job: Assignment
    differences: tuple[Difference, ...] = ()
    problem: DatelineError | None = None
    is_read: bool = True
    """False: today's parser had read all of it already."""


def compare_readings(runtime: Runtime, wanted: Rereading) -> Counts:
    """Read the stored Captures, and keep how today's parser reads them otherwise.

    Raises:
        BatchFailed: a Batch cannot be read, or the audit would stop it; the others were compared.
    """
    return _sum_up(wanted, list(list_compared(runtime, wanted)))


def publish_readings(runtime: Runtime, wanted: Rereading) -> Counts:
    """Audit and publish the readings that differ from those that stand, a Batch at a time.

    Raises:
        BatchFailed: nothing of a Batch was published; the others were.
    """
    return _sum_up(wanted, list(list_published(runtime, wanted)))


def report_readings(runtime: Runtime, wanted: Sequence[Rereading]) -> dict[str, str]:
    """How today's parser reads each Source's nights otherwise, as a line of counts."""
    from pipeline.warehouse import load_differences

    told = {}
    for one in wanted:
        version = find_parser(runtime, one.source).version
        found = load_differences(runtime.engine, one.source, one.first, one.last, version)
        changes = count_changes(found)
        told[one.source] = (
            ", ".join(f"{kind} {n}" for kind, n in changes.items()) or "no difference"
        )
        log.info("%s %s to %s: %s", one.source, one.first, one.last, told[one.source])
    return told


def list_compared(runtime: Runtime, wanted: Rereading) -> Iterator[Compared]:
    """Compare each Batch, oldest first; one that fails stops no other."""
    for batch in _list_batches(runtime, wanted):
        yield _try(runtime, batch, wanted, _compare_batch)


def list_published(runtime: Runtime, wanted: Rereading) -> Iterator[Compared]:
    """Publish each Batch, oldest first; one that fails stops no other."""
    for batch in _list_batches(runtime, wanted):
        yield _try(runtime, batch, wanted, _publish_batch)


def describe_difference(one: Difference) -> str:
    """A difference as a line: ``changed headline 2 (https://news.example/live/storm)``."""
    field = f" {one.field}" if one.field else ""
    return f"{one.change}{field} {one.items} ({one.url})"


def _list_batches(runtime: Runtime, wanted: Rereading) -> Sequence[Batch]:
    from pipeline.warehouse import list_batches_of

    if wanted.last < wanted.first:
        raise UsageError(f"ends before it begins: {wanted.first} to {wanted.last}")
    find_source(runtime, wanted.source)
    return list_batches_of(runtime.engine, wanted.source, wanted.first, wanted.last)


def _try(runtime: Runtime, batch: Batch, wanted: Rereading, work: Work) -> Compared:
    from pipeline.warehouse import is_read_by

    job = assign_again(batch)
    version = find_parser(runtime, batch.source).version
    if not wanted.force and is_read_by(runtime.engine, batch.batch_id, version):
        return Compared(job, is_read=False)
    try:
        return Compared(job, tuple(work(runtime, batch, wanted.force)))
    except DatelineError as error:
        log.error("%s: %s", name_job(job), error)  # noqa: TRY400  # one line says it all
        return Compared(job, problem=error)


def _compare_batch(runtime: Runtime, batch: Batch, is_forced: bool) -> list[Difference]:
    from pipeline.warehouse import compare_staged, is_staged_by, save_differences

    version = find_parser(runtime, batch.source).version
    if is_forced or not is_staged_by(runtime.engine, batch.batch_id, version):
        stage_captures(runtime, batch)
    verdict = judge_batch(runtime, batch)
    held = {(failure.table, failure.row_key) for failure in verdict.failures}
    found = compare_staged(runtime.engine, batch, held, version)
    save_differences(runtime.engine, batch, found, version)
    name = name_job(assign_again(batch))
    for one in found:
        log.info("%s: %s %s", name, describe_difference(one), list(one.samples))
    refuse_critical(verdict, name)
    return found


def _publish_batch(runtime: Runtime, batch: Batch, _is_forced: bool) -> list[Difference]:
    """What was staged by the comparison is taken as it stands."""
    from pipeline.warehouse import is_staged_by, mark_published, quarantine_captures

    job = assign_again(batch)
    version = find_parser(runtime, batch.source).version
    unreadable: list[tuple[Capture, str]] = []
    if not is_staged_by(runtime.engine, batch.batch_id, version):
        _, unreadable = stage_captures(runtime, batch)
    verdict = judge_batch(runtime, batch)
    refuse_critical(verdict, name_job(job))
    quarantine_captures(runtime.engine, batch, unreadable)
    save_verdict(runtime, batch, verdict)
    publish_batch(runtime, job)
    mark_published(runtime.engine, batch, version)
    line, problem = close_accounts(runtime, job)
    log.info("%s: %s %s", name_job(job), line, problem or "")
    return []


def _sum_up(wanted: Rereading, done: Sequence[Compared]) -> Counts:
    if broken := [one for one in done if one.problem]:
        told = "; ".join(f"{name_job(one.job)}: {one.problem}" for one in broken)
        raise BatchFailed(f"{len(broken)} of {len(done)} batches: {told}", url=wanted.source)
    changes = count_changes(one for each in done for one in each.differences)
    read = sum(one.is_read for one in done)
    return {"source": wanted.source, "batches": len(done), "read": read, **changes}


def count_changes(differences: Iterable[Difference]) -> dict[str, int]:
    """How many items changed, by kind of change."""
    counts: Counter[str] = Counter()
    for one in differences:
        counts[one.change] += one.items
    return dict(counts)
