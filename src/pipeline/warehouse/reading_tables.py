"""Tables about readings of Captures by other parsers: superseded ones, and how two differ."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table

from pipeline.warehouse.columns import (
    PARSER_VERSION_LENGTH,
    SHA256_HEX,
    SHORT_ID,
    batch_key,
    count_column,
    flag_column,
    metadata,
    sha256_column,
)
from pipeline.warehouse.types import JsonText, PlainText

past_reading = Table(
    "past_reading",
    metadata,
    Column(
        "capture_id", String(SHA256_HEX), ForeignKey("raw_capture.capture_id"), primary_key=True
    ),
    Column("parser_version", String(PARSER_VERSION_LENGTH), primary_key=True),
    sha256_column("observed_sha256", is_key=True),
    batch_key(),
    Column("page_id", String(SHORT_ID), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("page", JsonText, nullable=False),
    Column("entries", JsonText, nullable=False),
    Column("removed", JsonText, nullable=False),
)
"""What an earlier parser read in a Capture, whole, since another one read it otherwise. ``entries``
name their words by ``entry_sha256`` in ``content``, which keeps every one of them."""

reparse_difference = Table(
    "reparse_difference",
    metadata,
    batch_key(is_key=True),
    Column("parser_before", String(PARSER_VERSION_LENGTH), primary_key=True),
    Column("parser_after", String(PARSER_VERSION_LENGTH), primary_key=True),
    Column("url", PlainText, primary_key=True),
    Column("change", String(16), primary_key=True),
    Column("field", String(32), primary_key=True),
    count_column("items"),
    Column("samples", JsonText, nullable=False),
    flag_column("is_published"),
)
"""How two parsers read the pages of a Batch, by address, kind of change and field."""
