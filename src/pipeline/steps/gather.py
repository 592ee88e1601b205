"""Discover and capture: from a source's night to responses in the archive."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from pipeline.errors import BatchFailed, DatelineError, FetchError, FetchUnavailable
from pipeline.model import Assignment, Batch, Discovered
from pipeline.steps.fetching import open_fetcher
from pipeline.steps.history import (
    announce_past,
    asks_archives,
    asks_live,
    list_found_pages,
    look_back,
)
from pipeline.steps.pages import follow_pages, store_response, take_page
from pipeline.steps.retrieve import capture_archived, close_past
from pipeline.steps.runtime import Counts, Runtime, find_source, name_job, open_batch

if TYPE_CHECKING:
    from pipeline.archive import ArchiveWriter
    from pipeline.fetch import Fetched, Fetcher

log = logging.getLogger(__name__)


def discover_pages(runtime: Runtime, job: Assignment) -> Counts:
    """Open the source's Batch of the night, and find its addresses.

    Raises:
        FetchError: nothing that announces pages could be read.
    """
    from pipeline.discover import discover_pages as discover
    from pipeline.warehouse import close_batch, known_pages, save_discovered

    source = find_source(runtime, job.source)
    batch = open_batch(runtime, job)
    close_batch(runtime.engine, batch.batch_id, "open")
    is_now = is_current(batch, runtime.clock())
    failures = [] if is_now else look_back(runtime, job, source, batch)
    # Today's look at a live blog says nothing of a night long over, whatever ran the night before.
    known = known_pages(runtime.engine, source.name, batch.interval) if is_now else ()
    with open_fetcher(runtime, source, batch) as fetcher:
        found = discover(
            source if is_now else announce_past(source),
            batch.interval,
            fetch=partial(fetcher.get, is_conditional=False),
            is_current=is_now,
            known=[*list_found_pages(runtime, batch), *known],
            limit=job.limit or source.politeness.max_pages,
            needs_one=is_now or not asks_archives(source) or bool(failures),
        )
    for url, problem in found.problems:
        log.warning("%s: %s: %s", source.name, url, problem)
    for url, problem in found.asides:
        log.debug("%s: %s: %s", source.name, url, problem)
    fresh = save_discovered(runtime.engine, batch.batch_id, found.pages)
    return {"source": source.name, "discovered": len(found.pages), "new": fresh}


def is_current(batch: Batch, now: datetime) -> bool:
    """Whether undated announcements belong to it: a poll, or a night that ended within a day."""
    if batch.kind == "poll":
        return True
    return now - batch.interval.end < batch.interval.end - batch.interval.start


def capture_pages(runtime: Runtime, job: Assignment) -> Counts:
    """Fetch the Batch's addresses and archive each response; one failure stops no other.

    Raises:
        FetchUnavailable: some pages failed in a way that may pass, and someone will try again.
        BatchFailed: some pages failed for good. What could be captured is kept all the same.
    """
    from pipeline.archive import ArchiveWriter
    from pipeline.warehouse import urls_to_capture

    source = find_source(runtime, job.source)
    batch = open_batch(runtime, job)
    failures: list[DatelineError] = []
    with (
        open_fetcher(runtime, source, batch) as fetcher,
        ArchiveWriter(
            runtime.settings.archive, source=source.name, night=job.night, run_id=job.run_id
        ) as archive,
    ):
        is_live = True
        if not is_current(batch, runtime.clock()):
            failures += capture_archived(runtime, source, batch, archive)
            is_live = asks_live(source)
        if not is_live:
            close_past(runtime, batch)
        urls = urls_to_capture(runtime.engine, batch.batch_id, force=job.force)
        for url in urls[: job.limit] if is_live else ():
            failures += capture_page(runtime, batch, url, fetcher, archive)
    if failures:
        raise sum_up_failures(failures, job)
    return {"source": source.name, **count_outcomes(runtime, batch)}


def capture_page(
    runtime: Runtime, batch: Batch, url: str, fetcher: Fetcher, archive: ArchiveWriter
) -> Iterator[FetchError]:
    """Fetch and archive one address; yields its failure, if it fails. A refusal is none."""
    try:
        capture = take_page(runtime, batch, url, fetcher, archive)
    except FetchError as failure:
        yield failure
    else:
        if capture is not None:
            yield from follow_pages(runtime, batch, capture, fetcher, archive)


def capture_files(
    runtime: Runtime, job: Assignment, files: Sequence[tuple[Discovered, Fetched]]
) -> Counts:
    """Take files that someone has as pages of the night: archived as they are, then indexed."""
    from pipeline.archive import ArchiveWriter
    from pipeline.warehouse import captures_of_batch, close_batch, save_discovered

    source = find_source(runtime, job.source)
    batch = open_batch(runtime, job)
    close_batch(runtime.engine, batch.batch_id, "open")
    captures = captures_of_batch(runtime.engine, batch.batch_id)
    held = {(capture.url, capture.payload_sha256) for capture in captures}
    save_discovered(runtime.engine, batch.batch_id, [found for found, _ in files])
    with ArchiveWriter(
        runtime.settings.archive, source=source.name, night=job.night, run_id=job.run_id
    ) as archive:
        for _, response in files:
            if job.force or (response.url, response.payload_sha256) not in held:
                store_response(runtime, batch, response, archive)
    return {"source": source.name, **count_outcomes(runtime, batch)}


def sum_up_failures(
    failures: Sequence[DatelineError], job: Assignment
) -> FetchUnavailable | BatchFailed:
    """One error over all pages that failed: worth another try, or not."""
    told = "; ".join(str(failure) for failure in failures)
    message = f"{len(failures)} pages failed: {told}"
    if any(failure.is_retryable for failure in failures) and not job.is_last_try:
        return FetchUnavailable(message, url=name_job(job))
    return BatchFailed(message, url=name_job(job))


def count_outcomes(runtime: Runtime, batch: Batch) -> Counts:
    """How many addresses of the Batch were captured, refused and failed."""
    from pipeline.warehouse import batch_report

    report = batch_report(runtime.engine, batch.batch_id)
    return {"captured": report.captured, "refused": report.refused, "failed": report.failed}
