"""Beside the menus, where no page loses height by it: what an earlier run left unsaved, to be had back or given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.table.cell_delegate import elided_text

if TYPE_CHECKING:
    # For annotations only: this imports SQLAlchemy, which the first paint cannot wait for.
    from desktop.shell.book_window_controller import BookWindowController

_MAX_TEXT_WIDTH = 560  # pixels, so that it stands beside the menus in the smallest window; the tooltip says all


class UnsavedBar(QFrame):
    """Offers it until the user decides; hidden where there is nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._controller: BookWindowController | None = None
        self.label = QLabel(self)
        self.restore_button, self.drop_button = QPushButton("恢复", self), QPushButton("不要了", self)
        self.restore_button.setToolTip("放回右边的表里，核对后保存；现在不写进账本")
        self.drop_button.setToolTip("不再恢复，以后也不再问")
        self.restore_button.clicked.connect(self._restore)
        self.drop_button.clicked.connect(self._drop)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 4, 2)
        row.addWidget(self.label)
        for button in (self.restore_button, self.drop_button):
            button.setStyleSheet("min-height: 22px; max-height: 22px")
            row.addWidget(button)
        self.hide()

    def follow(self, controller: BookWindowController) -> None:
        """Offer what was left of an opened book."""
        self._controller = controller
        controller.row_panel_controller.unsaved.offers_changed.connect(self._show_offer)
        self._show_offer()

    def _show_offer(self) -> None:
        text = self._controller.row_panel_controller.unsaved.offer_text() if self._controller is not None else ""
        self.hide()  # the menu bar gives it its place when it is shown
        self.label.setText(elided_text(text, _MAX_TEXT_WIDTH, self.fontMetrics()))
        self.label.setToolTip(text)
        self.adjustSize()
        self.setVisible(bool(text))

    def _restore(self) -> None:
        if self._controller is not None:
            self._controller.resume_typing()

    def _drop(self) -> None:
        if self._controller is not None:
            self._controller.row_panel_controller.unsaved.drop_offer()
