"""Read live blogs as they stood at an instant of capture time, or as they are known now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from pipeline.warehouse.read import Selection, stream_rows, write_where

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from pipeline.warehouse.read import Row

StateOrder = Literal["oldest_first", "newest_first", "by_live_blog"]

CHANGED_AT = (
    "COALESCE(state.updated_at, CASE WHEN state.edits > 0 THEN state.observed_from END,"
    " state.published_at, state.first_seen_at)"
)
"""When an entry changed last: by its publisher's word, else by the capture that showed it."""

_TIME = "COALESCE(state.published_at, state.first_seen_at)"
_NEWEST_FIRST = f"{_TIME} DESC, state.first_seen_at DESC, state.position, state.entry_id"
_ORDERS: dict[StateOrder, str] = {
    "oldest_first": f"{_TIME}, state.first_seen_at, state.position DESC, state.entry_id",
    "newest_first": _NEWEST_FIRST,
    "by_live_blog": f"state.source, state.live_blog_url, {_NEWEST_FIRST}",
}
_COLUMNS = (
    "state.source, state.live_blog_url, live_blogs.title AS live_blog_title, live_blogs.publisher,"
    " live_blogs.language, live_blogs.lead, live_blogs.published_at AS live_blog_published_at,"
    " state.entry_id, state.entry_key, state.position, state.is_pinned, state.is_key_event,"
    " state.published_at, state.precision, state.dated_by, state.updated_at, state.edits,"
    f" state.headline, state.author, state.text, state.url, {CHANGED_AT} AS changed_at,"
    " state.first_seen_at, state.known_from, state.known_to, state.version, state.capture_id,"
    " state.parser_version"
)


def stream_states(
    connection: Connection, chosen: Selection, at: datetime | None, order: StateOrder
) -> Iterator[Row]:
    """What stood at an instant; without one what is known to stand.

    Args:
        connection: of ``open_snapshot``.
        chosen: which entries; its span is held against the publisher's time, or where there is
            none against the first capture.
        at: the instant of capture time.
        order: by time, or live blog by live blog, each newest first.
    """
    where, bound = _write_condition(chosen, at)
    sql = (
        f"SELECT {_COLUMNS} FROM entry_states AS state"  # noqa: S608  # our own names
        " INNER JOIN live_blogs ON live_blogs.live_blog_id = state.live_blog_id"
        f"{where} ORDER BY {_ORDERS[order]}"
    )
    return stream_rows(connection, sql, bound)


def find_changed_at(connection: Connection, chosen: Selection, at: datetime | None) -> str | None:
    """When the entries that stood at an instant changed last; None where there are none."""
    where, bound = _write_condition(chosen, at)
    sql = f"SELECT MAX({CHANGED_AT}) AS changed_at FROM entry_states AS state{where}"  # noqa: S608
    found = next(stream_rows(connection, sql, bound))["changed_at"]
    return None if found is None else str(found)


def count_seen(connection: Connection, url: str, at: datetime | None) -> int:
    """How many entries a live blog had shown up to an instant, whether they stood then or not."""
    until = " AND known_from <= :at" if at else ""
    sql = (
        "SELECT COUNT(DISTINCT entry_id) AS seen FROM entry_states"  # noqa: S608  # our own names
        f" WHERE live_blog_url = :url{until}"
    )
    return int(str(next(stream_rows(connection, sql, _bind_at({"url": url}, at)))["seen"]))


def _write_condition(
    chosen: Selection, at: datetime | None
) -> tuple[str, dict[str, str | int | datetime]]:
    standing = (
        ("state.known_from <= :at", "(state.known_to IS NULL OR :at < state.known_to)")
        if at
        else ("state.known_to IS NULL",)
    )
    where, bound = write_where(
        chosen,
        url_column="state.live_blog_url",
        source_column="state.source",
        time=_TIME,
        also=standing,
    )
    return where, _bind_at(bound, at)


def _bind_at(
    bound: dict[str, str | int | datetime], at: datetime | None
) -> dict[str, str | int | datetime]:
    return bound | {"at": at} if at else bound
