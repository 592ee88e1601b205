"""Rows as the database's driver gives them, made the same on every engine.

SQLite has no type for a time, a truth value or JSON, PostgreSQL has all of them. Column names tell:
``is_`` and ``has_`` begin truth values; a time has one fixed form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

Plain = str | int | float | bool | None
"""What a cell of a result holds."""

# Example: 2026-03-27 14:05:00.000000
_SQLITE_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}")
_TRUTH = ("is_", "has_")
_VERBATIM = ("raw",)


def make_plain(
    columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> Iterable[tuple[Plain, ...]]:
    """Turn rows into plain values: times are ISO 8601 in UTC, truth values are bools."""
    makers = [_choose_maker(name) for name in columns]
    for row in rows:
        yield tuple(maker(cell) for maker, cell in zip(makers, row, strict=True))


def write_time(instant: datetime) -> str:
    """Write an instant as ISO 8601 in UTC; a fraction only where there is one.

    >>> write_time(datetime(2026, 3, 27, 14, 5, tzinfo=UTC))
    '2026-03-27T14:05:00Z'
    """
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _choose_maker(name: str) -> Callable[[object], Plain]:
    if name.startswith(_TRUTH):
        return _make_bool
    return _make_verbatim if name.startswith(_VERBATIM) else _make_cell


def _make_bool(cell: object) -> Plain:
    return bool(cell) if isinstance(cell, int) else _make_cell(cell)


def _make_verbatim(cell: object) -> Plain:
    return cell if isinstance(cell, str) else _make_cell(cell)


def _make_cell(cell: object) -> Plain:
    if isinstance(cell, str):
        if _SQLITE_TIME.fullmatch(cell):
            return write_time(datetime.fromisoformat(cell).replace(tzinfo=UTC))
        return cell
    if cell is None or isinstance(cell, bool | int | float):
        return cell
    if isinstance(cell, datetime):
        return write_time(cell if cell.tzinfo else cell.replace(tzinfo=UTC))
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return str(cell)
