"""The clerk's corrections of a foreign workbook: which tables are taken, which field and unit a column has."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.app import notifications
from desktop.import_export.columns_panel import ColumnsPanel
from reports.import_reader.column_mapping import LedgerMapping
from reports.import_reader.import_file import ImportFile, ImportRun

_WRITE_AS_THEY_ARE = "没有错，照写"
_AMOUNT_ANSWERS = ("先不收，去查单位", _WRITE_AS_THEY_ARE)


class TableCorrections(QObject):
    """Takes the corrections made in the columns panel into the current file.

    Signals:
        corrected: the file's rows have changed and are to be planned again.
        table_shown: another table of the file is looked at.
    """

    corrected = Signal()
    table_shown = Signal()

    def __init__(self, panel: ColumnsPanel, current_file: Callable[[], ImportFile | None]) -> None:
        super().__init__(panel)
        self._current_file = current_file
        panel.corrected.connect(self._correct_column)
        panel.unit_chosen.connect(self._choose_unit)
        panel.table_ticked.connect(self._tick_table)
        panel.table_shown.connect(self._show_table)

    def _correct_column(self, index: int, key: str | None) -> None:
        """Map a column of the table shown to another field."""
        file = self._current_file()
        if file is not None and file.columns is not None:
            self._change_table(file, file.shown, file.columns.with_field(index, key))

    def _choose_unit(self, index: int, unit: str) -> None:
        """Take another unit for a column's bare numbers."""
        file = self._current_file()
        if file is not None and file.columns is not None:
            self._change_table(file, file.shown, file.columns.with_unit(index, unit))

    def _tick_table(self, number: int, included: bool) -> None:
        file = self._current_file()
        if file is not None:
            self._change_table(file, number, included=included)

    def _change_table(
        self, file: ImportFile, number: int, columns: LedgerMapping | None = None, *, included: bool | None = None
    ) -> None:
        file.change_table(number, columns, included=included)
        self.corrected.emit()

    def _show_table(self, number: int) -> None:
        file = self._current_file()
        if file is not None:
            file.shown = number
            self.table_shown.emit()


def ask_about_amounts(parent: QWidget, import_run: ImportRun) -> bool:
    """Ask about amounts that are off by noughts, where there are any; return whether the import may go on."""
    doubts = [doubt.message for file in import_run.files for doubt in file.scale_doubts]
    if not doubts:
        return True
    question = "\n".join([*doubts, "金额没有错吗？"])
    answer = notifications.ask_choice(parent, "金额像是差了几个零", question, _AMOUNT_ANSWERS)
    return answer == _AMOUNT_ANSWERS.index(_WRITE_AS_THEY_ARE)
