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

from desktop.exchange.conflict_words import CONFLICT_COLUMNS, conflict_lines, rival_words
from desktop.exchange.text_table import TextTable
from desktop.look.palette import MARGIN
from desktop.pages.fittings import Fittings
from models import intake
from models.base import ledger_named
from models.edits import REMOVED
from models.exchange.conflicts import Choice, Conflict, Rival, conflicts, settle, settle_all
from models.field import field_of
from models.store import Session


class ConflictsPanel(QWidget):
    """Lists the conflicts; the values of the current one are below, to be settled by cell, by row or by sender.

    Signals:
        row_wanted: a row should be shown (ledger, id).
        counted: the number of open conflicts.
    """

    row_wanted = Signal(str, str)
    counted = Signal(int)

    def __init__(self, fittings: Fittings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fit = fittings
        self.found: tuple[Conflict, ...] = ()
        self.told = QLabel()
        self.told.setObjectName("count")
        self.list = TextTable("冲突", CONFLICT_COLUMNS, fittings.colours, parent=self)
        self.sides: list[QRadioButton] = []
        self._group = QButtonGroup(self)
        self.third = QLineEdit()
        self.third.setPlaceholderText("都不对？写上对的")
        self.third.setAccessibleName("另写一个值")
        self.take, self.take_row = QPushButton("就用这个"), QPushButton("这一行都用这一方的")
        self.take_sender, self.ours = QPushButton("这家送来的都用他的"), QPushButton("全部用本账本的")
        self.show_row = QPushButton("看这一行")
        self._build()
        self._connect()

    def _build(self) -> None:
        self._below = QWidget()
        column = QVBoxLayout(self._below)
        column.setContentsMargins(MARGIN, 8, MARGIN, 8)
        column.setSpacing(6)
        self.heading = QLabel()
        self.heading.setObjectName("heading")
        column.addWidget(self.heading)
        self._choices = QVBoxLayout()
        self._choices.setSpacing(4)
        column.addLayout(self._choices)
        column.addWidget(self.third)
        line = QHBoxLayout()
        line.setSpacing(8)
        kinds = ("primary", "secondary", "secondary", "flat", "flat")
        for button, kind in zip(
            (self.take, self.take_row, self.take_sender, self.ours, self.show_row), kinds, strict=True
        ):
            button.setObjectName(kind)
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.list)
        split.addWidget(self._below)
        split.setSizes([320, 220])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(4)
        inset = QHBoxLayout()
        inset.setContentsMargins(MARGIN, 0, MARGIN, 0)
        inset.addWidget(self.told)
        layout.addLayout(inset)
        layout.addWidget(split, 1)

    def _connect(self) -> None:
        self.list.picked.connect(self._show_current)
        self.third.textEdited.connect(self._type_third)
        self.third.returnPressed.connect(self.choose)
        self.take.clicked.connect(self.choose)
        self.take_row.clicked.connect(self.choose_row)
        self.take_sender.clicked.connect(self.choose_sender)
        self.ours.clicked.connect(lambda: self._settle_all("全部用本账本的", self.found))
        self.show_row.clicked.connect(self._want_row)

    def refresh(self) -> None:
        """Reload the open conflicts from the book."""
        self.found = tuple(self._fit.desk.ask(conflicts))
        self.list.show_lines(self._fit.desk.ask(lambda session: conflict_lines(session, self.found)))
        self.told.setText(
            f"{len(self.found)} 处两边改得不一样。选定以前显示较晚的一个；没选的那个留在历史里。"
            if self.found
            else "没有冲突。两本账把同一格改成不同的值时，会列在这里由您选。"
        )
        self._below.setVisible(bool(self.found))
        self.counted.emit(len(self.found))

    def current(self) -> Conflict | None:
        """Return the current conflict."""
        number = self.list.current()
        return self.found[number] if number is not None and number < len(self.found) else None

    def _show_current(self) -> None:
        for side in self.sides:
            self._group.removeButton(side)
            side.setParent(None)
            side.deleteLater()
        self.sides = []
        conflict = self.current()
        self.third.clear()
        self.third.setVisible(conflict is not None and conflict.key != REMOVED)
        for button in (self.take, self.take_row, self.take_sender, self.show_row):
            button.setVisible(conflict is not None)
        self.heading.setText(f"{conflict.name}　{conflict.label}" if conflict is not None else "")
        if conflict is None:
            return
        words = self._fit.desk.ask(lambda session: [rival_words(session, conflict, rival) for rival in conflict.rivals])
        for text in words:
            side = QRadioButton(text)
            self._group.addButton(side)
            self._choices.addWidget(side)
            self.sides.append(side)
            side.toggled.connect(self._follow)
        self.sides[-1].setChecked(True)
        self._follow()

    def _follow(self) -> None:
        rival = self.chosen()
        self.take_sender.setEnabled(rival is not None and rival.sender is not None)

    def chosen(self) -> Rival | None:
        """Return the selected competing value."""
        conflict = self.current()
        place = next((number for number, side in enumerate(self.sides) if side.isChecked()), None)
        return conflict.rivals[place] if conflict is not None and place is not None else None

    def _type_third(self, text: str) -> None:
        """Disable the competing values while another value is typed."""
        self._group.setExclusive(not text)
        for side in self.sides:
            side.setEnabled(not text)

    def choose(self) -> None:
        """Settle the current conflict with the selected value or the typed one."""
        conflict, rival, typed = self.current(), self.chosen(), self.third.text().strip()
        if conflict is None or (rival is None and not typed):
            return

        def work(session: Session) -> None:
            if typed:
                ledger = ledger_named(conflict.ledger)
                read = field_of(ledger, conflict.key).read(typed, intake.context(session))
                choice = Choice(conflict.row, conflict.key, read=read)
            else:
                choice = Choice(conflict.row, conflict.key, rival.edit if rival else "")
            settle(session, conflict.ledger, [choice])

        self._deed(f"定冲突：{conflict.name} {conflict.label}", work)

    def choose_row(self) -> None:
        """Settle all conflicts of this row with the values of the selected value's book."""
        conflict, rival = self.current(), self.chosen()
        if conflict is not None and rival is not None:
            same_row = [other for other in self.found if other.row == conflict.row]
            self._settle_all(f"{conflict.name} 都用一方的", same_row, book=None if rival.ours else rival.book)

    def choose_sender(self) -> None:
        """Settle all conflicts with the values from the selected value's sender, where there are any."""
        rival = self.chosen()
        if rival is not None and rival.sender is not None:
            self._settle_all("都用送来的", self.found, sender=rival.sender)

    def _settle_all(
        self,
        label: str,
        selection: tuple[Conflict, ...] | list[Conflict],
        book: str | None = None,
        sender: str | None = None,
    ) -> None:
        def work(session: Session) -> str:
            done, left = settle_all(session, selection, book=book, sender=sender)
            rest = f"，{len(left)} 处那一方没有值，还留着" if left else ""
            return f"定了 {done} 处{rest}"

        self._deed(f"定冲突：{label}", work)

    def _deed(self, label: str, work: Callable[[Session], str | None]) -> None:
        with self._fit.notice.refusing():
            result = self._fit.desk.deed(label, work)
            self._fit.notice.saved(f"{result or label}，Ctrl+Z 可撤销")

    def _want_row(self) -> None:
        if (conflict := self.current()) is not None:
            self.row_wanted.emit(conflict.ledger, conflict.row)
