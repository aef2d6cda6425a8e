"""The menu of the books opened lately."""

from pathlib import PurePath

from PySide6.QtWidgets import QMenu, QWidget

from desktop.frame.shell import Shell


class RecentMenu(QMenu):
    """Lists the books opened lately, the latest first; looked up whenever it is opened."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__("最近打开", parent)
        self._shell = shell
        self.aboutToShow.connect(self.list_books)

    def list_books(self) -> None:
        """List them."""
        self.clear()
        for book in self._shell.preferences.now.recent:
            action = self.addAction(PurePath(book).stem)
            action.setToolTip(book)
            action.triggered.connect(lambda _=False, target=book: self._shell.open_book(target))
        if self.isEmpty():
            self.addAction("还没有打开过账本").setEnabled(False)
