"""Pages fetched, archived and indexed; and the further ones of a live blog (``?page=2``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.errors import ArchiveError, FetchError, FetchRefused, UnreadablePage
from pipeline.model import Batch, Capture, Discovered, PageBefore, Source
from pipeline.steps.load import find_next_page, name_further_page, read_capture
from pipeline.steps.notes import describe_capture
from pipeline.steps.runtime import Runtime, find_parser, find_source

if TYPE_CHECKING:
    from pipeline.archive import ArchiveWriter
    from pipeline.fetch import Fetched, Fetcher


def follow_pages(
    runtime: Runtime, batch: Batch, root: Capture, fetcher: Fetcher, archive: ArchiveWriter
) -> Iterator[FetchError]:
    """Capture the further pages of a live blog, as far as its Source allows; yields a failure.

    A night follows them to the end. A poll stops where a page shows an Entry known before.
    """
    from pipeline.warehouse import known_keys, save_discovered

    source = find_source(runtime, batch.source)
    known = known_keys(runtime.engine, root) if batch.kind == "poll" else frozenset()
    seen = {root.url, root.final_url}
    page, before = root, None
    for _ in range(source.politeness.max_further_pages):
        url, before = find_further_page(runtime, source, page, known, before)
        if url is None or url in seen:
            return
        seen.add(url)
        save_discovered(runtime.engine, batch.batch_id, [Discovered(url, "pagination")])
        try:
            further = take_page(runtime, batch, url, fetcher, archive, root=root)
        except FetchError as failure:
            yield failure
            return
        if further is None:
            return
        page = further


def find_further_page(
    runtime: Runtime,
    source: Source,
    capture: Capture,
    known: frozenset[str],
    before: PageBefore | None = None,
) -> tuple[str | None, PageBefore | None]:
    """The address of the page after this one, if it is a live blog's and shows nothing known.

    Most pages name no next one: only those that do are read in full. ``before``: what the page
    before this one tells; given is what this one tells.
    """
    parser = find_parser(runtime, source.name)
    try:
        if find_next_page(runtime, parser, capture) is None:
            return None, None
        extraction = read_capture(runtime, source, parser, capture, before=before)
    except (UnreadablePage, ArchiveError):
        return None, None
    if known and any(entry.entry_key in known for entry in extraction.entries):
        return None, None
    return name_further_page(extraction, source), PageBefore.of(extraction)


def take_page(
    runtime: Runtime,
    batch: Batch,
    url: str,
    fetcher: Fetcher,
    archive: ArchiveWriter,
    *,
    root: Capture | None = None,
) -> Capture | None:
    """Fetch, archive and index one address, and mark what became of it; None: refused.

    Raises:
        FetchError: it failed.
    """
    from pipeline.warehouse import mark_url

    try:
        fetched = fetcher.get(url)
    except FetchRefused as refusal:
        mark_url(runtime.engine, batch.batch_id, url, "refused", f"{refusal.reason}: {refusal}")
        return None
    except FetchError as failure:
        mark_url(runtime.engine, batch.batch_id, url, "failed", str(failure))
        raise
    capture = store_response(runtime, batch, fetched, archive, root=root)
    fetcher.remember(fetched)
    return capture


def store_response(
    runtime: Runtime,
    batch: Batch,
    fetched: Fetched,
    archive: ArchiveWriter,
    *,
    root: Capture | None = None,
) -> Capture:
    """Write WARC first, then the index row. ``root``: of a further page, its first page."""
    from pipeline.archive import WarcPointer, index_capture
    from pipeline.warehouse import find_payload, save_capture

    prior = find_payload(runtime.engine, fetched.payload_sha256)
    draft = index_capture(batch.source, fetched, WarcPointer("", 0, 0, original=prior), root=root)
    pointer = archive.write(fetched, prior=prior, note=describe_capture(batch, draft))
    capture = index_capture(batch.source, fetched, pointer, root=root)
    save_capture(runtime.engine, batch, capture)
    return capture
