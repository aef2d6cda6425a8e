"""改文字: the parts of a circular one below the other, each edited in place."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.app.delay import call_after_layout
from desktop.circular.text_part import TextPart
from reports.circulars.workflow.text_overrides import CircularPart, added_key

_INSTRUCTIONS = "双击一段，或按回车、F2，就能改；改过的句子重新生成时不会丢。"
SaveText = Callable[[str, str | None, str | None], bool]  # key, text (None: omit the part), generated text -> saved


class TextPanel(QWidget):
    """Lists the parts; a typed text is passed to ``keep`` and stays in its box where that returns False.

    Signals:
        revert_wanted: the generated text of a part should be restored (its key).
        confirm_wanted: the user's text of an outdated part should stay (key, present generated text).
        phrase_wanted: a phrase of the bank should be opened in the settings (its key).
        word_wanted: a Word file changed by hand should be taken back.
    """

    revert_wanted = Signal(str)
    confirm_wanted = Signal(str, str)
    phrase_wanted = Signal(str)
    word_wanted = Signal()

    def __init__(self, save_text: SaveText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._save_text = save_text
        self.text_parts: list[TextPart] = []
        self.instructions = QLabel(_INSTRUCTIONS)
        self.instructions.setObjectName("second")
        self.instructions.setWordWrap(True)
        self.instructions.setContentsMargins(10, 6, 10, 2)
        self.word_button = QPushButton("收回改过的 Word…")
        self.word_button.setToolTip("领导在导出的 Word 上改了文字的，从这里收回来，一处一处选")
        self.word_button.clicked.connect(self.word_wanted)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.instructions)
        row = QHBoxLayout()
        row.setContentsMargins(10, 2, 10, 4)
        row.addWidget(self.word_button)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self._area, 1)

    def show_parts(self, parts: Sequence[CircularPart], *, read_only: bool = False) -> None:
        """Show the parts of a circular, keeping scroll position and focus; ``fixed`` parts are read-only."""
        bar = self._area.verticalScrollBar()
        at, focused_key = bar.value(), next((line.part.key for line in self.text_parts if line.hasFocus()), "")
        inner = QWidget()
        inner.setObjectName("page")
        body = QVBoxLayout(inner)
        body.setContentsMargins(0, 0, 0, 8)
        body.setSpacing(0)
        self.text_parts = [self._make_text_part(part, inner, read_only=read_only) for part in parts]
        for line in self.text_parts:
            body.addWidget(line)
        body.addStretch(1)
        self._area.setWidget(inner)
        self.word_button.setVisible(not read_only)
        self.instructions.setText("已经印发，文字不能再改；内容有变请“更正”。" if read_only else _INSTRUCTIONS)
        if focused_key:
            self.go_to(focused_key)
        call_after_layout(self, lambda: bar.setValue(at))

    def _make_text_part(self, part: CircularPart, inner: QWidget, *, read_only: bool) -> TextPart:
        line = TextPart(part, inner, read_only=read_only)
        line.text_entered.connect(partial(self._on_text_entered, line))
        line.omit_wanted.connect(lambda: self._save_text(part.key, None, part.generated))
        line.revert_wanted.connect(lambda: self.revert_wanted.emit(part.key))
        line.confirm_wanted.connect(lambda: self.confirm_wanted.emit(part.key, part.generated))
        line.add_below_wanted.connect(partial(self.add_below, line))
        line.phrase_wanted.connect(self.phrase_wanted)
        line.neighbour_wanted.connect(partial(self._focus_neighbour, line))
        return line

    def _on_text_entered(self, line: TextPart, text: str) -> None:
        part = line.part
        if text == part.text or (not text and not part.is_added and self._is_head_part(part)):
            line.discard()
        elif part.is_added and not text:
            self.revert_wanted.emit(part.key) if part.edit else self._remove_unsaved(line)
        else:
            self._save_text(part.key, text or None, None if part.is_added else part.generated)

    def _is_head_part(self, part: CircularPart) -> bool:
        return part.key in {"@title", "@dated"}

    def add_below(self, line: TextPart) -> None:
        """Open a new part below another; it is saved once a text is entered."""
        line.discard()
        key = added_key(line.part.key, [other.part.key for other in self.text_parts])
        new = self._make_text_part(
            CircularPart(key, f"{line.part.where}之后（加写）", "", ""), self._area.widget(), read_only=False
        )
        self.text_parts.insert(self.text_parts.index(line) + 1, new)
        inner = self._area.widget().layout()
        assert isinstance(inner, QVBoxLayout)  # noqa: S101 - made above
        inner.insertWidget(inner.indexOf(line) + 1, new)
        new.open_box()
        self._scroll_to(new)

    def _remove_unsaved(self, line: TextPart) -> None:
        self.text_parts.remove(line)
        line.hide()
        line.deleteLater()

    def find_text_part(self, key: str) -> TextPart | None:
        """Return the widget of a part by its key."""
        return next((line for line in self.text_parts if line.part.key == key), None)

    def go_to(self, key: str) -> None:
        """Scroll to a part and focus it."""
        if (line := self.find_text_part(key)) is not None:
            line.setFocus()
            self._scroll_to(line)

    def _scroll_to(self, line: TextPart) -> None:
        call_after_layout(line, lambda: self._area.ensureWidgetVisible(line))

    def _focus_neighbour(self, line: TextPart, by: int) -> None:
        at = self.text_parts.index(line) + by
        if 0 <= at < len(self.text_parts):
            self.text_parts[at].setFocus()
            self._scroll_to(self.text_parts[at])

    @property
    def has_unsaved_text(self) -> bool:
        """Whether any edit box is open."""
        return any(line.is_open for line in self.text_parts)
