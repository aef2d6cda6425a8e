"""The content of a form: the sheets of a workbook as grids, or the text of a Word form."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QTabBar, QVBoxLayout, QWidget

from desktop.form_templates.form_grid import FormGrid
from desktop.theme.colours import Colours
from reports.form_templates.form_preview import FormPreview, SheetPreview


class FormSheets(QWidget):
    """Shows a form, one sheet at a time.

    Signals:
        cell_chosen: another cell is chosen, or another sheet is shown.
    """

    cell_chosen = Signal()

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: FormPreview | None = None
        self.grid, self.tabs, self.paragraphs = FormGrid(colours, self), QTabBar(), QPlainTextEdit()
        self.paragraphs.setReadOnly(True)
        self.paragraphs.setAccessibleName("Word 模板的文字")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("工作表")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.grid, self.paragraphs, self.tabs):
            layout.addWidget(part)
        self.tabs.currentChanged.connect(lambda _: self._show_sheet())
        self.grid.cell_chosen.connect(lambda _: self.cell_chosen.emit())

    def show_preview(self, preview: FormPreview) -> None:
        """Show another form, or the same again with its sheet and cell kept."""
        self._preview = preview
        before = self.tabs.currentIndex()
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for sheet in preview.sheets:
            self.tabs.addTab(sheet.name)
        self.tabs.setCurrentIndex(min(max(before, 0), self.tabs.count() - 1))
        self.tabs.blockSignals(False)
        for part in (self.grid, self.tabs):
            part.setVisible(bool(preview.sheets))
        self.paragraphs.setVisible(not preview.sheets)
        self.paragraphs.setPlainText("\n".join(preview.paragraphs))
        self._show_sheet()

    def _show_sheet(self) -> None:
        self.grid.show_sheet(self._sheet())
        self.cell_chosen.emit()

    def _sheet(self) -> SheetPreview | None:
        sheets = self._preview.sheets if self._preview is not None else ()
        return sheets[self.tabs.currentIndex()] if 0 <= self.tabs.currentIndex() < len(sheets) else None

    def chosen(self) -> tuple[str, str, str] | None:
        """Return sheet, cell and text of the chosen cell; None where there is none."""
        sheet, cell, index = self._sheet(), self.grid.current_cell(), self.grid.currentIndex()
        if sheet is None or not cell:
            return None
        return sheet.name, cell, sheet.text_at(index.row() + 1, index.column() + 1)
