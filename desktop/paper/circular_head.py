"""The head of the circulars' page: which one, for which period, and what is done with it."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.look.palette import MARGIN
from models.rules.duties import period_of
from models.rules.periods import Period, read_period
from reports.circulars.production import KINDS, MAKERS

_BACK = {"month": 24, "quarter": 12}  # how many periods of a kind are offered


class CircularHead(QWidget):
    """Chooses and commands; what comes of it is the page's business.

    Signals:
        made, printed, exported: the buttons 生成, 打印 and 导出.
        zoomed: larger (above 1), smaller (below 1) or the width fitted (0).
    """

    made = Signal()
    printed = Signal()
    exported = Signal()
    zoomed = Signal(float)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel("通报")
        title.setObjectName("title")
        self.kind, self.period = QComboBox(), QComboBox()
        self.kind.setAccessibleName("通报种类")
        self.period.setAccessibleName("通报期间")
        self.period.setMinimumWidth(160)
        for key, name in KINDS.items():
            self.kind.addItem(name, key)
        self._today = today
        self.kind.currentIndexChanged.connect(self.offer_periods)
        self.offer_periods()
        self.make = self._button("生成", self.made)
        self.make.setObjectName("primary")
        self.print, self.export = self._button("打印…", self.printed), self._button("导出…", self.exported)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 12, MARGIN, 8)
        row.setSpacing(8)
        for part in (title, self.kind, self.period, self.make):
            row.addWidget(part)
        row.addStretch(1)
        for text, tip, factor in (("－", "缩小", 1 / 1.2), ("适合宽度", "和窗口一样宽", 0.0), ("＋", "放大", 1.2)):
            row.addWidget(self._zoom(text, tip, factor))
        row.addWidget(self.print)
        row.addWidget(self.export)
        self.allow(paper=False)

    def _button(self, text: str, signal: object) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(signal)
        return button

    def _zoom(self, text: str, tip: str, factor: float) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName("flat")
        button.setToolTip(tip)
        button.clicked.connect(lambda: self.zoomed.emit(factor))
        return button

    def offer_periods(self) -> None:
        """Offer the periods of the kind chosen, back from the last full one, and the one under way at the end."""
        kind = MAKERS[str(self.kind.currentData())].period
        running = period_of(kind, self._today)
        one = period_of(kind, running.first - timedelta(days=1))
        self.period.clear()
        for _ in range(_BACK.get(kind, 24)):
            self.period.addItem(one.name, one.key)
            one = period_of(kind, one.first - timedelta(days=1))
        self.period.addItem(f"{running.name}（还没过完）", running.key)

    def choose(self, kind: str, period: str) -> None:
        """Choose a kind and a period by their keys; a period further back than those offered is added to them."""
        self.kind.setCurrentIndex(max(self.kind.findData(kind), 0))
        if self.period.findData(period) < 0:
            self.period.insertItem(0, read_period(period).name, period)
        self.period.setCurrentIndex(self.period.findData(period))

    def chosen(self) -> tuple[str, Period]:
        """Give the kind and the period."""
        return str(self.kind.currentData()), read_period(str(self.period.currentData()))

    def allow(self, *, paper: bool, busy: bool = False) -> None:
        """Say whether there is something to print and export, and whether something is being made."""
        self.make.setEnabled(not busy)
        self.print.setEnabled(paper and not busy)
        self.export.setEnabled(paper and not busy)
