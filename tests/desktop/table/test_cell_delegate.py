"""How cells are drawn: texts that fit as they are, others with their end cut, numbers on the right."""

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from desktop.table.cell_delegate import CellDelegate, elided_text
from desktop.theme.colours import DARK_COLOURS, LIGHT_COLOURS

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class Texts(QAbstractTableModel):
    """A model of one column of texts and one of numbers."""

    def __init__(self, *rows: tuple[str, str]) -> None:
        super().__init__()
        self.rows = rows

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell."""
        return self.rows[row][column]

    def is_number(self, column: int) -> bool:
        """Return whether a column holds numbers."""
        return column == 1

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        """Return the two columns."""
        return 2

    def data(self, index: _Index, role: int = 0) -> object:
        """Return nothing: the delegate asks for texts only."""
        return None


@pytest.fixture
def metrics(qtbot: QtBot) -> QFontMetrics:
    """Return the metrics of the program's font."""
    return QFontMetrics(QFont())


def test_a_text_that_fits_is_not_touched(metrics: QFontMetrics) -> None:
    text = "汾河焦化"
    width = metrics.horizontalAdvance(text)
    assert elided_text(text, width, metrics) is text
    assert elided_text(text, 10_000, metrics) is text
    assert elided_text("", 0, metrics) == ""


def test_a_text_too_long_is_cut_at_its_end(metrics: QFontMetrics) -> None:
    text = "汾河焦化有限公司年产二十万吨针状焦项目"
    cut = elided_text(text, metrics.horizontalAdvance(text) // 2, metrics)
    assert cut.endswith("…")
    assert text.startswith(cut[:-1])
    assert metrics.horizontalAdvance(cut) <= metrics.horizontalAdvance(text) // 2


def table(qtbot: QtBot, delegate: CellDelegate, *rows: tuple[str, str]) -> QTableView:
    view = QTableView()
    qtbot.addWidget(view)
    model = Texts(*rows)
    model.setParent(view)
    view.setModel(model)
    delegate.setParent(view)
    view.setItemDelegate(delegate)
    view.setShowGrid(False)
    view.setColumnWidth(0, 200)
    view.setColumnWidth(1, 200)
    view.resize(500, 200)
    view.verticalHeader().setDefaultSectionSize(30)
    view.show()
    return view


def ink(image: QImage, left: int, right: int) -> int:
    """Count the dark points of the first row of cells between two columns of points."""
    dark = QColor(LIGHT_COLOURS.ink).lightness() + 60
    return sum(QColor(image.pixel(x, y)).lightness() < dark for x in range(left, right) for y in range(2, 26))


def test_texts_stand_on_the_left_and_numbers_on_the_right(qtbot: QtBot) -> None:
    view = table(qtbot, CellDelegate(LIGHT_COLOURS), ("LNG", "12"))
    image = view.viewport().grab().toImage()
    assert ink(image, 4, 60) > 0
    assert ink(image, 100, 198) == 0
    assert ink(image, 204, 300) == 0
    assert ink(image, 340, 398) > 0


def test_a_number_that_is_cut_stands_on_the_left_so_that_its_first_digits_are_seen(qtbot: QtBot) -> None:
    view = table(qtbot, CellDelegate(LIGHT_COLOURS), ("LNG", "1234567890123456789012345678901234567890"))
    image = view.viewport().grab().toImage()
    assert ink(image, 206, 240) > 0


def test_the_selected_the_current_and_other_rows_differ(qtbot: QtBot) -> None:
    delegate = CellDelegate(LIGHT_COLOURS)
    view = table(qtbot, delegate, ("", ""), ("", ""), ("", ""))
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.selectRow(0)
    view.clearFocus()
    delegate.current_row = 1
    view.viewport().update()
    image = view.viewport().grab().toImage()
    height = view.rowHeight(0)
    grounds = [image.pixelColor(100, row * height + height // 2).name() for row in range(3)]
    assert grounds[0] == QColor(LIGHT_COLOURS.chosen).name()
    assert grounds[1] == QColor(LIGHT_COLOURS.hover).name()
    assert len(set(grounds)) == 3


def test_other_colours_are_drawn_after_the_theme_changed(qtbot: QtBot) -> None:
    delegate = CellDelegate(LIGHT_COLOURS)
    view = table(qtbot, delegate, ("甲", "12"))
    before = view.viewport().grab().toImage()
    delegate.recolour(DARK_COLOURS)
    assert view.viewport().grab().toImage() != before
