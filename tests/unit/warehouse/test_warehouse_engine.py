"""Opening a warehouse: what is said when it cannot be."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from pipeline.errors import BatchIsBusy, WarehouseError, WarehouseUnreachable
from pipeline.warehouse import engine as engine_room
from pipeline.warehouse.engine import (
    mask_password,
    open_readonly,
    open_warehouse,
    parse_url,
    reading,
    writing,
)


def test_the_parent_folder_is_made(tmp_path):
    engine = open_warehouse(f"sqlite:///{tmp_path}/deep/down/warehouse.db")
    with reading(engine) as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert connection.scalar(text("PRAGMA busy_timeout")) == 60_000
    engine.dispose()


def test_an_address_with_marks_of_its_own(tmp_path):
    url = f"sqlite:///{tmp_path}/50% of #1.db"
    open_warehouse(url).dispose()
    engine = open_readonly(url)
    with reading(engine) as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    engine.dispose()


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_postgresql_means_psycopg(scheme):
    assert parse_url(f"{scheme}://me@db.example/news").drivername == "postgresql+psycopg"


def test_no_password_is_shown():
    assert "secret" not in mask_password("postgresql://me:secret@db.example/news")
    with pytest.raises(WarehouseUnreachable) as failure:
        open_warehouse("postgresql://me:secret@127.0.0.1:9/news")
    assert "secret" not in str(failure.value)
    assert "127.0.0.1" in str(failure.value)
    assert "\n" not in str(failure.value)
    assert failure.value.is_retryable


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://me:secret@db/x", "", "fishbase://x", "a://b:c"]
)
def test_what_is_no_warehouse(url):
    with pytest.raises(WarehouseError) as failure:
        open_warehouse(url)
    assert "secret" not in str(failure.value)


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WarehouseUnreachable):
        open_warehouse(f"sqlite:///{tmp_path}/file/warehouse.db")


def test_a_file_that_is_no_database(tmp_path):
    (tmp_path / "notes.db").write_text("These are notes, and no database at all. " * 50)
    with pytest.raises(WarehouseUnreachable, match="not a database"):
        open_warehouse(f"sqlite:///{tmp_path}/notes.db")


def test_a_writer_that_waits_too_long(tmp_path, monkeypatch):
    monkeypatch.setattr(engine_room, "BUSY_TIMEOUT_S", 0.05)
    url = f"sqlite:///{tmp_path}/warehouse.db"
    first, second = open_warehouse(url), open_warehouse(url)
    with writing(first), pytest.raises(BatchIsBusy) as refusal, writing(second, lock="harbour"):
        pass
    assert refusal.value.is_retryable
    first.dispose()
    second.dispose()


def test_a_reader_blocks_no_writer_and_sees_one_state(tmp_path):
    engine = open_warehouse(f"sqlite:///{tmp_path}/warehouse.db")
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE note (line TEXT)"))
    with reading(engine) as reader:
        assert reader.scalar(text("SELECT COUNT(*) FROM note")) == 0
        with writing(engine) as writer:
            writer.execute(text("INSERT INTO note VALUES ('x')"))
        assert reader.scalar(text("SELECT COUNT(*) FROM note")) == 0
    engine.dispose()
