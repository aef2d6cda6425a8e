"""A single wrong bit anywhere in a book's file is either without any effect or reported, and never a crash."""

import os
import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from models.errors import UserError
from models.storage import store
from models.storage.integrity_check import check_integrity
from tests.rows import copy_template, finish

FULL_CAMPAIGN = os.environ.get("CAMPAIGN") == "full"
FLIPS = 20_000 if FULL_CAMPAIGN else 60
BookContent = dict[str, list[tuple[Any, ...]]]


def read_all_rows(path: Path) -> BookContent | None:
    """Read every row of every table with sqlite3 alone; None where the file cannot be read."""
    bare = sqlite3.connect(path)
    bare.text_factory = bytes
    try:
        tables = [row[0] for row in bare.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        rows = {name.decode(): bare.execute(f'SELECT * FROM "{name.decode()}"').fetchall() for name in tables}
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    finally:
        bare.close()
    return rows


def reported_faults(path: Path) -> tuple[str, ...]:
    """Open and check a book as the program does; a user error on opening counts as a report too."""
    try:
        with store.open_book(path, write=False) as book:
            return finish(check_integrity(book)).faults
    except UserError as error:
        return (str(error),)


@pytest.mark.campaign
def test_every_flipped_bit_is_harmless_or_reported(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    template: Path = request.getfixturevalue("demo_book" if FULL_CAMPAIGN else "xiayi_book")
    whole, before = template.read_bytes(), read_all_rows(template)
    rng = random.Random(20261120)  # noqa: S311 - the same bits every time
    path = copy_template(template, tmp_path)
    reported = 0
    for _ in range(FLIPS):
        bit = rng.randrange(len(whole) * 8)
        with path.open("r+b") as file:
            file.seek(bit // 8)
            file.write(bytes([whole[bit // 8] ^ 1 << bit % 8]))
        complaints, now = reported_faults(path), read_all_rows(path)
        assert complaints or now == before, f"bit {bit} changed something and nobody noticed"
        reported += bool(complaints)
        path.write_bytes(whole)
    # Much of a book is content, so many bits matter; a check that reported few would not be looking.
    assert reported > FLIPS / 4
