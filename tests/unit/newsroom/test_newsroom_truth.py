"""The truth adds up, and says what the scripts were written to say."""

import json
from datetime import date

import pytest

from pipeline.newsroom.script import NIGHTS, load_publishers
from pipeline.newsroom.truth import count_night, describe_truth, expect_entries

SCRIPTS = {script.name: script for script in load_publishers()}
ADDRESSES = {name: f"http://127.0.0.1:{8710 + i}" for i, name in enumerate(SCRIPTS)}


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_was_added_stands_or_was_retracted(name: str) -> None:
    added = retracted = 0
    for night in NIGHTS:
        account = count_night(SCRIPTS[name], night)
        added += account.added
        retracted += account.retracted
        assert account.discovered == account.captured + account.refused + account.failed
        assert added - retracted == len(list(expect_entries(SCRIPTS[name], "", night)))


def test_a_deletion_is_counted_when_the_second_capture_confirms_it() -> None:
    counts = {
        name: [count_night(SCRIPTS[name], night).retracted for night in NIGHTS] for name in SCRIPTS
    }
    assert {name for name, count in counts.items() if count == [0, 0, 1]} == {
        "marlbridge",
        "nordhafen",
        "kadalpuram",
    }
    assert all(count[:2] == [0, 0] for count in counts.values())


def test_edits_count_in_the_night_that_shows_them() -> None:
    assert [count_night(SCRIPTS["marlbridge"], night).edited for night in NIGHTS] == [0, 2, 1]
    assert [count_night(SCRIPTS["kadalpuram"], night).edited for night in NIGHTS] == [0, 1, 2]


def test_a_pin_is_no_edit() -> None:
    accounts = [count_night(SCRIPTS["marlbridge"], night) for night in NIGHTS]
    assert [(one.pinned, one.unpinned) for one in accounts] == [(0, 0), (1, 0), (0, 1)]


def test_absurd_times_are_quarantined_and_never_stand() -> None:
    found = {
        (name, str(night)): count_night(SCRIPTS[name], night).quarantined
        for name in SCRIPTS
        for night in NIGHTS
    }
    assert {key: count for key, count in found.items() if count} == {
        ("kadalpuram", "2026-03-27"): 1,
        ("marlbridge", "2026-03-28"): 1,
    }
    for night in NIGHTS:
        for name, script in SCRIPTS.items():
            years = {entry.published_at[:4] for entry in expect_entries(script, "", night)}
            assert years <= {"2026"}, name


def test_the_second_night_of_the_misbehaving_publisher_fails_alone() -> None:
    accounts = [count_night(SCRIPTS["valmere"], night) for night in NIGHTS]
    assert [account.failed for account in accounts] == [0, 3, 0]
    assert accounts[1].captured == accounts[1].added == 0
    others = [count_night(SCRIPTS[name], night) for name in SCRIPTS for night in NIGHTS]
    assert sum(account.failed for account in others) == 3


def test_an_edit_shows_in_the_entries_from_its_night_on() -> None:
    texts = [
        next(
            entry.text
            for entry in expect_entries(SCRIPTS["nordhafen"], "", night)
            if entry.native_id == "410039"
        )
        for night in NIGHTS[:2]
    ]
    assert "fünf Schlepper" in texts[0]
    assert "vier Schlepper" in texts[1]


def test_entries_of_the_bare_family_have_the_day_alone() -> None:
    entries = list(expect_entries(SCRIPTS["pinefall"], "http://x", date(2026, 3, 27)))
    assert {(entry.published_at, entry.precision) for entry in entries} == {
        ("2026-03-27T00:00:00+00:00", "day")
    }


def test_truth_is_plain_json_for_all_nights() -> None:
    truth = describe_truth(SCRIPTS.values(), ADDRESSES)
    assert json.loads(json.dumps(truth)) == truth
    assert len(truth["nights"]) == len(NIGHTS) * len(SCRIPTS)
    assert set(truth["entries"]) == {str(night) for night in NIGHTS}
