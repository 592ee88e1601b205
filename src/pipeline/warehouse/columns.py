"""Columns that many tables share, under one name and with one type each."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, MetaData, String

from pipeline.warehouse.types import JsonText, PlainText, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

SHA256_HEX = 64
SHORT_ID = 16
"""Hex digits of an id that is cut from a SHA-256."""
PARSER_VERSION_LENGTH = 64
ENTRY_ID = 32
"""Room for an Entry's id, which revision names."""


def sha256_column(name: str, *, is_key: bool = False, nullable: bool = False) -> Column[str]:
    """A SHA-256, hex."""
    return Column(name, String(SHA256_HEX), primary_key=is_key, nullable=nullable)


def time_column(name: str, *, nullable: bool = True) -> Column[object]:
    """An instant in UTC."""
    return Column(name, UtcDateTime, nullable=nullable)


def text_column(name: str, *, nullable: bool = True) -> Column[str]:
    """Text of any length."""
    return Column(name, PlainText, nullable=nullable)


def flag_column(name: str) -> Column[bool]:
    """A truth value; never empty."""
    return Column(name, Boolean, nullable=False)


def count_column(name: str, *, is_key: bool = False, nullable: bool = False) -> Column[int]:
    """A number that counts."""
    return Column(name, Integer, primary_key=is_key, nullable=nullable, autoincrement=False)


def batch_key(*, is_key: bool = False) -> Column[str]:
    """The Batch that a row belongs to."""
    return Column(
        "batch_id",
        String(SHORT_ID),
        ForeignKey("batch.batch_id"),
        primary_key=is_key,
        nullable=False,
        index=not is_key,
    )


def entry_key_column(*, is_key: bool = False, name: str = "entry_id") -> Column[str]:
    """The Entry that a row belongs to."""
    return Column(
        name,
        String(ENTRY_ID),
        ForeignKey("entry.entry_id"),
        primary_key=is_key,
        nullable=False,
        index=not is_key,
    )


def entry_columns() -> tuple[Column[object], ...]:
    """What an Entry says, wherever it is kept."""
    return (
        text_column("headline"),
        text_column("author"),
        text_column("text", nullable=False),
        text_column("url"),
        time_column("published_at"),
        Column("precision", String(8)),
        Column("dated_by", String(16)),
        text_column("raw_time"),
        time_column("updated_at"),
    )  # type: ignore[return-value]  # columns of several types


def evidence_columns() -> tuple[Column[object], ...]:
    """One candidate time, wherever it is kept."""
    return (
        Column("dated_by", String(16), nullable=False),
        text_column("raw", nullable=False),
        text_column("stood_at", nullable=False),
        text_column("zone"),
        time_column("instant"),
        Column("precision", String(8)),
        Column("flags", JsonText, nullable=False),
    )  # type: ignore[return-value]  # columns of several types


def page_columns() -> tuple[Column[object], ...]:
    """What a Page says of itself, wherever it is kept."""
    return (
        text_column("publisher"),
        text_column("title"),
        text_column("language"),
        time_column("published_at"),
        time_column("modified_at"),
        text_column("lead"),
        text_column("text"),
        Column("access_state", String(16), nullable=False),
        Column("access_evidence", JsonText, nullable=False),
        Column("coverage_state", String(16), nullable=False),
        count_column("shown"),
        count_column("declared", nullable=True),
        text_column("next_page"),
        time_column("coverage_starts_at"),
        time_column("coverage_ends_at"),
        text_column("closing_words"),
    )  # type: ignore[return-value]  # columns of several types


def origin_columns(*, has_capture: bool = True) -> tuple[Column[object], ...]:
    """Who published a row, and which Capture, run and parser it rests on."""
    capture = (sha256_column("capture_id"),) if has_capture else ()
    return (
        text_column("source", nullable=False),
        *capture,
        text_column("run_id", nullable=False),
        Column("parser_version", String(PARSER_VERSION_LENGTH), nullable=False),
    )
