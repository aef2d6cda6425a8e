"""A drawn chain map: columns of boxes from 上游 to 下游, joined in the direction the material flows."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.colours import Colours
from desktop.widgets.chain_painter import ChainPainter, box_texts
from models.statistics.chain_map import ChainBox, ChainMap

# Pixels: between columns, between boxes, around all, a column's title.
_COLUMN_GAP, _BOX_GAP, _OUTER_MARGIN, _TITLE_HEIGHT = 56, 16, 16, 30
_MAX_COLUMN_WIDTH, _MIN_COLUMN_WIDTH = 380, 190


class ChainCanvas(QWidget):
    """Draws one chain as boxes and connectors; a box is selected by mouse or arrow keys.

    Signals:
        chosen: another box is selected (the box or None).
        activated: Enter was pressed on the selected box.
    """

    chosen = Signal(object)
    activated = Signal()

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._chain_map: ChainMap | None = None
        self.box_rects: dict[str, QRectF] = {}
        self.current_box: ChainBox | None = None
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("产业链图谱")

    def show_map(self, chain_map: ChainMap) -> None:
        """Show a chain; the selected box stays selected where the same chain still has it."""
        before = (
            self.current_box.name
            if self.current_box is not None and self._chain_map and self._chain_map.row == chain_map.row
            else ""
        )
        self._chain_map = chain_map
        self._lay_out()
        boxes = self.boxes
        self.select_box(next((box for box in boxes if box.name == before), boxes[0] if boxes else None))

    @property
    def boxes(self) -> list[ChainBox]:
        """The boxes drawn; last, where it has rows, the box for firms, leads and projects without a step."""
        if self._chain_map is None:
            return []
        loose = self._chain_map.unplaced
        filled = loose.anchors or loose.targets or loose.leads or loose.projects
        return [*self._chain_map.boxes, *([loose] if filled else [])]

    def select_box(self, box: ChainBox | None) -> None:
        """Select a box and emit ``chosen``."""
        self.current_box = box
        self.setAccessibleDescription(
            f"{box.name}，{box.state}，{'；'.join(box_texts(box))}" if box is not None else ""
        )
        self.update()
        self.chosen.emit(box)

    # Layout.

    def sizeHint(self) -> QSize:
        return QSize(640, self._height)

    def minimumSizeHint(self) -> QSize:
        lanes = len(self._chain_map.columns) if self._chain_map else 1
        return QSize(2 * _OUTER_MARGIN + lanes * _MIN_COLUMN_WIDTH + (lanes - 1) * _COLUMN_GAP, self._height)

    _height = 0

    def _lay_out(self) -> None:
        self.box_rects = {}
        if self._chain_map is None or not self._chain_map.columns:
            return
        painter = ChainPainter(self._colours, self.font())
        lanes, available_width = self._chain_map.columns, self.width() - 2 * _OUTER_MARGIN
        width = max(
            _MIN_COLUMN_WIDTH, min(_MAX_COLUMN_WIDTH, (available_width - _COLUMN_GAP * (len(lanes) - 1)) / len(lanes))
        )
        heights = [sum(painter.box_height(box) + _BOX_GAP for box in lane.boxes) - _BOX_GAP for lane in lanes]
        tallest = max(heights)
        for number, (lane, high) in enumerate(zip(lanes, heights, strict=True)):
            top = _OUTER_MARGIN + _TITLE_HEIGHT + (tallest - high) / 2  # short columns are centred beside long ones
            for box in lane.boxes:
                self.box_rects[box.name] = QRectF(
                    _OUTER_MARGIN + number * (width + _COLUMN_GAP), top, width, painter.box_height(box)
                )
                top += painter.box_height(box) + _BOX_GAP
        bottom = _OUTER_MARGIN + _TITLE_HEIGHT + tallest
        if (boxes := self.boxes) and boxes[-1] is self._chain_map.unplaced:
            loose = boxes[-1]
            across = len(lanes) * width + (len(lanes) - 1) * _COLUMN_GAP
            self.box_rects[loose.name] = QRectF(_OUTER_MARGIN, bottom + 2 * _BOX_GAP, across, painter.box_height(loose))
            bottom += 2 * _BOX_GAP + painter.box_height(loose)
        self._height = int(bottom + _OUTER_MARGIN)
        self.setFixedHeight(self._height)
        self.updateGeometry()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self._lay_out()

    # Drawing.

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._chain_map is not None:
            self._draw_column_titles(painter)
            chain_painter, focused = ChainPainter(self._colours, self.font()), self.hasFocus()
            for box in self._chain_map.boxes:
                for onward in box.next_names:
                    chain_painter.draw_connector(painter, self.box_rects[box.name], self.box_rects[onward])
            for box in self.boxes:
                current = self.current_box is not None and box.name == self.current_box.name
                chain_painter.draw_box(painter, box, self.box_rects[box.name], current=current, focused=focused)
        painter.end()

    def _draw_column_titles(self, painter: QPainter) -> None:
        painter.setPen(QColor(self._colours.second))
        for lane in self._chain_map.columns if self._chain_map else ():
            rect = self.box_rects[lane.boxes[0].name]
            title_rect = QRectF(rect.left(), _OUTER_MARGIN, rect.width(), _TITLE_HEIGHT - 8)
            painter.drawText(title_rect, Qt.AlignmentFlag.AlignCenter, f"{lane.title}　{len(lane.boxes)}个环节")

    # Mouse and keyboard.

    def box_at(self, x: float, y: float) -> ChainBox | None:
        """Return the box at a point of the widget."""
        return next((box for box in self.boxes if self.box_rects[box.name].contains(x, y)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        if (box := self.box_at(event.position().x(), event.position().y())) is not None:
            self.select_box(box)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        box = self.box_at(event.position().x(), event.position().y())
        self.setCursor(Qt.CursorShape.PointingHandCursor if box else Qt.CursorShape.ArrowCursor)
        self.setToolTip("\n".join((box.name, *box_texts(box))) if box else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Left: (-1, 0)}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_box is not None:
            self.activated.emit()
        elif event.key() in steps and (box := self._nearest_box(*steps[Qt.Key(event.key())])) is not None:
            self.select_box(box)
        else:
            super().keyPressEvent(event)

    def _nearest_box(self, right: int, down: int) -> ChainBox | None:
        """Return the nearest box in a direction; distance across the direction counts double."""
        if self.current_box is None:
            return None
        here = self.box_rects[self.current_box.name].center()
        ahead = []
        for box in self.boxes:
            way = self.box_rects[box.name].center() - here
            along, aside = (way.x(), way.y()) if right else (way.y(), way.x())
            if along * (right or down) > 1:
                ahead.append((abs(aside) * 2 + abs(along), box))
        return min(ahead, key=lambda candidate: candidate[0])[1] if ahead else None
