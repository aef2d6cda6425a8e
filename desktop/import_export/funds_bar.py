"""What must be known of the funds columns of project lists: up to which day they are summed, and of which years."""

import re
from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop.app import notifications
from desktop.app.book_session import BookSession
from desktop.editors.day import DayEditor
from desktop.theme.palette import MARGIN
from models.errors import UserError
from models.exchange.sheet_import.opening_funds import funds_sentences
from models.exchange.sheet_import.row_outcome import NO_FUNDS, FundsOptions, FundsPart, FundsQuestion, PlannedRow
from models.fields.field import Field, FieldFacts
from models.fields.kinds import DayKind
from reports.import_reader.import_file import ImportRun

_HINT = "例如 2026-9-30；这一天以前的算进期初，以后的逐月登记"
_AS_OF = Field("funds_as_of", DayKind(), False, FieldFacts("到位资金截至", 8, hint=_HINT))
_PART_TEXTS = {None: "只有累计数的：请选", FundsPart.EARLIER_YEARS: "去年底以前到的", FundsPart.THIS_YEAR: "今年到的"}
_COMMAND_LINE = re.compile(r"（命令行用[^）]*）")
_FILL_FIRST, _LEAVE_OUT = _ANSWERS = ("先去填", "先不收到位资金，其余照收")


class FundsBar(QWidget):
    """A line of options, visible while a project list with funds columns is at hand.

    Signals:
        changed: an answer was given or changed; the plans must be made again.
    """

    changed = Signal()

    def __init__(self, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.as_of = DayEditor(_AS_OF, book_session, self)
        self.as_of.show_value(None, "", "")
        self.as_of.setMaximumWidth(230)
        self.part, self.add_difference = QComboBox(), QCheckBox("补记差额")
        for part, text in _PART_TEXTS.items():
            self.part.addItem(text, part)
        self.part.setAccessibleName("累计到位资金是哪年的")
        self.part.setToolTip("表里也有“本年到位资金”一列的，程序自己分开，不用选。")
        self.add_difference.setToolTip("账本里已有到位资金的项目，表里多出来的记一笔；不勾就不动。")
        self._label = QLabel(_AS_OF.label)
        self._label.setBuddy(self.as_of)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN, 6)
        row.setSpacing(8)
        self.state = QLabel()
        self.state.setObjectName("second")
        self.state.setWordWrap(True)
        self.state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for widget in (self._label, self.as_of, self.part, self.add_difference):
            row.addWidget(widget)
        row.addWidget(self.state, 1)
        self._shown = self.options()
        self.as_of.finished.connect(self._on_answered)
        self.part.activated.connect(lambda _: self._on_answered())
        self.add_difference.toggled.connect(lambda _: self._on_answered())
        self.hide()

    def options(self) -> FundsOptions:
        """Return the answers given so far; a day that cannot be read is none."""
        try:
            day = self.as_of.read().value
        except UserError:
            day = None
        return FundsOptions(day, self.part.currentData(), self.add_difference.isChecked())

    def show_run(self, import_run: ImportRun | None) -> None:
        """Show the line where a table at hand has funds columns with amounts."""
        if import_run is None:
            self._forget_tick()
        rows = [row for row in _rows(import_run) if row.funds is not NO_FUNDS]
        funds = [row.funds for row in rows]
        self.state.setText(_without_command_line("".join(funds_sentences(rows, self.options()))))
        self.setVisible(bool(funds))
        for widget in (self._label, self.as_of):  # nothing to answer where the headings say the day
            widget.setVisible(not all(plan.is_day_written for plan in funds))
        asked = any(plan.question is FundsQuestion.PART for plan in funds)
        self.part.setVisible(asked or self.part.currentData() is not None)
        self.add_difference.setVisible(self.add_difference.isChecked() or any(plan.gap for plan in funds))

    def _forget_tick(self) -> None:
        """Ask anew about the differences of the next list; the day stays."""
        self.add_difference.blockSignals(True)
        self.add_difference.setChecked(False)
        self.add_difference.blockSignals(False)
        self._shown = self.options()

    def ask_about_questions(self, import_run: ImportRun) -> bool:
        """Ask whether to go on without the funds where a question about them is open; return whether to go on."""
        open_rows = [row for row in _rows(import_run) if row.funds.question is not None]
        if not open_rows:
            return True
        question = "".join(funds_sentences(open_rows, self.options()))
        answer = notifications.ask_choice(self, "到位资金还没有收", _without_command_line(question), _ANSWERS)
        if answer == _ANSWERS.index(_FILL_FIRST):
            self.as_of.setFocus()
        return answer == _ANSWERS.index(_LEAVE_OUT)

    def _on_answered(self) -> None:
        """Emit one signal for another answer, however often the line loses the focus."""
        if (options := self.options()) != self._shown:
            self._shown = options
            self.changed.emit()


def _without_command_line(text: str) -> str:
    """Return what is said to a clerk in the window, without the options of the command line."""
    return _COMMAND_LINE.sub("", text)


def _rows(import_run: ImportRun | None) -> Iterable[PlannedRow]:
    return (row for plan in import_run.plans for row in plan.rows) if import_run is not None else ()
