"""The window from nothing to an open book, and away again."""

import sqlite3
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.app.preferences import Preferences
from desktop.app.startup_snapshot import load_snapshot
from desktop.main_window import MainWindow
from desktop.pages.startup_page import StartupPage
from desktop.pages.welcome_page import WelcomePage
from desktop.table.ledger_table import LedgerTable
from desktop.theme.colours import DARK_COLOURS
from desktop.theme.palette import apply_theme
from models.audit.recorder import add_many
from models.ledgers import Lead
from models.storage.lock import BookLock
from tests.rows import copy_template
from tests.source import ROOT
from tests.windows import WindowOpener, find_children


def test_nothing_heavy_is_loaded_before_the_first_paint() -> None:
    heavy = "sqlalchemy alembic pypinyin reportlab openpyxl xlsxwriter"
    code = f"import sys, desktop.main_window; print(sorted(set(sys.modules) & set('{heavy}'.split())))"
    completed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert completed.stdout.strip() == "[]"


def test_without_a_book_it_offers_ways_to_get_one(opener: WindowOpener) -> None:
    window = opener(None)
    welcome = window.findChild(WelcomePage)
    assert isinstance(welcome, WelcomePage)
    labels = [button.text() for button in find_children(welcome, QPushButton) if not button.isHidden()]
    assert labels[:2] == ["新建账本", "打开账本"]
    assert not window.actions_.actions_by_name["undo"].isEnabled()


def test_a_book_that_is_gone_is_told_and_forgotten(
    opener: WindowOpener, preferences: Preferences, tmp_path: Path
) -> None:
    preferences.update(book=str(tmp_path / "没有.zhuanban"))
    window = opener(None)
    assert "找不到账本" in window.status.message_label.text()
    assert window.findChild(WelcomePage) is not None
    assert preferences.current.book == ""


def test_a_book_somebody_else_works_in_can_be_looked_at(
    opener: WindowOpener, hejin_book: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = copy_template(hejin_book, tmp_path)
    lock = BookLock(path, "示例同事")
    window = opener(None)
    window.open_book(str(path))
    qtbot.waitUntil(lambda: not window.jobs.busy)
    welcome = window.findChild(WelcomePage)
    assert isinstance(welcome, WelcomePage)
    assert "示例同事" in welcome.error_label.text()
    look = next(button for button in find_children(welcome, QPushButton) if button.text().startswith("只读打开"))
    assert not look.isHidden()
    look.click()
    qtbot.waitUntil(lambda: window.controller is not None and not window.jobs.busy)
    assert "（只读）" in window.windowTitle()
    assert not window.actions_.actions_by_name["undo"].isEnabled()
    lock.release()


def test_an_older_book_says_that_it_was_brought_up(opener: WindowOpener, hejin_book: Path, tmp_path: Path) -> None:
    path = copy_template(hejin_book, tmp_path)
    with sqlite3.connect(path) as connection:
        # As if this program knew one more definition than the one that filled the book.
        connection.execute("UPDATE setting SET key = 'of_old' WHERE key = 'boards'")
    connection.close()
    window = opener(path)
    assert window.status.message_label.text() == "已随程序补充1条统计口径，可以撤销。"
    assert window.actions_.actions_by_name["undo"].isEnabled()


def test_a_book_opens_where_the_clerk_was(window: MainWindow, preferences: Preferences) -> None:
    window.go("lead")
    assert preferences.current.page == "lead"
    assert window.windowTitle().startswith("河津招商台账")
    assert preferences.current.recent == (window.target,)
    assert not window.jobs.busy


def test_the_next_start_shows_the_rows_at_once(
    opener: WindowOpener, preferences: Preferences, hejin_book: Path, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    path = copy_template(hejin_book, tmp_path / "book")
    window = opener(path)
    assert window.book_session is not None
    window.book_session.run("示例", lambda session: add_many(session, Lead, [{"name": "焦炉煤气制LNG"}]))
    window.go("lead")
    window.close()
    look = load_snapshot(str(path))
    assert look is not None
    assert look.page == "lead"
    assert [
        row[look.columns.index(next(column for column in look.columns if column[0] == "线索名称"))] for row in look.rows
    ] == ["焦炉煤气制LNG"]
    second = MainWindow(preferences, lambda theme: apply_theme(qapp, theme))
    qtbot.addWidget(second)
    second.begin(str(path))
    page = second.findChild(StartupPage)
    assert isinstance(page, StartupPage)
    assert page.grid.model().rowCount() == 1
    assert second.navigation.current_key() == "lead"


def test_colours_change_and_the_place_stays(window: MainWindow, preferences: Preferences) -> None:
    window.go("lead")
    window.actions_.actions_by_name["theme_dark"].trigger()
    assert preferences.current.theme == "dark"
    assert window.palette().window().color().name().upper() == DARK_COLOURS.background
    assert window.ledger_page is not None
    window.actions_.actions_by_name["theme_light"].trigger()


def test_another_book_takes_the_place_of_the_first(
    window: MainWindow, hejin_book: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    first = window.target
    second = copy_template(hejin_book, tmp_path / "other", "乙.zhuanban")
    window.open_book(str(second))
    qtbot.waitUntil(lambda: window.controller is not None and not window.jobs.busy)
    assert window.windowTitle().startswith("乙")
    assert window.preferences.current.recent == (str(second), first)
    assert len(find_children(window, LedgerTable)) <= 1


def test_a_new_book_is_made_filled_and_opened(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    target = tmp_path / "新" / "夏邑.zhuanban"
    window.create_book(str(target), "xiayi")
    qtbot.waitUntil(lambda: window.controller is not None and not window.jobs.busy)
    assert target.is_file()
    assert window.top_bar.task_force_choice.count() > 1


def test_a_book_is_checked_while_commands_wait(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_.actions_by_name["check_book"].trigger()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert window.status.message_label.text().startswith("账本完好")
    assert window.book_session is not None
    assert window.book_session.running_job_label == ""


def test_the_scope_reaches_every_page(window: MainWindow, qtbot: QtBot) -> None:
    window.go("task_force")
    page = window.ledger_page
    assert page is not None
    every = page.model.rowCount()
    assert every == window.top_bar.task_force_choice.count() - 1
    window.go("enterprise")
    window.top_bar.task_force_choice.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "全部" in (window.ledger_page.head.count.text() if window.ledger_page else ""))


def test_all_is_reached_by_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    window.go("lead")
    assert window.ledger_page is not None
    assert window.ledger_page.grid.focusPolicy() & Qt.FocusPolicy.StrongFocus
