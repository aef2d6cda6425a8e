"""A funnel drawn as bars under each other, each with its number and the conversion rate from the previous step."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.look.colours import Colours
from models.funnel import Step
from models.rules import rates

_HIGH, _LABEL, _NUMBER, _WIDEST = 40, 88, 190, 900  # pixels


class FunnelBars(QWidget):
    """Draws the steps; a bar is selected by mouse or arrow keys and opened by a click or Enter.

    Signals:
        opened: the rows of a step should be shown.
    """

    opened = Signal(object)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self.steps: tuple[Step, ...] = ()
        self.current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMaximumWidth(_WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("活动漏斗")

    def sizeHint(self) -> QSize:
        return QSize(600, _HIGH * max(len(self.steps), 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(420, self.sizeHint().height())

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show other steps."""
        self.steps = tuple(steps)
        self._choose(min(self.current, max(len(self.steps) - 1, 0)))
        self.updateGeometry()

    def _choose(self, number: int) -> None:
        self.current = number
        if self.steps:
            self.setAccessibleDescription(said(self.steps, number))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((step.value for step in self.steps), default=Decimal(0))
        for number, step in enumerate(self.steps):
            self._draw(painter, number, step, float(step.value / most) if most else 0.0)
        painter.end()

    def _draw(self, painter: QPainter, number: int, step: Step, share: float) -> None:
        colours, row = self._colours, QRectF(0, number * _HIGH, self.width(), _HIGH)
        if number == self.current and self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.setBrush(QColor(colours.chosen))
            painter.drawRoundedRect(row.adjusted(0.5, 2.5, -0.5, -2.5), 4, 4)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(colours.ink))
        painter.drawText(row.adjusted(8, 0, 0, 0), middle | Qt.AlignmentFlag.AlignLeft, step.label)
        room = row.width() - _LABEL - _NUMBER
        wide = max(share * room, 3.0 if step.value else 0.0)
        bar = QRectF(_LABEL + (room - wide) / 2, row.top() + 8, wide, _HIGH - 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(bar, 3, 3)
        number_room = QRectF(row.right() - _NUMBER + 12, row.top(), 76, _HIGH)
        painter.setPen(QColor(colours.ink))
        painter.drawText(number_room, middle | Qt.AlignmentFlag.AlignRight, f"{step.value:,} {step.unit}")
        painter.setPen(QColor(colours.second))
        onward = QRectF(number_room.right() + 8, row.top(), _NUMBER - 96, _HIGH)
        painter.drawText(onward, middle | Qt.AlignmentFlag.AlignLeft, came_on(self.steps, number))

    def _row_at(self, y: float) -> int | None:
        number = int(y // _HIGH)
        return number if 0 <= number < len(self.steps) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        if (number := self._row_at(event.position().y())) is not None:
            self._choose(number)
            self._open()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._row_at(event.position().y())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(f"{self.steps[number].said}；点开看是哪些" if number is not None else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            by = 1 if event.key() == Qt.Key.Key_Down else -1
            self._choose(max(0, min(len(self.steps) - 1, self.current + by)))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self.update()

    def _open(self) -> None:
        if self.steps and self.steps[self.current].rows:
            self.opened.emit(self.steps[self.current])


def came_on(steps: Sequence[Step], number: int) -> str:
    """Return the conversion rate from the previous step, such as “上一步的 26.3%”; empty where it has no meaning."""
    if not number or steps[number - 1].unit != steps[number].unit or not steps[number - 1].value:
        return ""
    return f"上一步的 {rates.half_up(steps[number].value * 100 / steps[number - 1].value, 1)}%"


def said(steps: Sequence[Step], number: int) -> str:
    """Describe a step for screen readers."""
    step = steps[number]
    share = came_on(steps, number)
    return f"{step.label} {step.value}{step.unit}" + (f"，{share}" if share else "") + f"；{step.said}"
