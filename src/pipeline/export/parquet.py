"""Parquet: a folder a table, hive-style partitions by publisher and date, and a card beside them.

https://parquet.apache.org, https://arrow.apache.org/docs/python/parquet.html. Needs pyarrow, the
extra ``parquet``; the same rows give the same bytes, whatever the day.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from pipeline.errors import UsageError
from pipeline.export.card import CARD_MARK, CARD_NAME, write_card
from pipeline.export.counts import DatasetCounts

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.export.columns import DatasetColumn, DatasetTable, Row

ROW_GROUP_ROWS = 20_000
PART = "part-0.parquet"


def write_dataset(
    folder: Path, tables: Iterable[tuple[DatasetTable, Iterable[Row]]]
) -> DatasetCounts:
    """Write tables into ``folder/<table>/publisher=<source>/date=<YYYY-MM-DD>/part-0.parquet``.

    What stands in the folder is replaced as a whole, once all is written; only a folder that is
    empty or holds a dataset of ours is.

    Args:
        folder: made where there is none.
        tables: each with its rows, in order of source and date; they are read once, as a stream.

    Raises:
        UsageError: pyarrow is not installed, or the folder holds something else.
    """
    _require_pyarrow()
    _check_replaceable(folder)
    fresh = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    counts = DatasetCounts()
    written = []
    for table, rows in tables:
        _write_table(fresh / table.name, table, rows, counts)
        written.append(table)
    (fresh / CARD_NAME).write_text(write_card(written, counts), encoding="utf-8")
    _exchange(folder, fresh)
    return counts


def _exchange(folder: Path, fresh: Path) -> None:
    """Put the new folder in the old one's place: whoever finds one, finds it whole.

    Two renames: for a moment there is none.
    """
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _require_pyarrow() -> None:
    try:
        import pyarrow.parquet  # noqa: F401  # only whether it is there
    except ImportError as error:
        raise UsageError("Parquet needs the extra: pip install 'dateline[parquet]'") from error


def _check_replaceable(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UsageError("is no folder", url=str(folder))
    card = folder / CARD_NAME
    is_ours = card.is_file() and CARD_MARK in card.read_text(encoding="utf-8", errors="replace")
    if any(folder.iterdir()) and not is_ours:
        raise UsageError("holds something that is no dataset of ours", url=str(folder))


def _write_table(
    folder: Path, table: DatasetTable, rows: Iterable[Row], counts: DatasetCounts
) -> None:
    counts.rows[table.name] = 0
    for (source, date), group in groupby(rows, key=lambda row: _name_partition(table, row)):
        place = folder / f"publisher={quote(source, safe='')}" / f"date={date}"
        place.mkdir(parents=True)
        written = _write_part(place / PART, table, _count_rows(group, table, counts))
        counts.rows[table.name] += written
        counts.files += 1
        counts.first_date = min(counts.first_date or date, date)
        counts.last_date = max(counts.last_date or date, date)
        if table.name == "entries":
            counts.sources[source] = counts.sources.get(source, 0) + written


def _name_partition(table: DatasetTable, row: Row) -> tuple[str, str]:
    return str(row["source"]), table.date_row(row)


def _count_rows(rows: Iterator[Row], table: DatasetTable, counts: DatasetCounts) -> Iterator[Row]:
    for row in rows:
        counts.parser_versions.add(str(row["parser_version"]))
        if table.name == "live_blogs" and row["language"]:
            counts.languages.add(str(row["language"]))
        yield row


def _write_part(path: Path, table: DatasetTable, rows: Iterator[Row]) -> int:
    import pyarrow as pa
    from pyarrow import parquet

    written = 0
    schema = _make_schema(table.columns)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while chunk := list(islice(rows, ROW_GROUP_ROWS)):
            cells = [_list_cells(column, chunk) for column in table.columns]
            arrays = [pa.array(*one) for one in zip(cells, schema.types, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            written += len(chunk)
    return written


def _list_cells(column: DatasetColumn, rows: list[Row]) -> list[object]:
    cells = [row[column.name] for row in rows]
    if column.kind != "time":
        return list(cells)
    return [None if cell is None else datetime.fromisoformat(str(cell)) for cell in cells]


def _make_schema(columns: Iterable[DatasetColumn]) -> pa.Schema:
    import pyarrow as pa

    kinds = {
        "text": pa.string(),
        "time": pa.timestamp("us", tz="UTC"),
        "integer": pa.int64(),
        "number": pa.float64(),
        "flag": pa.bool_(),
    }
    return pa.schema(
        [
            pa.field(one.name, kinds[one.kind], metadata={"description": one.meaning})
            for one in columns
        ]
    )
