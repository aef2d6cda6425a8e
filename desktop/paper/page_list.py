"""Thumbnails of a circular's pages, to navigate by."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.paper.page_pictures import PagePictures

_HEIGHT = 76  # pixels of a thumbnail
_MOST_DRAWN = 40  # pages; further ones show their number only


class PageList(QListWidget):
    """A list of thumbnails with page numbers.

    Signals:
        wanted: a page was chosen (counted from 1).
    """

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self.setFixedWidth(124)
        self.setIconSize(QSize(_HEIGHT, _HEIGHT))
        self.setAccessibleName("页码")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: self.wanted.emit(self.row(item) + 1))
        self.itemActivated.connect(lambda item: self.wanted.emit(self.row(item) + 1))

    def show_pages(self, pictures: PagePictures) -> None:
        """List the pages of a PDF."""
        self.clear()
        ratio = self.devicePixelRatioF()
        for page in range(1, len(pictures) + 1):
            item = QListWidgetItem(str(page))
            if page <= _MOST_DRAWN:
                image = pictures.fresh(page, _HEIGHT * ratio / max(pictures.size(page)), turn=pictures.is_turned(page))
                pixmap = QPixmap.fromImage(image)
                pixmap.setDevicePixelRatio(ratio)
                item.setIcon(QIcon(pixmap))
                item.setSizeHint(QSize(0, _HEIGHT + 12))
            self.addItem(item)

    def mark(self, page: int) -> None:
        """Make the page in view the current one."""
        self.setCurrentRow(page - 1)
