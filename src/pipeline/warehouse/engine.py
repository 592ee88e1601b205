"""Open the warehouse: SQLite (embedded default) or PostgreSQL, with the same promises.

A write happens in ``writing(engine, lock=...)``: one transaction under one lock a name. SQLite
takes its write lock at BEGIN (a deferred read-then-write loses commits to 'database is locked':
https://sqlite.org/lang_transaction.html), PostgreSQL an advisory lock that ends with the
transaction (https://www.postgresql.org/docs/15/explicit-locking.html#ADVISORY-LOCKS).
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from pipeline.errors import BatchIsBusy, WarehouseError, WarehouseUnreachable

if TYPE_CHECKING:
    from collections.abc import Iterator

BUSY_TIMEOUT_S = 60
"""How long a writer waits for another before it gives up with BatchIsBusy."""

CONNECT_TIMEOUT_S = 10
_IS_READER = "dateline_is_reader"
_WAITED_TOO_LONG = ("55P03", "40P01")
"""SQLSTATE of lock_not_available and deadlock_detected."""


def open_warehouse(url: str) -> Engine:
    """Open a warehouse for reading and writing, and check that it answers.

    Args:
        url: ``sqlite:///path``, ``postgresql://user@host/db`` or any SQLAlchemy URL of the two.

    Raises:
        WarehouseError: the URL is none, or of another database.
        WarehouseUnreachable: it does not answer; the message holds no password.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        _make_parent(parsed)
        return _check(_listen_sqlite(_create(parsed), is_readonly=False), parsed)
    return _check(_create(parsed), parsed)


def open_readonly(url: str) -> Engine:
    """Open a warehouse so that nothing can be written through it.

    PostgreSQL compiles no query there: for the public views that takes longer than answering them.

    Raises:
        WarehouseError: the URL is none, or of another database.
        WarehouseUnreachable: it does not answer or does not exist.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        if not Path(parsed.database or "").is_file():
            raise WarehouseUnreachable("no such warehouse", url=mask_url(parsed))
        engine = _create(_name_readonly(parsed))
        return _check(_listen_sqlite(engine, is_readonly=True), parsed)
    engine = _create(parsed, options="-c default_transaction_read_only=on -c jit=off")
    return _check(engine, parsed)


@contextmanager
def writing(engine: Engine, *, lock: str = "") -> Iterator[Connection]:
    """One write transaction; with ``lock``, nobody else writes under that name meanwhile.

    Raises:
        BatchIsBusy: another writer held the lock for longer than ``BUSY_TIMEOUT_S``.
    """
    try:
        with engine.begin() as connection:
            if lock:
                take_lock(connection, lock)
            yield connection
    except DBAPIError as error:
        if _is_lock_timeout(error):
            raise BatchIsBusy("another run is writing; try again later", url=lock) from error
        raise


def take_lock(connection: Connection, name: str) -> None:
    """Hold a lock of that name until the transaction ends; SQLite's one writer holds all."""
    if connection.dialect.name != "postgresql":
        return
    digest = hashlib.sha256(f"dateline|{name}".encode()).digest()
    key = int.from_bytes(digest[:8], "big", signed=True)
    connection.execute(text(f"SET LOCAL lock_timeout = '{BUSY_TIMEOUT_S}s'"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent read that blocks no writer."""
    with engine.connect().execution_options(**{_IS_READER: True}) as connection:
        yield connection


def parse_url(url: str) -> URL:
    """Read a warehouse URL; ``postgresql://`` and ``postgres://`` mean psycopg.

    Raises:
        WarehouseError: it is none, or of a database that we do not know.
    """
    try:
        parsed = make_url(url)
        name = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise WarehouseError("the warehouse's address is no SQLAlchemy URL") from error
    if name == "sqlite":
        return parsed
    if name in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    raise WarehouseError("a warehouse is SQLite or PostgreSQL", url=mask_url(parsed))


def mask_url(url: URL) -> str:
    """The address for people: its password is stars."""
    return url.render_as_string(hide_password=True)


def mask_password(url: str) -> str:
    """The warehouse's address for people.

    >>> mask_password("postgresql://me:secret@db.example/news")
    'postgresql+psycopg://me:***@db.example/news'
    """
    return mask_url(parse_url(url))


def _create(url: URL, *, options: str | None = None) -> Engine:
    if url.get_backend_name() == "sqlite":
        return create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S})
    arguments: dict[str, Any] = {"connect_timeout": CONNECT_TIMEOUT_S}
    if options:
        given = url.query.get("options")
        arguments["options"] = f"{given} {options}" if given else options
    try:
        return create_engine(url, connect_args=arguments, pool_pre_ping=True)
    except ImportError as error:
        raise WarehouseError(
            "PostgreSQL needs the extra: pip install 'dateline[postgres]'", url=mask_url(url)
        ) from error


def _name_readonly(url: URL) -> URL:
    path = Path(url.database or "").resolve().as_posix()
    quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return url.set(database=f"file:{quoted}", query={"mode": "ro", "uri": "true"})


def _make_parent(url: URL) -> None:
    if url.database and url.database != ":memory:":
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WarehouseUnreachable(error.strerror or "no folder", url=mask_url(url)) from error


def _listen_sqlite(engine: Engine, *, is_readonly: bool) -> Engine:
    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver starts no transaction; begin() below does
        connection.execute("PRAGMA foreign_keys = ON")
        if is_readonly:
            connection.execute("PRAGMA query_only = ON")
        else:
            _use_wal(connection)
            connection.execute("PRAGMA synchronous = NORMAL")

    def begin(connection: Connection) -> None:
        is_reader = is_readonly or connection.get_execution_options().get(_IS_READER, False)
        connection.exec_driver_sql("BEGIN" if is_reader else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", begin)
    return engine


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL. Two processes that switch at once do not wait by themselves: we do."""
    deadline = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _check(engine: Engine, url: URL) -> Engine:
    try:
        with reading(engine) as connection:
            connection.execute(text("SELECT 1"))
    except DBAPIError as error:
        engine.dispose()
        reason = str(error.orig).strip().splitlines()[0]
        if url.password:
            reason = reason.replace(str(url.password), "***")
        raise WarehouseUnreachable(reason, url=mask_url(url)) from None
    return engine


def _is_lock_timeout(error: DBAPIError) -> bool:
    if getattr(error.orig, "sqlstate", None) in _WAITED_TOO_LONG:
        return True
    return isinstance(error.orig, sqlite3.OperationalError) and "locked" in str(error.orig)
