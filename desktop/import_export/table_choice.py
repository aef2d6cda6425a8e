"""Which of a workbook's tables are imported: one line a table, ticked where it is taken."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from models.fields.base import ledger_by_table
from reports.import_reader.foreign_tables import ForeignTable

_SHOWN_LINES = 3


def _fate(table: ForeignTable) -> str:
    """Return what becomes of a table."""
    ledger = ledger_by_table(table.columns.ledger).about.label
    if table.included:
        return f"收进{ledger}"
    return f"没有收，像{ledger}" if table.is_known else "没有收，看不出是哪个台账"


class TableChoice(QListWidget):
    """Lists the tables found in a workbook; hidden where there is only one.

    Signals:
        shown: another table should be shown below (its number).
        ticked: a table was ticked or unticked (its number, whether it is taken).
    """

    shown = Signal(int)
    ticked = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self.setAccessibleName("表里的各张表")
        self.setToolTip("打勾的表会收进来；点一张，下面看它的表头。")
        self.currentRowChanged.connect(self._on_row_changed)
        self.itemChanged.connect(self._on_item_changed)

    def show_tables(self, tables: Sequence[ForeignTable], current: int) -> None:
        """List the tables."""
        self.blockSignals(True)
        self.clear()
        for table in tables:
            item = QListWidgetItem(f"{table.name}　{len(table.layout.data_rows)} 行　{_fate(table)}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if table.included else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.setCurrentRow(current)
        self.blockSignals(False)
        self.setVisible(len(tables) > 1)
        lines = min(len(tables), _SHOWN_LINES)
        self.setFixedHeight(lines * max(self.sizeHintForRow(0), 1) + 2 * self.frameWidth() if tables else 0)

    def _on_row_changed(self, number: int) -> None:
        if number >= 0:
            self.shown.emit(number)

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        self.ticked.emit(self.row(item), item.checkState() is Qt.CheckState.Checked)
