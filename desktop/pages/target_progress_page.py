"""目标进度: how far every target is, over its whole span and by year, with the rows behind each number."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page
from desktop.widgets.job_page import JobPage, head_line, page_layout
from desktop.widgets.text_table import TextTable
from models.fields.base import ledger_by_table
from models.job_steps import JobSteps
from models.ledgers import Target
from models.queries.ledger_query import LedgerQuery
from models.storage.store import Store

if TYPE_CHECKING:
    # For annotations only: the figures are imported with the first look at the page.
    from reports.figures.target_figures import TargetLine

_COLUMNS = (
    ("考核对象", 150),
    ("指标", 150),
    ("目标期限", 100),
    ("目标值", 100),
    ("奋斗目标", 90),
    ("累计完成", 110),
    ("完成率", 80),
    ("时间进度", 80),
    ("情况", 90),
    ("分年完成", 320),
)
_DAYS = {"today": "今天", "month": "上月末", "year": "上年末"}
_NONE = "—"


class TargetProgressPage(JobPage):
    """Lists the targets with their progress by a day; those behind their time are marked."""

    title, job_label = "目标进度", "算目标进度"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._lines: tuple[TargetLine, ...] = ()
        self.day_choice = QComboBox()
        self.day_choice.setAccessibleName("截至")
        for key, name in _DAYS.items():
            self.day_choice.addItem(name, key)
        self.table = TextTable("目标进度", _COLUMNS, context.colours, parent=self)
        self.rows_button, self.target_button = QPushButton("看是哪些行"), QPushButton("改目标")
        self._build()
        self.day_choice.activated.connect(lambda _: self.refresh())
        self.rows_button.clicked.connect(self.open_rows)
        self.target_button.clicked.connect(self.open_target)
        self.table.open_with(self.open_rows)
        self.table.current_changed.connect(self._enable)

    def _build(self) -> None:
        until = QLabel("截至")
        until.setBuddy(self.day_choice)
        parts = (self.title_label, until, self.day_choice, self.summary_label)
        page_layout(self, head_line(*parts, right=(self.rows_button, self.target_button))).addWidget(self.table, 1)

    def steps(self) -> JobSteps[tuple[TargetLine, ...]]:
        """Return the job that counts the progress up to the day chosen."""
        return progress_job(self._context.book_session.store, self.chosen_day(), self._context.scope.task_force)

    def show_read(self, read: tuple[TargetLine, ...]) -> None:
        """Show the progress that was counted."""
        self._lines = read
        marked = frozenset(number for number, line in enumerate(read) if line.is_behind)
        self.table.text_model.is_marked = marked.__contains__
        self.table.show_texts([_texts(line) for line in read])
        uncounted = sum(line.done is None for line in read)
        self.summary_label.setText(_summary(len(read), len(marked), uncounted))
        self._enable()

    def chosen_day(self) -> date:
        """Return the day that progress is counted up to."""
        today = self._context.today
        match self.day_choice.currentData():
            case "month":
                return today.replace(day=1) - timedelta(days=1)
            case "year":
                return date(today.year, 1, 1) - timedelta(days=1)
        return today

    def _current(self) -> TargetLine | None:
        row = self.table.current_row()
        return None if row is None or row >= len(self._lines) else self._lines[row]

    def _enable(self) -> None:
        line = self._current()
        self.target_button.setEnabled(line is not None)
        self.rows_button.setEnabled(line is not None and line.done is not None and bool(line.done.rows))

    def open_rows(self) -> None:
        """Show the rows behind the current target's number."""
        line = self._current()
        if line is not None and line.done is not None and line.done.rows:
            query = LedgerQuery(ledger_by_table(line.done.ledger), row_ids=line.done.rows)
            self.view_wanted.emit(query, f"目标进度：{line.progress.subject}{line.progress.metric}")

    def open_target(self) -> None:
        """Show the current target's own row."""
        if (line := self._current()) is not None:
            self.row_wanted.emit(Target.__tablename__, line.progress.row)


def progress_job(store: Store, day: date, force: str | None) -> JobSteps[tuple[TargetLine, ...]]:
    """Count the progress of all targets by a day, or of those a task force has a part in."""
    from reports.figures.target_figures import target_lines

    yield 0, 1, "算目标进度"
    return target_lines(store, day, force)


def _texts(line: TargetLine) -> tuple[str, ...]:
    progress = line.progress
    years = "　".join(
        f"{year}年 {figure.text}" for (year, _), figure in zip(progress.by_year, line.by_year, strict=True)
    )
    return (
        progress.subject,
        progress.metric,
        progress.period,
        line.goal.phrase,
        line.stretch.phrase,
        line.done.phrase if line.done else _NONE,
        f"{line.completion.text}%" if line.completion else _NONE,
        f"{line.passed.text}%" if line.passed else _NONE,
        line.state_text,
        years or _NONE,
    )


def _summary(count: int, behind: int, uncounted: int) -> str:
    if not count:
        return "还没有目标任务；在“目标任务”里登记后，这里就有进度。"
    parts = [f"{count} 个目标"]
    parts += [f"{behind} 个慢于时间进度"] if behind else []
    parts += [f"{uncounted} 个台账里数不出，请在目标任务里填“填报完成”"] if uncounted else []
    return "，".join(parts)


def make_target_progress_page(context: PageContext, links: PageLinks) -> TargetProgressPage:
    """Build the page and connect it."""
    page = TargetProgressPage(context)
    page.connect_links(links)
    return page


register_page(Page("target_progress", "目标进度", "flag", PageGroup.REFERENCE, 850, make_target_progress_page))
