"""冲突: fields set differently in two books; the user chooses one of the values or types another."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.app.page_context import PageContext
from desktop.import_export.conflict_text import CONFLICT_COLUMNS, competing_value_with_source, conflict_rows
from desktop.theme.palette import MARGIN
from desktop.widgets.text_table import TextTable
from models.audit.edit_log import REMOVED
from models.exchange.merge.conflicts import (
    CompetingValue,
    Conflict,
    ConflictChoice,
    list_conflicts,
    settle_all_conflicts,
    settle_conflicts,
)
from models.fields.base import ledger_by_table
from models.fields.field import field_of
from models.queries.reading_context import reading_context
from models.storage.store import Session


class ConflictsPanel(QWidget):
    """Lists the conflicts; the values of the current one are below, to be settled by cell, by row or by sender.

    Signals:
        row_wanted: a row should be shown (ledger, id).
        counted: the number of open conflicts.
    """

    row_wanted = Signal(str, str)
    counted = Signal(int)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.open_conflicts: tuple[Conflict, ...] = ()
        self.summary_label = QLabel()
        self.summary_label.setObjectName("count")
        self.list = TextTable("冲突", CONFLICT_COLUMNS, context.colours, parent=self)
        self.value_buttons: list[QRadioButton] = []
        self._group = QButtonGroup(self)
        self.other_value_line = QLineEdit()
        self.other_value_line.setPlaceholderText("都不对？写上对的")
        self.other_value_line.setAccessibleName("另写一个值")
        self.take_value_button, self.take_row_button = QPushButton("就用这个"), QPushButton("这一行都用这一方的")
        self.take_sender_button, self.take_book_button = (
            QPushButton("这家送来的都用他的"),
            QPushButton("全部用本账本的"),
        )
        self.show_row_button = QPushButton("看这一行")
        self._build()
        self._connect()

    def _build(self) -> None:
        self._detail_area = QWidget()
        column = QVBoxLayout(self._detail_area)
        column.setContentsMargins(MARGIN, 8, MARGIN, 8)
        column.setSpacing(6)
        self.heading = QLabel()
        self.heading.setObjectName("heading")
        column.addWidget(self.heading)
        self._values_layout = QVBoxLayout()
        self._values_layout.setSpacing(4)
        column.addLayout(self._values_layout)
        column.addWidget(self.other_value_line)
        line = QHBoxLayout()
        line.setSpacing(8)
        kinds = ("primary", "secondary", "secondary", "flat", "flat")
        for button, kind in zip(
            (
                self.take_value_button,
                self.take_row_button,
                self.take_sender_button,
                self.take_book_button,
                self.show_row_button,
            ),
            kinds,
            strict=True,
        ):
            button.setObjectName(kind)
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.list)
        split.addWidget(self._detail_area)
        split.setSizes([320, 220])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(4)
        inset = QHBoxLayout()
        inset.setContentsMargins(MARGIN, 0, MARGIN, 0)
        inset.addWidget(self.summary_label)
        layout.addLayout(inset)
        layout.addWidget(split, 1)

    def _connect(self) -> None:
        self.list.current_changed.connect(self._show_current)
        self.other_value_line.textEdited.connect(self._on_other_value_edited)
        self.other_value_line.returnPressed.connect(self.settle_current)
        self.take_value_button.clicked.connect(self.settle_current)
        self.take_row_button.clicked.connect(self.settle_row)
        self.take_sender_button.clicked.connect(self.settle_sender)
        self.take_book_button.clicked.connect(lambda: self._settle_all("全部用本账本的", self.open_conflicts))
        self.show_row_button.clicked.connect(self._request_row)

    def refresh(self) -> None:
        """Reload the open conflicts from the book."""
        self.open_conflicts = tuple(self._context.book_session.read(list_conflicts))
        self.list.show_texts(
            self._context.book_session.read(lambda session: conflict_rows(session, self.open_conflicts))
        )
        self.summary_label.setText(
            f"{len(self.open_conflicts)} 处两边改得不一样。选定以前显示较晚的一个；没选的那个留在历史里。"
            if self.open_conflicts
            else "没有冲突。两本账把同一格改成不同的值时，会列在这里由您选。"
        )
        self._detail_area.setVisible(bool(self.open_conflicts))
        self.counted.emit(len(self.open_conflicts))

    def current_conflict(self) -> Conflict | None:
        """Return the current conflict."""
        number = self.list.current_row()
        return self.open_conflicts[number] if number is not None and number < len(self.open_conflicts) else None

    def _show_current(self) -> None:
        for side in self.value_buttons:
            self._group.removeButton(side)
            side.setParent(None)
            side.deleteLater()
        self.value_buttons = []
        conflict = self.current_conflict()
        self.other_value_line.clear()
        self.other_value_line.setVisible(conflict is not None and conflict.key != REMOVED)
        for button in (self.take_value_button, self.take_row_button, self.take_sender_button, self.show_row_button):
            button.setVisible(conflict is not None)
        self.heading.setText(f"{conflict.name}　{conflict.label}" if conflict is not None else "")
        if conflict is None:
            return
        words = self._context.book_session.read(
            lambda session: [competing_value_with_source(session, conflict, rival) for rival in conflict.competing]
        )
        for text in words:
            side = QRadioButton(text)
            self._group.addButton(side)
            self._values_layout.addWidget(side)
            self.value_buttons.append(side)
            side.toggled.connect(self._update_buttons)
        self.value_buttons[-1].setChecked(True)
        self._update_buttons()

    def _update_buttons(self) -> None:
        rival = self.chosen_value()
        self.take_sender_button.setEnabled(rival is not None and rival.sender is not None)

    def chosen_value(self) -> CompetingValue | None:
        """Return the selected competing value."""
        conflict = self.current_conflict()
        chosen = next((number for number, side in enumerate(self.value_buttons) if side.isChecked()), None)
        return conflict.competing[chosen] if conflict is not None and chosen is not None else None

    def _on_other_value_edited(self, text: str) -> None:
        """Disable the competing values while another value is typed."""
        self._group.setExclusive(not text)
        for side in self.value_buttons:
            side.setEnabled(not text)

    def settle_current(self) -> None:
        """Settle the current conflict with the selected value or the typed one."""
        conflict, rival, typed = self.current_conflict(), self.chosen_value(), self.other_value_line.text().strip()
        if conflict is None or (rival is None and not typed):
            return

        def work(session: Session) -> None:
            if typed:
                ledger = ledger_by_table(conflict.ledger)
                read = field_of(ledger, conflict.key).read(typed, reading_context(session))
                choice = ConflictChoice(conflict.row, conflict.key, typed=read)
            else:
                choice = ConflictChoice(conflict.row, conflict.key, rival.edit if rival else "")
            settle_conflicts(session, conflict.ledger, [choice])

        self._run_command(f"定冲突：{conflict.name} {conflict.label}", work)

    def settle_row(self) -> None:
        """Settle all conflicts of this row with the values of the selected value's book."""
        conflict, rival = self.current_conflict(), self.chosen_value()
        if conflict is not None and rival is not None:
            same_row = [other for other in self.open_conflicts if other.row == conflict.row]
            self._settle_all(f"{conflict.name} 都用一方的", same_row, book=None if rival.ours else rival.book)

    def settle_sender(self) -> None:
        """Settle all conflicts with the values from the selected value's sender, where there are any."""
        rival = self.chosen_value()
        if rival is not None and rival.sender is not None:
            self._settle_all("都用送来的", self.open_conflicts, sender=rival.sender)

    def _settle_all(
        self,
        label: str,
        selection: tuple[Conflict, ...] | list[Conflict],
        book: str | None = None,
        sender: str | None = None,
    ) -> None:
        def work(session: Session) -> str:
            done, left = settle_all_conflicts(session, selection, book=book, sender=sender)
            rest = f"，{len(left)} 处那一方没有值，还留着" if left else ""
            return f"定了 {done} 处{rest}"

        self._run_command(f"定冲突：{label}", work)

    def _run_command(self, label: str, work: Callable[[Session], str | None]) -> None:
        with self._context.notifications.showing_user_errors():
            result = self._context.book_session.run(label, work)
            self._context.notifications.notify_saved(f"{result or label}，Ctrl+Z 可撤销")

    def _request_row(self) -> None:
        if (conflict := self.current_conflict()) is not None:
            self.row_wanted.emit(conflict.ledger, conflict.row)
