"""表头对照: where the table was found, what each column became and why, and a column corrected by hand."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.exchange.columns_panel import ColumnsPanel
from desktop.look.colours import LIGHT
from tests.desktop.exchange.offices import foreign, furnished, planned, sent


def test_a_column_is_shown_with_its_first_cells_and_corrected(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    furnished(desk.store)
    (file,) = planned(desk.store, foreign(tmp_path / "示例局.xlsx")).files
    panel = ColumnsPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.show_file(file)
    assert panel.told.text() == "工作表“招商线索”，表头在第 3 行，3 行数据；单位：亿元；合计行 1 行不收。"
    lines = [panel.columns.lines.line(row) for row in range(panel.columns.lines.count)]
    assert lines[1][:4] == ("B", "项目名称", "示例石墨电极项目、炭黑尾气发电、示例冷链物流园", "线索名称")
    assert lines[3][3] == "预计总投资（万元）"
    panel.columns.go(2, 0)
    assert panel.choice.currentText() == "意向投资方"
    with qtbot.waitSignal(panel.corrected) as corrected:
        panel.choice.setCurrentIndex(0)
        panel.choice.activated.emit(0)
    assert corrected.args == [2, None]


def test_our_own_workbook_needs_no_headings(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    furnished(desk.store)
    (file,) = planned(desk.store, sent(desk.store, tmp_path / "出.xlsx")).files
    panel = ColumnsPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.show_file(file)
    assert "不用对表头" in panel.told.text()
    assert not panel.choice.isEnabled()
