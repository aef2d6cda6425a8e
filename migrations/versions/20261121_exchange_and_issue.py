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


_LAW_TEXTS = {
    "scheme": ("grouping",),
    "county": ("hq", "commander", "deputies", "office", "office_head", "groups"),
    "quota": ("whose",),
    "lead": ("ceded_by", "activity"),
    "project": ("ceded_by", "activity"),
    "enterprise": ("unit",),
    "dossier": ("unit",),
    "asset": ("industry",),
}
_LAW_NUMBERS: dict[str, tuple[tuple[str, Any], ...]] = {
    "lead": (("ceded", sa.SmallInteger()),),
    "project": (("ceded", sa.SmallInteger()), ("power", sa.BigInteger())),
    "asset": (("power", sa.BigInteger()),),
    "activity": (("invited", sa.BigInteger()), ("intended", sa.BigInteger()), ("started", sa.BigInteger())),
}


def _link(table: str, to: str) -> sa.Column[Any]:
    """Make a link of a new table to a row of another; checked at the end of the transaction."""
    key = sa.ForeignKey(f"{to}.id", name=op.f(f"fk_{table}_{to}_{to}"), initially="DEFERRED", deferrable=True)
    return sa.Column(to, sa.String(length=32), key, nullable=True)


def _index(table: str) -> None:
    for column in ("enterprise", "project", "task_force"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _laws_up() -> None:
    """What the laws of the work still asked for: headquarters, rulings that act, assets, funnels, talents, news."""
    for table, texts in _LAW_TEXTS.items():
        _texts(table, *texts)
    for table, numbers in _LAW_NUMBERS.items():
        for column, kind in numbers:
            op.add_column(table, sa.Column(column, kind, nullable=True))
    _ledger(
        "talent",
        sa.Column("name", sa.Text(), nullable=False),
        _link("talent", "enterprise"),
        _link("talent", "project"),
        _link("talent", "task_force"),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("degree", sa.Text(), nullable=True),
        sa.Column("wanted", sa.BigInteger(), nullable=True),
        sa.Column("hired", sa.BigInteger(), nullable=True),
        sa.Column("skills", sa.Text(), nullable=True),
        sa.Column("pay", sa.Text(), nullable=True),
        sa.Column("raised_on", sa.String(length=10), nullable=True),
        sa.Column("due", sa.String(length=10), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
    )
    _index("talent")
    _ledger(
        "news",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("on", sa.String(length=10), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        _link("news", "task_force"),
        _link("news", "enterprise"),
        _link("news", "project"),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("writer", sa.Text(), nullable=True),
        sa.Column("chosen", sa.SmallInteger(), nullable=True),
    )
    _index("news")


def _laws_down() -> None:
    op.drop_table("news")
    op.drop_table("talent")
    for table, numbers in _LAW_NUMBERS.items():
        for column, _ in numbers:
            op.drop_column(table, column)
    for table, texts in _LAW_TEXTS.items():
        for column in texts:
            op.drop_column(table, column)


def _issue_up() -> None:
    """Issued circulars: what they say of themselves, sentences the clerk edited, frozen contents, the files made."""
    _texts("circular", "task_force", "corrects", "reason")
    op.add_column("circular", sa.Column("issued_on", sa.String(length=10), nullable=True))
    op.add_column("circular", sa.Column("withdrawn_on", sa.String(length=10), nullable=True))
    op.add_column("circular", sa.Column("version", sa.BigInteger(), nullable=True))
    _ledger(
        "circular_text",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        _link("circular_text", "task_force"),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("generated", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
    )
    op.create_index(op.f("ix_circular_text_task_force"), "circular_text", ["task_force"], unique=False)
    op.create_table(
        "circular_frozen",
        sa.Column("circular", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("circular", name=op.f("pk_circular_frozen")),
    )
    op.create_table(
        "circular_file",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("circular", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circular_file")),
    )
    op.create_index(op.f("ix_circular_file_circular"), "circular_file", ["circular"], unique=False)


def _issue_down() -> None:
    op.drop_table("circular_file")
    op.drop_table("circular_frozen")
    op.drop_table("circular_text")
    for column in ("version", "withdrawn_on", "issued_on", "reason", "corrects", "task_force"):
        op.drop_column("circular", column)


def _union_up() -> None:
    """Edits of other books beside our own: whose they are, what they hang on, what was held back; senders, receipts."""
    with op.batch_alter_table("edit", schema=None) as batch_op:
        # A book and its copy both count on from where they parted, so only what was made here has a number of its own.
        batch_op.drop_constraint(op.f("uq_edit_book_seq"), type_="unique")
        batch_op.add_column(sa.Column("previous", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("came", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("withheld", sa.Text(), nullable=True))
    here, came = sa.text("came IS NULL"), sa.text("came IS NOT NULL")
    op.create_index(
        op.f("ix_edit_book_seq"), "edit", ["book", "seq"], unique=True, sqlite_where=here, postgresql_where=here
    )
    op.create_index(op.f("ix_edit_came"), "edit", ["came"], unique=False, sqlite_where=came, postgresql_where=came)
    op.add_column("batch", sa.Column("came", sa.String(length=32), nullable=True))
    done = "OLD.withheld IS NULL OR substr(OLD.withheld, 1, 1) = '+'"
    _guard_edits(f" WHEN {done}", f"IF TG_OP = 'UPDATE' AND NOT ({done}) THEN RETURN NEW; END IF;")
    op.create_table(
        "contest",
        sa.Column("row", sa.String(length=32), nullable=False),
        sa.Column("ledger", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_contest")),
    )
    _ledger(
        "sender",
        sa.Column("name", sa.Text(), nullable=False),
        _link("sender", "task_force"),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("last_file", sa.Text(), nullable=True),
        sa.Column("last_on", sa.String(length=10), nullable=True),
        sa.Column("upto", sa.Text(), nullable=True),
        sa.Column("headings", sa.Text(), nullable=True),
    )
    op.create_index(op.f("ix_sender_task_force"), "sender", ["task_force"], unique=False)
    _ledger(
        "received",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=True),
        _link("received", "sender"),
        sa.Column("on", sa.String(length=10), nullable=True),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in _COUNTS),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("upto", sa.Text(), nullable=True),
        sa.Column("batch", sa.Text(), nullable=True),
        sa.Column("edits", sa.BigInteger(), nullable=True),
        sa.Column("seal", sa.Text(), nullable=True),
    )
    op.create_index(op.f("ix_received_sender"), "received", ["sender"], unique=False)


_COUNTS = ("new", "changed", "same", "duplicate", "refused", "conflicts")


def _union_down() -> None:
    op.drop_table("received")
    op.drop_table("sender")
    op.drop_table("contest")
    op.drop_column("batch", "came")
    op.drop_index(op.f("ix_edit_came"), table_name="edit")
    op.drop_index(op.f("ix_edit_book_seq"), table_name="edit")
    with op.batch_alter_table("edit", schema=None) as batch_op:
        for column in ("withheld", "came", "previous"):
            batch_op.drop_column(column)
        batch_op.create_unique_constraint(op.f("uq_edit_book_seq"), ["book", "seq"])
    _guard_edits("", "")


def _guard_edits(when: str, unless: str) -> None:
    """Let the database refuse to change or delete an edit; one that came with values held back may be filled."""
    raised = "the log of edits is append-only"
    if op.get_bind().dialect.name == "sqlite":
        for verb, only in (("UPDATE", when), ("DELETE", "")):
            op.execute(f"DROP TRIGGER IF EXISTS edit_no_{verb.lower()}")
            begun = f"CREATE TRIGGER edit_no_{verb.lower()} BEFORE {verb} ON edit{only}"
            op.execute(f"{begun} BEGIN SELECT RAISE(ABORT, '{raised}'); END")
    else:
        op.execute(
            "CREATE OR REPLACE FUNCTION edit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {unless} RAISE EXCEPTION '{raised}'; END $$"
        )


def upgrade() -> None:
    """Exchange of workbooks, issued circulars, and further fields."""
    _laws_up()
    _issue_up()
    _union_up()
    op.add_column("project", sa.Column("status_on", sa.String(length=10), nullable=True))
    _ledger(
        "export_note",
        sa.Column("at", sa.String(length=16), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=True),
    )


def downgrade() -> None:
    """Back to the first book."""
    _union_down()
    op.drop_column("project", "status_on")
    _issue_down()
    _laws_down()
    op.drop_table("export_note")
