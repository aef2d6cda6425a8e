"""One line of the duty calendar: a duty of one period with its day, its light and its buttons."""

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop.theme.colours import Colours
from desktop.theme.icons import icon_pixmap
from desktop.theme.lights import light_pixmap
from models.statistics.dashboard import OPEN, OVERDUE, SOON
from models.statistics.duty_calendar import PlannedDuty

_WEEKDAYS = "一二三四五六日"
_SOON_DAYS = 7  # days before its due day from which a duty has the amber light


class DutyLine(QWidget):
    """Shows when a duty is due, what it is, for which period, and whether it is done.

    Signals:
        ticked: the duty should be marked as done.
        unticked: the duty should be marked as not done.
        circular_wanted: the circular this duty asks for should be opened.
    """

    ticked = Signal()
    unticked = Signal()
    circular_wanted = Signal()

    def __init__(
        self, planned: PlannedDuty, today: date, colours: Colours, *, book_existed: bool, parent: QWidget | None = None
    ) -> None:
        """Make the line; ``owed`` is whether the book already existed on the due day, so that a missed duty is late."""
        super().__init__(parent)
        self.planned, self._colours = planned, colours
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 2, 0, 2)
        self._row.setSpacing(12)
        self._add_light(today, book_existed=book_existed)
        day, due = planned.due.on, planned.due
        self._add_label(f"{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}", width=112)
        name = self._add_label(due.duty.name, "heading", width=112)
        name.setToolTip(f"依据：{due.duty.source}")
        self._add_label(due.period.name, "count", width=132)
        self.state_label = self._add_label(
            self._state_text(today, book_existed=book_existed), self._state_style(today, book_existed=book_existed)
        )
        self.state_label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row.setStretchFactor(self.state_label, 1)
        self.buttons: dict[str, QPushButton] = {}

    def _add_label(self, text: str, kind: str = "", width: int = 0) -> QLabel:
        label = QLabel(text)
        label.setObjectName(kind)
        if width:
            label.setFixedWidth(width)
        self._row.addWidget(label)
        return label

    def _add_light(self, today: date, *, book_existed: bool) -> None:
        light = self._add_label("", width=16)
        if self.planned.done_on is not None:
            light.setPixmap(icon_pixmap("check", self._colours.green, 16))
        elif self.planned.due.on < today:
            if book_existed:
                light.setPixmap(light_pixmap(OVERDUE, self._colours))
        else:
            near = (self.planned.due.on - today).days <= _SOON_DAYS
            light.setPixmap(light_pixmap(SOON if near else OPEN, self._colours))

    def _state_text(self, today: date, *, book_existed: bool) -> str:
        planned, unsure = self.planned, "" if self.planned.due.certain else "（日期暂定，放假安排还没公布）"
        if planned.done_on is not None:
            after = "，晚于应办日期" if planned.done_on > planned.due.on else ""
            return f"{planned.done_on.month}月{planned.done_on.day}日 {planned.by} 办结{after}"
        left = (planned.due.on - today).days
        if left < 0:
            return f"已过 {-left} 天，还没有办结" if book_existed else "没有记录"
        return f"{'今天到期' if not left else '明天到期' if left == 1 else f'还有 {left} 天'}{unsure}"

    def _state_style(self, today: date, *, book_existed: bool) -> str:
        planned = self.planned
        return "refused" if book_existed and planned.done_on is None and planned.due.on < today else "count"

    def add_buttons(self, *, writable: bool, circular: bool) -> None:
        """Add the buttons at the end of the line."""
        if circular:
            self._button("出通报", self.circular_wanted, "flat")
        if self.planned.done_on is None:
            self._button("办结", self.ticked, "secondary").setEnabled(writable)
        else:
            self._button("改为未办", self.unticked, "flat").setEnabled(writable)

    def _button(self, text: str, signal: object, kind: str) -> QPushButton:
        button = self.buttons[text] = QPushButton(text)
        button.setObjectName(kind)
        button.setIconSize(QSize(16, 16))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setAccessibleName(f"{text} {self.planned.due.duty.name} {self.planned.due.period.name}")
        button.clicked.connect(signal)
        self._row.addWidget(button)
        return button
