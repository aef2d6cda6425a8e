"""The first book: ledgers, edits, words.

NOTE: a revision is frozen once released: plain sqlalchemy types, no import of models.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The first book: ledgers, edits, words."""
    op.create_table(
        "batch",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("book", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("undoes", sa.String(length=32), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_book_seq"), ["book", "seq"], unique=False)

    op.create_table(
        "book",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("clock", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_book")),
    )
    op.create_table(
        "circular",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("dated", sa.String(length=10), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("signer", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("files", sa.Text(), nullable=True),
        sa.Column("head", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circular")),
    )
    op.create_table(
        "clash",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("ledger", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("second", sa.Text(), nullable=False),
        sa.Column("first_report", sa.String(length=16), nullable=True),
        sa.Column("second_report", sa.String(length=16), nullable=True),
        sa.Column("level", sa.BigInteger(), nullable=True),
        sa.Column("likeness", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.String(length=10), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clash")),
    )
    op.create_table(
        "county",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("prefecture", sa.Text(), nullable=True),
        sa.Column("organ", sa.Text(), nullable=True),
        sa.Column("number_word", sa.Text(), nullable=True),
        sa.Column("recipients", sa.Text(), nullable=True),
        sa.Column("copies", sa.Text(), nullable=True),
        sa.Column("goals", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_county")),
    )
    op.create_table(
        "edit",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("book", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("ledger", sa.String(length=32), nullable=False),
        sa.Column("row", sa.String(length=32), nullable=False),
        sa.Column("values", sa.Text(), nullable=False),
        sa.Column("saw", sa.Text(), nullable=False),
        sa.Column("clock", sa.String(length=16), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("batch", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edit")),
        sa.UniqueConstraint("book", "seq", name=op.f("uq_edit_book_seq")),
    )
    with op.batch_alter_table("edit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_edit_batch"), ["batch"], unique=False)
        batch_op.create_index(batch_op.f("ix_edit_row"), ["row"], unique=False)

    op.create_table(
        "holiday",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("on", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday")),
    )
    op.create_table(
        "past_figure",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_figure")),
    )
    op.create_table(
        "scheme",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("span", sa.Text(), nullable=True),
        sa.Column("goal", sa.Text(), nullable=True),
        sa.Column("least", sa.BigInteger(), nullable=True),
        sa.Column("ends", sa.BigInteger(), nullable=True),
        sa.Column("active", sa.SmallInteger(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme")),
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("choices", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
    )
    op.create_table(
        "task_force",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("lead_units", sa.Text(), nullable=True),
        sa.Column("coop_units", sa.Text(), nullable=True),
        sa.Column("leader", sa.Text(), nullable=True),
        sa.Column("head", sa.Text(), nullable=True),
        sa.Column("liaison", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("founded", sa.String(length=10), nullable=True),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("vision", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("rank", sa.BigInteger(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_force")),
    )
    op.create_table(
        "term",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("dictionary", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=True),
        sa.Column("idle", sa.SmallInteger(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
    )
    op.create_table(
        "words",
        sa.Column("ledger", sa.String(length=32), nullable=False),
        sa.Column("row", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ledger", "row", name=op.f("pk_words")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "activity",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("task_force", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("on", sa.String(length=10), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("inside", sa.SmallInteger(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("firms", sa.BigInteger(), nullable=True),
        sa.Column("leads", sa.BigInteger(), nullable=True),
        sa.Column("docked", sa.BigInteger(), nullable=True),
        sa.Column("signed", sa.BigInteger(), nullable=True),
        sa.Column("signed_amount", sa.BigInteger(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("key", sa.SmallInteger(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_force"],
            ["task_force.id"],
            name=op.f("fk_activity_task_force_task_force"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_task_force"), ["task_force"], unique=False)

    op.create_table(
        "chain",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("task_force", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("head", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("rank", sa.BigInteger(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_force"],
            ["task_force.id"],
            name=op.f("fk_chain_task_force_task_force"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain")),
    )
    with op.batch_alter_table("chain", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chain_task_force"), ["task_force"], unique=False)

    op.create_table(
        "duty_done",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("task_force", sa.String(length=32), nullable=True),
        sa.Column("due", sa.String(length=10), nullable=True),
        sa.Column("done_on", sa.String(length=10), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_force"],
            ["task_force.id"],
            name=op.f("fk_duty_done_task_force_task_force"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_done")),
    )
    with op.batch_alter_table("duty_done", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_done_task_force"), ["task_force"], unique=False)

    op.create_table(
        "meeting",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("task_force", sa.String(length=32), nullable=True),
        sa.Column("on", sa.String(length=10), nullable=True),
        sa.Column("host", sa.Text(), nullable=True),
        sa.Column("present", sa.Text(), nullable=True),
        sa.Column("topics", sa.Text(), nullable=True),
        sa.Column("decisions", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_force"],
            ["task_force.id"],
            name=op.f("fk_meeting_task_force_task_force"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_task_force"), ["task_force"], unique=False)

    op.create_table(
        "member",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("task_force", sa.String(length=32), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("post", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("seconded", sa.SmallInteger(), nullable=True),
        sa.Column("since", sa.String(length=10), nullable=True),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("skills", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_force"],
            ["task_force.id"],
            name=op.f("fk_member_task_force_task_force"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_task_force"), ["task_force"], unique=False)

    op.create_table(
        "quota",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("task_force", sa.String(length=32), nullable=True),
        sa.Column("every", sa.Text(), nullable=False),
        sa.Column("least", sa.BigInteger(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_force"],
            ["task_force.id"],
            name=op.f("fk_quota_task_force_task_force"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota")),
    )
    with op.batch_alter_table("quota", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quota_task_force"), ["task_force"], unique=False)

    op.create_table(
        "receipt",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("task_force", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("due", sa.String(length=10), nullable=True),
        sa.Column("received_on", sa.String(length=10), nullable=True),
        sa.Column("empty", sa.SmallInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_force"],
            ["task_force.id"],
            name=op.f("fk_receipt_task_force_task_force"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_task_force"), ["task_force"], unique=False)

    op.create_table(
        "scheme_item",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scheme", sa.String(length=32), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=True),
        sa.Column("cap", sa.BigInteger(), nullable=True),
        sa.Column("each", sa.BigInteger(), nullable=True),
        sa.Column("most", sa.BigInteger(), nullable=True),
        sa.Column("steps", sa.Text(), nullable=True),
        sa.Column("rank", sa.BigInteger(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["scheme"], ["scheme.id"], name=op.f("fk_scheme_item_scheme_scheme"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme_item")),
    )
    with op.batch_alter_table("scheme_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scheme_item_scheme"), ["scheme"], unique=False)

    op.create_table(
        "spending",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("task_force", sa.String(length=32), nullable=False),
        sa.Column("on", sa.String(length=10), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("voucher", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_force"],
            ["task_force.id"],
            name=op.f("fk_spending_task_force_task_force"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spending")),
    )
    with op.batch_alter_table("spending", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spending_task_force"), ["task_force"], unique=False)

    op.create_table(
        "chain_node",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("chain", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=True),
        sa.Column("step", sa.BigInteger(), nullable=True),
        sa.Column("products", sa.Text(), nullable=True),
        sa.Column("gap", sa.Text(), nullable=True),
        sa.Column("wanted", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["chain"], ["chain.id"], name=op.f("fk_chain_node_chain_chain"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain_node")),
    )
    with op.batch_alter_table("chain_node", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chain_node_chain"), ["chain"], unique=False)

    op.create_table(
        "enterprise",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("tier", sa.Text(), nullable=True),
        sa.Column("anchor", sa.Text(), nullable=True),
        sa.Column("chain", sa.String(length=32), nullable=True),
        sa.Column("node", sa.String(length=32), nullable=True),
        sa.Column("task_force", sa.String(length=32), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("main", sa.Text(), nullable=True),
        sa.Column("legal", sa.Text(), nullable=True),
        sa.Column("capital", sa.BigInteger(), nullable=True),
        sa.Column("foreign_capital", sa.BigInteger(), nullable=True),
        sa.Column("founded", sa.String(length=10), nullable=True),
        sa.Column("local", sa.SmallInteger(), nullable=True),
        sa.Column("wanted", sa.Text(), nullable=True),
        sa.Column("visit_plan", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["chain"], ["chain.id"], name=op.f("fk_enterprise_chain_chain"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["node"],
            ["chain_node.id"],
            name=op.f("fk_enterprise_node_chain_node"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["task_force"],
            ["task_force.id"],
            name=op.f("fk_enterprise_task_force_task_force"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise")),
    )
    with op.batch_alter_table("enterprise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enterprise_chain"), ["chain"], unique=False)
        batch_op.create_index(batch_op.f("ix_enterprise_node"), ["node"], unique=False)
        batch_op.create_index(batch_op.f("ix_enterprise_task_force"), ["task_force"], unique=False)

    op.create_table(
        "contact",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("enterprise", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("native", sa.SmallInteger(), nullable=True),
        sa.Column("last_met", sa.String(length=10), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise"],
            ["enterprise.id"],
            name=op.f("fk_contact_enterprise_enterprise"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_enterprise"), ["enterprise"], unique=False)

    op.create_table(
        "lead",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("task_force", sa.String(length=32), nullable=True),
        sa.Column("reported_on", sa.String(length=10), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recognised_on", sa.String(length=10), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("method", sa.Text(), nullable=True),
        sa.Column("referrer", sa.Text(), nullable=True),
        sa.Column("investor", sa.Text(), nullable=True),
        sa.Column("enterprise", sa.String(length=32), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("chain", sa.String(length=32), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("total", sa.BigInteger(), nullable=True),
        sa.Column("output", sa.BigInteger(), nullable=True),
        sa.Column("tax", sa.BigInteger(), nullable=True),
        sa.Column("jobs", sa.BigInteger(), nullable=True),
        sa.Column("land", sa.BigInteger(), nullable=True),
        sa.Column("needs", sa.Text(), nullable=True),
        sa.Column("support", sa.Text(), nullable=True),
        sa.Column("first_contact", sa.Text(), nullable=True),
        sa.Column("first_report", sa.String(length=16), nullable=True),
        sa.Column("first_unit", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("judged_on", sa.String(length=10), nullable=True),
        sa.Column("judgement", sa.Text(), nullable=True),
        sa.Column("followed", sa.SmallInteger(), nullable=True),
        sa.Column("moved_to", sa.Text(), nullable=True),
        sa.Column("moved_on", sa.String(length=10), nullable=True),
        sa.Column("progress", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["chain"], ["chain.id"], name=op.f("fk_lead_chain_chain"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["enterprise"],
            ["enterprise.id"],
            name=op.f("fk_lead_enterprise_enterprise"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["task_force"],
            ["task_force.id"],
            name=op.f("fk_lead_task_force_task_force"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
    )
    with op.batch_alter_table("lead", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lead_chain"), ["chain"], unique=False)
        batch_op.create_index(batch_op.f("ix_lead_enterprise"), ["enterprise"], unique=False)
        batch_op.create_index(batch_op.f("ix_lead_task_force"), ["task_force"], unique=False)

    op.create_table(
        "target",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("task_forces", sa.Text(), nullable=True),
        sa.Column("enterprise", sa.String(length=32), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise"],
            ["enterprise.id"],
            name=op.f("fk_target_enterprise_enterprise"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
    )
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_target_enterprise"), ["enterprise"], unique=False)

    op.create_table(
        "dossier",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("task_force", sa.String(length=32), nullable=True),
        sa.Column("chain", sa.String(length=32), nullable=True),
        sa.Column("total", sa.BigInteger(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("firms", sa.Text(), nullable=True),
        sa.Column("made_on", sa.String(length=10), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("lead", sa.String(length=32), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["chain"], ["chain.id"], name=op.f("fk_dossier_chain_chain"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["lead"], ["lead.id"], name=op.f("fk_dossier_lead_lead"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["task_force"],
            ["task_force.id"],
            name=op.f("fk_dossier_task_force_task_force"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
    )
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dossier_chain"), ["chain"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossier_lead"), ["lead"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossier_task_force"), ["task_force"], unique=False)

    op.create_table(
        "project",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("task_force", sa.String(length=32), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("status_reason", sa.Text(), nullable=True),
        sa.Column("restart_on", sa.String(length=10), nullable=True),
        sa.Column("investor", sa.Text(), nullable=True),
        sa.Column("enterprise", sa.String(length=32), nullable=True),
        sa.Column("lead", sa.String(length=32), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("method", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("chain", sa.String(length=32), nullable=True),
        sa.Column("node", sa.String(length=32), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("nature", sa.Text(), nullable=True),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("counterpart", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("total", sa.BigInteger(), nullable=True),
        sa.Column("signed_amount", sa.BigInteger(), nullable=True),
        sa.Column("fixed", sa.BigInteger(), nullable=True),
        sa.Column("filed", sa.BigInteger(), nullable=True),
        sa.Column("foreign", sa.BigInteger(), nullable=True),
        sa.Column("year_plan", sa.BigInteger(), nullable=True),
        sa.Column("land", sa.BigInteger(), nullable=True),
        sa.Column("plant", sa.BigInteger(), nullable=True),
        sa.Column("output", sa.BigInteger(), nullable=True),
        sa.Column("tax", sa.BigInteger(), nullable=True),
        sa.Column("jobs", sa.BigInteger(), nullable=True),
        sa.Column("real_output", sa.BigInteger(), nullable=True),
        sa.Column("real_tax", sa.BigInteger(), nullable=True),
        sa.Column("invest_per_mu", sa.BigInteger(), nullable=True),
        sa.Column("output_per_mu", sa.BigInteger(), nullable=True),
        sa.Column("tax_per_mu", sa.BigInteger(), nullable=True),
        sa.Column("contract", sa.Text(), nullable=True),
        sa.Column("group_signing", sa.Text(), nullable=True),
        sa.Column("three_batches", sa.Text(), nullable=True),
        sa.Column("plan_start", sa.String(length=10), nullable=True),
        sa.Column("plan_finish", sa.String(length=10), nullable=True),
        sa.Column("plan_produce", sa.String(length=10), nullable=True),
        sa.Column("listed_name", sa.Text(), nullable=True),
        sa.Column("listed_total", sa.BigInteger(), nullable=True),
        sa.Column("listed_on", sa.String(length=10), nullable=True),
        sa.Column("listed_code", sa.Text(), nullable=True),
        sa.Column("listed_amount", sa.BigInteger(), nullable=True),
        sa.Column("checked_background", sa.Text(), nullable=True),
        sa.Column("checked_industry", sa.Text(), nullable=True),
        sa.Column("checked_experts", sa.Text(), nullable=True),
        sa.Column("checked_on", sa.String(length=10), nullable=True),
        sa.Column("checked_by", sa.Text(), nullable=True),
        sa.Column("law_energy", sa.SmallInteger(), nullable=True),
        sa.Column("law_environment", sa.SmallInteger(), nullable=True),
        sa.Column("law_safety", sa.SmallInteger(), nullable=True),
        sa.Column("law_quality", sa.SmallInteger(), nullable=True),
        sa.Column("law_catalogue", sa.SmallInteger(), nullable=True),
        sa.Column("law_carbon", sa.SmallInteger(), nullable=True),
        sa.Column("high_tech", sa.SmallInteger(), nullable=True),
        sa.Column("high_growth", sa.SmallInteger(), nullable=True),
        sa.Column("high_value", sa.SmallInteger(), nullable=True),
        sa.Column("high_tax", sa.SmallInteger(), nullable=True),
        sa.Column("low_danger", sa.SmallInteger(), nullable=True),
        sa.Column("low_pollution", sa.SmallInteger(), nullable=True),
        sa.Column("review", sa.Text(), nullable=True),
        sa.Column("review_on", sa.String(length=10), nullable=True),
        sa.Column("lawyer", sa.SmallInteger(), nullable=True),
        sa.Column("decided", sa.Text(), nullable=True),
        sa.Column("one_project", sa.SmallInteger(), nullable=True),
        sa.Column("one_leader", sa.Text(), nullable=True),
        sa.Column("one_team", sa.Text(), nullable=True),
        sa.Column("one_unit", sa.Text(), nullable=True),
        sa.Column("one_plan", sa.Text(), nullable=True),
        sa.Column("patron", sa.Text(), nullable=True),
        sa.Column("patron_unit", sa.Text(), nullable=True),
        sa.Column("headquarters", sa.Text(), nullable=True),
        sa.Column("agent", sa.Text(), nullable=True),
        sa.Column("passed_by", sa.Text(), nullable=True),
        sa.Column("passed_why", sa.Text(), nullable=True),
        sa.Column("referrer", sa.Text(), nullable=True),
        sa.Column("township", sa.Text(), nullable=True),
        sa.Column("merit", sa.SmallInteger(), nullable=True),
        sa.Column("progress", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["chain"], ["chain.id"], name=op.f("fk_project_chain_chain"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["enterprise"],
            ["enterprise.id"],
            name=op.f("fk_project_enterprise_enterprise"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["lead"], ["lead.id"], name=op.f("fk_project_lead_lead"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["node"], ["chain_node.id"], name=op.f("fk_project_node_chain_node"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["task_force"],
            ["task_force.id"],
            name=op.f("fk_project_task_force_task_force"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
    )
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_chain"), ["chain"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_enterprise"), ["enterprise"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_lead"), ["lead"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_node"), ["node"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_task_force"), ["task_force"], unique=False)

    op.create_table(
        "asset",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("land", sa.BigInteger(), nullable=True),
        sa.Column("plant", sa.BigInteger(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=True),
        sa.Column("price", sa.Text(), nullable=True),
        sa.Column("filed_on", sa.String(length=10), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("project", sa.String(length=32), nullable=True),
        sa.Column("used_land", sa.BigInteger(), nullable=True),
        sa.Column("used_plant", sa.BigInteger(), nullable=True),
        sa.Column("used_on", sa.String(length=10), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["project"], ["project.id"], name=op.f("fk_asset_project_project"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset")),
    )
    with op.batch_alter_table("asset", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asset_project"), ["project"], unique=False)

    op.create_table(
        "dormant",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("enterprise", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("task_force", sa.String(length=32), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("identified_on", sa.String(length=10), nullable=True),
        sa.Column("due", sa.String(length=10), nullable=True),
        sa.Column("land", sa.BigInteger(), nullable=True),
        sa.Column("plant", sa.BigInteger(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("invested", sa.BigInteger(), nullable=True),
        sa.Column("project", sa.String(length=32), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("revived_on", sa.String(length=10), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise"],
            ["enterprise.id"],
            name=op.f("fk_dormant_enterprise_enterprise"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["project"], ["project.id"], name=op.f("fk_dormant_project_project"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["task_force"],
            ["task_force.id"],
            name=op.f("fk_dormant_task_force_task_force"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dormant")),
    )
    with op.batch_alter_table("dormant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dormant_enterprise"), ["enterprise"], unique=False)
        batch_op.create_index(batch_op.f("ix_dormant_project"), ["project"], unique=False)
        batch_op.create_index(batch_op.f("ix_dormant_task_force"), ["task_force"], unique=False)

    op.create_table(
        "funding",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("project", sa.String(length=32), nullable=False),
        sa.Column("month", sa.String(length=10), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("fixed", sa.BigInteger(), nullable=True),
        sa.Column("foreign", sa.BigInteger(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=True),
        sa.Column("verified", sa.SmallInteger(), nullable=True),
        sa.Column("verified_on", sa.String(length=10), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["project"], ["project.id"], name=op.f("fk_funding_project_project"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding")),
    )
    with op.batch_alter_table("funding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_funding_project"), ["project"], unique=False)

    op.create_table(
        "milestone",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("project", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("plan_on", sa.String(length=10), nullable=True),
        sa.Column("done_on", sa.String(length=10), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["project"],
            ["project.id"],
            name=op.f("fk_milestone_project_project"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
    )
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestone_project"), ["project"], unique=False)

    op.create_table(
        "negotiation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("task_force", sa.String(length=32), nullable=True),
        sa.Column("project", sa.String(length=32), nullable=True),
        sa.Column("lead", sa.String(length=32), nullable=True),
        sa.Column("on", sa.String(length=10), nullable=True),
        sa.Column("depth", sa.Text(), nullable=True),
        sa.Column("way", sa.Text(), nullable=True),
        sa.Column("ours", sa.Text(), nullable=True),
        sa.Column("theirs", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("issue", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("next_on", sa.String(length=10), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["lead"], ["lead.id"], name=op.f("fk_negotiation_lead_lead"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["project"],
            ["project.id"],
            name=op.f("fk_negotiation_project_project"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["task_force"],
            ["task_force.id"],
            name=op.f("fk_negotiation_task_force_task_force"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_negotiation")),
    )
    with op.batch_alter_table("negotiation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_negotiation_lead"), ["lead"], unique=False)
        batch_op.create_index(batch_op.f("ix_negotiation_project"), ["project"], unique=False)
        batch_op.create_index(batch_op.f("ix_negotiation_task_force"), ["task_force"], unique=False)

    op.create_table(
        "obligation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("task_force", sa.String(length=32), nullable=True),
        sa.Column("project", sa.String(length=32), nullable=True),
        sa.Column("enterprise", sa.String(length=32), nullable=True),
        sa.Column("meeting", sa.String(length=32), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("clause", sa.Text(), nullable=True),
        sa.Column("condition", sa.Text(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("fulfilled", sa.BigInteger(), nullable=True),
        sa.Column("fulfilment", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("counterpart", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("leader", sa.Text(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("raised_on", sa.String(length=10), nullable=True),
        sa.Column("feedback_due", sa.String(length=10), nullable=True),
        sa.Column("due", sa.String(length=10), nullable=True),
        sa.Column("extended_to", sa.String(length=10), nullable=True),
        sa.Column("extension", sa.Text(), nullable=True),
        sa.Column("handed_to", sa.Text(), nullable=True),
        sa.Column("handed_on", sa.String(length=10), nullable=True),
        sa.Column("answered_on", sa.String(length=10), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.String(length=10), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise"],
            ["enterprise.id"],
            name=op.f("fk_obligation_enterprise_enterprise"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["meeting.id"],
            name=op.f("fk_obligation_meeting_meeting"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["project"],
            ["project.id"],
            name=op.f("fk_obligation_project_project"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["task_force"],
            ["task_force.id"],
            name=op.f("fk_obligation_task_force_task_force"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
    )
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_obligation_enterprise"), ["enterprise"], unique=False)
        batch_op.create_index(batch_op.f("ix_obligation_meeting"), ["meeting"], unique=False)
        batch_op.create_index(batch_op.f("ix_obligation_project"), ["project"], unique=False)
        batch_op.create_index(batch_op.f("ix_obligation_task_force"), ["task_force"], unique=False)

    op.create_table(
        "reward",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("project", sa.String(length=32), nullable=True),
        sa.Column("listed_amount", sa.BigInteger(), nullable=True),
        sa.Column("real_amount", sa.BigInteger(), nullable=True),
        sa.Column("invest_per_mu", sa.BigInteger(), nullable=True),
        sa.Column("output_per_mu", sa.BigInteger(), nullable=True),
        sa.Column("tax_per_mu", sa.BigInteger(), nullable=True),
        sa.Column("base_tax", sa.BigInteger(), nullable=True),
        sa.Column("tax_1", sa.BigInteger(), nullable=True),
        sa.Column("tax_2", sa.BigInteger(), nullable=True),
        sa.Column("tax_3", sa.BigInteger(), nullable=True),
        sa.Column("clause", sa.Text(), nullable=True),
        sa.Column("reading", sa.Text(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("decided", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("paid_on", sa.String(length=10), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["project"], ["project.id"], name=op.f("fk_reward_project_project"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward")),
    )
    with op.batch_alter_table("reward", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reward_project"), ["project"], unique=False)

    op.create_table(
        "stage_move",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("project", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("on", sa.String(length=10), nullable=False),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("corrects", sa.String(length=32), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["corrects"],
            ["stage_move.id"],
            name=op.f("fk_stage_move_corrects_stage_move"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["project"],
            ["project.id"],
            name=op.f("fk_stage_move_project_project"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_move")),
    )
    with op.batch_alter_table("stage_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stage_move_corrects"), ["corrects"], unique=False)
        batch_op.create_index(batch_op.f("ix_stage_move_project"), ["project"], unique=False)

    op.create_table(
        "visit",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("task_force", sa.String(length=32), nullable=True),
        sa.Column("on", sa.String(length=10), nullable=True),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("days", sa.BigInteger(), nullable=True),
        sa.Column("trip", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("enterprise", sa.String(length=32), nullable=True),
        sa.Column("leader", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("people", sa.Text(), nullable=True),
        sa.Column("heads", sa.BigInteger(), nullable=True),
        sa.Column("met", sa.Text(), nullable=True),
        sa.Column("met_post", sa.Text(), nullable=True),
        sa.Column("met_phone", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("lead", sa.String(length=32), nullable=True),
        sa.Column("project", sa.String(length=32), nullable=True),
        sa.Column("planned", sa.SmallInteger(), nullable=True),
        sa.Column("planned_on", sa.String(length=10), nullable=True),
        sa.Column("done", sa.SmallInteger(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise"],
            ["enterprise.id"],
            name=op.f("fk_visit_enterprise_enterprise"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["lead"], ["lead.id"], name=op.f("fk_visit_lead_lead"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["project"], ["project.id"], name=op.f("fk_visit_project_project"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["task_force"],
            ["task_force.id"],
            name=op.f("fk_visit_task_force_task_force"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_enterprise"), ["enterprise"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_lead"), ["lead"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_project"), ["project"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_task_force"), ["task_force"], unique=False)

    op.create_table(
        "feedback",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("obligation", sa.String(length=32), nullable=False),
        sa.Column("on", sa.String(length=10), nullable=False),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["obligation"],
            ["obligation.id"],
            name=op.f("fk_feedback_obligation_obligation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_obligation"), ["obligation"], unique=False)

    _forbid_rewriting()


def _forbid_rewriting() -> None:
    """Let the database itself refuse to change or delete an edit."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER edit_no_{verb.lower()} BEFORE {verb} ON edit "
                "BEGIN SELECT RAISE(ABORT, 'the log of edits is append-only'); END"
            )
    else:
        op.execute(
            "CREATE FUNCTION edit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the log of edits is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER edit_append_only BEFORE UPDATE OR DELETE ON edit "
            "FOR EACH ROW EXECUTE FUNCTION edit_is_append_only()"
        )


def downgrade() -> None:
    """Take it back."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER edit_no_{verb}")
    else:
        op.execute("DROP TRIGGER edit_append_only ON edit")
        op.execute("DROP FUNCTION edit_is_append_only")
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_obligation"))

    op.drop_table("feedback")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_task_force"))
        batch_op.drop_index(batch_op.f("ix_visit_project"))
        batch_op.drop_index(batch_op.f("ix_visit_lead"))
        batch_op.drop_index(batch_op.f("ix_visit_enterprise"))

    op.drop_table("visit")
    with op.batch_alter_table("stage_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stage_move_project"))
        batch_op.drop_index(batch_op.f("ix_stage_move_corrects"))

    op.drop_table("stage_move")
    with op.batch_alter_table("reward", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reward_project"))

    op.drop_table("reward")
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_obligation_task_force"))
        batch_op.drop_index(batch_op.f("ix_obligation_project"))
        batch_op.drop_index(batch_op.f("ix_obligation_meeting"))
        batch_op.drop_index(batch_op.f("ix_obligation_enterprise"))

    op.drop_table("obligation")
    with op.batch_alter_table("negotiation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_negotiation_task_force"))
        batch_op.drop_index(batch_op.f("ix_negotiation_project"))
        batch_op.drop_index(batch_op.f("ix_negotiation_lead"))

    op.drop_table("negotiation")
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestone_project"))

    op.drop_table("milestone")
    with op.batch_alter_table("funding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_funding_project"))

    op.drop_table("funding")
    with op.batch_alter_table("dormant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dormant_task_force"))
        batch_op.drop_index(batch_op.f("ix_dormant_project"))
        batch_op.drop_index(batch_op.f("ix_dormant_enterprise"))

    op.drop_table("dormant")
    with op.batch_alter_table("asset", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_asset_project"))

    op.drop_table("asset")
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_task_force"))
        batch_op.drop_index(batch_op.f("ix_project_node"))
        batch_op.drop_index(batch_op.f("ix_project_lead"))
        batch_op.drop_index(batch_op.f("ix_project_enterprise"))
        batch_op.drop_index(batch_op.f("ix_project_chain"))

    op.drop_table("project")
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dossier_task_force"))
        batch_op.drop_index(batch_op.f("ix_dossier_lead"))
        batch_op.drop_index(batch_op.f("ix_dossier_chain"))

    op.drop_table("dossier")
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_target_enterprise"))

    op.drop_table("target")
    with op.batch_alter_table("lead", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lead_task_force"))
        batch_op.drop_index(batch_op.f("ix_lead_enterprise"))
        batch_op.drop_index(batch_op.f("ix_lead_chain"))

    op.drop_table("lead")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_enterprise"))

    op.drop_table("contact")
    with op.batch_alter_table("enterprise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enterprise_task_force"))
        batch_op.drop_index(batch_op.f("ix_enterprise_node"))
        batch_op.drop_index(batch_op.f("ix_enterprise_chain"))

    op.drop_table("enterprise")
    with op.batch_alter_table("chain_node", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chain_node_chain"))

    op.drop_table("chain_node")
    with op.batch_alter_table("spending", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spending_task_force"))

    op.drop_table("spending")
    with op.batch_alter_table("scheme_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scheme_item_scheme"))

    op.drop_table("scheme_item")
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_task_force"))

    op.drop_table("receipt")
    with op.batch_alter_table("quota", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quota_task_force"))

    op.drop_table("quota")
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_task_force"))

    op.drop_table("member")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_task_force"))

    op.drop_table("meeting")
    with op.batch_alter_table("duty_done", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_duty_done_task_force"))

    op.drop_table("duty_done")
    with op.batch_alter_table("chain", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chain_task_force"))

    op.drop_table("chain")
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_task_force"))

    op.drop_table("activity")
    op.drop_table("words")
    op.drop_table("term")
    op.drop_table("task_force")
    op.drop_table("setting")
    op.drop_table("scheme")
    op.drop_table("past_figure")
    op.drop_table("holiday")
    with op.batch_alter_table("edit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_edit_row"))
        batch_op.drop_index(batch_op.f("ix_edit_batch"))

    op.drop_table("edit")
    op.drop_table("county")
    op.drop_table("clash")
    op.drop_table("circular")
    op.drop_table("book")
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_batch_book_seq"))

    op.drop_table("batch")
