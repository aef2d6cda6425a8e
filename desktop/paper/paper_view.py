"""The view of a circular's pages, in which every printed figure can be chosen."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from desktop.paper.page_pictures import PagePictures
from reports.paper.pen import Mark

_GAP = 16  # pixels between pages and around them
_LEAST, _MOST = 0.4, 4.0  # pixels per point
_GROW = 3.0  # points by which a figure's box exceeds its digits, so that it is easy to click
_WIDEST = 1000  # pixels: a page as wide as a large screen is hard to read


class PaperView(QAbstractScrollArea):
    """Shows pages fitted to the width until zoomed; arrows and Page Up/Down scroll, Ctrl+→ goes from figure to figure.

    Signals:
        chosen: a figure was chosen by mouse or keyboard (the Figure).
        opened: Enter was pressed on the chosen figure.
        page_changed: another page is in view (counted from 1).
    """

    chosen = Signal(object)
    opened = Signal()
    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("通报页面")
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(40)
        self._pictures: PagePictures | None = None
        self._places: list[tuple[Mark, QRectF]] = []
        self._tops: list[float] = []
        self._scales: list[float] = []
        self._zoom, self._fitted = 1.0, True
        self._under: Mark | None = None
        self._chosen: Mark | None = None
        self._page = 0
        self._sought, self._found, self._at = "", list[tuple[int, QRectF]](), -1
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    def show_pages(self, pictures: PagePictures, marks: tuple[Mark, ...]) -> None:
        """Show another PDF from its first page."""
        self._pictures = pictures
        self._places = [(mark, pictures.place(mark)) for mark in marks]
        self._under = self._chosen = None
        self._page = 0
        self._sought, self._found, self._at = "", [], -1
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._tell_page()

    # Zoom and coordinates.

    def zoom_by(self, factor: float) -> None:
        """Zoom by a factor, keeping the middle of the view in place."""
        self._fitted = False
        bar = self.verticalScrollBar()
        middle = (bar.value() + self.viewport().height() / 2) / max(self._zoom, 0.01)
        self._zoom = min(max(self._zoom * factor, _LEAST), _MOST)
        self._lay_out()
        bar.setValue(round(middle * self._zoom - self.viewport().height() / 2))

    def fit_width(self) -> None:
        """Fit the pages to the width of the view."""
        self._fitted = True
        self._lay_out()

    def go_to_page(self, page: int) -> None:
        """Scroll to the top of a page (counted from 1)."""
        if 0 < page <= len(self._tops):
            self.verticalScrollBar().setValue(round(self._tops[page - 1]) - _GAP // 2)

    def spot(self, mark: Mark) -> QPoint:
        """Return the centre of a figure in viewport pixels."""
        place = next(place for known, place in self._places if known is mark)
        return self._on_view(mark.page, place).center().toPoint()

    def _lay_out(self) -> None:
        if self._pictures is None:
            return
        pages = range(1, len(self._pictures) + 1)
        width = min(self._pictures.size(page)[0] for page in pages)
        if self._fitted:
            self._zoom = min(max(min(self.viewport().width() - 2 * _GAP, _WIDEST) / width, _LEAST), _MOST)
        # A sideways page is shown as wide as the upright ones.
        self._scales = [self._zoom * width / self._pictures.size(page)[0] for page in pages]
        self._tops, top = [], float(_GAP)
        for page in pages:
            self._tops.append(top)
            top += self._pictures.size(page)[1] * self._scales[page - 1] + _GAP
        view = self.viewport()
        self.verticalScrollBar().setRange(0, max(0, round(top) - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.horizontalScrollBar().setRange(0, max(0, round(width * self._zoom + 2 * _GAP) - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())
        view.update()

    def _page_rect(self, page: int) -> QRectF:
        assert self._pictures is not None  # noqa: S101 - only called with pages to show
        width, height = (side * self._scales[page - 1] for side in self._pictures.size(page))
        left = max((self.viewport().width() - width) / 2, _GAP - self.horizontalScrollBar().value())
        return QRectF(left, self._tops[page - 1] - self.verticalScrollBar().value(), width, height)

    def _on_view(self, page: int, place: QRectF) -> QRectF:
        sheet, zoom = self._page_rect(page), self._scales[page - 1]
        grown = place.adjusted(-_GROW, -_GROW, _GROW, _GROW)
        return QRectF(
            sheet.x() + grown.x() * zoom, sheet.y() + grown.y() * zoom, grown.width() * zoom, grown.height() * zoom
        )

    def _hit(self, at: QPointF) -> Mark | None:
        if self._pictures is None:
            return None
        return next((mark for mark, place in self._places if self._on_view(mark.page, place).contains(at)), None)

    def _tell_page(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        page = sum(top <= middle for top in self._tops) or 1
        if page != self._page and self._tops:
            self._page = page
            self.page_changed.emit(page)

    # Figures.

    def step(self, by: int) -> None:
        """Choose the next (1) or the previous (-1) figure and scroll to it."""
        if not self._places:
            return
        marks = [mark for mark, _ in self._places]
        at = marks.index(self._chosen) + by if self._chosen in marks else 0 if by > 0 else -1
        self._chosen, place = self._places[at % len(marks)]
        self._bring(self._chosen.page, place)
        self.chosen.emit(self._chosen.figure)

    def _bring(self, page: int, place: QRectF) -> None:
        """Scroll so that a box of a page is visible."""
        seen = self._on_view(page, place)
        if seen.top() < _GAP or seen.bottom() > self.viewport().height() - _GAP:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(seen.center().y() - self.viewport().height() / 2))
        self.viewport().update()

    def look_for(self, text: str, by: int = 1) -> tuple[int, int]:
        """Go to the next hit of a text, or with −1 the previous; returns its number (from 1) and the number of hits."""
        if self._pictures is None or not text:
            self._sought, self._found, self._at = "", [], -1
            self.viewport().update()
            return 0, 0
        if text != self._sought:
            self._sought, self._found = text, self._pictures.find(text)
            self._at = -1 if by > 0 else 0
        if not self._found:
            self.viewport().update()
            return 0, 0
        self._at = (self._at + by) % len(self._found)
        self._bring(*self._found[self._at])
        return self._at + 1, len(self._found)

    # Qt event handlers.

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.palette().color(QPalette.ColorRole.Window))
        if self._pictures is None:
            return
        ratio = self.devicePixelRatioF()
        for page in range(1, len(self._pictures) + 1):
            sheet = self._page_rect(page)
            if sheet.bottom() < 0 or sheet.top() > self.viewport().height():
                continue
            picture = self._pictures.picture(page, self._scales[page - 1] * ratio)
            picture.setDevicePixelRatio(ratio)
            painter.drawImage(sheet.topLeft().toPoint(), picture)
            painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
            painter.drawRect(sheet.toAlignedRect())
        for number, (page, place) in enumerate(self._found):
            self._light(painter, page, place, 110 if number == self._at else 40)
        for mark, strength in ((self._under, 40), (self._chosen, 90)):
            if mark is not None:
                place = next(place for known, place in self._places if known is mark)
                self._light(painter, mark.page, place, strength)

    def _light(self, painter: QPainter, page: int, place: QRectF, strength: int) -> None:
        colour = QColor(self.palette().color(QPalette.ColorRole.Link))
        painter.setPen(colour)
        colour.setAlpha(strength)
        painter.setBrush(colour)
        painter.drawRoundedRect(self._on_view(page, place), 3, 3)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self._hit(QPointF(event.pos()))
            text = f"{mark.figure.label}：{mark.figure.phrase}\n{mark.figure.formula}" if mark else ""
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        mark = self._hit(event.position())
        if mark is not self._under:
            self._under = mark
            shape = Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (mark := self._hit(event.position())) is not None:
            self._chosen = mark
            self.viewport().update()
            self.chosen.emit(mark.figure)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1.1 if event.angleDelta().y() > 0 else 1 / 1.1)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and key in {Qt.Key.Key_Right, Qt.Key.Key_Left}:
            self.step(1 if key == Qt.Key.Key_Right else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._chosen is not None:
            self.opened.emit()
        elif control and key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus}:
            self.zoom_by(1 / 1.2 if key == Qt.Key.Key_Minus else 1.2)
        elif control and key == Qt.Key.Key_0:
            self.fit_width()
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        elif key == Qt.Key.Key_Space:
            bar.setValue(bar.value() + bar.pageStep())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        bar, before = self.verticalScrollBar(), self._zoom
        at = bar.value()
        self._lay_out()
        bar.setValue(round(at * self._zoom / before))
