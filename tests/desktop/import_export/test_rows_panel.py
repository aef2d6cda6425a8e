"""Imported rows are filtered by outcome, answered and corrected; what the user typed is kept."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.app.notifications import Notifications
from desktop.import_export.import_text import CELL_COLUMNS, ROW_COLUMNS
from desktop.import_export.rows_panel import ImportRowsPanel
from desktop.theme.colours import LIGHT_COLOURS
from desktop.widgets.text_table import TextTable
from models.exchange.sheet_import.row_outcome import RowOutcome
from models.ledgers import Lead
from reports.import_reader.import_file import ImportRun
from reports.import_reader.import_workflow import apply_import, replan
from tests.desktop.import_export.offices import ROWS, fill_with_leads, planned_import, write_foreign_sheet
from tests.rows import finish


@pytest.fixture
def import_run(desk: BookSession, tmp_path: Path) -> ImportRun:
    """Look at a foreign sheet: a new row, a possible duplicate, a row with a cell that cannot be taken."""
    fill_with_leads(desk.store)
    return planned_import(desk.store, write_foreign_sheet(tmp_path / "示例局.xlsx"))


@pytest.fixture
def panel(desk: BookSession, notice: Notifications, import_run: ImportRun, qtbot: QtBot) -> Iterator[ImportRowsPanel]:
    """Show it."""
    panel = ImportRowsPanel(desk, notice, LIGHT_COLOURS)
    qtbot.addWidget(panel)
    panel.resize(1000, 600)
    panel.show()
    panel.show_file(import_run.files[0])
    yield panel
    panel.close()


def column(table: TextTable, columns: tuple[tuple[str, int], ...], heading: str) -> list[str]:
    """Read a column of a table by its heading."""
    number = [title for title, _ in columns].index(heading)
    return [table.text_model.text(row, number) for row in range(table.text_model.row_count)]


def counts(panel: ImportRowsPanel) -> dict[str, str]:
    """Read the chips that have something."""
    texts = [chip.text().split(" ") for chip in panel.outcome_buttons.values()]
    return {text[0]: text[1] for text in texts if len(text) == 2}


def test_what_waits_for_an_answer_comes_first_with_its_question(panel: ImportRowsPanel) -> None:
    assert counts(panel) == {"全部": "3", "新增": "2", "疑似重复": "1"}
    assert column(panel.rows, ROW_COLUMNS, "名称") == ["炭黑尾气发电"]
    assert "炭黑尾气发电项目" in panel._question_label.text()  # noqa: SLF001 - the question put
    assert [button.text() for button in panel.answer_buttons] == ["就是那一行", "作为新的一行", "不收"]


def test_an_answer_moves_the_row_on_and_can_be_taken_back(panel: ImportRowsPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.revised):
        panel.answer_buttons[1].click()
    assert counts(panel) == {"全部": "3", "新增": "3"}
    assert panel.rows.text_model.row_count == 3  # the filter it left is empty, so all are shown
    panel.rows.go_to_cell(1, 0)
    assert panel._question_label.text() == "您选了“作为新的一行”。"  # noqa: SLF001
    assert panel.answer_buttons[-1].text() == "收回这个决定"
    panel.answer_buttons[-1].click()
    assert counts(panel)["疑似重复"] == "1"


def test_a_cell_that_cannot_be_taken_is_typed_over(
    panel: ImportRowsPanel, desk: BookSession, import_run: ImportRun
) -> None:
    panel.filter_by_outcome("全部")
    panel.rows.go_to_cell(2, 0)
    assert column(panel.cells, CELL_COLUMNS, "表里写的")[0] == "很多"
    assert "不是数" in column(panel.cells, CELL_COLUMNS, "为什么")[0]
    panel.cells.text_model.setData(panel.cells.text_model.index(0, 2), "2亿元")
    assert column(panel.cells, CELL_COLUMNS, "为什么")[0] == ""
    finish(replan(desk.store, import_run))  # as a ticked box or F5 does
    panel.show_file(import_run.files[0])
    apply_import(desk.store, import_run)
    with desk.store.reading() as session:
        assert session.query(Lead).filter_by(name=ROWS[2][1]).one().total == Decimal(20000)


def test_answers_outlast_a_new_plan(panel: ImportRowsPanel, desk: BookSession, import_run: ImportRun) -> None:
    panel.answer_buttons[2].click()
    finish(replan(desk.store, import_run))
    panel.show_file(import_run.files[0])
    assert "您选了不收。" in column(panel.rows, ROW_COLUMNS, "会怎样")
    assert apply_import(desk.store, import_run).counts[RowOutcome.NEW] == 2


def test_several_rows_are_answered_at_once(
    desk: BookSession, notice: Notifications, tmp_path: Path, qtbot: QtBot
) -> None:
    fill_with_leads(desk.store)
    rows = [(1, "炭黑尾气发电", "示例炭黑公司"), (2, "炭黑尾气发电", "示例炭黑公司"), (3, "炭黑发电", "示例炭黑公司")]
    receiving = planned_import(
        desk.store, write_foreign_sheet(tmp_path / "示例局.xlsx", [(*row, 1, "2026-10-08", "焦化") for row in rows])
    )
    panel = ImportRowsPanel(desk, notice, LIGHT_COLOURS)
    qtbot.addWidget(panel)
    panel.show_file(receiving.files[0])
    asked = panel.rows.text_model.row_count
    assert asked > 1
    panel.rows.selectAll()
    panel.answer_buttons[-1].click()
    assert sum(row.skipped for row in receiving.plans[0].rows) == asked
