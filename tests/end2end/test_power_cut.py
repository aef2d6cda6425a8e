"""The power fails in the middle of a row: what was typed is offered next time, and is in the book only when saved."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.app.preferences import Preferences
from desktop.main_window import MainWindow
from models.fields.base import Ledger
from models.ledgers import Lead
from models.queries.ledger_query import LedgerQuery, count_rows, matching_ids
from tests.desktop.form.test_row_panel import editor, stored_text
from tests.keys import key_receiver
from tests.rows import add_lead, copy_template, open_unsynced
from tests.source import ROOT
from tests.windows import WindowOpener, let_time_pass

TYPE_AND_WAIT = """
import sys
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from desktop.app.preferences import Preferences
from desktop.main_window import MainWindow
from desktop.theme.palette import apply_theme
from tests.desktop.form.test_row_panel import editor
from tests.keys import replace_text

app = QApplication(sys.argv[:1])
window = MainWindow(Preferences(), lambda theme: apply_theme(app, theme))
window.begin(sys.argv[1])
window.show()

def go_on(milliseconds):
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop, loop.quit)
    loop.exec()

while window.controller is None or window.jobs.busy or not window.isActiveWindow():
    window.activateWindow()
    go_on(20)
window.go("lead")
window.controller.show_row("lead", sys.argv[2] or None)
panel = window.controller.row_panel_controller.panel
for key, text in zip(sys.argv[3::2], sys.argv[4::2], strict=True):
    replace_text(editor(panel, key), text)
print("typed", flush=True)
go_on(60_000)
"""


@pytest.fixture
def book(hejin_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a county's book, and preferences of the test's own to the window that will be killed."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return copy_template(hejin_book, tmp_path / "book", "河津招商台账.zhuanban")


def files(tmp_path: Path) -> list[Path]:
    """List the files of what is not saved."""
    return list((tmp_path / "cache" / "zhuanban").glob("unsaved-*.json"))


def type_until_the_power_fails(book: Path, tmp_path: Path, qtbot: QtBot, row: str = "", **texts: str) -> None:
    """Type into a new row, or one of the book, in another process, and kill it when its file is written."""
    typed = [word for pair in texts.items() for word in pair]
    command = [sys.executable, "-c", TYPE_AND_WAIT, str(book), row, *typed]
    last = list(texts.values())[-1]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - the lines above
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "typed\n"
            qtbot.waitUntil(lambda: any(last in file.read_text("utf-8") for file in files(tmp_path)))
        finally:
            os.kill(process.pid, signal.SIGKILL)


def count(window: MainWindow, ledger: type[Ledger]) -> int:
    """Count the rows of a ledger."""
    assert window.book_session is not None
    return window.book_session.read(lambda session: count_rows(session, LedgerQuery(ledger)))


def test_a_new_row_is_had_back_after_a_power_cut(
    book: Path, opener: WindowOpener, tmp_path: Path, qtbot: QtBot
) -> None:
    typed = {"name": "炭黑项目", "reported_on": "2026-11-3", "contact": "示例乙", "phone": "13800000000"}
    type_until_the_power_fails(book, tmp_path, qtbot, **typed)
    (file,) = files(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    window = opener(book)
    assert window.controller is not None
    assert window.book_session is not None
    bar = window.unsaved_bar
    assert bar.isVisible()
    assert bar.label.text().startswith("上次没有保存的内容：线索“炭黑项目”，")
    assert bar.label.text().endswith(" 打的。")
    QTest.mouseClick(bar.restore_button, Qt.MouseButton.LeftButton)
    panel = window.controller.row_panel_controller.panel
    assert panel.isVisible()
    assert not bar.isVisible()
    assert {key: editor(panel, key).raw_value() for key in typed} == typed
    assert count(window, Lead) == 0
    assert files(tmp_path) == [file]  # another power cut now would lose nothing either
    QTest.keyClick(key_receiver(editor(panel, "name")), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (row,) = window.book_session.read(lambda session: matching_ids(session, LedgerQuery(Lead)))
    assert stored_text(window.book_session, Lead, row, "reported_on") == "2026-11-03"
    assert files(tmp_path) == []
    window.book_session.undo()
    assert count(window, Lead) == 0


def test_a_row_changed_meanwhile_says_so(book: Path, opener: WindowOpener, tmp_path: Path, qtbot: QtBot) -> None:
    with open_unsynced(book) as store, store.writing("示例") as session:
        row = add_lead(session, "焦化项目", contact="示例甲", place="江苏")
    type_until_the_power_fails(book, tmp_path, qtbot, row, content="谈用地", contact="示例乙")
    with open_unsynced(book) as store, store.writing("示例") as session:
        assert session.get_one(Lead, row).contact == "示例甲"
        session.get_one(Lead, row).contact = "示例丙"
    window = opener(book)
    assert window.controller is not None
    assert window.book_session is not None
    assert window.unsaved_bar.label.toolTip().endswith("打的。后来账本里改过资方联系人，恢复后请核对。")
    QTest.mouseClick(window.unsaved_bar.restore_button, Qt.MouseButton.LeftButton)
    panel = window.controller.row_panel_controller.panel
    assert panel.current_row() == (Lead, row)
    assert [editor(panel, key).text() for key in ("contact", "place")] == ["示例乙", "江苏"]
    assert "后来在账本里改过" in panel.form_cache.currentWidget().field_rows["contact"].error_label.text()  # type: ignore[attr-defined]
    assert stored_text(window.book_session, Lead, row, "contact") == "示例丙"
    assert panel.leave()
    assert stored_text(window.book_session, Lead, row, "contact") == "示例乙"
    assert files(tmp_path) == []


def test_what_is_not_wanted_is_not_offered_again(
    book: Path, opener: WindowOpener, tmp_path: Path, qtbot: QtBot, preferences: Preferences
) -> None:
    type_until_the_power_fails(book, tmp_path, qtbot, name="炭黑项目")
    window = opener(book)
    window.set_theme("dark")
    window.resize(1093, 599)  # 1366×768 at 125 %
    window.go("receiving")
    let_time_pass(100)
    assert (window.width(), window.height()) == (1093, 599)
    assert window.unsaved_bar.isVisible()
    assert window.menuBar().rect().contains(window.unsaved_bar.geometry())
    QTest.mouseClick(window.unsaved_bar.drop_button, Qt.MouseButton.LeftButton)
    assert not window.unsaved_bar.isVisible()
    assert files(tmp_path) == []
    assert count(window, Lead) == 0
