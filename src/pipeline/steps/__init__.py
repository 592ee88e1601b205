"""The steps of a night, each one call: what Airflow's tasks and `dateline run` both do.

A step takes a Runtime (where things are) and an Assignment (what is asked), and returns counts. It
may be repeated: what is done already is not done again. Only ids and counts leave a step; pages,
rows and responses stay in the archive and the warehouse. Heavy libraries are imported in the step
that needs them, so that a DAG file can import this module cheaply.
"""

from pipeline.steps.accounts import replay_quarantine, report_night
from pipeline.steps.dataset import export_dataset
from pipeline.steps.gather import capture_files, capture_pages, discover_pages
from pipeline.steps.load import audit_batch, extract_captures, load_batch, publish_batch
from pipeline.steps.poll import discover_due, list_due_sources
from pipeline.steps.rebuild import read_archive, rebuild_warehouse
from pipeline.steps.reparse import Rereading, compare_readings, publish_readings, report_readings
from pipeline.steps.runtime import Counts, Runtime, list_sources, open_runtime

__all__ = [
    "Counts",
    "Rereading",
    "Runtime",
    "audit_batch",
    "capture_files",
    "capture_pages",
    "compare_readings",
    "discover_due",
    "discover_pages",
    "export_dataset",
    "extract_captures",
    "list_due_sources",
    "list_sources",
    "load_batch",
    "open_runtime",
    "publish_batch",
    "publish_readings",
    "read_archive",
    "rebuild_warehouse",
    "replay_quarantine",
    "report_night",
    "report_readings",
]
