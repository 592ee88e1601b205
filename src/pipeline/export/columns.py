"""The tables of an exported dataset: the one place that says what each column is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

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


def _describe(*columns: tuple[str, ColumnKind, str]) -> dict[str, DatasetColumn]:
    return {name: DatasetColumn(name, kind, meaning) for name, kind, meaning in columns}


_KNOWN = _describe(
    ("entry_id", "text", "names an entry for good, through edits, moves and restorations"),
    ("live_blog_id", "text", "names the live blog"),
    ("live_blog_url", "text", "canonical address of the live blog"),
    ("live_blog_title", "text", "title of the live blog as its latest capture shows it"),
    ("source", "text", "the publisher, as its source file is named"),
    ("language", "text", "language of the page, a BCP 47 tag"),
    ("position", "integer", "place on the page when this state was first seen; 0 is the top"),
    ("headline", "text", "the entry's own headline; empty where it has none"),
    ("author", "text", "who signs the entry, as printed"),
    ("text", "text", "paragraphs joined by a blank line, boilerplate removed"),
    ("url", "text", "the address of this row's subject, as the page gives it"),
    ("published_at", "time", "when the publisher says that it was published"),
    ("precision", "text", "how precise published_at is: second, minute, hour or day"),
    ("dated_by", "text", "the witness that published_at rests on, such as json_ld"),
    ("raw_time", "text", "the publisher's own text for that time"),
    ("updated_at", "time", "when the publisher says that it was updated last"),
    ("is_pinned", "flag", "it stood pinned when this state was first seen"),
    ("is_key_event", "flag", "the publisher marks it as a key event"),
    ("is_retracted", "flag", "it was taken down, and did not come back"),
    ("retracted_at", "time", "the first capture that missed it, once enough captures did"),
    ("first_seen_at", "time", "the first capture that showed it"),
    ("last_seen_at", "time", "the last capture that showed it"),
    ("version", "integer", "number of the entry's state, from 1"),
    ("content_sha256", "text", "SHA-256 over what the state says"),
    ("valid_from", "time", "publisher's time of this state; empty for a silent edit"),
    ("observed_from", "time", "the first capture that showed this state"),
    (
        "observed_to",
        "time",
        "the first capture that showed another or none; empty: it stands",
    ),
    ("matched_by", "text", "weakest method by which the entry was followed through captures"),
    ("match_score", "number", "how sure that method is, from 0 to 1"),
    ("event_id", "text", "names the event for good"),
    ("type", "text", "added, edited, moved, pinned, unpinned, retracted or restored"),
    ("night", "text", "the UTC day whose run settled the event"),
    ("observed_at", "time", "the capture that showed the change first"),
    ("before_value", "text", "content hash (position for moves) before; empty: nothing was there"),
    ("after_value", "text", "content hash (position for moves) after; empty: nothing is there"),
    ("confirmed_by", "text", "the capture that settled the event"),
    ("title", "text", "title of the page"),
    ("lead", "text", "standfirst of the page"),
    ("modified_at", "time", "when the publisher says that the page was changed last"),
    ("access_state", "text", "open, metered, paywalled, login_required or consent_wall"),
    ("coverage_state", "text", "whether the page shows all its entries: complete, partial, ..."),
    ("shown", "integer", "entries that the latest capture shows"),
    ("declared", "integer", "entries that the page itself counts, where it does"),
    ("captures", "integer", "captures that rest behind this row"),
    ("first_captured_at", "time", "the first capture"),
    ("last_captured_at", "time", "the latest capture"),
    ("capture_id", "text", "the capture behind this row: SHA-256 of address, instant and payload"),
    ("parser_version", "text", "which parser read the capture"),
)

_SAID = (
    *("position", "headline", "author", "text", "url", "published_at", "precision", "dated_by"),
    *("raw_time", "updated_at", "is_pinned", "is_key_event"),
)
_ORIGIN = ("capture_id", "parser_version")


def _pick(*names: str) -> tuple[DatasetColumn, ...]:
    return tuple(_KNOWN[name] for name in names)


DATASET = (
    DatasetTable(
        name="live_blogs",
        meaning="a live blog as its latest capture shows it",
        columns=_pick(
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
            *("event_id", "entry_id", "live_blog_id", "source", "live_blog_url", "night", "type"),
            *("observed_at", "before_value", "after_value", "confirmed_by"),
            *_ORIGIN,
        ),
        dated_by=("observed_at",),
        key=("event_id",),
    ),
)
"""The tables of a dataset, in the order in which they are written."""
