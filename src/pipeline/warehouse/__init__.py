"""Warehouse: tables, staging, publishing, queries; on SQLite and PostgreSQL alike."""

from pipeline.warehouse.boilerplate import (
    KeptLine,
    apply_set,
    decide_lines,
    dump_boilerplate,
    list_sources_to_learn,
    load_accepted,
    load_in_force,
    load_learned,
    restore_boilerplate,
    save_learned,
)
from pipeline.warehouse.compare import (
    Difference,
    compare_staged,
    find_span,
    is_read_by,
    is_staged_by,
    list_batches_of,
    load_differences,
    mark_published,
    save_differences,
)
from pipeline.warehouse.describe import describe_columns
from pipeline.warehouse.digest import hash_public_rows
from pipeline.warehouse.engine import mask_password, open_readonly, open_warehouse
from pipeline.warehouse.fetching import WarehouseFetchLog, WarehouseValidators
from pipeline.warehouse.known import known_keys, known_pages
from pipeline.warehouse.ledger import (
    captures_of_batch,
    close_batch,
    find_batch,
    find_payload,
    mark_url,
    name_batch,
    open_batch,
    save_capture,
    save_discovered,
    urls_to_capture,
)
from pipeline.warehouse.marts import MartCounts, refresh_marts
from pipeline.warehouse.migrate import migrate
from pipeline.warehouse.publish import PublishCounts, publish_batch
from pipeline.warehouse.quality import save_quality_results
from pipeline.warehouse.quarantine import (
    SetAside,
    find_quarantined,
    list_batches_to_replay,
    list_quarantined,
    quarantine_captures,
    quarantine_rows,
)
from pipeline.warehouse.query import QueryResult, SavedQuery, list_queries, run_query
from pipeline.warehouse.read import (
    Selection,
    find_live_blog,
    open_snapshot,
    stream_rows,
    stream_view,
)
from pipeline.warehouse.repoint import Move, repoint_captures
from pipeline.warehouse.report import BatchReport, batch_report
from pipeline.warehouse.restore import (
    find_ledger_note,
    is_empty,
    read_ledger,
    restore_batches,
    restore_outcome,
    save_ledger_note,
)
from pipeline.warehouse.retention import count_spent, delete_spent, is_cleared
from pipeline.warehouse.sightings import Sightings, list_begun
from pipeline.warehouse.stage import StageCounts, StagedBatch, load_staged, stage_extractions
from pipeline.warehouse.watch import list_looked_at, list_watched

__all__ = [
    "BatchReport",
    "Difference",
    "KeptLine",
    "MartCounts",
    "Move",
    "PublishCounts",
    "QueryResult",
    "SavedQuery",
    "Selection",
    "SetAside",
    "Sightings",
    "StageCounts",
    "StagedBatch",
    "WarehouseFetchLog",
    "WarehouseValidators",
    "apply_set",
    "batch_report",
    "captures_of_batch",
    "close_batch",
    "compare_staged",
    "count_spent",
    "decide_lines",
    "delete_spent",
    "describe_columns",
    "dump_boilerplate",
    "find_batch",
    "find_ledger_note",
    "find_live_blog",
    "find_payload",
    "find_quarantined",
    "find_span",
    "hash_public_rows",
    "is_cleared",
    "is_empty",
    "is_read_by",
    "is_staged_by",
    "known_keys",
    "known_pages",
    "list_batches_of",
    "list_batches_to_replay",
    "list_begun",
    "list_looked_at",
    "list_quarantined",
    "list_queries",
    "list_sources_to_learn",
    "list_watched",
    "load_accepted",
    "load_differences",
    "load_in_force",
    "load_learned",
    "load_staged",
    "mark_published",
    "mark_url",
    "mask_password",
    "migrate",
    "name_batch",
    "open_batch",
    "open_readonly",
    "open_snapshot",
    "open_warehouse",
    "publish_batch",
    "quarantine_captures",
    "quarantine_rows",
    "read_ledger",
    "refresh_marts",
    "repoint_captures",
    "restore_batches",
    "restore_boilerplate",
    "restore_outcome",
    "run_query",
    "save_capture",
    "save_differences",
    "save_discovered",
    "save_learned",
    "save_ledger_note",
    "save_quality_results",
    "stage_extractions",
    "stream_rows",
    "stream_view",
    "urls_to_capture",
]
