"""A funnel drawn as bars under each other, each with its number and the conversion rate from the previous step."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.colours import Colours
from models.rules import rates

if TYPE_CHECKING:
    from models.statistics.funnel import FunnelStep

_ROW_HEIGHT, _LABEL_WIDTH, _NUMBER_WIDTH, _MAX_WIDTH = 40, 88, 190, 900  # pixels


class FunnelBars(QWidget):
    """Draws the steps; a bar is selected by mouse or arrow keys and opened by a click or Enter.

    Signals:
        opened: the rows of a step should be shown.
    """

    opened = Signal(object)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self.steps: tuple[FunnelStep, ...] = ()
        self.current_step = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMaximumWidth(_MAX_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("活动漏斗")

    def sizeHint(self) -> QSize:
        return QSize(600, _ROW_HEIGHT * max(len(self.steps), 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(420, self.sizeHint().height())

    def show_steps(self, steps: Sequence[FunnelStep]) -> None:
        """Show other steps."""
        self.steps = tuple(steps)
        self._choose(min(self.current_step, max(len(self.steps) - 1, 0)))
        self.updateGeometry()

    def _choose(self, number: int) -> None:
        self.current_step = number
        if self.steps:
            self.setAccessibleDescription(step_description(self.steps, number))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((step.value for step in self.steps), default=Decimal(0))
        for number, step in enumerate(self.steps):
            self._draw_step(painter, number, step, float(step.value / most) if most else 0.0)
        painter.end()

    def _draw_step(self, painter: QPainter, number: int, step: FunnelStep, share: float) -> None:
        colours, row = self._colours, QRectF(0, number * _ROW_HEIGHT, self.width(), _ROW_HEIGHT)
        if number == self.current_step and self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.setBrush(QColor(colours.chosen))
            painter.drawRoundedRect(row.adjusted(0.5, 2.5, -0.5, -2.5), 4, 4)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(colours.ink))
        painter.drawText(row.adjusted(8, 0, 0, 0), middle | Qt.AlignmentFlag.AlignLeft, step.label)
        available_width = row.width() - _LABEL_WIDTH - _NUMBER_WIDTH
        wide = max(share * available_width, 3.0 if step.value else 0.0)
        bar = QRectF(_LABEL_WIDTH + (available_width - wide) / 2, row.top() + 8, wide, _ROW_HEIGHT - 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(bar, 3, 3)
        number_room = QRectF(row.right() - _NUMBER_WIDTH + 12, row.top(), 76, _ROW_HEIGHT)
        painter.setPen(QColor(colours.ink))
        painter.drawText(number_room, middle | Qt.AlignmentFlag.AlignRight, f"{step.value:,} {step.unit}")
        painter.setPen(QColor(colours.second))
        onward = QRectF(number_room.right() + 8, row.top(), _NUMBER_WIDTH - 96, _ROW_HEIGHT)
        painter.drawText(onward, middle | Qt.AlignmentFlag.AlignLeft, conversion_text(self.steps, number))

    def _row_at(self, y: float) -> int | None:
        number = int(y // _ROW_HEIGHT)
        return number if 0 <= number < len(self.steps) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        if (number := self._row_at(event.position().y())) is not None:
            self._choose(number)
            self._open()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._row_at(event.position().y())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(f"{self.steps[number].explanation}；点开看是哪些" if number is not None else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            by = 1 if event.key() == Qt.Key.Key_Down else -1
            self._choose(max(0, min(len(self.steps) - 1, self.current_step + by)))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self.update()

    def _open(self) -> None:
        if self.steps and self.steps[self.current_step].rows:
            self.opened.emit(self.steps[self.current_step])


def conversion_text(steps: Sequence[FunnelStep], number: int) -> str:
    """Return the conversion rate from the previous step, such as “上一步的 26.3%”; empty where it has no meaning."""
    if not number or steps[number - 1].unit != steps[number].unit or not steps[number - 1].value:
        return ""
    return f"上一步的 {rates.half_up(steps[number].value * 100 / steps[number - 1].value, 1)}%"


def step_description(steps: Sequence[FunnelStep], number: int) -> str:
    """Describe a step for screen readers."""
    step = steps[number]
    share = conversion_text(steps, number)
    return f"{step.label} {step.value}{step.unit}" + (f"，{share}" if share else "") + f"；{step.explanation}"
