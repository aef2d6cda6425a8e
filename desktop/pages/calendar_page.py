"""日历: what falls on each day of a month or a week, planned against done; the day in hand is listed beside it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page
from desktop.theme.palette import MARGIN
from desktop.widgets.calendar_grid import DONE, CalendarGrid, DayLine
from desktop.widgets.job_page import JobPage, head_line, page_layout
from desktop.widgets.text_table import TextTable
from models.job_steps import JobSteps
from models.statistics.dashboard import OPEN, OVERDUE
from models.storage.store import Store

if TYPE_CHECKING:
    # For annotations only: the entries are imported with the first look at the page.
    from models.statistics.calendar_entries import CalendarDays, CalendarEntry

_COLUMNS = (("", 32), ("类别", 72), ("事项", 180), ("专班", 80))
_LIST_WIDTH, _LIST_HEIGHT = 372, 190  # pixels, beside the grid and below it
_UNBOUNDED = 16_777_215  # QWIDGETSIZE_MAX
_MIN_WIDTH_BESIDE = 960  # pixels; on a narrower page, as beside a row, the list stands below the grid
_WEEKS_OF_MONTH = 6
_SIGNS = {"已办": "✓", "未到": "●", "逾期": "■"}
_URGENCY = {"已办": DONE, "未到": OPEN, "逾期": OVERDUE}
_SHORT_KINDS = {
    "责任事项": "责",
    "项目节点": "节",
    "下一步": "步",
    "拜访计划": "拟访",
    "走访": "访",
    "洽谈": "谈",
    "活动": "活",
    "会议": "会",
}
_STATE_ORDER = ("逾期", "未到", "已办")
_WEEKDAYS = "一二三四五六日"


class CalendarPage(JobPage):
    """Shows the month or the week around the day in hand.

    Signals:
        panel_wanted: a row should be shown beside the page (ledger, id).
        duties_wanted: the page of the county's duties should be shown.
        plan_wanted: the page of the visit plan should be shown.
    """

    panel_wanted = Signal(str, str)
    duties_wanted = Signal()
    plan_wanted = Signal()
    title, job_label = "日历", "看日历"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._days: CalendarDays | None = None
        self._force_names: dict[str, str] = {}
        self._listed: tuple[CalendarEntry, ...] = ()
        self.grid = CalendarGrid(context.colours)
        self.day_label = QLabel()
        self.day_label.setObjectName("heading")
        self.list_table = TextTable("这一天的事项", _COLUMNS, context.colours)
        self.month_label = QLabel()
        self.month_label.setObjectName("heading")
        self.previous_button, self.today_button, self.next_button = map(QPushButton, ("‹", "今天", "›"))
        self.month_button, self.week_button = QPushButton("月"), QPushButton("周")
        self.plan_button = QPushButton()
        self.plan_button.setObjectName("flat")
        self.plan_button.setToolTip("到“拜访进度”看这个月计划拜访的企业")
        self._build()
        self._connect()
        self._show(context.today)

    def _build(self) -> None:
        for button, name in ((self.previous_button, "上一页"), (self.next_button, "下一页")):
            button.setFixedWidth(40)
            button.setAccessibleName(name)
            button.setToolTip(f"{name}（PgUp、PgDn）")
        for button in (self.month_button, self.week_button):
            button.setObjectName("choice")
            button.setCheckable(True)
            button.setAutoExclusive(True)
        self.month_button.setChecked(True)
        turning = (self.previous_button, self.month_label, self.next_button, self.today_button)
        head = head_line(
            self.title_label,
            self.summary_label,
            self.plan_button,
            right=(*turning, self.month_button, self.week_button),
        )
        layout = page_layout(self, head)
        self._side = QWidget()
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.day_label)
        column.addWidget(self.list_table, 1)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setContentsMargins(MARGIN, 0, MARGIN, 12)
        self._parts.setSpacing(12)
        self._parts.addWidget(self.grid, 1)
        self._parts.addWidget(self._side)
        layout.addLayout(self._parts, 1)

    def _connect(self) -> None:
        self.previous_button.clicked.connect(lambda: self.turn(-1))
        self.next_button.clicked.connect(lambda: self.turn(1))
        self.today_button.clicked.connect(lambda: self._show(self._context.today))
        for button in (self.month_button, self.week_button):
            button.clicked.connect(lambda _: self._show(self.grid.day()))
        self.grid.turned.connect(self.turn)
        self.grid.day_changed.connect(self._show_list)
        self.grid.entered.connect(self._enter_day)
        self.plan_button.clicked.connect(self.plan_wanted)
        self.list_table.open_with(self._open)

    @property
    def _is_week(self) -> bool:
        return self.week_button.isChecked()

    def turn(self, by: int) -> None:
        """Show the month or week before (-1) or after (1), on the same day of it where it has one."""
        day = self.grid.day()
        if self._is_week:
            self._show(day + timedelta(days=7 * by))
            return
        months = day.year * 12 + day.month - 1 + by
        first = date(months // 12, months % 12 + 1, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self._show(first.replace(day=min(day.day, last.day)))

    def _show(self, day: date) -> None:
        """Show the month or week of a day, take it in hand and read what falls there."""
        first = day if self._is_week else day.replace(day=1)
        monday = first - timedelta(days=first.weekday())
        self.grid.show_weeks(monday, 1 if self._is_week else _WEEKS_OF_MONTH, day.month, self._context.today)
        self._days = None
        self.month_label.setText(f"{day.year}年{day.month}月")
        self.grid.go_to(day)
        self.refresh()

    def steps(self) -> JobSteps[tuple[date, CalendarDays, dict[str, str]]]:
        """Return the job that reads what falls into the weeks shown."""
        model = self.grid.calendar_model
        last = model.monday + timedelta(days=7 * model.weeks - 1)
        return calendar_job(self._context.book_session.store, model.monday, last, self._context.scope.task_force)

    def show_read(self, read: tuple[date, CalendarDays, dict[str, str]]) -> None:
        """Show what was read; weeks that were left meanwhile are read again."""
        monday, days, self._force_names = read
        if monday != self.grid.calendar_model.monday:
            self.refresh()
            return
        self._days, today = days, self._context.today
        lines = {
            day: tuple(
                DayLine(_line_text(entry), _URGENCY[entry.state(today)])
                for entry in sorted(entries, key=lambda entry: _STATE_ORDER.index(entry.state(today)))
            )
            for day, entries in days.entries.items()
        }
        notes = {**dict.fromkeys(days.free, "休"), **dict.fromkeys(days.worked, "班")}
        self.grid.calendar_model.show_lines(lines, notes)
        entries = [entry for day_entries in days.entries.values() for entry in day_entries]
        late = sum(entry.state(today) == "逾期" for entry in entries)
        self.summary_label.setText(f"{len(entries):,} 件" + (f"，逾期 {late:,}" if late else ""))
        self.plan_button.setText(_plan_text(days, self.grid.calendar_model.month))
        self.plan_button.setVisible(bool(self.plan_button.text()))
        self._show_list()

    def _show_list(self) -> None:
        """List the day in hand."""
        day, today = self.grid.day(), self._context.today
        self._listed = self._days.entries.get(day, ()) if self._days is not None else ()
        weekday = f"星期{_WEEKDAYS[day.weekday()]}"
        self.day_label.setText(f"{day.month}月{day.day}日　{weekday}　{len(self._listed)} 件")
        self.list_table.show_texts(
            [
                (
                    _SIGNS[entry.state(today)],
                    entry.kind,
                    entry.text,
                    self._force_names.get(entry.task_force or "", "全县" if entry.task_force is None else ""),
                )
                for entry in self._listed
            ],
            current_row=0,
        )

    def _enter_day(self) -> None:
        """Take the keys to the list of the day."""
        self.list_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        """Show the entry in hand beside the page; a duty on the page of duties."""
        row = self.list_table.current_row()
        if row is None or row >= len(self._listed):
            return
        entry = self._listed[row]
        if entry.kind == "工作节奏":
            self.duties_wanted.emit()
        else:
            self.panel_wanted.emit(entry.ledger.__tablename__, entry.row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= _MIN_WIDTH_BESIDE
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._parts.setDirection(direction)
        self._side.setMinimumSize(_LIST_WIDTH if beside else 0, 0 if beside else _LIST_HEIGHT)
        self._side.setMaximumSize(_LIST_WIDTH if beside else _UNBOUNDED, _UNBOUNDED if beside else _LIST_HEIGHT)


def calendar_job(
    store: Store, first: date, last: date, force: str | None
) -> JobSteps[tuple[date, CalendarDays, dict[str, str]]]:
    """Read the entries between two days and the names of the task forces as a job; returns the first day with them."""
    yield 0, 1, "看日历"
    from models.statistics.calendar_entries import calendar_days
    from models.statistics.owners import force_names

    with store.reading() as session:
        return first, calendar_days(session, first, last, force), force_names(session)


def _plan_text(days: CalendarDays, month: int) -> str:
    """Say how far the visits planned for a month without a day are; empty where there are none."""
    plans = [entry for entry in days.undated if entry.day.month == month]
    visited = sum(entry.done_on is not None for entry in plans)
    return f"{month}月计划拜访 {len(plans):,} 家，已访 {visited:,} ›" if plans else ""


def _line_text(entry: CalendarEntry) -> str:
    """Return an entry's text in the grid, with a word for its kind; a duty's name says enough."""
    kind = _SHORT_KINDS.get(entry.kind, "")
    return f"{kind} {entry.text}" if kind else entry.text


def make_calendar_page(context: PageContext, links: PageLinks) -> CalendarPage:
    """Build the page and connect it."""
    page = CalendarPage(context)
    page.connect_links(links)
    page.panel_wanted.connect(links.panel_wanted)
    page.plan_wanted.connect(lambda: links.page_wanted.emit("visit_progress"))
    page.duties_wanted.connect(lambda: links.page_wanted.emit("rhythm"))
    return page


register_page(Page("calendar", "日历", "calendar", PageGroup.TODAY, 30, make_calendar_page))
