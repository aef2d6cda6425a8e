"""Exchange of workbooks, issued circulars, and the fields the second session asked for.

NOTE: a revision is frozen once released: plain sqlalchemy types, no import of models.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _texts(table: str, *columns: str) -> None:
    """Add columns that keep text and may be empty; a plain ALTER TABLE, so that no row is written anew."""
    for column in columns:
        op.add_column(table, sa.Column(column, sa.Text(), nullable=True))


def _ledger(name: str, *own: sa.Column[Any]) -> None:
    """Make a ledger's table: its own columns between the id and what every row has."""
    op.create_table(
        name,
        sa.Column("id", sa.String(length=32), nullable=False),
        *own,
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def upgrade() -> None:
    """Exchange of workbooks, issued circulars, and further fields."""


def downgrade() -> None:
    """Back to the first book."""
