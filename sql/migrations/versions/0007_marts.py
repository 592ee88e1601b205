"""Live blogs day by day, counted ahead, and the days to be counted."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COUNTS = (
    *("entries", "timed_entries", "key_events", "authors", "characters"),
    *("edits", "silent_edits", "moves", "retractions", "restorations"),
    *("captures", "complete_captures", "removed_blocks", "gaps", "missed"),
)


def upgrade() -> None:
    op.create_table(
        "mart_live_blog_day",
        sa.Column("live_blog_id", sa.String(length=16), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.Column("first_published_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("last_published_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("live_blog_id", "date", name=op.f("pk_mart_live_blog_day")),
    )
    op.create_index(
        op.f("ix_mart_live_blog_day_source_date"),
        "mart_live_blog_day",
        ["source", "date"],
        unique=False,
    )
    op.create_table(
        "mart_due",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ends_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", "date", name=op.f("pk_mart_due")),
    )


def downgrade() -> None:
    op.drop_table("mart_due")
    op.drop_table("mart_live_blog_day")
