"""How files are to be received: which ledger, from whom, and what may be done beyond filling in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from desktop.look.palette import MARGIN
from models.exchange.verdicts import Options
from models.ledgers import LEDGERS
from models.rules.periods import Period

_GUESSED = "按表头判断"


class OptionsBar(QWidget):
    """The choices that hold for all files received together.

    Signals:
        changed: something was chosen otherwise; the plans are to be made anew.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ledger, self.whence = QComboBox(), QComboBox()
        self.whence.setEditable(True)
        self.whence.setMinimumWidth(130)
        self.ledger.addItem(_GUESSED, None)
        for one in LEDGERS:
            if one.about.listed:
                self.ledger.addItem(one.about.label, one.__tablename__)
        self.links = QCheckBox("新名称一并建档")
        self.links.setToolTip("例如线索里的企业还不在企业库里，就先建一家。")
        self.blanks = QCheckBox("空格也清空")
        self.blanks.setToolTip("平时空格不动账本里的内容；勾上以后，表里空着的格会清空账本里的同一格。")
        self.missing = QCheckBox("少了的行移走")
        self.missing.setToolTip("只对本程序导出的表有用：导出时有、送回来时没有了的行。")
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN, 6)
        row.setSpacing(8)
        self.period = QComboBox()
        self.period.addItem("不记报送", None)
        for text, box in (("收进", self.ledger), ("来自", self.whence), ("报的是", self.period)):
            label = QLabel(text)
            label.setBuddy(box)
            box.setAccessibleName(text)
            row.addWidget(label)
            row.addWidget(box)
        for tick in (self.links, self.blanks, self.missing):
            row.addSpacing(6)
            row.addWidget(tick)
            tick.toggled.connect(self.changed)
        row.addStretch(1)
        self.ledger.activated.connect(self.changed)

    def options(self) -> Options:
        """Give what is ticked."""
        return Options(self.blanks.isChecked(), self.missing.isChecked(), self.links.isChecked())

    def chosen_ledger(self) -> str | None:
        """Give the ledger all files go to; None where it is guessed."""
        found = self.ledger.currentData()
        return None if found is None else str(found)

    def chosen_sender(self) -> str | None:
        """Give who sent the files; None where nobody was named."""
        return self.whence.currentText().strip() or None

    def chosen_period(self) -> str | None:
        """Give the period the files report on; None where that is not to be noted."""
        found = self.period.currentData()
        return None if found is None else str(found)

    def offer_periods(self, periods: Sequence[Period]) -> None:
        """Offer the periods a file may report on."""
        for period in periods:
            self.period.addItem(period.name, period.key)

    def offer_senders(self, names: Sequence[str]) -> None:
        """Offer the senders known so far, keeping what was typed."""
        typed = self.whence.currentText()
        self.whence.clear()
        self.whence.addItems(["", *names])
        self.whence.setCurrentText(typed)
