"""The values that occur in a column, with the number of their rows, to be ticked for a filter."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from models.queries.ledger_query import ValueCount
from models.search.index import fold_text
from models.search.pinyin import pinyin_initials
from models.search.spelling import match_rank

MAX_VALUES = 200
_VALUE_ROLE = Qt.ItemDataRole.UserRole


class ValueTickList(QWidget):
    """Lists values with a box to tick before each; a typed word or its pinyin hides those that do not match."""

    def __init__(self, values: Sequence[ValueCount], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search_box, self.value_list = QLineEdit(), QListWidget()
        self.search_box.setPlaceholderText("查找，可打拼音")
        self.search_box.setClearButtonEnabled(True)
        self.search_box.textChanged.connect(self._hide_others)
        self.value_list.setObjectName("results")
        self.value_list.setAccessibleName("打勾要看的")
        self.value_list.setFixedSize(300, 240)
        for count in values:
            item = QListWidgetItem(f"{count.text or '（空）'}  {count.rows} 条", self.value_list)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(_VALUE_ROLE, count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.search_box)
        layout.addWidget(self.value_list)
        if len(values) >= MAX_VALUES:
            hint = QLabel(f"只列出最常见的 {MAX_VALUES} 种")
            hint.setObjectName("second")
            layout.addWidget(hint)
        self.setFocusProxy(self.search_box)

    def ticked(self) -> list[ValueCount]:
        """Return the ticked values, those hidden by the search too."""
        items = map(self.value_list.item, range(self.value_list.count()))
        return [item.data(_VALUE_ROLE) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _hide_others(self, typed: str) -> None:
        folded = fold_text(typed)
        for row in range(self.value_list.count()):
            item = self.value_list.item(row)
            plain = fold_text(item.data(_VALUE_ROLE).text)
            item.setHidden(bool(folded) and match_rank(folded, plain, pinyin_initials(plain)) is None)
