"""Which zone a page's clocks are taken to show."""

from __future__ import annotations

import pytest

from pipeline.extract.extraction import extract_page
from pipeline.model import Extraction, Source

HINTS = Source(name="elbe", publisher="Elbe", domains=("elbe.example",), time_zone="Europe/Berlin")
POSTS = "".join(
    f"<p><strong>{hour}:15</strong></p><p>The river gauge at post {hour} stands a hand higher than"
    " yesterday, and the watch has asked for more sandbags.</p>"
    for hour in (14, 13, 12, 11)
)


def read(
    statement: str, language: str = "en", head: str = "", hints: Source | None = HINTS
) -> Extraction:
    page = (
        f'<html lang="{language}"><head>{head}<title>Live: the flood</title>'
        '<meta property="article:published_time" content="2024-01-10T10:00:00Z">'
        '<meta property="article:modified_time" content="2024-01-10T15:00:00Z"></head>'
        f"<body><h1>Live: the flood</h1><p>{statement}</p>{POSTS}</body></html>"
    )
    url = "https://elbe.example/live/flood-2024"
    return extract_page(page.encode(), url=url, captured_at=None, hints=hints)


@pytest.mark.parametrize(
    ("statement", "hour"),
    [("We follow the river all day.", 13), ("All times are in GMT.", 14)],
)
def test_a_page_knows_its_own_zone_better_than_its_source(statement: str, hour: int) -> None:
    newest = read(statement).entries[0].published_at
    assert newest is not None
    assert newest.hour == hour


@pytest.mark.parametrize(
    ("head", "precision"),
    [
        pytest.param("", "minute", id="a region that somebody chose"),
        pytest.param(
            '<link rel=stylesheet href="/wp-content/themes/tide/style.css">', "day", id="a default"
        ),
    ],
)
def test_a_default_region_tells_no_zone(head: str, precision: str) -> None:
    """WordPress says en-US wherever nobody set a language; the posts keep their day."""
    got = read("We follow the river all day.", "en-US", head, None)
    assert {entry.precision for entry in got.entries} == {precision}
    assert {str(entry.published_at)[:10] for entry in got.entries} == {"2024-01-10"}
