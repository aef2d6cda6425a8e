"""A window's book: opened, refused, created, closed; a book that cannot be opened is told and forgotten."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.preferences import Preferences
from desktop.main_window import MainWindow
from desktop.pages.setup_view import SetupView
from desktop.shell.book_lifecycle import BookLifecycle
from models.storage import store
from models.storage.integrity_check import check_integrity
from models.storage.lock import BookLock
from tests.rows import copy_template
from tests.windows import WindowOpener


@pytest.fixture
def empty_window(opener: WindowOpener) -> MainWindow:
    """Open the window without a book."""
    return opener(None)


def books_of(window: MainWindow) -> BookLifecycle:
    """Return what opens and closes the window's book."""
    books = window.findChild(BookLifecycle)
    assert isinstance(books, BookLifecycle)
    return books


def settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.busy)


def test_a_book_is_opened_and_remembered(
    empty_window: MainWindow, hejin_book: Path, tmp_path: Path, preferences: Preferences, qtbot: QtBot
) -> None:
    path = copy_template(hejin_book, tmp_path / "甲", "河津招商台账.zhuanban")
    empty_window.open_book(str(path))
    qtbot.waitUntil(lambda: empty_window.controller is not None)
    settle(empty_window, qtbot)
    assert "河津招商台账" in empty_window.windowTitle()
    assert preferences.current.book == str(path)
    assert str(path) in preferences.current.recent


def test_another_book_replaces_the_first_and_lets_go_of_it(
    window: MainWindow, empty_book: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    first = Path(books_of(window).target)
    second = copy_template(empty_book, tmp_path / "乙", "另一本.zhuanban")
    window.open_book(str(second))
    qtbot.waitUntil(lambda: window.controller is not None and "另一本" in window.windowTitle())
    settle(window, qtbot)
    with store.open_book(first, "示例同事") as book:  # nobody holds it any more
        check_integrity(book)


def test_a_book_in_use_is_refused_and_offered_to_look_at(
    empty_window: MainWindow, hejin_book: Path, tmp_path: Path, preferences: Preferences, qtbot: QtBot
) -> None:
    path = copy_template(hejin_book, tmp_path / "甲")
    lock = BookLock(path, "示例同事")
    try:
        with qtbot.waitSignal(books_of(empty_window).failed) as failed:
            empty_window.open_book(str(path))
        sentence, offered = failed.args or ["", ""]
        assert "示例同事" in sentence
        assert offered == str(path)
        assert preferences.current.book == ""
        books_of(empty_window).open(str(path), write=False)
        qtbot.waitUntil(lambda: empty_window.controller is not None)
        assert "（只读）" in empty_window.windowTitle()
        settle(empty_window, qtbot)
    finally:
        lock.release()


@pytest.mark.parametrize("content", [None, b"", b"not a book at all"])
def test_what_is_no_book_is_told_and_not_offered(
    empty_window: MainWindow, tmp_path: Path, content: bytes | None, qtbot: QtBot
) -> None:
    path = tmp_path / "不是.zhuanban"
    if content is not None:
        path.write_bytes(content)
    with qtbot.waitSignal(books_of(empty_window).failed) as failed:
        empty_window.open_book(str(path))
    sentence, offered = failed.args or ["", ""]
    assert sentence
    assert offered == ""
    assert empty_window.controller is None
    assert path.exists() is (content is not None), "nothing is made of it"


def test_a_book_is_made_from_a_preset_and_open(
    empty_window: MainWindow, tmp_path: Path, preferences: Preferences, qtbot: QtBot
) -> None:
    path = tmp_path / "新的.zhuanban"
    books_of(empty_window).create(str(path), "xiayi")
    qtbot.waitUntil(lambda: empty_window.controller is not None)
    settle(empty_window, qtbot)
    assert path.exists()
    assert preferences.current.book == str(path)
    assert empty_window.controller is not None
    assert isinstance(empty_window.controller.front_page, SetupView), "a new book begins with the guide"


def test_closing_without_a_book_is_no_fault(empty_window: MainWindow) -> None:
    assert books_of(empty_window).close()


def test_closing_lets_go_of_the_book(window: MainWindow, qtbot: QtBot) -> None:
    path = Path(books_of(window).target)
    with qtbot.waitSignal(books_of(window).closed):
        assert books_of(window).close()
    assert window.controller is None
    with store.open_book(path, "示例同事"):
        pass
