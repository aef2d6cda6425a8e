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

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page
from desktop.table.cell_delegate import CellDelegate
from desktop.table.ledger_model import LedgerModel
from desktop.table.ledger_table import LedgerTable, column_width
from desktop.theme.icons import icon_pixmap
from desktop.theme.palette import MARGIN
from desktop.widgets.duplicate_card import DuplicateCard
from desktop.widgets.duplicate_list import DuplicateList
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.merge_table import MergeTable
from models.duplicates import decisions
from models.duplicates.decisions import DuplicateCase
from models.ledgers import Clash
from models.queries.ledger_query import LedgerQuery

_DECIDED_COLUMNS = ("decided_on", "decision", "name", "level", "reason", "decided_by", "evidence")
_DECIDED_QUERY = LedgerQuery(Clash, sort=(("decided_on", True),))


class DuplicatesPage(QWidget):
    """Two tabs: 待裁定 and 已裁定. The search is a job, started when the page is first shown and by 重新查找.

    Signals:
        row_wanted: a row should be shown (ledger, id).
    """

    row_wanted = Signal(str, str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._open_cases: tuple[DuplicateCase, ...] | None = None
        self._is_searching = False
        self.count, self.search_again_button = QLabel(), QPushButton("重新查找")
        self.count.setObjectName("count")
        self.case_list, self.case_card, self.merge_table = (
            DuplicateList(context.colours, self),
            DuplicateCard(self),
            MergeTable(self),
        )
        self.detail_stack, self.tabs = QStackedWidget(self), QTabWidget(self)
        self.decided_table, self.decided_model = (
            LedgerTable(self),
            LedgerModel(context.book_session, _DECIDED_QUERY, _DECIDED_COLUMNS, self),
        )
        self.empty_state = EmptyState((), self)
        self._build()
        self._connect()

    def _build(self) -> None:
        for part in (self.case_card, self.merge_table):
            self.detail_stack.addWidget(part)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.case_list)
        split.addWidget(self.detail_stack)
        split.setSizes([260, 340])
        split.setChildrenCollapsible(False)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty_state)
        self.stack.addWidget(split)
        self.decided_table.setItemDelegate(CellDelegate(self._context.colours, self.decided_table))
        self.decided_table.setModel(self.decided_model)
        self.decided_table.setEditTriggers(self.decided_table.EditTrigger.NoEditTriggers)
        self.decided_table.set_column_widths(
            column_width(field.facts.width, field.title) for field in self.decided_model.fields
        )
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.stack, "待裁定")
        self.tabs.addTab(self.decided_table, "已裁定")
        title = QLabel("撞单裁定")
        title.setObjectName("title")
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 12, MARGIN, 4)
        head.setSpacing(8)
        for label in (title, self.count):
            head.addWidget(label)
        head.addStretch(1)
        head.addWidget(self.search_again_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.search_again_button.clicked.connect(self.search)
        self.case_list.current_changed.connect(self._show_current)
        self.case_card.decided.connect(self.decide)
        self.case_card.merge_wanted.connect(self._show_merge_table)
        self.case_card.open_wanted.connect(self.row_wanted)
        self.merge_table.confirmed.connect(self.merge)
        self.merge_table.cancelled.connect(lambda: self.detail_stack.setCurrentWidget(self.case_card))
        self._context.book_session.changed.connect(self._on_change)
        self._show_empty("正在查找……", "逐条比对线索和项目的名称、投资方、金额。")

    def refresh(self) -> None:
        """Reload the decisions from the book; open cases are searched for the first time the page is shown."""
        self.decided_model.show_query(_DECIDED_QUERY)
        if (cases := self._open_cases) is None:
            self.search()
        else:
            self._show_cases(self._context.book_session.read(lambda session: decisions.still_open(session, cases)))
        self.tabs.setTabText(1, f"已裁定 {len(self.decided_model.row_ids)}" if self.decided_model.row_ids else "已裁定")

    def search(self) -> None:
        """Search for duplicates in a job, comparing all leads and projects."""
        if not self._is_searching:
            self._is_searching = True
            self.search_again_button.setEnabled(False)
            steps = decisions.open_cases(self._context.book_session.store)
            job = self._context.jobs.run("查找撞单", steps, self._on_searched, self._on_search_failed, quiet=True)
            job.progressed.connect(lambda done, of, _: self.count.setText(f"已比对 {done:,}/{of:,} 行"))

    def _on_searched(self, cases: list[DuplicateCase]) -> None:
        self._is_searching, self._open_cases = False, tuple(cases)
        self.search_again_button.setEnabled(True)
        self.refresh()

    def _on_search_failed(self, why: str) -> None:
        self._is_searching = False
        self.search_again_button.setEnabled(True)
        self._show_empty("没有查成", why)

    def _show_cases(self, cases: Sequence[DuplicateCase]) -> None:
        self.case_list.show_cases(cases)
        self.count.setText(f"{len(cases)} 起疑似撞单，1 级最可能是同一家；由人裁定，程序不替人定。" if cases else "")
        self.tabs.setTabText(0, f"待裁定 {len(cases)}" if cases else "待裁定")
        if cases:
            self.stack.setCurrentIndex(1)
        else:
            self._show_empty("没有疑似撞单", "名称、投资方、金额相近的线索和项目会列在这里，由人裁定归谁。")

    def _show_empty(self, heading: str, sentence: str) -> None:
        self.empty_state.show_message(heading, sentence, icon_pixmap("shield-check", self._context.colours.second, 48))
        self.stack.setCurrentIndex(0)

    def _show_current(self) -> None:
        self.detail_stack.setCurrentWidget(self.case_card)
        if (case := self.case_list.current_case()) is not None:
            self.case_card.show_case(case, writable=self._context.book_session.store.writable)

    def decide(self, decision: str) -> None:
        """Save a decision on the current case."""
        if (case := self.case_list.current_case()) is None:
            return
        book_session, today, label = (
            self._context.book_session,
            self._context.today,
            f"撞单裁定 {case.first.name}：{decision}",
        )
        with self._context.notifications.showing_user_errors():
            book_session.run(
                label, lambda session: decisions.decide_case(session, case, decision, book_session.store.who, today)
            )
            self._context.notifications.notify_saved(f"{label}，Ctrl+Z 可撤销")

    def _show_merge_table(self) -> None:
        if (case := self.case_list.current_case()) is None:
            return
        with self._context.notifications.showing_user_errors():
            choices = self._context.book_session.read(lambda session: decisions.merge_choices(session, case))
            self.merge_table.show_choices(case, choices)
            self.detail_stack.setCurrentWidget(self.merge_table)

    def merge(self, fields_from_second: tuple[str, ...]) -> None:
        """Merge the two rows of the current case; ``taken`` are the keys of fields from the second side."""
        if (case := self.case_list.current_case()) is None:
            return
        book_session, today = self._context.book_session, self._context.today
        label = f"合并 {case.first.ledger.about.label}：{case.first.name}"
        with self._context.notifications.showing_user_errors():
            book_session.run(
                label,
                lambda session: decisions.merge_case(session, case, fields_from_second, book_session.store.who, today),
            )
            self._context.notifications.notify_saved(f"{label}，Ctrl+Z 可撤销")

    def _on_change(self) -> None:
        if self.isVisible() and self._open_cases is not None:
            self.refresh()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event
        if self._open_cases is not None:
            self.refresh()


def make_duplicates_page(context: PageContext, links: PageLinks) -> DuplicatesPage:
    """Build the page and connect it."""
    page = DuplicatesPage(context)
    page.row_wanted.connect(links.row_wanted)
    return page


register_page(Page("clashes", "撞单裁定", "shield-check", PageGroup.DAILY, 900, make_duplicates_page))
