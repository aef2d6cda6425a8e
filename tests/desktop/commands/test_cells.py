"""The commands on cells, each as a clerk gives it in the table."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop.commands import cells
from desktop.commands import rows as row_commands
from desktop.main_window import MainWindow
from desktop.pages.ledger_page import LedgerPage
from models.audit.recorder import add_many
from models.errors import UserError
from models.ledgers import Enterprise, Lead

SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect


@pytest.fixture
def page(window: MainWindow) -> LedgerPage:
    """Show three leads by name."""
    assert window.book_session is not None
    rows = [{"name": name} for name in ("甲", "乙", "丙")]
    window.book_session.run("示例", lambda session: add_many(session, Lead, rows))
    window.go("lead")
    page = window.ledger_page
    assert page is not None
    page.show_columns(("name", "total", "owner", "first_report"))
    return page


def column(page: LedgerPage, key: str) -> list[str]:
    place = page.model.keys.index(key)
    return [page.model.text(row, place) for row in range(page.model.rowCount())]


def select(page: LedgerPage, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Select a block of cells by its corners (row, column)."""
    page.grid.go_to_cell(*first)
    page.grid.setFocus()
    corners = [page.model.index(*corner) for corner in (first, last)]
    page.grid.selectionModel().select(QItemSelection(*corners), SELECT)


def test_a_block_is_pasted_where_the_current_cell_is(window: MainWindow, page: LedgerPage) -> None:
    QGuiApplication.clipboard().setText("5\t王丽\n6\t张建国\n")
    page.grid.go_to_cell(0, 1)
    cells.PasteCells().execute(window)
    assert column(page, "total") == ["5", "6", ""]
    assert column(page, "owner") == ["王丽", "张建国", ""]
    row_commands.Undo().execute(window)
    assert column(page, "total") == ["", "", ""]


def test_one_value_fills_all_selected_rows(window: MainWindow, page: LedgerPage) -> None:
    QGuiApplication.clipboard().setText("1亿")
    page.grid.go_to_cell(0, 1)
    page.grid.selectAll()
    cells.PasteCells().execute(window)
    assert column(page, "total") == ["10,000"] * 3


def test_what_does_not_fit_is_refused_whole(window: MainWindow, page: LedgerPage) -> None:
    QGuiApplication.clipboard().setText("1\t2\t3\t4")
    page.grid.go_to_cell(1, 1)
    with pytest.raises(UserError, match="放不下"):
        cells.PasteCells().execute(window)
    QGuiApplication.clipboard().setText("1\n2\n3\n4")  # two of them below the last row: leads without a name
    with pytest.raises(UserError):
        cells.PasteCells().execute(window)
    assert page.model.rowCount() == 3
    QGuiApplication.clipboard().setText("1\n乱")
    with pytest.raises(UserError):
        cells.PasteCells().execute(window)
    assert column(page, "total") == ["", "", ""]


def test_rows_are_copied(window: MainWindow, page: LedgerPage) -> None:
    page.grid.go_to_cell(0, 0)
    cells.CopyCells().execute(window)
    assert QGuiApplication.clipboard().text() == column(page, "name")[0]
    assert window.status.message_label.text().startswith("已复制 1 行")


def test_what_is_pasted_below_the_last_row_becomes_new_rows(window: MainWindow, page: LedgerPage) -> None:
    QGuiApplication.clipboard().setText("丙二\t30\n丁\t40\n戊\t50")
    page.grid.go_to_cell(2, 0)
    cells.PasteCells().execute(window)
    last = page.model.text(2, 0)
    assert page.model.rowCount() == 5
    assert {"丁", "戊", "丙二"} <= set(column(page, "name"))
    assert "粘贴了 6 格，新增了 2 条" in window.status.message_label.text()
    row_commands.Undo().execute(window)
    assert page.model.rowCount() == 3
    assert last not in {"", None}


def test_ctrl_d_fills_the_selection_from_its_top(window: MainWindow, page: LedgerPage) -> None:
    page.model.write_cells([(0, 1, "1亿"), (0, 2, "王丽")])
    select(page, (0, 1), (2, 2))
    QTest.keyClick(page.grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert column(page, "total") == ["10,000"] * 3
    assert column(page, "owner") == ["王丽"] * 3
    row_commands.Undo().execute(window)
    assert column(page, "total") == ["10,000", "", ""]


def test_ctrl_d_in_one_row_takes_the_row_above(window: MainWindow, page: LedgerPage) -> None:
    page.model.write_cells([(0, 1, "2亿")])
    select(page, (1, 1), (1, 1))
    cells.FillDown().execute(window)
    assert column(page, "total") == ["20,000", "20,000", ""]
    select(page, (0, 1), (0, 1))
    with pytest.raises(UserError, match="上面没有行"):
        cells.FillDown().execute(window)


def test_delete_clears_and_undo_brings_back(window: MainWindow, page: LedgerPage) -> None:
    page.model.write_cells([(0, 1, "1亿"), (1, 1, "2亿"), (2, 1, "3亿")])
    select(page, (0, 1), (1, 1))
    QTest.keyClick(page.grid, Qt.Key.Key_Delete)
    assert column(page, "total") == ["", "", "30,000"]
    assert "清空了 2 格" in window.status.message_label.text()
    row_commands.Undo().execute(window)
    assert column(page, "total") == ["10,000", "20,000", "30,000"]


def test_delete_clears_no_whole_row_and_nothing_that_must_be_there(window: MainWindow, page: LedgerPage) -> None:
    before = column(page, "name")
    page.grid.selectAll()
    QTest.keyClick(page.grid, Qt.Key.Key_Delete)
    assert "要移走整行按 Ctrl+-" in window.status.message_label.text()
    select(page, (0, 0), (1, 0))
    with pytest.raises(UserError, match="必填"):
        cells.ClearCells().execute(window)
    assert column(page, "name") == before


def test_a_cell_is_copied_whole_and_pasted_back_as_it_was(window: MainWindow, page: LedgerPage) -> None:
    text = "第一行\n" + "很长的内容" * 60
    page.show_columns(("name", "content"))
    page.model.write_cells([(0, 1, text)])
    select(page, (0, 1), (0, 1))
    cells.CopyCells().execute(window)
    assert QGuiApplication.clipboard().text() == text
    select(page, (0, 0), (1, 1))
    cells.CopyCells().execute(window)
    names = column(page, "name")
    assert QGuiApplication.clipboard().text() == f'{names[0]}\t"{text}"\n{names[1]}\t'
    select(page, (1, 0), (1, 0))
    QGuiApplication.clipboard().setText(f'{names[1]}\t"{text}"')
    cells.PasteCells().execute(window)
    assert page.model.cell_value(1, 1)[0] == text


def test_a_code_of_18_digits_arrives_as_text(window: MainWindow, page: LedgerPage) -> None:
    assert window.book_session is not None
    number = "911408820000000017"
    firms = [{"name": "示例一", "code": number}, {"name": "示例二"}]
    window.book_session.run("示例", lambda session: add_many(session, Enterprise, firms))
    window.go("enterprise")
    front = window.ledger_page
    assert front is not None
    front.show_columns(("name", "code"))
    front.grid.selectAll()
    cells.CopyCells().execute(window)
    html = QGuiApplication.clipboard().mimeData().html()
    assert f"<td style=\"mso-number-format:'\\@'\">{number}</td>" in html


def test_a_block_keeps_its_line_breaks_quotes_and_blank_leading_cells(window: MainWindow, page: LedgerPage) -> None:
    page.show_columns(("name", "investor"))
    before = column(page, "name")
    page.grid.go_to_cell(0, 0)
    QGuiApplication.clipboard().setText('\t"示例""甲""公司"\r\n\t"示例\n乙公司"\r\n')
    cells.PasteCells().execute(window)
    assert column(page, "name") == before  # a blank cell clears nothing
    assert column(page, "investor") == ['示例"甲"公司', "示例 乙公司", ""]
    row_commands.Undo().execute(window)
    assert column(page, "investor") == ["", "", ""]
