"""Values on their way into and out of the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.warehouse.plain import make_plain
from pipeline.warehouse.types import UtcDateTime, clean_text, dump_json

SQLITE, POSTGRES = sqlite.dialect(), postgresql.dialect()


def test_a_naive_time_is_refused():
    with pytest.raises(ValueError, match="naive"):
        UtcDateTime().process_bind_param(datetime(2026, 3, 1), SQLITE)  # noqa: DTZ001


def test_times_are_utc_both_ways():
    kathmandu = timezone(timedelta(hours=5, minutes=45))
    given = datetime(2026, 3, 1, 5, 45, tzinfo=kathmandu)
    stored = UtcDateTime().process_bind_param(given, SQLITE)
    assert stored == datetime(2026, 3, 1)  # noqa: DTZ001
    assert UtcDateTime().process_result_value(stored, SQLITE) == given
    assert UtcDateTime().process_bind_param(given, POSTGRES) == given
    assert UtcDateTime().process_result_value(given, POSTGRES).tzinfo is UTC


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("plain", "plain"),
        ("naïve 🎈", "naïve 🎈"),
        ("a\x00b", "a\ufffdb"),
        ("\ud83d alone", "\ufffd alone"),
        ("\x00\udc00", "\ufffd\ufffd"),
    ],
)
def test_text_that_no_database_keeps_is_replaced(given, kept):
    assert clean_text(given) == kept


def test_json_is_canonical():
    assert dump_json({"b": [1, None], "a": "é"}) == '{"a":"é","b":[1,null]}'
    assert (
        dump_json({"at": datetime(2026, 3, 1, tzinfo=UTC)}) == '{"at":"2026-03-01T00:00:00+00:00"}'
    )
    with pytest.raises(TypeError, match="not a JSON value"):
        dump_json({"a": object()})


def test_rows_of_both_drivers_become_the_same():
    columns = ("seen_at", "is_pinned", "n", "raw_time", "night", "share")
    text = "2026-03-01 06:00:00.000000"
    from_sqlite = [(text, 1, 3, text, "2026-03-01", 0.5)]
    instant = datetime(2026, 3, 1, 7, tzinfo=timezone(timedelta(hours=1)))
    from_postgres = [(instant, True, Decimal(3), text, instant.date(), Decimal("0.5"))]
    expected = [("2026-03-01T06:00:00Z", True, 3, text, "2026-03-01", 0.5)]
    assert list(make_plain(columns, from_sqlite)) == expected
    assert list(make_plain(columns, from_postgres)) == expected


def test_an_empty_truth_value_stays_empty():
    assert list(make_plain(("is_success",), [(None,)])) == [(None,)]
