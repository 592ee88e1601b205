"""The tables of an exported dataset, and what kind of value each column holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.glossary import explain_column

ColumnKind = Literal["text", "time", "integer", "number", "flag"]
Cell = str | int | float | bool | None
"""A value of a row; a time is ISO 8601 text in UTC."""
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class DatasetColumn:
    """One column: what kind of value it holds, and what the value means."""

    name: str
    kind: ColumnKind
    meaning: str


@dataclass(frozen=True, slots=True)
class DatasetTable:
    """One table, made of the public view of the same name."""

    name: str
    meaning: str
    columns: tuple[DatasetColumn, ...]
    dated_by: tuple[str, ...]
    """Columns whose first value that is not empty gives a row's date (UTC)."""
    key: tuple[str, ...]
    url_column: str = "live_blog_url"

    def date_row(self, row: Row) -> str:
        """The UTC day of a row, ``YYYY-MM-DD``: its partition."""
        times = (row[name] for name in self.dated_by)
        return str(next(time for time in times if time is not None))[:10]


_TIMES = (
    *("published_at", "updated_at", "modified_at", "retracted_at", "first_seen_at", "last_seen_at"),
    *("valid_from", "observed_from", "observed_to", "observed_at"),
    *("first_captured_at", "last_captured_at"),
)
_COUNTS = ("position", "version", "shown", "declared", "captures")
_FLAGS = ("is_pinned", "is_key_event", "is_retracted")
_KINDS: dict[str, ColumnKind] = {
    **dict.fromkeys(_TIMES, "time"),
    **dict.fromkeys(_COUNTS, "integer"),
    **dict.fromkeys(_FLAGS, "flag"),
    "match_score": "number",
}
"""By column; all others hold text."""

_SAID = (
    *("position", "headline", "author", "text", "url", "published_at", "precision", "dated_by"),
    *("raw_time", "updated_at", "is_pinned", "is_key_event"),
)
_ORIGIN = ("capture_id", "parser_version")


def _pick(table: str, *names: str) -> tuple[DatasetColumn, ...]:
    return tuple(
        DatasetColumn(name, _KINDS.get(name, "text"), explain_column(table, name)) for name in names
    )


DATASET = (
    DatasetTable(
        name="live_blogs",
        meaning="a live blog as its latest capture shows it",
        columns=_pick(
            "live_blogs",
            *("live_blog_id", "source", "url", "title", "language", "published_at"),
            *("modified_at", "lead", "access_state", "coverage_state", "shown", "declared"),
            *("captures", "first_captured_at", "last_captured_at"),
            *_ORIGIN,
        ),
        dated_by=("published_at", "first_captured_at"),
        key=("live_blog_id",),
        url_column="url",
    ),
    DatasetTable(
        name="entries",
        meaning="an entry as it stands now, or stood when it was taken down",
        columns=_pick(
            "entries",
            *("entry_id", "live_blog_id", "source", "live_blog_url", "live_blog_title"),
            *("language", *_SAID, "is_retracted", "retracted_at", "first_seen_at"),
            *("last_seen_at", "version", "content_sha256", "matched_by", "match_score"),
            *_ORIGIN,
        ),
        dated_by=("published_at", "first_seen_at"),
        key=("entry_id",),
    ),
    DatasetTable(
        name="entry_versions",
        meaning="a state of an entry between two observed changes",
        columns=_pick(
            "entry_versions",
            *("entry_id", "version", "live_blog_id", "source", "live_blog_url", *_SAID),
            *("content_sha256", "valid_from", "observed_from", "observed_to"),
            *_ORIGIN,
        ),
        dated_by=("observed_from",),
        key=("entry_id", "version"),
    ),
    DatasetTable(
        name="events",
        meaning="one change of an entry that captures witness",
        columns=_pick(
            "events",
            *("event_id", "entry_id", "live_blog_id", "source", "live_blog_url", "night", "type"),
            *("observed_at", "before_value", "after_value", "confirmed_by"),
            *_ORIGIN,
        ),
        dated_by=("observed_at",),
        key=("event_id",),
    ),
)
"""The tables of a dataset, in the order in which they are written."""
