"""`dateline diff`: what was changed in a live blog, word by word, said or not said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pipeline.commands.reading import (
    measure_span,
    open_console,
    print_indented,
    show_span,
    show_time,
    use_warehouse,
    write_json_line,
)
from pipeline.commands.word_diff import Piece, compare_words, shorten_same
from pipeline.nights import parse_moment

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from pipeline.warehouse.read import Row

Moves = dict[tuple[object, object], list[object]]

TOLD = frozenset({"edited", "retracted", "restored"})
COMPARED = ("headline", "author", "text")
MOVES = ("split_into", "merged_into", "merged_from")
"""Where text went that did not simply come or go: ids of the other entries."""
MOVE_TEXTS = {
    "split_into": ", a part now an entry of its own",
    "merged_from": ", another entry merged into it",
}
STYLES = {"same": "", "removed": "red strike", "added": "green underline"}
MARKS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
"""Where there are no colours, as `git diff --word-diff` has them."""


def print_diff(url: str, since: str | None, *, as_json: bool) -> None:
    """Print edits, retractions and restorations in order of observation.

    Raises:
        UsageError: a time that is none.
        UnknownLiveBlog: no live blog of this address is known.
    """
    from pipeline.warehouse import Selection, find_live_blog, open_snapshot
    from pipeline.warehouse.stream import list_links, stream_standing

    start = parse_moment(since)
    with use_warehouse() as engine, open_snapshot(engine) as connection:
        blog = find_live_blog(connection, url)
        chosen = Selection(url=str(blog["url"]), source=str(blog["source"]))
        links = list_links(connection, chosen)
        changes = list(describe_changes(stream_standing(connection, chosen), links, start))
    if as_json:
        for change in changes:
            write_json_line(change)
        return
    console = open_console()
    _print_head(console, blog, changes)
    for change in changes:
        _print_change(console, change)


def describe_changes(
    events: Iterable[Row], links: Iterable[Row] = (), since: datetime | None = None
) -> Iterator[dict[str, Any]]:
    """Each change as JSON values.

    Args:
        events: rows of the view ``event_stream`` of one live blog, in order of observation.
        links: rows of the view ``entry_links`` of the same.
        since: leaves out what was first seen before.
    """
    gone: dict[object, object] = {}
    moves = _sort_links(links)
    for event in events:
        if event["type"] not in TOLD:
            continue
        entry_id, seen_at = event["entry_id"], event["observed_at"]
        stood_from: object = event["stood_from"]
        if event["type"] == "retracted":
            gone[entry_id] = seen_at
        elif event["type"] == "restored":
            stood_from = gone.pop(entry_id, None)
        if since is None or datetime.fromisoformat(str(seen_at)) >= since:
            yield _describe_change(event, stood_from) | {
                name: [str(other) for other in moves[name].get((entry_id, event["capture_id"]), ())]
                for name in MOVES
            }


def _sort_links(links: Iterable[Row]) -> dict[str, Moves]:
    """For each way of moving text: the entry and capture that show it -> the other entries."""
    moves: dict[str, Moves] = {name: defaultdict(list) for name in MOVES}
    for link in links:
        giver, taker, capture_id = link["from_entry_id"], link["to_entry_id"], link["capture_id"]
        if link["type"] == "split":
            moves["split_into"][giver, capture_id].append(taker)
        else:
            moves["merged_into"][giver, capture_id].append(taker)
            moves["merged_from"][taker, capture_id].append(giver)
    return moves


def _describe_change(event: Row, stood_from: object) -> dict[str, Any]:
    is_edited = event["type"] == "edited"
    return {
        "type": event["type"],
        "is_silent": not event["is_declared"] if is_edited else None,
        "entry_id": event["entry_id"],
        "url": event["url"],
        "published_at": event["published_at"],
        "published_at_before": event["published_at_before"],
        "updated_at": event["updated_at"],
        "seen_at": event["observed_at"],
        "stood_from": stood_from,
        "stood_s": measure_span(stood_from, event["observed_at"]),
        "headline": event["headline"],
        "text": event["text"],
        "changes": {name: _compare(event, name) for name in _list_changed(event)},
    }


def _list_changed(event: Row) -> list[str]:
    if event["type"] != "edited":
        return []
    return [name for name in COMPARED if event[name] != event[f"{name}_before"]]


def _compare(event: Row, name: str) -> list[dict[str, str]]:
    before, after = event[f"{name}_before"], event[name]
    pieces = compare_words(
        None if before is None else str(before), None if after is None else str(after)
    )
    return [{"change": piece.change, "text": piece.text} for piece in pieces]


def _print_head(console: Console, blog: Row, changes: list[dict[str, Any]]) -> None:
    from rich.text import Text

    silent = sum(change["is_silent"] is True for change in changes)
    edited = sum(change["type"] == "edited" for change in changes)
    gone = sum(change["type"] == "retracted" for change in changes)
    back = sum(change["type"] == "restored" for change in changes)
    console.print(Text(str(blog["title"] or blog["url"]), style="bold"))
    console.print(str(blog["url"]), soft_wrap=True)
    console.print(
        f"{edited} edits, {silent} of them silent · {gone} taken down · {back} put back · "
        f"{blog['captures']} captures"
    )


def _print_change(console: Console, change: dict[str, Any]) -> None:
    from rich.text import Text

    line = Text(show_time(change["seen_at"]), style="cyan")
    line.append(f"  {change['headline'] or ''}", style="bold not cyan")
    console.print()
    console.print(line, soft_wrap=True)
    print_indented(console, Text(_say_change(change), style="yellow"))
    for name, pieces in change["changes"].items():
        written = Text(f"{name}: ")
        _append_pieces(written, pieces, has_colours=console.is_terminal)
        print_indented(console, written)
    if change["type"] == "edited" and not change["changes"]:
        before, after = show_time(change["published_at_before"]), show_time(change["published_at"])
        print_indented(console, Text(f"time: {before} → {after}"))
    if change["type"] == "retracted":
        print_indented(console, Text(change["text"] or "", style=STYLES["removed"]))


def _say_change(change: dict[str, Any]) -> str:
    span = show_span(change["stood_from"], change["seen_at"])
    if change["type"] == "retracted":
        how = "merged into another entry" if change["merged_into"] else "taken down"
        return f"{how}; it stood {span}"
    if change["type"] == "restored":
        return f"put back; it was gone {span}"
    moved = "".join(text for name, text in MOVE_TEXTS.items() if change[name])
    if change["is_silent"]:
        return f"edited silently{moved}; the former state stood {span}"
    told = show_time(change["updated_at"])
    return f"edited, as the publisher says at {told}{moved}; the former state stood {span}"


def _append_pieces(written: Text, pieces: list[dict[str, Any]], *, has_colours: bool) -> None:
    for piece in shorten_same([Piece(one["change"], one["text"]) for one in pieces]):
        opening, closing = ("", "") if has_colours else MARKS[piece.change]
        written.append(f"{opening}{piece.text}{closing}", style=STYLES[piece.change])
