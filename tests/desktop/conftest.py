"""What the window's tests stand on: a book on a desk, and an ear for what the clerk is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.notice import Notice
from models.store import Store
from tests.rows import copied, open_fast
from tests.windows import fittings, opener, preferences, window

__all__ = ["fittings", "opener", "preferences", "window"]


@pytest.fixture
def book(empty_book: Path, tmp_path: Path) -> Path:
    """Give the path of an empty book of the test's own."""
    return copied(empty_book, tmp_path)


@pytest.fixture
def desk(book: Path, qtbot: QtBot) -> Iterator[Desk]:
    """Put an empty book on a desk."""
    with open_fast(book) as opened:
        yield Desk(opened)


@pytest.fixture
def hejin(hejin_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open a copy of 河津's book."""
    with open_fast(copied(hejin_book, tmp_path, "河津.zhuanban")) as opened:
        yield opened


@pytest.fixture
def county(hejin: Store, qtbot: QtBot) -> Desk:
    """Put 河津's book on a desk."""
    return Desk(hejin)


@pytest.fixture
def notice(qtbot: QtBot) -> Notice:
    """Give a channel that nobody shows yet."""
    return Notice()


@pytest.fixture
def said(notice: Notice) -> list[tuple[str, str]]:
    """Listen to what is told: tones and sentences."""
    heard: list[tuple[str, str]] = []
    notice.said.connect(lambda tone, sentence: heard.append((tone, sentence)))
    return heard
