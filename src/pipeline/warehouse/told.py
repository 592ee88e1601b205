"""The stream of Events in the order in which they are told: append only, for those that follow.

A History is computed anew when an older Capture arrives, so an Event may come to stand between
others, or stand no more. Its instant of observation therefore is no cursor; the sequence is. It is
drawn under one lock that ends with the transaction, so that a lower number never commits later.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.warehouse.engine import take_lock
from pipeline.warehouse.history_tables import event_told
from pipeline.warehouse.rows import AnyRow, insert_rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

STREAM_LOCK = "event stream"
_NAMED = ("event_id", "entry_id", "source", "type", "observed_at")


def list_told(
    live_blog_id: str, stored: Iterable[AnyRow], wanted: Iterable[AnyRow]
) -> list[AnyRow]:
    """What is to be told of a live blog: its Events that are new, and those that stand no more.

    Args:
        live_blog_id: the live blog.
        stored: its rows in ``event`` so far.
        wanted: those that shall stand in their place.
    """
    before = {row["event_id"]: row for row in stored}
    after = {row["event_id"]: row for row in wanted}
    gone = [(row, True) for key, row in before.items() if key not in after]
    new = [(row, False) for key, row in after.items() if key not in before]
    return [
        {name: row[name] for name in _NAMED}
        | {"live_blog_id": live_blog_id, "is_withdrawn": is_withdrawn}
        for row, is_withdrawn in [*gone, *new]
    ]


def append_told(connection: Connection, told: list[AnyRow]) -> None:
    """Append to the stream, in order of observation; call it last in a transaction."""
    if not told:
        return
    take_lock(connection, STREAM_LOCK)
    in_order = sorted(
        told, key=lambda row: (not row["is_withdrawn"], row["observed_at"], row["event_id"])
    )
    insert_rows(connection, event_told, in_order)
