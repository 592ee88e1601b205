"""Ask the warehouse, read only: a saved query by name, or one SELECT of your own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from pipeline.errors import QueryError
from pipeline.nights import parse_moment
from pipeline.warehouse.engine import open_readonly, reading
from pipeline.warehouse.plain import Plain, make_plain
from pipeline.warehouse.read import bind_times
from pipeline.warehouse.sql_files import locate_sql

Parameter = str | int | datetime | None

TIME_PARAMETERS = frozenset({"at", "since", "until"})
"""Names of parameters that hold a time; given as text they are ISO 8601, UTC without a zone."""

# Example: the name latest-entries
_NAME = re.compile(r"[a-z][a-z0-9_-]*")

# Example: -- title: The latest entries
_TITLE = re.compile(r"^-- title: (.+)$", re.MULTILINE)

# Example: -- param limit = 20: rows at most
_PARAMETER = re.compile(r"^-- param ([a-z_]+) = ([^:\n]+): (.+)$", re.MULTILINE)

# Examples: E'it\'s'  'it''s'  "a column"  -- a remark  /* a remark */  $$text$$
_QUOTED = re.compile(
    r"\b[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/"
    r"|(?<![\w$])(\$(?:[^\W\d]\w*)?\$).*?\1",
    re.DOTALL,
)

# Example: with recent as (
_READS = re.compile(r"\(*\s*(?:select|with|values|explain)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query of sql/queries."""

    name: str
    title: str
    sql: str
    parameters: dict[str, Parameter] = field(default_factory=dict)
    """Default by name."""
    meanings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Rows of plain values: times are ISO 8601 text in UTC."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Plain, ...], ...]


def run_query(
    warehouse: str | Engine, name_or_sql: str, params: Mapping[str, Parameter] | None = None
) -> QueryResult:
    """Run a saved query, or a statement that only reads.

    Args:
        warehouse: its URL, or an open engine.
        name_or_sql: a name of ``list_queries``, or SQL with ``:name`` parameters.
        params: by name; what a saved query is not given has its default.

    Raises:
        UsageError: a parameter that holds a time is given something else.
        QueryError: unknown, more than one statement, not a read, or refused by the database.
        WarehouseUnreachable: no connection.
    """
    sql, bound = _choose_statement(name_or_sql.strip(), params or {})
    with _read_only(warehouse) as connection:
        try:
            found = connection.execute(bind_times(sql, bound.keys() & TIME_PARAMETERS), bound)
            columns = tuple(found.keys())
            return QueryResult(columns, tuple(make_plain(columns, found)))
        except DBAPIError as error:
            raise QueryError(_first_line(error.orig)) from error
        except SQLAlchemyError as error:
            raise QueryError(str(error.args[0]).splitlines()[0]) from error


def list_queries() -> list[SavedQuery]:
    """The saved queries, in order of name."""
    paths = sorted((locate_sql() / "queries").glob("*.sql"))
    return [read_saved_query(path.stem, path.read_text(encoding="utf-8")) for path in paths]


def read_saved_query(name: str, sql: str) -> SavedQuery:
    """Read a query's header.

    Raises:
        QueryError: it has no title.
    """
    title = _TITLE.search(sql)
    if title is None:
        raise QueryError("its header has no line '-- title: ...'", url=name)
    found = _PARAMETER.findall(sql)
    return SavedQuery(
        name=name,
        title=title[1].strip(),
        sql=sql,
        parameters={key: _read_default(value.strip()) for key, value, _ in found},
        meanings={key: meaning.strip() for key, _, meaning in found},
    )


def check_statement(sql: str) -> None:
    """Refuse what is not one statement that reads.

    Raises:
        QueryError: says what it is instead.
    """
    bare = _QUOTED.sub(lambda match: " " if match[0].startswith(("-", "/")) else "''", sql).strip()
    if ";" in bare.removesuffix(";").rstrip():
        raise QueryError("one statement at a time, please")
    if not _READS.match(bare):
        raise QueryError("only SELECT, WITH, VALUES and EXPLAIN are answered: queries read")


def _choose_statement(
    name_or_sql: str, params: Mapping[str, Parameter]
) -> tuple[str, dict[str, Parameter]]:
    if not _NAME.fullmatch(name_or_sql):
        check_statement(name_or_sql)
        return name_or_sql, {name: _read_time(name, value) for name, value in params.items()}
    saved = {query.name: query for query in list_queries()}
    if name_or_sql not in saved:
        near = get_close_matches(name_or_sql, saved) or sorted(saved)
        raise QueryError(f"no such query; there is: {', '.join(near)}", url=name_or_sql)
    query = saved[name_or_sql]
    if unknown := sorted(set(params) - set(query.parameters)):
        known = ", ".join(query.parameters) or "none"
        raise QueryError(f"no such parameter: {unknown[0]}; it takes {known}", url=query.name)
    given = {name: _fit(query, name, value) for name, value in params.items()}
    return query.sql, query.parameters | given


def _fit(query: SavedQuery, name: str, value: Parameter) -> Parameter:
    """A number stays a number, and a time a time, also when it comes from a command line."""
    if name in TIME_PARAMETERS:
        return _read_time(name, value)
    if not isinstance(query.parameters[name], int) or not isinstance(value, str | None):
        return value
    try:
        return int(value or "")
    except ValueError as error:
        raise QueryError(f"{name} is a number, not {value!r}", url=query.name) from error


def _read_time(name: str, value: Parameter) -> Parameter:
    if name in TIME_PARAMETERS and isinstance(value, str):
        return parse_moment(value)
    return value


def _read_default(value: str) -> Parameter:
    if value == "null":
        return None
    return int(value) if value.isdecimal() else value


@contextmanager
def _read_only(warehouse: str | Engine) -> Iterator[Connection]:
    engine = open_readonly(warehouse) if isinstance(warehouse, str) else warehouse
    try:
        with reading(engine) as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SET TRANSACTION READ ONLY"))
                yield connection
            else:
                with _query_only(connection):
                    yield connection
    finally:
        if engine is not warehouse:
            engine.dispose()


@contextmanager
def _query_only(connection: Connection) -> Iterator[None]:
    was = connection.scalar(text("PRAGMA query_only"))
    connection.exec_driver_sql("PRAGMA query_only = ON")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA query_only = {was}")


def _first_line(error: BaseException | None) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else "the database refused"
