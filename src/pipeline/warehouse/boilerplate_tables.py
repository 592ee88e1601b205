"""Tables of learned boilerplate: the lines, what was decided on them, the sets in force."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from pipeline.warehouse.columns import SHORT_ID, count_column, metadata, text_column, time_column
from pipeline.warehouse.types import JsonText, PlainText

VERSION_LENGTH = 16

learned_line = Table(
    "learned_line",
    metadata,
    Column("source", PlainText, primary_key=True),
    Column("fingerprint", String(SHORT_ID), primary_key=True),
    text_column("text", nullable=False),
    Column("kind", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    count_column("live_blogs"),
    count_column("nights"),
    count_column("entries"),
    Column("examples", JsonText, nullable=False),
    text_column("why", nullable=False),
    time_column("learned_at", nullable=False),
)
"""``state``: proposed, doubted, active (accepted), refused, retired.
``learned_at``: for the first time."""

boilerplate_set_line = Table(
    "boilerplate_set_line",
    metadata,
    Column("source", PlainText, primary_key=True),
    Column("version", String(VERSION_LENGTH), primary_key=True),
    Column("fingerprint", String(SHORT_ID), primary_key=True),
    Column("kind", String(32), nullable=False),
    text_column("text", nullable=False),
)
"""The lines of each set that ever was in force. ``version`` names its lines: no set changes."""

boilerplate_look = Table(
    "boilerplate_look",
    metadata,
    Column("source", PlainText, primary_key=True),
    count_column("live_blogs"),
)
"""How many live blogs a Source had begun when learning looked at it last."""

boilerplate_decision = Table(
    "boilerplate_decision",
    metadata,
    Column("source", PlainText, primary_key=True),
    count_column("serial", is_key=True),
    Column("decision", String(16), nullable=False),
    time_column("decided_at", nullable=False),
    Column("fingerprint", String(SHORT_ID)),
    Column("version", String(VERSION_LENGTH)),
)
"""``decision``: accepted, refused, restored (a line); applied (a set). A log: append only."""
