"""Tables of what is published: a pure function of the observations."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from pipeline.warehouse.columns import (
    ENTRY_ID,
    SHORT_ID,
    count_column,
    entry_columns,
    entry_key_column,
    evidence_columns,
    flag_column,
    metadata,
    origin_columns,
    page_columns,
    sha256_column,
    text_column,
    time_column,
)


def _page_table(name: str, key: str) -> Table:
    return Table(
        name,
        metadata,
        Column(key, String(SHORT_ID), primary_key=True),
        text_column("url", nullable=False),
        *page_columns(),
        count_column("captures"),
        time_column("first_captured_at", nullable=False),
        time_column("last_captured_at", nullable=False),
        *origin_columns(),
        UniqueConstraint("source", "url"),
    )


def _live_blog_column() -> Column[str]:
    return Column(
        "live_blog_id",
        String(SHORT_ID),
        ForeignKey("live_blog.live_blog_id"),
        nullable=False,
        index=True,
    )


live_blog = _page_table("live_blog", "live_blog_id")
article = _page_table("article", "article_id")

entry = Table(
    "entry",
    metadata,
    Column("entry_id", String(ENTRY_ID), primary_key=True),
    _live_blog_column(),
    count_column("current_version"),
    Column("matched_by", String(16), nullable=False),
    Column("match_score", Float, nullable=False),
    time_column("first_seen_at", nullable=False),
    time_column("last_seen_at", nullable=False),
    time_column("retracted_at"),
    *origin_columns(),
)

entry_version = Table(
    "entry_version",
    metadata,
    entry_key_column(is_key=True),
    count_column("version", is_key=True),
    sha256_column("content_sha256"),
    text_column("entry_key", nullable=False),
    count_column("position"),
    *entry_columns(),
    flag_column("is_pinned"),
    flag_column("is_key_event"),
    time_column("valid_from"),
    time_column("observed_from", nullable=False),
    time_column("observed_to"),
    sha256_column("last_capture_id"),
    *origin_columns(),
)
"""``capture_id`` is the Capture that showed the state first."""

event = Table(
    "event",
    metadata,
    Column("event_id", String(SHORT_ID), primary_key=True),
    entry_key_column(),
    Column("type", String(16), nullable=False),
    time_column("observed_at", nullable=False),
    sha256_column("confirmed_by"),
    text_column("before_value"),
    text_column("after_value"),
    *origin_columns(),
    Index(None, "confirmed_by"),
    Index(None, "observed_at"),
    Index(None, "entry_id", "observed_at"),
)

event_told = Table(
    "event_told",
    metadata,
    Column("sequence", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("event_id", String(SHORT_ID), nullable=False, index=True),
    flag_column("is_withdrawn"),
    Column("entry_id", String(ENTRY_ID), nullable=False),
    Column("live_blog_id", String(SHORT_ID), nullable=False),
    text_column("source", nullable=False),
    Column("type", String(16), nullable=False),
    time_column("observed_at", nullable=False),
)
"""The order in which Events were told, and those that stand no more. A log: append only."""

evidence = Table(
    "evidence",
    metadata,
    Column("entry_id", String(ENTRY_ID), primary_key=True),
    count_column("version", is_key=True),
    count_column("evidence_no", is_key=True),
    *evidence_columns(),
    ForeignKeyConstraint(
        ["entry_id", "version"], ["entry_version.entry_id", "entry_version.version"]
    ),
)

entry_link = Table(
    "entry_link",
    metadata,
    entry_key_column(is_key=True, name="from_entry_id"),
    entry_key_column(is_key=True, name="to_entry_id"),
    sha256_column("capture_id", is_key=True),
    _live_blog_column(),
    Column("type", String(16), nullable=False),
    time_column("observed_at", nullable=False),
    Column("score", Float, nullable=False),
    *origin_columns(has_capture=False),
)
"""Text that went from one entry to another. ``type``: split, merge."""

poll_gap = Table(
    "poll_gap",
    metadata,
    sha256_column("capture_id", is_key=True),
    sha256_column("capture_id_before"),
    _live_blog_column(),
    time_column("begins_at"),
    time_column("ends_at"),
    Column("spacing_s", Float),
    count_column("missed", nullable=True),
    flag_column("is_counted"),
    *origin_columns(has_capture=False),
)
"""Two captures in a row that show no entry in common; ``capture_id`` is the later one."""
