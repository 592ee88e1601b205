"""The table that says which ledger of a Batch the archive holds."""

from __future__ import annotations

from sqlalchemy import Table

from pipeline.warehouse.columns import batch_key, metadata, sha256_column, text_column

ledger_note = Table(
    "ledger_note",
    metadata,
    batch_key(is_key=True),
    sha256_column("ledger_sha256"),
    text_column("warc_file", nullable=False),
)
