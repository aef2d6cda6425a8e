"""The list, an enterprise's sheet and a letter are shown from the rows they are about."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop.app import notifications
from desktop.main_window import MainWindow
from models.storage.store import Session
from tests.desktop.commands.test_printouts import ChoiceStub, shown_pdf
from tests.kept_rows import FirmRows, add_duty, add_firm


def add_late_firm(window: MainWindow) -> tuple[FirmRows, str]:
    """Add a firm whose start is overdue; return its rows and the duty."""
    assert window.controller is not None
    today = window.controller.context.today

    def fill(session: Session) -> tuple[FirmRows, str]:
        rows = add_firm(session, "示例晚开工公司")
        due = today - timedelta(days=9)
        return rows, add_duty(session, "按时开工", measure="开工时间", project=rows.project, due=due)

    return window.controller.book_session.run("示例", fill)


def show_row(window: MainWindow, ledger: str, row: str) -> None:
    """Show a ledger's page with a row current."""
    window.go(ledger)
    page = window.ledger_page
    assert page is not None
    page.show_row(row)


def test_the_list_is_shown_and_a_book_without_promises_says_so(window: MainWindow, qtbot: QtBot) -> None:
    add_late_firm(window)
    window.actions_.actions_by_name["kept_list"].trigger()
    assert shown_pdf(window, qtbot).name.endswith("双兑现清单.pdf")


@pytest.mark.parametrize(
    ("ledger", "command"),
    [
        ("obligation", "firm_sheet"),
        ("project", "firm_sheet_of_project"),
        ("enterprise", "firm_sheet_of_firm"),
    ],
)
def test_an_enterprise_s_sheet_is_shown_from_its_duty_its_project_and_itself(
    window: MainWindow, qtbot: QtBot, ledger: str, command: str
) -> None:
    rows, duty = add_late_firm(window)
    show_row(window, ledger, {"obligation": duty, "project": rows.project, "enterprise": rows.firm}[ledger])
    window.actions_.actions_by_name[command].trigger()
    assert shown_pdf(window, qtbot).name == "示例晚开工公司双兑现一企一表.pdf"


@pytest.mark.parametrize("kind", ["提醒函", "警示函"])
def test_the_kind_of_letter_is_asked_and_the_letter_shown(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    _, duty = add_late_firm(window)
    show_row(window, "obligation", duty)
    question = ChoiceStub(kind)
    monkeypatch.setattr(notifications, "ask_choice", question.ask)
    window.actions_.actions_by_name["firm_letter"].trigger()
    assert shown_pdf(window, qtbot).name == f"示例晚开工公司关于履行投资合同约定事项的{kind}.pdf"
    assert len(question.choices_offered) == 2
