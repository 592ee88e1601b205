"""An Extraction as the JSON object that ``dateline extract`` prints."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model import Extraction


def to_object(value: object) -> object:
    """Dataclasses as objects in the order of their fields, tuples as lists, instants as text."""
    if is_dataclass(value) and not isinstance(value, type):
        shown = [field.name for field in fields(value) if not field.metadata.get("is_inner")]
        return {name: to_object(getattr(value, name)) for name in shown}
    if isinstance(value, datetime):
        return write_instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [to_object(one) for one in value]
    return value


def write_instant(instant: datetime) -> str:
    """ISO 8601 in UTC, with Z, to the second (microseconds only where there are any).

    >>> write_instant(datetime(2024, 7, 18, 11, 9, tzinfo=UTC))
    '2024-07-18T11:09:00Z'
    """
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def to_json(extraction: Extraction, *, indent: int | None = None) -> str:
    """One JSON object, on one line unless ``indent`` is given."""
    return json.dumps(to_object(extraction), ensure_ascii=False, indent=indent)
