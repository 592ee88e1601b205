"""Learned boilerplate: proposed, shown, put in force, taken back; and the same in any order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from boilerplate_desk import APPEAL, IDIOM, NIGHTS, SOURCE, open_velmar, run_velmar

from pipeline import steps
from pipeline.errors import UsageError
from pipeline.warehouse import hash_public_rows, migrate, open_warehouse, run_query

WITH_APPEAL = f"select count(*) from entries where text like '%{APPEAL}%'"  # noqa: S608  # our own


@pytest.fixture
def velmar(engine, tmp_path):
    """Six live blogs begun on three nights, published."""
    runtime = open_velmar(engine, tmp_path)
    for day in range(len(NIGHTS)):
        run_velmar(runtime, day)
    return runtime


def query(runtime, sql):
    return run_query(runtime.engine, sql).rows


def decide(runtime, decision):
    steps.decide(runtime, steps.list_lines(runtime), decision)


def make_eager(runtime):
    """One that learns from four live blogs of two nights."""
    rule = {"learn_live_blogs": 4, "learn_nights": 2}
    return replace(runtime, settings=runtime.settings.model_copy(update=rule))


def apply(runtime):
    return [one.problem for one in steps.apply_lines(runtime, SOURCE)]


def test_learning_proposes_the_appeal_alone_and_changes_no_row(velmar):
    before = hash_public_rows(velmar.engine)
    counts = steps.learn_boilerplate(velmar, SOURCE)
    assert counts == {"source": SOURCE, "new": 1, "proposed": 1, "doubted": 0, "active": 0}
    found = query(
        velmar,
        "select text, kind, state, is_in_force, live_blogs, nights, entries from learned_lines",
    )
    assert found == ((APPEAL, "promo", "proposed", False, 6, 3, 12),)
    (kept,) = steps.list_lines(velmar)
    assert "6 of 6 live blogs" in kept.line.why
    assert len(kept.line.examples) == 3
    assert hash_public_rows(velmar.engine) == before
    assert steps.learn_boilerplate(velmar, SOURCE)["new"] == 0


def test_a_source_is_due_until_it_was_learned_from_and_when_a_live_blog_begins(engine, tmp_path):
    runtime = open_velmar(engine, tmp_path)
    told = []
    for day in (None, 0, None, 1, 2, None):
        if day is not None:
            run_velmar(runtime, day)
        told.append(steps.learn_due(runtime))
    assert [counts["sources"] for counts in told] == [0, 1, 0, 1, 1, 0]
    assert [counts["new"] for counts in told] == [0, 0, 0, 0, 1, 0]


def test_what_would_change_is_shown_before_anything_does(velmar):
    steps.learn_boilerplate(velmar, SOURCE)
    decide(velmar, "accepted")
    before = hash_public_rows(velmar.engine)
    compared = list(steps.compare_lines(velmar, SOURCE))
    found = [one for batch in compared for one in batch.differences]
    assert {(one.change, one.field) for one in found} == {
        ("changed", "text"), ("block_added", "promo"),
    }  # fmt: skip
    assert sum(one.items for one in found if one.change == "changed") == 12
    assert hash_public_rows(velmar.engine) == before
    assert query(velmar, "select count(*) from learned_lines where is_in_force") == ((0,),)


def test_accepted_lines_go_and_come_back_when_they_are_refused(velmar):
    before = hash_public_rows(velmar.engine)
    ids = query(velmar, "select entry_id from entries order by entry_id")
    steps.learn_boilerplate(velmar, SOURCE)
    decide(velmar, "accepted")
    assert apply(velmar) == [None] * 3
    assert query(velmar, WITH_APPEAL) == ((0,),)
    assert query(velmar, "select kind, text from removed_blocks") == (("promo", APPEAL),) * 12
    assert query(velmar, "select entry_id from entries order by entry_id") == ids
    assert query(velmar, "select count(*) from events where type <> 'added'") == ((0,),)
    idioms = f"select count(*) from entries where text = '{IDIOM}'"  # noqa: S608  # our own
    assert query(velmar, idioms) == ((6,),)
    ((version,),) = query(velmar, "select distinct parser_version from entries")
    assert version.startswith("1+")
    assert query(velmar, "select is_in_force from learned_lines") == ((True,),)

    again = steps.learn_boilerplate(velmar, SOURCE)
    assert (again["new"], again["active"]) == (0, 1)
    (kept,) = steps.list_lines(velmar)
    assert kept.line.live_blogs == 6, "its own removal does not hide it"

    decide(velmar, "refused")
    assert query(velmar, WITH_APPEAL) == ((0,),), "until it is applied"
    assert apply(velmar) == [None] * 3
    assert hash_public_rows(velmar.engine) == before
    assert steps.learn_boilerplate(velmar, SOURCE)["proposed"] == 0, "it is not proposed again"
    decide(velmar, "restored")
    assert query(velmar, "select state from learned_lines") == (("proposed",),)
    told = query(velmar, "select decision from boilerplate_decisions order by serial")
    assert [one for (one,) in told] == ["accepted", "applied", "refused", "applied", "restored"]


def test_a_new_night_is_read_with_the_set_in_force_alone(engine, tmp_path):
    """Learned and accepted lines that nobody applied change nothing."""
    runtime = open_velmar(engine, tmp_path)
    for day in (0, 1):
        run_velmar(runtime, day)
    steps.learn_boilerplate(make_eager(runtime), SOURCE)
    decide(runtime, "accepted")
    run_velmar(runtime, 2)
    assert query(runtime, WITH_APPEAL) == ((12,),)


def test_a_live_blog_that_ran_meanwhile_has_no_edits_in_the_end(engine, tmp_path):
    """A capture read with the new set, before the older ones were: told as edits, and withdrawn."""
    runtime = make_eager(open_velmar(engine, tmp_path))
    for day in (0, 1):
        run_velmar(runtime, day)
    steps.learn_boilerplate(runtime, SOURCE)
    decide(runtime, "accepted")
    begun = steps.apply_lines(runtime, SOURCE)
    assert next(begun).job.night == NIGHTS[0], "the set is in force, the second night not yet read"
    run_velmar(runtime, 2, running={"match": 1})
    edited = "select count(*) from events where type = 'edited'"
    assert query(runtime, edited) == ((2,),)
    assert query(runtime, "select distinct is_same_parser from silent_edits") == ((False,),)
    assert [one.problem for one in begun] == [None]
    assert query(runtime, edited) == ((0,),)
    assert query(runtime, WITH_APPEAL) == ((0,),)
    assert query(runtime, "select count(*) from event_stream where is_withdrawn") != ((0,),)


def test_no_order_of_arrival_and_no_instant_of_applying_shows_in_the_rows(velmar, tmp_path):
    steps.learn_boilerplate(velmar, SOURCE)
    decide(velmar, "accepted")
    apply(velmar)

    other = open_warehouse(f"sqlite:///{tmp_path / 'other.db'}")
    migrate(other)
    late = make_eager(open_velmar(other, tmp_path / "elsewhere"))
    for day in (2, 0):
        run_velmar(late, day)
    steps.learn_boilerplate(late, SOURCE)
    decide(late, "accepted")
    apply(late)
    run_velmar(late, 1)
    assert query(late, WITH_APPEAL) == ((0,),)
    hashes = [hash_public_rows(one.engine, include_capture_times=False) for one in (velmar, late)]
    other.dispose()
    assert hashes[0] == hashes[1]


def test_the_archive_alone_gives_the_same_rows_and_decisions(velmar, tmp_path):
    steps.learn_boilerplate(velmar, SOURCE)
    decide(velmar, "accepted")
    apply(velmar)
    empty = open_warehouse(f"sqlite:///{tmp_path / 'again.db'}")
    migrate(empty)
    again = replace(velmar, engine=empty)
    found = steps.read_archive(again)
    assert [one.problem for one in steps.rebuild_warehouse(again, found)] == [None] * 3
    assert hash_public_rows(empty) == hash_public_rows(velmar.engine)
    for view in ("learned_lines", "boilerplate_decisions"):
        told = f"select * from {view}"  # noqa: S608  # our own names
        assert run_query(empty, told) == run_query(velmar.engine, told)
    empty.dispose()


def test_an_id_that_fits_no_line_is_refused(velmar):
    steps.learn_boilerplate(velmar, SOURCE)
    (kept,) = steps.list_lines(velmar)
    assert steps.list_lines(velmar, [kept.line.fingerprint[:6]]) == [kept]
    with pytest.raises(UsageError, match="no learned line"):
        steps.list_lines(velmar, ["zz"])
