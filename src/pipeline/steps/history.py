"""Nights that are over: what archives hold of them, looked up in the Source's order.

What was answered is remembered in the warehouse, search by search and file by file: a backfill that
was killed goes on where it stood.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pipeline.errors import ArchiveError, DatelineError, FetchError, FetchFailed, FetchUnavailable
from pipeline.model import (
    Archived,
    Assignment,
    Batch,
    Discovered,
    HistoryPlace,
    HistoryType,
    Origin,
    Source,
)
from pipeline.steps.polite import ArchiveClient
from pipeline.steps.runtime import Runtime

if TYPE_CHECKING:
    from pipeline.archive import HeldPage
    from pipeline.warehouse.history import SearchAnswer

log = logging.getLogger(__name__)

WARC_SUFFIX = ".warc.gz"
_ORIGINS: dict[HistoryType, Origin] = {"own_archive": "own_archive", "warc": "warc"}
# dateline-marlbridge-20260327000003-0123456789abcdef-00001.warc.gz
_OWN_NAME = re.compile(r"-(\d{14})-[0-9a-f]{16}-\d+\.warc\.gz$")
_STILL_WRITTEN = timedelta(hours=1)
"""So young a file of ours may be at work in another process."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """One Batch looked up in one place."""

    runtime: Runtime
    source: Source
    batch: Batch
    place: HistoryPlace
    number: int
    """Of the place in the Source's order."""


def look_back(
    runtime: Runtime, job: Assignment, source: Source, batch: Batch
) -> list[DatelineError]:
    """Ask every archive about a night that is over; with ``force`` also what it was asked before.

    Raises:
        FetchUnavailable: one may answer later, and someone will try again.
    """
    from pipeline.warehouse.history import forget_answers

    forget_answers(runtime.engine, batch.batch_id, only_failed=not job.force)
    failures = search_history(runtime, source, batch)
    for failure in failures:
        log.warning("%s: %s", source.name, failure)
        if isinstance(failure, FetchUnavailable) and not job.is_last_try:
            raise failure
    return failures


def asks_archives(source: Source) -> bool:
    """Whether others than the publisher are asked about nights that are over."""
    return any(place.type in ("warc", "cdx") for place in source.discovery.history)


def asks_live(source: Source) -> bool:
    """Whether what nobody archived of a night that is over is fetched as it is today."""
    return any(place.type == "live" for place in source.discovery.history)


def announce_past(source: Source) -> Source:
    """The Source with the announcements that are to be read for a night that is over."""
    if any(place.type == "sitemaps" for place in source.discovery.history):
        return source
    places = replace(source.discovery, feeds=(), sitemaps=(), sections=(), urls=())
    return replace(source, discovery=places)


def search_history(runtime: Runtime, source: Source, batch: Batch) -> list[DatelineError]:
    """Ask every archive of the Source for the Batch's interval; what they hold is kept.

    Returns:
        What went wrong: a server that did not answer, a file that cannot be read.
    """
    failures: list[DatelineError] = []
    for number, place in enumerate(source.discovery.history):
        look = Lookup(runtime, source, batch, place, number)
        match place.type:
            case "own_archive":
                failures += search_own_files(look)
            case "warc":
                failures += search_collections(look)
            case "cdx":
                failures += search_server(look)
            case "sitemaps" | "live":
                continue
    return failures


def list_found_pages(runtime: Runtime, batch: Batch) -> list[Discovered]:
    """The pages of which archives hold captures, each once."""
    from pipeline.warehouse.history import list_archived

    urls = dict.fromkeys(one.url for one, _ in list_archived(runtime.engine, batch.batch_id))
    return [Discovered(url=url, via="archive") for url in urls]


def search_server(look: Lookup) -> Iterator[DatelineError]:
    """Every search of a CDX server, one after the other; the first failure ends it."""
    from pipeline.discover.cdx import plan_searches
    from pipeline.warehouse.history import find_answer, save_answer

    engine, batch_id = look.runtime.engine, look.batch.batch_id
    waiting = plan_searches(look.place, look.source, look.batch.interval)
    with ArchiveClient(look.runtime, look.source, look.batch) as client:
        while waiting:
            search = waiting.pop(0)
            answer = find_answer(engine, batch_id, search)
            if answer is None:
                try:
                    answer, found = ask_server(look, client, search)
                except FetchError as error:
                    yield note_failure(look, error)
                    return
                save_answer(engine, batch_id, search, answer, found, place=look.number)
            waiting += answer.further


def ask_server(
    look: Lookup, client: ArchiveClient, search: str
) -> tuple[SearchAnswer, list[Archived]]:
    """One search: how it goes on, and what it found."""
    from pipeline.discover.cdx import list_archived, list_further, read_answer
    from pipeline.warehouse.history import SearchAnswer

    body = client.get(search, per_minute=look.place.searches_per_minute).body
    try:
        answer = read_answer(body)
    except ValueError as error:
        raise FetchFailed(str(error), url=search) from error
    found = list_archived(look.place, look.source, look.batch.interval, answer.rows)
    return SearchAnswer(tuple(list_further(search, answer))), found


def search_collections(look: Lookup) -> Iterator[DatelineError]:
    """The WARC files that a place names, for pages of the Source received in the interval."""
    from pipeline.discover.keep import name_page

    interval = look.batch.interval
    try:
        files = list_collections(look)
    except ArchiveError as error:
        yield note_failure(look, error)
        return
    yield from search_files(
        look,
        files,
        lambda url, at: (
            interval.start <= at < interval.end and name_page(url, look.source) is not None
        ),
    )


def list_collections(look: Lookup) -> list[str]:
    """The files' paths; in them the dates are filled with those of the interval.

    Raises:
        ArchiveError: a place that refuses, or a file that is named in full and is not there.
    """
    from pipeline.archive import match_files
    from pipeline.discover.pages import fill_dates, list_days

    days = list_days(look.batch.interval, look.source)
    patterns = [one for path in look.place.paths for one in fill_dates(path, days)]
    found = {pattern: match_files(pattern) for pattern in patterns}
    for pattern, files in found.items():
        if not files and pattern in look.place.paths and "*" not in pattern:
            raise ArchiveError("no such file", url=pattern)
    return list(dict.fromkeys(file for files in found.values() for file in files))


def search_own_files(look: Lookup) -> Iterator[DatelineError]:
    """The night's own WARC files that no index row knows: after a warehouse was lost, say."""
    from pipeline.archive import list_files
    from pipeline.discover.keep import name_page

    root = look.runtime.settings.archive.rstrip("/")
    folder = f"{root}/{look.source.name}/{look.batch.night:%Y/%m/%d}"
    now = look.runtime.clock()
    try:
        files = [file for file in list_files(folder, WARC_SUFFIX) if is_at_rest(file, now)]
    except ArchiveError as error:
        yield note_failure(look, error)
        return
    yield from search_files(
        look, files, lambda url, _: name_page(url_of_record(url), look.source) is not None
    )


def is_at_rest(file: str, now: datetime) -> bool:
    """Whether a file of ours, named after its first instant, is surely written by nobody."""
    stamp = _OWN_NAME.search(file)
    if stamp is None:
        return True
    return now - datetime.strptime(f"{stamp[1]}+0000", "%Y%m%d%H%M%S%z") > _STILL_WRITTEN


def search_files(
    look: Lookup, files: Sequence[str], is_wanted: Callable[[str, datetime], bool]
) -> Iterator[DatelineError]:
    """The pages of WARC files; a file that was read before is not read again."""
    from pipeline.archive import LostRecord, list_pages
    from pipeline.warehouse.history import SearchAnswer, find_answer, save_answer

    engine, batch_id = look.runtime.engine, look.batch.batch_id
    for file in files:
        if find_answer(engine, batch_id, file) is not None:
            continue
        found: list[Archived] = []
        try:
            for page in list_pages(file, is_wanted):
                if isinstance(page, LostRecord):
                    log.warning("%s: %s", file, page)
                elif (archived := take_page(look, file, page)) is not None:
                    found.append(archived)
        except ArchiveError as error:
            yield note_failure(look, error)
        else:
            save_answer(engine, batch_id, file, SearchAnswer(), found, place=look.number)


def note_failure(look: Lookup, error: DatelineError) -> DatelineError:
    """Keep that a question was not answered, and why."""
    from pipeline.warehouse.history import SearchAnswer, save_answer

    answer = SearchAnswer(reason=str(error))
    save_answer(look.runtime.engine, look.batch.batch_id, error.url or look.place.type, answer)
    return error


def take_page(look: Lookup, file: str, page: HeldPage) -> Archived | None:
    """A page of a file as Archived; None: an index row leads to it already."""
    from pipeline.addresses import canonical_url
    from pipeline.archive import name_below, split_address
    from pipeline.discover.archived import read_replay
    from pipeline.warehouse.history import list_places_held

    replay = None
    if look.place.type == "own_archive":
        name = name_below(look.runtime.settings.archive, file)
        offset = split_address(page.address)[1]
        if name is not None and offset in list_places_held(look.runtime.engine, name):
            return None
        replay = read_replay(page.url)
    instant, url = replay or (page.captured_at, page.url)
    return Archived(
        address=page.address,
        url=canonical_url(url),
        captured_at=instant,
        origin=_ORIGINS[look.place.type],
        digest=page.digest,
        payload_address=page.payload_address,
    )


def url_of_record(url: str) -> str:
    """The page that a record of ours is about: a replay's, or the record's own address."""
    from pipeline.discover.archived import read_replay

    replay = read_replay(url)
    return replay[1] if replay else url
