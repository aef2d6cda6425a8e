"""The bar at the top: the find box, and the task force and period that hold for every page."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

_ALL = "全部"


class TopBar(QFrame):
    """Opens the find box, sets the scope, names who works.

    Signals:
        scoped: another task force (its id, or empty) or period was chosen.
    """

    scoped = Signal(str, str)

    def __init__(self, finder: QPushButton, who: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setFixedHeight(48)
        self.finder, self.who = finder, who
        finder.setMinimumWidth(300)
        self.task_force, self.period = QComboBox(), QComboBox()
        self.task_force.setMinimumWidth(168)
        self.task_force.setMaximumWidth(240)
        self.task_force.setMaxVisibleItems(24)
        self.task_force.setAccessibleName("专班")
        self.period.setAccessibleName("期间")
        self.period.setMinimumWidth(84)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(finder, 1)
        row.addStretch(1)
        for label, widget in (("专班", self.task_force), ("期间", self.period)):
            row.addWidget(QLabel(label))
            row.addWidget(widget)
            row.addSpacing(8)
        row.addWidget(who)
        self.task_force.addItem(_ALL, "")
        self.period.addItem(_ALL, "all")
        self.task_force.currentIndexChanged.connect(self._tell)
        self.period.currentIndexChanged.connect(self._tell)

    def offer_periods(self, periods: Mapping[str, str]) -> None:
        """List the periods, “all” first."""
        self.period.blockSignals(True)
        self.period.clear()
        for key, label in periods.items():
            self.period.addItem(label, key)
        self.period.blockSignals(False)

    def offer(self, task_forces: Sequence[tuple[str, str]]) -> None:
        """List the task forces; the chosen one stays chosen where it is still there."""
        chosen = self.task_force.currentData()
        self.task_force.blockSignals(True)
        self.task_force.clear()
        self.task_force.addItem(_ALL, "")
        for row, name in task_forces:
            self.task_force.addItem(name, row)
        self.task_force.setCurrentIndex(max(self.task_force.findData(chosen), 0))
        self.task_force.blockSignals(False)

    def _tell(self) -> None:
        self.scoped.emit(self.task_force.currentData() or "", self.period.currentData())
