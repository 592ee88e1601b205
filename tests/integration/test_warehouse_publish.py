"""Publishing: again changes nothing, order does not matter, quarantined rows stay out."""

from __future__ import annotations

import itertools
import subprocess
import sys
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from pipeline.revise import revise_live_blog
from pipeline.warehouse import (
    batch_report,
    hash_public_rows,
    list_batches_to_replay,
    list_quarantined,
    load_staged,
    migrate,
    open_warehouse,
    publish_batch,
    quarantine_captures,
    quarantine_rows,
    run_query,
)

revise = partial(revise_live_blog, retract_after=1)
PUBLISHER = Path(__file__).with_name("publish_in_child.py")


@dataclass(frozen=True)
class Failed:
    """A row that an audit refused."""

    row_key: str
    table: str = "entries"
    expectation: str = "text_is_reporting"
    column: str | None = "text"
    value: str | None = "Subscribe!"
    severity: str = "warning"


def three_nights(make_night, make_texts):
    posts = make_texts(6)
    edited = posts | {1: posts[1] + " Corrected: there was hail."}
    shrunk = {number: text for number, text in (posts | {6: "Calm."}).items() if number != 3}
    return [make_night(0, posts), make_night(1, edited), make_night(2, edited | shrunk)]


def rows(engine, sql, **params):
    return run_query(engine, sql, params).rows


def test_publishing_again_changes_no_row(watch, make_night, make_texts):
    nights = three_nights(make_night, make_texts)
    for night in nights:
        watch.publish(night)
    before = hash_public_rows(watch.engine)
    for night in nights:
        counts = watch.publish(night, run_id="run-2")
        assert (counts.new, counts.changed) == (0, 0)
        assert counts.unchanged == counts.entries
    assert hash_public_rows(watch.engine) == before


def test_counts_and_events_of_a_night(watch, make_night, make_texts):
    first, second, _ = three_nights(make_night, make_texts)
    assert watch.publish(first).new == 6
    counts = watch.publish(second)
    assert (counts.new, counts.changed, counts.unchanged, counts.quarantined) == (0, 1, 5, 0)
    batch = watch.open(second)
    report = batch_report(watch.engine, batch.batch_id)
    assert report.events == {"edited": 1}
    assert report.removed == {"newsletter_signup": 1}
    assert (report.discovered, report.captured, report.is_closed) == (1, 1, True)


def test_a_row_that_stays_as_it_is_keeps_its_run(watch, make_night, make_texts):
    first, second, _ = three_nights(make_night, make_texts)
    watch.publish(first, run_id="run-1")
    watch.publish(second, run_id="run-2")
    found = rows(watch.engine, "select headline, run_id, version from entries order by headline")
    assert found[0] == ("Post 0", "run-1", 1)
    assert found[1] == ("Post 1", "run-2", 2)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_of_arrival_does_not_matter(tmp_path, make_watch, make_night, make_texts, order):
    nights = three_nights(make_night, make_texts)
    hashes = set()
    for arrival in (range(3), order):
        engine = open_warehouse(f"sqlite:///{tmp_path / str(list(arrival))}.db")
        migrate(engine)
        watch = make_watch(engine)
        for index in arrival:
            watch.publish(nights[index], run_id=f"run-{index}")
        hashes.add(hash_public_rows(engine))
        engine.dispose()
    assert len(hashes) == 1


def test_the_latest_capture_speaks_for_the_page(watch, make_night, make_texts):
    first, _, third = three_nights(make_night, make_texts)
    watch.publish(third)
    watch.publish(first)
    assert rows(watch.engine, "select title, captures from live_blogs") == (("Storm, day 2", 2),)


def test_articles_are_published(watch, make_night):
    watch.publish(make_night(0, {}), kind="article")
    watch.publish(make_night(1, {}), kind="article")
    found = rows(watch.engine, "select title, text, captures from articles")
    assert found == (("Storm, day 1", "The storm has passed.", 2),)
    assert rows(watch.engine, "select count(*) as n from live_blogs") == ((0,),)


def test_a_page_that_turns_out_to_be_an_article(watch, make_night, make_texts):
    night = make_night(0, make_texts(3))
    watch.publish(night)
    watch.publish(night, kind="article")
    assert rows(watch.engine, "select count(*) as n from live_blogs") == ((0,),)
    assert rows(watch.engine, "select count(*) as n from entries") == ((0,),)
    assert rows(watch.engine, "select count(*) as n from articles") == ((1,),)


def test_two_captures_of_one_night(watch, make_night, make_texts):
    posts = make_texts(4)
    early, late = make_night(0, posts, hour=8), make_night(0, posts | {9: "Late."}, hour=20)
    counts = watch.publish(early, late)
    assert (counts.entries, counts.new, counts.unchanged) == (9, 5, 4)


def test_quarantined_rows_stay_out_and_come_in_when_they_pass(watch, make_night, make_texts):
    batch = watch.stage(make_night(0, make_texts(4)))
    bad = load_staged(watch.engine, batch.batch_id).entries[1]
    failures = [Failed(bad.row_key), Failed(bad.row_key, expectation="text_is_present")]
    assert quarantine_rows(watch.engine, batch, failures) == 2
    counts = publish_batch(watch.engine, batch, revise=revise)
    assert (counts.new, counts.quarantined, counts.entries) == (3, 1, 4)
    assert batch_report(watch.engine, batch.batch_id).is_closed
    assert rows(watch.engine, "select quarantined, added from nightly_summary") == ((1, 3),)
    (item, other) = list_quarantined(watch.engine)
    assert (item.reason, item.value, item.url) == (
        "text_is_present",
        "Subscribe!",
        "https://news.example/live/storm",
    )
    assert item.payload["headline"] == bad.headline == other.payload["headline"]
    assert list_batches_to_replay(watch.engine) == [batch]

    before = hash_public_rows(watch.engine)
    assert quarantine_rows(watch.engine, batch, failures) == 2
    publish_batch(watch.engine, batch, revise=revise)
    assert hash_public_rows(watch.engine) == before

    quarantine_rows(watch.engine, batch, [])
    assert publish_batch(watch.engine, batch, revise=revise).new == 1
    assert list_quarantined(watch.engine) == []
    assert {item.status for item in list_quarantined(watch.engine, status=None)} == {"replayed"}
    assert list_batches_to_replay(watch.engine) == []


def test_an_entry_in_quarantine_is_not_a_deletion(watch, make_night, make_texts):
    posts = make_texts(5)
    watch.publish(make_night(0, posts))
    for day in (1, 2, 3):
        batch = watch.stage(make_night(day, posts))
        bad = load_staged(watch.engine, batch.batch_id).entries[2]
        quarantine_rows(watch.engine, batch, [Failed(bad.row_key)])
        publish_batch(watch.engine, batch, revise=revise)
    assert rows(watch.engine, "select count(*) as n from entries where is_retracted") == ((0,),)
    assert rows(watch.engine, "select count(*) as n from events where type <> 'added'") == ((0,),)


def test_a_page_in_quarantine_leaves_nothing(watch, make_night, make_texts):
    night = make_night(0, make_texts(3))
    watch.publish(night)
    batch = watch.stage(night)
    page = load_staged(watch.engine, batch.batch_id).pages[0]
    quarantine_rows(watch.engine, batch, [Failed(page.row_key, table="pages")])
    counts = publish_batch(watch.engine, batch, revise=revise)
    assert (counts.entries, counts.quarantined, counts.new) == (3, 3, 0)
    for view in ("live_blogs", "entries", "entry_versions", "events", "entry_evidence"):
        assert rows(watch.engine, "select count(*) as n from " + view) == ((0,),)  # noqa: S608  # our own names


def test_unreadable_captures_are_set_aside(watch, make_night, make_capture):
    night = make_night(0, {})
    batch = watch.stage(night)
    quarantine_captures(watch.engine, batch, [(make_capture("harbour", night), "no text")])
    (item,) = list_quarantined(watch.engine, source="harbour")
    assert (item.stage, item.row_table, item.value) == ("extract", "captures", "no text")
    assert batch_report(watch.engine, batch.batch_id).unreadable == 1


def test_a_capture_read_otherwise_replaces_what_was_read(watch, make_night, make_texts):
    posts = make_texts(3)
    watch.publish(make_night(0, posts), parser_version="1")
    watch.publish(make_night(0, posts), parser_version="2")
    query = "select distinct parser_version from entries"
    assert rows(watch.engine, query) == (("2",),), "the same reading changes the version alone"
    watch.publish(
        make_night(0, posts | {2: "Read better now, with every word."}), parser_version="3"
    )
    found = rows(
        watch.engine, "select version, text, parser_version from entries order by position"
    )
    assert found[0] == (1, "Read better now, with every word.", "3")
    assert len(found) == 3


def test_a_dry_run_counts_and_changes_nothing(watch, make_night, make_texts):
    first, second, _ = three_nights(make_night, make_texts)
    watch.publish(first)
    batch = watch.stage(second)
    before = hash_public_rows(watch.engine)
    counts = publish_batch(watch.engine, batch, revise=revise, is_dry_run=True)
    assert counts.changed == 1
    assert hash_public_rows(watch.engine) == before


def test_an_error_while_revising_changes_nothing(watch, make_night, make_texts):
    first, second, _ = three_nights(make_night, make_texts)
    watch.publish(first)
    batch = watch.stage(second)
    before = hash_public_rows(watch.engine)

    def fail(live_blog_id, observations):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        publish_batch(watch.engine, batch, revise=fail)
    assert hash_public_rows(watch.engine) == before


def test_two_processes_publish_one_night_at_once(warehouse_url, watch, make_night, make_texts):
    texts = make_texts(40)
    nights = [make_night(0, texts, url=f"https://news.example/live/{n}", hour=n) for n in range(6)]
    batch = watch.stage(*nights)
    command = [sys.executable, str(PUBLISHER), warehouse_url, batch.batch_id]
    children = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    new = [int(child.communicate(timeout=60)[0]) for child in children]
    assert [child.returncode for child in children] == [0, 0, 0]
    assert sorted(new) == [0, 0, 240], "one publishes, the others find nothing to do"
    together = hash_public_rows(watch.engine)
    publish_batch(watch.engine, batch, revise=revise)
    assert hash_public_rows(watch.engine) == together
    assert rows(watch.engine, "select count(*) as n from entries") == ((240,),)


def test_text_that_no_database_keeps(watch, make_night):
    counts = watch.publish(make_night(0, {0: "nul \x00 and a lone \ud800 surrogate"}))
    assert counts.new == 1
    assert rows(watch.engine, "select text from entries") == (
        ("nul \ufffd and a lone \ufffd surrogate",),
    )


def test_separate_runs_over_equal_input_compare_equal(tmp_path, make_watch, make_night, make_texts):
    hashes = []
    for hour in (20, 21):
        engine = open_warehouse(f"sqlite:///{tmp_path}/{hour}.db")
        migrate(engine)
        for night in three_nights(make_night, make_texts):
            make_watch(engine).publish(replace(night, hour=hour), run_id=f"run-at-{hour}")
        hashes.append(
            (hash_public_rows(engine), hash_public_rows(engine, include_capture_times=False))
        )
        engine.dispose()
    assert hashes[0][0] != hashes[1][0]
    assert hashes[0][1] == hashes[1][1]
