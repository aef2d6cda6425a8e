"""One part of a circular's text: shown, edited in place, or reverted to the generated text."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.editors.composing import ComposingText, commit
from reports.circulars.edited import Part

_FEWEST, _MOST = 2, 12  # lines of the edit box
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class PartLine(QWidget):
    """Shows a part; a double click, Enter or F2 opens it for editing, Ctrl+Enter saves, Esc discards what was typed.

    Signals:
        kept: a new text was entered for this part.
        left_out: the part should not be printed.
        taken_back: the generated text should be restored.
        kept_own: the user's text should stay although the generated text changed.
        added: a part should be added below.
        stepped: the focus should move to the next (1) or the previous (-1) part.
    """

    kept = Signal(str)
    left_out = Signal()
    taken_back = Signal()
    kept_own = Signal()
    added = Signal()
    stepped = Signal(int)

    def __init__(self, part: Part, parent: QWidget | None = None, *, fixed: bool = False) -> None:
        """Show a part; a ``fixed`` one is read-only, as headings always are."""
        super().__init__(parent)
        self.part, self.fixed = part, fixed or bool(part.level)
        self.setObjectName("part")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(f"{part.where}：{part.text}")
        self.box: QPlainTextEdit | None = None
        self.buttons: dict[str, QPushButton] = {}
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(10, 6, 10, 6)
        self._body.setSpacing(4)
        self._show()

    def _show(self) -> None:
        part = self.part
        if part.level:
            self._body.addWidget(_words(part.text, "heading"))
            return
        state = _state(part)
        self._body.addWidget(
            _words(f"{part.where}{'　' + state if state else ''}", "refused" if part.stale else "second")
        )
        self.words = _words(
            "（这一段不印）" if part.left_out else part.text or "（空）", "count" if part.left_out else ""
        )
        self._body.addWidget(self.words)
        if part.stale:
            self._body.addWidget(_words(f"改写时的原句：{part.before or '（无）'}", "second"))
            self._body.addWidget(_words(f"现在的原句：{part.generated or '（无）'}", "second"))
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        self._body.addLayout(self._row)
        if not self.fixed:
            self._offer()

    def _offer(self) -> None:
        part = self.part
        if part.stale:
            self._button("用现在的原句", self.taken_back)
            self._button("仍用我写的", self.kept_own)
        elif part.added:
            self._button("删去这一段", self.taken_back)
        elif part.edited:
            self._button("恢复原句", self.taken_back)
        self._row.addStretch(1)

    def _button(self, text: str, signal: object) -> QPushButton:
        button = self.buttons[text] = QPushButton(text)
        button.setObjectName("link")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setAccessibleName(f"{text}：{self.part.where}")
        button.clicked.connect(signal)
        self._row.addWidget(button)
        return button

    # Editing.

    @property
    def typing(self) -> bool:
        """Whether the edit box is open."""
        return self.box is not None

    def open(self) -> None:
        """Open the edit box with the cursor at the end of the text."""
        if self.fixed or self.box is not None:
            return
        self.box = box = ComposingText(self)
        box.setPlainText(self.part.text)
        box.setAccessibleName(f"修改{self.part.where}")
        box.setTabChangesFocus(True)
        box.textChanged.connect(self._fit)
        box.installEventFilter(self)
        self.words.hide()
        self._body.insertWidget(self._body.indexOf(self.words) + 1, box)
        self._clear_row()
        self._button("保存", self.keep).setToolTip("Ctrl+回车")
        self._button("放弃", self.close_box).setToolTip("Esc")
        if not self.part.key.startswith("@"):
            self._button("下面加一段", self.added)
            if not self.part.added:
                self._button("不印这段", self.left_out)
        self._row.addStretch(1)
        box.setFocus()
        box.moveCursor(box.textCursor().MoveOperation.End)
        self._fit()

    def keep(self) -> None:
        """Emit the typed text; the box stays open until the text is saved."""
        if self.box is not None:
            commit(self.box)
            self.kept.emit(self.box.toPlainText().strip())

    def close_box(self) -> None:
        """Close the edit box and discard what was typed."""
        if self.box is None:
            return
        box, self.box = self.box, None
        box.removeEventFilter(self)
        box.hide()
        box.deleteLater()
        self.words.show()
        self._clear_row()
        self._offer()
        self.setFocus()

    def _clear_row(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons.clear()

    def _fit(self) -> None:
        if self.box is not None:
            lines = min(max(int(self.box.document().size().height()), _FEWEST), _MOST)
            height = round(lines * self.box.fontMetrics().lineSpacing() + 24)
            if height != self.box.minimumHeight():
                self.box.setFixedHeight(height)

    # Qt event handlers.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box:
            if event.type() == QEvent.Type.Resize:
                QTimer.singleShot(0, self, self._fit)  # after the box has wrapped its lines again
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
                if event.key() == Qt.Key.Key_Escape:
                    self.close_box()
                    return True
                if event.key() in _ENTER and control:
                    self.keep()
                    return True
        return super().eventFilter(watched, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {*_ENTER, Qt.Key.Key_F2}:
            self.open()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


def _state(part: Part) -> str:
    if part.stale:
        return "■ 原句已变，请选"
    if part.added:
        return "● 加写"
    return ("● 不印" if part.left_out else "● 已改写") if part.edited else ""


def _words(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(kind)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
