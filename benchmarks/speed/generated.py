"""Live blogs of any length, for the question whether time grows with size alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

START = datetime(2024, 3, 12, 6, 0, tzinfo=UTC)
CAPTURED = datetime(2026, 3, 12, 6, 0, tzinfo=UTC)
URL = "https://www.harbour-courier.co.uk/news/live/storm-brenna-updates"
_PLACES = [
    "Porthallow",
    "Eastgate",
    "Marlow",
    "Alder",
    "Mill",
    "Severn",
    "Heron",
    "Brenna",
    "Copse",
    "Quay",
    "Lantern",
    "Weir",
]
_DEEDS = [
    "closed",
    "reopened",
    "flooded",
    "lit",
    "searched",
    "cleared",
    "warned",
    "measured",
    "repaired",
    "counted",
]


def write_live_blog(entries: int, *, words_each: int = 40) -> bytes:
    """A page of so many posts, newest first; no two say the same."""
    posts = "".join(_write_post(number, words_each) for number in reversed(range(entries)))
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
        "<title>Storm Brenna live: latest updates</title></head><body><main>"
        f'<h1>Storm Brenna live: latest updates</h1><div class="live-posts">{posts}</div>'
        "</main></body></html>"
    ).encode()


def _write_post(number: int, words: int) -> str:
    at = START + timedelta(minutes=3 * number)
    text = " ".join(islice(_say(number), words))
    return (
        f'<article class="post" id="post-{100_000 + number}"><header>'
        f'<time datetime="{at:%Y-%m-%dT%H:%M:%S}Z">{at:%H:%M}</time>'
        f"<h2>Report {number}: {_PLACES[number % 12]} {_DEEDS[number % 10]}</h2></header>"
        f"<p>{text}.</p></article>"
    )


def _say(seed: int) -> Iterator[str]:
    value = seed
    while True:
        value = (value * 1_103_515_245 + 12_345) % 2**31
        yield f"{_PLACES[value % 12]} {_DEEDS[value // 16 % 10]} berth {value // 256 % 900}"
