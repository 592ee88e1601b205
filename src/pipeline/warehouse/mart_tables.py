"""Tables of the marts: what is asked most, counted ahead; and which days are to be counted anew."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, PrimaryKeyConstraint, String, Table

from pipeline.warehouse.columns import SHORT_ID, count_column, metadata, text_column, time_column

mart_live_blog_day = Table(
    "mart_live_blog_day",
    metadata,
    Column("live_blog_id", String(SHORT_ID), primary_key=True),
    Column("date", Date, primary_key=True),
    text_column("source", nullable=False),
    *(
        count_column(name)
        for name in (
            *("entries", "timed_entries", "key_events", "authors", "characters"),
            *("edits", "silent_edits", "moves", "retractions", "restorations"),
            *("captures", "complete_captures", "removed_blocks", "gaps", "missed"),
        )
    ),
    time_column("first_published_at"),
    time_column("last_published_at"),
    Index(None, "source", "date"),
)
"""One live blog and UTC day. No foreign key: a live blog that is none any more goes then."""

mart_due = Table(
    "mart_due",
    metadata,
    text_column("source", nullable=False),
    Column("date", Date, nullable=False),
    time_column("starts_at", nullable=False),
    time_column("ends_at", nullable=False),
    PrimaryKeyConstraint("source", "date"),
)
"""Days of a Source that a publication touched since they were counted; ``ends_at`` is excluded."""
