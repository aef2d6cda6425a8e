"""Fixtures of the window's tests: an open book in a book session, and a record of the notifications shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.app.notifications import Notifications
from models.storage.store import Store
from tests.rows import copy_template, open_unsynced
from tests.windows import opener, page_context, preferences, qtbot, window

__all__ = ["opener", "page_context", "preferences", "qtbot", "window"]


@pytest.fixture
def book(empty_book: Path, tmp_path: Path) -> Path:
    """Give the path of an empty book that only this test uses."""
    return copy_template(empty_book, tmp_path)


@pytest.fixture
def desk(book: Path, qtbot: QtBot) -> Iterator[BookSession]:
    """Open a book session on an empty book."""
    with open_unsynced(book) as opened:
        yield BookSession(opened)


@pytest.fixture
def hejin(hejin_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open a copy of 河津's book."""
    with open_unsynced(copy_template(hejin_book, tmp_path, "河津.zhuanban")) as opened:
        yield opened


@pytest.fixture
def county(hejin: Store, qtbot: QtBot) -> BookSession:
    """Open a book session on a copy of 河津's book."""
    return BookSession(hejin)


@pytest.fixture
def notice(qtbot: QtBot) -> Notifications:
    """Give a notification channel that no widget shows yet."""
    return Notifications()


@pytest.fixture
def messages(notice: Notifications) -> list[tuple[str, str]]:
    """Record every notification as a pair of tone and sentence, in the order they are sent."""
    notices: list[tuple[str, str]] = []
    notice.message_posted.connect(lambda tone, sentence: notices.append((tone, sentence)))
    return notices
