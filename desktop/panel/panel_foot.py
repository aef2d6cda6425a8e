"""The bottom of the row panel: how saving works here, what was refused, and the buttons of a new row."""

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class PanelFoot(QWidget):
    """A new row has 保存 and 取消; a row of the book saves itself, a removed one can be taken back.

    Signals:
        save: the clerk wants the new row kept.
        give_up: the clerk does not want the new row.
        take_back: the clerk wants a removed row back.
        restore: the clerk wants back what was typed into a new row given up.
    """

    save = Signal()
    give_up = Signal()
    take_back = Signal()
    restore = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.refused = QLabel(self)
        self.refused.setObjectName("refused")
        self.refused.setWordWrap(True)
        self.refused.hide()
        self.words = QLabel(self)
        self.words.setObjectName("second")
        self.save_button = self._button("保存", self.save)
        self.save_button.setObjectName("primary")
        self.save_button.setToolTip("保存（Ctrl+S 或 Ctrl+Enter）")
        self.give_up_button = self._button("取消", self.give_up)
        self.back_button = self._button("取回这一行", self.take_back)
        self.restore_button = self._button("找回上次没保存的", self.restore)
        self.restore_button.hide()
        line = QHBoxLayout()
        line.addWidget(self.words, 1)
        for button in (self.back_button, self.give_up_button, self.save_button):
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 6, 12, 10)
        layout.addWidget(self.refused)
        layout.addWidget(self.restore_button)
        layout.addLayout(line)

    def _button(self, text: str, signal: object) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(signal)
        return button

    def show_state(self, *, new: bool, removed: bool, writable: bool) -> None:
        """Show what can be done with the row."""
        self.save_button.setVisible(new)
        self.give_up_button.setVisible(new)
        self.back_button.setVisible(removed and writable)
        self.refuse("")
        if new:
            self.words.setText("填好后保存 · 带 * 的必填")
        elif removed:
            self.words.setText("这一行在回收站里，不能改。")
        else:
            self.words.setText("改完一栏自动保存 · Ctrl+Z 撤销" if writable else "账本是只读打开的，不能修改。")

    def offer_restore(self, *, offered: bool) -> None:
        """Offer to bring back what was typed and given up."""
        self.restore_button.setVisible(offered)

    def say_saved(self) -> None:
        """Say that it is safely in the book."""
        self.refuse("")
        self.words.setText(f"已保存 {time.strftime('%H:%M')} · Ctrl+Z 撤销")

    def refuse(self, sentence: str) -> None:
        """Say what was refused and belongs to no single field; empty takes it away."""
        self.refused.setText(sentence)
        self.refused.setVisible(bool(sentence))
