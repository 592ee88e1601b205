"""The three nights as a Parquet dataset: what it holds, its card, and that it is the same twice."""

from __future__ import annotations

import hashlib
import sys
import time
from datetime import UTC, datetime

import pytest
from pyarrow import dataset, parquet

from pipeline import steps
from pipeline.errors import UsageError
from pipeline.export import DATASET
from pipeline.settings import Settings
from pipeline.steps import export_dataset
from pipeline.warehouse import Selection, run_query


def read_table(folder, name):
    return dataset.dataset(folder / name, partitioning="hive").to_table()


def read_clock():
    return datetime(2026, 4, 1, tzinfo=UTC)


def hash_folder(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def read_cell(kind, cell):
    return datetime.fromisoformat(cell) if kind == "time" and cell else cell


def test_every_row_and_value_is_there(newsroom_warehouse, tmp_path):
    counts = export_dataset(newsroom_warehouse, tmp_path / "out")
    for table in DATASET:
        names = [column.name for column in table.columns]
        sql = f"select {', '.join(names)} from {table.name}"  # noqa: S608  # our own names
        found = run_query(newsroom_warehouse, sql)
        expected = [
            tuple(read_cell(one.kind, cell) for one, cell in zip(table.columns, row, strict=True))
            for row in found.rows
        ]
        written = read_table(tmp_path / "out", table.name)
        rows = [tuple(row[name] for name in names) for row in written.to_pylist()]
        assert sorted(rows, key=str) == sorted(expected, key=str)
        assert counts.rows[table.name] == len(rows) > 0
        for row in written.to_pylist():
            assert row["publisher"] == row["source"]
            assert str(row["date"]) in {str(row[name])[:10] for name in table.dated_by}


def test_the_same_rows_give_the_same_bytes(newsroom_warehouse, tmp_path):
    for name in ("one", "two"):
        export_dataset(newsroom_warehouse, tmp_path / name)
    first = hash_folder(tmp_path / "one")
    assert first == hash_folder(tmp_path / "two")
    export_dataset(newsroom_warehouse, tmp_path / "one")
    assert first == hash_folder(tmp_path / "one")


def test_a_part_of_it(newsroom_warehouse, tmp_path):
    chosen = Selection(
        source="marlbridge",
        since=datetime(2026, 3, 28, tzinfo=UTC),
        until=datetime(2026, 3, 29, tzinfo=UTC),
    )
    counts = export_dataset(newsroom_warehouse, tmp_path / "out", chosen)
    assert list(counts.sources) == ["marlbridge"]
    folders = [path.parent for path in (tmp_path / "out" / "entries").rglob("*.parquet")]
    assert [(one.parent.name, one.name) for one in folders] == [
        ("publisher=marlbridge", "date=2026-03-28")
    ]


def test_the_card_tells_each_column(newsroom_warehouse, tmp_path):
    counts = export_dataset(newsroom_warehouse, tmp_path / "out")
    card = (tmp_path / "out" / "README.md").read_text()
    for table in DATASET:
        assert f"| `{table.name}` | {table.meaning}" in card
        for column in table.columns:
            assert f"| `{column.name}` |" in card
    for name, count in counts.sources.items():
        assert f"| {name} | {count} |" in card
    assert f"Dates from {counts.first_date} to {counts.last_date}" in card
    assert "Parser versions: 1." in card
    part = next((tmp_path / "out" / "entries").rglob("*.parquet"))
    told = parquet.read_schema(part).field("text").metadata[b"description"].decode()
    assert told in card


def test_a_folder_of_something_else_is_left_alone(engine, tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(UsageError, match="no dataset of ours"):
        export_dataset(engine, tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".txt"] == ["letter.txt"]


def test_a_warehouse_without_rows(engine, tmp_path):
    counts = export_dataset(engine, tmp_path / "out")
    assert counts.files == 0
    assert "It holds no rows." in (tmp_path / "out" / "README.md").read_text()


def test_without_pyarrow_one_line_tells_what_is_missing(engine, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(UsageError, match=r"pip install 'dateline\[parquet\]'"):
        export_dataset(engine, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_declared_dataset_is_kept_up_to_date(newsroom_warehouse, tmp_path):
    runtime = steps.Runtime(
        Settings(home=tmp_path, export_dir=tmp_path / "out", _env_file=None),
        newsroom_warehouse,
        {},
        read_clock,
        time.sleep,
    )
    counts = steps.refresh_dataset(runtime)
    first = hash_folder(tmp_path / "out")
    assert counts["entries"] > 0
    assert steps.refresh_dataset(runtime) == counts
    assert hash_folder(tmp_path / "out") == first
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_without_a_folder_nothing_is_written(newsroom_warehouse, tmp_path):
    runtime = steps.Runtime(
        Settings(home=tmp_path, _env_file=None), newsroom_warehouse, {}, read_clock, time.sleep
    )
    assert steps.refresh_dataset(runtime) is None
    assert list(tmp_path.iterdir()) == []
