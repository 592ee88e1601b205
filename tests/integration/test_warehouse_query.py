"""Queries read and never write; equal content has one digest on every engine."""

from __future__ import annotations

import json

import pytest

from pipeline.errors import QueryError, WarehouseUnreachable
from pipeline.warehouse import (
    hash_public_rows,
    list_queries,
    migrate,
    open_readonly,
    open_warehouse,
    run_query,
)

WRITES = [
    "drop table entry",
    "delete from entry",
    "insert into batch (batch_id) values ('x')",
    "pragma query_only = off",
    "copy batch to '/dev/null'",
    "select 1; delete from entry",
    "select 1; -- a remark\n delete from entry",
    "with gone as (delete from entry returning *) select * from gone",
    "create table harm (id integer)",
    "",
]


@pytest.fixture
def filled(watch, make_night, make_texts):
    posts = make_texts(5)
    watch.publish(make_night(0, posts))
    fewer = {number: text for number, text in posts.items() if number != 2}
    watch.publish(make_night(1, fewer | {1: posts[1] + " Corrected.", 9: "Calm at last."}))
    return watch


@pytest.mark.parametrize("name", [query.name for query in list_queries()])
def test_every_saved_query_runs(filled, name):
    found = run_query(filled.engine, name)
    assert found.columns
    json.dumps(found.rows)


def test_saved_queries_answer(filled, warehouse_url):
    found = run_query(warehouse_url, "latest-entries", {"limit": "2", "source": "harbour"})
    assert [row[4] for row in found.rows] == ["Post 9", "Post 4"]
    assert found.rows[0][1] == "2026-03-01T10:30:00Z"
    assert len(run_query(warehouse_url, "silent-edits").rows) == 1
    latest = run_query(warehouse_url, "entries-of-night")
    assert [row[3] for row in latest.rows] == ["Post 9"]
    first = run_query(warehouse_url, "entries-of-night", {"night": "2026-03-01"})
    assert [row[3] for row in first.rows] == [f"Post {number}" for number in range(5)]
    summary = run_query(warehouse_url, "nightly-summary", {"night": "2026-03-02"})
    row = dict(zip(summary.columns, summary.rows[0], strict=True))
    assert (row["added"], row["edited"], row["retracted"], row["removed_blocks"]) == (1, 1, 1, 1)
    assert len(run_query(warehouse_url, "retractions").rows) == 1
    assert len(run_query(warehouse_url, "conflicts").rows) == 6


def test_a_night_is_compared_as_text_and_as_date(filled):
    sql = "select added from nightly_summary where night = :night"
    assert run_query(filled.engine, sql, {"night": "2026-03-01"}).rows == ((5,),)


@pytest.mark.parametrize("sql", WRITES)
def test_writing_is_refused(filled, warehouse_url, sql):
    before = hash_public_rows(filled.engine)
    with pytest.raises(QueryError) as refusal:
        run_query(warehouse_url, sql)
    assert "\n" not in str(refusal.value)
    assert hash_public_rows(filled.engine) == before


def test_the_engine_can_write_again_after_a_query(filled, make_night):
    run_query(filled.engine, "select 1 as one")
    assert filled.publish(make_night(3, {11: "One more."})).new == 1


def test_an_unknown_name_is_told_near_ones(engine):
    with pytest.raises(QueryError, match="latest-entries"):
        run_query(engine, "latest-entry")


def test_an_unknown_parameter_and_one_that_is_no_number(engine):
    with pytest.raises(QueryError, match="it takes limit, source"):
        run_query(engine, "latest-entries", {"lmit": 3})
    with pytest.raises(QueryError, match="limit is a number"):
        run_query(engine, "latest-entries", {"limit": "many"})


def test_a_parameter_that_is_missing_and_a_table_that_is_none(engine):
    with pytest.raises(QueryError, match="night"):
        run_query(engine, "select :night as night")
    with pytest.raises(QueryError, match="nowhere"):
        run_query(engine, "select * from nowhere")


def test_a_warehouse_that_is_not_there(tmp_path):
    url = f"sqlite:///{tmp_path / 'none.db'}"
    with pytest.raises(WarehouseUnreachable, match="no such warehouse"):
        run_query(url, "latest-entries")
    assert not (tmp_path / "none.db").exists()


def test_nothing_can_be_written_through_a_readonly_engine(filled, warehouse_url):
    from sqlalchemy import text
    from sqlalchemy.exc import DBAPIError

    engine = open_readonly(warehouse_url)
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text("DELETE FROM event"))
    engine.dispose()


def test_equal_content_has_the_same_digest_on_both_engines(
    filled, tmp_path, make_watch, make_night, make_texts
):
    other = open_warehouse(f"sqlite:///{tmp_path / 'other.db'}")
    migrate(other)
    posts = make_texts(5)
    watch = make_watch(other)
    watch.publish(make_night(0, posts))
    fewer = {number: text for number, text in posts.items() if number != 2}
    watch.publish(make_night(1, fewer | {1: posts[1] + " Corrected.", 9: "Calm at last."}))
    assert hash_public_rows(other) == hash_public_rows(filled.engine)
    other.dispose()
