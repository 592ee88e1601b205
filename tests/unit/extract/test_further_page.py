"""Further pages of a live blog, read with what the page before tells."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.extract.extraction import extract_page
from pipeline.model import Extraction, PageBefore

URL = "https://harbour.example/live/storm"
START = datetime(2026, 3, 27, 7, 40, tzinfo=UTC)
CAPTURED = datetime(2026, 3, 29, 14, 10, tzinfo=UTC)
POSTS = [
    f'<li class="note"><span class="when">{START + timedelta(hours=3 * n):%H:%M}</span>'
    f"<h3>Report number {n}</h3><p>Gulls were seen over pier {n} of the old harbour then.</p></li>"
    for n in range(17)
][::-1]
"""Newest first over three days, each with a clock alone."""
DAYS = [(START + timedelta(hours=3 * n)).replace(second=0) for n in range(17)][::-1]


def read(posts: list[str], before: PageBefore | None = None, *, is_last: bool) -> Extraction:
    pager = "" if is_last else '<a rel="next" href="?page=9">Older posts</a>'
    head = '<meta property="article:published_time" content="2026-03-27T07:00:00Z">'
    page = (
        f"<html lang=en><head>{head}</head><body><main><h1>Storm week live</h1>"
        f"<ul class=notes>{''.join(posts)}</ul>{pager}</main>"
        "<aside><p>The harbour has been open to visitors since it was built.</p></aside></body>"
    )
    return extract_page(page.encode(), url=URL, captured_at=CAPTURED, before=before, hints=None)


def list_times(extraction: Extraction) -> list[datetime | None]:
    return [entry.published_at for entry in extraction.entries]


def with_zone(posts: list[str]) -> list[str]:
    return ["<li class=zone><p>All times are UTC.</p></li>", *posts]


def test_a_first_page_that_goes_on_elsewhere_ends_near_the_capture() -> None:
    page = read(with_zone(POSTS[:8]), is_last=False)
    assert page.coverage.state == "partial"
    assert list_times(page) == DAYS[:8]


def test_clocks_of_a_further_page_go_on_where_the_page_before_broke_off() -> None:
    first = read(with_zone(POSTS[:8]), is_last=False)
    second = read(with_zone(POSTS[8:15]), PageBefore.of(first), is_last=False)
    third = read(with_zone(POSTS[15:]), PageBefore.of(second), is_last=True)
    assert list_times(second) + list_times(third) == DAYS[8:]


def test_a_single_post_of_a_further_page_is_known_by_what_holds_it() -> None:
    first = read(with_zone(POSTS[:16]), is_last=False)
    alone = read(with_zone(POSTS[16:]), PageBefore.of(first), is_last=True)
    assert alone.kind == "liveblog"
    assert [entry.headline for entry in alone.entries] == ["Report number 0"]
    assert list_times(alone) == DAYS[16:]


def test_pages_that_run_forward_go_on_forward() -> None:
    posts, days = POSTS[::-1], DAYS[::-1]
    first = read(with_zone(posts[:9]), is_last=False)
    second = read(with_zone(posts[9:]), PageBefore.of(first), is_last=True)
    assert list_times(first) + list_times(second) == days


def test_an_article_tells_nothing_of_a_page_behind_it() -> None:
    page = b"<html lang=en><body><h1>Storm</h1>" + b"<p>It rained on the old harbour.</p>" * 20
    article = extract_page(page, url=URL, captured_at=CAPTURED)
    assert article.kind == "article"
    assert PageBefore.of(article) is None


@pytest.mark.parametrize(
    ("control", "has_next"),
    [
        ('<a href="?page=2">Weiter</a>', True),
        ('<a href="?page=2">Page suivante</a>', True),
        ('<a href="?page=2">Próxima</a>', True),
        ('<a href="/other/story?page=2">Weiter</a>', False),
        ("<button>Następna strona</button>", None),
        ("<button>Weiter</button>", False),
        ('<div class="pager"><button>Seite 1 von 5</button></div>', None),
    ],
)
def test_a_control_that_leads_to_the_next_page_says_so(control: str, has_next: bool | None):
    """None: there is more, though the page does not say where."""
    posts = "".join(POSTS[:5])
    page = f"<html lang=en><body><main><h1>Storm live</h1><ul>{posts}</ul>{control}</main></body>"
    got = extract_page(page.encode(), url=URL, captured_at=CAPTURED).coverage
    assert got.state == ("complete" if has_next is False else "partial")
    assert got.next_page == (f"{URL}?page=2" if has_next else None)
