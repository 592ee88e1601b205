"""A live blog that says when it ends is asked less from then on, unless it posts again."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from reading_desk import read_here
from sqlalchemy import Engine

from pipeline import steps
from pipeline.fetch.types import wrap_file
from pipeline.model import Assignment, Discovered, Discovery, Source
from pipeline.nights import name_slot
from pipeline.settings import Settings
from pipeline.steps.parser import Parser
from pipeline.steps.poll import list_due
from pipeline.steps.runtime import Runtime
from pipeline.warehouse import run_query

URL = "https://harbour.example/live/storm"
NINE = datetime(2026, 3, 27, 9, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CLOSED = "<p>This live blog is now closed.</p>"


def write_live_blog(posts: int, end: datetime | None, above: str) -> bytes:
    """Posts ten minutes apart, the newest first."""
    node = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "Storm"}
    if end is not None:
        node |= {"coverageEndTime": end.isoformat()}
    shown = "".join(
        f'<article class="post" id="p{n}"><time datetime="{_post_at(n).isoformat()}">'
        f"{_post_at(n):%H:%M}</time><h3>Post number {n}</h3>"
        f"<p>Gulls were seen over pier {n} of the harbour at that hour.</p></article>"
        for n in reversed(range(posts))
    )
    head = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    return (
        f"<html lang=en><head><title>Storm live</title>{head}</head><body><main>"
        f"<h1>Storm live</h1>{above}<div>{shown}</div></main></body></html>"
    ).encode()


def _post_at(number: int) -> datetime:
    return NINE + (10 * number - 60) * MINUTE


@pytest.fixture
def runtime(engine: Engine, tmp_path: Path) -> Runtime:
    source = Source(
        name="harbour",
        publisher="Harbour Courier",
        domains=("harbour.example",),
        language="en",
        time_zone="UTC",
        discovery=Discovery(feeds=("https://harbour.example/feed.xml",)),
    )
    return Runtime(
        settings=Settings(home=tmp_path, _env_file=None),
        engine=engine,
        sources={"harbour": source},
        clock=lambda: NINE,
        sleep=lambda _: None,
        load_parser=lambda: Parser("1", read_here),
    )


def see(
    runtime: Runtime,
    at: datetime,
    posts: int = 7,
    *,
    end: datetime | None = None,
    above: str = "",
) -> None:
    """One poll that shows so many posts."""
    slot = name_slot(at)
    job = Assignment("harbour", at.date(), f"poll-{at:%H%M}", slot=slot)
    page = wrap_file(
        write_live_blog(posts, end, above),
        url=URL,
        captured_at=at,
        media_type="text/html",
        charset="utf-8",
    )
    steps.capture_files(runtime, job, [(Discovered(URL, "poll"), page)])
    steps.load_batch(runtime, job)


def is_due(runtime: Runtime, at: datetime) -> bool:
    """Whether the live blog is asked in the slot of an instant."""
    return [one.url for one in list_due(runtime, "harbour", name_slot(at))] == [URL]


def test_one_that_says_nothing_is_asked_again_soon(runtime: Runtime) -> None:
    see(runtime, NINE + 15 * MINUTE)
    assert is_due(runtime, NINE + 20 * MINUTE)


@pytest.mark.parametrize("how", ["by data", "by words"])
def test_one_that_has_ended_is_asked_seldom_and_then_not(runtime: Runtime, how: str) -> None:
    said = {"end": NINE + 5 * MINUTE} if how == "by data" else {"above": CLOSED}
    see(runtime, NINE + 15 * MINUTE, **said)
    assert not is_due(runtime, NINE + 50 * MINUTE)
    assert is_due(runtime, NINE + 80 * MINUTE)
    see(runtime, NINE + 125 * MINUTE, **said)
    assert not is_due(runtime, NINE + 10 * 60 * MINUTE)
    assert not is_due(runtime, NINE + 24 * 60 * MINUTE)


def test_one_that_posts_after_its_end_is_followed_on(runtime: Runtime) -> None:
    see(runtime, NINE + 15 * MINUTE, end=NINE + 5 * MINUTE)
    see(runtime, NINE + 35 * MINUTE, 10, end=NINE + 5 * MINUTE)
    assert is_due(runtime, NINE + 50 * MINUTE)
    see(runtime, NINE + 200 * MINUTE, 10, end=NINE + 5 * MINUTE)
    assert is_due(runtime, NINE + 300 * MINUTE)


def test_a_later_capture_counts_for_no_earlier_slot(runtime: Runtime) -> None:
    see(runtime, NINE + 15 * MINUTE)
    see(runtime, NINE + 40 * MINUTE, above=CLOSED)
    assert is_due(runtime, NINE + 30 * MINUTE)


def test_the_view_shows_what_was_said(runtime: Runtime) -> None:
    see(runtime, NINE + 15 * MINUTE, end=NINE + 5 * MINUTE, above=CLOSED)
    found = run_query(
        runtime.engine, "select coverage_starts_at, coverage_ends_at, closing_words from live_blogs"
    )
    assert found.rows == ((None, "2026-03-27T09:07:00Z", "This live blog is now closed."),)
