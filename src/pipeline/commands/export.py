"""`dateline export`: what the warehouse holds, in the open formats that others read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from pipeline.commands.reading import use_warehouse
from pipeline.errors import UsageError
from pipeline.nights import night_interval, parse_moment, parse_night

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from pipeline.export.feed import Feed
    from pipeline.warehouse import Selection
    from pipeline.warehouse.read import Row

Format = Literal["json-feed", "atom", "json-ld", "cloudevents", "parquet"]
OWN_NAME = "Dateline"
NEVER = "1970-01-01T00:00:00Z"
"""When a feed without entries was updated."""


def export_rows(
    form: Format,
    url: str | None,
    *,
    source: str | None,
    first: str | None,
    last: str | None,
    as_of: str | None,
    out: Path | None,
) -> None:
    """Write a live blog, a Source, a span of days, or all.

    Args:
        form: the format.
        url: of one live blog.
        source: only of this Source.
        first: first UTC day of publication (of events: of observation), ``YYYY-MM-DD``.
        last: the last one, included.
        as_of: entries as they stood at this instant of capture time.
        out: a file; Parquet needs a folder. None: stdout.

    Raises:
        UsageError: a date or time that is none, or options that do not go together.
        UnknownLiveBlog: no live blog of this address is known.
    """
    from pipeline.warehouse import open_snapshot

    at = parse_moment(as_of)
    chosen = _choose(url, source, first, last)
    if at is not None and form in {"cloudevents", "parquet"}:
        raise UsageError(f"--as-of is of entries: {form} has every change")
    if form == "parquet":
        _export_dataset(chosen, out)
        return
    with use_warehouse() as engine, open_snapshot(engine) as connection:
        chosen, blog = _find_blog(connection, chosen)
        with _open_output(out) as stream:
            stream.writelines(_write_bytes(connection, form, chosen, blog, at))


def _choose(url: str | None, source: str | None, first: str | None, last: str | None) -> Selection:
    from pipeline.warehouse import Selection

    since = night_interval(parse_night(first)).start if first else None
    until = night_interval(parse_night(last)).end if last else None
    if since and until and since >= until:
        raise UsageError(f"the last day is before the first: {first} to {last}")
    return Selection(url=url, source=source, since=since, until=until)


def _find_blog(connection: Connection, chosen: Selection) -> tuple[Selection, Row | None]:
    """The selection under the address that the warehouse knows, and the live blog itself."""
    from pipeline.warehouse import find_live_blog

    if chosen.url is None:
        return chosen, None
    blog = find_live_blog(connection, chosen.url)
    return replace(chosen, url=str(blog["url"])), blog


def _export_dataset(chosen: Selection, out: Path | None) -> None:
    from pipeline import steps
    from pipeline.warehouse import open_snapshot

    if out is None:
        raise UsageError("parquet is written into a folder: give --out FOLDER")
    with use_warehouse() as engine:
        with open_snapshot(engine) as connection:
            chosen, _ = _find_blog(connection, chosen)
        counts = steps.export_dataset(engine, out, chosen)
    told = ", ".join(f"{name} {rows}" for name, rows in counts.rows.items())
    sys.stdout.write(f"{out}: {counts.files} files; {told}\n")


def _write_bytes(
    connection: Connection,
    form: Format,
    chosen: Selection,
    blog: Row | None,
    at: datetime | None,
) -> Iterator[bytes]:
    from pipeline import export
    from pipeline.warehouse.states import stream_states
    from pipeline.warehouse.stream import stream_standing

    if form == "cloudevents":
        return export.write_cloudevents(stream_standing(connection, chosen))
    if form == "json-ld":
        rows = stream_states(connection, chosen, at, "by_live_blog")
        return export.write_json_ld(rows, blog)
    feed = _describe_feed(connection, chosen, blog, at)
    rows = stream_states(connection, chosen, at, "newest_first")
    return (export.write_atom if form == "atom" else export.write_json_feed)(feed, rows)


def _describe_feed(
    connection: Connection, chosen: Selection, blog: Row | None, at: datetime | None
) -> Feed:
    from pipeline.export.feed import Feed
    from pipeline.warehouse.states import find_changed_at

    updated_at = find_changed_at(connection, chosen, at) or NEVER
    if blog is None:
        title = f"Live blogs of {chosen.source}" if chosen.source else "Live blogs"
        about = f"{chosen.source or ''}/{chosen.since or ''}/{chosen.until or ''}"
        return Feed(title, about, author=chosen.source or OWN_NAME, updated_at=updated_at)
    return Feed(
        title=str(blog["title"] or blog["url"]),
        about=str(blog["url"]),
        author=str(blog["publisher"] or blog["source"]),
        updated_at=updated_at,
        home_page_url=str(blog["url"]),
        description=_say(blog["lead"]),
        language=_say(blog["language"]),
    )


def _say(value: object) -> str | None:
    return None if value is None else str(value)


@contextmanager
def _open_output(out: Path | None) -> Iterator[BinaryIO]:
    """A file, which is there only once it is whole, or stdout."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    fresh = out.with_name(f".{out.name}.new")
    try:
        with fresh.open("wb") as stream:
            yield stream
        fresh.replace(out)
    except OSError as error:
        reason = error.strerror or "cannot be written"
        raise UsageError(reason[0].lower() + reason[1:], url=str(out)) from error
    finally:
        fresh.unlink(missing_ok=True)
