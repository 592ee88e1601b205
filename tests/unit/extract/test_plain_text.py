"""Text without markup: clocks part and date it, days are named or given, nothing is invented."""

from datetime import UTC, date, datetime

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
