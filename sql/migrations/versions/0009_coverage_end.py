"""When a live blog's coverage begins and ends by its own word."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PAGES = ("stg_page", "observation", "live_blog", "article")
NAMES = ("closing_words", "coverage_ends_at", "coverage_starts_at")


def upgrade() -> None:
    for table in PAGES:
        op.add_column(
            table, sa.Column("coverage_starts_at", sa.TIMESTAMP(timezone=True), nullable=True)
        )
        op.add_column(
            table, sa.Column("coverage_ends_at", sa.TIMESTAMP(timezone=True), nullable=True)
        )
        op.add_column(table, sa.Column("closing_words", sa.Text(), nullable=True))


def downgrade() -> None:
    for table in PAGES:
        for name in NAMES:
            op.drop_column(table, name)
