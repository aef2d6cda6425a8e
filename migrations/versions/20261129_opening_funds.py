"""Fundings may be opening amounts, with the days they cover.

NOTE: a revision is frozen once released: plain sqlalchemy types, no import of models.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Fundings may be opening amounts, with the days they cover."""
    with op.batch_alter_table("funding", schema=None) as batch_op:
        batch_op.add_column(sa.Column("covers_to", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("covers_from", sa.String(length=10), nullable=True))


def downgrade() -> None:
    """Without opening amounts."""
    with op.batch_alter_table("funding", schema=None) as batch_op:
        batch_op.drop_column("covers_from")
        batch_op.drop_column("covers_to")
