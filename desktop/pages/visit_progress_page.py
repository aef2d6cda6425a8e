"""拜访进度: the year's visit plan against the visits made, what may be matched, and who was not contacted for long."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QPushButton, QStackedWidget, QWidget

from desktop.app import notifications
from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page
from desktop.pages.visit_progress_tables import (
    CONTACT_COLUMNS,
    COUNT_COLUMNS,
    MATCH_COLUMNS,
    contact_texts,
    count_texts,
    match_texts,
    summary,
)
from desktop.widgets.job_page import JobPage, head_line, page_layout
from desktop.widgets.text_table import TextTable
from models.fields.base import ledger_by_table
from models.job_steps import JobSteps
from models.queries.ledger_query import LedgerQuery
from models.rules.visit_plans import PlanState
from models.storage.store import Store

if TYPE_CHECKING:
    # For annotations only: the statistics are imported with the first look at the page.
    from datetime import date

    from models.statistics.contacts import LastContact
    from models.statistics.visit_progress import PlanCounts, VisitProgress

_COUNTS = {"leader": "按带队县领导", "force": "按专班", "month": "按月份"}
_NAME_WIDTH = 150
_MATCHES, _FIRMS, _PERSONS = "matches", "firms", "persons"
_VIEWS = _COUNTS | {_MATCHES: "可能对得上的走访", _FIRMS: "久未联系的企业", _PERSONS: "久未联系的企业家"}


class VisitProgressPage(JobPage):
    """Shows one view of a year's visit plan at a time; a count opens the rows behind it."""

    title, job_label = "拜访进度", "算拜访进度"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._progress: VisitProgress | None = None
        self.year_choice, self.view_choice = QComboBox(), QComboBox()
        self.year_choice.setAccessibleName("年度")
        self.view_choice.setAccessibleName("看什么")
        columns = (("带队县领导", _NAME_WIDTH), *((column.title, column.width) for column in COUNT_COLUMNS))
        self.counts_table = TextTable("计划和实际", columns, context.colours, parent=self)
        self.match_table = TextTable("可能对得上的走访", MATCH_COLUMNS, context.colours, parent=self)
        self.contact_table = TextTable("久未联系", CONTACT_COLUMNS, context.colours, parent=self)
        self.tables = QStackedWidget(self)
        self.rows_button, self.match_button = QPushButton("看是哪些行"), QPushButton("对上选中的")
        self._build()
        self._connect()

    def _build(self) -> None:
        today = self._context.today
        for year in (today.year - 1, today.year, today.year + 1):
            self.year_choice.addItem(f"{year}年", year)
        self.year_choice.setCurrentIndex(1)
        for key, name in _VIEWS.items():
            self.view_choice.addItem(name, key)
        make_button = self._context.make_button
        plan_button = make_button("draw_up_visit_plan", "从企业库排计划", "secondary")
        buttons = (
            self.rows_button,
            self.match_button,
            plan_button,
            make_button("visit_plan_sheet", "打印", "secondary"),
        )
        layout = page_layout(
            self,
            head_line(self.title_label, self.year_choice, self.view_choice, right=buttons, bottom=4),
            head_line(self.summary_label, top=0),
        )
        for table in (self.counts_table, self.match_table, self.contact_table):
            self.tables.addWidget(table)
        layout.addWidget(self.tables, 1)

    def _connect(self) -> None:
        self.year_choice.activated.connect(lambda _: self.refresh())
        self.view_choice.currentIndexChanged.connect(lambda _: self._show_view())
        self.rows_button.clicked.connect(self.open_rows)
        self.match_button.clicked.connect(self.match_selected)
        for table in (self.counts_table, self.match_table, self.contact_table):
            table.open_with(self.open_rows)
            table.selection_changed.connect(self._enable)

    @property
    def chosen_year(self) -> int:
        """The year whose plan is shown."""
        return int(self.year_choice.currentData())

    @property
    def _view(self) -> str:
        return str(self.view_choice.currentData())

    def steps(self) -> JobSteps[VisitProgress]:
        """Return the job that counts the plan of the year chosen."""
        context = self._context
        return progress_job(context.book_session.store, self.chosen_year, context.today, context.scope.task_force)

    def show_read(self, read: VisitProgress) -> None:
        """Show the plan that was counted."""
        self._progress = read
        self.summary_label.setText(summary(read))
        self._show_view()

    def _counts(self) -> list[PlanCounts]:
        """Return the lines of counts of the view chosen, the total last."""
        if self._progress is None or not self._progress.total.planned + self._progress.total.unplanned:
            return []
        grouped = list(self._progress.counts.values())[list(_COUNTS).index(self._view)]
        return [*grouped, self._progress.total]

    def _contacts(self) -> tuple[LastContact, ...]:
        if self._progress is None:
            return ()
        return self._progress.firms if self._view == _FIRMS else self._progress.persons

    def _show_view(self) -> None:
        """Show the chosen view's table."""
        progress, today = self._progress, self._context.today
        if self._view in _COUNTS:
            lines = self._counts()
            self.tables.setCurrentWidget(self.counts_table)
            overdue = {n for n, line in enumerate(lines[:-1]) if line.of_state(PlanState.OVERDUE)}
            model = self.counts_table.text_model
            model.is_marked = overdue.__contains__
            model.columns = ((_COUNTS[self._view].removeprefix("按"), _NAME_WIDTH), *model.columns[1:])
            self.counts_table.show_texts([count_texts(line) for line in lines])
        elif self._view == _MATCHES:
            self.tables.setCurrentWidget(self.match_table)
            self.match_table.show_texts([match_texts(match) for match in (progress.matches if progress else ())])
        else:
            contacts = self._contacts()
            self.tables.setCurrentWidget(self.contact_table)
            if progress is not None:
                texts = partial(contact_texts, progress=progress, today=today)
                self.contact_table.show_lazily(len(contacts), lambda number: texts(contacts[number]))
        self._enable()

    def _current_row(self) -> int:
        table = self.tables.currentWidget()
        row = table.current_row() if isinstance(table, TextTable) else None
        return -1 if row is None else row

    def _cell_rows(self) -> tuple[str, dict[str, tuple[str, ...]]]:
        """Return the heading and the rows behind the current count, or those of the plan where it is none."""
        lines, row = self._counts(), self._current_row()
        if not 0 <= row < len(lines):
            return "", {}
        column = COUNT_COLUMNS[max(self.counts_table.currentIndex().column() - 1, 0)]
        rows = column.rows_by_ledger(lines[row])
        if not rows:
            column = COUNT_COLUMNS[0]
            rows = column.rows_by_ledger(lines[row])
        return f"{lines[row].name}的{column.title}", rows

    def _enable(self) -> None:
        is_match_view, row = self._view == _MATCHES, self._current_row()
        self.match_button.setVisible(is_match_view)
        self.match_button.setEnabled(is_match_view and row >= 0 and self._context.book_session.store.writable)
        text, usable = "打开这一行", row >= 0
        if self._view in _COUNTS:
            heading, rows = self._cell_rows()
            text, usable = (f"看{heading}" if rows else "看是哪些行"), bool(rows)
        self.rows_button.setText(text)
        self.rows_button.setEnabled(usable)

    def open_rows(self) -> None:
        """Show the rows behind the current count, the planned visit of a match, or the firm or person."""
        row, progress = self._current_row(), self._progress
        if row < 0 or progress is None:
            return
        if self._view == _MATCHES:
            plan = progress.matches[row].plan
            self.row_wanted.emit(plan.ledger.__tablename__, plan.row)
        elif self._view in _COUNTS:
            self._open_count()
        else:
            contact = self._contacts()[row]
            self.row_wanted.emit(contact.ledger.__tablename__, contact.row)

    def _open_count(self) -> None:
        heading, rows = self._cell_rows()
        tables = list(rows)
        if len(tables) > 1:
            names = [f"{ledger_by_table(table).about.label}（{len(rows[table])}）" for table in tables]
            chosen = notifications.ask_choice(self, "看是哪些行", f"{heading}分在两本台账里，看哪一本的？", names)
            tables = [] if chosen is None else [tables[chosen]]
        for table in tables:
            self.view_wanted.emit(LedgerQuery(ledger_by_table(table), row_ids=rows[table]), f"拜访进度：{heading}")

    def match_selected(self) -> None:
        """Let the visits of the selected lines fulfil their plans, as one batch that can be undone."""
        from models.queries.reading_context import reading_context
        from models.services.visit_planning import match_visits

        matches = self._progress.matches if self._progress else ()
        pairs = [(matches[n].plan.row, matches[n].visit) for n in self.match_table.marked_rows() if n < len(matches)]
        book_session, messages = self._context.book_session, self._context.notifications
        with messages.showing_user_errors():
            matched = book_session.run(
                "走访对上计划", lambda session: match_visits(session, pairs, reading_context(session))
            )
            messages.notify_saved(f"{matched} 次走访对上了计划，Ctrl+Z 可撤销")


def progress_job(store: Store, year: int, today: date, force: str | None) -> JobSteps[VisitProgress]:
    """Count the plan of a year as a job, the county's or a task force's."""
    yield 0, 1, "算拜访进度"
    from models.statistics.visit_progress import visit_progress

    with store.reading() as session:
        return visit_progress(session, year, today, force)


def make_visit_progress_page(context: PageContext, links: PageLinks) -> VisitProgressPage:
    """Build the page and connect it."""
    page = VisitProgressPage(context)
    page.connect_links(links)
    return page


register_page(Page("visit_progress", "拜访进度", "footprints", PageGroup.REFERENCE, 860, make_visit_progress_page))
