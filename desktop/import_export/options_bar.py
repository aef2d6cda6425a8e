"""The import options: target ledger, sender, period, and what may be changed beyond filled cells."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from desktop.theme.palette import MARGIN
from models.exchange.sheet_import.row_outcome import ImportOptions
from models.fields.base import Ledger
from models.rules.periods import Period
from reports.import_reader.import_file import ImportFile

_BY_HEADINGS = "按表头判断"


class ImportOptionsBar(QWidget):
    """On the left options of the selected files (of the next ones where none is selected), on the right of all files.

    Signals:
        ledger_chosen: the selected files go to another ledger (its table name, or None to detect it).
        sender_named: the selected files have another sender (its name or None).
        changed: a box was checked or unchecked; the plans must be made again.
    """

    ledger_chosen = Signal(object)
    sender_named = Signal(object)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ledger, self.sender_choice, self.period = QComboBox(), QComboBox(), QComboBox()
        self.sender_choice.setEditable(True)
        self.sender_choice.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.sender_choice.setMinimumWidth(130)
        self.period.addItem("不记报送", None)
        self.period.setToolTip("选了期间，收进账本时就把“来自”的专班记为这一期已报。")
        self.create_links = QCheckBox("新名称一并建档")
        self.create_links.setToolTip("例如线索里的企业还不在企业库里，就先建一家。")
        self.clear_blanks = QCheckBox("空格也清空")
        self.clear_blanks.setToolTip("平时空格不动账本里的内容；勾上以后，表里空着的格会清空账本里的同一格。")
        self.remove_missing = QCheckBox("少了的行移走")
        self.remove_missing.setToolTip("只对本程序导出的表有用：导出时有、送回来时没有了的行，移入回收站。")
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN, 6)
        row.setSpacing(8)
        for text, box in (("收进", self.ledger), ("来自", self.sender_choice), ("报的是", self.period)):
            label = QLabel(text)
            label.setBuddy(box)
            box.setAccessibleName(text)
            row.addWidget(label)
            row.addWidget(box)
        for tick in (self.create_links, self.clear_blanks, self.remove_missing):
            row.addSpacing(6)
            row.addWidget(tick)
            tick.toggled.connect(self.changed)
        row.addStretch(1)
        self.ledger.activated.connect(lambda _: self.ledger_chosen.emit(self.chosen_ledger()))
        self.sender_choice.activated.connect(lambda _: self.sender_named.emit(self.chosen_sender()))
        typed = self.sender_choice.lineEdit()
        if typed is not None:
            typed.editingFinished.connect(self._on_sender_typed)
        self._shown_sender: str | None = None

    def options(self) -> ImportOptions:
        """Return the options for all files."""
        return ImportOptions(
            self.clear_blanks.isChecked(), self.remove_missing.isChecked(), self.create_links.isChecked()
        )

    def chosen_ledger(self) -> str | None:
        """Return the chosen ledger's table name; None where it is detected by the headings."""
        ledger = self.ledger.currentData()
        return None if ledger is None else str(ledger)

    def chosen_sender(self) -> str | None:
        """Return the sender's name; None where none was entered."""
        return self.sender_choice.currentText().strip() or None

    def chosen_period(self) -> str | None:
        """Return the key of the period the files report on; None where no report is recorded."""
        period = self.period.currentData()
        return None if period is None else str(period)

    def offer_periods(self, periods: Sequence[Period]) -> None:
        """Offer the periods a file may report on."""
        for period in periods:
            self.period.addItem(period.name, period.key)

    def offer_ledgers(self, ledgers: Sequence[type[Ledger]]) -> None:
        """Offer the ledgers a table may go to, keeping the chosen one."""
        chosen = self.chosen_ledger()
        self.ledger.clear()
        self.ledger.addItem(_BY_HEADINGS, None)
        for ledger in ledgers:
            self.ledger.addItem(ledger.about.label, ledger.__tablename__)
        self.ledger.setCurrentIndex(max(self.ledger.findData(chosen), 0))

    def offer_senders(self, names: Sequence[str]) -> None:
        """Offer the known senders, keeping what was typed."""
        typed = self.sender_choice.currentText()
        self.sender_choice.clear()
        self.sender_choice.addItems(["", *names])
        self.sender_choice.setCurrentText(typed)

    def show_file(self, file: ImportFile | None) -> None:
        """Show the current file's ledger and sender; a workbook exported by this program carries its ledgers itself."""
        columns = file.columns if file is not None else None
        self.ledger.setCurrentIndex(max(self.ledger.findData(columns.ledger if columns else None), 0))
        self.ledger.setEnabled(file is None or file.is_foreign)
        self.sender_choice.setEnabled(file is None or not file.declined)
        self._shown_sender = file.sender if file is not None else None
        self.sender_choice.setCurrentText(self._shown_sender or "")

    def _on_sender_typed(self) -> None:
        """Emit a typed name once, however often the line loses the focus."""
        if self.chosen_sender() != self._shown_sender:
            self._shown_sender = self.chosen_sender()
            self.sender_named.emit(self._shown_sender)
