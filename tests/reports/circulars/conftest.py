"""The county counted by hand, for every kind of circular."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.storage.store import Store
from tests.reports.county import small_county
from tests.rows import copy_template, open_unsynced


@pytest.fixture(scope="session")
def county(empty_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, dict[str, str]]]:
    """Open the small county with its ids; to be read only."""
    with open_unsynced(copy_template(empty_book, tmp_path_factory.mktemp("county"))) as book:
        yield book, small_county(book)
