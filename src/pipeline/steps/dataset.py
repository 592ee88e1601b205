"""The published rows as a Parquet dataset: from the warehouse into a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.steps.runtime import Counts, Runtime

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from pipeline.export import DatasetCounts, DatasetTable
    from pipeline.warehouse import Selection
    from pipeline.warehouse.read import Row


def export_dataset(engine: Engine, folder: Path, chosen: Selection | None = None) -> DatasetCounts:
    """Write live blogs, entries, versions and events into a folder of Parquet, with a card.

    All tables show the warehouse at one instant. Rows are read and written as a stream. The same
    rows give the same bytes; a dataset that stands in the folder is replaced.

    Args:
        engine: the warehouse; only read.
        folder: made where there is none.
        chosen: one live blog, one Source, a span of time; without it everything.

    Raises:
        UsageError: the extra ``parquet`` is not installed, or the folder holds something else.
    """
    from pipeline.export import DATASET, write_dataset
    from pipeline.warehouse import Selection, open_snapshot

    with open_snapshot(engine) as connection:
        rows = ((table, _read(connection, table, chosen or Selection())) for table in DATASET)
        return write_dataset(folder, rows)


def refresh_dataset(runtime: Runtime) -> Counts | None:
    """Write the dataset into the folder that the settings name; None where they name none.

    Raises:
        UsageError: the extra ``parquet`` is not installed, or the folder holds something else.
    """
    folder = runtime.settings.export_dir
    if folder is None:
        return None
    counts = export_dataset(runtime.engine, folder)
    return {"files": counts.files, **counts.rows}


def _read(connection: Connection, table: DatasetTable, chosen: Selection) -> Iterator[Row]:
    from pipeline.warehouse import stream_view

    return stream_view(
        connection,
        table.name,
        [column.name for column in table.columns],
        chosen=chosen,
        dated_by=table.dated_by,
        key=table.key,
        url_column=table.url_column,
    )
