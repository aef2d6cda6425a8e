"""The grid of a form shows merged cells once, its marks by colour, and names the chosen cell."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.form_templates.form_grid import FormGrid
from desktop.theme.colours import LIGHT_COLOURS
from reports.form_templates.form_preview import SheetPreview

SHEET = SheetPreview(
    "表", 4, 3, {(1, 1): "标题", (3, 2): "{{开工率}}"}, frozenset({(3, 2)}), ((1, 1, 1, 3), (2, 1, 2, 1)), (10, 4, 90)
)


def test_cells_merges_and_marks(qtbot: QtBot) -> None:
    grid = FormGrid(LIGHT_COLOURS)
    qtbot.addWidget(grid)
    grid.show_sheet(SHEET)
    assert (grid.columnSpan(0, 0), grid.rowSpan(1, 0)) == (3, 2)
    model = grid.form_model
    assert model.data(model.index(2, 1)) == "{{开工率}}"
    assert model.data(model.index(2, 1), Qt.ItemDataRole.BackgroundRole) is not None
    assert model.data(model.index(0, 0), Qt.ItemDataRole.BackgroundRole) is None
    assert model.headerData(2, Qt.Orientation.Horizontal) == "C"
    assert [grid.columnWidth(column) for column in range(3)] == [90, 56, 320]


def test_the_chosen_cell_is_named_and_kept(qtbot: QtBot) -> None:
    grid = FormGrid(LIGHT_COLOURS)
    qtbot.addWidget(grid)
    grid.show_sheet(SHEET)
    with qtbot.waitSignal(grid.cell_chosen) as chosen:
        grid.go_to(3, 2)
    assert chosen.args == ["B3"]
    grid.show_sheet(SHEET)
    assert grid.current_cell() == "B3"
    grid.show_sheet(None)
    assert grid.current_cell() == ""
