"""撞单裁定: possible duplicates with both sides, for a person to decide; and the decisions so far."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.grid.cells import Cells
from desktop.grid.grid import Grid, width_for
from desktop.grid.table import LedgerModel
from desktop.lists.case_card import CaseCard
from desktop.lists.case_list import CaseList
from desktop.lists.merge_table import MergeTable
from desktop.look.icons import drawing
from desktop.look.palette import MARGIN
from desktop.pages.empty import EmptyState
from desktop.pages.fittings import Fittings
from models import rulings
from models.browse import View
from models.ledgers import Clash
from models.rulings import Case

_DECIDED = ("decided_on", "decision", "name", "level", "reason", "decided_by", "evidence")
_VIEW = View(Clash, sort=(("decided_on", True),))


class ClashesPage(QWidget):
    """Two tabs: 待裁定 and 已裁定. The search is a job, started when the page is first shown and by 重新查找.

    Signals:
        row_wanted: a row should be shown (ledger, id).
    """

    row_wanted = Signal(str, str)

    def __init__(self, fittings: Fittings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._fit = fittings
        self._found: tuple[Case, ...] | None = None
        self._looking = False
        self.count, self.again = QLabel(), QPushButton("重新查找")
        self.count.setObjectName("count")
        self.list, self.card, self.merging = CaseList(fittings.colours, self), CaseCard(self), MergeTable(self)
        self.below, self.tabs = QStackedWidget(self), QTabWidget(self)
        self.done, self.model = Grid(self), LedgerModel(fittings.desk, _VIEW, _DECIDED, self)
        self.empty = EmptyState((), self)
        self._build()
        self._connect()

    def _build(self) -> None:
        for part in (self.card, self.merging):
            self.below.addWidget(part)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.list)
        split.addWidget(self.below)
        split.setSizes([260, 340])
        split.setChildrenCollapsible(False)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.empty)
        self.middle.addWidget(split)
        self.done.setItemDelegate(Cells(self._fit.colours, self.done))
        self.done.setModel(self.model)
        self.done.setEditTriggers(self.done.EditTrigger.NoEditTriggers)
        self.done.fit(width_for(field.facts.width, field.title) for field in self.model.fields)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.middle, "待裁定")
        self.tabs.addTab(self.done, "已裁定")
        title = QLabel("撞单裁定")
        title.setObjectName("title")
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 12, MARGIN, 4)
        head.setSpacing(8)
        for label in (title, self.count):
            head.addWidget(label)
        head.addStretch(1)
        head.addWidget(self.again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.again.clicked.connect(self.look)
        self.list.picked.connect(self._show_current)
        self.card.decided.connect(self.decide)
        self.card.merge_wanted.connect(self._ask_merge)
        self.card.open_wanted.connect(self.row_wanted)
        self.merging.agreed.connect(self.merge)
        self.merging.given_up.connect(lambda: self.below.setCurrentWidget(self.card))
        self._fit.desk.changed.connect(self._on_change)
        self._say_empty("正在查找……", "逐条比对线索和项目的名称、投资方、金额。")

    def refresh(self) -> None:
        """Reload the decisions from the book; open cases are searched for the first time the page is shown."""
        self.model.show(_VIEW)
        if (cases := self._found) is None:
            self.look()
        else:
            self._show(self._fit.desk.ask(lambda session: rulings.still_open(session, cases)))
        self.tabs.setTabText(1, f"已裁定 {len(self.model.ids)}" if self.model.ids else "已裁定")

    def look(self) -> None:
        """Search for duplicates in a job, comparing all leads and projects."""
        if not self._looking:
            self._looking = True
            self.again.setEnabled(False)
            steps = rulings.open_cases(self._fit.desk.store)
            job = self._fit.jobs.run("查找撞单", steps, self._on_found, self._on_refused, quiet=True)
            job.progressed.connect(lambda done, of, _: self.count.setText(f"已比对 {done:,}/{of:,} 行"))

    def _on_found(self, cases: list[Case]) -> None:
        self._looking, self._found = False, tuple(cases)
        self.again.setEnabled(True)
        self.refresh()

    def _on_refused(self, why: str) -> None:
        self._looking = False
        self.again.setEnabled(True)
        self._say_empty("没有查成", why)

    def _show(self, cases: Sequence[Case]) -> None:
        self.list.show_cases(cases)
        self.count.setText(f"{len(cases)} 起疑似撞单，1 级最可能是同一家；由人裁定，程序不替人定。" if cases else "")
        self.tabs.setTabText(0, f"待裁定 {len(cases)}" if cases else "待裁定")
        if cases:
            self.middle.setCurrentIndex(1)
        else:
            self._say_empty("没有疑似撞单", "名称、投资方、金额相近的线索和项目会列在这里，由人裁定归谁。")

    def _say_empty(self, heading: str, sentence: str) -> None:
        self.empty.say(heading, sentence, drawing("shield-check", self._fit.colours.second, 48))
        self.middle.setCurrentIndex(0)

    def _show_current(self) -> None:
        self.below.setCurrentWidget(self.card)
        if (case := self.list.current()) is not None:
            self.card.show_case(case, writable=self._fit.desk.store.writable)

    def decide(self, decision: str) -> None:
        """Save a decision on the current case."""
        if (case := self.list.current()) is None:
            return
        book_session, today, label = self._fit.desk, self._fit.today, f"撞单裁定 {case.first.name}：{decision}"
        with self._fit.notice.refusing():
            book_session.deed(
                label, lambda session: rulings.settle(session, case, decision, book_session.store.who, today)
            )
            self._fit.notice.saved(f"{label}，Ctrl+Z 可撤销")

    def _ask_merge(self) -> None:
        if (case := self.list.current()) is None:
            return
        with self._fit.notice.refusing():
            choices = self._fit.desk.ask(lambda session: rulings.choices(session, case))
            self.merging.show_choices(case, choices)
            self.below.setCurrentWidget(self.merging)

    def merge(self, taken: tuple[str, ...]) -> None:
        """Merge the two rows of the current case; ``taken`` are the keys of fields from the second side."""
        if (case := self.list.current()) is None:
            return
        book_session, today = self._fit.desk, self._fit.today
        label = f"合并 {case.first.ledger.about.label}：{case.first.name}"
        with self._fit.notice.refusing():
            book_session.deed(label, lambda session: rulings.merge(session, case, taken, book_session.store.who, today))
            self._fit.notice.saved(f"{label}，Ctrl+Z 可撤销")

    def _on_change(self) -> None:
        if self.isVisible() and self._found is not None:
            self.refresh()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event
        if self._found is not None:
            self.refresh()
