"""An invented publisher whose live blogs end their posts with an appeal that no lexicon knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reading_desk import read_here
from sqlalchemy import Engine

from pipeline import steps
from pipeline.fetch.types import wrap_file
from pipeline.model import Assignment, Discovered, Source
from pipeline.settings import Settings
from pipeline.steps.parser import Parser
from pipeline.steps.runtime import Runtime

SOURCE = "velmar"
APPEAL = "Sole dunta mire kasu, nolem ta velis pari ondra."
"""In no language: nobody can have put it into a lexicon."""
IDIOM = "Lume soli ta kendra vosu mire."
"""Comes again as often, but is all that some posts say."""
NIGHTS = tuple(date(2026, 3, 1) + timedelta(days=day) for day in range(3))
BLOGS = ("storm", "vote", "match", "port", "fair", "flood")
APPEALS_AT = (9, 12)
"""The hours of posts that end with it: too few for a page by itself to tell."""
STEMS = ("harbour", "council", "ferry", "bridge", "market", "school", "river", "station")
SIGNS = ("closed", "opened", "waited", "answered", "stood", "emptied", "began", "ended")


def make_post(blog: str, hour: int, day: int) -> list[str]:
    """The lines of one post: two of reporting, then in some the appeal."""
    place = BLOGS.index(blog) * 5 + hour
    one, two = STEMS[place % 8], STEMS[(place // 8 + hour + 3) % 8]
    return [
        f"The {one} of the {blog} {SIGNS[(place + day) % 8]} at the {two}, said number {place}.",
        f"People near the {two} {SIGNS[(hour + 5) % 8]} for {place + 3} minutes, we were told.",
        *([APPEAL] if hour in APPEALS_AT else []),
    ]


def make_page(blog: str, day: int, hours: Sequence[int] = range(8, 13)) -> bytes:
    """A live blog that begins on the night of its place, with one post that is the idiom alone."""
    posts = []
    for hour in hours:
        lines = make_post(blog, hour, day)
        posts.append((hour, lines))
    posts.append((14, [IDIOM]))
    shown = "".join(
        f'<article id="{blog}-{hour}">'
        f'<time datetime="{NIGHTS[day]}T{hour:02}:07:00Z">{hour}:07</time>'
        + "".join(f"<p>{line}</p>" for line in lines)
        + "</article>"
        for hour, lines in posts
    )
    return (
        f"<html lang=en><head><title>{blog.title()} live</title></head>"
        f"<body><h1>{blog.title()} live</h1><main>{shown}</main></body></html>"
    ).encode()


def open_velmar(engine: Engine, home: Path) -> Runtime:
    """A Runtime that reads in this process."""
    return Runtime(
        settings=Settings(home=home),
        engine=engine,
        sources={SOURCE: Source(SOURCE, "The Velmar Post", ("velmar.example",))},
        clock=lambda: datetime(2026, 4, 1, tzinfo=UTC),
        sleep=lambda _seconds: None,
        load_parser=lambda: Parser("1", read_here),
    )


def run_velmar(runtime: Runtime, day: int, running: Mapping[str, int] | None = None) -> None:
    """One night: two live blogs begin, by the steps from capture to report.

    ``running``: live blogs of earlier nights, captured again with the posts that they had then.
    """
    shown = dict.fromkeys(BLOGS[2 * day : 2 * day + 2], day) | dict(running or {})
    job = Assignment(SOURCE, NIGHTS[day], f"run-{day}")
    found = [
        (
            Discovered(url, "feed"),
            wrap_file(
                make_page(blog, begun),
                url=url,
                captured_at=datetime.combine(NIGHTS[day], datetime.min.time(), UTC)
                + timedelta(hours=22),
                media_type="text/html",
                charset="utf-8",
            ),
        )
        for blog, begun in shown.items()
        for url in [f"http://velmar.example/live/{blog}"]
    ]
    steps.capture_files(runtime, job, found)
    steps.load_batch(runtime, job)
    steps.report_night(runtime, job, [SOURCE])
