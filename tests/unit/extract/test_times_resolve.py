"""From the Readings of a page to instants."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pipeline.extract.times import (
    TimeContext,
    detect_order,
    find_stated_zone,
    guess_zone,
    read_date_bounds,
    read_time,
    reconcile_offsets,
    resolve_times,
)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def resolve(raws, captured, published=None, modified=None, zone="Europe/London", **more):
    context = TimeContext(
        at(captured),
        at(published) if published else None,
        at(modified) if modified else None,
        zone,
        **more,
    )
    return resolve_times([read_time(raw, context) for raw in raws], context)


def texts(found):
    return [item and item.instant and item.instant.strftime("%d %H:%M") for item in found]


def test_clocks_roll_over_midnight_newest_first():
    found = resolve(["00:10", "23:50", "23:10"], "2026-03-01T00:20", "2026-02-28T22:00")
    assert texts(found) == ["01 00:10", "28 23:50", "28 23:10"]


def test_clocks_roll_over_midnight_oldest_first():
    found = resolve(["23:10", "23:50", "00:10"], "2026-03-01T00:20", "2026-02-28T22:00")
    assert texts(found) == ["28 23:10", "28 23:50", "01 00:10"]
    assert "rolled_over_midnight" in found[2].flags


def test_a_capture_years_later_does_not_move_the_day():
    found = resolve(["05:58", "00:40", "23:25"], "2030-01-01T00:00", "2026-03-02T22:26")
    assert texts(found) == ["03 05:58", "03 00:40", "02 23:25"]


def test_an_inferred_day_is_never_after_the_capture():
    found = resolve(["23:50"], "2026-03-01T00:10")
    assert texts(found) == ["28 23:50"]
    assert "day_from_capture" in found[0].flags


def test_a_pinned_post_on_top_does_not_push_the_rest_to_yesterday():
    raws = ["09:15", "14:50", "14:45", "13:02", "11:30", "09:15", "08:05"]
    found = resolve(raws, "2026-01-10T15:00", "2026-01-10T08:00")
    assert texts(found) == [f"10 {raw}" for raw in raws]


def test_neighbours_with_dates_tell_the_day():
    raws = ["2026-01-12T10:00:00Z", "09:00", "2026-01-12T08:00:00Z"]
    found = resolve(raws, "2026-06-01T00:00")
    assert texts(found) == ["12 10:00", "12 09:00", "12 08:00"]


def test_date_headings_divide_a_page():
    raws = ["13 January 2026", "10:00", "08:00", "12 January 2026", "22:00", "07:00"]
    found = resolve(raws, "2026-06-01T00:00", language="en")
    assert texts(found)[1:3] == ["13 10:00", "13 08:00"]
    assert texts(found)[4:] == ["12 22:00", "12 07:00"]
    assert found[0].precision == "day"


def test_without_a_zone_a_clock_gives_its_day_alone():
    found = resolve(["13:47"], "2026-01-10T15:00", "2026-01-10T08:00", zone=None)
    assert found[0].precision == "day"
    assert found[0].instant == at("2026-01-10T00:00")
    assert "zone_unknown" in found[0].flags


def test_without_any_date_a_clock_has_no_instant():
    context = TimeContext(None, zone="Europe/London")
    found = resolve_times([read_time("13:47", context)], context)
    assert found[0].instant is None


def test_a_guessed_zone_says_so():
    found = resolve(["13:47"], "2026-01-10T15:00", zone="Europe/Rome", zone_source="tld")
    assert "zone_guessed" in found[0].flags
    assert found[0].instant == at("2026-01-10T12:47")


def test_so_long_ago_beside_clocks_tells_the_zone():
    raws = ["21 mins ago11:48", "34 mins ago11:35"]
    found = resolve(raws, "2024-07-18T11:09", zone=None, language="en")
    assert texts(found) == ["18 10:48", "18 10:35"]
    assert "zone_inferred" in found[0].flags


def test_a_stated_zone_wins_over_the_page():
    found = resolve(["8:30 p.m. ET"], "2026-01-11T02:00", "2026-01-10T20:00", language="en")
    assert found[0].instant == at("2026-01-11T01:30")
    assert found[0].zone == "America/New_York"


def test_a_missing_year_is_the_nearest_that_is_not_ahead():
    found = resolve(["31 Dec 23:50"], "2026-01-01T00:10", language="en")
    assert found[0].instant == at("2025-12-31T23:50")
    assert "year_inferred" in found[0].flags


def test_yesterday_counts_from_the_capture():
    found = resolve(["yesterday 21:00"], "2026-01-10T08:00", language="en")
    assert found[0].instant == at("2026-01-09T21:00")


def test_a_skipped_hour_is_flagged():
    found = resolve(["29 March 2026 01:30"], "2026-03-29T09:00", language="en")
    assert "dst_gap" in found[0].flags
    assert found[0].instant == at("2026-03-29T01:30")


def test_a_doubled_hour_follows_its_neighbours():
    raws = ["02:10", "01:05", "01:50", "00:50"]
    found = resolve(raws, "2026-10-25T09:00", "2026-10-24T22:00", sort_order="newest_first")
    assert texts(found) == ["25 02:10", "25 01:05", "25 00:50", "24 23:50"]
    assert "dst_fold" in found[1].flags


def test_order_is_read_around_the_dial():
    context = TimeContext()
    newest = [read_time(raw, context) for raw in ("00:10", "23:50", "23:10")]
    assert detect_order(newest) == "newest_first"
    assert detect_order(newest[::-1]) == "oldest_first"
    assert detect_order([]) is None


def test_ten_thousand_entries_take_linear_time():
    start = datetime(2026, 1, 1, tzinfo=UTC)
    stamps = [start + timedelta(minutes=7 * step) for step in range(10_000)]
    context = TimeContext(stamps[-1] + timedelta(hours=1), stamps[0], zone="UTC")
    readings = [read_time(f"{stamp:%H:%M}", context) for stamp in stamps]
    assert [item.instant for item in resolve_times(readings, context)] == stamps


@pytest.mark.parametrize(
    ("language", "host", "stated", "hint", "zone", "source"),
    [
        ("en", "a.example.co.uk", (), "Asia/Tokyo", "Asia/Tokyo", "hint"),
        ("en", "a.example.co.uk", ("GMT",), None, "+00:00", "stated"),
        ("en", "a.example.co.uk", (), None, "Europe/London", "tld"),
        ("hu", "a.example.hu", (), None, "Europe/Budapest", "tld"),
        ("en", "a.example.ie", ("IST",), None, "Europe/Dublin", "stated"),
        ("en", "a.example.com", ("Beijing time",), None, "Asia/Shanghai", "stated"),
        ("de", "a.example.com", (), None, "Europe/Berlin", "language"),
        ("en-US", "a.example.com", (), None, "America/New_York", "language"),
        ("en", "a.example.com", (), None, None, None),
        (None, None, (), "Not/AZone", None, None),
    ],
)
def test_zones_are_guessed_in_order_of_trust(language, host, stated, hint, zone, source):
    guess = guess_zone(language, host, stated, hint)
    assert (guess.zone, guess.source) == (zone, source)


def test_a_country_of_several_zones_is_flagged():
    assert guess_zone("en", "a.example.com.au").flags == ("ambiguous_zone",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("All times are in GMT.", "GMT"),
        ("Alle Zeitangaben in MEZ", "MEZ"),
        ("all updates in Beijing time", "beijing time"),
        ("All times are good times", None),
    ],
)
def test_a_sentence_can_state_the_zone_of_a_page(text, expected):
    assert find_stated_zone(text) == expected


def test_local_time_written_as_utc_is_found_out():
    truth = [at("2023-11-02T15:56"), at("2023-11-02T15:40"), None]
    lie = [at("2023-11-02T16:56"), at("2023-11-02T16:40"), at("2023-11-02T16:30")]
    context = TimeContext(at("2023-11-02T15:58"), zone="Europe/Rome")
    verdict = reconcile_offsets(lie, truth, context)
    assert (verdict.trusted, verdict.shift_s) == ("second", 3600)
    assert verdict.instants == (truth[0], truth[1], at("2023-11-02T15:30"))
    assert verdict.flags == ("conflict",)
    assert reconcile_offsets(truth, lie, context).trusted == "first"
    later = TimeContext(at("2023-12-02T15:58"), zone="Europe/Rome")
    assert reconcile_offsets(lie, truth, later).trusted == "second"


def test_witnesses_that_agree_need_no_verdict():
    series = [at("2023-11-02T15:56"), at("2023-11-02T15:40")]
    assert reconcile_offsets(series, series, TimeContext()).trusted == "both"


@pytest.mark.parametrize(
    ("text", "language", "earliest"),
    [
        ("Rescuers said on Tuesday that", "en", date(2025, 1, 28)),
        ("Die Polizei teilte am Montag mit", "de", date(2025, 1, 27)),
        ("Le 27 janvier, le ministre", "fr", date(2025, 1, 27)),
        ("It said this morning that", "en", date(2025, 1, 28)),
        ("The law of 12 February 2019 holds", "en", None),
        ("Nothing here", "en", None),
    ],
)
def test_reporting_bounds_its_own_date(text, language, earliest):
    published = date(2025, 1, 29)
    bounds = read_date_bounds(text, published, language)
    assert bounds == (None if earliest is None else (earliest, published))


def test_a_change_long_after_publication_dates_no_entry():
    found = resolve(
        ["22:10", "21:48", "20:31"],
        captured="2021-02-12T12:00",
        published="2014-03-23T17:45",
        modified="2015-10-15T10:45",
        is_cut=True,
    )
    assert texts(found) == ["23 22:10", "23 21:48", "23 20:31"]
    assert found[0].instant.year == 2014


def test_a_publication_stamped_with_the_newest_entry_dates_it():
    found = resolve(
        ["20:39", "20:36", "19:58"],
        captured="2016-10-01T12:00",
        published="2016-08-27T19:39:17",
        modified="2016-08-29T09:16:48",
        is_cut=True,
    )
    assert texts(found) == ["27 19:39", "27 19:36", "27 18:58"]


def test_the_last_change_dates_the_newest_entries_of_a_page_that_shows_a_part():
    found = resolve(
        ["09:05", "08:12", "23:40"],
        captured="2016-10-01T12:00",
        published="2016-08-27T12:30",
        modified="2016-08-29T08:16",
        is_cut=True,
    )
    assert texts(found) == ["29 08:05", "29 07:12", "28 22:40"]


def test_a_whole_page_s_newest_entry_may_show_the_publication_s_clock_by_chance():
    found = resolve(
        ["20:38", "13:09", "21:04"],
        captured="2016-08-28T21:00",
        published="2016-08-27T19:39:17",
        modified="2016-08-28T19:38:30",
    )
    assert texts(found) == ["28 19:38", "28 12:09", "27 20:04"]


def test_a_publication_that_is_a_day_is_no_clock():
    found = resolve(
        ["00:05", "07:50", "15:50", "23:53"],
        captured="2020-01-02T00:30",
        published="2020-01-01T00:00",
        modified="2020-01-01T23:55",
    )
    assert texts(found) == ["01 00:05", "01 07:50", "01 15:50", "01 23:53"]
