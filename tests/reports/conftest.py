"""河津's book without the demonstration, for reports whose numbers a test puts in itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.storage.store import Store
from tests.rows import copy_template, open_unsynced


@pytest.fixture
def hejin(hejin_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open a copy of 河津's book."""
    with open_unsynced(copy_template(hejin_book, tmp_path, "河津.zhuanban")) as opened:
        yield opened
