"""Live blogs whose labels speak Polish, Finnish, Japanese, Nepali ...: found and dated."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.extract.clean.wording import match_phrases
from pipeline.extract.extraction import extract_page
from pipeline.extract.times import TimeContext, read_time

CAPTURED = datetime(2022, 6, 10, 12, 0, tzinfo=UTC)
LINES = (
    "Mostu kadi toru velin, sano daro minel pako tiran sulo bemar koti",
    "Kalo reni vastu dimo, lera pindo suvi manel torak beni savo lumi",
    "Sira loden patu, vemi kora danil resto humi galen fador hemi reko",
    "Tavo linde ruka, palo benit sorel kima dutan veral homi daver sani",
)
SPACELESS = (
    "橋の通行止めは夕方まで続き、バスは川沿いの道を通る見込みです",
    "市は避難所を三か所に開き、毛布と飲み水と温かい食事を配りました",
)


def read(language: str, title: str, labels, lines=LINES):
    posts = "".join(
        f"<li><span>{label}</span><h3>{line[:9]}</h3><p>{line}</p></li>"
        for label, line in zip(labels, lines, strict=False)
    )
    page = f"<html lang={language}><title>{title}</title><h1>{title}</h1><ul>{posts}</ul></html>"
    url = "https://news.example.org/live/a-story-of-the-day"
    return extract_page(page.encode(), url=url, captured_at=CAPTURED)


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("pl", ["minutę temu", "5 min temu", "10 minut temu", "godzinę temu"]),
        ("fi", ["1 min sitten", "5 min sitten", "10 minuuttia sitten", "1 tunti sitten"]),
        ("cs", ["před minutou", "před 5 minutami", "před 10 min", "před hodinou"]),
        ("ro", ["acum un minut", "acum 5 minute", "acum 10 minute", "acum o oră"]),
        ("ru", ["минуту назад", "5 минут назад", "10 мин назад", "час назад"]),
        ("uk", ["хвилину тому", "5 хвилин тому", "10 хв тому", "годину тому"]),
        ("tr", ["1 dk önce", "5 dk önce", "10 dakika önce", "1 saat önce"]),
        ("id", ["1 menit lalu", "5 menit lalu", "10 menit yang lalu", "1 jam yang lalu"]),
        ("ja", ["1分前", "5分前", "10分前", "1時間前"]),
        ("hi", ["1 मिनट पहले", "5 मिनट पहले", "10 मिनट पहले", "1 घंटे पहले"]),
        ("ne", ["१ मिनेट अगाडि", "५ मिनेट अगाडि", "१० मिनेट अघि", "१ घण्टा अगाडि"]),
    ],
)
def test_so_long_ago_dates_posts(language, labels):
    found = read(language, "Live", labels)
    gone = [(CAPTURED - entry.published_at).total_seconds() / 60 for entry in found.entries]
    assert gone == [1, 5, 10, 60]
    assert [entry.text for entry in found.entries] == list(LINES)


@pytest.mark.parametrize(
    ("language", "label", "expected"),
    [
        ("ro", "acum 20 de minute", 1200),
        ("pl", "godzinę temu", 3600),
        ("cs", "před hodinou", 3600),
        ("fi", "tunti sitten", 3600),
    ],
)
def test_one_unit_and_joined_units(language, label, expected):
    assert read_time(label, TimeContext(CAPTURED, language=language)).ago_s == expected


@pytest.mark.parametrize(
    ("language", "label", "hour"),
    [("ne", "बिहान ९:३१ बजे", 9), ("ne", "दिउँसो १:५० बजे", 13), ("hi", "शाम 5:10 बजे", 17)],
)
def test_parts_of_the_day(language, label, hour):
    assert read_time(label, TimeContext(CAPTURED, language=language)).hour == hour


def test_lines_without_spaces_have_words():
    clocks = ["5時31分", "6時05分", "7時12分", "8時40分"]
    lines = [*SPACELESS, *(line + "と発表した" for line in SPACELESS)]
    found = read("ja", "大雨 ライブ", clocks, lines)
    assert [entry.text for entry in found.entries] == lines
    assert found.entries[0].raw_time == "5時31分"


def test_a_bracketed_clock_opens_a_heading():
    posts = "".join(
        f"<section><h2>【{n}時05分】橋が通行止め{n}</h2><div><p>{SPACELESS[0]}その{n}番目</p></div></section>"
        for n in range(5, 9)
    )
    page = f"<html lang=ja><h1>大雨 随時更新</h1>{posts}</html>"
    found = extract_page(page.encode(), url="https://news.example.jp/a1", captured_at=CAPTURED)
    assert [entry.headline for entry in found.entries] == [f"橋が通行止め{n}" for n in range(5, 9)]


def test_month_before_day_in_japanese():
    found = read_time("10/12 21:54", TimeContext(CAPTURED, language="ja"))
    assert (found.month, found.day) == (10, 12)


def test_capitals_of_turkish_months():
    context = TimeContext(CAPTURED, language="tr")
    assert read_time("20 NİSAN 2022 10:05", context).month == 4
    assert read_time("20 KASIM 2021 10:05", context).month == 11


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("tr", "İLGİLİ HABERLER"),
        ("id", "Baca juga: Prakiraan cuaca"),
        ("id", "Salin tautan"),
        ("fi", "Uusimmat ensin"),
        ("pl", "Najnowsze na górze"),
        ("ja", "新しい投稿を表示"),
        ("ne", "यो पनि हेर्नुहोस्"),
        ("uk", "Новина оновлюється"),
        ("hu", "Legfrissebb elöl"),
    ],
)
def test_controls_of_live_pages_are_no_text(language, line):
    assert match_phrases(line, language=language) is not None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("id", "Gubernur meminta warga membagikan informasi lewat radio, kata juru bicara."),
        ("fi", "Uusimmat luvut julkaistaan perjantaina, tilastokeskus kertoo."),
        ("pl", "Na górze stoi najnowsze schronisko, które otwarto w ubiegłym roku."),
        ("ro", "Editorul ziarului a fost audiat timp de două ore."),
    ],
)
def test_reporting_that_speaks_of_such_things_stays(language, line):
    assert match_phrases(line, language=language) is None


def test_a_day_and_month_in_numbers_under_a_weekday_is_a_day_heading():
    posts = "".join(
        f"<h3>{day}</h3><p><b>Klo {clock}:</b> {line}</p>"
        for day, clock, line in zip(
            ("Perjantai 3.6.", "Lauantai 4.6.", "Sunnuntai 5.6.", "Maanantai 6.6."),
            ("20.31", "1.31", "1.32", "7.02"),
            LINES,
            strict=True,
        )
    )
    page = f"<html lang=fi><h1>Live</h1><p>Julkaistu 3.6.2022 20:30</p>{posts}</html>"
    found = extract_page(page.encode(), url="https://example.fi/live", captured_at=CAPTURED)
    assert [entry.text for entry in found.entries] == list(LINES)
    assert f"{found.entries[2].published_at:%m-%d %H:%M}" == "06-04 22:32"


def test_a_date_of_another_calendar_leaves_the_clock():
    label = "साउन २३, २०८० मंगलबार ८:२५"
    assert read_time(label, TimeContext(CAPTURED, language="ne")).hour == 8


def test_a_label_in_other_digits_is_no_text():
    labels = [f"साउन २३, २०७९ मंगलबार {clock}" for clock in ("८:२५", "९:३१", "९:४६", "११:०५")]
    found = read("ne", "लाइभ", labels)
    assert [entry.text for entry in found.entries] == list(LINES)
