"""工作节奏: the duty calendar of a month, week by week; duties are marked as done here."""

from collections.abc import Generator, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page
from desktop.theme.palette import MARGIN
from desktop.widgets.duty_line import DutyLine
from models.audit.history import fetch_rows, move_to_recycle_bin
from models.errors import UserError
from models.ledgers import DutyDone
from models.rules.duty_schedule import CIRCULAR_OF_DUTY
from models.statistics import duty_calendar
from models.statistics.duty_calendar import PlannedDuty

_MAX_WIDTH = 1000  # pixels


class DutiesPage(QWidget):
    """The duties of one month; in the current month, late duties of earlier months come first.

    Signals:
        circular_wanted: a circular should be drafted (kind, period's key).
    """

    circular_wanted = Signal(str, str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self.first_day = context.today.replace(day=1)
        self._circular_kinds: frozenset[str] = frozenset()
        self.lines: list[DutyLine] = []
        self.count, self.month_label = QLabel(), QLabel()
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head())
        layout.addWidget(self._area, 1)
        context.book_session.changed.connect(self._on_change)
        # The kinds of circulars are defined in reports, which take a while to import.
        context.jobs.run("查看通报种类", _circular_kinds_job(), self._on_kinds_known, quiet=True)

    def _head(self) -> QHBoxLayout:
        title = QLabel("工作节奏")
        title.setObjectName("title")
        self.count.setObjectName("count")
        self.month_label.setObjectName("heading")
        self.month_label.setFixedWidth(92)
        self.month_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.previous_button, self.this_month_button, self.next_button = (
            QPushButton("‹ 上月"),
            QPushButton("本月"),
            QPushButton("下月 ›"),
        )
        self.previous_button.clicked.connect(lambda: self.show_month(self.first_day - timedelta(days=1)))
        self.next_button.clicked.connect(lambda: self.show_month(self.first_day + timedelta(days=31)))
        self.this_month_button.clicked.connect(lambda: self.show_month(self._context.today))
        row = QHBoxLayout()
        row.setContentsMargins(MARGIN, 12, MARGIN, 8)
        row.setSpacing(8)
        for widget in (title, self.count):
            row.addWidget(widget)
        row.addStretch(1)
        for part in (self.previous_button, self.month_label, self.next_button, self.this_month_button):
            row.addWidget(part)
        return row

    def show_month(self, day: date) -> None:
        """Show the month that contains a day."""
        self.first_day = day.replace(day=1)
        self.refresh()

    def refresh(self) -> None:
        """Reload the duties from the book."""
        last = (self.first_day + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        today, inner, body = self._context.today, QWidget(), QVBoxLayout()
        self.lines = []
        try:
            month, missed, since = self._context.book_session.read(
                lambda session: (
                    duty_calendar.duty_calendar(session, self.first_day, last),
                    duty_calendar.late_duties(session, today),
                    duty_calendar.book_start(session) or today,
                )
            )
        except UserError as error:
            month, missed, since = [], [], today
            error_label = QLabel(str(error))
            error_label.setObjectName("refused")
            body.addWidget(error_label)
        if self.first_day == today.replace(day=1):
            missed = [planned for planned in missed if since <= planned.due.on < self.first_day]
            self._add_section(body, "以前没有办结的", "", missed, since)
        for monday in _mondays(self.first_day, last):
            week_duties = [planned for planned in month if monday <= planned.due.on < monday + timedelta(days=7)]
            name = "本周" if monday <= today < monday + timedelta(days=7) else _week_text(monday)
            self._add_section(body, name, _week_days_text(monday), week_duties, since)
        self._show_counts(month)
        body.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        body.setSpacing(0)
        body.addStretch(1)
        inner.setLayout(body)
        inner.setObjectName("page")
        inner.setMaximumWidth(_MAX_WIDTH)
        self._area.setWidget(inner)

    def _show_counts(self, month: Sequence[PlannedDuty]) -> None:
        done = sum(planned.done_on is not None for planned in month)
        self.count.setText(
            f"本月应办 {len(month)} 项，已办结 {done} 项" if self._is_this_month() else f"应办 {len(month)} 项"
        )
        self.month_label.setText(f"{self.first_day.year}年{self.first_day.month}月")
        self.this_month_button.setEnabled(not self._is_this_month())

    def _is_this_month(self) -> bool:
        return self.first_day == self._context.today.replace(day=1)

    def _add_section(
        self, body: QVBoxLayout, name: str, days: str, planned_duties: Sequence[PlannedDuty], since: date
    ) -> None:
        """Add a heading and its duties; nothing where there are none."""
        if not planned_duties:
            return
        heading, day_label = QLabel(name), QLabel(days)
        heading.setObjectName("heading")
        day_label.setObjectName("count")
        row = QHBoxLayout()
        row.setContentsMargins(8, 12, 0, 4)
        row.setSpacing(12)
        row.addWidget(heading)
        row.addWidget(day_label)
        row.addStretch(1)
        body.addLayout(row)
        for planned in planned_duties:
            line = DutyLine(planned, self._context.today, self._context.colours, book_existed=planned.due.on >= since)
            kind = circular_kind_of(planned)
            line.add_buttons(writable=self._context.book_session.store.writable, circular=kind in self._circular_kinds)
            line.ticked.connect(lambda planned=planned: self.mark_done(planned))
            line.unticked.connect(lambda planned=planned: self.mark_not_done(planned))
            line.circular_wanted.connect(
                lambda kind=kind, period=planned.due.period: self.circular_wanted.emit(kind, period.key)
            )
            self.lines.append(line)
            body.addWidget(line)

    def mark_done(self, planned: PlannedDuty) -> None:
        """Mark a duty as done, today and by the current user."""
        book_session, today, due = self._context.book_session, self._context.today, planned.due
        with self._context.notifications.showing_user_errors():
            book_session.run(
                _batch_label("办结", planned),
                lambda session: duty_calendar.mark_done(session, due, today, book_session.store.who).id,
            )
            self._context.notifications.notify_saved(f"{_batch_label('办结', planned)}，Ctrl+Z 可撤销")

    def mark_not_done(self, planned: PlannedDuty) -> None:
        """Mark a duty as not done, whoever marked it."""
        label = _batch_label("改为未办", planned)
        with self._context.notifications.showing_user_errors():
            self._context.book_session.run(
                label, lambda session: move_to_recycle_bin(fetch_rows(session, DutyDone, [planned.row]))
            )
            self._context.notifications.notify_saved(f"{label}，Ctrl+Z 可撤销")

    def _on_kinds_known(self, kinds: frozenset[str]) -> None:
        self._circular_kinds = kinds
        self.refresh()

    def _on_change(self) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self.refresh()


def circular_kind_of(planned: PlannedDuty) -> str:
    """Return the kind of circular a duty results in; empty where it results in none."""
    return CIRCULAR_OF_DUTY.get(planned.due.duty.name, "")


def _batch_label(action: str, planned: PlannedDuty) -> str:
    return f"{action} {planned.due.duty.name} {planned.due.period.key}"


def _circular_kinds_job() -> Generator[tuple[int, int, str], None, frozenset[str]]:
    yield 0, 1, "通报种类"
    from reports.circulars.workflow.compose import CIRCULAR_NAMES

    return frozenset(CIRCULAR_NAMES)


def _mondays(first: date, last: date) -> list[date]:
    monday = first - timedelta(days=first.weekday())
    return [monday + timedelta(days=7 * number) for number in range((last - monday).days // 7 + 1)]


def _week_text(monday: date) -> str:
    return f"第{monday.isocalendar().week}周"


def _week_days_text(monday: date) -> str:
    sunday = monday + timedelta(days=6)
    return f"{monday.month}月{monday.day}日—{sunday.month}月{sunday.day}日"


def make_duties_page(context: PageContext, links: PageLinks) -> DutiesPage:
    """Build the page and connect it."""
    page = DutiesPage(context)
    page.circular_wanted.connect(links.circular_wanted)
    return page


register_page(Page("rhythm", "工作节奏", "calendar-days", PageGroup.TODAY, 20, make_duties_page))
