"""Articles whose parts have clock times, and live blogs that look like them: each an invention."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.extract.extraction import extract_page
from pipeline.model import Extraction

CAPTURED = datetime(2024, 3, 12, 22, 30, tzinfo=UTC)
NIGHT = ("21:47", "22:31", "23:12", "00:44", "03:08")
PARTS = (
    "A guard on his first shift sees smoke beneath the door of the loading bay and calls for help.",
    "Police knock on doors in Tanner Street, and families leave in slippers, some carrying cats.",
    "Part of the roof falls in, and a beam strikes a firefighter, who is taken to the hospital.",
    "The council opens the sports hall, where volunteers bring blankets and forty pizzas.",
    "The wind turns, and sparks land on the timber yard next door, which is soaked in time.",
)
STORY = (
    "A fire that tore through a warehouse burned all night and forced hundreds from their homes.",
    "The company that owns the building said that it was grateful to the crews for their courage.",
    "Residents were told on Wednesday that they might not go home before the end of the week.",
)


def read(
    body: str, *, title: str, above: int = 2, below: int = 0, head: str = "", path: str = "n/fire"
) -> Extraction:
    before = "".join(f"<p>{line}</p>" for line in STORY[:above])
    after = "".join(f"<p>{line}</p>" for line in STORY[:below])
    markup = (
        f"<html lang=en><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
        f"{before}{body}{after}</article></body></html>"
    )
    url = f"https://www.quaynews.co.uk/{path}"
    return extract_page(markup.encode(), url=url, captured_at=CAPTURED)


def write_flat(clocks: tuple[str, ...] = NIGHT) -> str:
    parts = zip(clocks, PARTS, strict=True)
    return "".join(f"<p><b>{clock}</b> - {part}</p>" for clock, part in parts)


def write_boxes(clocks: tuple[str, ...] = NIGHT, name: str = "timeline") -> str:
    boxes = "".join(
        f"<div class={name}-item><span>{clock}</span><h3>Part {n}</h3><p>{part}</p></div>"
        for n, (clock, part) in enumerate(zip(clocks, PARTS, strict=True))
    )
    return f"<div class={name}>{boxes}</div>"


def test_a_chronology_below_a_story_is_part_of_the_article() -> None:
    page = read(write_flat(), title="Warehouse fire in Harrowby", above=3)
    assert page.kind == "article"
    assert all(line in (page.text or "") for line in (*PARTS, *STORY))


def test_a_diary_of_a_day_is_an_article() -> None:
    stamp = "<p class=date>Published 12/03/2024 at 22:15</p>"
    page = read(stamp + write_flat(), title="A night with the crew of engine four", above=1)
    assert page.kind == "article"


def test_a_box_with_a_timeline_inside_a_story_is_part_of_the_article() -> None:
    page = read(write_boxes(), title="Warehouse fire in Harrowby", below=2)
    assert page.kind == "article"
    assert all(line in (page.text or "") for line in PARTS)


@pytest.mark.parametrize(
    "title",
    [
        "Harrowby fire: How the night unfolded",
        "Minute by minute: a timeline of the fire",
        "Zeitleiste: Minute für Minute im Feuer",
        "Incendie : le récit, minute par minute",
        "Cronología del incendio, minuto a minuto",
        "Reconstructie: de brand van minuut tot minuut",
        "TV tonight live: what to watch",
        "Dónde ver en directo la jornada 28",
        "La fête en direct : le programme complet",
    ],
)
def test_a_title_that_looks_back_or_plans_makes_no_live_blog(title: str) -> None:
    assert read(write_flat(), title=title, above=0).kind == "article"
    assert read(write_boxes(name="entry"), title=title, above=0).kind == "article"


@pytest.mark.parametrize(
    "clocks",
    [
        ("19:45", "20:00", "17:45", "20:00", "18:30"),
        ("13:00", "14:00", "15:00", "16:00", "17:00"),
    ],
)
def test_full_hours_and_quarters_in_a_live_guide_are_what_is_planned(
    clocks: tuple[str, ...],
) -> None:
    assert read(write_flat(clocks), title="Football live on television").kind == "article"
    assert read(write_flat(clocks), title="Live weather for Ormsby").kind == "article"


def test_a_schedule_below_a_live_stream_is_no_live_blog() -> None:
    body = f"<section class=schedule>{write_boxes(name='slot')}</section>"
    assert read(body, title="Watch live: Harbour News", above=1, path="live").kind == "article"


def test_a_section_of_live_blogs_is_none() -> None:
    items = "".join(
        f"<article class=live-item><span>{19 - n}:1{n}</span><h2><a href='/live/2024/03/12/"
        f"storm-of-today-{n}.html'>Storm {n} of the day</a></h2><p>{part}</p></article>"
        for n, part in enumerate(PARTS)
    )
    page = read(f"<div class=live-list>{items}</div>", title="Live", above=0, path="live")
    assert page.kind == "article"


def test_a_ticker_with_links_inside_a_story_is_no_part_of_it() -> None:
    items = "".join(
        f"<li><span>{21 - n}:1{n} Uhr</span> <a href='/n/{n}'>Short headline {n} of it</a></li>"
        for n in range(5)
    )
    told = "".join(f"<p>{part}</p>" for part in PARTS)
    page = read(f"<div class=box><ul>{items}</ul></div>{told}", title="Fire in Harrowby")
    assert page.kind == "article"
    assert "Short headline" not in (page.text or "")


def test_minutes_of_a_match_that_is_told_afterwards_are_no_posts() -> None:
    minutes = ("7'", "23'", "41'", "58'", "90'+4")
    assert read(write_flat(minutes), title="Five moments of the derby").kind == "article"
    assert read(write_flat(minutes[::-1]), title="Tarn - Ormsby 2-1").kind == "liveblog"
    assert read(write_flat(minutes), title="Tarn - Ormsby live").kind == "liveblog"


def test_positions_in_a_recording_are_no_times_of_posts() -> None:
    clocks = ("00:00", "00:47", "03:12", "11:05", "11:14")
    assert read(write_flat(clocks), title="Transcript", above=0).kind == "article"
    clocks = ("0:00:00", "0:00:47", "0:03:12", "1:11:05", "1:11:14")
    assert read(write_boxes(clocks), title="Counting puffins", above=1).kind == "article"


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (write_flat(NIGHT[::-1]), "Warehouse fire in Harrowby"),
        (write_flat(), "Live: warehouse fire in Harrowby"),
        (write_flat(), "Warehouse fire as it happened"),
        (write_flat(), "Warehouse fire minute by minute"),
        (write_flat(), "Live timeline: fire in Harrowby"),
        (write_boxes(NIGHT[::-1]), "Warehouse fire in Harrowby"),
        (write_boxes(name="liveblog-posts"), "Warehouse fire in Harrowby"),
        (write_boxes(NIGHT[::-1], "entry"), "Election live: full schedule and results"),
    ],
)
def test_posts_that_run_back_or_that_are_called_live_are_a_live_blog(body: str, title: str) -> None:
    page = read(body, title=title)
    assert page.kind == "liveblog"
    assert len(page.entries) == len(PARTS)


def test_data_that_calls_a_page_a_live_blog_is_believed() -> None:
    told = '{"@context":"https://schema.org","@type":"LiveBlogPosting","headline":"Fire"}'
    head = f"<script type='application/ld+json'>{told}</script>"
    page = read(write_flat(), title="How the night unfolded", head=head)
    assert (page.kind, len(page.entries)) == ("liveblog", len(PARTS))
