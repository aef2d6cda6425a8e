"""The preview of one file's rows: filtered by outcome, with the current row's cells, which can be retyped."""

from collections import Counter
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.exchange.telling import CELL_COLUMNS, ROW_COLUMNS, answers, cell_line, question, row_line, urgency
from desktop.exchange.text_table import TextTable
from desktop.look.colours import Colours
from desktop.look.palette import MARGIN
from desktop.notice import Notice
from models.exchange.plan import Plan, ShownCell, decide, revise, shown_cells
from models.exchange.verdicts import Decision, PlannedRow, Verdict
from reports.receiving import Received

_ALL = "全部"
_RAW = 2  # the column with the sheet's text, which can be edited


class RowsPanel(QWidget):
    """Shows what the import would do with each row of one file, and takes answers about possible duplicates.

    Signals:
        revised: a cell was retyped or a row answered, so the counts have changed.
    """

    revised = Signal()

    def __init__(self, desk: Desk, notice: Notice, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._notice = desk, notice
        self._plans: tuple[Plan, ...] = ()
        self._shown: list[tuple[Plan, PlannedRow]] = []
        self._cells: list[ShownCell] = []
        self._only: Verdict | None = None
        self._path: Path | None = None
        self.chips: dict[str, QPushButton] = {}
        self.rows = TextTable("来表的各行", ROW_COLUMNS, colours, parent=self)
        self.cells = TextTable("这一行的各格", CELL_COLUMNS, colours, _RAW, self)
        self.answers: list[QPushButton] = []
        self._question, self._said = QWidget(), QLabel()
        self._said.setWordWrap(True)
        self._build()
        self.rows.picked.connect(self._show_row)
        self.cells.typed.connect(self._mend)

    def _build(self) -> None:
        chips = QHBoxLayout()
        chips.setContentsMargins(MARGIN, 6, MARGIN, 6)
        chips.setSpacing(6)
        for name in (_ALL, *Verdict):
            chip = self.chips[name] = QPushButton(str(name))
            chip.setObjectName("choice")
            chip.setCheckable(True)
            chip.setChecked(name == _ALL)
            chip.clicked.connect(lambda _=False, verdict=name: self.filter(verdict))
            chips.addWidget(chip)
        chips.addStretch(1)
        self._asking = QHBoxLayout(self._question)
        self._asking.setContentsMargins(MARGIN, 6, MARGIN, 6)
        self._asking.setSpacing(8)
        self._asking.addWidget(self._said, 1)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._question)
        column.addWidget(self.cells, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.rows)
        split.addWidget(below)
        split.setSizes([260, 220])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(chips)
        layout.addWidget(split, 1)

    def show_file(self, one: Received | None) -> None:
        """Show a file's plans; for another file than before, rows that need attention are filtered for first."""
        path = one.path if one is not None else None
        same, self._path = path == self._path, path
        self._plans = tuple(one.plans) if one is not None else ()
        counts = self._count()
        if same and (self._only is None or counts[self._only]):
            self._list()  # The same file again, as after an answer or F5: the position is kept.
        else:
            self.filter(next((verdict for verdict in (Verdict.DUPLICATE, Verdict.REFUSED) if counts[verdict]), _ALL))

    def filter(self, name: Verdict | str) -> None:
        """Show the rows with one outcome, or all rows."""
        self._only = name if isinstance(name, Verdict) else None
        self._list(at=0)

    def _count(self) -> Counter[str]:
        return Counter(row.verdict for plan in self._plans for row in plan.rows)

    def _list(self, at: int | None = None) -> None:
        only = self._only
        self._shown = [(plan, row) for plan in self._plans for row in plan.rows if only is None or row.verdict is only]
        counts = self._count()
        counts[_ALL] = counts.total()
        for name, chip in self.chips.items():
            chip.setText(f"{name} {counts[name]}" if counts[name] else str(name))
            chip.setChecked(name == (only or _ALL))
            chip.setEnabled(bool(counts[name]) or name == _ALL)
        shown, several = self._shown, len(self._plans) > 1
        self.rows.show_many(len(shown), lambda number: row_line(*shown[number], several), at=at)

    def _current(self) -> tuple[Plan, PlannedRow] | None:
        number = self.rows.current()
        return self._shown[number] if number is not None and number < len(self._shown) else None

    def _show_row(self) -> None:
        current = self._current()
        if current is None:
            self._cells = []
        else:
            plan, row = current
            cells = self._desk.ask(lambda session: shown_cells(session, plan, row.place))
            self._cells = sorted(cells, key=urgency)
        self.cells.show_lines([cell_line(cell) for cell in self._cells], at=0)
        self._ask(current)

    def _ask(self, current: tuple[Plan, PlannedRow] | None) -> None:
        """Show the question about a possible duplicate, with a button for each answer."""
        row = current[1] if current else None
        for button in self.answers:
            button.setParent(None)
            button.deleteLater()
        self.answers = []
        self._said.setText(
            self._desk.ask(lambda session: question(session, current[0], row)) if current and row else ""
        )
        for answer in answers(row):
            button = QPushButton(str(answer))
            button.setObjectName("secondary")
            button.clicked.connect(lambda _=False, chosen=answer: self.answer(Decision(chosen)))
            self._asking.addWidget(button)
            self.answers.append(button)
        if row is not None and row.decision is not None:
            back = QPushButton("收回这个决定")
            back.setObjectName("flat")
            back.clicked.connect(lambda: self.answer(None))
            self._asking.addWidget(back)
            self.answers.append(back)
        self._question.setVisible(bool(self.answers))

    def answer(self, decision: Decision | None) -> None:
        """Apply an answer to those selected rows that have a question; None withdraws the answer."""
        selected = [self._shown[number] for number in self.rows.chosen_lines()]
        with self._notice.refusing():
            for plan, row in selected:
                if answers(row):
                    self._desk.ask(partial(decide, made=plan, place=row.place, decision=decision))
            self._after()

    def _mend(self, number: int, text: str) -> None:
        if (current := self._current()) is None:
            return
        plan, row = current
        key = self._cells[number].key
        with self._notice.refusing():
            self._desk.ask(lambda session: revise(session, plan, row.place, key, text))
            self._after()

    def _after(self) -> None:
        """Show the rows again; a retyped row may no longer have the outcome filtered for."""
        if self._only is not None and not self._count()[self._only]:
            self.filter(_ALL)
        else:
            self._list()
        self.revised.emit()
