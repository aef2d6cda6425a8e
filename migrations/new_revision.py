"""Write the revision that brings the schema up to the models: ``make migration m="what it does"``."""

import sys
import tempfile
from pathlib import Path

import sqlalchemy as sa
from alembic import command

from migrations import head_revision
from migrations.runner import config_for, upgrade

_HERE = Path(__file__).parent


def new_revision(message: str, folder: Path = _HERE) -> Path:
    """Compare the models with a database at the newest revision and write the difference as the next one.

    The message is a sentence; its full stop is added. ``folder`` holds the revisions. Returns the new script; where
    nothing differs, its steps are empty, to be written by hand. Whoever made it reads it and tries it down and up
    (tests/migrations) before it is committed.
    """
    number = f"{int(head_revision(folder)) + 1:04}"
    with tempfile.TemporaryDirectory(prefix="zhuanban-") as scratch:
        engine = sa.create_engine(sa.URL.create("sqlite", database=str(Path(scratch) / "head.db")))
        with engine.begin() as connection:
            upgrade(connection)
            config = config_for(connection, folder)
            command.revision(config, f"{message.rstrip('.')}.", autogenerate=True, rev_id=number)
        engine.dispose()
    head_revision.cache_clear()
    (path,) = (path for path in (folder / "versions").glob("*.py") if f'revision = "{number}"\n' in path.read_text())
    return path


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].strip():
        sys.exit('usage: make migration m="what it does"')
    print(new_revision(sys.argv[1].strip()))  # noqa: T201 - the answer of a developer's command
