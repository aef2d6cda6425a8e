"""Files dragged onto the window: a book is opened, whatever else is received."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

_BOOK = ".zhuanban"


class Dropping(QObject):
    """Lets a widget take files: ``open_book`` is given a book, ``receive`` the other files, while ``ready``."""

    def __init__(
        self,
        taker: QWidget,
        open_book: Callable[[str], None],
        receive: Callable[[Sequence[Path]], None],
        ready: Callable[[], bool],
    ) -> None:
        super().__init__(taker)
        self._open_book, self._receive, self._ready = open_book, receive, ready
        taker.setAcceptDrops(True)
        taker.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Say yes to files that can be taken, and take them."""
        kind = event.type()
        if kind not in {QEvent.Type.DragEnter, QEvent.Type.Drop}:
            return False
        dropped: Any = event  # a QDropEvent, which loading for its name alone would cost the start
        files = _files(dropped.mimeData())
        books = [path for path in files if path.suffix.lower() == _BOOK]
        if not books and not (files and self._ready()):
            return False
        dropped.acceptProposedAction()
        if kind == QEvent.Type.Drop:
            if books:
                self._open_book(str(books[0]))
            else:
                self._receive(files)
        return True


def _files(dragged: QMimeData) -> list[Path]:
    """Give the files somebody drags."""
    return [Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile() and url.toLocalFile()]
