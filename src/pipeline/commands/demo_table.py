"""What the demo prints a night, and how it is held against the newsroom's truth."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.commands.ask import print_rows
from pipeline.warehouse import run_query

ACCOUNT = ("discovered", "captured", "refused", "failed")
CHANGES = ("added", "edited", "retracted", "quarantined")
SUMMARY_SQL = (
    f"select source, {', '.join((*ACCOUNT, *CHANGES))} from nightly_summary"  # noqa: S608
    " where night = :night order by source"
)
REMOVED_SQL = (
    "select source, kind, blocks from nightly_removed where night = :night order by source, kind"
)
ENTRIES_SQL = (
    "select source, live_blog_url, headline, text, published_at, precision"
    " from entries where retracted_at is null"
)
Row = dict[str, Any]


def print_night(warehouse_url: str, night: date, state: str, seconds: float) -> None:
    """One table: a line a source, with blocks removed by kind at its end."""
    removed = read_removed(warehouse_url, night)
    columns = ("source", "pages", "refused", "failed", *CHANGES, "blocks removed")
    rows = [
        (
            row["source"],
            row["captured"],
            row["refused"],
            row["failed"],
            *(row[change] for change in CHANGES),
            ", ".join(f"{kind} {count}" for kind, count in removed.get(row["source"], {}).items()),
        )
        for row in read_rows(warehouse_url, SUMMARY_SQL, night)
    ]
    sys.stdout.write(f"\nNight of {night}: run {state} in {seconds:.0f} s\n")
    print_rows(columns, rows)


def compare_night(
    warehouse_url: str, night: date, state: str, truth: Mapping[str, Any]
) -> list[str]:
    """Every number and every entry that differs from the truth, a line each."""
    accounts = [account for account in truth["nights"] if account["night"] == str(night)]
    wanted = "failed" if any(account["failed"] for account in accounts) else "success"
    found = {row["source"]: row for row in read_rows(warehouse_url, SUMMARY_SQL, night)}
    removed = read_removed(warehouse_url, night)
    mismatches = [] if state == wanted else [f"{night}: run {state}, truth {wanted}"]
    for account in accounts:
        source = account["source"]
        mismatches += compare_counts(
            f"{night} {source}", found.get(source, {}), account, (*ACCOUNT, *CHANGES)
        )
        blocks, kinds = removed.get(source, {}), account["removed"]
        mismatches += compare_counts(f"{night} {source} removed", blocks, kinds, {*blocks, *kinds})
    return mismatches + compare_entries(warehouse_url, night, truth["entries"][str(night)])


def compare_counts(
    label: str, found: Mapping[str, int], wanted: Mapping[str, int], names: Iterable[str]
) -> list[str]:
    """The counts that differ; one that is not there counts as 0."""
    return [
        f"{label}: {name} {found.get(name, 0)}, truth {wanted.get(name, 0)}"
        for name in names
        if found.get(name, 0) != wanted.get(name, 0)
    ]


def compare_entries(warehouse_url: str, night: date, truth: Sequence[Row]) -> list[str]:
    """The entries that stand but should not, and those that should but do not."""
    stands = {describe_entry(row) for row in read_rows(warehouse_url, ENTRIES_SQL)}
    wanted = {describe_entry({**row, "live_blog_url": row["page_url"]}) for row in truth}
    extra = [f"{night}: not in the truth: {entry}" for entry in sorted(stands - wanted, key=str)]
    missing = [f"{night}: missing: {entry}" for entry in sorted(wanted - stands, key=str)]
    return extra + missing


def describe_entry(row: Row) -> tuple[object, ...]:
    """What must be equal of an entry, with the time cut to UTC seconds."""
    published_at = str(row["published_at"] or "").replace("T", " ")[:19]
    return (
        row["source"],
        row["live_blog_url"],
        row["headline"],
        row["text"],
        published_at,
        row["precision"],
    )


def read_removed(warehouse_url: str, night: date) -> dict[str, dict[str, int]]:
    """Source -> kind -> blocks removed in the night."""
    removed: dict[str, dict[str, int]] = {}
    for row in read_rows(warehouse_url, REMOVED_SQL, night):
        removed.setdefault(row["source"], {})[row["kind"]] = row["blocks"]
    return removed


def read_rows(warehouse_url: str, sql: str, night: date | None = None) -> list[Row]:
    """Rows of a query as dicts."""
    found = run_query(warehouse_url, sql, {"night": str(night)} if night else {})
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]
