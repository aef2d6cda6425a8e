"""The bottom of the row panel: how saving works here, what was refused, and the buttons of a new row."""

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.form.carry_on_bar import CarryOnBar
from desktop.form.navigation_entry import NavigationEntry
from desktop.form.tab_order import chain_after
from models.fields.field import field_of


class PanelFoot(QWidget):
    """A new row has 保存, 保存并继续 and 取消; a row of the book saves itself, a removed one can be taken back.

    Signals:
        save_wanted: the new row should be saved.
        save_next_wanted: the new row should be saved and another one begun.
        cancel_wanted: the new row should be given up.
        restore_row_wanted: a removed row should be restored.
        restore_draft_wanted: what was typed into a new row given up should be typed again.
        revert_wanted: what was typed into a row of the book and refused should be given up.
    """

    save_wanted = Signal()
    save_next_wanted = Signal()
    cancel_wanted = Signal()
    restore_row_wanted = Signal()
    restore_draft_wanted = Signal()
    revert_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.error_label = QLabel(self)
        self.error_label.setObjectName("refused")
        self.error_label.setWordWrap(True)
        self.error_label.hide()
        self.state_label = QLabel(self)
        self.state_label.setObjectName("second")
        self.state_label.setWordWrap(True)  # beside three buttons it must not widen the window
        self.save_button = self._make_button("保存", self.save_wanted)
        self.save_button.setObjectName("primary")
        self.save_button.setToolTip("保存（Ctrl+S 或 Ctrl+Enter）")
        self.save_next_button = self._make_button("保存并继续", self.save_next_wanted)
        self.save_next_button.setToolTip("保存，接着新增下一条，专班、责任人、日期照这一条（Ctrl+Shift+Enter）")
        self.cancel_button = self._make_button("取消", self.cancel_wanted)
        self.restore_row_button = self._make_button("取回这一行", self.restore_row_wanted)
        self.revert_button = self._make_button("放弃修改", self.revert_wanted)
        self.revert_button.setToolTip("改回账本里原来的内容")
        self.restore_draft_button = self._make_button("找回上次没保存的", self.restore_draft_wanted)
        self.restore_draft_button.hide()
        self.restore_draft_wanted.connect(self.restore_draft_button.hide)
        line = QHBoxLayout()
        line.addWidget(self.state_label, 1)
        self.carry_on_bar = CarryOnBar(self)
        buttons = (self.restore_row_button, self.revert_button, self.cancel_button)
        for button in (*buttons, self.save_next_button, self.save_button):
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 6, 12, 10)
        layout.addWidget(self.error_label)
        layout.addWidget(self.restore_draft_button)
        layout.addWidget(self.carry_on_bar)
        layout.addLayout(line)

    def _make_button(self, text: str, signal: object) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(signal)
        return button

    def show_entry(self, entry: NavigationEntry, *, writable: bool, has_draft: bool) -> None:
        """Show what can be done with a row; ``has_draft`` offers a new one what was typed and given up."""
        new = entry.row is None
        self.save_button.setVisible(new)
        self.save_next_button.setVisible(new and not entry.link_key)
        self.cancel_button.setVisible(new)
        self.revert_button.hide()
        self.restore_row_button.setVisible(entry.removed and writable)
        self.restore_draft_button.setVisible(new and has_draft)
        self.carry_on_bar.show_ledger(entry.ledger, usable=not new and writable and not entry.removed)
        self.show_error("")
        chain_after(entry.form.last_focus_widget(), self._focus_order())
        if new:
            self.state_label.setText(_new_row_text(entry))
        elif entry.removed:
            self.state_label.setText("这一行在回收站里，不能改。")
        else:
            self.state_label.setText("改完一栏自动保存 · Ctrl+Z 撤销" if writable else "账本是只读打开的，不能修改。")

    def _focus_order(self) -> list[QWidget]:
        """List the buttons in the order of Tab behind the form: what goes on before what gives up."""
        saving = (self.save_button, self.save_next_button, *self.carry_on_bar.buttons.values())
        return [*saving, self.restore_draft_button, self.revert_button, self.cancel_button, self.restore_row_button]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus, enter = self.focusWidget(), event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not event.modifiers() and isinstance(focus, QPushButton):
            focus.click()
        else:
            super().keyPressEvent(event)

    def show_saved(self) -> None:
        """Say that it is safely in the book."""
        self.show_error("")
        self.revert_button.hide()
        self.state_label.setText(f"已保存 {time.strftime('%H:%M')} · Ctrl+Z 撤销")

    def show_error(self, message: str) -> None:
        """Say what was refused and belongs to no single field; empty takes it away."""
        self.error_label.setText(message)
        self.error_label.setVisible(bool(message))

    def offer_revert(self) -> None:
        """Offer to give up what was refused."""
        self.revert_button.show()


def _new_row_text(entry: NavigationEntry) -> str:
    """Say what a new row already holds by default, and what must be filled."""
    ledger, defaults = entry.ledger, entry.form.default_keys
    labels = "、".join(field_of(ledger, key).label for key in ledger.about.starts_with if key in defaults)
    filled = f"先填好了{labels}，可以改 · " if labels else "填好后保存 · "
    return f"{filled}带 * 的必填"
