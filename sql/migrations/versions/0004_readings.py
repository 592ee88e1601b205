"""Readings that another parser superseded, and how two readings differ."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "past_reading",
        sa.Column("capture_id", sa.String(length=64), nullable=False),
        sa.Column("parser_version", sa.String(length=64), nullable=False),
        sa.Column("observed_sha256", sa.String(length=64), nullable=False),
        sa.Column("batch_id", sa.String(length=16), nullable=False),
        sa.Column("page_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.Column("removed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.batch_id"], name=op.f("fk_past_reading_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["raw_capture.capture_id"], name=op.f("fk_past_reading_capture_id")
        ),
        sa.PrimaryKeyConstraint(
            "capture_id", "parser_version", "observed_sha256", name=op.f("pk_past_reading")
        ),
    )
    op.create_index(op.f("ix_past_reading_batch_id"), "past_reading", ["batch_id"])
    op.create_table(
        "reparse_difference",
        sa.Column("batch_id", sa.String(length=16), nullable=False),
        sa.Column("parser_before", sa.String(length=64), nullable=False),
        sa.Column("parser_after", sa.String(length=64), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("change", sa.String(length=16), nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("items", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("samples", sa.Text(), nullable=False),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.batch_id"], name=op.f("fk_reparse_difference_batch_id")
        ),
        sa.PrimaryKeyConstraint(
            "batch_id",
            "parser_before",
            "parser_after",
            "url",
            "change",
            "field",
            name=op.f("pk_reparse_difference"),
        ),
    )


def downgrade() -> None:
    op.drop_table("reparse_difference")
    op.drop_table("past_reading")
