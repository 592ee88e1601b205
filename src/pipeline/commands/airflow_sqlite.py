"""Keep Airflow's own SQLite from refusing work that two of its processes do at once.

Airflow reads within a savepoint and writes afterwards (``airflow backfill create``, a run each
date). On SQLite the savepoint opens a transaction that has not asked for the write lock; where
another process commits between the read and the write, SQLite fails at once with 'database is
locked', whatever the timeout (SQLITE_BUSY_SNAPSHOT, https://sqlite.org/isolation.html), and the
command takes back all that it ordered. Taking the lock first makes it wait its turn.
"""

from __future__ import annotations

from sqlalchemy import Connection, Engine, event

BUSY_TIMEOUT_S = 60
"""How long one process of Airflow waits for another's transaction (sqlite3's default is 5)."""


def lock_before_savepoints() -> None:
    """From now on a savepoint that opens a SQLite transaction takes the write lock first."""
    event.listen(Engine, "savepoint", _take_write_lock)


def _take_write_lock(connection: Connection, _name: str | None) -> None:
    if connection.dialect.driver != "pysqlite":
        return
    driver = connection.connection.driver_connection
    if driver is not None and not driver.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
