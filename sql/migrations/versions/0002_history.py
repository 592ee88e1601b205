"""Where a capture came from, what archives hold of a batch, and when a host may be asked next."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "raw_search",
        sa.Column("batch_id", sa.String(length=16), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("found", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("further", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.batch_id"], name=op.f("fk_raw_search_batch_id")
        ),
        sa.PrimaryKeyConstraint("batch_id", "address", name=op.f("pk_raw_search")),
    )
    op.create_table(
        "raw_archived",
        sa.Column("batch_id", sa.String(length=16), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("payload_address", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("captured_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.batch_id"], name=op.f("fk_raw_archived_batch_id")
        ),
        sa.PrimaryKeyConstraint("batch_id", "address", name=op.f("pk_raw_archived")),
    )
    op.create_table(
        "host_turn",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("next_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_host_turn")),
    )
    op.add_column(
        "raw_capture",
        sa.Column("origin", sa.String(length=16), nullable=False, server_default="live"),
    )
    op.add_column("raw_capture", sa.Column("origin_url", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("raw_capture", "origin_url")
    op.drop_column("raw_capture", "origin")
    op.drop_table("host_turn")
    op.drop_table("raw_archived")
    op.drop_table("raw_search")
