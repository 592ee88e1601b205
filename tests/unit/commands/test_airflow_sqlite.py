"""A read and a write within a savepoint, while another process writes between the two."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError

from pipeline.commands.airflow_sqlite import _take_write_lock, lock_before_savepoints


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database as Airflow opens its own: write-ahead log, short patience."""
    file = tmp_path / "airflow.db"
    made = sqlite3.connect(file)
    made.executescript("PRAGMA journal_mode=WAL; CREATE TABLE run (name TEXT);")
    made.close()
    engine = create_engine(f"sqlite:///{file}?timeout=5")
    yield engine
    engine.dispose()


@pytest.fixture
def locked_savepoints() -> Iterator[None]:
    lock_before_savepoints()
    yield
    event.remove(Engine, "savepoint", _take_write_lock)


def test_a_write_between_read_and_write_is_refused_by_default(engine: Engine) -> None:
    with pytest.raises(OperationalError, match="database is locked"):
        read_then_write(engine)


@pytest.mark.usefixtures("locked_savepoints")
def test_a_write_between_read_and_write_waits_its_turn(engine: Engine) -> None:
    read_then_write(engine)
    with engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM run ORDER BY name")).scalars().all()
    assert names == ["backfill", "scheduled"]


@pytest.mark.usefixtures("locked_savepoints")
def test_a_savepoint_within_a_transaction_stays_one(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO run VALUES ('kept')"))
        with connection.begin_nested() as nested:
            connection.execute(text("INSERT INTO run VALUES ('dropped')"))
            nested.rollback()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT name FROM run")).scalars().all() == ["kept"]


def read_then_write(engine: Engine) -> None:
    """What ``airflow backfill create`` does for each date, with the scheduler at work beside it."""
    scheduler = threading.Thread(target=write_beside, args=(engine.url.database,))
    with engine.connect() as connection, connection.begin(), connection.begin_nested():
        connection.execute(text("SELECT count(*) FROM run")).scalar()
        scheduler.start()
        scheduler.join(0.5)
        connection.execute(text("INSERT INTO run VALUES ('backfill')"))
    scheduler.join()


def write_beside(file: str) -> None:
    connection = sqlite3.connect(file, timeout=5)
    connection.execute("INSERT INTO run VALUES ('scheduled')")
    connection.commit()
    connection.close()
