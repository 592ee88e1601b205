"""`dateline timeline`: a live blog as it stood at an instant, in order of time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from pipeline.commands.reading import (
    open_console,
    print_indented,
    show_time,
    use_warehouse,
    write_json_line,
)
from pipeline.nights import parse_moment

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.warehouse.read import Row


def print_timeline(url: str, as_of: str | None, *, as_json: bool) -> None:
    """Print the entries that stood, oldest first.

    Raises:
        UsageError: a time that is none.
        UnknownLiveBlog: no live blog of this address is known.
    """
    from pipeline.warehouse import Selection, find_live_blog, open_snapshot
    from pipeline.warehouse.states import count_seen, stream_states

    at = parse_moment(as_of)
    with use_warehouse() as engine, open_snapshot(engine) as connection:
        blog = find_live_blog(connection, url)
        chosen = Selection(url=str(blog["url"]), source=str(blog["source"]))
        states = list(stream_states(connection, chosen, at, "oldest_first"))
        seen = count_seen(connection, str(blog["url"]), at)
    if as_json:
        for state in states:
            write_json_line(state)
        return
    console = open_console()
    _print_head(console, blog, at, states, seen)
    for state in states:
        _print_entry(console, state)


def _print_head(
    console: Console, blog: Row, at: datetime | None, states: Sequence[Row], seen: int
) -> None:
    from rich.text import Text

    console.print(Text(str(blog["title"] or blog["url"]), style="bold"))
    console.print(str(blog["url"]), soft_wrap=True)
    when = f"as of {at:%Y-%m-%d %H:%M:%S} UTC" if at else "as known now"
    told = [when, f"{len(states)} entries"]
    if seen > len(states):
        told.append(f"{seen - len(states)} taken down")
    told.append(
        f"{blog['captures']} captures, {show_time(blog['first_captured_at'])} "
        f"to {show_time(blog['last_captured_at'])}"
    )
    console.print(" · ".join(told), soft_wrap=True)
    if not seen:
        first = show_time(blog["first_captured_at"], "exact")
        console.print(f"Nothing was captured by then: the first capture is of {first} UTC.")


def _print_entry(console: Console, state: Row) -> None:
    from rich.text import Text

    line = Text(show_time(state["published_at"], state["precision"]), style="cyan")
    if state["headline"]:
        line.append(f"  {state['headline']}", style="bold not cyan")
    for mark in _list_marks(state):
        line.append(f"  [{mark}]", style="yellow not bold")
    console.print()
    console.print(line, soft_wrap=True)
    if state["author"]:
        print_indented(console, Text(str(state["author"]), style="italic"))
    print_indented(console, Text(str(state["text"])))


def _list_marks(state: Row) -> list[str]:
    marks = []
    if state["is_pinned"]:
        marks.append("pinned")
    if state["is_key_event"]:
        marks.append("key event")
    if state["edits"]:
        times = "" if state["edits"] == 1 else f" {state['edits']} times"
        marks.append(f"edited{times}, {show_time(state['changed_at'])}")
    return marks
