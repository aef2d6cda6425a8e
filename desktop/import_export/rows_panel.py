"""The preview of one file's rows: filtered by outcome, with the current row's cells, which can be retyped."""

from collections import Counter
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.app.notifications import Notifications
from desktop.import_export.import_text import (
    CELL_COLUMNS,
    ROW_COLUMNS,
    attention_rank,
    duplicate_question,
    planned_row_texts,
    possible_answers,
    preview_cell_texts,
)
from desktop.theme.colours import Colours
from desktop.theme.palette import MARGIN
from desktop.widgets.text_table import TextTable
from models.exchange.sheet_import.preview import ImportPlan, PreviewCell, decide_row, preview_cells, retype_cell
from models.exchange.sheet_import.row_outcome import PlannedRow, RowDecision, RowOutcome
from reports.import_reader.import_file import ImportFile

_ALL_ROWS = "全部"
_RAW_COLUMN = 2  # the column with the sheet's text, which can be edited


class ImportRowsPanel(QWidget):
    """Shows what the import would do with each row of one file, and takes answers about possible duplicates.

    Signals:
        revised: a cell was retyped or a row answered, so the counts have changed.
    """

    revised = Signal()

    def __init__(
        self, book_session: BookSession, notifications: Notifications, colours: Colours, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._book_session, self._notifications = book_session, notifications
        self._plans: tuple[ImportPlan, ...] = ()
        self._shown_rows: list[tuple[ImportPlan, PlannedRow]] = []
        self._cells: list[PreviewCell] = []
        self._outcome_filter: RowOutcome | None = None
        self._path: Path | None = None
        self.outcome_buttons: dict[str, QPushButton] = {}
        self.rows = TextTable("来表的各行", ROW_COLUMNS, colours, parent=self)
        self.cells = TextTable("这一行的各格", CELL_COLUMNS, colours, _RAW_COLUMN, self)
        self.answer_buttons: list[QPushButton] = []
        self._question_bar, self._question_label = QWidget(), QLabel()
        self._question_label.setWordWrap(True)
        self._build()
        self.rows.current_changed.connect(self._show_row)
        self.cells.text_edited.connect(self._retype_cell)

    def _build(self) -> None:
        chips = QHBoxLayout()
        chips.setContentsMargins(MARGIN, 6, MARGIN, 6)
        chips.setSpacing(6)
        for name in (_ALL_ROWS, *RowOutcome):
            chip = self.outcome_buttons[name] = QPushButton(str(name))
            chip.setObjectName("choice")
            chip.setCheckable(True)
            chip.setChecked(name == _ALL_ROWS)
            chip.clicked.connect(lambda _=False, outcome=name: self.filter_by_outcome(outcome))
            chips.addWidget(chip)
        chips.addStretch(1)
        self._question_layout = QHBoxLayout(self._question_bar)
        self._question_layout.setContentsMargins(MARGIN, 6, MARGIN, 6)
        self._question_layout.setSpacing(8)
        self._question_layout.addWidget(self._question_label, 1)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._question_bar)
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

    def show_file(self, file: ImportFile | None) -> None:
        """Show a file's plans; for another file than before, rows that need attention are filtered for first."""
        path = file.path if file is not None else None
        same, self._path = path == self._path, path
        self._plans = tuple(file.plans) if file is not None else ()
        counts = self._count_outcomes()
        if same and (self._outcome_filter is None or counts[self._outcome_filter]):
            self._show_rows()  # The same file again, as after an answer or F5: the position is kept.
        else:
            self.filter_by_outcome(
                next((outcome for outcome in (RowOutcome.DUPLICATE, RowOutcome.REFUSED) if counts[outcome]), _ALL_ROWS)
            )

    def filter_by_outcome(self, name: RowOutcome | str) -> None:
        """Show the rows with one outcome, or all rows."""
        self._outcome_filter = name if isinstance(name, RowOutcome) else None
        self._show_rows(at=0)

    def _count_outcomes(self) -> Counter[str]:
        return Counter(row.outcome for plan in self._plans for row in plan.rows)

    def _show_rows(self, at: int | None = None) -> None:
        only = self._outcome_filter
        self._shown_rows = [
            (plan, row) for plan in self._plans for row in plan.rows if only is None or row.outcome is only
        ]
        counts = self._count_outcomes()
        counts[_ALL_ROWS] = counts.total()
        for name, chip in self.outcome_buttons.items():
            chip.setText(f"{name} {counts[name]}" if counts[name] else str(name))
            chip.setChecked(name == (only or _ALL_ROWS))
            chip.setEnabled(bool(counts[name]) or name == _ALL_ROWS)
        shown, several = self._shown_rows, len(self._plans) > 1
        self.rows.show_lazily(len(shown), lambda number: planned_row_texts(*shown[number], several), current_row=at)

    def _current_row(self) -> tuple[ImportPlan, PlannedRow] | None:
        number = self.rows.current_row()
        return self._shown_rows[number] if number is not None and number < len(self._shown_rows) else None

    def _show_row(self) -> None:
        current = self._current_row()
        if current is None:
            self._cells = []
        else:
            plan, row = current
            cells = self._book_session.read(lambda session: preview_cells(session, plan, row.row_number))
            self._cells = sorted(cells, key=attention_rank)
        self.cells.show_texts([preview_cell_texts(cell) for cell in self._cells], current_row=0)
        self._show_question(current)

    def _show_question(self, current: tuple[ImportPlan, PlannedRow] | None) -> None:
        """Show the question about a possible duplicate, with a button for each answer."""
        row = current[1] if current else None
        for button in self.answer_buttons:
            button.setParent(None)
            button.deleteLater()
        self.answer_buttons = []
        self._question_label.setText(
            self._book_session.read(lambda session: duplicate_question(session, current[0], row))
            if current and row
            else ""
        )
        for answer in possible_answers(row):
            button = QPushButton(str(answer))
            button.setObjectName("secondary")
            button.clicked.connect(lambda _=False, chosen=answer: self.answer(RowDecision(chosen)))
            self._question_layout.addWidget(button)
            self.answer_buttons.append(button)
        if row is not None and row.decision is not None:
            back = QPushButton("收回这个决定")
            back.setObjectName("flat")
            back.clicked.connect(lambda: self.answer(None))
            self._question_layout.addWidget(back)
            self.answer_buttons.append(back)
        self._question_bar.setVisible(bool(self.answer_buttons))

    def answer(self, decision: RowDecision | None) -> None:
        """Apply an answer to those selected rows that have a question; None withdraws the answer."""
        selected = [self._shown_rows[number] for number in self.rows.marked_rows()]
        with self._notifications.showing_user_errors():
            for plan, row in selected:
                if possible_answers(row):
                    self._book_session.read(
                        partial(decide_row, import_plan=plan, row_number=row.row_number, decision=decision)
                    )
            self._after_revision()

    def _retype_cell(self, number: int, text: str) -> None:
        if (current := self._current_row()) is None:
            return
        plan, row = current
        key = self._cells[number].key
        with self._notifications.showing_user_errors():
            self._book_session.read(lambda session: retype_cell(session, plan, row.row_number, key, text))
            self._after_revision()

    def _after_revision(self) -> None:
        """Show the rows again; a retyped row may no longer have the outcome filtered for."""
        if self._outcome_filter is not None and not self._count_outcomes()[self._outcome_filter]:
            self.filter_by_outcome(_ALL_ROWS)
        else:
            self._show_rows()
        self.revised.emit()
