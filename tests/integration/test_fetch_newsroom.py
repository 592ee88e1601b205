"""Discovery, fetching and archiving together, on the newsroom's sites over real sockets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from pipeline.archive import ArchiveWriter, index_capture, read_response
from pipeline.discover import discover_pages
from pipeline.errors import FetchRefused
from pipeline.fetch import Fetcher, FetchLogEntry, Validators
from pipeline.model import Interval, Source
from pipeline.newsroom.server import Newsroom, running_newsroom
from pipeline.newsroom.sources import write_sources_for
from pipeline.sources import read_source

NIGHT = datetime(2026, 3, 27, tzinfo=UTC)
INTERVAL = Interval(NIGHT, NIGHT + timedelta(days=1))


class Kept:
    """Validators and log in memory."""

    def __init__(self) -> None:
        self.known: dict[str, Validators] = {}
        self.lines: list[FetchLogEntry] = []

    def find(self, url: str) -> Validators | None:
        return self.known.get(url)

    def save(
        self, url: str, etag: str | None, last_modified: str | None, payload_sha256: str
    ) -> None:
        self.known[url] = Validators(etag, last_modified, payload_sha256)

    def record(self, entry: FetchLogEntry) -> None:
        self.lines.append(entry)


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with running_newsroom(night="2026-03-27") as running:
        yield running


@pytest.fixture
def source(newsroom: Newsroom, tmp_path: Path) -> Source:
    files = write_sources_for(tmp_path, newsroom.addresses)
    return next(read_source(file) for file in files if file.stem.startswith("marlbridge"))


def open_fetcher(source: Source, kept: Kept) -> Fetcher:
    return Fetcher(
        source,
        user_agent="Dateline/0.1",
        max_bytes=5_000_000,
        clock=lambda: INTERVAL.end,
        sleep=lambda _: None,
        validators=kept,
        log=kept,
    )


def test_a_night_is_found_fetched_and_archived(source: Source, tmp_path: Path) -> None:
    kept = Kept()
    root = str(tmp_path / "archive")
    with (
        open_fetcher(source, kept) as fetcher,
        ArchiveWriter(root, source=source.name, night=NIGHT.date(), run_id="r") as archive,
    ):
        fetch = partial(fetcher.get, is_conditional=False)
        report = discover_pages(source, INTERVAL, fetch=fetch, is_current=False)
        captured = 0
        for page in report.pages:
            try:
                fetched = fetcher.get(page.url)
            except FetchRefused as refusal:
                assert refusal.reason == "robots"  # noqa: PT017 - some pages are kept from us
                continue
            captured += 1
            capture = index_capture(source.name, fetched, archive.write(fetched))
            fetcher.remember(fetched)
            stored = read_response(
                root, capture.warc_file, capture.warc_offset, capture.warc_length
            )
            assert stored.body == fetched.body
            again = fetcher.get(page.url)
            assert again.is_not_modified
            revisit = index_capture(source.name, again, archive.write(again, prior=capture))
            assert revisit.is_revisit
            assert revisit.payload_sha256 == capture.payload_sha256
    assert [line.outcome for line in kept.lines].count("not_modified") == captured > 0
