"""A clerk sets up a county from a blank book by the guide, by hand and from a sheet, and issues its first circular."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.app import notifications
from desktop.circular.circular_view import CircularView
from desktop.form.row_panel import RowPanel
from desktop.import_export.import_view import ImportView
from desktop.main_window import MainWindow
from desktop.pages.dashboard_page import DashboardPage
from desktop.pages.setup_view import SetupView
from desktop.settings.definitions_editor import DefinitionsEditor
from desktop.settings.rows_editor import RowsEditor
from desktop.shell.new_book_dialog import NewBookDialog
from models.ledgers import Circular, Member, TaskForce
from models.statistics.duty_calendar import duty_calendar
from tests.end2end.test_fill_a_form import write
from tests.end2end.test_issue_a_circular import click, issue, settle
from tests.keys import type_text
from tests.windows import WindowOpener, find_children

COUNTY = {
    "name": "示例县",
    "organ": "示例县招商引资工作领导小组办公室",
    "number_word": "示招办",
    "recipients": "各乡镇",
}
RHYTHM = "周动态：每周五；月通报：每月后5天"


@pytest.fixture
def window(opener: WindowOpener, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """Make a blank county's book from the welcome page; the guide is in front."""
    window = opener(None)
    book = tmp_path / "book" / "示例县招商台账.zhuanban"

    def answer(dialog: NewBookDialog) -> int:
        assert dialog.preset() == "blank"
        find_children(dialog, QLineEdit)[0].setText(str(book))
        return 1

    monkeypatch.setattr(NewBookDialog, "exec", answer)
    window.actions_.actions_by_name["new_book"].trigger()
    qtbot.waitUntil(lambda: window.controller is not None and not window.jobs.busy)
    return window


def guide_of(window: MainWindow) -> SetupView:
    """Return the guide in front."""
    assert window.controller is not None
    page = window.controller.front_page
    assert isinstance(page, SetupView)
    return page


def rows_editor(page: SetupView, step: str) -> RowsEditor:
    """Return the editor of the step in front."""
    assert page.step.key == step
    editor = page.editors[step]
    assert isinstance(editor, RowsEditor)
    return editor


def press(page: SetupView, button: str, qtbot: QtBot) -> None:
    """Press one of the guide's buttons."""
    click(page.buttons[button], qtbot)


def save(panel: RowPanel, qtbot: QtBot) -> None:
    """Save a new row with the keyboard."""
    qtbot.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def is_done(page: SetupView, step: str) -> Callable[[], bool]:
    """Return a check whether a step has its tick."""
    return lambda: page.contents.item(list(page.states).index(step)).toolTip().startswith("已填")


def set_up_by_hand(page: SetupView, qtbot: QtBot) -> None:
    """Type the county's head and its task forces."""
    assert page.count.text() == "还差 9 步"
    county = page.editors["county"]
    assert isinstance(county, RowPanel)
    for key, text in COUNTY.items():
        write(county, key, text)
    press(page, "next", qtbot)
    qtbot.waitUntil(is_done(page, "county"))
    editor = rows_editor(page, "forces")
    for name, unit in (("装备制造招商专班", "县工信局"), ("现代物流招商专班", "县商务局")):
        qtbot.mouseClick(editor.add_button, Qt.MouseButton.LeftButton)
        write(editor.panel, "name", name)
        write(editor.panel, "lead_units", unit)
        save(editor.panel, qtbot)
    press(page, "next", qtbot)
    qtbot.waitUntil(is_done(page, "forces"))


def take_in_members(page: SetupView, window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    """Download the empty sheet of members, fill it in WPS, and take it in."""
    assert page.step.key == "members"
    press(page, "template", qtbot)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    workbook = openpyxl.load_workbook(tmp_path / "专班人员.xlsx")
    for column, value in enumerate(("装备制造招商专班", "王示例", "县工信局", "局长", "组长"), 2):
        workbook.worksheets[0].cell(6, column).value = value
    workbook.save(tmp_path / "专班人员.xlsx")
    press(page, "receive", qtbot)
    assert window.controller is not None
    window.controller.page_stack.import_files([tmp_path / "专班人员.xlsx"])
    qtbot.waitUntil(lambda: not window.jobs.busy)
    receiving = window.controller.front_page
    assert isinstance(receiving, ImportView)
    assert receiving.head.count.text() == "1 个文件，会写入 1 行。"
    qtbot.mouseClick(receiving.head.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert window.book_session is not None
    assert window.book_session.read(lambda session: session.query(Member).one().name) == "王示例"


def issued_circular(circular: Circular) -> tuple[str, str | None]:
    """Return the title of an issued circular, without its line breaks, and who signed it."""
    return "".join(circular.title.split()), circular.signer


def set_rules(page: SetupView, qtbot: QtBot) -> None:
    """Pass the chains over, type a target, choose the county's own rhythm, and put a scheme to use."""
    page.show_step("chains")
    press(page, "pass_over", qtbot)
    targets = rows_editor(page, "targets")
    qtbot.mouseClick(targets.add_button, Qt.MouseButton.LeftButton)
    year = page.today.year
    for key, text in (("metric", "签约金额"), ("period", str(year)), ("value", "100"), ("unit", "亿元")):
        write(targets.panel, key, text)
    save(targets.panel, qtbot)
    press(page, "next", qtbot)
    qtbot.waitUntil(is_done(page, "targets"))
    rhythm = page.editors["cadence"]
    assert isinstance(rhythm, DefinitionsEditor)
    assert "optional_ledgers" in rhythm.value_editors
    box = rhythm.value_editors["cadence_set"]
    assert isinstance(box, QComboBox)
    box.setCurrentText("本县自己定（写在下面一栏）")
    box.textActivated.emit(box.currentText())
    qtbot.waitUntil(lambda: page.state.text().startswith("口径“本县自己定的工作节奏”还空着"))
    line = rhythm.value_editors["cadence_own"]
    assert isinstance(line, QLineEdit)
    type_text(line, RHYTHM)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(is_done(page, "cadence"))
    press(page, "next", qtbot)
    schemes = rows_editor(page, "schemes")
    names = [texts[0] for _, texts in schemes.table.rows()]
    schemes.table.open_wanted.emit(schemes.table.rows()[names.index("产业专班季度绩效评价")][0])
    write(schemes.panel, "active", "y")
    press(page, "next", qtbot)
    qtbot.waitUntil(is_done(page, "schemes"))
    press(page, "pass_over", qtbot)


def test_from_a_blank_book_to_the_first_circular(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    monkeypatch.setattr(notifications, "ask_where_to_write", lambda *_: str(tmp_path / "专班人员.xlsx"))
    set_up_by_hand(guide_of(window), qtbot)
    take_in_members(guide_of(window), window, tmp_path, qtbot)

    # The first page names what is missing, and leads back to the step.
    window.go("home")
    qtbot.waitUntil(lambda: not window.jobs.busy)
    home = window.findChild(DashboardPage)
    assert isinstance(home, DashboardPage)
    qtbot.waitUntil(lambda: len(home.setup_buttons) == 6)
    assert home.setup_buttons[0].text().strip() == "产业链：还没有：招商图谱由产业链和环节画出"
    qtbot.mouseClick(home.setup_buttons[1], Qt.MouseButton.LeftButton)
    assert guide_of(window).step.key == "targets"

    page = guide_of(window)
    set_rules(page, qtbot)
    assert page.step.key == "holidays"
    assert is_done(page, "holidays")()
    press(page, "next", qtbot)
    qtbot.waitUntil(lambda: page.count.text() == "还差 1 步")
    press(page, "next", qtbot)  # “去出通报”

    view = window.findChild(CircularView)
    assert isinstance(view, CircularView)
    view.head.kind.setCurrentIndex(view.head.kind.findData("month"))
    click(view.head.draft_button, qtbot)
    settle(view, window, qtbot)
    issue(view, window, qtbot)
    assert view.issue_controller.issued is not None
    assert view.issue_controller.issued.number == f"示招办〔{page.today.year}〕1号"
    assert sorted(file.suffix for file in (tmp_path / "book" / "通报").rglob("*.*")) == [".docx", ".pdf", ".xlsx"]
    assert window.book_session is not None
    assert window.book_session.read(lambda session: session.query(TaskForce).count()) == 2
    title, signer = window.book_session.read(lambda session: issued_circular(session.query(Circular).one()))
    assert ("全县招商引资工作情况的通报" in title, signer) == (True, "张示例")
    first, last = page.today.replace(month=1, day=1), page.today.replace(month=12, day=31)
    names = window.book_session.read(lambda session: {d.due.duty.name for d in duty_calendar(session, first, last)})
    assert names == {"周动态", "月通报"}
    qtbot.waitUntil(lambda: page.count.text() == "都填好了，或跳过了")


def test_what_was_passed_over_is_undone_with_ctrl_z(window: MainWindow, qtbot: QtBot) -> None:
    page = guide_of(window)
    page.show_step("policies")
    press(page, "pass_over", qtbot)
    qtbot.waitUntil(lambda: page.count.text() == "还差 8 步")
    window.actions_.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: page.count.text() == "还差 9 步")
    assert isinstance(page.buttons["pass_over"], QAbstractButton)
