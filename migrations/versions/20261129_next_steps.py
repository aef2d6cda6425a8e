"""Leads and visits have a next step, negotiations who takes it and when it was done.

NOTE: a revision is frozen once released: plain sqlalchemy types, no import of models.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Leads and visits have a next step, negotiations who takes it and when it was done."""
    with op.batch_alter_table("lead", schema=None) as batch_op:
        batch_op.add_column(sa.Column("next_step", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("next_on", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("next_by", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("next_done", sa.String(length=10), nullable=True))

    with op.batch_alter_table("negotiation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("next_by", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("next_done", sa.String(length=10), nullable=True))

    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("next_step", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("next_on", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("next_by", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("next_done", sa.String(length=10), nullable=True))


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_column("next_done")
        batch_op.drop_column("next_by")
        batch_op.drop_column("next_on")
        batch_op.drop_column("next_step")

    with op.batch_alter_table("negotiation", schema=None) as batch_op:
        batch_op.drop_column("next_done")
        batch_op.drop_column("next_by")

    with op.batch_alter_table("lead", schema=None) as batch_op:
        batch_op.drop_column("next_done")
        batch_op.drop_column("next_by")
        batch_op.drop_column("next_on")
        batch_op.drop_column("next_step")
