"""Export: rows of the warehouse in, the bytes of an open format out. Pure but for Parquet's folder.

Every writer is a generator of bytes over an iterator of rows, gives the same bytes for the same
rows, and holds no more than one live blog in memory. ``write_dataset`` (Parquet, partitioned by
publisher and date, with a card) takes tables of rows and a folder; ``steps.export_dataset`` is the
whole of it, from the warehouse to the folder.
"""

from pipeline.export.columns import DATASET, DatasetTable
from pipeline.export.parquet import DatasetCounts, write_dataset

__all__ = ["DATASET", "DatasetCounts", "DatasetTable", "write_dataset"]
