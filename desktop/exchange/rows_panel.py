"""The rows of one file and what becomes of each: filtered by verdict, the cells of one below, answered and mended."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.exchange.telling import CELL_COLUMNS, ROW_COLUMNS, answers, cell_line, row_line, worth_a_look
from desktop.exchange.text_table import TextTable
from desktop.look.colours import Colours
from desktop.look.palette import MARGIN
from desktop.notice import Notice
from models.exchange.plan import Plan, ShownCell, decide, revise, shown_cells
from models.exchange.verdicts import Decision, PlannedRow, Verdict
from reports.receiving import Received

_ALL = "全部"
_RAW = 2  # the column of what the sheet says, which may be typed over


class RowsPanel(QWidget):
    """Goes through what one file would do.

    Signals:
        revised: a cell was mended or a row answered, so that the counts have changed.
    """

    revised = Signal()

    def __init__(self, desk: Desk, notice: Notice, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._notice = desk, notice
        self._plans: tuple[Plan, ...] = ()
        self._shown: list[tuple[Plan, PlannedRow]] = []
        self._cells: list[ShownCell] = []
        self._only: Verdict | None = None
        self.chips: dict[str, QPushButton] = {}
        self.rows = TextTable("来表的各行", ROW_COLUMNS, colours, parent=self)
        self.cells = TextTable("这一行的各格", CELL_COLUMNS, colours, _RAW, self)
        self.answers: list[QPushButton] = []
        self._said = QLabel()
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
            chip.clicked.connect(lambda _=False, one=name: self.filter(one))
            chips.addWidget(chip)
        chips.addStretch(1)
        self._asking = QHBoxLayout()
        self._asking.setContentsMargins(MARGIN, 2, MARGIN, 6)
        self._asking.addWidget(self._said, 1)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._asking)
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
        """Show what another file would do; what the clerk has to look at comes first."""
        self._plans = tuple(one.plans) if one is not None else ()
        wants = (Verdict.REFUSED, Verdict.DUPLICATE)
        found = next((v for v in wants if any(made.counts[v] for made in self._plans)), None)
        self.filter(found or _ALL)

    def filter(self, name: Verdict | str) -> None:
        """Show the rows of one verdict, or all."""
        self._only = name if isinstance(name, Verdict) else None
        self._list(at=0)

    def _list(self, at: int | None = None) -> None:
        self._shown = [
            (made, row) for made in self._plans for row in made.rows if self._only is None or row.verdict is self._only
        ]
        for name, chip in self.chips.items():
            count = sum(len(made.rows) if name == _ALL else made.counts[Verdict(name)] for made in self._plans)
            chip.setText(f"{name} {count}" if count else str(name))
            chip.setChecked(name == (self._only or _ALL))
            chip.setEnabled(bool(count) or name == _ALL)
        several = len(self._plans) > 1
        self.rows.show_lines([row_line(made, row, several) for made, row in self._shown], at=at)

    def _current(self) -> tuple[Plan, PlannedRow] | None:
        number = self.rows.current()
        return self._shown[number] if number is not None and number < len(self._shown) else None

    def _show_row(self) -> None:
        found = self._current()
        if found is None:
            self._cells = []
        else:
            made, row = found
            cells = self._desk.ask(lambda session: shown_cells(session, made, row.place))
            self._cells = sorted(cells, key=lambda one: not worth_a_look(one))
        self.cells.show_lines([cell_line(one) for one in self._cells], at=0)
        self._ask(found[1] if found else None)

    def _ask(self, row: PlannedRow | None) -> None:
        """Put the question of a possible duplicate, with a button for each answer."""
        for button in self.answers:
            button.setParent(None)
            button.deleteLater()
        self.answers = []
        self._said.setText(
            f"疑似重复：{row.why}{row.twin}" if row is not None and row.verdict is Verdict.DUPLICATE else ""
        )
        for answer in answers(row):
            button = QPushButton(str(answer))
            button.setObjectName("secondary")
            button.clicked.connect(lambda _=False, one=answer: self.answer(Decision(one)))
            self._asking.addWidget(button)
            self.answers.append(button)
        if row is not None and row.decision is not None:
            back = QPushButton("收回这个决定")
            back.setObjectName("flat")
            back.clicked.connect(lambda: self.answer(None))
            self._asking.addWidget(back)
            self.answers.append(back)

    def answer(self, decision: Decision | None) -> None:
        """Take the clerk's answer for the row at hand."""
        if (found := self._current()) is None:
            return
        made, row = found
        with self._notice.refusing():
            self._desk.ask(lambda session: decide(session, made, row.place, decision))
            self._after()

    def _mend(self, number: int, text: str) -> None:
        if (found := self._current()) is None:
            return
        made, row = found
        key = self._cells[number].key
        with self._notice.refusing():
            self._desk.ask(lambda session: revise(session, made, row.place, key, text))
            self._after()

    def _after(self) -> None:
        """Show the rows anew; a mended one may have left the verdict that is filtered for."""
        self._list()
        self.revised.emit()
