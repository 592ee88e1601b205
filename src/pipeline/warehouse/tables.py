"""The tables, in layers: ``raw_`` as received, ``stg_`` of the Batch at work, then plain names.

People query the views (plural names, sql/views), not these tables. Every key is natural: the same
fact has the same key, whoever writes it first. DDL stands in sql/migrations; a test holds the two
together.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from pipeline.warehouse.columns import (
    PARSER_VERSION_LENGTH,
    SHA256_HEX,
    SHORT_ID,
    batch_key,
    count_column,
    entry_columns,
    evidence_columns,
    flag_column,
    metadata,
    origin_columns,
    page_columns,
    sha256_column,
    text_column,
    time_column,
)
from pipeline.warehouse.types import JsonText, PlainText

# --- the Batch, and what was received ----------------------------------------------------------

batch = Table(
    "batch",
    metadata,
    Column("batch_id", String(SHORT_ID), primary_key=True),
    text_column("source", nullable=False),
    Column("night", Date, nullable=False),
    Column("kind", String(8), nullable=False),
    time_column("interval_start", nullable=False),
    time_column("interval_end", nullable=False),
    text_column("run_id", nullable=False),
    Column("status", String(16), nullable=False),
    text_column("reason"),
    UniqueConstraint("source", "interval_start", "interval_end"),
    Index(None, "source", "night"),
)
"""One (Source, Interval). ``kind``: night, poll. ``status``: open, published, failed."""

publication = Table(
    "publication",
    metadata,
    batch_key(is_key=True),
    text_column("run_id", nullable=False),
    count_column("pages"),
    count_column("entries"),
    count_column("new"),
    count_column("changed"),
    count_column("unchanged"),
    count_column("quarantined"),
)
"""How the latest publication of a Batch went. A log, so no public view shows it."""

raw_discovery = Table(
    "raw_discovery",
    metadata,
    batch_key(is_key=True),
    Column("url", PlainText, primary_key=True),
    count_column("position"),
    Column("via", String(16), nullable=False),
    time_column("published_at"),
    time_column("modified_at"),
    text_column("title"),
    Column("outcome", String(16), nullable=False),
    text_column("reason"),
)
"""One address of a Batch. ``outcome``: pending, captured, refused, failed."""

raw_capture = Table(
    "raw_capture",
    metadata,
    sha256_column("capture_id", is_key=True),
    batch_key(),
    text_column("run_id", nullable=False),
    text_column("source", nullable=False),
    text_column("url", nullable=False),
    text_column("final_url", nullable=False),
    time_column("captured_at", nullable=False),
    count_column("status"),
    text_column("media_type"),
    text_column("charset"),
    sha256_column("payload_sha256"),
    Column("payload_bytes", BigInteger, nullable=False),
    text_column("warc_file", nullable=False),
    Column("warc_offset", BigInteger, nullable=False),
    Column("warc_length", BigInteger, nullable=False),
    flag_column("is_revisit"),
    Column("origin", String(16), nullable=False, server_default="live"),
    text_column("origin_url"),
    text_column("etag"),
    text_column("last_modified"),
    Column("root_capture_id", String(SHA256_HEX), ForeignKey("raw_capture.capture_id"), index=True),
    Index(None, "payload_sha256"),
    Index(None, "source", "url"),
)
"""``root_capture_id``: of a further page of a live blog, the Capture of its first one."""

raw_search = Table(
    "raw_search",
    metadata,
    batch_key(is_key=True),
    Column("address", PlainText, primary_key=True),
    count_column("found"),
    Column("further", JsonText, nullable=False),
    text_column("reason"),
)
"""One question to an archive for a Batch: a CDX search, a WARC file. ``reason``: why it failed."""

raw_archived = Table(
    "raw_archived",
    metadata,
    batch_key(is_key=True),
    Column("address", PlainText, primary_key=True),
    text_column("payload_address"),
    count_column("place"),
    text_column("url", nullable=False),
    time_column("captured_at", nullable=False),
    Column("origin", String(16), nullable=False),
    text_column("digest", nullable=False),
    Column("outcome", String(16), nullable=False),
    text_column("reason"),
)
"""A capture that an archive says it holds. ``outcome``: pending, captured, left_out, failed."""

host_turn = Table(
    "host_turn",
    metadata,
    Column("host", PlainText, primary_key=True),
    time_column("next_at", nullable=False),
)
"""When an archive's host may be asked next: one rate for all processes, and its own wishes."""

raw_validator = Table(
    "raw_validator",
    metadata,
    Column("url", PlainText, primary_key=True),
    text_column("etag"),
    text_column("last_modified"),
    sha256_column("payload_sha256"),
    time_column("stored_at", nullable=False),
)
"""What a server gave us to ask 'has it changed?' with (RFC 9110, section 13)."""

fetch_log = Table(
    "fetch_log",
    metadata,
    Column("fetch_id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("batch_id", String(SHORT_ID), index=True),
    text_column("source", nullable=False),
    text_column("url", nullable=False),
    text_column("host", nullable=False),
    time_column("asked_at", nullable=False),
    Column("outcome", String(32), nullable=False),
    text_column("reason"),
    count_column("status", nullable=True),
    count_column("attempts"),
    Column("waited_s", Float, nullable=False),
    Column("elapsed_s", Float, nullable=False),
    Column("received_bytes", BigInteger, nullable=False),
)
"""The politeness audit: what was asked, when, and why something was refused."""

# --- staging: one Batch at work, replaced as a whole ---------------------------------------------

stg_page = Table(
    "stg_page",
    metadata,
    batch_key(is_key=True),
    sha256_column("capture_id", is_key=True),
    text_column("url", nullable=False),
    time_column("captured_at", nullable=False),
    Column("kind", String(16), nullable=False),
    *page_columns(),
    Column("parser_version", String(PARSER_VERSION_LENGTH), nullable=False),
)

stg_entry = Table(
    "stg_entry",
    metadata,
    batch_key(is_key=True),
    sha256_column("capture_id", is_key=True),
    count_column("ordinal", is_key=True),
    text_column("entry_key"),
    count_column("position"),
    *entry_columns(),
    flag_column("is_pinned"),
    flag_column("is_key_event"),
)

stg_evidence = Table(
    "stg_evidence",
    metadata,
    batch_key(is_key=True),
    sha256_column("capture_id", is_key=True),
    count_column("ordinal", is_key=True),
    count_column("evidence_no", is_key=True),
    *evidence_columns(),
)

stg_removed = Table(
    "stg_removed",
    metadata,
    batch_key(is_key=True),
    sha256_column("capture_id", is_key=True),
    count_column("position", is_key=True),
    Column("kind", String(32), nullable=False),
    text_column("text", nullable=False),
)

# --- observations: what one Capture showed, after the audit --------------------------------------

observation = Table(
    "observation",
    metadata,
    Column(
        "capture_id", String(SHA256_HEX), ForeignKey("raw_capture.capture_id"), primary_key=True
    ),
    batch_key(),
    *origin_columns(has_capture=False),
    Column("page_id", String(SHORT_ID), nullable=False),
    text_column("url", nullable=False),
    time_column("captured_at", nullable=False),
    Column("kind", String(16), nullable=False),
    *page_columns(),
    count_column("held_back"),
    sha256_column("observed_sha256"),
    Index(None, "page_id", "captured_at"),
    Index(None, "source"),
)
"""``held_back``: Entries of the Capture in quarantine; with one, its absences prove nothing."""

content = Table(
    "content",
    metadata,
    sha256_column("entry_sha256", is_key=True),
    *entry_columns(),
    Column("evidence", JsonText, nullable=False),
)
"""What Entries said, each kept once, under the SHA-256 of all that it said."""

observed_entry = Table(
    "observed_entry",
    metadata,
    Column(
        "capture_id", String(SHA256_HEX), ForeignKey("observation.capture_id"), primary_key=True
    ),
    count_column("ordinal", is_key=True),
    count_column("position"),
    text_column("entry_key", nullable=False),
    Column(
        "entry_sha256",
        String(SHA256_HEX),
        ForeignKey("content.entry_sha256"),
        nullable=False,
        index=True,
    ),
    flag_column("is_pinned"),
    flag_column("is_key_event"),
)

removed_block = Table(
    "removed_block",
    metadata,
    Column(
        "capture_id", String(SHA256_HEX), ForeignKey("observation.capture_id"), primary_key=True
    ),
    count_column("position", is_key=True),
    Column("kind", String(32), nullable=False),
    text_column("text", nullable=False),
)

schema_state = Table(
    "schema_state",
    metadata,
    Column("part", String(16), primary_key=True),
    sha256_column("sql_sha256"),
)
"""Digest of the SQL files that this schema was made from."""
