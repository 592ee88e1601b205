"""The steps of a night, each one call: what Airflow's tasks and `dateline run` both do.

A step takes a Runtime (where things are) and an Assignment (what is asked), and returns counts. It
may be repeated: what is done already is not done again. Only ids and counts leave a step; pages,
rows and responses stay in the archive and the warehouse. Heavy libraries are imported in the step
that needs them, so that a DAG file can import this module cheaply.
"""

from pipeline.steps.accounts import replay_quarantine, report_night
from pipeline.steps.boilerplate import (
    apply_lines,
    compare_lines,
    decide,
    learn_boilerplate,
    learn_due,
    list_lines,
)
from pipeline.steps.dataset import export_dataset, refresh_dataset
from pipeline.steps.gather import capture_files, capture_pages, discover_pages
from pipeline.steps.load import audit_batch, extract_captures, load_batch, publish_batch
from pipeline.steps.marts import refresh_marts
from pipeline.steps.poll import discover_due, list_due_sources
from pipeline.steps.rebuild import read_archive, rebuild_warehouse
from pipeline.steps.reparse import Rereading, compare_readings, publish_readings, report_readings
from pipeline.steps.retention import apply_retention, list_kept_days
from pipeline.steps.runtime import Counts, Runtime, list_sources, open_runtime

__all__ = [
    "Counts",
    "Rereading",
    "Runtime",
    "apply_lines",
    "apply_retention",
    "audit_batch",
    "capture_files",
    "capture_pages",
    "compare_lines",
    "compare_readings",
    "decide",
    "discover_due",
    "discover_pages",
    "export_dataset",
    "extract_captures",
    "learn_boilerplate",
    "learn_due",
    "list_due_sources",
    "list_kept_days",
    "list_lines",
    "list_sources",
    "load_batch",
    "open_runtime",
    "publish_batch",
    "publish_readings",
    "read_archive",
    "rebuild_warehouse",
    "refresh_dataset",
    "refresh_marts",
    "replay_quarantine",
    "report_night",
    "report_readings",
]
