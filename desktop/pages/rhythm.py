"""工作节奏: the duty calendar of a month, week by week; duties are marked as done here."""

from collections.abc import Generator, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.lists.duty_line import DutyLine
from desktop.look.palette import MARGIN
from desktop.pages.fittings import Fittings
from models import duties
from models.duties import Planned
from models.history import remove, rows_of
from models.ledgers import DutyDone
from models.refusal import Refusal
from models.rules.duties import CIRCULARS

_WIDEST = 1000  # pixels


class RhythmPage(QWidget):
    """The duties of one month; in the current month, late duties of earlier months come first.

    Signals:
        circular_wanted: a circular should be drafted (kind, period's key).
    """

    circular_wanted = Signal(str, str)

    def __init__(self, fittings: Fittings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._fit = fittings
        self.first = fittings.today.replace(day=1)
        self._offered: frozenset[str] = frozenset()
        self.lines: list[DutyLine] = []
        self.count, self.month = QLabel(), QLabel()
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head())
        layout.addWidget(self._area, 1)
        fittings.desk.changed.connect(self._on_change)
        # The kinds of circulars are defined in reports, which take a while to import.
        fittings.jobs.run("查看通报种类", _kinds(), self._offer, quiet=True)

    def _head(self) -> QHBoxLayout:
        title = QLabel("工作节奏")
        title.setObjectName("title")
        self.count.setObjectName("count")
        self.month.setObjectName("heading")
        self.month.setFixedWidth(92)
        self.month.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.before, self.now, self.after = QPushButton("‹ 上月"), QPushButton("本月"), QPushButton("下月 ›")
        self.before.clicked.connect(lambda: self.show_month(self.first - timedelta(days=1)))
        self.after.clicked.connect(lambda: self.show_month(self.first + timedelta(days=31)))
        self.now.clicked.connect(lambda: self.show_month(self._fit.today))
        row = QHBoxLayout()
        row.setContentsMargins(MARGIN, 12, MARGIN, 8)
        row.setSpacing(8)
        for widget in (title, self.count):
            row.addWidget(widget)
        row.addStretch(1)
        for part in (self.before, self.month, self.after, self.now):
            row.addWidget(part)
        return row

    def show_month(self, day: date) -> None:
        """Show the month that contains a day."""
        self.first = day.replace(day=1)
        self.refresh()

    def refresh(self) -> None:
        """Reload the duties from the book."""
        last = (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        today, inner, body = self._fit.today, QWidget(), QVBoxLayout()
        self.lines = []
        try:
            month, missed, since = self._fit.desk.ask(
                lambda session: (
                    duties.calendar(session, self.first, last),
                    duties.late(session, today),
                    duties.began(session) or today,
                )
            )
        except Refusal as error:
            month, missed, since = [], [], today
            error_label = QLabel(str(error))
            error_label.setObjectName("refused")
            body.addWidget(error_label)
        if self.first == today.replace(day=1):
            missed = [planned for planned in missed if since <= planned.due.on < self.first]
            self._section(body, "以前没有办结的", "", missed, since)
        for monday in _mondays(self.first, last):
            week_duties = [planned for planned in month if monday <= planned.due.on < monday + timedelta(days=7)]
            name = "本周" if monday <= today < monday + timedelta(days=7) else _week(monday)
            self._section(body, name, _span(monday), week_duties, since)
        self._tell(month)
        body.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        body.setSpacing(0)
        body.addStretch(1)
        inner.setLayout(body)
        inner.setObjectName("page")
        inner.setMaximumWidth(_WIDEST)
        self._area.setWidget(inner)

    def _tell(self, month: Sequence[Planned]) -> None:
        done = sum(planned.done_on is not None for planned in month)
        self.count.setText(f"本月应办 {len(month)} 项，已办结 {done} 项" if self._is_now() else f"应办 {len(month)} 项")
        self.month.setText(f"{self.first.year}年{self.first.month}月")
        self.now.setEnabled(not self._is_now())

    def _is_now(self) -> bool:
        return self.first == self._fit.today.replace(day=1)

    def _section(self, body: QVBoxLayout, name: str, days: str, planned_duties: Sequence[Planned], since: date) -> None:
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
            line = DutyLine(planned, self._fit.today, self._fit.colours, owed=planned.due.on >= since)
            kind = circular_of(planned)
            line.offer(writable=self._fit.desk.store.writable, circular=kind in self._offered)
            line.ticked.connect(lambda planned=planned: self.tick(planned))
            line.unticked.connect(lambda planned=planned: self.untick(planned))
            line.circular_wanted.connect(
                lambda kind=kind, period=planned.due.period: self.circular_wanted.emit(kind, period.key)
            )
            self.lines.append(line)
            body.addWidget(line)

    def tick(self, one: Planned) -> None:
        """Mark a duty as done, today and by the current user."""
        book_session, today, due = self._fit.desk, self._fit.today, one.due
        with self._fit.notice.refusing():
            book_session.deed(
                _label("办结", one), lambda session: duties.tick(session, due, today, book_session.store.who).id
            )
            self._fit.notice.saved(f"{_label('办结', one)}，Ctrl+Z 可撤销")

    def untick(self, one: Planned) -> None:
        """Mark a duty as not done, whoever marked it."""
        label = _label("改为未办", one)
        with self._fit.notice.refusing():
            self._fit.desk.deed(label, lambda session: remove(rows_of(session, DutyDone, [one.row])))
            self._fit.notice.saved(f"{label}，Ctrl+Z 可撤销")

    def _offer(self, kinds: frozenset[str]) -> None:
        self._offered = kinds
        self.refresh()

    def _on_change(self) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self.refresh()


def circular_of(one: Planned) -> str:
    """Return the kind of circular a duty results in; empty where it results in none."""
    return CIRCULARS.get(one.due.duty.name, "")


def _label(action: str, planned: Planned) -> str:
    return f"{action} {planned.due.duty.name} {planned.due.period.key}"


def _kinds() -> Generator[tuple[int, int, str], None, frozenset[str]]:
    yield 0, 1, "通报种类"
    from reports.circulars.production import KINDS

    return frozenset(KINDS)


def _mondays(first: date, last: date) -> list[date]:
    monday = first - timedelta(days=first.weekday())
    return [monday + timedelta(days=7 * number) for number in range((last - monday).days // 7 + 1)]


def _week(monday: date) -> str:
    return f"第{monday.isocalendar().week}周"


def _span(monday: date) -> str:
    sunday = monday + timedelta(days=6)
    return f"{monday.month}月{monday.day}日—{sunday.month}月{sunday.day}日"
