"""Export: rows of the warehouse in, the bytes of an open format out. Pure but for Parquet's folder.

Every writer is a generator of bytes over an iterator of rows, gives the same bytes for the same
rows, and holds no more than one live blog in memory. ``write_dataset`` (Parquet, partitioned by
publisher and date, with a card) takes tables of rows and a folder; ``steps.export_dataset`` is the
whole of it, from the warehouse to the folder.
"""

from pipeline.export.atom import write_atom
from pipeline.export.cloudevents import write_cloudevents
from pipeline.export.columns import DATASET, DatasetTable
from pipeline.export.counts import DatasetCounts
from pipeline.export.feed import Feed
from pipeline.export.json_feed import write_json_feed
from pipeline.export.json_ld import write_json_ld
from pipeline.export.parquet import write_dataset

__all__ = [
    "DATASET",
    "DatasetCounts",
    "DatasetTable",
    "Feed",
    "write_atom",
    "write_cloudevents",
    "write_dataset",
    "write_json_feed",
    "write_json_ld",
]
