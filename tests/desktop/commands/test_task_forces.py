"""Projects are handed over and a task force is dissolved from the menu, with what is missing said in the dialog."""

from collections.abc import Callable
from datetime import date

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy.orm import Session

from desktop.app.delay import call_after_layout
from desktop.main_window import MainWindow
from desktop.shell.transfer_dialog import TransferDialog
from models.ledgers import Project, TaskForce, Transfer
from tests.rows import add_project, add_task_force


def in_dialog(window: MainWindow, command: str, steps: Callable[[TransferDialog], None]) -> None:
    """Run a command, and the steps in the dialog it opens."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, TransferDialog)
        steps(dialog)

    window.actions_.refresh()
    action = window.actions_.actions_by_name[command]
    assert action.isEnabled()
    call_after_layout(window, act)
    action.trigger()


def type_into(dialog: TransferDialog, key: str, text: str) -> None:
    """Retype a field of the dialog."""
    editor = dialog.field_rows[key].editor
    assert editor is not None
    editor.retype(text)


def test_selected_projects_are_handed_over_on_a_day_and_come_back(window: MainWindow) -> None:
    book_session = window.book_session
    assert book_session is not None

    def add(session: Session) -> tuple[str, str, str]:
        giver, taker = add_task_force(session, "示例甲", 91), add_task_force(session, "示例乙", 92)
        return giver, taker, add_project(session, "示例项目", {"签约": date(2026, 3, 2)}, task_force=giver)

    giver, taker, row = book_session.run("示例", add)
    window.go("project")
    page = window.ledger_page
    assert page is not None
    page.show_row(row)

    def hand_over(dialog: TransferDialog) -> None:
        dialog.confirm_button.click()  # nothing chosen yet
        assert "请选接手的专班" in dialog.field_rows["to_force"].error_label.text()
        type_into(dialog, "to_force", "示例乙招商专班")
        type_into(dialog, "on", "2026-6-1")
        type_into(dialog, "reason", "产业更合适")
        dialog.confirm_button.click()

    in_dialog(window, "transfer", hand_over)
    assert book_session.read(lambda session: session.get_one(Project, row).task_force) == taker
    transfer = book_session.read(lambda session: session.query(Transfer).one())
    assert (transfer.on, transfer.from_force, transfer.reason) == (date(2026, 6, 1), giver, "产业更合适")
    QTest.keySequence(page.grid, "Ctrl+Z")
    assert book_session.read(lambda session: session.get_one(Project, row).task_force) == giver


def test_a_task_force_is_dissolved_into_another(window: MainWindow) -> None:
    book_session = window.book_session
    assert book_session is not None

    def add(session: Session) -> tuple[str, str, str]:
        giver, taker = add_task_force(session, "示例甲", 91), add_task_force(session, "示例乙", 92)
        return giver, taker, add_project(session, "示例项目", {}, task_force=giver)

    giver, taker, row = book_session.run("示例", add)
    window.go("task_force")
    page = window.ledger_page
    assert page is not None
    page.show_row(giver)

    def merge(dialog: TransferDialog) -> None:
        dialog.confirm_button.click()
        assert "名下还有1个项目，请选并入哪个专班" in dialog.field_rows["to_force"].error_label.text()
        type_into(dialog, "to_force", "示例乙招商专班")
        dialog.confirm_button.click()

    in_dialog(window, "dissolve", merge)
    gone = book_session.read(lambda session: session.get_one(TaskForce, giver))
    assert (gone.dissolved, gone.successor) == (window.controller.context.today, taker)  # type: ignore[union-attr]
    assert book_session.read(lambda session: session.get_one(Project, row).task_force) == taker
