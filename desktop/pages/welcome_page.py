"""The page shown without an open book: how to make or open one."""

from pathlib import PurePath

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.app.button_factory import ButtonFactory
from desktop.theme.palette import MARGIN
from desktop.theme.qt_flags import ALIGN_CENTRE


class WelcomePage(QFrame):
    """Offers to make a new book, to open one, and the books opened recently.

    Signals:
        book_wanted: a book of the list should be opened (its path or URL).
        read_only_wanted: the book that could not be opened should be opened read-only.
    """

    book_wanted = Signal(str)
    read_only_wanted = Signal(str)

    def __init__(self, make_button: ButtonFactory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        title, hint = QLabel("招商台账"), QLabel("一个账本存一个县的全部台账；文件就在这台电脑上，不联网。")
        title.setObjectName("title")
        hint.setObjectName("count")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(make_button("new_book", "新建账本", "primary"))
        row.addWidget(make_button("open_book", "打开账本", "secondary"))
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(8)
        layout.addStretch(1)
        for label in (title, hint):
            label.setProperty("alignment", ALIGN_CENTRE)
            layout.addWidget(label)
        self.error_label = QLabel()
        self.error_label.setObjectName("refused")
        self.error_label.hide()
        self.error_label.setProperty("alignment", ALIGN_CENTRE)
        layout.addWidget(self.error_label)
        self.read_only_button = QPushButton("只读打开，只看不改")
        self.read_only_button.setObjectName("secondary")
        self.read_only_button.hide()
        looking = QHBoxLayout()
        looking.addStretch(1)
        looking.addWidget(self.read_only_button)
        looking.addStretch(1)
        layout.addLayout(looking)
        layout.addSpacing(12)
        layout.addLayout(row)
        layout.addSpacing(24)
        self._recent = QVBoxLayout()
        layout.addLayout(self._recent)
        layout.addStretch(2)

    def show_error(self, message: str, book: str = "") -> None:
        """Show why a book could not be opened, and offer to open ``book`` read-only where it is given."""
        self.error_label.setText(message)
        self.error_label.show()
        self.read_only_button.setVisible(bool(book))
        if book:
            self.read_only_button.clicked.connect(lambda: self.read_only_wanted.emit(book))

    def list_recent(self, books: tuple[str, ...]) -> None:
        """List the books opened recently, the latest first."""
        if not (books or self._recent.count()):
            return  # the usual case at the start, which avoids loading Qt's enums
        from PySide6.QtCore import Qt

        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if books:
            heading = QLabel("最近打开")
            heading.setObjectName("second")
            self._recent.addWidget(heading, 0, Qt.AlignmentFlag.AlignCenter)
        for book in books:
            line = QPushButton(PurePath(book).stem)
            line.setObjectName("flat")
            line.setToolTip(book)
            line.clicked.connect(lambda _=False, target=book: self.book_wanted.emit(target))
            self._recent.addWidget(line, 0, Qt.AlignmentFlag.AlignCenter)
