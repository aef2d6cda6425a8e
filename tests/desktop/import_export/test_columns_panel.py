"""表头对照: where the table was found, what each column became and why, and a column corrected by hand."""

from pathlib import Path

import openpyxl
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.import_export.columns_panel import ColumnsPanel
from desktop.theme.colours import LIGHT_COLOURS
from tests.desktop.import_export.offices import export_leads, fill_with_leads, planned_import, write_foreign_sheet


def test_a_column_is_shown_with_its_first_cells_and_corrected(desk: BookSession, tmp_path: Path, qtbot: QtBot) -> None:
    fill_with_leads(desk.store)
    (file,) = planned_import(desk.store, write_foreign_sheet(tmp_path / "示例局.xlsx")).files
    panel = ColumnsPanel(LIGHT_COLOURS)
    qtbot.addWidget(panel)
    panel.show_file(file)
    assert panel.summary_label.text().startswith(
        "工作表“招商线索”，表头在第 3 行，3 行数据；表题“示例局招商线索汇总表”；单位：亿元。"
    )
    assert "合计 1 行没有收（第 7 行）。" in panel.summary_label.text()
    assert "第 7 行合计的“总投资”" not in panel.summary_label.text()  # 约3 and 很多 are no numbers: nothing to add up
    lines = [panel.columns.text_model.row_texts(row) for row in range(panel.columns.text_model.row_count)]
    assert lines[1][:4] == ("B", "项目名称", "示例石墨电极项目、炭黑尾气发电、示例冷链物流园", "线索名称")
    assert lines[3][3] == "预计总投资（万元）"
    panel.columns.go_to_cell(2, 0)
    assert panel.field_choice.currentText() == "意向投资方"
    with qtbot.waitSignal(panel.corrected) as corrected:
        panel.field_choice.setCurrentIndex(0)
        panel.field_choice.activated.emit(0)
    assert corrected.args == [2, None]


def test_our_own_workbook_needs_no_headings(desk: BookSession, tmp_path: Path, qtbot: QtBot) -> None:
    fill_with_leads(desk.store)
    (file,) = planned_import(desk.store, export_leads(desk.store, tmp_path / "出.xlsx")).files
    panel = ColumnsPanel(LIGHT_COLOURS)
    qtbot.addWidget(panel)
    panel.show_file(file)
    assert "不用对表头" in panel.summary_label.text()
    assert not panel.field_choice.isEnabled()


def test_a_day_of_a_stage_and_a_unit_are_shown_like_any_column(desk: BookSession, tmp_path: Path, qtbot: QtBot) -> None:
    book = openpyxl.Workbook()
    for row in (["项目名称", "总投资（亿元）", "签约时间"], ["示例甲项目", 1.5, "2026-3-1"]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "项目.xlsx")
    (file,) = planned_import(desk.store, tmp_path / "项目.xlsx").files
    panel = ColumnsPanel(LIGHT_COLOURS)
    qtbot.addWidget(panel)
    panel.show_file(file)
    lines = [panel.columns.text_model.row_texts(row) for row in range(panel.columns.text_model.row_count)]
    assert [(line[1], line[3]) for line in lines] == [
        ("项目名称", "项目名称"),
        ("总投资（亿元）", "总投资（万元）"),
        ("签约时间", "签约日期"),
    ]
    assert not panel.table_choice.isVisibleTo(panel)  # one table is nothing to choose from
