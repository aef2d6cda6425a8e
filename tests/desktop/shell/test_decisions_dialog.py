"""Decisions of a meeting are edited, added and removed, then saved together; after an error the dialog stays open."""

from datetime import date

import pytest
import sqlalchemy as sa
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.commands import rows as row_commands
from desktop.main_window import MainWindow
from desktop.shell.decisions_dialog import DecisionsDialog
from models.errors import UserError
from models.ledgers import Meeting, Obligation
from models.rules.minuted_decisions import MinutedDecision
from models.services.meeting_decisions import MeetingDecision
from tests.rows import add_row
from tests.windows import find_children

MEETING_DAY = date(2026, 11, 20)


@pytest.fixture
def entered() -> list[list[MeetingDecision]]:
    """Gather what is entered."""
    return []


@pytest.fixture
def dialog(desk: BookSession, qtbot: QtBot, entered: list[list[MeetingDecision]]) -> DecisionsDialog:
    """Open the box on two items, the second without unit and day."""
    items = [MinutedDecision("环评", "环保局", date(2026, 11, 30)), MinutedDecision("用地")]
    dialog = DecisionsDialog(desk, "调度会", MEETING_DAY, items, entered.append)
    qtbot.addWidget(dialog)
    return dialog


def test_what_the_minutes_say_stands_there_and_what_is_missing_is_asked_for(
    dialog: DecisionsDialog, entered: list[list[MeetingDecision]]
) -> None:
    assert [[editor.text() for editor in line] for line in dialog.editor_rows] == [
        ["环评", "环保局", "", "2026-11-30"],
        ["用地", "", "", ""],
    ]
    dialog.accept()
    assert dialog.error_label.text() == "第2项“用地”没有写完成时限。"
    assert entered == []
    name, unit, owner, due = dialog.editor_rows[1]
    for editor, text in ((unit, "自然资源局"), (owner, "示例甲"), (due, "2026-12-15")):
        editor.retype(text)
    dialog.add_button.click()  # an empty line is passed over
    dialog.accept()
    assert entered == [
        [
            MeetingDecision("环评", "环保局", date(2026, 11, 30)),
            MeetingDecision("用地", "自然资源局", date(2026, 12, 15), "示例甲"),
        ]
    ]
    assert name.text() == "用地"


def test_a_line_is_taken_away(dialog: DecisionsDialog, entered: list[list[MeetingDecision]]) -> None:
    remove_buttons = [button for button in find_children(dialog, QPushButton) if button.text() == "删去"]
    remove_buttons[1].click()
    dialog.accept()
    assert [[item.name for item in items] for items in entered] == [["环评"]]


def test_a_user_error_of_the_book_stays_below(desk: BookSession, qtbot: QtBot) -> None:
    def refuse(_: list[MeetingDecision]) -> None:
        raise UserError("已经登记过了。")

    dialog = DecisionsDialog(desk, "调度会", MEETING_DAY, [MinutedDecision("环评", "环保局", MEETING_DAY)], refuse)
    qtbot.addWidget(dialog)
    dialog.accept()
    assert dialog.error_label.text() == "已经登记过了。"
    assert dialog.result() == 0


def test_from_the_meeting_s_row_to_the_ledger_and_back_in_one_step(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.book_session is not None
    text = "环评11月30日前办结（责任单位：环保局）；由住建局负责于12月底前配好水电"
    window.book_session.run(
        "会", lambda session: add_row(session, Meeting, name="调度会", on=MEETING_DAY, decisions=text)
    )
    window.go("meeting")
    page = window.ledger_page
    assert page is not None
    page.grid.go_to_cell(0, 0)
    monkeypatch.setattr(DecisionsDialog, "exec", DecisionsDialog.accept)
    row_commands.EnterMeetingDecisions().execute(window)

    def obligations() -> list[tuple[str, str | None, date | None]]:
        assert window.book_session is not None
        query = sa.select(Obligation.name, Obligation.unit, Obligation.due).where(Obligation.removed.is_(False))
        rows = window.book_session.read(lambda session: session.execute(query).all())
        return sorted((name, unit, due) for name, unit, due in rows)

    assert obligations() == [
        ("环评11月30日前办结", "环保局", date(2026, 11, 30)),
        ("由住建局负责于12月底前配好水电", "住建局", date(2026, 12, 31)),
    ]
    row_commands.Undo().execute(window)
    assert obligations() == []
