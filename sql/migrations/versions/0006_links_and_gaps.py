"""Text that went from one entry to another; what may have been missed between two captures."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entry_link",
        sa.Column("from_entry_id", sa.String(length=32), nullable=False),
        sa.Column("to_entry_id", sa.String(length=32), nullable=False),
        sa.Column("capture_id", sa.String(length=64), nullable=False),
        sa.Column("live_blog_id", sa.String(length=16), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("observed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("parser_version", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_entry_id"], ["entry.entry_id"], name=op.f("fk_entry_link_from_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_entry_id"], ["entry.entry_id"], name=op.f("fk_entry_link_to_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["live_blog_id"], ["live_blog.live_blog_id"], name=op.f("fk_entry_link_live_blog_id")
        ),
        sa.PrimaryKeyConstraint(
            "from_entry_id", "to_entry_id", "capture_id", name=op.f("pk_entry_link")
        ),
    )
    op.create_index(
        op.f("ix_entry_link_live_blog_id"), "entry_link", ["live_blog_id"], unique=False
    )
    op.create_table(
        "poll_gap",
        sa.Column("capture_id", sa.String(length=64), nullable=False),
        sa.Column("capture_id_before", sa.String(length=64), nullable=False),
        sa.Column("live_blog_id", sa.String(length=16), nullable=False),
        sa.Column("begins_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ends_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("spacing_s", sa.Float(), nullable=True),
        sa.Column("missed", sa.Integer(), nullable=True),
        sa.Column("is_counted", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("parser_version", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["live_blog_id"], ["live_blog.live_blog_id"], name=op.f("fk_poll_gap_live_blog_id")
        ),
        sa.PrimaryKeyConstraint("capture_id", name=op.f("pk_poll_gap")),
    )
    op.create_index(op.f("ix_poll_gap_live_blog_id"), "poll_gap", ["live_blog_id"], unique=False)


def downgrade() -> None:
    op.drop_table("poll_gap")
    op.drop_table("entry_link")
