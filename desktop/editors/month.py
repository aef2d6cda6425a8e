"""A calendar month: “9月”, “2026.9” or any day of it; arrows step from month to month."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget, QWidgetAction

from desktop.app.book_session import BookSession
from desktop.editors.text_line import LineEditor
from models.errors import UserError
from models.fields.field import Field


class MonthEditor(LineEditor):
    """A line for a month, with a year of twelve months behind a button."""

    def __init__(self, field: Field, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(field, book_session, parent)
        self.add_button("calendar-days", "选月份（Alt+↓）").clicked.connect(self.open_month_picker)
        self._year = 0

    def reading_text(self) -> str:
        """Write the month in full where it was typed in short."""
        text = self.field.kind.text(self.read().value)
        return "" if text == self.line.text().strip() else text

    def open_month_picker(self) -> None:
        """Open the year of the month typed, or this year."""
        try:
            self._year = (self.read().value or self.book_session.reading_context().today).year
        except UserError:
            self._year = self.book_session.reading_context().today.year
        menu = QMenu(self)
        action = QWidgetAction(menu)
        action.setDefaultWidget(self._make_year_panel(menu))
        menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))

    def _make_year_panel(self, menu: QMenu) -> QWidget:
        panel = QWidget()
        title = QLabel(f"{self._year}年")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)

        def turn(step: int) -> None:
            self._year += step
            title.setText(f"{self._year}年")

        head = QHBoxLayout()
        for step, arrow, tip in ((-1, Qt.ArrowType.LeftArrow, "上一年"), (1, Qt.ArrowType.RightArrow, "下一年")):
            button = QToolButton()
            button.setArrowType(arrow)
            button.setToolTip(tip)
            button.setAutoRaise(True)
            button.clicked.connect(lambda _checked=False, step=step: turn(step))
            head.addWidget(button)
        head.insertWidget(1, title, 1)
        grid = QGridLayout(panel)
        grid.addLayout(head, 0, 0, 1, 4)
        for month in range(1, 13):
            button = QToolButton()
            button.setText(f"{month}月")
            button.setMinimumSize(56, 32)
            button.setAutoRaise(True)
            button.clicked.connect(lambda _checked=False, month=month: self._pick(menu, month))
            grid.addWidget(button, 1 + (month - 1) // 4, (month - 1) % 4)
        return panel

    def _pick(self, menu: QMenu, month: int) -> None:
        menu.close()
        self.type_text(f"{self._year}年{month}月")
        self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_month_picker()
        else:
            super().keyPressEvent(event)
