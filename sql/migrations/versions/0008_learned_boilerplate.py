"""Learned boilerplate: the lines, the sets that were in force, and what was decided."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "learned_line",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("live_blogs", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("nights", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entries", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("examples", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("learned_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", "fingerprint", name=op.f("pk_learned_line")),
    )
    op.create_table(
        "boilerplate_set_line",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("fingerprint", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "source", "version", "fingerprint", name=op.f("pk_boilerplate_set_line")
        ),
    )
    op.create_table(
        "boilerplate_look",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("live_blogs", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_boilerplate_look")),
    )
    op.create_table(
        "boilerplate_decision",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("serial", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("decided_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(length=16), nullable=True),
        sa.Column("version", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("source", "serial", name=op.f("pk_boilerplate_decision")),
    )


def downgrade() -> None:
    op.drop_table("boilerplate_decision")
    op.drop_table("boilerplate_look")
    op.drop_table("boilerplate_set_line")
    op.drop_table("learned_line")
