"""The top bar: the finder button, and the task force and period that filter every page."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

_ALL_LABEL = "全部"


class TopBar(QFrame):
    """Holds the finder button, the choices of the scope, and the user button.

    Signals:
        scope_changed: the scope changed (task force id or empty, period key).
    """

    scope_changed = Signal(str, str)

    def __init__(self, finder_button: QPushButton, user_button: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setFixedHeight(48)
        self.finder_button, self.user_button = finder_button, user_button
        finder_button.setMinimumWidth(300)
        self.task_force_choice, self.period_choice = QComboBox(), QComboBox()
        self.task_force_choice.setMinimumWidth(168)
        self.task_force_choice.setMaximumWidth(240)
        self.task_force_choice.setMaxVisibleItems(24)
        self.task_force_choice.setAccessibleName("专班")
        self.period_choice.setAccessibleName("期间")
        self.period_choice.setMinimumWidth(84)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(finder_button, 1)
        row.addStretch(1)
        for label, widget in (("专班", self.task_force_choice), ("期间", self.period_choice)):
            row.addWidget(QLabel(label))
            row.addWidget(widget)
            row.addSpacing(8)
        row.addWidget(user_button)
        self.task_force_choice.addItem(_ALL_LABEL, "")
        self.period_choice.addItem(_ALL_LABEL, "all")
        self.task_force_choice.currentIndexChanged.connect(self._emit_scope)
        self.period_choice.currentIndexChanged.connect(self._emit_scope)

    def show_periods(self, periods: Mapping[str, str]) -> None:
        """List the periods (key to label), “all” first."""
        self.period_choice.blockSignals(True)
        self.period_choice.clear()
        for key, label in periods.items():
            self.period_choice.addItem(label, key)
        self.period_choice.blockSignals(False)

    def show_task_forces(self, task_forces: Sequence[tuple[str, str]]) -> None:
        """List the task forces (id, name); the chosen one stays chosen where it still exists."""
        chosen = self.task_force_choice.currentData()
        self.task_force_choice.blockSignals(True)
        self.task_force_choice.clear()
        self.task_force_choice.addItem(_ALL_LABEL, "")
        for row, name in task_forces:
            self.task_force_choice.addItem(name, row)
        self.task_force_choice.setCurrentIndex(max(self.task_force_choice.findData(chosen), 0))
        self.task_force_choice.blockSignals(False)

    def _emit_scope(self) -> None:
        self.scope_changed.emit(self.task_force_choice.currentData() or "", self.period_choice.currentData())
