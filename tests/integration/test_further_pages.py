"""Finding the next page of a live blog: only what names one is read in full."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from reading_desk import read_here

from pipeline import steps
from pipeline.extract.next_page import read_next_page
from pipeline.fetch.types import wrap_file
from pipeline.model import Assignment, Discovered, Discovery, Extraction, Source
from pipeline.settings import Settings
from pipeline.steps.pages import find_further_page
from pipeline.steps.parser import Parser
from pipeline.steps.runtime import Runtime
from pipeline.warehouse import captures_of_batch, migrate, open_warehouse

URL = "https://harbour.example/live/storm"
NIGHT = date(2026, 3, 27)
PAGER = '<nav class="pager"><a href="?page=2" rel="next">Older posts</a></nav>'
POSTS = "".join(
    f'<article class="post" id="p{n}"><time datetime="2026-03-27T1{n}:00:00Z">1{n}:00</time>'
    f"<h3>Post number {n}</h3><p>Gulls were seen over pier {n} of the harbour then.</p></article>"
    for n in reversed(range(7))
)
PROSE = "<p>Words of a story that is long enough to be one, told from its beginning.</p>" * 9


def write_page(body: str) -> bytes:
    return f"<html lang=en><body><main><h1>Storm live</h1>{body}</main></body></html>".encode()


SOURCE = Source(
    name="harbour",
    publisher="Harbour Courier",
    domains=("harbour.example",),
    language="en",
    time_zone="UTC",
    discovery=Discovery(feeds=("https://harbour.example/feed.xml",)),
)


@pytest.mark.parametrize(
    ("body", "expected", "readings"),
    [
        pytest.param(POSTS, None, 0, id="a live blog of one page"),
        pytest.param(PROSE, None, 0, id="an article"),
        pytest.param(POSTS + PAGER, f"{URL}?page=2", 1, id="a live blog of several"),
        pytest.param(PROSE + PAGER, None, 1, id="an article of several"),
    ],
)
def test_only_what_names_a_next_page_is_read(
    tmp_path: Path, body: str, expected: str | None, readings: int
) -> None:
    read: list[str] = []

    def count(data: bytes, **how: Any) -> Extraction:
        read.append(how["url"])
        return read_here(data, **how)

    def look(data: bytes, **how: Any) -> str | None:
        return read_next_page(data, **{name: how[name] for name in how if name != "limits"})

    engine = open_warehouse(f"sqlite:///{tmp_path / 'dateline.sqlite'}")
    migrate(engine)
    runtime = Runtime(
        settings=Settings(home=tmp_path, _env_file=None),
        engine=engine,
        sources={"harbour": SOURCE},
        clock=lambda: datetime(2026, 3, 28, tzinfo=UTC),
        sleep=time.sleep,
        load_parser=lambda: Parser("1", count, look),
    )
    page = wrap_file(
        write_page(body),
        url=URL,
        captured_at=datetime(2026, 3, 27, 20, tzinfo=UTC),
        media_type="text/html",
        charset="utf-8",
    )
    job = Assignment("harbour", NIGHT, "run-1")
    steps.capture_files(runtime, job, [(Discovered(URL, "feed"), page)])
    batch = steps.runtime.find_batch(runtime, job)
    (capture,) = captures_of_batch(engine, batch.batch_id)
    assert find_further_page(runtime, SOURCE, capture, frozenset())[0] == expected
    assert len(read) == readings
    engine.dispose()
