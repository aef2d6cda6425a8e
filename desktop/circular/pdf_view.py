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

from desktop.circular.page_images import PageImages
from desktop.circular.page_layout import PAGE_GAP, PageLayout, clamped_zoom, fitted_zoom, lay_out_pages
from desktop.circular.page_search import PageSearch
from reports.pdf.pdf_canvas import FigureMark

_HIT_MARGIN = 3.0  # points by which a figure's box exceeds its digits, so that it is easy to click


class PdfView(QAbstractScrollArea):
    """Shows pages fitted to the width until zoomed; arrows and Page Up/Down scroll, Ctrl+→ goes from figure to figure.

    Signals:
        figure_chosen: a figure was chosen by mouse or keyboard (the Figure).
        figure_activated: Enter was pressed on the chosen figure.
        page_changed: another page is in view (counted from 1).
    """

    figure_chosen = Signal(object)
    figure_activated = Signal()
    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("通报页面")
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(40)
        self._page_images: PageImages | None = None
        self._figure_boxes: list[tuple[FigureMark, QRectF]] = []
        self._layout = PageLayout()
        self._zoom, self._fitted = 1.0, True
        self._hovered: FigureMark | None = None
        self._chosen: FigureMark | None = None
        self._current_page = 0
        self._search = PageSearch()
        self.verticalScrollBar().valueChanged.connect(self._emit_page_changed)

    def show_pages(self, page_images: PageImages, marks: tuple[FigureMark, ...]) -> None:
        """Show another PDF from its first page."""
        self._page_images = page_images
        self._figure_boxes = [(mark, page_images.figure_box(mark)) for mark in marks]
        self._hovered = self._chosen = None
        self._current_page = 0
        self._search.clear()
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._emit_page_changed()

    # Zoom and coordinates.

    def zoom_by(self, factor: float) -> None:
        """Zoom by a factor, keeping the middle of the view in place."""
        self._fitted = False
        bar = self.verticalScrollBar()
        middle = (bar.value() + self.viewport().height() / 2) / max(self._zoom, 0.01)
        self._zoom = clamped_zoom(self._zoom * factor)
        self._lay_out()
        bar.setValue(round(middle * self._zoom - self.viewport().height() / 2))

    def fit_width(self) -> None:
        """Fit the pages to the width of the view."""
        self._fitted = True
        self._lay_out()

    def go_to_page(self, page: int) -> None:
        """Scroll to the top of a page (counted from 1)."""
        if 0 < page <= len(self._layout.tops):
            self.verticalScrollBar().setValue(round(self._layout.tops[page - 1]) - PAGE_GAP // 2)

    def figure_centre(self, mark: FigureMark) -> QPoint:
        """Return the centre of a figure in viewport pixels."""
        box = next(box for known, box in self._figure_boxes if known is mark)
        return self._to_viewport(mark.page, box).center().toPoint()

    def _lay_out(self) -> None:
        if self._page_images is None:
            return
        sizes, view = [self._page_images.size(page) for page in range(1, len(self._page_images) + 1)], self.viewport()
        if self._fitted:
            self._zoom = fitted_zoom(sizes, view.width())
        self._layout = lay_out_pages(sizes, self._zoom)
        self.verticalScrollBar().setRange(0, max(0, round(self._layout.height) - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.horizontalScrollBar().setRange(0, max(0, round(self._layout.width) - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())
        view.update()

    def _page_rect(self, page: int) -> QRectF:
        assert self._page_images is not None  # noqa: S101 - only called with pages to show
        width, height = (side * self._layout.scales[page - 1] for side in self._page_images.size(page))
        left = max((self.viewport().width() - width) / 2, PAGE_GAP - self.horizontalScrollBar().value())
        return QRectF(left, self._layout.tops[page - 1] - self.verticalScrollBar().value(), width, height)

    def _to_viewport(self, page: int, box: QRectF) -> QRectF:
        sheet, zoom = self._page_rect(page), self._layout.scales[page - 1]
        grown = box.adjusted(-_HIT_MARGIN, -_HIT_MARGIN, _HIT_MARGIN, _HIT_MARGIN)
        return QRectF(
            sheet.x() + grown.x() * zoom, sheet.y() + grown.y() * zoom, grown.width() * zoom, grown.height() * zoom
        )

    def _figure_at(self, at: QPointF) -> FigureMark | None:
        if self._page_images is None:
            return None
        return next((mark for mark, box in self._figure_boxes if self._to_viewport(mark.page, box).contains(at)), None)

    def _emit_page_changed(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        page = self._layout.page_at(middle)
        if page != self._current_page and self._layout.tops:
            self._current_page = page
            self.page_changed.emit(page)

    # Figures.

    def step_figure(self, by: int) -> None:
        """Choose the next (1) or the previous (-1) figure and scroll to it."""
        if not self._figure_boxes:
            return
        marks = [mark for mark, _ in self._figure_boxes]
        at = marks.index(self._chosen) + by if self._chosen in marks else 0 if by > 0 else -1
        self._chosen, box = self._figure_boxes[at % len(marks)]
        self._scroll_to(self._chosen.page, box)
        self.figure_chosen.emit(self._chosen.figure)

    def _scroll_to(self, page: int, box: QRectF) -> None:
        """Scroll so that a box of a page is visible."""
        seen = self._to_viewport(page, box)
        if seen.top() < PAGE_GAP or seen.bottom() > self.viewport().height() - PAGE_GAP:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(seen.center().y() - self.viewport().height() / 2))
        self.viewport().update()

    def find_text(self, text: str, by: int = 1) -> tuple[int, int]:
        """Go to the next hit of a text, or with −1 the previous; returns its number (from 1) and the number of hits."""
        if self._page_images is None or not text:
            self._search.clear()
        elif (hit := self._search.step(self._page_images, text, by)) is not None:
            self._scroll_to(*hit)
            return self._search.current + 1, len(self._search.hits)
        self.viewport().update()
        return 0, 0

    # Qt event handlers.

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.palette().color(QPalette.ColorRole.Window))
        if self._page_images is None:
            return
        ratio = self.devicePixelRatioF()
        for page in range(1, len(self._page_images) + 1):
            sheet = self._page_rect(page)
            if sheet.bottom() < 0 or sheet.top() > self.viewport().height():
                continue
            picture = self._page_images.image(page, self._layout.scales[page - 1] * ratio)
            picture.setDevicePixelRatio(ratio)
            painter.drawImage(sheet.topLeft().toPoint(), picture)
            painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
            painter.drawRect(sheet.toAlignedRect())
        for number, (page, box) in enumerate(self._search.hits):
            self._highlight(painter, page, box, 110 if number == self._search.current else 40)
        for mark, strength in ((self._hovered, 40), (self._chosen, 90)):
            if mark is not None:
                box = next(box for known, box in self._figure_boxes if known is mark)
                self._highlight(painter, mark.page, box, strength)

    def _highlight(self, painter: QPainter, page: int, box: QRectF, strength: int) -> None:
        colour = QColor(self.palette().color(QPalette.ColorRole.Link))
        painter.setPen(colour)
        colour.setAlpha(strength)
        painter.setBrush(colour)
        painter.drawRoundedRect(self._to_viewport(page, box), 3, 3)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self._figure_at(QPointF(event.pos()))
            text = f"{mark.figure.label}：{mark.figure.phrase}\n{mark.figure.formula}" if mark else ""
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        mark = self._figure_at(event.position())
        if mark is not self._hovered:
            self._hovered = mark
            shape = Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (mark := self._figure_at(event.position())) is not None:
            self._chosen = mark
            self.viewport().update()
            self.figure_chosen.emit(mark.figure)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1.1 if event.angleDelta().y() > 0 else 1 / 1.1)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and key in {Qt.Key.Key_Right, Qt.Key.Key_Left}:
            self.step_figure(1 if key == Qt.Key.Key_Right else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._chosen is not None:
            self.figure_activated.emit()
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
