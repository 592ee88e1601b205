"""`dateline query`, `columns`, `sources` and `quarantine`: rows in a table, as JSON or as CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.errors import DatelineError, UsageError
from pipeline.settings import read_settings


def print_queries() -> None:
    """List the saved queries with their parameters."""
    from pipeline.warehouse import list_queries

    rows = [(q.name, q.title, ", ".join(q.parameters)) for q in list_queries()]
    print_rows(("query", "what it answers", "parameters"), rows)


def print_query(name_or_sql: str, params: Sequence[str], *, as_json: bool, as_csv: bool) -> None:
    """Run a saved query or a SELECT, read only.

    Raises:
        QueryError: unknown, not read-only, or rejected.
        UsageError: a parameter without ``=``, or two formats at once.
    """
    from pipeline.warehouse import run_query

    if as_json and as_csv:
        raise UsageError("--json and --csv exclude each other")
    found = run_query(read_settings().warehouse, name_or_sql, parse_params(params))
    print_rows(found.columns, found.rows, as_json=as_json, as_csv=as_csv)


def print_columns(view: str | None, *, as_json: bool, as_csv: bool) -> None:
    """Print the columns of a public view, or of all, with their meanings.

    Raises:
        QueryError: there is no such view.
        UsageError: two formats at once.
    """
    from pipeline.warehouse import describe_columns, open_readonly

    if as_json and as_csv:
        raise UsageError("--json and --csv exclude each other")
    found = describe_columns(open_readonly(read_settings().warehouse), view)
    rows = [(one.view, one.column, one.type, one.meaning) for one in found]
    print_rows(("view", "column", "type", "meaning"), rows, as_json=as_json, as_csv=as_csv)


def parse_params(params: Sequence[str]) -> dict[str, str]:
    """Read ``name=value`` pairs."""
    pairs = [param.partition("=") for param in params]
    if broken := [name for name, equals, _ in pairs if not equals]:
        raise UsageError(f"a parameter is name=value: {broken[0]!r}")
    return {name: value for name, _, value in pairs}


def print_sources(*, as_json: bool) -> None:
    """List all declared sources."""
    from pipeline.sources import load_sources

    rows = [
        (s.name, s.publisher, s.language, s.time_zone, ", ".join(s.domains), s.is_tried_live)
        for s in load_sources(read_settings().sources_dir).values()
    ]
    columns = ("source", "publisher", "language", "time_zone", "domains", "is_tried_live")
    print_rows(columns, rows, as_json=as_json)


def check_sources(files: Sequence[Path]) -> int:
    """Check source files, or all sources; a line each. Returns the exit code."""
    from pipeline.sources import check_source, load_sources, read_source

    exit_code = 0
    sources = [] if files else [*load_sources(read_settings().sources_dir).values()]
    for file in files:
        try:
            sources.append(read_source(file))
        except DatelineError as error:
            sys.stderr.write(f"dateline: {error}\n")
            exit_code = error.exit_code
    for source in sources:
        findings = check_source(source)
        exit_code = UsageError.exit_code if findings else exit_code
        sys.stdout.write(f"{source.name}: {'; '.join(findings) if findings else 'ok'}\n")
    return exit_code


def print_quarantine(*, as_json: bool) -> None:
    """List what is set aside."""
    from pipeline.warehouse import list_quarantined, open_readonly

    items = list_quarantined(open_readonly(read_settings().warehouse))
    columns = ("id", "source", "night", "stage", "reason", "column", "value", "url")
    rows = [tuple(getattr(item, column) for column in columns) for item in items]
    print_rows(columns, rows, as_json=as_json)


def print_quarantined(item_id: str) -> None:
    """Print one set-aside item whole, as JSON."""
    from pipeline.warehouse import find_quarantined, open_readonly

    item = find_quarantined(open_readonly(read_settings().warehouse), item_id)
    sys.stdout.write(json.dumps(item, ensure_ascii=False, indent=2, default=str) + "\n")


def print_rows(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    as_json: bool = False,
    as_csv: bool = False,
) -> None:
    """Print rows: a table for people, JSON Lines or CSV for programs."""
    if as_json:
        for row in rows:
            line = dict(zip(columns, row, strict=True))
            sys.stdout.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
    elif as_csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows(rows)
    else:
        print_table(columns, rows)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table as wide as the terminal; a pipe gets every cell whole."""
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table

    table = Table(*columns, box=SIMPLE, show_edge=False)
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    console = Console() if sys.stdout.isatty() else Console(width=240)
    console.print(table)
