"""When an article was published, as its page shows it beside the headline; and which that is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from harbour_pages import TEXTS

from pipeline.extract.extraction import extract_page
from pipeline.model import Extraction

STORY = "".join(f"<p>{text} {text} {text} {text}</p>" for text in TEXTS)
HEADLINE = "The east gate of the harbour opens again"


def read(
    body: str,
    *,
    head: str = "",
    lang: str = "en-us",
    window: str = HEADLINE,
    path: str = "east-gate",
) -> Extraction:
    markup = (
        f"<html lang={lang}><head><title>{window}</title>{head}</head><body>{body}</body></html>"
    )
    url = f"https://news.harbour.example/{path}"
    return extract_page(markup.encode(), url=url, captured_at=datetime(2024, 6, 1, tzinfo=UTC))


BYLINE = "Written by <a>Rosa Field</a> in <a>Quays</a> on 12 March 2024 at 08:34 PM EDT. <a>Say</a>"


@pytest.mark.parametrize(
    ("label", "published"),
    [
        ("<time data-published='2024-03-12 09:13:00Z'>4 hours ago</time>", "2024-03-12T09:13"),
        ("<div class=by datetime='2024-03-12 17:00:00 -0400'>Mar 12</div>", "2024-03-12T21:00"),
        ("<div>Tuesday March 12, 2024 11:44 am PDT by Rosa Field</div>", "2024-03-12T18:44"),
        (
            "<div><h3>A wait ends</h3>by Rosa Field / March 12, 2024 / 3 Comments</div>",
            "2024-03-12",
        ),
        (f"<div class=author>{BYLINE}</div>", "2024-03-13T00:34"),
        ("<footer><time datetime='2024-03-12T05:07-0400'>Tuesday</time></footer>", "2024-03-12T09"),
        ("<aside><p>Rosa Field</p><time>March 12, 2024</time></aside>", "2024-03-12"),
    ],
)
def test_a_date_beside_the_headline_dates_the_article(label: str, published: str):
    got = read(f"<article><h1>{HEADLINE}</h1>{label}{STORY}</article>")
    assert got.published_at is not None
    assert got.published_at.isoformat().startswith(published)


@pytest.mark.parametrize(
    ("label", "lang"),
    [
        ("2024年3月12日 読了時間 3 分", "ja"),
        ("【2024.03.12】", "ja"),
        ("│2024年03月12日 Rosa Field│", "ja"),
    ],
)
def test_a_date_in_han_among_other_words_is_read(label: str, lang: str):
    got = read(
        f"<div><h1>東の門がまた開いた、港の人々が語る</h1><p>{label}</p>{STORY}</div>", lang=lang
    )
    assert got.published_at == datetime(2024, 3, 12, tzinfo=UTC)


def test_the_hour_that_a_page_shows_completes_the_day_that_its_data_tell():
    head = '<meta name="date" content="2024-03-12">'
    label = "<span>March 12, 2024, 12:37 PM ET</span>"
    got = read(f"<div><h1>{HEADLINE}</h1>{label}{STORY}</div>", head=head)
    assert got.published_at == datetime(2024, 3, 12, 16, 37, tzinfo=UTC)


def test_another_day_than_the_data_tell_is_not_believed():
    head = '<meta name="date" content="2024-03-12">'
    got = read(f"<div><h1>{HEADLINE}</h1><p>March 9, 2024, 12:37 PM ET</p>{STORY}</div>", head=head)
    assert got.published_at == datetime(2024, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "label",
    [
        "<p>Updated: Mar 12, 2024, 11:05 IST</p>",
        "<p>最終更新日：2024年3月12日</p>",
        "<time class=updated-at datetime='2024-03-12T11:05:00Z'>Mar 12</time>",
    ],
)
def test_a_date_of_change_is_none_of_publication(label: str):
    got = read(f"<div><h1>{HEADLINE}</h1>{label}{STORY}</div>", lang="en")
    assert got.published_at is None
    assert got.modified_at is not None
    assert got.modified_at.date().isoformat() == "2024-03-12"


def test_a_date_that_may_be_read_in_two_ways_dates_nothing():
    got = read(f"<div><h1>{HEADLINE}</h1><p>04/10/2023</p>{STORY}</div>", lang="en")
    assert got.published_at is None


def test_the_date_of_another_story_in_the_margin_dates_nothing():
    card = "<li><a href=/x>Ferries wait outside the wall</a><time>March 9, 2024</time></li>"
    got = read(f"<article><h1>{HEADLINE}</h1><aside><ul>{card}</ul></aside>{STORY}</article>")
    assert got.published_at is None


@pytest.mark.parametrize("window", [f"{HEADLINE} | Harbour News", f"Harbour News: {HEADLINE}"])
def test_the_title_is_the_headline_without_the_site_s_name(window: str):
    masthead = "<header><h1>Harbour News</h1></header>"
    body = f"{masthead}<div><h2>{HEADLINE}</h2><p>March 12, 2024</p>{STORY}</div>"
    got = read(body, window=window)
    assert got.title == HEADLINE
    assert got.published_at == datetime(2024, 3, 12, tzinfo=UTC)


def test_a_title_in_the_data_loses_the_site_s_name_that_the_headline_lacks():
    head = f'<meta property="og:title" content="{HEADLINE}｜Harbour News">'
    assert read(f"<h1>{HEADLINE}</h1>{STORY}", head=head).title == HEADLINE


def test_a_title_keeps_what_its_first_words_do_not_say():
    head = '<meta property="og:title" content="Storm Brenna: the quay is shut">'
    got = read(f"<h1>Storm Brenna</h1>{STORY}", head=head)
    assert got.title == "Storm Brenna: the quay is shut"


RELATED = (
    "<ul><li><a href=/s/1>A ferry turned back before the old mill</a><div>Mar 9, 2024</div></li>"
    "<li><a href=/s/2>The mill pond was drained last week</a><div>Mar 8, 2024</div></li></ul>"
)


def test_dates_of_a_list_of_stories_below_the_headline_date_nothing():
    got = read(f"<div><h1>{HEADLINE}</h1>{RELATED}<div>Tue Mar 12, 2024</div>{STORY}</div>")
    assert f"{got.published_at:%m-%d}" == "03-12"


@pytest.mark.parametrize("label", ["Mar 2, 2024", "03.12.24 4:05 PM", ""])
def test_the_day_in_the_address_tells_which_date_is_the_story_s(label: str):
    body = f"<article><h1>{HEADLINE}</h1><div>{label}</div>{STORY}</article>"
    got = read(body, path="2024/03/12/east-gate")
    assert f"{got.published_at:%m-%d}" == "03-12"


def test_figures_parted_by_dots_in_english_date_nothing_by_themselves():
    got = read(f"<article><h1>{HEADLINE}</h1><div>03.04.24 4:05 PM</div>{STORY}</article>")
    assert got.published_at is None


def test_a_page_may_stand_in_one_form_and_its_headline_in_no_heading():
    label = "<td><div>Published: 03.25.24, 16:05</div></td>"
    body = f"<form><table><tr><td><b>{HEADLINE}</b></td></tr><tr>{label}</tr></table>{STORY}</form>"
    got = read(body)
    assert f"{got.published_at:%m-%d}" == "03-25"


def test_microdata_of_other_items_dates_no_article():
    others = "".join(
        f"<li itemprop=itemListElement><a href=/s/{day}>Another story of that year</a>"
        f"<meta itemprop=datePublished content='2022-06-{day}T10:00:00Z'></li>"
        for day in (14, 16)
    )
    meta = "<meta name=dc.date content='2024-03-12'>"
    got = read(f"<article><h1>{HEADLINE}</h1>{STORY}</article><ul>{others}</ul>", head=meta)
    assert f"{got.published_at:%Y-%m-%d}" == "2024-03-12"
