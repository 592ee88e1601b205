"""Report and replay: do the accounts of a night close, and what was set aside once more."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.errors import BatchFailed
from pipeline.model import Assignment
from pipeline.steps.load import audit_batch, extract_captures, publish_batch
from pipeline.steps.notes import keep_ledger
from pipeline.steps.runtime import Runtime, assign_again, find_batch, name_job

if TYPE_CHECKING:
    from pipeline.warehouse import BatchReport

log = logging.getLogger(__name__)


def report_night(runtime: Runtime, job: Assignment, names: Sequence[str]) -> dict[str, str]:
    """Close the accounts of the night's Batches; a line of counts a source.

    Raises:
        BatchFailed: a Batch failed, was never opened, or its accounts do not close.
    """
    accounts = {name: close_accounts(runtime, replace(job, source=name)) for name in names}
    for name, (line, problem) in accounts.items():
        log.info("%s: %s %s", name_job(replace(job, source=name)), line, problem or "")
    if problems := {name: problem for name, (_, problem) in accounts.items() if problem}:
        told = "; ".join(f"{name}: {problem}" for name, problem in problems.items())
        raise BatchFailed(told, url=str(job.night))
    return {name: line for name, (line, _) in accounts.items()}


def close_accounts(runtime: Runtime, job: Assignment) -> tuple[str, str | None]:
    """One Batch's counts as a line, and what is wrong with it, if anything is."""
    from pipeline.warehouse import batch_report, close_batch

    try:
        batch = find_batch(runtime, job)
    except BatchFailed as error:
        return "", error.message
    report = batch_report(runtime.engine, batch.batch_id)
    problem = find_problem(report, is_dry_run=job.dry_run)
    if problem and not job.dry_run:
        close_batch(runtime.engine, batch.batch_id, "failed", problem)
    keep_ledger(runtime, batch)
    return describe_report(report), problem


def find_problem(report: BatchReport, *, is_dry_run: bool) -> str | None:
    """Why a Batch is not in order; None where it is. A dry run has nothing published."""
    if report.failed or report.pending:
        return f"{report.failed + report.pending} of {report.discovered} pages not captured"
    if report.unanswered:
        return f"{report.unanswered} questions to archives were not answered"
    if is_dry_run:
        return None
    if report.status != "published":
        return "not published"
    if not report.is_closed:
        return (
            f"{report.entries} entries staged, {report.published + report.unchanged} published,"
            f" {report.quarantined} quarantined: the accounts do not close"
        )
    return None


def describe_report(report: BatchReport) -> str:
    """A Batch's counts as a line."""
    changes = ", ".join(f"{kind} {count}" for kind, count in report.events.items())
    return (
        f"{report.captured} captured, {report.refused} refused, {report.failed} failed,"
        f" {report.entries} entries ({changes or 'no change'}), {report.quarantined} quarantined"
    )


def replay_quarantine(runtime: Runtime, item: str | None) -> Iterator[str]:
    """Extract, audit and publish the Batches again that hold set-aside items; a line a Batch.

    Raises:
        UsageError: no item goes by that id.
    """
    from pipeline.warehouse import find_quarantined, list_batches_to_replay

    ids = () if item is None else (find_quarantined(runtime.engine, item)["quarantine_id"],)
    for batch in list_batches_to_replay(runtime.engine, quarantine_ids=ids):
        job = assign_again(batch)
        extract_captures(runtime, job)
        audit_batch(runtime, job)
        publish_batch(runtime, job)
        line, problem = close_accounts(runtime, job)
        yield f"{name_job(job)}: {line}{f' ({problem})' if problem else ''}"
