"""The card of a dataset: what it holds, how it was made, and what one may do with it.

Markdown with a YAML head, as https://huggingface.co/docs/hub/datasets-cards describes. It names no
time of its own: the same rows give the same card.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.export.columns import DatasetTable
    from pipeline.export.counts import DatasetCounts

CARD_NAME = "README.md"
CARD_MARK = "<!-- a dataset exported by dateline -->"
"""Stands in every card: a folder that has it may be replaced."""

TYPES = {
    "text": "string",
    "time": "timestamp, µs, UTC",
    "integer": "int64",
    "number": "double",
    "flag": "bool",
}

HOW_MADE = """\
Dateline captured the pages (the responses are kept as WARC records), split each live blog into its
entries, stripped what is not reporting, dated every entry with its evidence, followed it through
edits and deletions over the captures, and checked every row before it was published. A time is
never invented: `precision` and `dated_by` say how well an entry is dated. `capture_id` leads back
to the response. What was posted and deleted between two captures is not here."""

LICENCE = """\
The texts, headlines and names belong to their publishers and authors; this folder grants no right
in them. Check each publisher's terms, and the law that binds you (text and data mining, quotation),
before you share it. What Dateline adds (identifiers, times, versions, events) may be used under
Apache-2.0."""


def write_card(tables: Sequence[DatasetTable], counts: DatasetCounts) -> str:
    """Write the card of a dataset that holds these tables."""
    parts = [
        _write_head(tables, counts),
        CARD_MARK,
        "# Live blogs, entry by entry",
        _write_extent(counts),
        "## Tables",
        _write_counts(tables, counts),
        f"## Sources\n\n{_write_sources(counts)}",
        *(_write_columns(table) for table in tables),
        f"## How it was made\n\n{HOW_MADE}\n\nParser versions: {_join(counts.parser_versions)}.",
        f"## Licence\n\n{LICENCE}",
    ]
    return "\n\n".join(parts) + "\n"


def _write_head(tables: Sequence[DatasetTable], counts: DatasetCounts) -> str:
    lines = ["---", "pretty_name: Live blogs, entry by entry", "license: other"]
    if counts.languages:
        lines += ["language:", *(f"- {name}" for name in sorted(counts.languages))]
    lines.append("configs:")
    for table in tables:
        if counts.rows[table.name]:
            lines += [f"- config_name: {table.name}", f'  data_files: "{table.name}/**/*.parquet"']
    return "\n".join([*lines, "---"])


def _write_extent(counts: DatasetCounts) -> str:
    if counts.first_date is None:
        return "It holds no rows."
    return (
        f"Dates from {counts.first_date} to {counts.last_date} (UTC), {len(counts.sources)} "
        f"sources, {counts.files} files. Each table is a folder with partitions "
        "`publisher=<source>/date=<YYYY-MM-DD>`; both keys are columns to readers of hive-style "
        "partitions."
    )


def _write_counts(tables: Sequence[DatasetTable], counts: DatasetCounts) -> str:
    rows = [
        f"| `{table.name}` | {table.meaning} | {' or '.join(table.dated_by)} | "
        f"{counts.rows[table.name]} |"
        for table in tables
    ]
    return "\n".join(["| table | a row is | its date | rows |", "|---|---|---|---:|", *rows])


def _write_sources(counts: DatasetCounts) -> str:
    rows = [f"| {name} | {count} |" for name, count in sorted(counts.sources.items())]
    return "\n".join(["| source | entries |", "|---|---:|", *rows])


def _write_columns(table: DatasetTable) -> str:
    rows = [f"| `{one.name}` | {TYPES[one.kind]} | {one.meaning} |" for one in table.columns]
    return "\n".join(
        [f"## `{table.name}`", "", "| column | type | meaning |", "|---|---|---|", *rows]
    )


def _join(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none"
