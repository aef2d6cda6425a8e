"""The list of issued circulars: the latest on top, opened by keys and mouse, its model sound."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.circular.issued_table import IssuedTable
from models.circulars.issuing import IssuedCircular


def issued_circular(number: int, state: str = "已印发", version: int = 1) -> IssuedCircular:
    """Make an issued circular."""
    day = date(2026, 11, number)
    return IssuedCircular(
        f"id{number}", f"河招〔2026〕{number}号", "题", "月通报", "2026-10", "", day, day, "张示例", state, version,
        "", "", "", "", (),
    )  # fmt: skip


@pytest.fixture
def table(qtbot: QtBot) -> IssuedTable:
    """Give a list of two."""
    table = IssuedTable()
    qtbot.addWidget(table)
    table.issued_model.show_circulars([issued_circular(1, "已更正"), issued_circular(2, version=2)])
    return table


def cells(table: IssuedTable, row: int) -> list[str]:
    """Give what a row shows."""
    return [str(table.issued_model.index(row, column).data()) for column in range(table.issued_model.columnCount())]


def test_the_latest_is_on_top(table: IssuedTable, qtmodeltester: ModelTester) -> None:
    assert cells(table, 0)[:2] == ["河招〔2026〕2号", "题"]
    assert cells(table, 0)[5] == "已印发（第2版）"
    assert cells(table, 1)[4:6] == ["2026-11-01", "已更正"]
    qtmodeltester.check(table.issued_model)


def test_enter_opens_the_one_in_hand(table: IssuedTable, qtbot: QtBot) -> None:
    QTest.keyClick(table, Qt.Key.Key_Return)  # none in hand: nothing happens
    table.selectRow(1)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == ["id1"]
