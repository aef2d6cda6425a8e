"""Alembic revisions of the database schema; a released revision never changes."""

import re
from functools import cache
from pathlib import Path

_REVISION = re.compile(r'^revision = "(\d+)"$', re.MULTILINE)


@cache
def head_revision(folder: Path = Path(__file__).parent) -> str:
    """Return the newest revision ("0002"), read from the text of the scripts: importing Alembic takes too long."""
    texts = (path.read_text("utf-8") for path in (folder / "versions").glob("*.py"))
    return max(match[1] for text in texts if (match := _REVISION.search(text)))
