"""The small tables of a row's details keep Qt's rules."""

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.form.detail_table import DetailModel, DetailTable
from models.ledgers import Funding, Project
from models.queries.row_detail import load_details
from tests import rows


def test_its_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = DetailModel(Funding)
    model.show_rows((("1", ("2026年9月", "1,200", "", "")),))
    qtmodeltester.check(model)


def test_enter_opens_the_row(desk: BookSession, qtbot: QtBot) -> None:
    project = desk.run("示例", lambda session: rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)}))
    row = desk.run(
        "示例", lambda session: rows.add_row(session, Funding, project=project, month=date(2026, 9, 1), amount=1200)
    )
    table = DetailTable(Funding)
    qtbot.addWidget(table)
    found_details = desk.read(lambda session: load_details(session, Project, project))
    funding = next(detail for detail in found_details if detail.ledger is Funding)
    assert {key: str(total) for key, total in funding.sums.items()} == {"amount": "1200.0000"}
    table.show_detail(funding)
    table.setCurrentIndex(table.model().index(0, 0))
    with qtbot.waitSignal(table.open_wanted) as wanted:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert wanted.args == [row]
