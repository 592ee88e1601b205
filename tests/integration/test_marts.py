"""Marts: days counted ahead, no day forgotten, the same as if they were made from nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from pipeline.warehouse import refresh_marts, run_query
from pipeline.warehouse.engine import writing
from pipeline.warehouse.mart_tables import mart_due

OTHER = "https://news.example/live/flood"


def rows(engine, sql):
    return run_query(engine, sql).rows


def list_all(engine):
    return rows(engine, "select * from daily_live_blogs order by live_blog_id, date")


@pytest.fixture
def nights(make_night, make_texts):
    """Six posts of one day, seen on three: one is edited, one taken down."""
    posts = make_texts(6)
    edited = posts | {1: posts[1] + " Corrected: there was hail."}
    shrunk = {number: text for number, text in edited.items() if number != 3}
    return [make_night(0, posts), make_night(1, edited), make_night(2, shrunk)]


def test_days_are_counted_by_what_happened_on_them(watch, nights):
    for night in nights:
        watch.publish(night)
    counts = refresh_marts(watch.engine)
    assert (counts.sources, counts.days, counts.rows) == (1, 3, 3)
    found = rows(
        watch.engine,
        "select date, entries, timed_entries, edits, silent_edits, retractions, captures,"
        " complete_captures, removed_blocks from daily_live_blogs order by date",
    )
    assert found == (
        ("2026-03-01", 6, 6, 0, 0, 0, 1, 1, 1),
        ("2026-03-02", 0, 0, 1, 1, 0, 1, 1, 1),
        ("2026-03-03", 0, 0, 0, 0, 1, 1, 1, 1),
    )


def test_counting_again_has_nothing_to_do(watch, nights):
    watch.publish(nights[0])
    refresh_marts(watch.engine)
    before = list_all(watch.engine)
    assert refresh_marts(watch.engine).days == 0
    assert list_all(watch.engine) == before
    refresh_marts(watch.engine, is_all=True)
    assert list_all(watch.engine) == before


def test_a_warehouse_older_than_its_marts_is_counted_whole(watch, nights):
    watch.publish(nights[0])
    with writing(watch.engine) as connection:
        connection.execute(delete(mart_due))
    assert refresh_marts(watch.engine).days == 1
    assert len(list_all(watch.engine)) == 1


def test_publishing_what_is_known_leaves_the_rows_as_they_are(watch, nights):
    watch.publish(nights[0])
    refresh_marts(watch.engine)
    before = list_all(watch.engine)
    watch.publish(nights[0], run_id="run-2")
    refresh_marts(watch.engine)
    assert list_all(watch.engine) == before


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_day_by_day_equals_from_nothing(watch, nights, order):
    for index in order:
        watch.publish(nights[index])
        refresh_marts(watch.engine)
    step_by_step = list_all(watch.engine)
    refresh_marts(watch.engine, is_all=True)
    assert list_all(watch.engine) == step_by_step


def test_a_live_blog_that_is_none_any_more_leaves(watch, nights):
    watch.publish(nights[0])
    refresh_marts(watch.engine)
    watch.publish(nights[0], kind="article")
    refresh_marts(watch.engine)
    assert list_all(watch.engine) == ()
    assert rows(watch.engine, "select count(*) from mart_live_blog_day") == ((0,),)


def test_a_source_over_its_live_blogs(watch, nights, make_night, make_texts):
    other = make_night(0, make_texts(2), url=OTHER)
    watch.publish(nights[0], other)
    refresh_marts(watch.engine)
    found = rows(watch.engine, "select source, date, live_blogs, entries from daily_sources")
    assert found == (("harbour", "2026-03-01", 2, 8),)


def test_the_saved_query(watch, nights):
    for night in nights:
        watch.publish(night)
    refresh_marts(watch.engine)
    found = run_query(watch.engine, "daily-live-blogs", {"first": "2026-03-02"})
    assert [row[0] for row in found.rows] == ["2026-03-02", "2026-03-03"]
