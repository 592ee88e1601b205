"""Markup of publishers never seen: each page is a small invention that one general rule reads."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.extract.clean import CleanContext, clean_lines
from pipeline.extract.extraction import extract_page
from pipeline.model import Extraction

CAPTURED = datetime(2023, 11, 8, 20, 0, tzinfo=UTC)
CLOCKS = ("15:12", "14:59", "14:18", "13:40", "12:05")
HEADS = (
    "Brücke wieder offen",
    "Fähre fährt nicht",
    "Kein Strom am Markt",
    "Schule bleibt zu",
    "Pegel sinkt langsam",
)
BODY = "Die Feuerwehr hat am Kai {0} Pumpen gesetzt, und das Wasser fällt dort seit dem Mittag."


def read(posts: list[str], title: str = "Liveticker: Flut am Kai", language: str = "de", **more):
    body = "".join(posts)
    markup = (
        f"<html lang={language}><head><title>{title}</title>"
        '<meta property="article:published_time" content="2023-11-08T08:00:00+01:00"></head>'
        f"<body><main><h1>{title}</h1><div class=feed>{body}</div></main></body></html>"
    )
    more.setdefault("url", "https://www.kaibote.de/flut-liveticker-1212.html")
    return extract_page(markup.encode(), captured_at=CAPTURED, **more)


def texts(count: int = len(CLOCKS)) -> list[str]:
    return [BODY.format(number) for number in range(3, 3 + count)]


def assert_posts(found: Extraction, *, has_heads: bool = True) -> None:
    assert found.kind == "liveblog"
    assert [entry.text for entry in found.entries] == texts()
    assert [entry.headline for entry in found.entries] == (
        list(HEADS) if has_heads else [None] * len(HEADS)
    )
    berlin = [
        f"{entry.published_at.hour + 1}:{entry.published_at:%M}"
        for entry in found.entries
        if entry.published_at
    ]
    assert berlin == list(CLOCKS)


@pytest.mark.parametrize(
    "post",
    [
        "<p><strong>+++ {clock} {head} +++</strong><br>{text}</p>",
        "<div class=it><span>{clock}</span><span>Uhr</span><h4>{head}</h4><p>{text}</p></div>",
        "<div class=it><time>{clock}</time> Uhr<h4>{head}</h4><p>{text}</p></div>",
        "<p>{clock} Uhr: <strong>{head}</strong></p><p>{text}</p>",
        (
            "<div class=it><p>Veröffentlicht um {clock} Uhr | Zuletzt aktualisiert um 18:30 Uhr</p>"
            "<h3>{head}</h3><p>{text}</p></div>"
        ),
        (
            "<div class=it><p>Aktualisiert um 18:30 Uhr | Veröffentlicht um {clock} Uhr</p>"
            "<h3>{head}</h3><p>{text}</p></div>"
        ),
        (
            "<li class=it><div class=w><span>8. November 2023</span><span>{clock}</span></div>"
            "<h3>{head}</h3><p>{text}</p></li>"
        ),
        "<li class=it><i>{clock}</i><h3>{head}</h3><p>{text}</p><span>12 Kommentare</span></li>",
        "<li class=it><b>8/11</b><i>{clock}</i><h3>{head}</h3><p>{text}</p></li>",
        "<li class=it><i>{clock}</i><h3>{head}</h3><p>{text}</p><a>Kommentare (12)</a></li>",
    ],
)
def test_a_post_is_read_whole_and_alone(post):
    rows = zip(CLOCKS, HEADS, texts(), strict=True)
    assert_posts(read([post.format(clock=c, head=h, text=t) for c, h, t in rows]))


def test_a_bold_line_closed_by_a_break_is_a_headline():
    rows = [
        f"<tr><td>{clock}</td><td><b>{head}</b><br>{text}</td></tr>"
        for clock, head, text in zip(CLOCKS, HEADS, texts(), strict=True)
    ]
    assert_posts(read(["<table>", *rows, "</table>"]))


def test_dutch_and_spanish_hour_words_behind_the_clock_are_no_title():
    for language, word in (("nl", "uur -"), ("es", "hs.")):
        posts = [
            f"<h3>{clock} {word} {head}</h3><p>{text}</p>"
            for clock, head, text in zip(CLOCKS, HEADS, texts(), strict=True)
        ]
        found = read(posts, language=language)
        assert [entry.headline for entry in found.entries] == list(HEADS)


def test_a_time_in_the_margin_of_a_post_is_its_own():
    posts = [
        f"<article class=post><aside data-stamp='2023-11-08T{clock}:00Z'><a>{clock}</a></aside>"
        f"<h3>{head}</h3><p>{text}</p></article>"
        for clock, head, text in zip(CLOCKS, HEADS, texts(), strict=True)
    ]
    stamps = [entry.published_at for entry in read(posts).entries]
    assert [f"{at:%H:%M}" for at in stamps if at] == list(CLOCKS)


@pytest.mark.parametrize("sign", ["<p>(di {0})</p>", "<div><span>{0}</span></div>"])
def test_names_that_close_post_after_post_are_authors(sign):
    names = (
        "Dario Benassi",
        "Giulia Marchesin",
        "Dario Benassi",
        "Giulia Marchesin",
        "Dario Benassi",
    )
    posts = [
        f"<li class=it><i>{clock}</i><h3>{head}</h3><p>{text}</p>{sign.format(name)}</li>"
        for clock, head, text, name in zip(CLOCKS, HEADS, texts(), names, strict=True)
    ]
    found = read(posts)
    assert_posts(found)
    assert [entry.author for entry in found.entries] == list(names)


@pytest.mark.parametrize(
    "line", ["Von Mara Lindhorst, {0} Uhr", "Por Mara Lindhorst | {0}", "{0} di Mara Lindhorst"]
)
def test_a_name_in_the_line_of_the_time_is_the_author(line):
    posts = [
        f"<article><h3>{head}</h3><p>{line.format(clock)}</p><p>{text}</p></article>"
        for clock, head, text in zip(CLOCKS, HEADS, texts(), strict=True)
    ]
    found = read(posts)
    assert_posts(found)
    assert {entry.author for entry in found.entries} == {"Mara Lindhorst"}


@pytest.mark.parametrize("clock_sign", ["u", "h", " h "])
def test_clocks_with_a_letter_date_posts(clock_sign):
    posts = [
        f"<div class=it><i>{clock.replace(':', clock_sign)}</i><h3>{head}</h3><p>{text}</p></div>"
        for clock, head, text in zip(CLOCKS, HEADS, texts(), strict=True)
    ]
    found = read(posts, language="nl", url="https://www.kaibode.be/live-hoogwater")
    assert_posts(found)


def test_a_headline_above_the_line_of_the_time_opens_the_post():
    posts = [
        f"<h2>{head}</h2><p class=tijd>{clock}</p><p>{text}</p>"
        for clock, head, text in zip(CLOCKS, HEADS, texts(), strict=True)
    ]
    found = read(posts)
    assert_posts(found)
    assert HEADS[0] not in (found.lead or "")


def test_a_bold_line_that_names_a_day_is_no_post():
    posts = [
        f"<p><strong>{clock} Uhr:</strong> {text}</p>"
        for clock, text in zip(CLOCKS, texts(), strict=True)
    ]
    day = "<p><strong>Mittwoch, {0}. November 2023</strong></p>"
    found = read([day.format(8), *posts[:3], day.format(7), *posts[3:]])
    assert [entry.text for entry in found.entries] == texts()
    days = [entry.published_at.day for entry in found.entries if entry.published_at]
    assert days == [8, 8, 8, 7, 7]


def test_a_label_that_comes_again_in_most_posts_is_no_text():
    posts = [
        f"<li class=it><i>{clock}</i><h3>{head}</h3><p>Flutwelle</p><p>{text}</p>"
        "<p>Zum Brett</p></li>"
        for clock, head, text in zip(CLOCKS, HEADS, texts(), strict=True)
    ]
    assert_posts(read(posts))


def test_a_place_that_leads_in_is_no_headline():
    posts = [
        f"<p><strong>{clock} Uhr | Obermoor am Kai:</strong> {text}</p>"
        for clock, text in zip(CLOCKS, texts(), strict=True)
    ]
    assert {entry.headline for entry in read(posts).entries} == {None}


def test_a_share_link_by_mail_is_no_author():
    posts = [
        f"<li class=it><i>{clock}</i><h3>{head}</h3><p>{text}</p>"
        "<a href='mailto:?body=x'>E-Mail</a></li>"
        for clock, head, text in zip(CLOCKS, HEADS, texts(), strict=True)
    ]
    found = read(posts)
    assert_posts(found)
    assert {entry.author for entry in found.entries} == {None}


@pytest.mark.parametrize(
    "post",
    [
        "<li class=it><i>{clock}</i><p>{head}</p><p>{text}</p></li>",
        "<li class=it><h3><i>{clock}</i> {head}</h3><p>{text}</p></li>",
        "<li class=it><h3>{head} <small>({clock} Uhr)</small></h3><p>{text}</p></li>",
    ],
)
def test_a_short_headline_is_one_where_all_posts_have_one(post):
    heads = (*HEADS[:-1], "Guten Morgen")
    rows = zip(CLOCKS, heads, texts(), strict=True)
    posts = [post.format(clock=clock, head=head, text=text) for clock, head, text in rows]
    assert [entry.headline for entry in read(posts).entries] == list(heads)


def test_a_match_commentary_is_not_what_readers_wrote():
    minutes = ("90.+3'", "87'", "71'", "63'", "46'", "23'", "12'", "1'")
    posts = [
        f"<div class=live-comment><div>{minute}</div><div><p>{text}</p></div></div>"
        for minute, text in zip(minutes, texts(len(minutes)), strict=True)
    ]
    found = read(posts, title="Kaistadt gegen Moorfeld im Liveticker")
    assert found.kind == "liveblog"
    assert [entry.text for entry in found.entries] == texts(len(minutes))
    assert all(entry.precision in {None, "day"} for entry in found.entries)


def test_a_match_commentary_keeps_its_posts_without_a_minute():
    minutes = ("Schluss", "87'", "71'", "63'", "Pause", "23'", "12'", "1'")
    posts = [
        f"<li><span>{minute}</span><p>{text}</p></li>"
        for minute, text in zip(minutes, texts(len(minutes)), strict=True)
    ]
    found = read(["<ul>", *posts, "</ul>"], title="Kaistadt gegen Moorfeld im Liveticker")
    assert [entry.text.splitlines()[-1] for entry in found.entries] == texts(len(minutes))


def test_like_and_reply_buttons_in_a_live_place_are_no_comment_thread():
    posts = [
        f"<div class=liveblog-post><i>{clock}</i><h3>{head}</h3><p>{text}</p><a>Antworten</a></div>"
        for clock, head, text in zip(CLOCKS, HEADS, texts(), strict=True)
    ]
    assert_posts(read(posts))


def test_a_pinned_copy_with_a_label_of_its_own_is_a_copy():
    posts = [
        f"<li class=it><i>{clock}</i><h3>{head}</h3><p>{text}</p></li>"
        for clock, head, text in zip(CLOCKS, HEADS, texts(), strict=True)
    ]
    pinned = posts[3].replace("<i>", "<b>Angepinnt</b><i>")
    found = read([pinned, *posts])
    assert_posts(found)
    assert [entry.is_pinned for entry in found.entries] == [False, False, False, True, False]


@pytest.mark.parametrize(
    "label",
    [
        "Mehr Beiträge laden",
        "Voir plus de messages",
        "Cargar más entradas",
        "Carica altri aggiornamenti",
        "Carregar mais posts",
        "Oudere berichten tonen",
    ],
)
def test_a_button_for_older_posts_makes_the_page_a_part(label):
    posts = [
        f"<li class=it><i>{clock}</i><h3>{head}</h3><p>{text}</p></li>"
        for clock, head, text in zip(CLOCKS, HEADS, texts(), strict=True)
    ]
    assert read([*posts, f"<button>{label}</button>"]).coverage.state == "partial"


def test_a_row_of_buttons_goes_and_a_sentence_about_one_stays():
    lines = ["Compartir Me gusta", "Compartir el pan es la costumbre más vieja del puerto."]
    kept, removed = clean_lines(lines, CleanContext(language="es"))
    assert [line.text for line in kept] == lines[1:]
    assert [one.kind for one in removed] == ["share"]
