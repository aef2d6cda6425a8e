"""Alembic revisions of the database schema; a released revision never changes."""

import re
from functools import cache
from pathlib import Path

SCHEMA_FILE = Path(__file__).with_name("schema.sql")
SCHEMA_SEPARATOR = ";\n\n"
_REVISION = re.compile(r'^revision = "(\d+)"$', re.MULTILINE)


@cache
def head_revision(folder: Path = Path(__file__).parent) -> str:
    """Return the newest revision ("0002"), read from the text of the scripts: importing Alembic takes too long."""
    texts = (path.read_text("utf-8") for path in (folder / "versions").glob("*.py"))
    return max(match[1] for text in texts if (match := _REVISION.search(text)))


def schema_statements() -> list[str]:
    """Return the SQL statements that make an empty SQLite database a book, at the revision the last of them states."""
    return SCHEMA_FILE.read_text("utf-8").split(SCHEMA_SEPARATOR)[:-1]
