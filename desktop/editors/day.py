"""A day: may be blank, takes 0302, 3.2, 昨天, 上周五, and says at once which day that is."""

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.app.book_session import BookSession
from desktop.editors.calendar_popup import CalendarPopup
from desktop.editors.text_line import LineEditor
from models.errors import UserError
from models.fields.field import Field

_WEEKDAYS = "一二三四五六日"


class DayEditor(LineEditor):
    """A line for a day with a calendar behind a button; a day known to its month or year stays so."""

    def __init__(self, field: Field, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(field, book_session, parent)
        self.add_button("calendar", "日历（Alt+↓）").clicked.connect(self.open_calendar)
        self._calendar: CalendarPopup | None = None
        if not field.facts.hint:
            self.line.setToolTip("可填 0302、3.2、昨天、上周五、2026年3月")

    def reading_text(self) -> str:
        """Write the day in full with its weekday; a month or a year alone says so."""
        value, mark = self.read()
        if mark:
            return f"{self.field.kind.text(value, mark)}（只到{mark}）"
        return "" if value is None else f"{value.isoformat()} 周{_WEEKDAYS[value.weekday()]}"

    def open_calendar(self) -> None:
        """Open the calendar below the field, at the day typed or at today."""
        if self._calendar is None:
            self._calendar = CalendarPopup(self)
            self._calendar.picked.connect(self._pick)
        self.line.setFocus()
        self._calendar.open_at(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)), self._day_or_today())

    def _day_or_today(self) -> date:
        try:
            return self.read().value or self.book_session.reading_context().today
        except UserError:
            return self.book_session.reading_context().today

    def _pick(self, day: date | None) -> None:
        self.type_text(day.isoformat() if day else "")
        self.line.setFocus()
        self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)
