"""Rows in and out: insert what is missing, change what differs, leave the rest alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

CHUNK_ROWS = 5000
"""Rows a statement's parameters hold at once."""

COPY_ROWS = 20
"""From so many rows on COPY is quicker than INSERT."""

AnyRow = dict[str, Any]  # values have the types of their columns
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """How many rows a synchronisation touched."""

    inserted: int = 0
    updated: int = 0
    deleted: int = 0


def list_columns(table: Table, names: Iterable[str]) -> list[Column[Any]]:
    """Columns of a table by name, in the order given."""
    return [table.c[name] for name in names]


def split_chunks(rows: Sequence[Any], size: int = CHUNK_ROWS) -> Iterable[Sequence[Any]]:
    """Cut a sequence into pieces of at most ``size``."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that are known to be missing."""
    if connection.dialect.name == "postgresql" and len(rows) >= COPY_ROWS:
        _copy_rows(connection, table, table.name, rows)
        return
    for chunk in split_chunks(rows):
        connection.execute(insert(table), list(chunk))


def insert_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows whose key is missing; a row that stands is left as it is."""
    if connection.dialect.name == "postgresql" and len(rows) >= COPY_ROWS:
        _copy_missing(connection, table, rows)
        return
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(table).on_conflict_do_nothing()
    for chunk in split_chunks(rows):
        connection.execute(statement, list(chunk))


def replace_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; one whose key stands gets the new values."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(table)
    keys = [column.name for column in table.primary_key]
    values = {c.name: statement.excluded[c.name] for c in table.c if c.name not in keys}
    for chunk in split_chunks(rows):
        connection.execute(
            statement.on_conflict_do_update(index_elements=keys, set_=values), list(chunk)
        )


def delete_keys(connection: Connection, table: Table, keys: Sequence[Key]) -> None:
    """Delete rows by primary key."""
    statement = delete(table).where(_match_key(table))
    for chunk in split_chunks(keys):
        connection.execute(statement, [_bind_key(table, key) for key in chunk])


def update_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Set every column of rows that stand, by primary key."""
    keys = {column.name for column in table.primary_key}
    values = {c.name: bindparam(f"v_{c.name}", type_=c.type) for c in table.c if c.name not in keys}
    statement = update(table).where(_match_key(table)).values(values)
    for chunk in split_chunks(rows):
        connection.execute(
            statement,
            [
                {f"k_{name}": row[name] for name in keys}
                | {f"v_{name}": row[name] for name in values}
                for row in chunk
            ],
        )


def key_of(table: Table, row: Mapping[str, Any]) -> Key:
    """A row's primary key."""
    return tuple(row[column.name] for column in table.primary_key)


def _copy_rows(
    connection: Connection, table: Table, target: str, rows: Sequence[Mapping[str, Any]]
) -> None:
    """COPY is PostgreSQL's quickest way in: https://www.postgresql.org/docs/15/sql-copy.html."""
    columns = [column for column in table.c if column.name in rows[0]]
    makers = [column.type.bind_processor(connection.dialect) for column in columns]
    names = ", ".join(f'"{column.name}"' for column in columns)
    driver: Any = connection.connection.cursor()  # psycopg's: SQLAlchemy has no COPY
    with driver, driver.copy(f'COPY "{target}" ({names}) FROM STDIN') as copy:
        for row in rows:
            cells = (row[column.name] for column in columns)
            copy.write_row(
                [make(cell) if make else cell for make, cell in zip(makers, cells, strict=True)]
            )


def _copy_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    name = f"new_{table.name}"
    connection.exec_driver_sql(
        f'CREATE TEMPORARY TABLE IF NOT EXISTS "{name}" (LIKE "{table.name}") ON COMMIT DROP'
    )
    _copy_rows(connection, table, name, rows)
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key)
    connection.exec_driver_sql(
        f'INSERT INTO "{table.name}" SELECT * FROM "{name}" ORDER BY {keys} '  # noqa: S608  # names
        "ON CONFLICT DO NOTHING"
    )
    connection.exec_driver_sql(f'TRUNCATE "{name}"')


def _match_key(table: Table) -> ColumnElement[bool]:  # a SQL expression
    return and_(*(c == bindparam(f"k_{c.name}", type_=c.type) for c in table.primary_key))


def _bind_key(table: Table, key: Key) -> dict[str, Any]:
    return {f"k_{c.name}": value for c, value in zip(table.primary_key, key, strict=True)}


def synchronise(
    connection: Connection,
    table: Table,
    stored: Iterable[Mapping[str, Any]],
    wanted: Iterable[Mapping[str, Any]],
) -> Difference:
    """Make the table hold the rows wanted, touching only those that differ.

    Args:
        connection: inside the caller's transaction.
        table: the table.
        stored: the rows that stand, all columns, as read from the table.
        wanted: the rows that should stand in their place, all columns.
    """
    change = compare_rows(table, stored, wanted)
    delete_keys(connection, table, change.extra)
    insert_rows(connection, table, change.missing)
    update_rows(connection, table, change.changed)
    return Difference(len(change.missing), len(change.changed), len(change.extra))


@dataclass(frozen=True, slots=True)
class Change:
    """What turns the rows that stand into the rows wanted."""

    table: Table
    missing: list[Mapping[str, Any]]
    changed: list[Mapping[str, Any]]
    extra: list[Key]


def compare_rows(
    table: Table, stored: Iterable[Mapping[str, Any]], wanted: Iterable[Mapping[str, Any]]
) -> Change:
    """Compare rows by primary key, column by column."""
    standing = {key_of(table, row): dict(row) for row in stored}
    missing: list[Mapping[str, Any]] = []
    changed: list[Mapping[str, Any]] = []
    for row in wanted:
        have = standing.pop(key_of(table, row), None)
        if have is None:
            missing.append(row)
        elif have != row:
            changed.append(row)
    return Change(table, missing, changed, list(standing))
