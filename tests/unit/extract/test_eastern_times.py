"""Times as pages from Reykjavík to Bangkok write them: labels, days, zones, calendars."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.extract.extraction import extract_page
from pipeline.extract.signals.shapes import is_date_label, is_time_label
from pipeline.extract.times import TimeContext, find_zone_phrase, read_time
from pipeline.extract.times.draft import PARTS_OF_DAY
from pipeline.extract.times.words import load_words

CAPTURED = datetime(2023, 5, 14, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "label", "clock"),
    [
        ("ja", "午後3時20分", "15:20"),
        ("ja", "午後0時45分", "12:45"),
        ("ja", "午前0時45分", "00:45"),
        ("ko", "오후 3시 20분", "15:20"),
        ("ko", "밤 11시 20분", "23:20"),
        ("ko", "낮 12시 5분", "12:05"),
        ("ko", "새벽 2:10", "02:10"),
        ("ja", "夜8時10分", "20:10"),
        ("zh", "中午11:50", "11:50"),
        ("zh", "中午1:10", "13:10"),
        ("zh", "晚間8:20", "20:20"),
        ("zh", "深夜12:15", "00:15"),
        ("hi", "रात 11:20", "23:20"),
        ("hi", "रात 1:20", "01:20"),
        ("bn", "রাত ১১:২০", "23:20"),
        ("ne", "राति ११:२०", "23:20"),
        ("zh", "下午3点20分", "15:20"),
        ("th", "15.20 น.", "15:20"),
        ("th", "14 พ.ค. 2566 21:32 น.", "21:32"),
        ("ar", "٢٢:١٥", "22:15"),
        ("fa", "۱۲:۰۵", "12:05"),
        ("bn", "১২: ০৫", "12:05"),
        ("ne", "१४:३५ बजे", "14:35"),
        ("ar", "22:15 بتوقيت غرينتش", "22:15"),
        ("he", "היום, 12:05", "12:05"),
        ("is", "14. mars kl. 14:32", "14:32"),
        ("et", "täna kell 12:05", "12:05"),
        ("ru", "24.02.2022, 12:05 мск", "12:05"),
        ("sk", "18:40 dnes", "18:40"),
        ("sl", "danes ob 12:05", "12:05"),
    ],
)
def test_a_label_of_a_clock_is_known_and_read(language, label, clock):
    reading = read_time(label, TimeContext(language=language))
    assert is_time_label(label)
    assert reading is not None
    assert f"{reading.hour:02d}:{reading.minute:02d}" == clock


@pytest.mark.parametrize("language", ["zh", "ja", "ko", "hi", "bn", "ne"])
def test_words_for_parts_of_the_day_open_a_label(language):
    """What the reader of times knows in these languages, the finder of labels must know too."""
    known = load_words(language)
    assert known is not None
    said = {word: {kind for kind, _ in meanings} for word, meanings in known.meanings.items()}
    asked = [word for word, kinds in said.items() if kinds & {*PARTS_OF_DAY} and not word.isascii()]
    assert len(asked) >= len(PARTS_OF_DAY)
    assert [word for word in asked if not is_time_label(f"{word} 5:20")] == []


@pytest.mark.parametrize(
    ("language", "label", "minutes"),
    [
        ("th", "5 นาทีที่แล้ว", 5),
        ("bn", "৩ ঘণ্টা আগে", 180),
        ("he", "לפני 3 שעות", 180),
        ("is", "fyrir 12 mínútum", 12),
        ("et", "3 tundi tagasi", 180),
        ("sr", "pre 12 minuta", 12),
        ("ms", "12 minit lalu", 12),
        ("ko", "3시간 전", 180),
        ("vi", "12 phút trước", 12),
        ("sl", "pred 2 urama", 120),
        ("hu", "12 perce", 12),
        ("hu", "3 órája", 180),
        ("sv", "2 tim sedan", 120),
    ],
)
def test_so_long_ago_is_known_and_read(language, label, minutes):
    reading = read_time(label, TimeContext(language=language))
    assert is_time_label(label)
    assert reading is not None
    assert reading.ago_s == minutes * 60


def test_years_of_the_buddha_are_counted_back_in_thai_alone():
    thai = read_time("14 พฤษภาคม 2566", TimeContext(language="th"))
    assert thai is not None
    assert (thai.year, thai.month, thai.day) == (2023, 5, 14)
    assert read_time("14 May 2566", TimeContext(language="en")) is None


def test_a_sentence_with_a_number_is_no_date_and_none_with_a_clock_no_label():
    assert not is_date_label("Kazada 10 araç çarpıştı")
    assert not is_date_label("Äänistä laskettu 92 prosenttia")
    assert not is_time_label("Larmet kom klockan 22:31.")
    assert not is_time_label("午後6時25分 港の倉庫で火災")
    assert is_date_label("12 Mart Salı")


def read(language: str, head: str, posts: str):
    page = (
        f"<html lang={language}><head>{head}</head><body><main>"
        f"<h1>Viru vana</h1><div>{posts}</div></main></body></html>"
    )
    return extract_page(page.encode(), url="https://news.example.org/viru", captured_at=CAPTURED)


WORDS = (
    "Salo menti kuru vado pelin, toma reki sulan daro vemi koti",
    "Beru lati sano, kelin dorat humi pako reni valo gatu mirel",
    "Todi vanu sera molin, kapo redi linu favo terin bako sulem",
    "Lemo pari gando, vitel suna karo beti molun deri hako vani",
)


LONGER = [f"{words}. {more}." for words, more in zip(WORDS, reversed(WORDS), strict=True)]


def test_the_window_s_title_says_live_where_no_other_does():
    posts = "".join(
        f"<article class=n><a href=/n/{at}><b>1{at}:4{at}</b> dnes</a><p>{words}</p></article>"
        for at, words in enumerate(LONGER)
    )
    head = "<title>Povodeň: minúta po minúte – Správy</title>"
    assert [e.text for e in read("sk", head, posts).entries] == LONGER
    assert read("sk", "<title>Povodeň – Živo Live</title>", posts).kind == "article"


def test_of_two_clocks_the_one_whose_zone_is_named_dates_a_post():
    posts = "".join(
        f"<li class=timeline-item><div><span>2{at}:15</span><span>مكة المكرمة</span>"
        f"<span>1{at + 7}:15</span><span>غرينتش</span></div><h3>{words[:9]}</h3><p>{words}</p></li>"
        for at, words in zip((2, 1, 0), WORDS, strict=False)
    )
    head = "<title>مباشر.. الفيضان</title><meta name=date content=2023-05-14T09:00:00Z>"
    found = read("ar", head, f"<ul>{posts}</ul>")
    assert [f"{e.published_at:%H:%M}" for e in found.entries] == ["19:15", "18:15", "17:15"]
    assert find_zone_phrase("بتوقيت غرينتش، الثلاثاء") == "بتوقيت غرينتش"


def test_bare_text_above_posts_parted_by_breaks_is_the_lead():
    posts = "<br><br>".join(
        f"<b>Ora 1{at}:4{at}</b> - {words}. {words[::-1]}" for at, words in enumerate(WORDS)
    )
    lead = "Sala menti veru dona, kalo pima"
    found = read("ro", "<title>LIVE: Viru</title>", f"<b>Vana</b> - {lead}<br><br>{posts}")
    assert found.lead == f"Vana - {lead}"
    assert len(found.entries) == len(WORDS)


def test_a_page_of_latest_news_is_no_sidebar():
    posts = "".join(
        f"<li class=latest-news-page__item><time>1. nov. kl. 1{at}:4{at}</time>"
        f"<h2>{words[:9]}</h2><p>{words}, {words[::-1]}</p></li>"
        for at, words in enumerate(WORDS)
    )
    found = read("da", "<title>LIVE: Viru</title>", f"<ul>{posts}</ul>")
    assert len(found.entries) == len(WORDS)


@pytest.mark.parametrize(("minutes", "kind"), [("23741", "liveblog"), ("05005", "article")])
def test_brief_posts_count_where_the_page_says_live_and_nothing_is_planned(minutes, kind):
    clocks = [
        f"1{at}:{ten}{one}" for at, (ten, one) in enumerate(zip("03124", minutes, strict=True))
    ]
    posts = "".join(
        f"<div class=m><time datetime=2023-05-14T{clock}:00Z>{clock}</time>"
        f"<h3>{words[:10]}</h3><p>{words[:42]}</p></div>"
        for clock, words in zip(clocks, [*WORDS, WORDS[1]], strict=True)
    )
    assert read("fi", "<title>Viru hetki hetkeltä</title>", posts).kind == kind
