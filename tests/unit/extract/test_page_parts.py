"""Pages whose parts only look like posts, and labels that only look like times."""

from __future__ import annotations

import pytest
from harbour_pages import CLOCKS, TEXTS, read

from pipeline.model import Extraction


def write_posts(label: str = "<time>{0}</time>", text: str = "<p>{0}</p>") -> str:
    return "".join(
        f"<div class=xp><h3>Gate {at}</h3>{label.format(clock)}{text.format(said)}</div>"
        for at, (clock, said) in enumerate(zip(CLOCKS, TEXTS, strict=True))
    )


def write_clocks(got: Extraction) -> list[str]:
    return [f"{entry.published_at:%H:%M}" for entry in got.entries if entry.published_at]


def test_records_with_clocks_and_prose_are_posts_though_nothing_says_live():
    assert read(write_posts()).kind == "liveblog"


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("<i>{0}</i>", "<p>Gate</p>"),
        ("<time>12 March 2024</time>", "<p>{0}</p>"),
        ("<time>{0}</time>", "<p><a href=/stories/elsewhere>{0}</a></p>"),
        ("<i>Made on 12 March 2024 at 16:07</i>", "<p>{0}</p>"),
    ],
    ids=["labels", "days", "links", "one time for all"],
)
def test_parts_of_a_page_are_no_posts_where_nothing_says_live(label: str, text: str):
    assert read(write_posts(label, text)).kind == "article"


def test_a_story_among_the_parts_of_its_page_is_no_post():
    story = "".join(f"<p>{text} {other}</p>" for text in TEXTS for other in TEXTS)
    parts = [story, "<h3>Share it</h3>", "<h3>Read on</h3><p>More of the harbour is told here.</p>"]
    body = "".join(
        f"<div><h3>Part</h3><span>{clock}</span>{part}</div>"
        for clock, part in zip(CLOCKS, parts, strict=False)
    )
    got = read(body)
    assert got.kind == "article"
    assert TEXTS[0] in (got.text or "")


@pytest.mark.parametrize("figure", ["${0}", "£{0}", "{0} €", "{0}%"])
def test_prices_and_percentages_are_no_clocks(figure: str):
    rows = "".join(
        f"<div class=xp><h3>Item {at}</h3><b>{figure.format(price)}</b><p>{text}</p></div>"
        for at, (price, text) in enumerate(
            zip(("6.39", "7.45", "8.20", "9.15"), TEXTS, strict=True)
        )
    )
    assert read(rows, title="Live: what it costs").entries == ()


def test_figures_beside_others_that_no_clock_shows_are_none():
    rows = "".join(
        f"<p>{name} (<i>{price}</i>, <i>{change}</i>) {text}</p>"
        for name, price, change, text in zip(
            ("Ormsby", "Velmar", "Quay", "Mill"), ("431.2", "88.71", "12.40", "9.05"),
            ("7.37", "0.12", "2.41", "1.05"), TEXTS, strict=True,
        )
    )  # fmt: skip
    assert read(f"<div>{rows}</div>").kind == "article"


def test_the_clock_of_a_game_is_no_time_of_the_day():
    posts = "".join(
        f"<p><b>Ormsby {at}, Velmar 3 ({clock}):</b> {text} The crowd is loud.</p>"
        for at, (clock, text) in enumerate(
            zip(("0:58", "3:23", "5:18", "10:28"), TEXTS, strict=True)
        )
    )
    got = read(f"<div>{posts}</div>", title="Live updates: Ormsby v Velmar")
    assert [entry.text for entry in got.entries][:1] == [
        f"Ormsby 0, Velmar 3 (0:58): {TEXTS[0]} The crowd is loud."
    ]
    assert {entry.precision for entry in got.entries} <= {"day", None}


def test_a_word_right_before_a_time_tells_that_it_is_a_change():
    label = (
        "<i data-time=2024-03-12T{0}:11Z>{0}</i><div><span>Updated</span> "
        "<span data-time=2024-03-12T{0}:59Z>{0}</span></div>"
    )
    got = read(write_posts(label), title="Flood live")
    assert [entry.text for entry in got.entries] == list(TEXTS)
    assert write_clocks(got) == list(CLOCKS)
    assert [f"{entry.updated_at:%H:%M:%S}" for entry in got.entries if entry.updated_at] == [
        f"{clock}:59" for clock in CLOCKS
    ]


def test_clocks_in_utc_that_a_script_draws_anew_give_way_to_what_it_reads():
    label = "<i class=relative data-js-time=2024-03-12T{0}:11+00:00>12 March 2024 {0}</i>"
    got = read(write_posts(label), title="Hochwasser live", url="https://www.kaibote.de/live-1847")
    assert [f"{entry.published_at:%H:%M:%S}" for entry in got.entries if entry.published_at] == [
        f"{clock}:11" for clock in CLOCKS
    ]


def test_a_badge_on_a_post_is_none_of_its_text():
    badge = "<time>{0}</time><span class=type-badge>Major development</span>"
    got = read(write_posts(badge), title="Flood live")
    assert [entry.text for entry in got.entries] == list(TEXTS)


def test_clocks_that_do_not_say_which_half_of_the_day_give_way_to_the_data():
    posts = "".join(
        f"<div class=live-post data-timestamp={stamp}><b>{clock} Mar 12</b><p>{text}</p></div>"
        for stamp, clock, text in zip(
            (1710257400, 1710254100, 1710243900, 1710234900),
            ("03:30", "02:35", "11:45", "09:15"), TEXTS, strict=True,
        )
    )  # fmt: skip
    got = read(posts, title="Flood live")
    assert write_clocks(got) == [
        "15:30", "14:35", "11:45", "09:15",
    ]  # fmt: skip


def test_a_zone_s_name_that_a_template_put_for_the_letter_between_date_and_clock():
    label = "<time datetime=2024-03-12IST{0}:11+05:30></time>"
    got = read(write_posts(label), title="Flood live")
    assert write_clocks(got) == [
        "09:42", "09:29", "08:48", "08:11",
    ]  # fmt: skip


def test_posts_that_stand_in_boxes_before_the_body_belong_to_it():
    post = "<p><strong>{0}</strong> {1}</p><p>{2}</p>"
    first, *rest = map(post.format, CLOCKS, TEXTS, TEXTS[::-1])
    lead = "<div class=first><p><strong>&bull; All about the flood in five lines</strong></p></div>"
    boxes = (
        f"{lead}<div class=second><h3>Latest</h3>{first}</div><div class=third><p>More soon.</p>"
        f"</div><div class=body>{''.join(rest)}</div>"
    )
    got = read(f"<div id=main>{boxes}</div>", title="Flood: latest")
    assert write_clocks(got) == list(CLOCKS)
    told = [f"{text}\n\n{more}" for text, more in zip(TEXTS, TEXTS[::-1], strict=True)]
    assert [entry.text for entry in got.entries] == [f"{told[0]}\n\nMore soon.", *told[1:]]


def test_a_name_in_bold_behind_the_clock_begins_the_sentence():
    names = ("Rosa Field", "Adam Penhale", "Mara Lindqvist", "Jonas Abel")
    body = "".join(
        f"<p><strong>{clock} {name}</strong> in Ormsby has seen this. {text}</p>"
        for clock, name, text in zip(CLOCKS, names, TEXTS, strict=True)
    )
    got = read(f"<div>{body}</div>", title="Flood: latest")
    assert write_clocks(got) == list(CLOCKS)
    assert [entry.text for entry in got.entries] == [
        f"{name} in Ormsby has seen this. {text}" for name, text in zip(names, TEXTS, strict=True)
    ]


def test_a_heading_whose_parts_hidden_commas_divide_has_its_title_in_one():
    heading = (
        "<h3><span><time>{0}</time><p>Breaking</p><span class=vh>, </span></span>"
        "<span>Gate at the mill</span><span class=vh>, </span><span>By Rosa Field</span></h3>"
    )
    posts = "".join(
        f"<article>{heading.format(clock)}<p>{text}</p></article>"
        for clock, text in zip(CLOCKS, TEXTS, strict=True)
    )
    got = read(f"<ol>{posts}</ol>", title="Flood live")
    assert write_clocks(got) == list(CLOCKS)
    assert {entry.headline for entry in got.entries} == {"Gate at the mill"}
    assert [entry.text for entry in got.entries] == list(TEXTS)


def test_a_line_among_the_posts_that_dates_the_page_is_no_post():
    dates = (
        "<div>Updated March 12, 2024 at 4:01 p.m. GMT | Published March 12, 2024 at 6:00 a.m. GMT"
        "</div>"
    )
    posts = write_posts("<b>{0}</b>").replace("<div class=xp>", "<div>")
    got = read(f"<article>{dates}{posts}</article>", title="Flood live")
    assert write_clocks(got) == list(CLOCKS)


@pytest.mark.parametrize("date", ["12. 3. 2024", "12. 03. 2024"])
def test_dates_with_spaces_behind_their_dots_are_dates(date: str):
    got = read(write_posts(f"<b>{date} {{0}}</b>"), title="Povodeň živě")
    assert write_clocks(got) == list(CLOCKS)
    assert [entry.text for entry in got.entries] == list(TEXTS)


@pytest.mark.parametrize("opening", ["<b>{0}</b> £5m is lost.", "{0} €5m is lost."])
def test_a_sum_of_money_may_follow_a_clock_and_a_figure_stand_in_bold(opening: str):
    body = "".join(
        f"<p>{opening.format(clock.replace(':', '.'))} {text}</p>"
        for clock, text in zip(CLOCKS, TEXTS, strict=True)
    )
    got = read(
        f"<div>{body}<p>The quay lost <b>2.75%</b> of its traffic.</p></div>", title="Flood live"
    )
    assert write_clocks(got) == list(CLOCKS)


def test_a_word_behind_every_writers_name_is_a_button():
    posts = "".join(
        f"<li id=n{at}><p>{said}</p><p>by {name} <time data-date={1710258431000 - at * 900000}>"
        f"{clock}</time> <a href=# class=share><i></i> Share</a></p></li>"
        for at, (clock, said) in enumerate(zip(CLOCKS, TEXTS, strict=True))
        for name in [("Mara Lindqvist", "Ole Brandt")[at % 2]]
    )
    got = read(f"<ol>{posts}</ol>", title="Flood live")
    assert [entry.author for entry in got.entries] == ["Mara Lindqvist", "Ole Brandt"] * 2
    assert [entry.text for entry in got.entries] == list(TEXTS)
