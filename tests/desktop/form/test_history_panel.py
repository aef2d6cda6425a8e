"""A row's history is told in words, and any value can be brought back."""

from typing import cast

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.form.history_panel import HistoryPanel
from models.ledgers import Enterprise, Lead
from models.queries.reading_context import reading_context
from models.services.row_service import save_row
from tests import rows


def change(desk: BookSession, row: str, **typed: object) -> None:
    """Change a lead as its form does."""
    desk.run("修改 线索", lambda session: save_row(session, Lead, row, typed, reading_context(session)))


def test_changes_are_told_and_values_come_back(desk: BookSession, qtbot: QtBot) -> None:
    firm = desk.run("示例", lambda session: rows.add_row(session, Enterprise, name="甲公司"))
    row = desk.run("新增 线索", lambda session: rows.add_lead(session, phone="13812345678"))
    change(desk, row, total="3000")
    change(desk, row, total="1.2亿", enterprise="甲公司")
    panel = HistoryPanel(desk)
    qtbot.addWidget(panel)
    panel.show_row(Lead, row)
    assert panel.change_texts[:4] == [
        "意向投资方：（空） → 甲公司",
        "关联企业：（空） → 甲公司",
        "预计总投资：3,000 万元 → 12,000 万元",
        "预计总投资：（空） → 3,000 万元",
    ]
    assert "资方电话：138****5678" in panel.change_texts
    (back,) = panel.restore_buttons
    assert back.toolTip() == "把“预计总投资”改回“3,000 万元”"
    with qtbot.waitSignal(panel.restored):
        back.click()
    assert desk.read(lambda session: session.get_one(Lead, row)).total == 3000
    assert desk.read(lambda session: session.get_one(Lead, row)).enterprise == firm
    panel.show_row(Lead, row)
    assert panel.change_texts[0] == "预计总投资：12,000 万元 → 3,000 万元"


def test_a_long_history_comes_in_parts(desk: BookSession, qtbot: QtBot) -> None:
    row = desk.run("新增 线索", rows.add_lead)
    for number in range(35):
        change(desk, row, jobs=str(number))
    panel = HistoryPanel(desk)
    qtbot.addWidget(panel)
    panel.show_row(Lead, row)
    shown = len(panel.change_texts)
    buttons = cast("list[QPushButton]", panel.widget().findChildren(QPushButton))
    more = [button for button in buttons if button.text().startswith("更早的")]
    assert [button.text() for button in more] == ["更早的 6 条…"]
    more[0].click()
    assert len(panel.change_texts) > shown


def test_a_row_not_yet_in_the_book_has_none(desk: BookSession, qtbot: QtBot) -> None:
    panel = HistoryPanel(desk)
    qtbot.addWidget(panel)
    panel.clear()
    assert panel.change_texts == []
