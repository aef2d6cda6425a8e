"""Write ``schema.sql``, from which new SQLite books are made: ``make migration`` and ``make schema`` run it.

A new book made from it equals one that went through every revision, to the letter, and takes a tenth of the time.
"""

import tempfile
from pathlib import Path

import sqlalchemy as sa

from migrations import SCHEMA_FILE, SCHEMA_SEPARATOR
from migrations.runner import upgrade

# Tables, indexes, triggers, each by name: Alembic makes the indexes of a table in no fixed order.
_STATEMENTS = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type = 'trigger', type = 'index', name"


def schema_text(revision: str = "head") -> str:
    """Return the statements that make an empty SQLite database the schema of a revision."""
    with tempfile.TemporaryDirectory(prefix="zhuanban-") as scratch:
        engine = sa.create_engine(sa.URL.create("sqlite", database=str(Path(scratch) / "head.db")))
        with engine.begin() as connection:
            upgrade(connection, revision)
            statements = [str(sql) for sql in connection.exec_driver_sql(_STATEMENTS).scalars()]
            reached = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        engine.dispose()
    statements.append(f"INSERT INTO alembic_version VALUES ('{reached}')")
    return SCHEMA_SEPARATOR.join([*statements, ""])


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), "utf-8", newline="\n")
