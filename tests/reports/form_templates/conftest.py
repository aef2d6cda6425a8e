"""The demonstration book, to be read only."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.storage.store import Store
from tests.rows import copy_template, open_unsynced


@pytest.fixture(scope="session")
def demo(demo_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Open a copy of the demonstration."""
    with open_unsynced(copy_template(demo_book, tmp_path_factory.mktemp("forms"))) as opened:
        yield opened
