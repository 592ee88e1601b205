"""Tables of what was set aside, and of how the audit went."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    String,
    Table,
)

from pipeline.warehouse.columns import (
    SHORT_ID,
    batch_key,
    count_column,
    flag_column,
    metadata,
    sha256_column,
    text_column,
)
from pipeline.warehouse.types import JsonText, PlainText

quarantine = Table(
    "quarantine",
    metadata,
    Column("quarantine_id", String(SHORT_ID), primary_key=True),
    batch_key(),
    Column("stage", String(16), nullable=False),
    Column("row_table", String(16), nullable=False),
    text_column("row_key", nullable=False),
    text_column("expectation", nullable=False),
    Column("severity", String(16), nullable=False),
    text_column("column_name"),
    text_column("value"),
    Column("payload", JsonText, nullable=False),
    text_column("url"),
    text_column("source", nullable=False),
    sha256_column("capture_id", nullable=True),
    text_column("run_id", nullable=False),
    Column("status", String(16), nullable=False),
)
"""``status``: open, replayed (it passed when it was tried again)."""

quality_result = Table(
    "quality_result",
    metadata,
    batch_key(is_key=True),
    Column("row_table", String(16), primary_key=True),
    Column("expectation", PlainText, primary_key=True),
    Column("column_name", PlainText, primary_key=True),
    Column("severity", String(16), nullable=False),
    flag_column("is_success"),
    count_column("checked"),
    count_column("unexpected"),
    text_column("observed"),
    text_column("source", nullable=False),
    text_column("run_id", nullable=False),
)
"""``column_name`` is empty for an expectation that is about no single column."""
