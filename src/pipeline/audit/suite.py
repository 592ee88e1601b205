"""Audit a staged Batch: which rows pass, which go to quarantine, whether the Batch stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.audit.batch import AuditReport, FailedRow, QualityResult, StagedBatch
from pipeline.audit.checks import list_batch_checks, list_entry_checks, list_page_checks
from pipeline.audit.rows import (
    list_entry_rows,
    list_page_rows,
    list_removed_words,
    measure_batch,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def audit_batch(batch: StagedBatch, *, domains: Sequence[str] = ()) -> AuditReport:
    """Check every staged row of a Batch and the Batch as a whole.

    Args:
        batch: what was staged.
        domains: those of the Source; a page elsewhere fails. None given: any address will do.

    Returns:
        The verdict. Rows in ``failures`` go to quarantine, an Entry alone, a page with all its
        Entries; the rest is published, unless ``has_critical_failure``: then nothing is. An empty
        Batch passes without a check, and without the cost of importing the library.
    """
    if not batch.captures and not batch.pages and not batch.entries:
        return AuditReport(results=(), failures=(), has_critical_failure=False)
    from pipeline.audit.expectations import Expectations

    expectations = Expectations()
    entries, pages = list_entry_rows(batch), list_page_rows(batch, domains)
    results: list[QualityResult] = []
    failed: list[FailedRow] = []
    if pages:
        found, rows = expectations.validate("pages", pages, list_page_checks())
        results, failed = results + found, failed + rows
    if entries:
        checks = list_entry_checks(list_removed_words(batch))
        found, rows = expectations.validate("entries", entries, checks)
        results, failed = results + found, failed + rows
    set_aside = list(_list_set_aside(failed))
    lost = len({row.row_key for row in set_aside if row.table == "entries"})
    whole = measure_batch(batch, entries, lost)
    found, _ = expectations.validate("batch", [whole], list_batch_checks())
    results += found
    return AuditReport(
        results=tuple(results),
        failures=tuple(set_aside),
        has_critical_failure=any(r.severity == "critical" and not r.is_success for r in results),
    )


def _list_set_aside(failed: Iterable[FailedRow]) -> Iterable[FailedRow]:
    return (row for row in failed if row.severity != "info")
