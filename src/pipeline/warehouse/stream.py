"""Read the stream of Events: what stands in order of observation, then what is told after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.warehouse.read import Selection, open_snapshot, stream_rows, write_where

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from pipeline.warehouse.read import Row

COLUMNS = (
    "sequence, is_withdrawn, event_id, source, live_blog_url, entry_id, type, observed_at, url,"
    " published_at, updated_at, author, headline, text, author_before, headline_before,"
    " text_before, published_at_before, updated_at_before, stood_from, is_declared,"
    " before_value, after_value, capture_id, confirmed_by, parser_version"
)


def find_last_told(connection: Connection) -> int:
    """The sequence of what was told last; 0 where nothing was."""
    rows = stream_rows(
        connection, "SELECT COALESCE(MAX(sequence), 0) AS last FROM event_stream", {}
    )
    return int(str(next(rows)["last"]))


def stream_standing(connection: Connection, chosen: Selection) -> Iterator[Row]:
    """The Events that stand, in order of observation."""
    where, bound = write_where(
        chosen, url_column="live_blog_url", time="observed_at", also=("is_standing",)
    )
    sql = f"SELECT {COLUMNS} FROM event_stream{where} ORDER BY observed_at, event_id"  # noqa: S608
    return stream_rows(connection, sql, bound)


def list_links(connection: Connection, chosen: Selection) -> list[Row]:
    """The splits and merges of a live blog, in order of observation."""
    where, bound = write_where(chosen, url_column="live_blog_url", time="observed_at")
    sql = (
        "SELECT type, from_entry_id, to_entry_id, capture_id, observed_at, score"  # noqa: S608
        f" FROM entry_links{where} ORDER BY observed_at, from_entry_id, to_entry_id"
    )
    return list(stream_rows(connection, sql, bound))


def list_told_after(engine: Engine, sequence: int, chosen: Selection) -> list[Row]:
    """What was told after a sequence, in that order, however early it was observed.

    Told are Events that stand, and those that were told before and stand no more.
    """
    tests = ("sequence > :sequence", "(is_standing OR (is_withdrawn AND capture_id IS NULL))")
    where, bound = write_where(chosen, url_column="live_blog_url", time="observed_at", also=tests)
    sql = f"SELECT {COLUMNS} FROM event_stream{where} ORDER BY sequence"  # noqa: S608  # our names
    with open_snapshot(engine) as connection:
        return list(stream_rows(connection, sql, bound | {"sequence": sequence}))
