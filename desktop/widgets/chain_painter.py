"""Draws the boxes and connectors of a chain map."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from desktop.theme.colours import Colours
from desktop.theme.lights import draw_light
from models.rules.vocabulary import NodeState
from models.statistics.chain_map import UNSPECIFIED, ChainBox
from models.statistics.dashboard import OPEN, OVERDUE, SOON

_PADDING, _STATE_BAR_WIDTH = 12, 4
LIGHT_OF_STATE: dict[str, str] = {
    NodeState.PRESENT: OPEN,
    NodeState.WEAK: SOON,
    NodeState.MISSING: OVERDUE,
}  # the three lights used in the whole program


class ChainPainter:
    """Draws into rectangles that the canvas lays out, in its font and its colours."""

    def __init__(self, colours: Colours, font: QFont) -> None:
        self._colours, self._font = colours, font

    def box_height(self, box: ChainBox) -> float:
        """Return the height a box needs for its texts."""
        line = QFontMetricsF(self._font).height() + 3
        return 2 * _PADDING - 4 + line * (1 + len(box_texts(box)))

    def draw_connector(self, painter: QPainter, source: QRectF, target: QRectF) -> None:
        """Draw the connector from one step to the next, with an arrow at its end; within a column it runs downwards."""
        painter.setPen(QPen(QColor(self._colours.scroll), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if target.left() > source.left():
            begin = QPointF(source.right(), source.center().y())
            end = QPointF(target.left() - 1, target.center().y())
            path = QPainterPath(begin)
            half = (end.x() - begin.x()) / 2
            path.cubicTo(begin + QPointF(half, 0), end - QPointF(half, 0), end)
            tips = (QPointF(-7, -4), QPointF(-7, 4))
        else:
            begin, end = QPointF(source.center().x(), source.bottom()), QPointF(target.center().x(), target.top() - 1)
            path = QPainterPath(begin)
            path.lineTo(end)
            tips = (QPointF(-4, -7), QPointF(4, -7))
        painter.drawPath(path)
        for tip in tips:
            painter.drawLine(end, end + tip)

    def draw_box(self, painter: QPainter, box: ChainBox, rect: QRectF, *, current: bool, focused: bool) -> None:
        """Draw a box with its texts and its state, emphasised where it is the current one."""
        colours = self._colours
        edge = colours.accent if current else colours.line
        painter.setPen(QPen(QColor(edge), 2 if current and focused else 1))
        painter.setBrush(QColor(colours.chosen if current else colours.paper))
        painter.drawRoundedRect(rect, 4, 4)
        mark = self._state_colour(box)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mark))
        painter.drawRect(QRectF(rect.left(), rect.top() + 4, _STATE_BAR_WIDTH, rect.height() - 8))
        inner = rect.adjusted(_PADDING + 2, _PADDING - 4, -_PADDING, 0)
        line = QFontMetricsF(self._font).height() + 3
        bold = QFont(self._font)
        bold.setBold(True)
        state = box.state if box.rows else ""
        state_width = QFontMetricsF(self._font).horizontalAdvance(state) + (18 if state else 0)
        self._draw_text(
            painter,
            QRectF(inner.left(), inner.top(), inner.width() - state_width - 6, line),
            box.name,
            colours.ink,
            bold,
        )
        if state:
            spot = QRectF(inner.right() - state_width, inner.top() + (line - 12) / 2 - 1, 12, 12)
            self._draw_state_icon(painter, box.state, mark, spot)
            text_rect = QRectF(inner.right() - state_width + 16, inner.top(), state_width, line)
            self._draw_text(painter, text_rect, state, mark)
        for number, text in enumerate(box_texts(box), start=1):
            text_rect = QRectF(inner.left(), inner.top() + number * line, inner.width(), line)
            self._draw_text(painter, text_rect, text, colours.second)

    def _draw_state_icon(self, painter: QPainter, state: str, colour: str, spot: QRectF) -> None:
        """Draw the icon of a state, distinct by shape as well as colour; a state not entered yet is an empty ring."""
        if state == UNSPECIFIED:
            painter.setPen(QPen(QColor(colour), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(spot.adjusted(2, 2, -2, -2))
        else:
            draw_light(painter, LIGHT_OF_STATE[state], colour, spot)

    def _state_colour(self, box: ChainBox) -> str:
        colours = self._colours
        by_state: dict[str, str] = {
            NodeState.PRESENT: colours.green,
            NodeState.WEAK: colours.amber,
            NodeState.MISSING: colours.red,
        }
        return by_state.get(box.state, colours.second)

    def _draw_text(self, painter: QPainter, rect: QRectF, text: str, colour: str, font: QFont | None = None) -> None:
        painter.setFont(font or self._font)
        painter.setPen(QColor(colour))
        cut = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)


def box_texts(box: ChainBox) -> list[str]:
    """Return the lines of text in a box: firms, targets, direction, counts of leads and projects."""
    lines = []
    if box.anchors:
        lines.append("、".join(f"{firm.rank}{firm.name}" if firm.rank else firm.name for firm in box.anchors))
    if box.targets:
        lines.append(f"目标 {len(box.targets)} 家：{'、'.join(firm.name for firm in box.targets)}")
    if box.wanted:
        lines.append(f"招引 {box.wanted}")
    if box.leads or box.projects:
        lines.append(f"线索 {len(box.leads)} 条　项目 {len(box.projects)} 个")
    return lines or ["还没有企业、线索和项目"]
