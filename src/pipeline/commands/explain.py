"""`dateline explain`: one page's verdict and the claims behind it, for a person at a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.commands.hints import find_hints
from pipeline.commands.inputs import explain_error, open_inputs
from pipeline.errors import DatelineError
from pipeline.nights import parse_moment, parse_night

if TYPE_CHECKING:
    from pipeline.extract.explain import Trace
    from pipeline.model import Entry, Extraction, RepeatedLine

MAX_SAMPLE = 60
MAX_ROWS = 30
"""Entries and conflicts that are shown; the rest is counted."""
MIN_WIDTH = 110
"""Columns, where the output is no terminal."""


def print_explanation(
    name: str,
    url: str | None,
    captured_at: str | None,
    published_on: str | None,
    *,
    learned: bool = False,
) -> None:
    """Explain each page of one argument on stdout.

    Args:
        name: a file or an address.
        url: the page's address, where the file does not say.
        captured_at: when it was fetched.
        published_on: the day of an undated text.
        learned: leave out the learned lines that the warehouse has in force for its publisher.

    Raises:
        UsageError: a time or a date that is none.
        UnreadablePage: not a page we can read.
    """
    from pipeline.extract.explain import trace_page

    moment = parse_moment(captured_at)
    day = parse_night(published_on) if published_on else None
    console = _open_console()
    try:
        for page in open_inputs(name, url, moment):
            traced = trace_page(
                page.data,
                url=page.url,
                captured_at=page.captured_at,
                media_type=page.media_type,
                charset=page.charset,
                hints=find_hints(page.url),
                published_on=day,
                repeated_lines=_find_learned(page.url) if learned else frozenset(),
            )
            print_trace(console, page.name, traced)
    except DatelineError as error:
        raise explain_error(name, error) from error


def _find_learned(url: str | None) -> frozenset[RepeatedLine]:
    """The lines in force for the publisher of a page, by the domain of its address."""
    from pipeline.settings import read_settings
    from pipeline.warehouse import load_in_force, open_readonly

    source = find_hints(url)
    if source is None:
        return frozenset()
    return load_in_force(open_readonly(read_settings().warehouse), source.name).lines


def print_trace(console: Console, name: str, traced: Trace) -> None:
    """One page: verdict, witnesses, entries with their times, conflicts, what was removed."""
    _print_verdict(console, name, traced)
    _print_claims(console, traced)
    _print_entries(console, traced.extraction)
    _print_conflicts(console, traced)
    _print_removed(console, traced)


def _open_console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=MIN_WIDTH)


def _print_verdict(console: Console, name: str, traced: Trace) -> None:
    got = traced.extraction
    console.print(f"[bold]{escape(name)}[/bold]: {got.kind}, {len(got.entries)} entries")
    for reason in traced.reasons:
        console.print(f"  {reason}")
    shown = f"{got.coverage.shown} of {got.coverage.declared or 'as many as it shows'}"
    console.print(f"  coverage {got.coverage.state} ({shown}); access {got.access.state}")
    if got.coverage.ends_at or got.coverage.closing_words:
        ends = (str(got.coverage.ends_at or ""), got.coverage.closing_words or "")
        console.print(f"  ends {escape(' '.join(one for one in ends if one))}")
    for hint in got.access.evidence:
        console.print(f"    {escape(hint)}")


def _print_claims(console: Console, traced: Trace) -> None:
    table = Table(title="Witnesses", title_justify="left", show_edge=False)
    for column in ("witness", "entries", "timed", "what became of it", "first entry", "first time"):
        table.add_column(column, justify="right" if column in {"entries", "timed"} else "left")
    for one in traced.claims:
        counts = (str(one.entries), str(one.timed)) if one.entries else ("-", "-")
        sample = (_cut(one.sample), _cut(one.sample_time))
        table.add_row(one.witness, *counts, one.outcome, *sample)
    console.print("", table)


def _print_entries(console: Console, got: Extraction) -> None:
    if not got.entries:
        return
    table = Table(title="Entries and their times", title_justify="left", show_edge=False)
    for column in ("#", "time, UTC", "precision", "dated by", "stands there", "flags", "entry"):
        table.add_column(column, no_wrap=column == "time, UTC")
    for entry in got.entries[:MAX_ROWS]:
        table.add_row(*_describe_entry(entry))
    console.print("", table)
    _print_rest(console, len(got.entries))
    dated = Counter(entry.dated_by or "nothing" for entry in got.entries)
    console.print(
        "dated by: " + ", ".join(f"{name} {count}" for name, count in dated.most_common())
    )


def _describe_entry(entry: Entry) -> tuple[str, ...]:
    at = entry.published_at
    flags = sorted({flag for one in entry.evidence for flag in one.flags})
    return (
        str(entry.position),
        f"{at:%Y-%m-%d %H:%M:%S}" if at else "none",
        entry.precision or "-",
        entry.dated_by or "-",
        _cut(entry.raw_time),
        ", ".join(flags) or "-",
        _cut(entry.headline or entry.text),
    )


def _print_conflicts(console: Console, traced: Trace) -> None:
    from pipeline.extract.explain import list_conflicts

    found = list_conflicts(traced)
    if not traced.extraction.entries:
        return
    console.print(f"\n[bold]Conflicts[/bold]: {len(found)} entries whose times disagree")
    for position, said in found[:MAX_ROWS]:
        console.print(f"  {position}: {escape(said)}")
    _print_rest(console, len(found))


def _print_removed(console: Console, traced: Trace) -> None:
    console.print(f"\n[bold]Removed[/bold]: {len(traced.stripped)} blocks")
    if not traced.stripped:
        return
    counts = Counter((one.layer, one.removed.kind, one.reason) for one in traced.stripped)
    first = {}
    for one in reversed(traced.stripped):
        first[one.layer, one.removed.kind, one.reason] = one.removed.text
    table = Table(show_edge=False)
    for column in ("layer", "kind", "blocks", "because", "first of them"):
        table.add_column(column, justify="right" if column == "blocks" else "left")
    for key, count in sorted(counts.items()):
        layer, kind, reason = key
        table.add_row(layer, kind, str(count), _cut(reason), _cut(first[key]))
    console.print(table)


def _print_rest(console: Console, count: int) -> None:
    if count > MAX_ROWS:
        console.print(f"  and {count - MAX_ROWS} more")


def _cut(text: str | None) -> str:
    """One line for a table, with what rich would read as markup made plain."""
    line = " ".join((text or "").split())
    return escape(line if len(line) <= MAX_SAMPLE else f"{line[: MAX_SAMPLE - 1]}…") or "-"
