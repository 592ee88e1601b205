"""What holds for every time that can be written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from babel.dates import format_date, format_time
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.times import (
    TimeContext,
    find_time,
    read_date_bounds,
    read_time,
    resolve_times,
    split_leading_time,
)
from pipeline.extract.times.resolve import TOLERANCE

LOCALES = [
    *("en", "en_GB", "de", "fr", "es", "pt", "it", "nl", "pl", "hu", "sv", "da", "nb", "nn", "fi"),
    *("cs", "tr", "ru", "uk", "ro", "el", "hi", "ne", "ar", "ja", "zh", "ko"),
]
LATEST = datetime(2026, 1, 1, tzinfo=UTC)
FIRST = datetime(2001, 1, 1, tzinfo=UTC)
stamps = st.integers(0, 25 * 365 * 1440 - 1).map(lambda minutes: FIRST + timedelta(minutes=minutes))
clocks = st.tuples(st.integers(0, 23), st.integers(0, 59)).map(lambda c: f"{c[0]:02d}:{c[1]:02d}")
zones = st.sampled_from(["UTC", "Europe/London", "America/New_York", "Asia/Kolkata", None])


@pytest.mark.parametrize("locale", LOCALES)
@settings(max_examples=25, deadline=None)
@given(stamp=stamps)
def test_dates_of_every_language_are_read_back(locale, stamp):
    context = TimeContext(LATEST, language=locale.split("_")[0], zone="UTC")
    for form in ("full", "long", "medium"):
        raw = f"{format_date(stamp, form, locale)}, {format_time(stamp, 'short', locale=locale)}"
        reading = read_time(raw, context)
        assert reading is not None, raw
        assert resolve_times([reading], context)[0].instant == stamp, raw


@settings(max_examples=200, deadline=None)
@given(stamp=stamps, offset=st.integers(-14 * 4, 14 * 4))
def test_iso_is_read_back(stamp, offset):
    local = stamp.astimezone(timezone(timedelta(minutes=15 * offset)))
    context = TimeContext(LATEST)
    assert read_time(local.isoformat(), context).instant == stamp
    assert read_time(str(int(stamp.timestamp()) * 1000), context).instant == stamp


@settings(max_examples=300, deadline=None)
@given(
    text=st.text(max_size=200)
    | st.text("0123456789:.,-/ 年月日時分hampmAgoBSTZ+'", max_size=60)
    | st.from_regex(r"[0-9]{1,4}[./:-][0-9]{1,2}[./:-][0-9]{1,4} ?[0-9]{0,2}[:.]?[0-9]{0,2}"),
    language=st.sampled_from([None, "en", "hu", "ne", "ja", "xx", "zh-Hant", "../en", "he", "th"]),
)
def test_no_text_raises(text, language):
    context = TimeContext(LATEST, language=language, zone="Europe/London")
    reading = read_time(text, context)
    split_leading_time(text, context)
    find_time(text, context)
    read_date_bounds(text, LATEST.date(), language)
    for found in resolve_times([reading], context):
        assert found is None or found.instant is None or found.instant.tzinfo is not None


@settings(max_examples=200, deadline=None)
@given(
    raws=st.lists(clocks, min_size=1, max_size=30),
    captured=stamps,
    published_h=st.none() | st.integers(0, 72),
    zone=zones,
)
def test_an_inferred_day_is_never_after_the_capture(raws, captured, published_h, zone):
    published = None if published_h is None else captured - timedelta(hours=published_h)
    context = TimeContext(captured, published, zone=zone)
    found = resolve_times([read_time(raw, context) for raw in raws], context)
    for item in found:
        if item.precision == "day":
            assert zone is None
        elif item.instant is not None:
            assert item.instant <= captured + TOLERANCE


@settings(max_examples=150, deadline=None)
@given(
    gaps=st.lists(st.integers(1, 240), min_size=3, max_size=40),
    start=stamps,
    is_newest_first=st.booleans(),
)
def test_clocks_of_a_page_come_back_in_order(gaps, start, is_newest_first):
    series = [start]
    for gap in gaps:
        series.append(series[-1] + timedelta(minutes=gap))
    order = "newest_first" if is_newest_first else "oldest_first"
    context = TimeContext(
        series[-1] + timedelta(minutes=3),
        series[0],
        series[-1],
        zone="Asia/Kathmandu",
        sort_order=order,
    )
    local = [stamp + timedelta(hours=5, minutes=45) for stamp in series]
    if is_newest_first:
        series, local = series[::-1], local[::-1]
    readings = [read_time(f"{stamp:%H:%M}", context) for stamp in local]
    assert [item.instant for item in resolve_times(readings, context)] == series


@settings(max_examples=100, deadline=None)
@given(raws=st.lists(clocks, min_size=1, max_size=12), captured=stamps, zone=zones)
def test_resolving_again_changes_nothing(raws, captured, zone):
    context = TimeContext(captured, captured - timedelta(hours=6), zone=zone)
    readings = [read_time(raw, context) for raw in raws]
    once = resolve_times(readings, context)
    fixed = [item for item in once if item.instant is not None and item.precision != "day"]
    again = resolve_times([read_time(i.instant.isoformat(), context) for i in fixed], context)
    assert [i.instant for i in again] == [i.instant for i in fixed]
    assert resolve_times(readings, context) == once
