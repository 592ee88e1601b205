"""Text without markup: clocks part and date it, days are named or given, nothing is invented."""

from datetime import UTC, date, datetime

import pytest

from pipeline.extract.extraction import extract_page

REPORT = """Harbour master Ines Calloway closed the northern quay of Port Merrow.
She said that the quay had sunk by a hand's breadth, and that it would be closed for a week.
The bakers' guild of Oldenthal has elected Tomas Brill as its first new chairman in 20 years.
He told members that flour prices would come first, and that their fees would not rise.
"""
CLOCKED = """The quay at Port Merrow is sinking, and we follow it through the day.
13:47 Divers go down to the northern quay of the town.
They stay below for an hour.
14.05 - A crack is found in the third pillar.
6.15 pm: The quay is closed for the night.
"""
DAY = date(2025, 1, 29)  # a Wednesday


def _extract(text, published_on=DAY, url="https://news.example.ie/live", captured_at=None):
    return extract_page(text.encode(), url=url, captured_at=captured_at, published_on=published_on)


def test_clocks_open_entries_and_date_them():
    found = _extract(CLOCKED)
    assert found.lead == CLOCKED.splitlines()[0]
    assert [entry.raw_time for entry in found.entries] == ["13:47", "14.05", "6.15 pm"]
    assert [entry.published_at for entry in found.entries] == [
        datetime(2025, 1, 29, 13, 47, tzinfo=UTC),
        datetime(2025, 1, 29, 14, 5, tzinfo=UTC),
        datetime(2025, 1, 29, 18, 15, tzinfo=UTC),
    ]
    assert {entry.dated_by for entry in found.entries} == {"visible_clock"}
    assert found.entries[0].text.endswith("\n\nThey stay below for an hour.")
    assert found.entries[2].text == "The quay is closed for the night."


def test_a_clock_alone_on_its_line_dates_the_line_after_it():
    found = _extract("13:47\nDivers go down to the quay.\n14:05\nA crack is found in a pillar.\n")
    assert [(entry.raw_time, entry.text) for entry in found.entries] == [
        ("13:47", "Divers go down to the quay."),
        ("14:05", "A crack is found in a pillar."),
    ]


def test_clocks_without_a_day_date_nothing():
    seen = datetime(2031, 5, 5, 9, tzinfo=UTC)
    found = _extract(CLOCKED, published_on=None, captured_at=seen)
    assert [entry.published_at for entry in found.entries] == [None] * 3
    assert [entry.raw_time for entry in found.entries] == ["13:47", "14.05", "6.15 pm"]


def test_a_clock_of_an_unknown_zone_gives_the_day_alone():
    found = _extract(CLOCKED, url=None)
    assert {entry.precision for entry in found.entries} == {"day"}


def test_an_undated_text_stays_undated():
    found = _extract(REPORT, published_on=None)
    assert found.entries
    assert {(e.published_at, e.precision, e.dated_by) for e in found.entries} == {(None,) * 3}


def test_the_day_given_dates_entries_to_the_day():
    found = _extract(REPORT)
    midnight = datetime(2025, 1, 29, tzinfo=UTC)
    assert {(e.published_at, e.precision, e.dated_by) for e in found.entries} == {
        (midnight, "day", "page")
    }


def test_words_that_leave_one_day_date_the_entry():
    (entry,) = _extract(
        "Ms Calloway said on Wednesday that the quay is to be closed for long."
    ).entries
    assert (entry.precision, entry.dated_by) == ("day", "text")
    assert entry.published_at == datetime(2025, 1, 29, tzinfo=UTC)


def test_words_that_leave_several_days_are_kept_as_bounds():
    (entry,) = _extract(
        "Ms Calloway said on Tuesday that the quay is to be closed for long."
    ).entries
    assert (entry.precision, entry.dated_by) == ("day", "page")
    assert "2025-01-28/2025-01-29" in [one.raw for one in entry.evidence]


def test_no_clock_within_a_sentence_dates_an_entry():
    text = "The quay was closed at 13:47 by the harbour master, who then went home for the day.\n"
    assert {e.precision for e in _extract(text + REPORT).entries} == {"day"}


def test_all_lines_are_in_entries_in_their_order():
    found = _extract(REPORT)
    assert [line for e in found.entries for line in e.text.split("\n\n")] == REPORT.splitlines()


def test_the_language_is_told_by_common_words():
    assert _extract(REPORT).language == "en"
    german = (
        "Der Hafen ist seit dem Sturm nicht mehr auf, und das Amt hat die Mole mit Seilen gesperrt."
    )
    assert _extract(german).language == "de"
    assert _extract("Port Merrow").language is None


POSTS = [
    "The last crane has left the northern quay.",
    "Divers come up again. Nobody was hurt.",
    "A crack is found in the third pillar.",
]


@pytest.mark.parametrize(
    "form", ["{} {}", "({}) {}", "[{}] {}", "• {} – {}", "## {} {}", "**{}** {}", "{}\n{}"]
)
def test_clocks_of_many_forms_open_entries(form):
    clocks = ["18:37", "17:52", "16:08"]
    found = _extract("\n".join(map(form.format, clocks, POSTS)))
    assert [entry.text for entry in found.entries] == POSTS
    assert [entry.published_at.strftime("%H:%M") for entry in found.entries] == clocks


def test_clocks_behind_their_texts_date_what_stands_before_them():
    clocks = ["18:37", "17:52", "16:08"]
    text = "\n".join(
        f"Crane {at}\n{post}\nPosted at {at}" for at, post in zip(clocks, POSTS, strict=True)
    )
    found = _extract(text)
    assert [entry.text.split("\n\n")[1] for entry in found.entries] == POSTS
    assert [entry.published_at.strftime("%H:%M") for entry in found.entries] == clocks


def test_dotted_clocks_in_order_need_no_mark_behind_them():
    text = "18.37 The crane left.\n17.52 Divers come up.\n16.08 A crack is found.\n"
    assert [entry.raw_time for entry in _extract(text).entries] == ["18.37", "17.52", "16.08"]
    german = "18.37 Uhr Der Kran ist weg.\n17.52 Uhr Taucher kommen.\n16.08 Uhr Ein Riss ist da.\n"
    assert _extract(german).entries[0].raw_time == "18.37 Uhr"
    amounts = "18.37 euros is the fee.\n21.52 euros it was.\n16.08 euros it may be.\n"
    assert {entry.raw_time for entry in _extract(amounts).entries} == {None}


LONG = [
    f"Report {at} of the northern quay tells of crane {at} and of its driver." for at in range(6)
]


def test_two_clocks_deep_in_a_text_do_not_part_it():
    text = [*LONG, "6.15am: first bus", *LONG[:4], "5.05pm: last bus", *LONG[4:]]
    found = _extract("\n".join(text))
    assert found.lead is None
    assert found.entries[0].text.startswith(LONG[0])


def test_hours_in_no_order_do_not_part_a_text():
    hours = ["16:08 - Choir", "10:37 - Herring", "15:52 - Crane", "9:13 - Ferry"]
    assert _extract("\n".join([*LONG[:3], *hours])).lead is None


def test_hours_below_a_text_do_not_part_it():
    hours = ["10:37 - Choir", "12:08 - Herring", "15:52 - Crane"]
    found = _extract("\n".join([*LONG, LONG[0] + " Again.", *hours]))
    assert found.lead is None


def test_clocks_run_on_over_midnight():
    text = "0:12 - Quay shut.\n23:47 - Divers up.\n23:08 - Crack found.\n"
    assert len(_extract("We follow the night.\n" + text).entries) == 3
