"""A single wrong bit anywhere in a book's file is either without any effect or reported, and never a crash."""

import os
import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from models import store
from models.check import check
from models.refusal import Refusal
from tests.rows import copied, finish

FULL = os.environ.get("CAMPAIGN") == "full"
FLIPS = 20_000 if FULL else 60
Content = dict[str, list[tuple[Any, ...]]]


def content(path: Path) -> Content | None:
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


def faults(path: Path) -> tuple[str, ...]:
    """Open and check a book as the program does; a user error on opening counts as a report too."""
    try:
        with store.open_book(path, write=False) as book:
            return finish(check(book)).faults
    except Refusal as error:
        return (str(error),)


@pytest.mark.campaign
def test_every_flipped_bit_is_harmless_or_reported(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    template: Path = request.getfixturevalue("demo_book" if FULL else "xiayi_book")
    whole, before = template.read_bytes(), content(template)
    rng = random.Random(20261120)  # noqa: S311 - the same bits every time
    path = copied(template, tmp_path)
    reported = 0
    for _ in range(FLIPS):
        bit = rng.randrange(len(whole) * 8)
        with path.open("r+b") as file:
            file.seek(bit // 8)
            file.write(bytes([whole[bit // 8] ^ 1 << bit % 8]))
        complaints, now = faults(path), content(path)
        assert complaints or now == before, f"bit {bit} changed something and nobody noticed"
        reported += bool(complaints)
        path.write_bytes(whole)
    # Much of a book is content, so many bits matter; a check that reported few would not be looking.
    assert reported > FLIPS / 4
