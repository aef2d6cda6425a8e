"""One part of a circular's text: shown, edited in place, or reverted to the generated text."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.app.delay import call_after_layout
from desktop.editors.composition import ComposingTextEdit, commit_composition
from reports.circulars.workflow.text_overrides import CircularPart

PHRASES = "用语"
_MIN_LINES, _MAX_LINES = 2, 12  # lines of the edit box
_ENTER_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class TextPart(QWidget):
    """Shows a part; a double click, Enter or F2 opens it for editing, Ctrl+Enter saves, Esc discards what was typed.

    Signals:
        text_entered: a new text was entered for this part.
        omit_wanted: the part should not be printed.
        revert_wanted: the generated text should be restored.
        confirm_wanted: the user's text should stay although the generated text changed.
        add_below_wanted: a part should be added below.
        phrase_wanted: a phrase of the bank should be opened in the settings (its key).
        neighbour_wanted: the focus should move to the next (1) or the previous (-1) part.
    """

    text_entered = Signal(str)
    omit_wanted = Signal()
    revert_wanted = Signal()
    confirm_wanted = Signal()
    add_below_wanted = Signal()
    neighbour_wanted = Signal(int)
    phrase_wanted = Signal(str)

    def __init__(self, part: CircularPart, parent: QWidget | None = None, *, read_only: bool = False) -> None:
        """Show a part; a ``fixed`` one is read-only, as headings always are."""
        super().__init__(parent)
        self.part, self.read_only = part, read_only or bool(part.level)
        self.setObjectName("part")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(f"{part.where}：{part.text}")
        self.edit_box: QPlainTextEdit | None = None
        self.buttons: dict[str, QPushButton] = {}
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(10, 6, 10, 6)
        self._body.setSpacing(4)
        self._build()

    def _build(self) -> None:
        part = self.part
        if part.level:
            self._body.addWidget(_text_label(part.text, "heading"))
            return
        state = _state_text(part)
        self._body.addWidget(
            _text_label(f"{part.where}{'　' + state if state else ''}", "refused" if part.is_stale else "second")
        )
        self.text_label = _text_label(
            "（这一段不印）" if part.left_out else part.text or "（空）", "count" if part.left_out else ""
        )
        self._body.addWidget(self.text_label)
        if part.is_stale:
            self._body.addWidget(_text_label(f"改写时的原句：{part.before or '（无）'}", "second"))
            self._body.addWidget(_text_label(f"现在的原句：{part.generated or '（无）'}", "second"))
        self._buttons_layout = QHBoxLayout()
        self._buttons_layout.setSpacing(4)
        self._body.addLayout(self._buttons_layout)
        if not self.read_only:
            self._add_buttons()

    def _add_buttons(self) -> None:
        part = self.part
        if part.is_stale:
            self._button("用现在的原句", self.revert_wanted)
            self._button("仍用我写的", self.confirm_wanted)
        elif part.is_added:
            self._button("删去这一段", self.revert_wanted)
        elif part.is_edited:
            self._button("恢复原句", self.revert_wanted)
        if part.phrases and not part.is_edited:
            self.buttons[PHRASES] = self._phrase_button()
            self._buttons_layout.addWidget(self.buttons[PHRASES])
        self._buttons_layout.addStretch(1)

    def _phrase_button(self) -> QPushButton:
        """Make the button that lists which phrases the program chose here; choosing one opens it in the settings."""
        button, menu = QPushButton(PHRASES), QMenu(self)
        for phrase in self.part.phrases:
            menu.addAction(phrase.name).triggered.connect(partial(self.phrase_wanted.emit, phrase.key))
        button.setMenu(menu)
        button.setObjectName("link")
        button.setToolTip("这一段用了哪几句话；点一句，改成本县的说法")
        button.setAccessibleName(f"{PHRASES}：{self.part.where}")
        return button

    def _button(self, text: str, signal: object) -> QPushButton:
        button = self.buttons[text] = QPushButton(text)
        button.setObjectName("link")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setAccessibleName(f"{text}：{self.part.where}")
        button.clicked.connect(signal)
        self._buttons_layout.addWidget(button)
        return button

    # Editing.

    @property
    def is_open(self) -> bool:
        """Whether the edit box is open."""
        return self.edit_box is not None

    def open_box(self) -> None:
        """Open the edit box with the cursor at the end of the text."""
        if self.read_only or self.edit_box is not None:
            return
        self.edit_box = box = ComposingTextEdit(self)
        box.setPlainText(self.part.text)
        box.setAccessibleName(f"修改{self.part.where}")
        box.setTabChangesFocus(True)
        if self.part.key == "@title":
            box.setToolTip("要在哪里断行，就在那里按回车，或者写一个“／”；不写，程序按词断行。")
        box.textChanged.connect(self._fit_height)
        box.installEventFilter(self)
        self.text_label.hide()
        self._body.insertWidget(self._body.indexOf(self.text_label) + 1, box)
        self._clear_buttons()
        self._button("保存", self.submit).setToolTip("Ctrl+回车")
        self._button("放弃", self.discard).setToolTip("Esc")
        if not self.part.key.startswith("@"):
            self._button("下面加一段", self.add_below_wanted)
            if not self.part.is_added:
                self._button("不印这段", self.omit_wanted)
        self._buttons_layout.addStretch(1)
        box.setFocus()
        box.moveCursor(box.textCursor().MoveOperation.End)
        self._fit_height()

    def submit(self) -> None:
        """Emit the typed text; the box stays open until the text is saved."""
        if self.edit_box is not None:
            commit_composition(self.edit_box)
            self.text_entered.emit(self.edit_box.toPlainText().strip())

    def discard(self) -> None:
        """Close the edit box and discard what was typed."""
        if self.edit_box is None:
            return
        box, self.edit_box = self.edit_box, None
        box.removeEventFilter(self)
        box.hide()
        box.deleteLater()
        self.text_label.show()
        self._clear_buttons()
        self._add_buttons()
        self.setFocus()

    def _clear_buttons(self) -> None:
        while (item := self._buttons_layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons.clear()

    def _fit_height(self) -> None:
        if self.edit_box is not None:
            lines = min(max(int(self.edit_box.document().size().height()), _MIN_LINES), _MAX_LINES)
            height = round(lines * self.edit_box.fontMetrics().lineSpacing() + 24)
            if height != self.edit_box.minimumHeight():
                self.edit_box.setFixedHeight(height)

    # Qt event handlers.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit_box:
            if event.type() == QEvent.Type.Resize:
                call_after_layout(self, self._fit_height)  # after the box has wrapped its lines again
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
                if event.key() == Qt.Key.Key_Escape:
                    self.discard()
                    return True
                if event.key() in _ENTER_KEYS and control:
                    self.submit()
                    return True
        return super().eventFilter(watched, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.open_box()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {*_ENTER_KEYS, Qt.Key.Key_F2}:
            self.open_box()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.neighbour_wanted.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


def _state_text(part: CircularPart) -> str:
    if part.is_stale:
        return "■ 原句已变，请选"
    if part.is_added:
        return "● 加写"
    return ("● 不印" if part.left_out else "● 已改写") if part.is_edited else ""


def _text_label(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(kind)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
