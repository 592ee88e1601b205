"""Pages whose markup helps little: no class names, no data, clocks and text alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.extract.extraction import extract_page
from pipeline.model import Extraction

TEXTS = (
    "Crews have closed the east gate of the harbour after water came over the wall.",
    "The ferry to Lonsay stays in port, and its owner says that it may not sail today.",
    "A school on the quay has sent its pupils home, and parents wait at the upper gate.",
    "Pumps from three towns are on their way, and the first should arrive within the hour.",
    "The level has fallen by a hand since noon, and the engineers speak of some relief.",
)
CLOCKS = ("17:42", "16:58", "15:31", "13:09", "11:47")
MORE = "It is the second time in a month that this has happened here."


LIVE, STORY = "Flood at the harbour: live", "Flood at the harbour"


def read(body: str, title: str = LIVE, language: str = "en") -> Extraction:
    path = "flood-harbour-live" if title == LIVE else "flood-harbour-1847"
    markup = (
        f"<html lang={language}><head><title>{title}</title>"
        '<meta property="article:published_time" content="2023-11-08T08:00:00Z"></head>'
        f"<body><main><h1>{title}</h1>{body}</main></body></html>"
    )
    return extract_page(
        markup.encode(),
        url=f"https://www.harbourpost.co.uk/news/{path}",
        captured_at=datetime(2023, 11, 8, 20, tzinfo=UTC),
    )


def write_clocks(got: Extraction) -> list[str]:
    return [f"{one.published_at:%H:%M}" for one in got.entries if one.published_at]


def test_paragraphs_may_be_divs():
    told = list(zip(TEXTS, TEXTS[::-1], strict=True))
    body = "".join(
        f"<div><strong>{clock}</strong> {text}</div><div>So say the wardens: {more}</div>"
        for clock, (text, more) in zip(CLOCKS, told, strict=True)
    )
    got = read(f"<div>{body}</div>")
    assert [entry.text for entry in got.entries] == [
        f"{text}\n\nSo say the wardens: {more}" for text, more in told
    ]
    assert write_clocks(got) == list(CLOCKS)


def test_a_place_for_an_advertisement_is_no_post():
    slot = '<div data-sort-time="1699450000"><div data-tile="mpu"></div></div>'
    posts = zip(CLOCKS, TEXTS, strict=True)
    body = slot.join(
        f'<div data-sort-time="{1699461000 - 60 * at}"><i>{clock}</i><h3>At gate {at}</h3>'
        f"<p>{text}</p></div>"
        for at, (clock, text) in enumerate(posts)
    )
    got = read(f"<div>{body}</div>")
    assert [entry.text for entry in got.entries] == list(TEXTS)


def test_a_post_that_shows_a_picture_alone_is_one():
    posts = [f"<p>{text}</p>" for text in TEXTS]
    posts[2] = '<img src="gate.jpg">'
    body = "".join(
        f'<article class="a"><time>{clock}</time>{post}</article>'
        for clock, post in zip(CLOCKS, posts, strict=True)
    )
    got = read(body)
    assert write_clocks(got) == list(CLOCKS)
    assert [entry.text for entry in got.entries] == [*TEXTS[:2], "", *TEXTS[3:]]


def test_a_time_may_be_two_numbers_that_the_style_parts():
    posts = zip(CLOCKS, TEXTS, strict=True)
    body = "".join(
        f"<section><time><span>{clock[:2]}</span> <span>{clock[3:]}</span></time>"
        f"<h2>At the gate</h2><p>{text}</p></section>"
        for clock, text in posts
    )
    assert write_clocks(read(body)) == list(CLOCKS)


def test_long_posts_below_a_summary_are_not_what_readers_wrote():
    summary = "".join(f"<p>{text} {MORE}</p>" for text in TEXTS + TEXTS)
    posts = zip(CLOCKS, TEXTS, strict=True)
    body = "".join(
        f"<article class=xk><time>{clock}</time>{f'<p>{text} {MORE}</p>' * 4}</article>"
        for clock, text in posts
    )
    teasers = "".join(
        f'<li><a href="/news/story-{at}" aria-label="Story {at}"></a><h3>Another harbour story, '
        f"number {at}, which the post has told</h3><i>{at + 2}h ago</i></li>"
        for at in range(7)
    )
    got = read(f"<div>{summary}</div><div>{body}</div><ul>{teasers}</ul>")
    assert write_clocks(got) == list(CLOCKS)


@pytest.mark.parametrize("language", ["hu", ""], ids=["stated", "unsaid"])
def test_full_dates_in_the_page_s_language_tell_posts_from_a_diary(language: str):
    told = (
        "A hidat lezárták, és nem tudni, hogy mikor nyílik meg újra a forgalom előtt.",
        "A polgármester szerint az eső csak most állt el, és a víz még nem apad a parton.",
        "Egy busz már a hídon volt, de meg tudott fordulni, és senki nem sérült meg benne.",
        "Az iskolák is zárva vannak, mert nem lehet az úton járni, és ez holnap is így lesz.",
        "A tűzoltók azt kérik, hogy senki se menjen ki a partra, mert az még veszélyes lehet.",
    )
    body = "".join(
        f"<li class=p><i>2023. november 8., {clock}</i><h3>Hír a hídról</h3><p>{text}</p></li>"
        for clock, text in zip(CLOCKS, told, strict=True)
    )
    got = read(f"<ul>{body}</ul>", title="Lezárták a hidat", language=language or '""')
    assert got.kind == "liveblog"
    assert [entry.text for entry in got.entries] == list(told)


def test_linked_hashtags_below_a_post_are_no_text():
    tags = '<div><a href="/tag/flood">#flood</a> <a href="/tag/east-gate">#east gate</a></div>'
    body = "".join(
        f"<article class=xk><time>{clock}</time><h3>At the gate</h3><p>{text}</p>{tags}</article>"
        for clock, text in zip(CLOCKS, TEXTS, strict=True)
    )
    got = read(body)
    assert [entry.text for entry in got.entries] == list(TEXTS)
    assert {removed.kind for removed in got.removed if "#flood" in removed.text} == {"navigation"}


def test_an_article_s_paragraphs_may_be_divs():
    told = "".join(f"<div>{text} {MORE}</div>" for text in TEXTS)
    teasers = f"<div class=xk><p>{TEXTS[0]}</p></div>"
    got = read(f"<div class=xa>{told}</div>{teasers}", title=STORY)
    assert got.kind == "article"
    assert got.text == "\n\n".join(f"{text} {MORE}" for text in TEXTS)


def test_what_readers_wrote_is_not_the_article():
    told = "".join(f"<p>{text}</p>" for text in TEXTS)
    talk = "".join(
        f"<div class=xq><b>reader{at}</b> <i>{at + 2} hours ago</i><p>{MORE} {text * 2}</p></div>"
        for at, text in enumerate(TEXTS)
    )
    got = read(f"<div class=xa>{told}</div><div>{talk}</div>", title=STORY)
    assert got.kind == "article"
    assert got.text == "\n\n".join(TEXTS)


def test_sections_of_a_page_that_hold_a_time_each_are_no_posts():
    ticker = "".join(
        f"<li><time>{clock}</time> <a href=/s/{clock}>{text}</a></li>"
        for clock, text in zip(CLOCKS, TEXTS, strict=True)
    )
    told = "".join(f"<p>{text}</p>" for text in TEXTS)
    got = read(
        f"<div><h2>Latest</h2><ul>{ticker}</ul></div>"
        f"<div><h2>Flood at the harbour</h2><p><span>8 November 2023</span></p>{told}</div>"
        f"<div><h2>Weather</h2><p>{MORE}</p><table><tr><td>12:17</td></tr></table></div>",
        title=STORY,
    )
    assert got.kind == "article"


def test_cards_that_stand_in_links_are_no_posts():
    cards = "".join(
        f"<a href=/n/{at}><div class=xk><h1>Live: another harbour story, the {at}th</h1>"
        f"<span>{clock}</span></div></a>"
        for at, clock in enumerate(CLOCKS)
    )
    told = "".join(f"<p>{text}</p>" for text in TEXTS)
    assert read(f"{told}<div>{cards}</div>", title=STORY).kind == "article"


def test_quoted_posts_of_a_network_open_none():
    body = "".join(
        f"<h4>{clock}</h4><p>{text}</p><blockquote class=xq><p>Seen from my window, the water is "
        "rising at gate number seven and nobody is there.</p><a href=/status>November 8, 2023</a>"
        "</blockquote>"
        for clock, text in zip(CLOCKS, TEXTS, strict=True)
    )
    talk = "".join(f"<p>{MORE} {text}</p>" for text in TEXTS)
    got = read(f"<div>{body}</div><div>{talk}</div>", title=STORY)
    assert write_clocks(got) == list(CLOCKS)
