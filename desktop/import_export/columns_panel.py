"""表头对照: the mapping from a foreign sheet's columns to fields, which the user can correct."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.import_export.import_text import MAPPING_COLUMNS
from desktop.theme.colours import Colours
from desktop.theme.palette import MARGIN
from desktop.widgets.text_table import TextTable
from models.fields.base import ledger_by_table
from models.fields.field import field_of, fields
from reports.import_reader.import_file import ImportFile
from reports.import_reader.workbook_data import column_letters

_NOT_IMPORTED = "（不收这一列）"


class ColumnsPanel(QWidget):
    """Lists the columns of one file with their first cells; the field of the current column is chosen below.

    Signals:
        corrected: a column was mapped to another field (column number in the sheet, the field's key or None).
    """

    corrected = Signal(int, object)

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
        line = QHBoxLayout()
        line.setContentsMargins(MARGIN, 6, MARGIN, 6)
        line.addWidget(self._choice_label)
        line.addWidget(self.field_choice)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(4)
        inset = QHBoxLayout()
        inset.setContentsMargins(MARGIN, 0, MARGIN, 0)
        inset.addWidget(self.summary_label)
        layout.addLayout(inset)
        layout.addWidget(self.columns, 1)
        layout.addLayout(line)
        self.columns.current_changed.connect(self._show_choice)
        self.field_choice.activated.connect(self._choose)

    def show_file(self, file: ImportFile | None) -> None:
        """Show how a file's headings were mapped; only a foreign sheet has a mapping to correct."""
        self._file = file
        self.field_choice.clear()
        if file is None or file.columns is None:
            self.summary_label.setText(
                "本程序导出的表按里面带的编号对，不用对表头。" if file and not file.declined else ""
            )
            self.columns.show_texts(())
            self._enable_choice()
            return
        ledger = ledger_by_table(file.columns.ledger)
        self.field_choice.addItem(_NOT_IMPORTED, None)
        for field in fields(ledger):
            if not field.kind.set_by_program:
                self.field_choice.addItem(field.title, field.key)
        self.summary_label.setText(self._layout_text(file))
        self.columns.show_texts(
            [
                (
                    column_letters(column.index),
                    column.header,
                    "、".join(column.samples),
                    field_of(ledger, column.key).title if column.key else "",
                    ("" if column.is_certain else "请看一眼：") + column.reason,
                )
                for column in file.columns.columns
            ]
        )
        self._enable_choice()

    @staticmethod
    def _layout_text(file: ImportFile) -> str:
        """Describe where on the sheet the table was detected."""
        layout = file.layout
        if layout is None:
            return ""
        rows = "、".join(str(row + 1) for row in layout.header_rows)
        parts = [f"工作表“{layout.sheet}”，表头在第 {rows} 行，{len(layout.data_rows)} 行数据"]
        parts += [f"单位：{layout.unit}"] if layout.unit else []
        parts += [f"合计行 {len(layout.total_rows)} 行不收"] if layout.total_rows else []
        parts += [f"分组行 {len(layout.group_rows)} 行不收"] if layout.group_rows else []
        return "；".join(parts) + "。"

    def _enable_choice(self) -> None:
        self.field_choice.setEnabled(self.columns.current_row() is not None)

    def _show_choice(self) -> None:
        number = self.columns.current_row()
        if number is None or self._file is None or self._file.columns is None:
            return
        key = self._file.columns.columns[number].key
        self.field_choice.setCurrentIndex(max(self.field_choice.findData(key), 0))

    def _choose(self, _place: int) -> None:
        number = self.columns.current_row()
        if number is not None and self._file is not None and self._file.columns is not None:
            self.corrected.emit(self._file.columns.columns[number].index, self.field_choice.currentData())
