"""Discovery and fetching held against the newsroom's truth, over real sockets."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest

from pipeline.discover import discover_pages
from pipeline.errors import FetchError, FetchRefused
from pipeline.fetch import Fetcher, FetchLogEntry
from pipeline.model import Source
from pipeline.newsroom.script import NIGHTS, PUBLISHERS
from pipeline.newsroom.server import Newsroom, running_newsroom
from pipeline.newsroom.sources import write_sources_for
from pipeline.nights import night_interval
from pipeline.sources.loader import read_source


class NothingKnown:
    """No payload is held, so that every request is a plain one."""

    def find(self, url: str) -> None:
        """None: we hold nothing."""

    def save(
        self, url: str, etag: str | None, last_modified: str | None, payload_sha256: str
    ) -> None:
        """Forget it."""

    def record(self, entry: FetchLogEntry) -> None:
        """Write nothing down."""


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with running_newsroom() as running:
        yield running


@pytest.mark.parametrize("night", NIGHTS, ids=str)
@pytest.mark.parametrize("name", PUBLISHERS)
def test_a_night_is_found_and_fetched_as_the_truth_says(
    newsroom: Newsroom, tmp_path: Path, name: str, night: date
) -> None:
    newsroom.show_night(night)
    with open_fetcher(newsroom, tmp_path, name) as (source, fetcher):
        found = discover_pages(source, night_interval(night), fetch=fetcher.get, is_current=False)
        outcomes = Counter(fetch_outcome(fetcher, page.url) for page in found.pages)
    truth = next(
        account
        for account in newsroom.truth()["nights"]
        if (account["source"], account["night"]) == (name, str(night))
    )
    assert len(found.pages) == truth["discovered"]
    assert outcomes == Counter(
        {outcome: truth[outcome] for outcome in ("captured", "refused", "failed")}
    )


@pytest.mark.parametrize("name", PUBLISHERS)
def test_a_late_backfill_finds_the_pages_of_the_night(
    newsroom: Newsroom, tmp_path: Path, name: str
) -> None:
    for night in NIGHTS:
        urls = []
        for shown in (night, NIGHTS[-1]):
            newsroom.show_night(shown)
            with open_fetcher(newsroom, tmp_path, name) as (source, fetcher):
                interval = night_interval(night)
                found = discover_pages(source, interval, fetch=fetcher.get, is_current=False)
            urls.append([page.url for page in found.pages])
        assert urls[0] == urls[1]


@contextmanager
def open_fetcher(newsroom: Newsroom, folder: Path, name: str) -> Iterator[tuple[Source, Fetcher]]:
    paths = {path.stem: path for path in write_sources_for(folder, newsroom.addresses)}
    source = read_source(paths[name])
    nothing = NothingKnown()
    with Fetcher(
        source,
        user_agent="Dateline-test/0.1",
        max_bytes=1_000_000,
        clock=partial(datetime.now, UTC),
        sleep=time.sleep,
        validators=nothing,
        log=nothing,
    ) as fetcher:
        yield source, fetcher


def fetch_outcome(fetcher: Fetcher, url: str) -> str:
    try:
        return "captured" if fetcher.get(url).status == 200 else "failed"
    except FetchRefused:
        return "refused"
    except FetchError:
        return "failed"
