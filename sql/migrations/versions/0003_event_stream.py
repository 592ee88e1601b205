"""The order in which events were told; those that stand are told in order of observation."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_told",
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("event_id", sa.String(length=16), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("live_blog_id", sa.String(length=16), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("observed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_event_told")),
    )
    op.create_index(op.f("ix_event_told_event_id"), "event_told", ["event_id"], unique=False)
    op.create_index(
        op.f("ix_event_entry_id_observed_at"), "event", ["entry_id", "observed_at"], unique=False
    )
    op.execute(
        "INSERT INTO event_told"
        " (event_id, is_withdrawn, entry_id, live_blog_id, source, type, observed_at)"
        " SELECT event.event_id, FALSE, event.entry_id, entry.live_blog_id, event.source,"
        " event.type, event.observed_at"
        " FROM event INNER JOIN entry ON entry.entry_id = event.entry_id"
        " ORDER BY event.observed_at, event.event_id"
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_event_entry_id_observed_at"), table_name="event")
    op.drop_table("event_told")
