"""How files are to be received: which ledger, from whom, and what may be done beyond filling in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from desktop.look.palette import MARGIN
from models.exchange.verdicts import Options
from models.ledgers import LEDGERS
from models.rules.periods import Period
from reports.receiving import Received

_GUESSED = "按表头判断"


class OptionsBar(QWidget):
    """On the left what holds for the files selected (for the next ones where none is), on the right what holds for all.

    Signals:
        ledger_chosen: the files selected go to another ledger (its table's name, or None to guess).
        sender_named: the files selected are from somebody else.
        changed: a box was ticked or unticked; the plans are to be made anew.
    """

    ledger_chosen = Signal(object)
    sender_named = Signal(object)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ledger, self.whence, self.period = QComboBox(), QComboBox(), QComboBox()
        self.whence.setEditable(True)
        self.whence.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.whence.setMinimumWidth(130)
        self.ledger.addItem(_GUESSED, None)
        for one in LEDGERS:
            if one.about.listed:
                self.ledger.addItem(one.about.label, one.__tablename__)
        self.period.addItem("不记报送", None)
        self.period.setToolTip("选了期间，收进账本时就把“来自”的专班记为这一期已报。")
        self.links = QCheckBox("新名称一并建档")
        self.links.setToolTip("例如线索里的企业还不在企业库里，就先建一家。")
        self.blanks = QCheckBox("空格也清空")
        self.blanks.setToolTip("平时空格不动账本里的内容；勾上以后，表里空着的格会清空账本里的同一格。")
        self.missing = QCheckBox("少了的行移走")
        self.missing.setToolTip("只对本程序导出的表有用：导出时有、送回来时没有了的行，移入回收站。")
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN, 6)
        row.setSpacing(8)
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
        self.ledger.activated.connect(lambda _: self.ledger_chosen.emit(self.chosen_ledger()))
        self.whence.activated.connect(lambda _: self.sender_named.emit(self.chosen_sender()))
        typed = self.whence.lineEdit()
        if typed is not None:
            typed.editingFinished.connect(self._type_sender)
        self._shown: str | None = None

    def options(self) -> Options:
        """Give what is ticked."""
        return Options(self.blanks.isChecked(), self.missing.isChecked(), self.links.isChecked())

    def chosen_ledger(self) -> str | None:
        """Give the ledger chosen; None where it is guessed."""
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

    def show_file(self, one: Received | None) -> None:
        """Show where the file at hand goes and who it is from; a workbook of our own knows its ledgers itself."""
        columns = one.columns if one is not None else None
        self.ledger.setCurrentIndex(max(self.ledger.findData(columns.ledger if columns else None), 0))
        self.ledger.setEnabled(one is None or one.layout is not None)
        self.whence.setEnabled(one is None or not one.declined)
        self._shown = one.sender if one is not None else None
        self.whence.setCurrentText(self._shown or "")

    def _type_sender(self) -> None:
        """Tell of a name typed, once, however often the line is left."""
        if self.chosen_sender() != self._shown:
            self._shown = self.chosen_sender()
            self.sender_named.emit(self._shown)
