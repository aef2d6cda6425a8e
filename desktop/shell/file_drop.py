"""Files dropped on the window: a book is opened, other files are imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

_BOOK_SUFFIX = ".zhuanban"


class FileDropFilter(QObject):
    """Event filter that lets a widget accept dropped files.

    ``open_book`` is called with the path of a dropped book, ``import_files`` with the paths of other files. Those are
    accepted only while ``can_import()`` is true.
    """

    def __init__(
        self,
        target: QWidget,
        open_book: Callable[[str], None],
        import_files: Callable[[Sequence[Path]], None],
        can_import: Callable[[], bool],
    ) -> None:
        super().__init__(target)
        self._open_book, self._import_files, self._can_import = open_book, import_files, can_import
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Accept the drag of files that can be handled, and handle them when they are dropped."""
        kind = event.type()
        if kind not in {QEvent.Type.DragEnter, QEvent.Type.Drop}:
            return False
        dropped: Any = event  # a QDropEvent; importing the class only for the annotation would slow the start down
        files = _local_files(dropped.mimeData())
        books = [path for path in files if path.suffix.lower() == _BOOK_SUFFIX]
        if not books and not (files and self._can_import()):
            return False
        dropped.acceptProposedAction()
        if kind == QEvent.Type.Drop:
            if books:
                self._open_book(str(books[0]))
            else:
                self._import_files(files)
        return True


def _local_files(mime_data: QMimeData) -> list[Path]:
    """Return the paths of the local files in a drag."""
    return [Path(url.toLocalFile()) for url in mime_data.urls() if url.isLocalFile() and url.toLocalFile()]
