"""`dateline tail`: events as they are observed; then those that are told, until Ctrl-C."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from pipeline.commands.reading import show_time, use_warehouse, write_json_line
from pipeline.errors import UsageError
from pipeline.nights import parse_moment

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipeline.warehouse import Selection
    from pipeline.warehouse.read import Row

INTERRUPTED = 130
MAX_SAID = 100
"""Characters of an entry that a line shows."""


def print_tail(
    source: str | None,
    since: str | None,
    *,
    is_following: bool,
    interval_s: float,
    as_json: bool,
    as_cloudevents: bool,
    sleep: Callable[[float], None],
) -> int:
    """Print the events that stand, in order of observation; then what is told after.

    An event that was observed early and told late, because an older capture arrived or a retraction
    was confirmed, comes when it is told. Returns the exit code: 130 after Ctrl-C.

    Raises:
        UsageError: a time that is none, or two formats at once.
    """
    from pipeline.warehouse import Selection

    if as_json and as_cloudevents:
        raise UsageError("--json and --cloudevents exclude each other")
    chosen = Selection(source=source, since=parse_moment(since))
    try:
        with use_warehouse() as engine:
            rows = follow_events(
                engine, chosen, is_following=is_following, wait=lambda: sleep(interval_s)
            )
            _write_rows(rows, as_json=as_json, as_cloudevents=as_cloudevents)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def follow_events(
    engine: Engine, chosen: Selection, *, is_following: bool, wait: Callable[[], None]
) -> Iterator[Row]:
    """The events that stand, then without end those told since, in the order of their telling.

    Args:
        engine: the warehouse.
        chosen: which of them.
        is_following: False ends with those that stand.
        wait: called before the warehouse is asked again.
    """
    from pipeline.warehouse import open_snapshot
    from pipeline.warehouse.stream import find_last_told, list_told_after, stream_standing

    with open_snapshot(engine) as connection:
        sequence = find_last_told(connection)
        yield from stream_standing(connection, chosen)
    while is_following:
        wait()
        for row in list_told_after(engine, sequence, chosen):
            sequence = max(sequence, int(str(row["sequence"])))
            yield row


def _write_rows(rows: Iterable[Row], *, as_json: bool, as_cloudevents: bool) -> None:
    """A line an event, given on at once: who reads may wait for it."""
    from pipeline.export.cloudevents import write_cloudevents

    if as_cloudevents:
        for line in write_cloudevents(rows, is_sequenced=True):
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
        return
    for row in rows:
        if as_json:
            write_json_line(row)
        else:
            sys.stdout.write(f"{_say_event(row)}\n")
        sys.stdout.flush()


def _say_event(row: Row) -> str:
    kind = f"withdrawn: {row['type']}" if row["is_withdrawn"] else str(row["type"])
    if row["type"] == "edited" and not row["is_withdrawn"] and not row["is_declared"]:
        kind = "edited silently"
    said = " ".join(str(row["headline"] or row["text"] or row["entry_id"]).split())
    short = said if len(said) <= MAX_SAID else f"{said[: MAX_SAID - 1]}…"
    when = show_time(row["observed_at"], "exact")
    return f"{when}  {row['source']}  {kind}: {short}  {row['url'] or row['live_blog_url'] or ''}"
