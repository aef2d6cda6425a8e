"""表头对照: the tables of a foreign workbook, and how their columns are mapped to fields; the user can correct both."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.import_export.import_text import MAPPING_COLUMNS
from desktop.import_export.table_choice import TableChoice
from desktop.theme.colours import Colours
from desktop.theme.palette import MARGIN
from desktop.widgets.text_table import TextTable
from models.exchange.sheet_import.import_columns import import_column, import_columns
from models.fields.amounts import MoneyKind
from models.fields.base import Ledger, ledger_by_table
from reports.import_reader.column_mapping import ColumnMapping
from reports.import_reader.column_units import UNIT_CHOICES
from reports.import_reader.import_account import TableAccount
from reports.import_reader.import_file import ImportFile
from reports.import_reader.workbook_data import column_letters

_NOT_IMPORTED = "（不收这一列）"


class ColumnsPanel(QWidget):
    """Lists the tables of one file and the columns of one with their first cells; field and unit are chosen below.

    Signals:
        corrected: a column was mapped to another field (column number in the sheet, the field's key or None).
        unit_chosen: the unit of a column's bare numbers was chosen (column number in the sheet, the unit).
        table_shown: another table should be shown (its number).
        table_ticked: a table is to be imported or not (its number, whether).
    """

    corrected = Signal(int, object)
    unit_chosen = Signal(int, str)
    table_shown = Signal(int)
    table_ticked = Signal(int, bool)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: ImportFile | None = None
        self.summary_label = QLabel()
        self.summary_label.setObjectName("second")
        self.summary_label.setWordWrap(True)
        self.columns = TextTable("表头对照", MAPPING_COLUMNS, colours, parent=self)
        self.field_choice = QComboBox()
        self.field_choice.setMinimumWidth(240)
        self.field_choice.setAccessibleName("这一列记到哪一栏")
        self._choice_label = QLabel("这一列记到：")
        self._choice_label.setBuddy(self.field_choice)
        self.unit_choice = QComboBox()
        self.unit_choice.setAccessibleName("这一列金额的单位")
        self._unit_label = QLabel("单位：")
        self._unit_label.setBuddy(self.unit_choice)
        self.table_choice = TableChoice(self)
        line = QHBoxLayout()
        line.setContentsMargins(MARGIN, 6, MARGIN, 6)
        line.addWidget(self._choice_label)
        line.addWidget(self.field_choice)
        line.addSpacing(12)
        line.addWidget(self._unit_label)
        line.addWidget(self.unit_choice)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(4)
        inset = QVBoxLayout()
        inset.setContentsMargins(MARGIN, 0, MARGIN, 0)
        inset.addWidget(self.table_choice)
        inset.addWidget(self.summary_label)
        layout.addLayout(inset)
        layout.addWidget(self.columns, 1)
        layout.addLayout(line)
        self.columns.current_changed.connect(self._show_choice)
        self.field_choice.activated.connect(self._choose)
        self.unit_choice.activated.connect(self._choose_unit)
        self.table_choice.shown.connect(self.table_shown)
        self.table_choice.ticked.connect(self.table_ticked)

    def show_file(self, file: ImportFile | None) -> None:
        """Show how a file's headings were mapped; only a foreign sheet has a mapping to correct."""
        self._file = file
        self.field_choice.clear()
        self.table_choice.show_tables(file.foreign if file is not None else (), file.shown if file is not None else 0)
        if file is None or file.columns is None:
            self.summary_label.setText(
                "本程序导出的表按里面带的编号对，不用对表头。" if file and not file.declined else ""
            )
            self.columns.show_texts(())
            self._enable_choice()
            return
        ledger = ledger_by_table(file.columns.ledger)
        self.field_choice.addItem(_NOT_IMPORTED, None)
        for field in import_columns(ledger):
            if not field.kind.set_by_program:
                self.field_choice.addItem(field.title, field.key)
        account = file.table.account if file.table is not None else None  # reads the whole table
        self.summary_label.setText(self._layout_text(file, account))
        unread = {column.letters: column.cells for column in account.unread_columns} if account is not None else {}
        self.columns.show_texts(
            [
                (
                    column_letters(column.index),
                    f"{column.header}（{column.unit}）" if column.unit else column.header,
                    "、".join(column.samples),
                    _target_text(ledger, column, unread),
                    ("" if column.is_certain else "请看一眼：") + column.reason,
                )
                for column in file.columns.columns
            ]
        )
        self._enable_choice()

    @staticmethod
    def _layout_text(file: ImportFile, account: TableAccount | None) -> str:
        """Describe where on the sheet the table was detected."""
        layout = file.layout
        if layout is None:
            return ""
        rows = "、".join(str(row + 1) for row in layout.header_rows)
        parts = [f"工作表“{layout.sheet}”，表头在第 {rows} 行，{len(layout.data_rows)} 行数据"]
        parts += [f"表题“{layout.title}”"] if layout.title else []
        parts += [f"单位：{layout.unit}"] if layout.unit else []
        is_taken = account is not None and file.table is not None and file.table.included
        remarks = account.beside_columns() if account is not None and is_taken else ()
        return "；".join(parts) + "。" + "".join(remarks)

    def _enable_choice(self) -> None:
        self.field_choice.setEnabled(self.columns.current_row() is not None)
        self._show_unit()

    def _show_unit(self) -> None:
        """Offer the units of a column of money: what the sheet says first."""
        column = self._current_column()
        ledger = ledger_by_table(self._file.columns.ledger) if self._file and self._file.columns else None
        kind = import_column(ledger, column.key).kind if ledger and column and column.key else None
        is_money = isinstance(kind, MoneyKind)
        self.unit_choice.clear()
        for part in (self.unit_choice, self._unit_label):
            part.setVisible(is_money)
        if isinstance(kind, MoneyKind) and column is not None:
            self.unit_choice.addItem(f"按表里写的（{column.unit or '没写，按' + kind.unit}）", "")
            for unit in UNIT_CHOICES:
                self.unit_choice.addItem(unit, unit)
            self.unit_choice.setCurrentIndex(
                max(self.unit_choice.findData(column.unit), 0) if column.is_unit_settled else 0
            )

    def _current_column(self) -> ColumnMapping | None:
        number = self.columns.current_row()
        if number is None or self._file is None or self._file.columns is None:
            return None
        return self._file.columns.columns[number]

    def _show_choice(self) -> None:
        column = self._current_column()
        if column is not None:
            self.field_choice.setCurrentIndex(max(self.field_choice.findData(column.key), 0))
        self._show_unit()

    def _choose(self, _place: int) -> None:
        column = self._current_column()
        if column is not None:
            self.corrected.emit(column.index, self.field_choice.currentData())

    def _choose_unit(self, _place: int) -> None:
        column, unit = self._current_column(), self.unit_choice.currentData()
        if column is not None and unit:
            self.unit_chosen.emit(column.index, unit)


def _target_text(ledger: type[Ledger], column: ColumnMapping, unread: Mapping[str, int]) -> str:
    """Return the fields that a column is recorded in, or that it has content and is not taken.

    ``unread`` are the numbers of cells of the columns not taken, by their letters.
    """
    if column.key:
        return "、".join(import_column(ledger, key).title for key in (column.key, column.second_key) if key)
    cells = unread.get(column_letters(column.index), 0)
    return f"没有收（{cells} 格有内容）" if cells else ""
