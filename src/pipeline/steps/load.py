"""Extract, audit and publish: from responses in the archive to rows that people query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from pipeline.errors import ArchiveError, AuditFailed, BatchFailed, UnreadablePage
from pipeline.model import Assignment, Batch, Capture, Extraction, PageBefore, Source
from pipeline.steps.parser import Parser
from pipeline.steps.runtime import Counts, Runtime, find_batch, find_parser, find_source, name_job

if TYPE_CHECKING:
    from pipeline.archive import ArchivedResponse
    from pipeline.audit import AuditReport
    from pipeline.warehouse import StageCounts

FILE_SCHEME = "file:"


def extract_captures(runtime: Runtime, job: Assignment) -> Counts:
    """Read every Capture of the Batch, and stage what it says. Unreadable ones are set aside."""
    from pipeline.warehouse import quarantine_captures

    batch = find_batch(runtime, job)
    staged, unreadable = stage_captures(runtime, batch)
    quarantine_captures(runtime.engine, batch, unreadable)
    return {
        "source": batch.source,
        "pages": staged.pages,
        "entries": staged.entries,
        "removed": staged.removed,
        "unreadable": len(unreadable),
    }


def stage_captures(runtime: Runtime, batch: Batch) -> tuple[StageCounts, list[tuple[Capture, str]]]:
    """Read every Capture of the Batch into staging; give the unreadable ones, each with why."""
    from pipeline.warehouse import captures_of_batch, stage_extractions

    captures = captures_of_batch(runtime.engine, batch.batch_id)
    unreadable: list[tuple[Capture, str]] = []
    parser = find_parser(runtime, batch.source)
    readings = list(read_captures(runtime, batch, parser, captures, unreadable))
    return stage_extractions(runtime.engine, batch, readings, parser.version), unreadable


def read_captures(
    runtime: Runtime,
    batch: Batch,
    parser: Parser,
    captures: Sequence[Capture],
    unreadable: list[tuple[Capture, str]],
) -> Iterator[tuple[Capture, Extraction]]:
    """Each Capture with what its page says; those that cannot be read go to ``unreadable``."""
    source = find_source(runtime, batch.source)
    for pages in list_rounds(captures):
        before: PageBefore | None = None
        wanted: str | None = None
        while pages:
            capture = next((page for page in pages if page.url == wanted), pages[0])
            pages.remove(capture)
            try:
                extraction = read_capture(
                    runtime, source, parser, capture, night=batch.night, before=before
                )
            except (UnreadablePage, ArchiveError) as error:
                unreadable.append((capture, str(error)))
                continue
            before = PageBefore.of(extraction) or before
            wanted = name_further_page(extraction, source)
            yield capture, extraction


def list_rounds(captures: Sequence[Capture]) -> list[list[Capture]]:
    """The Captures of each look at a page, the first page first, then its further ones."""
    rounds: dict[str, list[Capture]] = {}
    for capture in sorted(captures, key=lambda one: one.root_capture_id is not None):
        rounds.setdefault(capture.root_capture_id or capture.capture_id, []).append(capture)
    return list(rounds.values())


def name_further_page(extraction: Extraction, source: Source) -> str | None:
    """The address by which the page after this one is asked; None: it leads no further."""
    from pipeline.discover import name_page

    if extraction.kind != "liveblog" or extraction.coverage.next_page is None:
        return None
    return name_page(extraction.coverage.next_page, source)


def read_capture(
    runtime: Runtime,
    source: Source,
    parser: Parser,
    capture: Capture,
    *,
    night: date | None = None,
    before: PageBefore | None = None,
) -> Extraction:
    """What the page of one Capture says, read from the archive in a child process.

    ``before``: of a further page of a live blog, what the page before tells.

    Raises:
        UnreadablePage: no page can be made of it.
        ArchiveError: its record cannot be read.
    """
    from pipeline.extract.worker import ChildLimits

    response = load_response(runtime, capture)
    return parser.read(
        response.body,
        url=capture.final_url,
        captured_at=capture.captured_at,
        media_type=capture.media_type,
        charset=capture.charset,
        hints=source,
        published_on=night if capture.url.startswith(FILE_SCHEME) else None,
        before=before,
        limits=ChildLimits(timeout_s=runtime.settings.parse_timeout_s),
    )


def find_next_page(runtime: Runtime, parser: Parser, capture: Capture) -> str | None:
    """The address of the page after this one, at the price of a parse.

    Raises:
        UnreadablePage: no page can be made of it.
        ArchiveError: its record cannot be read.
    """
    from pipeline.extract.worker import ChildLimits

    return parser.find_next(
        load_response(runtime, capture).body,
        url=capture.final_url,
        media_type=capture.media_type,
        charset=capture.charset,
        limits=ChildLimits(timeout_s=runtime.settings.parse_timeout_s),
    )


def load_response(runtime: Runtime, capture: Capture) -> ArchivedResponse:
    """The response of one Capture as it stands in the archive.

    Raises:
        ArchiveError: its record cannot be read.
    """
    from pipeline.archive import read_response
    from pipeline.warehouse import find_payload

    original = find_payload(runtime.engine, capture.payload_sha256) or capture
    return read_response(
        runtime.settings.archive,
        original.warc_file,
        original.warc_offset,
        original.warc_length,
    )


def load_batch(runtime: Runtime, job: Assignment) -> Counts:
    """Extract, audit and publish a Batch, one after the other.

    Raises:
        AuditFailed: a critical expectation stopped the Batch.
    """
    extract_captures(runtime, job)
    audit_batch(runtime, job)
    return publish_batch(runtime, job)


def audit_batch(runtime: Runtime, job: Assignment) -> Counts:
    """Check the staged Batch; failing rows go to quarantine, results to ``quality_results``.

    Raises:
        AuditFailed: a critical expectation stopped the Batch.
        BatchFailed: its staging was cleared.
    """
    batch = _find_staged(runtime, job)
    verdict = judge_batch(runtime, batch)
    set_aside = save_verdict(runtime, batch, verdict)
    refuse_critical(verdict, name_job(job))
    return {"source": job.source, "checks": len(verdict.results), "set_aside": set_aside}


def judge_batch(runtime: Runtime, batch: Batch) -> AuditReport:
    """What the audit says of the staged Batch; nothing is written."""
    from pipeline.audit import audit_batch as audit
    from pipeline.warehouse import load_staged

    source = find_source(runtime, batch.source)
    return audit(load_staged(runtime.engine, batch.batch_id), domains=source.domains)


def save_verdict(runtime: Runtime, batch: Batch, verdict: AuditReport) -> int:
    """Set failing rows aside, and keep the results; how many rows stand in quarantine."""
    from pipeline.warehouse import quarantine_rows, save_quality_results

    set_aside = quarantine_rows(runtime.engine, batch, verdict.failures)
    save_quality_results(runtime.engine, batch, verdict.results)
    return set_aside


def refuse_critical(verdict: AuditReport, name: str) -> None:
    """Go on only if no critical expectation failed.

    Raises:
        AuditFailed: one did; names it.
    """
    if verdict.has_critical_failure:
        broken = [r for r in verdict.results if r.severity == "critical" and not r.is_success]
        raise AuditFailed("; ".join(f"{r.expectation}: {r.observed}" for r in broken), url=name)


def publish_batch(runtime: Runtime, job: Assignment) -> Counts:
    """Load what passed into the public tables, in one transaction; in a dry run, roll it back.

    Raises:
        BatchFailed: its staging was cleared.
    """
    from pipeline.revise import revise_live_blog
    from pipeline.warehouse import close_batch
    from pipeline.warehouse import publish_batch as publish

    batch = _find_staged(runtime, job)
    done = publish(
        runtime.engine,
        batch,
        revise=partial(revise_live_blog, retract_after=runtime.settings.retract_after_polls),
        is_dry_run=job.dry_run,
    )
    if not job.dry_run:
        close_batch(runtime.engine, batch.batch_id, "published")
    return {"source": job.source, **asdict(done)}


def _find_staged(runtime: Runtime, job: Assignment) -> Batch:
    """The job's Batch.

    Raises:
        BatchFailed: it was published, and retention cleared its staging since.
    """
    from pipeline.warehouse import is_cleared

    batch = find_batch(runtime, job)
    if is_cleared(runtime.engine, batch.batch_id):
        raise BatchFailed("its staging was cleared: extract it again first", url=name_job(job))
    return batch
