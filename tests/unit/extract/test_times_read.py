"""What single strings say of a time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.extract.times import (
    TimeContext,
    find_time,
    read_time,
    read_url_date,
    split_leading_time,
)

SEEN = datetime(2024, 7, 18, 11, 9, tzinfo=UTC)


def read(raw, language="en", **more):
    return read_time(raw, TimeContext(SEEN, language=language, **more))


CLOCKS = [
    ("13:47", "en", 13, 47),
    ("6.15 pm", "en", 18, 15),
    ("6:15PM BST", "en", 18, 15),
    ("12:30 p.m. ET", "en", 12, 30),
    ("12:05 a.m.", "en", 0, 5),
    ("noon", "en", 12, 0),
    ("12 midnight", "en", 0, 0),
    ("Updated at 18.43 BST", "en", 18, 43),
    ("21 mins ago11:48", "en", 11, 48),
    ("1h ago11.58 BST", "en", 11, 58),
    ("1 3:47", "en", 13, 47),
    ("10 11", "hu", 10, 11),
    ("1347 GMT", "en", 13, 47),
    ("0930hrs", "en", 9, 30),
    ("LIVE 10:05", "en", 10, 5),
    ("10:0510:05", "en", 10, 5),
    ("i går kl. 10.05", "da", 10, 5),
    ("13.47 Uhr", "de", 13, 47),
    ("21 Uhr", "de", 21, 0),
    ("gestern, 14:05 Uhr", "de", 14, 5),
    ("13h47", "fr", 13, 47),
    ("18 : 41", "fr", 18, 41),
    ("Mis à jour à 14h05", "fr", 14, 5),
    ("14h", "fr", 14, 0),
    ("kl. 14.05", "da", 14, 5),
    ("kl 14", "sv", 14, 0),
    ("ore 14:05", "it", 14, 5),
    ("godz. 14:05", "pl", 14, 5),
    ("14u05", "nl", 14, 5),
    ("klo 10.05", "fi", 10, 5),
    ("du. 3:05", "hu", 15, 5),
    ("下午3:05", "zh", 15, 5),
    ("오후 3시 5분", "ko", 15, 5),
    ("13時47分", "ja", 13, 47),
    ("१३:४५", "ne", 13, 45),
    ("٢١:٠٥", "ar", 21, 5),
    ("17 óra 42 perc", "hu", 17, 42),
    ("17:42-kor", "hu", 17, 42),
    ("17 Uhr 42", "de", 17, 42),
    ("17 heures 42", "fr", 17, 42),
    ("14 giờ 32 phút", "vi", 14, 32),
    ("14g32", "vi", 14, 32),
    ("17h42min", "pt", 17, 42),
    ("17 часов 42 минуты", "ru", 17, 42),
]


@pytest.mark.parametrize(("raw", "language", "hour", "minute"), CLOCKS)
def test_a_clock_states_no_day(raw, language, hour, minute):
    reading = read(raw, language)
    assert reading.form == "clock"
    assert (reading.hour, reading.minute) == (hour, minute)
    assert reading.instant is None
    assert not reading.has_date


DATED = [
    ("14 August 2023 10:01", "en", (2023, 8, 14, 10, 1)),
    ("February 19, 2020 / 9:04 PM", "en", (2020, 2, 19, 21, 4)),
    ("Published: 09:15, 18 July 2024", "en", (2024, 7, 18, 9, 15)),
    ("2014. március 2., vasárnap 22:14", "hu", (2014, 3, 2, 22, 14)),
    ("2021. január 21. – 10:47", "hu", (2021, 1, 21, 10, 47)),
    ("2. 11. 2023 16:56", "cs", (2023, 11, 2, 16, 56)),
    ("18.7.2024 klo 10.05", "fi", (2024, 7, 18, 10, 5)),
    ("18 de julio de 2024 10:05", "es", (2024, 7, 18, 10, 5)),
    ("18 июля 2024, 10:05", "ru", (2024, 7, 18, 10, 5)),
    ("18 Temmuz 2024 10:05", "tr", (2024, 7, 18, 10, 5)),
    ("2024年7月18日 10:05", "ja", (2024, 7, 18, 10, 5)),
    ("18 जुलाई 2024, 10:05", "hi", (2024, 7, 18, 10, 5)),
    ("18/07/24 10:00", "en", (2024, 7, 18, 10, 0)),
    ("2020-02-24T00:00", "en", (2020, 2, 24, 0, 0)),
    ("07.18. 10:05", "hu", (None, 7, 18, 10, 5)),
    ("18.07. 10:05", "de", (None, 7, 18, 10, 5)),
    ("18 בינואר 2024, 15:07", "he", (2024, 1, 18, 15, 7)),
    ("Published 11:48, 18 Jul 2024 Updated 12:02, 18 Jul 2024", "en", (2024, 7, 18, 11, 48)),
    ("le 12 mars à 14h05", "fr", (None, 3, 12, 14, 5)),
    ("19:02 (IST), Oct 02", "en", (None, 10, 2, 19, 2)),
]


@pytest.mark.parametrize(("raw", "language", "parts"), DATED)
def test_a_date_with_a_clock_keeps_its_local_parts(raw, language, parts):
    reading = read(raw, language)
    assert reading.form == "absolute"
    assert (reading.year, reading.month, reading.day, reading.hour, reading.minute) == parts


AGO = [
    ("2 hr 11 min ago", "en", 7860, "minute"),
    ("1h", "en", 3600, "hour"),
    ("just now", "en", 0, "minute"),
    ("an hour ago", "en", 3600, "hour"),
    ("hace 3 horas", "es", 10800, "hour"),
    ("vor 5 Minuten", "de", 300, "minute"),
    ("il y a 2 heures", "fr", 7200, "hour"),
    ("2 órája", "hu", 7200, "hour"),
    ("3 perce", "hu", 180, "minute"),
    ("5 минут назад", "ru", 300, "minute"),
    ("10 хвилин тому", "uk", 600, "minute"),
    ("för 5 minuter sedan", "sv", 300, "minute"),
    ("for 5 minutter siden", "da", 300, "minute"),
    ("for 5 minutter siden", "no", 300, "minute"),
    ("5 min sitten", "fi", 300, "minute"),
    ("há 5 minutos", "pt", 300, "minute"),
    ("5 minut temu", "pl", 300, "minute"),
    ("5 minuti fa", "it", 300, "minute"),
    ("3 uur geleden", "nl", 10800, "hour"),
    ("3 saat önce", "tr", 10800, "hour"),
    ("acum 5 minute", "ro", 300, "minute"),
    ("πριν από 5 λεπτά", "el", 300, "minute"),
    ("před 5 minutami", "cs", 300, "minute"),
    ("५ मिनेट अघि", "ne", 300, "minute"),
    ("3分前", "ja", 180, "minute"),
    ("3小时前", "zh", 10800, "hour"),
    ("منذ ساعتين", "ar", 7200, "hour"),
    ("לפני שעתיים", "he", 7200, "hour"),
    ("2 giờ 11 phút trước", "vi", 7860, "minute"),
    ("2 óra 11 perce", "hu", 7860, "minute"),
]


@pytest.mark.parametrize(("raw", "language", "ago_s", "precision"), AGO)
def test_so_long_ago_counts_back_from_the_capture(raw, language, ago_s, precision):
    reading = read(raw, language)
    assert (reading.form, reading.ago_s, reading.precision) == ("relative", ago_s, precision)
    assert (SEEN - reading.instant).total_seconds() == ago_s


REFUSED = [
    "",
    " ",
    "45'",
    "90+3'",
    "67 min",
    "12.3 ov",
    "2-1",
    "3:2",
    "3-2",
    "25:00",
    "13:75",
    "$12.50",
    "£3.40",
    "12.5%",
    "May",
    "on",
    "1",
    "2024",
    "3 weeks ago",
    "14:05 - 15:05",
    "at 13:47 the police",
    "{{releaseDateIso}}",
    "31 February 2024 10:00",
    "2024-02-30T10:00:00Z",
    "99999999999999999999",
    "2080-04-15",
]


@pytest.mark.parametrize("raw", REFUSED)
def test_what_is_no_time_is_refused(raw):
    assert read(raw) is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2024-07-18T11:09:00Z", "2024-07-18T11:09:00+00:00"),
        ("2024-07-18T11:09:00.123456789+01:00", "2024-07-18T10:09:00+00:00"),
        ("2024-07-18 11:09:00+0530", "2024-07-18T05:39:00+00:00"),
        ("20240718T110900Z", "2024-07-18T11:09:00+00:00"),
        ("2024-07-17T24:00:00Z", "2024-07-18T00:00:00+00:00"),
        ("Thu, 18 Jul 2024 11:09:00 +0100", "2024-07-18T10:09:00+00:00"),
        ("1582502400", "2020-02-24T00:00:00+00:00"),
        ("1582502400000", "2020-02-24T00:00:00+00:00"),
        ("18 July 2024 10:15 UTC+2", "2024-07-18T08:15:00+00:00"),
        ("18 July 2024 10:15 BST", "2024-07-18T09:15:00+00:00"),
    ],
)
def test_a_stated_zone_fixes_the_instant(raw, expected):
    assert read(raw).instant.isoformat() == expected


def test_an_epoch_after_the_capture_is_no_time():
    assert read("1900000000") is None


def test_an_abbreviation_out_of_season_means_the_clock_of_the_place():
    reading = read("July 18, 2024 at 6:15 a.m. EST")
    assert reading.instant == datetime(2024, 7, 18, 10, 15, tzinfo=UTC)
    assert "off_season" in reading.flags


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Europe/Dublin", "Europe/Dublin"), ("Asia/Jerusalem", "Asia/Jerusalem")],
)
def test_the_page_zone_settles_an_abbreviation_of_several_meanings(zone, expected):
    assert read("13:47 IST", zone=zone).zone == expected


def test_updates_are_told_from_publications():
    assert read("Aktualisiert um 14.05 Uhr", "de").is_update
    assert not read("14.05 Uhr", "de").is_update


def test_day_and_month_that_could_be_swapped_are_flagged_and_settled_by_the_page():
    plain = read("03/04/2024 12:00")
    assert "ambiguous_date" in plain.flags
    near = read("03/04/2024 12:00", page_published_at=datetime(2024, 3, 4, 9, tzinfo=UTC))
    assert (near.month, near.day) == (3, 4)
    assert (read("03/04/2024 12:00", "en-US").month) == 3


def test_a_foreign_calendar_gives_its_clock_and_no_day():
    reading = read("२०८१ साउन ३, १०:०५", "ne")
    assert (reading.form, reading.hour, reading.minute) == ("clock", 10, 5)
    assert "other_calendar" in reading.flags
    assert read("२०८१-०४-०३", "ne") is None


@pytest.mark.parametrize(
    ("text", "language", "raw", "rest"),
    [
        ("13:47 - Police arrive", "en", "13:47", "Police arrive"),
        ("6.15 pm: title", "en", "6.15 pm", "title"),
        ("14.05: Police arrive", "en", "14.05", "Police arrive"),
        ("6.15: 20 boats back", "en", "6.15", "20 boats back"),
        ("13.47 Uhr: Die Polizei", "de", "13.47 Uhr", "Die Polizei"),
        ("13:47 Ist das", "de", "13:47", "Ist das"),
        ("14h05 - Le ministre", "fr", "14h05", "Le ministre"),
        ("14h05 Le ministre", "fr", "14h05", "Le ministre"),
        ("14h05 Água no porto", "pt", "14h05", "Água no porto"),
        ("12:30 p.m. ET A man", "en", "12:30 p.m. ET", "A man"),
        ("13:47Police", "en", "13:47", "Police"),
        ("11.58am BST\nOne\n\nTwo", "en", "11.58am BST", "One\n\nTwo"),
    ],
)
def test_a_time_that_opens_a_text_is_cut_off(text, language, raw, rest):
    reading, left = split_leading_time(text, TimeContext(language=language))
    assert (reading.raw, left) == (raw, rest)


@pytest.mark.parametrize(
    "text",
    [
        "2-1 goal",
        "45' Goal",
        "10 people died",
        "5 min into it",
        "10.5 million",
        "March 3 was",
        "5m people",
        "10.50 euros each",
        "14.05:30 on the log",
        "2h15 of flight",
        "11 U21 players",
    ],
)
def test_numbers_that_open_a_sentence_are_no_time(text):
    assert split_leading_time(text, TimeContext(language="en")) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.example/world/live/2023/may/15/title", "2023-05-15"),
        ("https://x.example/2014/03/02/title", "2014-03-02"),
        ("https://x.example/news/20100112_title", "2010-01-12"),
        ("https://x.example/news/title-19056312", "None"),
    ],
)
def test_the_date_in_an_address(url, expected):
    assert str(read_url_date(url)) == expected


@pytest.mark.parametrize(
    ("label", "language", "hour", "minute"),
    [
        ("Posted by M. Roe at 16:41", "en", 16, 41),
        ("M. Roe, 6:41 p.m. ET, Washington", "en", 18, 41),
        ("Von Max Muster, 18. Juli 2024, 14:05 Uhr", "de", 14, 5),
        ("Szerző: Kiss J. 2024. július 18. 14:05", "hu", 14, 5),
        ("Arsenal 2-1 Leeds, 20:15", "en", 20, 15),
    ],
)
def test_a_time_is_found_in_a_label(label, language, hour, minute):
    reading = find_time(label, TimeContext(SEEN, language=language))
    assert (reading.hour, reading.minute) == (hour, minute)


@pytest.mark.parametrize(
    "label", ["By M. Roe", "Arsenal 2-1 Leeds", "10.50 each", "5m views", "45'"]
)
def test_a_label_without_a_time_gives_none(label):
    assert find_time(label, TimeContext(SEEN, language="en")) is None
