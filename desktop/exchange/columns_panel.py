"""表头对照: the mapping from a foreign sheet's columns to fields, which the user can correct."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.exchange.telling import COLUMN_COLUMNS
from desktop.exchange.text_table import TextTable
from desktop.look.colours import Colours
from desktop.look.palette import MARGIN
from models.base import ledger_named
from models.field import field_of, fields
from reports.reading.sheets import letters
from reports.receiving import Received

_LEFT_OUT = "（不收这一列）"


class ColumnsPanel(QWidget):
    """Lists the columns of one file with their first cells; the field of the current column is chosen below.

    Signals:
        corrected: a column was mapped to another field (column number in the sheet, the field's key or None).
    """

    corrected = Signal(int, object)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: Received | None = None
        self.told = QLabel()
        self.told.setObjectName("second")
        self.told.setWordWrap(True)
        self.columns = TextTable("表头对照", COLUMN_COLUMNS, colours, parent=self)
        self.choice = QComboBox()
        self.choice.setMinimumWidth(240)
        self.choice.setAccessibleName("这一列记到哪一栏")
        self._asked = QLabel("这一列记到：")
        self._asked.setBuddy(self.choice)
        line = QHBoxLayout()
        line.setContentsMargins(MARGIN, 6, MARGIN, 6)
        line.addWidget(self._asked)
        line.addWidget(self.choice)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(4)
        inset = QHBoxLayout()
        inset.setContentsMargins(MARGIN, 0, MARGIN, 0)
        inset.addWidget(self.told)
        layout.addLayout(inset)
        layout.addWidget(self.columns, 1)
        layout.addLayout(line)
        self.columns.picked.connect(self._show_choice)
        self.choice.activated.connect(self._choose)

    def show_file(self, one: Received | None) -> None:
        """Show how a file's headings were mapped; only a foreign sheet has a mapping to correct."""
        self._file = one
        self.choice.clear()
        if one is None or one.columns is None:
            self.told.setText("本程序导出的表按里面带的编号对，不用对表头。" if one and not one.declined else "")
            self.columns.show_lines(())
            self._set_usable()
            return
        ledger = ledger_named(one.columns.ledger)
        self.choice.addItem(_LEFT_OUT, None)
        for field in fields(ledger):
            if not field.kind.stamped:
                self.choice.addItem(field.title, field.key)
        self.told.setText(self._layout_words(one))
        self.columns.show_lines(
            [
                (
                    letters(column.index),
                    column.header,
                    "、".join(column.samples),
                    field_of(ledger, column.key).title if column.key else "",
                    ("" if column.sure else "请看一眼：") + column.why,
                )
                for column in one.columns.columns
            ]
        )
        self._set_usable()

    @staticmethod
    def _layout_words(file: Received) -> str:
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

    def _set_usable(self) -> None:
        self.choice.setEnabled(self.columns.current() is not None)

    def _show_choice(self) -> None:
        number = self.columns.current()
        if number is None or self._file is None or self._file.columns is None:
            return
        key = self._file.columns.columns[number].key
        self.choice.setCurrentIndex(max(self.choice.findData(key), 0))

    def _choose(self, _place: int) -> None:
        number = self.columns.current()
        if number is not None and self._file is not None and self._file.columns is not None:
            self.corrected.emit(self._file.columns.columns[number].index, self.choice.currentData())
