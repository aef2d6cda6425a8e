"""改文字: the parts of a circular one below the other, each edited in place."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.paper.part_line import PartLine
from reports.circulars.edited import Part, added_key

_HOW = "双击一段，或按回车、F2，就能改；改过的句子重新生成时不会丢。"
Keep = Callable[[str, str | None, str | None], bool]  # key, text (None: omit the part), generated text -> saved


class TextPanel(QWidget):
    """Lists the parts; a typed text is passed to ``keep`` and stays in its box where that returns False.

    Signals:
        taken_back: the generated text of a part should be restored (its key).
        kept_own: the user's text of an outdated part should stay (key, present generated text).
    """

    taken_back = Signal(str)
    kept_own = Signal(str, str)

    def __init__(self, keep: Keep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keep = keep
        self.lines: list[PartLine] = []
        self.how = QLabel(_HOW)
        self.how.setObjectName("second")
        self.how.setWordWrap(True)
        self.how.setContentsMargins(10, 6, 10, 2)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.how)
        layout.addWidget(self._area, 1)

    def show_parts(self, parts: Sequence[Part], *, fixed: bool = False) -> None:
        """Show the parts of a circular, keeping scroll position and focus; ``fixed`` parts are read-only."""
        bar = self._area.verticalScrollBar()
        at, focused_key = bar.value(), next((line.part.key for line in self.lines if line.hasFocus()), "")
        inner = QWidget()
        inner.setObjectName("page")
        body = QVBoxLayout(inner)
        body.setContentsMargins(0, 0, 0, 8)
        body.setSpacing(0)
        self.lines = [self._line(part, inner, fixed=fixed) for part in parts]
        for line in self.lines:
            body.addWidget(line)
        body.addStretch(1)
        self._area.setWidget(inner)
        self.how.setText("已经印发，文字不能再改；内容有变请“更正”。" if fixed else _HOW)
        if focused_key:
            self.go_to(focused_key)
        QTimer.singleShot(0, self, lambda: bar.setValue(at))

    def _line(self, part: Part, inner: QWidget, *, fixed: bool) -> PartLine:
        line = PartLine(part, inner, fixed=fixed)
        line.kept.connect(partial(self._on_kept, line))
        line.left_out.connect(lambda: self._keep(part.key, None, part.generated))
        line.taken_back.connect(lambda: self.taken_back.emit(part.key))
        line.kept_own.connect(lambda: self.kept_own.emit(part.key, part.generated))
        line.added.connect(partial(self.add_below, line))
        line.stepped.connect(partial(self._step, line))
        return line

    def _on_kept(self, line: PartLine, text: str) -> None:
        part = line.part
        if text == part.text or (not text and not part.added and self._is_head(part)):
            line.close_box()
        elif part.added and not text:
            self.taken_back.emit(part.key) if part.edit else self._drop(line)
        else:
            self._keep(part.key, text or None, None if part.added else part.generated)

    def _is_head(self, part: Part) -> bool:
        return part.key in {"@title", "@dated"}

    def add_below(self, line: PartLine) -> None:
        """Open a new part below another; it is saved once a text is entered."""
        line.close_box()
        key = added_key(line.part.key, [other.part.key for other in self.lines])
        new = self._line(Part(key, f"{line.part.where}之后（加写）", "", ""), self._area.widget(), fixed=False)
        self.lines.insert(self.lines.index(line) + 1, new)
        inner = self._area.widget().layout()
        assert isinstance(inner, QVBoxLayout)  # noqa: S101 - made above
        inner.insertWidget(inner.indexOf(line) + 1, new)
        new.open()
        self._show_line(new)

    def _drop(self, line: PartLine) -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()

    def line(self, key: str) -> PartLine | None:
        """Return the widget of a part by its key."""
        return next((line for line in self.lines if line.part.key == key), None)

    def go_to(self, key: str) -> None:
        """Scroll to a part and focus it."""
        if (line := self.line(key)) is not None:
            line.setFocus()
            self._show_line(line)

    def _show_line(self, line: PartLine) -> None:
        QTimer.singleShot(0, line, lambda: self._area.ensureWidgetVisible(line))

    def _step(self, line: PartLine, by: int) -> None:
        at = self.lines.index(line) + by
        if 0 <= at < len(self.lines):
            self.lines[at].setFocus()
            self._show_line(self.lines[at])

    @property
    def typing(self) -> bool:
        """Whether any edit box is open."""
        return any(line.typing for line in self.lines)
