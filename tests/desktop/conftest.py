"""Fixtures of the window's tests: an open book in a book session, and a record of the notifications shown."""

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
    """Give the path of an empty book that only this test uses."""
    return copied(empty_book, tmp_path)


@pytest.fixture
def desk(book: Path, qtbot: QtBot) -> Iterator[Desk]:
    """Open a book session on an empty book."""
    with open_fast(book) as opened:
        yield Desk(opened)


@pytest.fixture
def hejin(hejin_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open a copy of 河津's book."""
    with open_fast(copied(hejin_book, tmp_path, "河津.zhuanban")) as opened:
        yield opened


@pytest.fixture
def county(hejin: Store, qtbot: QtBot) -> Desk:
    """Open a book session on a copy of 河津's book."""
    return Desk(hejin)


@pytest.fixture
def notice(qtbot: QtBot) -> Notice:
    """Give a notification channel that no widget shows yet."""
    return Notice()


@pytest.fixture
def said(notice: Notice) -> list[tuple[str, str]]:
    """Record every notification as a pair of tone and sentence, in the order they are sent."""
    notices: list[tuple[str, str]] = []
    notice.said.connect(lambda tone, sentence: notices.append((tone, sentence)))
    return notices
