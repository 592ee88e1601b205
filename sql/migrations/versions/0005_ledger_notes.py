"""Which ledger of a batch the archive holds."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ledger_note",
        sa.Column("batch_id", sa.String(length=16), nullable=False),
        sa.Column("ledger_sha256", sa.String(length=64), nullable=False),
        sa.Column("warc_file", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.batch_id"], name=op.f("fk_ledger_note_batch_id")
        ),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_ledger_note")),
    )


def downgrade() -> None:
    op.drop_table("ledger_note")
