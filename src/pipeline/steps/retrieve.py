"""Captures out of archives: each is an observation at the archive's instant, and says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.errors import ArchiveError, DatelineError, FetchError, FetchFailed, FetchUnavailable
from pipeline.model import Archived, Batch, Capture, HistoryPlace, Source
from pipeline.steps.notes import describe_capture
from pipeline.steps.polite import ArchiveClient
from pipeline.steps.runtime import Runtime

if TYPE_CHECKING:
    from pipeline.archive import ArchivedResponse, ArchiveWriter, WarcPointer
    from pipeline.fetch import Fetched
    from pipeline.warehouse.history import ArchivedOutcome

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
NOT_ARCHIVED = "no archive holds it, and the live page is not asked"


@dataclass(frozen=True, slots=True)
class Desk:
    """What taking a capture needs."""

    runtime: Runtime
    source: Source
    batch: Batch
    client: ArchiveClient
    archive: ArchiveWriter


def capture_archived(
    runtime: Runtime, source: Source, batch: Batch, archive: ArchiveWriter
) -> Iterator[DatelineError]:
    """Take what archives hold of the Batch's pages, and has not been taken; yields what may pass.

    A capture that is damaged, or that a server does not give, is marked with the reason.
    """
    from pipeline.warehouse import save_capture
    from pipeline.warehouse.history import mark_archived

    with ArchiveClient(runtime, source, batch) as client:
        desk = Desk(runtime, source, batch, client, archive)
        for one in choose_captures(runtime, source, batch):
            try:
                capture = take_capture(desk, one)
            except FetchUnavailable as failure:
                yield failure
                if failure.retry_after_s is not None:
                    return  # the server wants to be left alone
            except (FetchError, ArchiveError) as error:
                mark_archived(runtime.engine, batch.batch_id, one.address, "failed", str(error))
            else:
                save_capture(runtime.engine, batch, capture)
                mark_archived(runtime.engine, batch.batch_id, one.address, "captured")


def close_past(runtime: Runtime, batch: Batch) -> None:
    """Say of each page that no archive gave why it cannot be had; no live page is asked."""
    from pipeline.warehouse import mark_url, urls_to_capture
    from pipeline.warehouse.history import list_archived_reasons

    reasons = list_archived_reasons(runtime.engine, batch.batch_id)
    for url in urls_to_capture(runtime.engine, batch.batch_id):
        if url in reasons:
            mark_url(runtime.engine, batch.batch_id, url, "failed", reasons[url])
        else:
            mark_url(runtime.engine, batch.batch_id, url, "refused", NOT_ARCHIVED)


def choose_captures(runtime: Runtime, source: Source, batch: Batch) -> list[Archived]:
    """The captures to take now: of pages that the Batch took up, each instant once, not too many.

    What an earlier place holds of the same second is not asked of a later one.
    """
    from pipeline.discover.archived import thin_out
    from pipeline.warehouse.history import list_archived, list_taken, mark_archived

    taken = list_taken(runtime.engine, batch.batch_id)
    known = list_archived(runtime.engine, batch.batch_id)
    outcomes: dict[str, ArchivedOutcome] = {one.address: outcome for one, outcome in known}
    by_page: dict[str, list[Archived]] = {}
    for one in drop_repeats([one for one, _ in known if one.url in taken]):
        by_page.setdefault(one.url, []).append(one)
    most = max((place.max_captures for place in source.discovery.history), default=1)
    chosen = [
        one
        for page in by_page.values()
        for one in thin_out(sorted(page, key=lambda one: one.captured_at), most)
    ]
    left_out = {one.address for one, _ in known if one.url in taken} - {
        one.address for one in chosen
    }
    for address in left_out:
        if outcomes[address] == "pending":
            mark_archived(runtime.engine, batch.batch_id, address, "left_out")
    return [one for one in chosen if outcomes[one.address] == "pending"]


def drop_repeats(found: Sequence[Archived]) -> list[Archived]:
    """Each instant of a page once: the first place's; several payloads of one second in it stay."""
    origins: dict[tuple[str, object], str] = {}
    kept: dict[tuple[str, object, str], Archived] = {}
    for one in found:
        second = one.captured_at.replace(microsecond=0)
        if origins.setdefault((one.url, second), one.origin) == one.origin:
            kept.setdefault((one.url, second, one.digest), one)
    return list(kept.values())


def take_capture(desk: Desk, one: Archived) -> Capture:
    """One capture into our archive, and its index row.

    Raises:
        FetchError: the server does not give it.
        ArchiveError: the record is damaged, or its payload is nowhere.
    """
    from pipeline.archive import is_in_file

    if is_in_file(one.address):
        return take_record(desk, one)
    per_minute = find_place(desk.source, "cdx").replays_per_minute
    return take_replay(desk, one, desk.client.get(one.address, per_minute=per_minute))


def find_place(source: Source, kind: str) -> HistoryPlace:
    """The Source's place of that type."""
    return next(place for place in source.discovery.history if place.type == kind)


def take_replay(desk: Desk, one: Archived, replay: Fetched) -> Capture:
    """Archive a replay as the exchange that it was; its index row has the page and the instant.

    Raises:
        FetchFailed: no page, or one of another instant, outside the Batch.
    """
    from pipeline.archive import WarcPointer, index_capture, name_capture
    from pipeline.discover.archived import find_instant, read_replay
    from pipeline.warehouse import find_payload

    headers = {name.lower(): value for name, value in replay.headers}
    moment = find_instant(replay.final_url, headers)
    if moment is None or not desk.batch.interval.start <= moment < desk.batch.interval.end:
        told = f"the archive gave the capture of {moment or 'an unknown instant'}"
        raise FetchFailed(told, url=one.address)
    if replay.media_type not in _PAGE_TYPES:
        raise FetchFailed(f"no page: {replay.media_type}", url=one.address)
    prior = find_payload(desk.runtime.engine, replay.payload_sha256)
    named = read_replay(replay.final_url)
    draft = replace(
        index_capture(desk.source.name, replay, WarcPointer("", 0, 0)),
        capture_id=name_capture(one.url, moment, replay.payload_sha256),
        url=one.url,
        final_url=named[1] if named else one.url,
        captured_at=moment,
        origin=one.origin,
        origin_url=one.address,
        etag=None,
        last_modified=None,
    )
    note = describe_capture(desk.batch, draft)
    return place_at(draft, desk.archive.write(replay, prior=prior, note=note))


def place_at(draft: Capture, pointer: WarcPointer) -> Capture:
    """An index row with the place of its record."""
    return replace(
        draft,
        warc_file=pointer.warc_file,
        warc_offset=pointer.warc_offset,
        warc_length=pointer.warc_length,
        is_revisit=pointer.is_revisit,
    )


def take_record(desk: Desk, one: Archived) -> Capture:
    """Take a record of a WARC file: ours stays where it is, another's is copied as it stands.

    Raises:
        ArchiveError: it is damaged, or a revisit whose payload is nowhere.
    """
    from pipeline.archive import (
        WarcPointer,
        name_below,
        name_capture,
        read_page,
        split_address,
    )

    found, member = read_page(one.payload_address or one.address)
    payload_sha256 = found.payload_sha256
    if found.is_revisit:
        payload_sha256 = find_revisited(desk.runtime, found)
    draft = Capture(
        capture_id=name_capture(one.url, one.captured_at, payload_sha256),
        source=desk.source.name,
        url=one.url,
        final_url=one.url,
        captured_at=one.captured_at,
        status=found.status,
        media_type=found.media_type,
        charset=found.charset,
        payload_sha256=payload_sha256,
        payload_bytes=len(found.body),
        warc_file="",
        warc_offset=0,
        warc_length=0,
        origin=one.origin,
        origin_url=one.address,
    )
    if one.origin != "own_archive":
        note = describe_capture(desk.batch, draft)
        pointer = desk.archive.copy(member, one.captured_at, note)
        return place_at(draft, replace(pointer, is_revisit=found.is_revisit))
    path, offset, length = split_address(one.address)
    name = name_below(desk.runtime.settings.archive, path) or path
    is_revisit = found.is_revisit or one.payload_address is not None
    return place_at(draft, WarcPointer(name, offset, length, is_revisit=is_revisit))


def find_revisited(runtime: Runtime, revisit: ArchivedResponse) -> str:
    """The payload that a revisit refers to in another file.

    Raises:
        ArchiveError: no Capture of ours is what it refers to.
    """
    from pipeline.warehouse.history import find_digest

    found = None
    if revisit.refers_to_url and revisit.refers_to_at:
        found = find_digest(runtime.engine, revisit.refers_to_url, revisit.refers_to_at)
    if found is None:
        raise ArchiveError("is a revisit, and its payload is in no file at hand", url=revisit.url)
    return found
