"""Extraction held against what the invented publishers say of their own pages, exactly."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from pipeline.extract.extraction import extract_page
from pipeline.model import Extraction
from pipeline.newsroom.script import NIGHTS, PageScript, Publisher, load_publishers
from pipeline.newsroom.site import build_site
from pipeline.newsroom.stage import list_nights
from pipeline.newsroom.truth import count_removed, describe_posts

ORIGIN = "http://127.0.0.1:8710"
CAPTURED_AT = datetime(2026, 11, 23, 3, tzinfo=UTC)


def list_captures() -> Iterator[object]:
    """Each page that can be read, in each night that it is captured."""
    for publisher in load_publishers():
        for page in publisher.pages:
            if page.is_disallowed or page.fault not in {None, "flaky"}:
                continue
            for night in list_nights(page):
                name = f"{publisher.name}-{night}-{page.path}"
                yield pytest.param(publisher, page, night, id=name)


@pytest.fixture
def found(publisher: Publisher, page: PageScript, night: date) -> Extraction:
    """What extraction makes of the page, with no hint of the source."""
    return extract_page(
        build_site(publisher, ORIGIN, night)[page.path].body,
        url=ORIGIN + page.path,
        captured_at=CAPTURED_AT,
        media_type="text/html",
        charset="utf-8",
    )


@pytest.mark.parametrize(("publisher", "page", "night"), list(list_captures()))
def test_a_page_is_read_as_it_was_written(
    publisher: Publisher, page: PageScript, night: date, found: Extraction
) -> None:
    assert found.kind == ("liveblog" if page.is_live_blog else "article")
    assert found.title == page.title
    if not page.is_live_blog:
        assert found.text == "\n\n".join(page.paragraphs)
        assert not found.entries
        return
    assert found.coverage.state == "complete"
    assert sorted(map(str, read_entries(found))) == sorted(
        map(str, describe_posts(publisher, page, night))
    )
    assert Counter(removed.kind for removed in found.removed) == count_removed(
        publisher, page, night
    )


def read_entries(found: Extraction) -> list[tuple[object, ...]]:
    return [
        (
            entry.headline,
            entry.text,
            entry.published_at and entry.published_at.isoformat(),
            entry.precision,
        )
        for entry in found.entries
    ]


def test_every_night_has_pages() -> None:
    assert {param.values[2] for param in list_captures()} == set(NIGHTS)
