"""Live pages of publishers never seen: what stands beside a post's headline, time and writer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.extract.extraction import extract_page
from pipeline.model import Extraction

CAPTURED = datetime(2024, 3, 12, 20, 0, tzinfo=UTC)
CLOCKS = ("18:40", "18:29", "18:22", "17:59", "17:08")
HEADS = (
    "Divers reach the broken wall",
    "Ferry to Ormsby cancelled",
    "School hall opens as a shelter",
    "Pumps arrive from Velmar",
    "Mayor asks for patience",
)
NAMES = ("Mara Lindqvist", "Jonas Brandt", "Mara Lindqvist", "Jonas Brandt", "Mara Lindqvist")
TEXT = "Crews have filled {0} sandbags along the quay, and the water there has stopped rising."


def texts() -> list[str]:
    return [TEXT.format(number) for number in range(300, 300 + len(CLOCKS))]


def read(post: str, above: str = "", language: str = "en-GB", **more: str) -> Extraction:
    rows = zip(CLOCKS, HEADS, NAMES, texts(), strict=True)
    posts = "".join(post.format(clock=c, head=h, name=n, text=t) for c, h, n, t in rows)
    url = more.get("url", "https://www.quaynews.co.uk/live/harbour-wall")
    markup = (
        f"<html lang={language}><head><title>Harbour wall: live updates</title></head><body>"
        f"<main><h1>Harbour wall: live updates</h1>{above}<div>{posts}</div></main></html>"
    )
    return extract_page(markup.encode(), url=url, captured_at=CAPTURED)


def assert_posts(found: Extraction) -> None:
    assert found.kind == "liveblog"
    assert [entry.text for entry in found.entries] == texts()
    assert [entry.headline for entry in found.entries] == list(HEADS)
    assert [f"{e.published_at:%H:%M}" for e in found.entries if e.published_at] == list(CLOCKS)
    assert {entry.precision for entry in found.entries} == {"minute"}


def test_words_round_the_time_in_a_heading_are_no_headline():
    found = read(
        "<article class=post><h3><span class=title>{head}</span><span class=clock><span>published"
        " at</span> <time>{clock}</time> <span>Greenwich Mean Time</span></span></h3>"
        "<p>{text}</p></article>"
    )
    assert_posts(found)


def test_a_line_that_says_update_may_hold_its_time_in_brackets():
    found = read("<p><strong>UPDATE ({clock} GMT): {head}</strong></p><p>{text}</p>")
    assert_posts(found)


@pytest.mark.parametrize(
    "byline",
    [
        "<div class=byline><p class=name>{name}</p><p><em>Political correspondent</em></p></div>",
        (
            "<div class=author-box><a class=author-name href='/by/x'>{name}</a>"
            "<span>Reporting from Ormsby</span></div>"
        ),
        "<p class=byline><span class=byline-prefix>By </span><a href='/x'>{name}</a></p>",
    ],
)
def test_a_writer_s_role_and_place_are_no_text(byline):
    found = read(
        "<article class=post><time>{clock}</time><h3>{head}</h3>"
        + byline
        + "<p>{text}</p></article>"
    )
    assert_posts(found)
    assert all(
        name in (entry.author or "") for name, entry in zip(NAMES, found.entries, strict=True)
    )


def test_names_below_a_repeated_label_are_authors():
    found = read(
        "<article class=post><time>{clock}</time><h3>{head}</h3><p>Breaking from the quay</p>"
        "<p>{name}</p><p>Radio Quay</p><p>{text}</p></article>"
    )
    assert_posts(found)
    assert [entry.author for entry in found.entries] == list(NAMES)


def test_a_zone_in_an_element_behind_the_clock_is_its_own():
    found = read(
        "<li class=post><span>12 Mar 2024</span><div><span>{clock}</span><span> (GMT)</span></div>"
        "<h2>{head}</h2><p>{text}</p></li>",
        language="en",
        url="https://www.quaynews.com/live/harbour-wall",
    )
    assert_posts(found)


def test_a_bold_label_that_touches_its_link_is_a_label():
    found = read(
        "<article class=post><time>{clock}</time><h3>{head}</h3><p>{text}</p>"
        "<p><strong>Read also</strong><a href='/a'><span>{name} on the wall of 1871</span></a></p>"
        "</article>"
    )
    assert_posts(found)


@pytest.mark.parametrize(
    "line",
    [
        "31,204 viewing this page",
        "All times stated are UK",
        "LiveMarch 12, 2024, 9:32 p.m. GMT",
        "Updated 12 March 2024 at 18:44 Source: Quay News 1,204 comments",
        "Updated today at 18:44 from the newsroom in Ormsby",
    ],
)
def test_lines_about_the_page_are_no_lead(line):
    said = "The sea broke through the wall of 1871 in the night."
    above = f"<div class=head><p>{line}</p><p>{said}</p></div>"
    found = read(
        "<article class=post><time>{clock}</time><h3>{head}</h3><p>{text}</p></article>", above
    )
    assert found.lead == said


def test_a_number_and_a_dot_is_a_match_minute_where_numbers_run_on():
    minutes = (88, 81, 74, 60, 45, 33, 12)
    posts = "".join(
        f"<li class=entry><span>{minute}.</span><p>{TEXT.format(minute)}</p></li>"
        for minute in minutes
    )
    markup = (
        "<html lang=de><head><title>Liveticker: Ormsheim - Velmar</title></head><body>"
        f"<h1>Liveticker: Ormsheim - Velmar</h1><ul class=ticker>{posts}</ul></body></html>"
    )
    found = extract_page(markup.encode(), url="https://www.nadir.at/ticker", captured_at=CAPTURED)
    assert [entry.text for entry in found.entries] == [TEXT.format(minute) for minute in minutes]
    assert not any(entry.published_at for entry in found.entries)


@pytest.mark.parametrize("numbers", [range(1, 8), range(7, 0, -1), (30, 2, 55, 8, 41, 3, 60)])
def test_numbers_of_a_list_are_no_match_minutes(numbers):
    posts = "".join(f"<li><span>{n}.</span><p>{TEXT.format(n)}</p></li>" for n in numbers)
    markup = f"<html lang=de><body><h1>Die besten Orte</h1><ul>{posts}</ul></body></html>"
    found = extract_page(markup.encode(), url="https://www.nadir.at/orte", captured_at=CAPTURED)
    assert found.kind == "article"


def test_an_instant_in_an_attribute_named_for_utc_dates_a_post():
    rows = zip(CLOCKS, HEADS, texts(), strict=True)
    posts = "".join(
        f"<li class=post><h3>{head}</h3><p>{text}</p>"
        f"<a class=time data-utc='2024-03-12T{clock}:00Z'>later</a></li>"
        for clock, head, text in rows
    )
    assert_stamped(f"<main><h1>Live: harbour wall</h1><ul class=live-posts>{posts}</ul></main>")


def assert_stamped(body: str) -> None:
    markup = f"<html lang=en><body>{body}</body></html>"
    url = "https://www.quaynews.com/live/harbour-wall"
    found = extract_page(markup.encode(), url=url, captured_at=CAPTURED)
    assert [f"{e.published_at:%H:%M}" for e in found.entries if e.published_at] == list(CLOCKS)


def test_a_name_behind_two_dashes_signs_a_post():
    found = read(
        "<article class=post><time>{clock}</time><h3>{head}</h3><p>{text}</p><div>-- {name}</div>"
        "</article>"
    )
    assert_posts(found)
    assert [entry.author for entry in found.entries] == list(NAMES)


def read_chat(clocks: tuple[str, ...], published: str, language: str = "en") -> Extraction:
    rows = zip(clocks, NAMES, texts(), strict=True)
    posts = "".join(
        f"<tr class=entry><td class=time>{clock}</td><td><b>{name}: </b>{text}</td></tr>"
        for clock, name, text in rows
    )
    markup = (
        f"<html lang={language}><head>"
        f"<meta property='article:published_time' content='{published}'></head><body>"
        f"<h1>Live blog: council</h1><table>{posts}</table></body></html>"
    )
    url = "https://www.quaynews.com/live/council"
    return extract_page(markup.encode(), url=url, captured_at=datetime(2024, 3, 14, tzinfo=UTC))


@pytest.mark.parametrize(
    ("published", "language", "first", "last"),
    [
        ("2024-03-12T20:00:00-05:00", "en", "01:08", "02:40"),
        ("2024-03-12T08:00:00-05:00", "en", "13:08", "14:40"),
        ("2024-03-12T08:10:00+01:00", "it", "07:08", "08:40"),
    ],
)
def test_the_page_s_own_time_tells_the_half_of_the_day(published, language, first, last):
    clocks = ("8:08", "8:24", "8:55", "9:22", "9:40")
    found = read_chat(clocks, published, language)
    stamps = [f"{entry.published_at:%H:%M}" for entry in found.entries if entry.published_at]
    assert (stamps[0], stamps[-1]) == (first, last)


def test_noon_lies_between_twelve_hour_clocks():
    found = read_chat(("11:30", "11:52", "12:10", "12:45", "1:20"), "2024-03-12T11:00:00-05:00")
    stamps = [f"{entry.published_at:%H:%M}" for entry in found.entries if entry.published_at]
    assert stamps == ["16:30", "16:52", "17:10", "17:45", "18:20"]


def test_names_and_a_colon_before_the_text_are_authors():
    found = read_chat(("8:08", "8:24", "8:55", "9:22", "9:40"), "2024-03-12T08:00:00-05:00")
    assert [entry.text for entry in found.entries] == texts()
    assert [entry.author for entry in found.entries] == list(NAMES)


@pytest.mark.parametrize(
    "post",
    [
        "<p><strong>Tuesday, 12 March, {clock}: {head}</strong></p><p>{text}</p>",
        "<h3>{head} ({clock})</h3><p>{text}</p>",
        "<h2>+++ {head} (12.03., {clock}) +++</h2><p>{text}</p>",
        "<h3>{head} [{clock} GMT]</h3><p>{text}</p>",
        (
            "<div class=post><div class=hour>{hour}<span>:</span>{minute}</div>"
            "<h3>{head}</h3><p>{text}</p></div>"
        ),
    ],
)
def test_a_date_before_and_brackets_round_the_clock(post):
    rows = zip(CLOCKS, HEADS, texts(), strict=True)
    posts = "".join(
        post.format(clock=c, head=h, text=t, hour=c[:2], minute=c[3:]) for c, h, t in rows
    )
    assert_posts(read_body(posts))


def read_body(posts: str) -> Extraction:
    markup = (
        "<html lang=en-GB><head><title>Harbour wall: live</title>"
        "<meta property='article:published_time' content='2024-03-12T08:00:00Z'></head>"
        f"<body><main><h1>Harbour wall: live</h1><div>{posts}</div></main></body></html>"
    )
    url = "https://www.quaynews.co.uk/live/harbour-wall"
    return extract_page(markup.encode(), url=url, captured_at=CAPTURED)


def read_kind(
    body: str, url: str = "https://www.quaynews.com/travel/a-story-in-parts"
) -> Extraction:
    markup = (
        f"<html lang=en><body><main><article><h1>In parts</h1>{body}</article></main></body></html>"
    )
    return extract_page(markup.encode(), url=url, captured_at=CAPTURED)


@pytest.mark.parametrize(
    "heads",
    [
        ("March 4, 1871", "April 9, 1903", "May 2, 1954", "June 11, 2009", "July 1, 2023"),
        ("4 p.m. | Walk", "7 p.m. | Eat", "9:30 a.m. | Look", "1 p.m. | Rest", "6:30 p.m. | Sail"),
    ],
)
def test_a_history_and_a_plan_are_no_live_blogs(heads):
    rows = zip(heads, texts(), strict=True)
    found = read_kind("".join(f"<h3>{head}</h3><p>{text}</p><p>{text}</p>" for head, text in rows))
    assert found.kind == "article"


def test_a_short_article_is_read_beside_a_long_list_of_stories():
    told = [TEXT.format(number) for number in (77, 78, 79)]
    teasers = "".join(
        f"<div class=item><a href='/n{n}'>A story from the quay</a><p>{TEXT.format(n)}</p></div>"
        for n in range(9)
    )
    markup = (
        f"<html lang=en><body><div><article><h1>Wall</h1>{''.join(f'<p>{t}</p>' for t in told)}"
        f"</article><div class=newest>{teasers}</div></div></body></html>"
    )
    found = extract_page(markup.encode(), url="https://www.quaynews.com/n/1", captured_at=CAPTURED)
    assert found.text == "\n\n".join(told)


def test_a_commentary_on_a_match_holds_its_text_in_parts_named_like_comments():
    post = (
        "<div class=Commentaires__item><span class=Commentaires__minute>{minute}'</span>"
        "<div class=Commentaires__texte><p>{text}</p></div></div>"
    )
    told = [f"{text} {tail}" for tail in ("A whistle.", "A song.") for text in texts()]
    posts = "".join(post.format(minute=80 - 8 * n, text=text) for n, text in enumerate(told))
    markup = f"<html lang=fr><body><h1>Velmar-Tarn en direct</h1><div>{posts}</div></body></html>"
    url = "https://www.lesport.example/match-direct/velmar-tarn"
    found = extract_page(markup.encode(), url=url, captured_at=CAPTURED)
    assert [entry.text for entry in found.entries] == told
    assert all(entry.published_at is None for entry in found.entries)


@pytest.mark.parametrize(
    "post",
    [
        "<h3>{head}</h3><p>{clock} Uhr: {text}</p>",
        "<h3>{head}</h3><p><strong>{clock} Uhr:</strong> {text}</p>",
        "<p><strong>{head}</strong></p><p>{clock} Uhr: {text}</p>",
        "<h3>{head}</h3><p>{text}</p><p class=time>12.03.2024, {clock}</p>",
    ],
)
def test_a_headline_stands_above_the_line_that_tells_the_time(post):
    found = read(post, url="https://www.quaynews.example/harbour-wall-newsblog-4422")
    assert_posts(found)


def test_a_heading_right_above_a_post_s_time_is_none_of_the_post_before():
    rows = zip(CLOCKS, HEADS, texts(), strict=True)
    posts = "".join(
        f"<h3>{head}</h3><p>{clock}: {text}</p>" if clock == "18:22" else f"<p>{clock}: {text}</p>"
        for clock, head, text in rows
    )
    found = read_body(posts)
    assert [entry.text for entry in found.entries] == texts()
    assert [entry.headline for entry in found.entries] == [None, None, HEADS[2], None, None]


def test_a_short_note_of_another_class_between_posts_is_a_post():
    rows = zip(CLOCKS, HEADS, NAMES, texts(), strict=True)
    stamp = "<div class=s9><time datetime='2024-03-12T{0}:00Z'>{0}</time></div>"
    posts = "".join(
        f"<div class=n2>{stamp.format(clock)}<b>{name}</b><h2>{head}</h2><p>{text}</p></div>"
        if clock == "18:29"
        else f"<div class=p7><div>{stamp.format(clock)}</div><h2>{head}</h2><p>{text}</p></div>"
        for clock, head, name, text in rows
    )
    card = (
        "<div class=c3><time datetime='2024-03-11T10:00Z'>Yesterday</time> "
        "<a href='/other/story-1234'>How the old wall was built, and why it broke</a></div>"
    )
    found = read_body(posts.replace("<div class=n2>", f"{card}<div class=n2>", 1))
    assert [entry.text.splitlines()[-1] for entry in found.entries] == texts()


def test_a_reporter_of_a_desk_is_named_without_it():
    found = read(
        "<article class=post><time>{clock}</time><h2>{head}</h2>"
        "<span class=byline>From QNN's {name}</span><p>{text}</p></article>"
    )
    assert_posts(found)
    assert [entry.author for entry in found.entries] == list(NAMES)


def test_a_headline_of_two_words_among_longer_ones_is_one():
    heads = (*HEADS, "Good morning")
    rows = zip((*CLOCKS, "17:01"), heads, strict=True)
    posts = "".join(
        f"<p><b>{clock} {head}</b></p><p>{TEXT.format(number)}</p>"
        for number, (clock, head) in enumerate(rows)
    )
    found = read_body(posts)
    assert [entry.headline for entry in found.entries] == list(heads)


@pytest.mark.parametrize("clock", ["{0} óra {1} perc", "{0}:{1}-kor"])
def test_hungarian_clocks_in_words_open_posts(clock):
    posts = "".join(
        f"<p><strong>{clock.format(*one.split(':'))}:</strong> {text}</p>"
        for one, text in zip(CLOCKS, texts(), strict=True)
    )
    found = read_body(posts)
    assert [entry.text for entry in found.entries] == texts()


def test_a_name_and_a_date_in_figures_before_the_clock_are_no_clock():
    found = read(
        "<div class=b><h3>{head}</h3><i>{name} | 12.03.2024 {clock} Uhr</i><p>{text}</p></div>",
        language="de",
        url="https://www.kaipost.example/live/hafenmauer-liveticker",
    )
    stamps = [f"{e.published_at:%H:%M}" for e in found.entries if e.published_at]
    assert stamps == ["17:40", "17:29", "17:22", "16:59", "16:08"]
    assert [entry.author for entry in found.entries] == list(NAMES)


def test_a_post_s_place_among_all_is_no_text():
    found = read("<article><b>3 of 5</b><time>{clock}</time><h2>{head}</h2><p>{text}</p></article>")
    assert_posts(found)
