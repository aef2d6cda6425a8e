"""The sheets of a form: the chosen cell is told with its sheet, and kept when the form is read again."""

from pytestqt.qtbot import QtBot

from desktop.form_templates.form_sheets import FormSheets
from desktop.theme.colours import LIGHT_COLOURS
from reports.form_templates.form_filling import FormSource
from reports.form_templates.form_preview import FormPreview, SheetPreview

SOURCE = FormSource("表.xlsx", b"", {})
FIRST = SheetPreview("甲", 3, 3, {(2, 2): "{{开工率}}"}, frozenset({(2, 2)}), (), (9, 9, 9))
SECOND = SheetPreview("乙", 3, 3, {(1, 1): "合计"}, frozenset(), (), (9, 9, 9))


def test_the_chosen_cell_is_told_with_its_sheet(qtbot: QtBot) -> None:
    sheets = FormSheets(LIGHT_COLOURS)
    qtbot.addWidget(sheets)
    assert sheets.chosen() is None
    workbook = FormPreview(SOURCE, (FIRST, SECOND), (), 1, ())
    sheets.show_preview(workbook)
    sheets.grid.go_to(2, 2)
    assert sheets.chosen() == ("甲", "B2", "{{开工率}}")
    with qtbot.waitSignal(sheets.cell_chosen):
        sheets.tabs.setCurrentIndex(1)
    sheets.grid.go_to(1, 1)
    sheets.show_preview(workbook)
    assert sheets.chosen() == ("乙", "A1", "合计")
    sheets.show_preview(FormPreview(FormSource("函.docx", b"", {}), (), ("截至{{期间止}}",), 1, ()))
    assert sheets.chosen() is None
    assert sheets.paragraphs.toPlainText() == "截至{{期间止}}"
