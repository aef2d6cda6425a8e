"""河津's book without the demonstration, for reports whose numbers a test puts in itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store import Store
from tests.rows import copied, open_fast


@pytest.fixture
def hejin(hejin_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open a copy of 河津's book."""
    with open_fast(copied(hejin_book, tmp_path, "河津.zhuanban")) as opened:
        yield opened
