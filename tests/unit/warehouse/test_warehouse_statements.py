"""Which statements are answered, and how saved queries are read."""

from __future__ import annotations

import pytest

from pipeline.errors import QueryError
from pipeline.warehouse import list_queries
from pipeline.warehouse.query import check_statement, read_saved_query


@pytest.mark.parametrize(
    "sql",
    [
        "select 1",
        "SELECT 1;",
        "select ';' as semicolon",
        "select 'it''s; fine' as x",
        'select 1 as "a;b"',
        "-- what; a remark\nselect 1",
        "/* one; two */ select 1",
        "with x as (select 1) select * from x",
        "(select 1) union (select 2)",
        "values (1), (2)",
        "select $$;$$",
    ],
)
def test_one_statement_that_reads(sql):
    check_statement(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "",
        "-- nothing",
        "drop table x",
        "select 1; select 2",
        "select 1; -- remark\n drop table x",
        "select 'a'; drop table x; select 'b'",
        r"select E'\'' ; drop table x; select '",
        "select a$$ ; drop table x; select b$$",
        "select 'unclosed; drop table x",
        "selection",
        "copy x to program 'sh'",
        "set transaction read write",
        "vacuum",
        "attach 'x' as y",
    ],
)
def test_anything_else_is_refused(sql):
    with pytest.raises(QueryError):
        check_statement(sql)


def test_the_header_of_a_saved_query():
    query = read_saved_query(
        "q", "-- title: A title\n-- param limit = 5: rows\n-- param source = null: one\nSELECT 1"
    )
    assert query.title == "A title"
    assert query.parameters == {"limit": 5, "source": None}
    assert query.meanings == {"limit": "rows", "source": "one"}


def test_a_query_without_a_title():
    with pytest.raises(QueryError, match="title"):
        read_saved_query("q", "SELECT 1")


def test_every_bundled_query_is_one_statement():
    queries = list_queries()
    assert len(queries) >= 11
    for query in queries:
        check_statement(query.sql)
