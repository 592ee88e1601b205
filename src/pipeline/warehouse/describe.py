"""What the public views hold: each with its header comment, each column with its meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import Connection, Engine, inspect, literal

from pipeline.errors import QueryError
from pipeline.glossary import explain_column
from pipeline.warehouse.engine import reading
from pipeline.warehouse.sql_files import locate_sql, read_views

# Example: -- How each expectation fared over each batch.
_HEADER = re.compile(r"\A((?:--[^\n]*\n)+)")


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """A column of a public view."""

    view: str
    column: str
    type: str
    meaning: str


def describe_columns(engine: Engine, view: str | None = None) -> list[ViewColumn]:
    """The columns of one public view, or of all, in order.

    Raises:
        QueryError: there is no such view.
    """
    names = [*read_views(locate_sql())]
    if view is not None and view not in names:
        near = get_close_matches(view, names) or names
        raise QueryError(f"no such view; there is: {', '.join(near)}", url=view)
    with reading(engine) as connection:
        seen = inspect(connection)
        return [
            ViewColumn(
                name, one["name"], str(one["type"]).lower(), explain_column(name, one["name"])
            )
            for name in ([view] if view else names)
            for one in seen.get_columns(name)
        ]


def comment_views(connection: Connection) -> None:
    """Write the same into the database, where ``psql`` and other tools show it; not in SQLite.

    https://www.postgresql.org/docs/15/sql-comment.html
    """
    if connection.dialect.name != "postgresql":
        return
    seen = inspect(connection)
    for view, statement in read_views(locate_sql()).items():
        _comment(connection, f'VIEW "{view}"', _read_header(statement))
        for one in seen.get_columns(view):
            meaning = explain_column(view, one["name"])
            _comment(connection, f'COLUMN "{view}"."{one["name"]}"', meaning)


def _comment(connection: Connection, subject: str, meaning: str) -> None:
    quoted = literal(meaning).compile(connection, compile_kwargs={"literal_binds": True})
    connection.exec_driver_sql(f"COMMENT ON {subject} IS {quoted}")


def _read_header(statement: str) -> str:
    """The comment above a statement, in one line.

    >>> _read_header("-- Every response\\n-- that was kept.\\nCREATE VIEW captures AS")
    'Every response that was kept.'
    """
    header = _HEADER.match(statement)
    lines = header[1].splitlines() if header else []
    return " ".join(line.removeprefix("--").strip() for line in lines)
