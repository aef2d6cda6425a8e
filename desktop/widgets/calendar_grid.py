"""A month or a week as a grid of days, each with what falls on it; a screenful, drawn by one delegate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from desktop.table.cell_delegate import elided_text
from desktop.theme.colours import Colours
from desktop.theme.lights import draw_light, light_colour
from desktop.theme.qt_flags import ALIGN_LEFT, ALIGN_RIGHT, STATE_HAS_FOCUS, STATE_SELECTED, TEXT_SINGLE_LINE
from models.statistics.dashboard import OVERDUE

_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_PADDING, _SIGN_WIDTH = 6, 14  # pixels
_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_PAGE_KEYS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
DONE = "done"  # beside OVERDUE and OPEN: an entry that was done is drawn with a tick


@dataclass(frozen=True, slots=True)
class DayLine:
    """One line of a day: its text, and how it stands (OVERDUE, OPEN or DONE)."""

    text: str
    urgency: str


class CalendarModel(QAbstractTableModel):
    """Weeks of days from a Monday on; days of another month than ``month`` are drawn faintly."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.monday, self.weeks, self.month = date(2026, 1, 5), 6, 1
        self.today = date(2026, 1, 5)
        self.lines: Mapping[date, Sequence[DayLine]] = {}
        self.notes: Mapping[date, str] = {}

    def show_weeks(self, monday: date, weeks: int, month: int, today: date) -> None:
        """Show other weeks, without entries as yet."""
        self.beginResetModel()
        self.monday, self.weeks, self.month, self.today = monday, weeks, month, today
        self.lines, self.notes = {}, {}
        self.endResetModel()

    def show_lines(self, lines: Mapping[date, Sequence[DayLine]], notes: Mapping[date, str]) -> None:
        """Show what falls on the days, and a mark for some (休, 班)."""
        self.lines, self.notes = lines, notes
        self.dataChanged.emit(self.index(0, 0), self.index(self.weeks - 1, 6))

    def day(self, index: _Index) -> date:
        """Return the day of a cell."""
        return self.monday + timedelta(days=7 * index.row() + index.column())

    def index_of(self, day: date) -> QModelIndex:
        """Return the cell of a day; an invalid one where it is not shown."""
        number = (day - self.monday).days
        return self.index(number // 7, number % 7) if 0 <= number < 7 * self.weeks else QModelIndex()

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else self.weeks

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else 7

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        day = self.day(index)
        lines = [line.text for line in self.lines.get(day, ())]
        return f"{day.month}月{day.day}日，{len(lines)}件" + (f"：{'；'.join(lines)}" if lines else "")

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _WEEKDAYS[section]
        return None


class _DayDelegate(QStyledItemDelegate):
    """Draws a day: its number, 休 or 班, and as many lines as fit, the last of which counts the rest."""

    def __init__(self, colours: Colours, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._colours = colours

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        seen, model = cast("Any", option), cast("CalendarModel", index.model())  # the stubs do not know the members
        colours, day, rect = self._colours, model.day(index), cast("QRect", seen.rect)
        in_month = day.month == model.month
        selected, focused = seen.state.value & STATE_SELECTED, seen.state.value & STATE_HAS_FOCUS
        painter.save()
        ground = colours.chosen if selected else colours.paper if in_month else colours.background
        painter.fillRect(rect, QColor(ground))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        height = seen.fontMetrics.height() + 2
        top = QRect(rect.left() + _PADDING, rect.top() + 3, rect.width() - 2 * _PADDING, height)
        self._draw_number(painter, top, day, model, seen.font)
        top.translate(0, height)
        lines = model.lines.get(day, ())
        room = max((rect.bottom() - top.top()) // height, 1)
        shown = lines if len(lines) <= room else lines[: room - 1]
        for line in shown:
            self._draw_line(painter, top, line, seen)
            top.translate(0, height)
        if len(shown) < len(lines):
            late = any(line.urgency == OVERDUE for line in lines[len(shown) :])
            painter.setPen(QColor(colours.red if late else colours.second))
            rest = f"{'还有 ' if shown else ''}{len(lines) - len(shown)} 件"
            painter.drawText(top, ALIGN_LEFT | TEXT_SINGLE_LINE, f"{rest} ■" if late else rest)
        if focused:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _draw_number(self, painter: QPainter, rect: QRect, day: date, model: CalendarModel, font: QFont) -> None:
        today = day == model.today
        bold = QFont(font)
        bold.setBold(today)
        painter.setFont(bold)
        ink = self._colours.accent if today else self._colours.ink if day.month == model.month else self._colours.second
        painter.setPen(QColor(ink))
        text = f"今天 {day.day}" if today else f"{day.month}月{day.day}日" if day.day == 1 else str(day.day)
        painter.drawText(rect, ALIGN_LEFT | TEXT_SINGLE_LINE, text)
        painter.setFont(font)
        if note := model.notes.get(day, ""):
            painter.setPen(QColor(self._colours.second))
            painter.drawText(rect, ALIGN_RIGHT | TEXT_SINGLE_LINE, note)

    def _draw_line(self, painter: QPainter, rect: QRect, line: DayLine, seen: Any) -> None:
        sign = QRectF(rect.left(), rect.top() + (rect.height() - 12) / 2, 12, 12)
        done = line.urgency == DONE
        painter.setPen(QColor(self._colours.second if done else self._colours.ink))
        if done:
            painter.drawText(sign.toRect(), ALIGN_LEFT | TEXT_SINGLE_LINE, "✓")
        else:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_light(painter, line.urgency, light_colour(line.urgency, self._colours), sign)
            painter.restore()
        text_rect = rect.adjusted(_SIGN_WIDTH + 2, 0, 0, 0)
        text = elided_text(line.text, text_rect.width(), seen.fontMetrics)
        painter.drawText(text_rect, ALIGN_LEFT | TEXT_SINGLE_LINE, text)


class CalendarGrid(QTableView):
    """The grid: the arrows walk through the days, PgUp and PgDn through months or weeks, Enter asks for the day's list.

    Signals:
        day_changed: another day is current.
        turned: other weeks are asked for (-1 or 1).
        entered: the keys should go to the list of the day.
    """

    day_changed = Signal()
    turned = Signal(int)
    entered = Signal()

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("日历")
        self.calendar_model = CalendarModel(self)
        self.setModel(self.calendar_model)
        self.setItemDelegate(_DayDelegate(colours, self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setMinimumSectionSize(20)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.selectionModel().currentChanged.connect(lambda *_: self.day_changed.emit())
        self.doubleClicked.connect(lambda _: self.entered.emit())

    def show_weeks(self, monday: date, weeks: int, month: int, today: date) -> None:
        """Show other weeks; the day in hand is set by ``go_to``."""
        self.calendar_model.show_weeks(monday, weeks, month, today)

    def day(self) -> date:
        """Return the day in hand; the first one shown where there is none."""
        index = self.currentIndex()
        return self.calendar_model.day(index) if index.isValid() else self.calendar_model.monday

    def go_to(self, day: date) -> None:
        """Take a day in hand."""
        self.setCurrentIndex(self.calendar_model.index_of(day))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _PAGE_KEYS:
            self.turned.emit(_PAGE_KEYS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
