"""The calendar that drops down from a day's field."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.theme.icons import icon

_STYLE = """
QWidget#qt_calendar_navigationbar { background: palette(base); }
QToolButton { color: palette(text); background: transparent; border: none; padding: 4px 8px; }
QToolButton::menu-indicator { image: none; }
QAbstractItemView { border: none; selection-background-color: palette(highlight); }
"""


class CalendarPopup(QFrame):
    """A month of days with 今天 and 清空 below.

    Signals:
        picked: a day was chosen, or None to leave the field blank.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        plain = QTextCharFormat()
        plain.setForeground(self.palette().text())
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekend, plain)
        self.calendar.setMinimumSize(272, 232)
        self.calendar.setStyleSheet(_STYLE)
        ink = self.palette().placeholderText().color().name()
        for name, drawn in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
            button = self.calendar.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(icon(drawn, ink))
        self.calendar.clicked.connect(self._pick)
        self.calendar.activated.connect(self._pick)
        today, blank = QPushButton("今天"), QPushButton("清空")
        today.clicked.connect(lambda: self._pick(QDate.currentDate()))
        blank.clicked.connect(lambda: self._pick(None))
        foot = QHBoxLayout()
        foot.addWidget(today)
        foot.addStretch(1)
        foot.addWidget(blank)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.calendar)
        layout.addLayout(foot)

    def open_at(self, corner: QPoint, day: date) -> None:
        """Open with a day selected, moved so that all of it is on the screen."""
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        screen = self.screen().availableGeometry()
        x = min(corner.x(), screen.right() - self.width())
        y = corner.y() if corner.y() + self.height() <= screen.bottom() else corner.y() - self.height() - 38
        self.move(max(screen.left(), x), max(screen.top(), y))
        self.show()
        self.calendar.setFocus()

    def _pick(self, day: QDate | None) -> None:
        self.hide()
        self.picked.emit(date(day.year(), day.month(), day.day()) if day is not None else None)
