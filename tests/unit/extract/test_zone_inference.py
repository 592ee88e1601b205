"""Clocks that name no zone take an offset only where the page's own instants leave one."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.extract.extraction import extract_page
from pipeline.extract.times import TimeContext, infer_zone, read_time

CLOCKS = ("14:05", "13:40", "13:02", "12:31", "11:47", "11:03")


def at(clock, day=3):
    return datetime.fromisoformat(f"2024-06-{day:02d}T{clock}").replace(tzinfo=UTC)


def infer(clocks, published=None, modified=None, pairs=()):
    context = TimeContext(page_published_at=published, page_modified_at=modified)
    readings = [read_time(clock, context) for clock in clocks]
    told = [(read_time(clock, context), instant) for clock, instant in pairs]
    return infer_zone(readings, told, context).zone


@pytest.mark.parametrize(
    ("published", "modified", "zone"),
    [
        ("10:00", "13:06", "+01:00"),
        ("15:00", "18:07", "-04:00"),
        ("05:30", "08:36", "+05:30"),
        ("11:00", "14:06", None),  # zero: local time written as UTC looks the same
        ("07:00", "13:06", None),  # published long before: later zones fit as well
        ("10:00", "15:30", None),  # changed long after the newest clock
        ("10:20", "13:06", None),  # a clock before the publication
        ("12:02", "15:06", None),  # no newsrooms at an hour behind UTC
    ],
)
def test_page_dates_close_to_the_clocks_tell_the_offset(published, modified, zone):
    assert infer(CLOCKS, at(published), at(modified)) == zone


def test_midnight_between_clocks_is_seen_and_disorder_refused():
    dates = at("21:30"), at("01:06", day=4)
    assert infer(("02:05", "01:30", "00:10", "23:40", "22:31"), *dates) == "+01:00"
    assert infer(("02:05", "01:30", "04:10", "23:40", "22:31"), *dates) is None


def test_days_and_few_clocks_tell_nothing():
    assert infer(CLOCKS, at("00:00"), at("13:06")) is None
    assert infer(CLOCKS[:4], at("11:30"), at("13:06")) is None


@pytest.mark.parametrize(
    ("shifts", "zone"),
    [
        ((60, 60, 60), "+01:00"),
        ((-300, -300, -300), "-05:00"),
        ((60, 60, 120), None),
        ((60, 60), None),
        ((0, 0, 0), None),
        ((37, 37, 37), None),
    ],
)
def test_instants_beside_clocks_tell_the_offset(shifts, zone):
    pairs = [
        (clock, at(clock) - timedelta(minutes=shift))
        for clock, shift in zip(CLOCKS, shifts, strict=False)
    ]
    assert infer(CLOCKS, pairs=pairs) == zone


def test_witnesses_that_disagree_tell_nothing():
    pairs = [(clock, at(clock) + timedelta(hours=4)) for clock in CLOCKS]
    assert infer(CLOCKS, at("10:00"), at("13:06"), pairs) is None


def read_page(published, modified):
    linked = {"@type": "NewsArticle", "datePublished": published, "dateModified": modified}
    posts = "".join(
        f"<div class='post'><span class='time'>{clock}</span>"
        f"<p>Boat {number} of the race left the harbour of Velmar before the storm.</p></div>"
        for number, clock in enumerate(CLOCKS)
    )
    html = (
        "<html lang='en'><head><title>Race live</title><script type='application/ld+json'>"
        f"{json.dumps(linked)}</script></head><body><h1>Race: live updates</h1><main>{posts}</main>"
    )
    url = "https://www.harbour-wire.com/live/race"
    return extract_page(html.encode(), url=url, captured_at=at("20:00"))


def test_page_without_a_zone_is_dated_to_the_minute_and_says_by_what():
    page = read_page("2024-06-03T10:00:00Z", "2024-06-03T13:06:10Z")
    assert page.entries[0].published_at == at("13:05")
    assert page.entries[-1].published_at == at("10:03")
    assert {entry.precision for entry in page.entries} == {"minute"}
    assert all("zone_inferred" in entry.evidence[0].flags for entry in page.entries)


def test_page_without_a_zone_keeps_days_where_nothing_tells_it():
    page = read_page("2024-06-03T06:00:00Z", "2024-06-03T15:30:00Z")
    assert {entry.precision for entry in page.entries} == {"day"}
