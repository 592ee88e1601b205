"""Column types that read the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import TIMESTAMP, Dialect, Text
from sqlalchemy.types import TypeDecorator

JsonValue = Any
"""What JSON can say: its shape is known only where it is written and read."""

REPLACEMENT = "\ufffd"
"""Stands where a character stood that no database keeps."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant in UTC, in and out. SQLite keeps text of one width, so that it sorts."""

    impl = TIMESTAMP(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive datetimes; give the database UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive datetime has no place in the warehouse: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware UTC datetime."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class PlainText(TypeDecorator[str]):
    """Text of any length. What no database keeps (NUL, lone surrogates) becomes U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Replace what cannot be stored."""
        return None if value is None else clean_text(value)


class JsonText(TypeDecorator[JsonValue]):
    """A JSON value as canonical text: equal values are equal bytes, on every engine."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: JsonValue, dialect: Dialect) -> str | None:  # JSON
        """Write canonical JSON."""
        return None if value is None else clean_text(dump_json(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> JsonValue:  # JSON
        """Read JSON."""
        return None if value is None else json.loads(value)


def clean_text(text: str) -> str:
    r"""Replace NUL and lone surrogates, which PostgreSQL refuses.

    >>> clean_text("a\x00b")
    'a\ufffdb'
    """
    if "\x00" in text:
        text = text.replace("\x00", REPLACEMENT)
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join(REPLACEMENT if "\ud800" <= char <= "\udfff" else char for char in text)
    return text


def dump_json(value: JsonValue) -> str:  # JSON
    """Write JSON in one canonical form: sorted keys, no white space, dates in ISO 8601."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_write_date
    )


def _write_date(value: JsonValue) -> str:  # what JSON has no type for
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not a JSON value: {value!r}")
