"""Thumbnails of a circular's pages, to navigate by."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.circular.page_images import PageImages

_THUMBNAIL_HEIGHT = 76  # pixels of a thumbnail
_MAX_THUMBNAILS = 40  # pages; further ones show their number only


class PageList(QListWidget):
    """A list of thumbnails with page numbers.

    Signals:
        page_wanted: a page was chosen (counted from 1).
    """

    page_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self.setFixedWidth(124)
        self.setIconSize(QSize(_THUMBNAIL_HEIGHT, _THUMBNAIL_HEIGHT))
        self.setAccessibleName("页码")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: self.page_wanted.emit(self.row(item) + 1))
        self.itemActivated.connect(lambda item: self.page_wanted.emit(self.row(item) + 1))

    def show_pages(self, page_images: PageImages) -> None:
        """List the pages of a PDF."""
        self.clear()
        ratio = self.devicePixelRatioF()
        for page in range(1, len(page_images) + 1):
            item = QListWidgetItem(str(page))
            if page <= _MAX_THUMBNAILS:
                image = page_images.render(
                    page, _THUMBNAIL_HEIGHT * ratio / max(page_images.size(page)), rotate=page_images.is_rotated(page)
                )
                pixmap = QPixmap.fromImage(image)
                pixmap.setDevicePixelRatio(ratio)
                item.setIcon(QIcon(pixmap))
                item.setSizeHint(QSize(0, _THUMBNAIL_HEIGHT + 12))
            self.addItem(item)

    def set_current_page(self, page: int) -> None:
        """Make the page in view the current one."""
        self.setCurrentRow(page - 1)
