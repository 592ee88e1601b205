"""Short posts: a clock in a sentence, a page that says it has ended, words that come with data."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pipeline.errors import UnreadablePage
from pipeline.extract.extraction import extract_page
from pipeline.model import Extraction

CAPTURED = datetime(2024, 3, 12, 20, 0, tzinfo=UTC)
URL = "https://www.quaynews.example/live/harbour-wall"
POSTS = (
    ("18:41", "Wall holds", "The pumps run."),
    ("18:22", "Ferry late", "The ferry waits."),
    ("17:59", "Hall opens", "Beds are ready."),
    ("17:07", "Rain ends", "The sky clears."),
    ("16:33", "Rain", "It rains again."),
)


def read(body: str, *, url: str = URL, head: str = "", language: str = "en-GB") -> Extraction:
    markup = (
        f"<html lang={language}><head><title>Harbour wall</title>{head}</head><body><main>"
        f"<h1>Live: Harbour wall</h1>{body}</main></body></html>"
    )
    return extract_page(markup.encode(), url=url, captured_at=CAPTURED)


def make_posts(rows: tuple[tuple[str, str, str], ...] = POSTS) -> str:
    return "".join(
        f"<div class=story__item><div class=story__time>{clock}</div>"
        f"<div class=story__text><h3>{head}</h3><p>{text}</p></div></div>"
        for clock, head, text in rows
    )


def test_short_posts_whose_clocks_run_one_way_are_a_live_blog():
    found = read(make_posts())
    assert found.kind == "liveblog"
    assert [entry.text for entry in found.entries] == [text for _, _, text in POSTS]


def test_a_short_timetable_is_none():
    rows = tuple((f"{hour}:30", f"Match {hour}", "Kick-off.") for hour in range(12, 18))
    found = read(
        "<p>" + 50 * "The cup goes on. " + "</p>" + make_posts(rows).replace("story", "row")
    )
    assert found.kind == "article"


def test_a_sentence_that_ends_with_a_clock_is_text():
    lines = ["The board says turnout stood at 38% by 14:00.", "Talks resume at 9.30 on Tuesday."]
    lines = [*lines, "Back at 14:00."]
    posts = "".join(
        f"<article class=post><time datetime=2024-03-12T18:{10 * place:02}:00Z></time>"
        f"<p>{lines[place % 3]}</p><p>Crew {place} has filled sandbags along the quay.</p>"
        "</article>"
        for place in range(5)
    )
    assert [entry.text.split("\n\n")[0] for entry in read(posts).entries] == [
        lines[place % 3] for place in range(5)
    ]


def test_a_closed_page_does_not_say_so_in_its_lead():
    closed = "<p>This live page is now closed. You can go on to our coverage here.</p>"
    found = read(closed + "<p>The sea broke the wall in the night.</p>" + make_posts())
    assert found.lead == "The sea broke the wall in the night."
    assert found.coverage.closing_words == "This live page is now closed."


def test_a_headline_cut_from_the_text_is_none():
    texts = [f"We stand on the bridge, and crew {number} is at work." for number in range(300, 305)]
    updates = [
        {
            "@type": "BlogPosting",
            "headline": text[:21],
            "articleBody": text,
            "author": {"@type": "Person", "name": "Mara Lindqvist"},
            "datePublished": f"2024-03-12T18:{place}0:00Z",
        }
        for place, text in enumerate(texts)
    ]
    data = json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": updates})
    posts = "".join(
        f"<div class=post><time datetime=2024-03-12T18:{place}0:00Z>6.{place}0 pm</time>"
        f"<div><p>Mara Lindqvist</p><p>Reporting from Corry</p></div><p>{text}</p></div>"
        for place, text in enumerate(texts)
    )
    found = read(posts, head=f"<script type='application/ld+json'>{data}</script>")
    assert [(entry.headline, entry.text) for entry in found.entries] == [
        (None, text) for text in texts
    ]


@pytest.mark.parametrize(("hours", "expected"), [((2, 3, 4), 18), ((12, 13, 14), 8)])
def test_the_time_ago_tells_which_of_two_shifted_times_is_right(hours, expected):
    posts = "".join(
        f"<article><span>{ago}h ago</span><time datetime=2024-03-12T{20 - place}:00:00Z>"
        f"Tue 12 Mar 2024 at {8 - place}:00pm</time><p>Crew {place} has filled sandbags along the"
        " quay, and the water there has stopped rising for now.</p></article>"
        for place, ago in enumerate(hours, 2)
    )
    found = read(posts, url="https://www.quaynews.com.au/live/harbour-wall", language="en-AU")
    times = [entry.published_at for entry in found.entries]
    assert times[0] == datetime(2024, 3, 12, expected if expected == 18 else 7, 0, tzinfo=UTC)


def test_a_zone_stated_above_the_posts_is_better_than_one_of_the_language():
    shown = "<div>Tuesday, March 12, 2024, 9:45 pm Israel Standard Time</div>"
    found = read(
        shown + make_posts(), url="https://www.quaynews.com/live/harbour-wall", language="en-US"
    )
    assert found.entries[0].published_at == datetime(2024, 3, 12, 16, 41, tzinfo=UTC)


def test_a_title_in_a_lower_heading_has_its_lead():
    markup = (
        "<html lang=en-GB><head><title>Live: Harbour wall - Quay News</title></head><body><main>"
        "<h2>Live: Harbour wall</h2><div><p>The sea broke the wall in the night.</p>"
        f"{make_posts()}</div></main></body></html>"
    )
    found = extract_page(markup.encode(), url=URL, captured_at=CAPTURED)
    assert found.lead == "The sea broke the wall in the night."


SHELL = "<title>{0}</title><script src=/main.js></script><div id=root></div>"


def test_a_shell_that_says_live_is_a_live_blog_out_of_reach():
    url = "https://www.quaynews.example/live/2024/harbour-wall"
    page = SHELL.format("Live updates: Harbour wall").encode()
    found = extract_page(page, url=url, captured_at=CAPTURED)
    assert (found.kind, found.entries, found.coverage.state) == ("liveblog", (), "unavailable")


@pytest.mark.parametrize(
    ("title", "path"),
    [("Watch Quay TV live", "/live"), ("Harbour wall", "/2024/harbour-wall-falls")],
)
def test_other_shells_are_no_page(title, path):
    url = f"https://www.quaynews.example{path}"
    with pytest.raises(UnreadablePage, match="no text"):
        extract_page(SHELL.format(title).encode(), url=url, captured_at=CAPTURED)


def test_the_clock_of_the_page_s_system_is_better_than_a_country_of_many_zones():
    dated = "<meta property=article:published_time content=2024-03-11T16:02:11-05:00>"
    found = read(make_posts(), head=dated, url="https://quay.example.com/live/x", language="en-US")
    assert found.entries[0].published_at == datetime(2024, 3, 11, 23, 41, tzinfo=UTC)


def test_a_bullet_before_the_time_goes_with_it():
    posts = "".join(f"<p>■ <strong>{clock}</strong> {text * 3}</p>" for clock, _, text in POSTS)
    assert [e.text for e in read(posts).entries] == [text * 3 for _, _, text in POSTS]
