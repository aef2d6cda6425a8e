"""The menu of recently opened books."""

from pathlib import PurePath

from PySide6.QtWidgets import QMenu, QWidget

from desktop.shell.window_api import MainWindowApi


class RecentBooksMenu(QMenu):
    """Lists the recently opened books, the latest first; filled anew each time it is shown."""

    def __init__(self, window: MainWindowApi, parent: QWidget) -> None:
        super().__init__("最近打开", parent)
        self._window = window
        self.aboutToShow.connect(self.list_books)

    def list_books(self) -> None:
        """Fill the menu."""
        self.clear()
        for book in self._window.preferences.current.recent:
            action = self.addAction(PurePath(book).stem)
            action.setToolTip(book)
            action.triggered.connect(lambda _=False, target=book: self._window.open_book(target))
        if self.isEmpty():
            self.addAction("还没有打开过账本").setEnabled(False)
