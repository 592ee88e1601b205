"""Read the public views as streams of plain rows, for those that hand them on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from sqlalchemy import Connection, Engine, TextClause, bindparam, text
from sqlalchemy.exc import DBAPIError

from pipeline.addresses import canonical_url
from pipeline.errors import UnknownLiveBlog, WarehouseError
from pipeline.warehouse.engine import reading
from pipeline.warehouse.plain import Plain, make_plain
from pipeline.warehouse.types import UtcDateTime

Row = dict[str, Plain]
"""Values by column; times are ISO 8601 text in UTC."""
Bound = Mapping[str, str | int | datetime]

CHUNK_ROWS = 2000
NEAR_ADDRESSES = 3


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows: those of one live blog, of a Source, of a half-open span of time. None: all."""

    url: str | None = None
    source: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@contextmanager
def open_snapshot(engine: Engine) -> Iterator[Connection]:
    """A read in which every statement sees the same rows."""
    with reading(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        yield connection


def stream_rows(connection: Connection, sql: str, bound: Bound) -> Iterator[Row]:
    """Run a statement over the views; its rows one after the other, few of them in memory.

    Raises:
        WarehouseError: the database refused, as one does whose schema is older than this program.
    """
    times = [name for name, value in bound.items() if isinstance(value, datetime)]
    streamed = connection.execution_options(yield_per=CHUNK_ROWS)
    try:
        with closing(streamed.execute(bind_times(sql, times), dict(bound))) as found:
            columns = tuple(found.keys())
            for row in make_plain(columns, found):
                yield dict(zip(columns, row, strict=True))
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise WarehouseError(
            f"{reason} (`dateline doctor` brings its schema up to date)"
        ) from error


def bind_times(sql: str, names: Iterable[str]) -> TextClause:
    """A statement that binds these parameters as times: so they compare on every engine."""
    return text(sql).bindparams(*(bindparam(name, type_=UtcDateTime) for name in names))


def stream_view(
    connection: Connection,
    view: str,
    columns: Sequence[str],
    *,
    chosen: Selection,
    dated_by: Sequence[str],
    key: Sequence[str],
    url_column: str = "live_blog_url",
) -> Iterator[Row]:
    """Rows of a public view, in order of Source, time and key.

    Args:
        connection: of ``open_snapshot``.
        view: its name.
        columns: those wanted.
        chosen: which rows; its span is held against the time.
        dated_by: columns whose first value that is not empty is the time of a row.
        key: columns that name a row.
        url_column: holds the address of the live blog.
    """
    time = f"COALESCE({', '.join(dated_by)})" if len(dated_by) > 1 else dated_by[0]
    where, bound = write_where(chosen, url_column=url_column, time=time)
    sql = (
        f"SELECT {', '.join(columns)} FROM {view}{where}"  # noqa: S608  # our own names
        f" ORDER BY source, {time}, {', '.join(key)}"
    )
    return stream_rows(connection, sql, bound)


def find_live_blog(connection: Connection, url: str) -> Row:
    """The live blog of an address, as its latest Capture shows it.

    Raises:
        UnknownLiveBlog: none is known; names near addresses.
    """
    sql = (
        "SELECT live_blog_id, source, url, publisher, title, language, published_at, modified_at,"
        " lead, coverage_state, captures, first_captured_at, last_captured_at"
        " FROM live_blogs WHERE url IN (:asked, :canonical)"
        " ORDER BY last_captured_at DESC, source LIMIT 1"
    )
    for row in stream_rows(connection, sql, {"asked": url, "canonical": _normalise(url)}):
        return row
    known = [str(row["url"]) for row in stream_rows(connection, "SELECT url FROM live_blogs", {})]
    raise UnknownLiveBlog(_describe_near(url, known), url=url)


def _normalise(url: str) -> str:
    try:
        return canonical_url(url)
    except ValueError:
        return url


def _describe_near(url: str, known: Iterable[str]) -> str:
    near = get_close_matches(url, list(known), NEAR_ADDRESSES, cutoff=0.5)
    hint = f"; near: {', '.join(near)}" if near else ""
    return f"no live blog of this address is known{hint}"


def write_where(
    chosen: Selection,
    *,
    url_column: str,
    time: str,
    source_column: str = "source",
    also: Sequence[str] = (),
) -> tuple[str, dict[str, str | int | datetime]]:
    """The condition of a statement, and what it binds; empty where everything is asked for.

    Args:
        chosen: which rows.
        url_column: holds the address of the live blog.
        time: what the span is held against.
        source_column: holds the Source's name.
        also: conditions besides.
    """
    tests = {
        "url": (chosen.url, f"{url_column} = :url"),
        "source": (chosen.source, f"{source_column} = :source"),
        "since": (chosen.since, f"{time} >= :since"),
        "until": (chosen.until, f"{time} < :until"),
    }
    given = {name: value for name, (value, _) in tests.items() if value is not None}
    where = " AND ".join([*also, *(tests[name][1] for name in given)])
    return (f" WHERE {where}" if where else ""), dict(given)
