"""What posts say stays whole: clocks of sentences and plans, speakers, parts shown on demand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from harbour_pages import CLOCKS, TEXTS, read

from pipeline.extract.extraction import extract_page
from pipeline.model import Entry, Extraction

LIVE = "Harbour live updates"


def write_posts(last: str) -> Extraction:
    """Four posts with times in elements, and below them the one that is asked for."""
    posts = "".join(
        f"<div class=post><time datetime='2024-03-12T{clock}:00Z'>{clock}</time>"
        f"<h2>Report {at} of the day</h2><p>{text}</p></div>"
        for at, (clock, text) in enumerate(zip(CLOCKS, TEXTS, strict=True))
    )
    stamp = "<time datetime='2024-03-12T12:10:00Z'>12:10</time>"
    return read(f"{posts}<div class=post>{stamp}{last}</div>", title=LIVE)


def last_of(last: str) -> Entry:
    got = write_posts(last)
    assert len(got.entries) == len(CLOCKS) + 1
    return got.entries[-1]


@pytest.mark.parametrize(
    "sentence",
    [
        "At 10:42 the police shut the bridge, a spokesman said.",
        "Um 10:42 Uhr sperrte die Polizei die Brücke, sagte ein Sprecher.",
        "À 10h42, la police a fermé le pont, selon un porte-parole.",
        "10:42 is the minute when the siren went off, residents say.",
        "At 12:10 the siren went off, and nobody knew what that was about.",
    ],
)
def test_a_sentence_keeps_the_clock_that_it_opens_with(sentence: str):
    assert last_of(f"<p>{sentence}</p><p>{TEXTS[0]}</p>").text.startswith(sentence)


def test_items_of_a_plan_keep_their_clocks_and_words():
    plan = "<ul><li>12:00 Parliament opens</li><li>14:00 Speech</li></ul>"
    text = last_of(f"<h2>Today</h2><p>{TEXTS[0]}</p>{plan}").text
    assert text.split("\n\n")[1:] == ["12:00 Parliament opens", "14:00 Speech"]


def test_the_speaker_below_a_quotation_is_text():
    quote = (
        "<blockquote><p>It went very fast.</p><footer>Arie Veldman, farmer</footer></blockquote>"
    )
    assert "Arie Veldman, farmer" in last_of(f"<h2>Night</h2><p>{TEXTS[0]}</p>{quote}").text


def test_what_a_button_unfolds_is_text():
    rest = f"<div class=hidden-show-more-content><p>{TEXTS[1]}</p><p>{TEXTS[2]}</p></div>"
    assert last_of(f"<h2>Vote</h2><p>{TEXTS[0]}</p>{rest}").text == "\n\n".join(TEXTS[:3])


@pytest.mark.parametrize(
    "box",
    [
        "<div class=related><span class=related__title>Ferries stay in port</span></div>",
        "<div class=link-preview><h3>Ferries stay in port</h3></div>",
        "<div class=post-author-title>Harbour reporter</div>",
    ],
)
def test_the_title_of_another_page_is_no_headline(box: str):
    assert last_of(f"<p>{TEXTS[0]}</p>{box}").headline is None


def test_a_sentence_with_a_clock_opens_no_post_of_a_flat_body():
    posts = [
        ("20:04 | Turnout was 68 per cent", "The lowest since 2003, the council says."),
        ("18:00 | The polls close", "At 18:00 the polls closed. Who stood in line may vote."),
        ("15:25 | Iriarte votes", "She came with bills in her hand and spoke of prices."),
        ("11:40 | Echague votes", "With his mother beside him he voted in a school."),
        ("08:02 | The polls open", "The second round began in the capital this morning."),
    ]
    body = "".join(f"<p><b>{head}</b></p><p>{text}</p>" for head, text in posts)
    got = read(f"<article>{body}</article>", title=LIVE)
    assert [entry.text for entry in got.entries] == [text for _, text in posts]


def test_a_button_with_a_second_text_for_screen_readers_offers_more():
    labels = (
        "<span class=sr-only>Click here to load more updates</span><span>Load more updates</span>"
    )
    got = write_posts(f"<h2>Gate</h2><p>{TEXTS[0]}</p></div><button>{labels}</button><div>")
    assert got.coverage.state == "partial"


ARTICLE = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Gate"}</script>'


@pytest.mark.parametrize("data", ["", ARTICLE])
def test_an_agency_s_reports_with_rounded_clocks_are_a_live_blog(data: str):
    clocks = ("9:25 p.m.", "9:15 p.m.", "8:10 p.m.", "7:50 p.m.", "5 p.m.", "4:25 p.m.")
    told = "".join(
        f"<p>{clock}</p><p>Report {at} is out. {TEXTS[at % 4]}</p><p>———</p>"
        for at, clock in enumerate(clocks)
    )
    lead = "<p>The Latest on the flood (all times local):</p>"
    body = f"{data}<div class=article-copy>{lead}{told}</div>"
    got = read(body, title="The Latest: gate opens")
    assert got.kind == "liveblog"
    assert [entry.raw_time for entry in got.entries] == list(clocks)


@pytest.mark.parametrize("line", ["The storm of all times", "Alle Zeiten hat er überdauert."])
def test_a_line_that_speaks_of_all_times_announces_no_posts(line: str):
    clocks = (CLOCKS[2], CLOCKS[0], CLOCKS[3], CLOCKS[1])
    told = "".join(
        f"<p>{clock}</p><p>{text}</p>" for clock, text in zip(clocks, TEXTS, strict=True)
    )
    assert read(f"{ARTICLE}<div><p>{line}</p>{told}</div>", title="Gate").kind == "article"


def test_the_same_clocks_in_the_order_of_the_day_are_a_plan():
    clocks = ("4:25 p.m.", "5 p.m.", "7:50 p.m.", "8:10 p.m.", "9:15 p.m.", "9:25 p.m.")
    told = "".join(f"<p>{clock}</p><p>{TEXTS[at % 4]}</p>" for at, clock in enumerate(clocks))
    assert read(f"<div>{told}</div>", title="The evening at the gate").kind == "article"


@pytest.mark.parametrize("wrap", ["{}", "<span class=name>{}</span>"])
def test_all_who_wrote_a_post_are_its_author(wrap: str):
    links = [f"<a class=author href=/author/{name}>{name}</a>" for name in ("Ada Roe", "Bo Lind")]
    byline = "By " + " and ".join(map(wrap.format, links))
    entry = last_of(f"<p class=byline>{byline}</p><h2>Vote</h2><p>{TEXTS[0]}</p>")
    assert entry.author == "Ada Roe and Bo Lind"
    assert entry.text == TEXTS[0]


def test_a_role_beside_a_name_is_no_second_writer():
    byline = "<span class=author>Ada Roe</span> <span class=role>Harbour reporter</span>"
    entry = last_of(f"<p class=byline>{byline}</p><h2>Vote</h2><p>{TEXTS[0]}</p>")
    assert entry.author == "Ada Roe"


def test_a_clock_beside_the_time_ago_in_a_margin_is_read():
    post = (
        "<article class=entry><aside><a href='?up={n}'><span>{ago} hours ago</span>"
        "<span>{clock}</span></a></aside><div class=text><p>{text}</p></div></article>"
    )
    clocks = zip(("14:32", "13:58", "12:45", "11:31"), (3, 4, 5, 6), TEXTS, strict=False)
    posts = "".join(post.format(n=n, clock=c, ago=a, text=t) for n, (c, a, t) in enumerate(clocks))
    times = [entry.published_at for entry in read_body(posts).entries]
    assert [f"{time:%H:%M}" for time in times if time] == ["14:32", "13:58", "12:45", "11:31"]


@pytest.mark.parametrize("name", ["Ann Reed:", "Ann Reed"])
def test_a_writer_s_cell_is_no_text(name: str):
    rows = "".join(
        f"<tr><td>{clock}</td><td>{name}</td><td>{text}</td></tr>"
        for clock, text in zip(("14:32", "13:58", "12:45", "11:31"), TEXTS, strict=False)
    )
    found = read_body(f"<table>{rows}</table>").entries
    assert [(entry.author, entry.text) for entry in found] == [
        ("Ann Reed", text) for text in TEXTS[: len(found)]
    ]


def test_a_line_that_says_who_submitted_a_post_and_when_is_no_headline():
    post = (
        "<div class=views-row><div class=submitted>Submitted by <span class=username>areed</span>"
        " on Tue, 03/12/2024 - {clock}</div><div class=field-item><p>{text}</p></div></div>"
    )
    clocks = zip(("14:32", "13:58", "12:45", "11:31"), TEXTS, strict=False)
    found = read_body("".join(post.format(clock=c, text=t) for c, t in clocks)).entries
    assert [(entry.headline, entry.author, entry.text) for entry in found] == [
        (None, "areed", text) for text in TEXTS[: len(found)]
    ]


def read_body(posts: str) -> Extraction:
    """A British page of 12 March 2024, caught at six in the evening."""
    data = (
        f"<html lang=en-GB><head><title>{LIVE}</title>"
        "<meta property=article:published_time content=2024-03-12T08:55:12Z></head>"
        f"<body><main><h1>{LIVE}</h1>{posts}</main></body></html>"
    )
    return extract_page(
        data.encode(),
        url="https://www.daily.co.uk/live/harbour",
        captured_at=datetime(2024, 3, 12, 18, tzinfo=UTC),
    )
