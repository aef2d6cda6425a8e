"""A quiet word below a name being typed: somebody may have reported this project already."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.clashes import Suspect


class ClashStrip(QWidget):
    """Names the likeliest suspect; hidden where there is none.

    Signals:
        look_wanted: the suspect should be shown.
        denied: the suspect is somebody else (不是同一家).
    """

    look_wanted = Signal()
    denied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.suspects: tuple[Suspect, ...] = ()
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.look, self.deny = self._button("查看", self.look_wanted), self._button(DENIED, self.denied)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.look)
        line.addWidget(self.deny)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 2)
        layout.setSpacing(0)
        layout.addWidget(self.words)
        layout.addLayout(line)
        self.hide()

    def _button(self, text: str, signal: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName("link")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(signal)
        return button

    def show_suspects(self, suspects: Sequence[Suspect]) -> None:
        """Say who may be the same, the surest first; nobody hides the strip."""
        self.suspects = tuple(suspects)
        if suspects:
            more = f"　另有 {len(suspects) - 1} 条疑似，见“撞单裁定”。" if len(suspects) > 1 else ""
            self.words.setText(told(suspects[0]) + more)
        self.setVisible(bool(suspects))


DENIED = "不是同一家"


def told(candidate: Suspect) -> str:
    """Say of one suspect what a clerk needs to decide."""
    first_report = f"{candidate.reported} 首报" if candidate.reported else ""
    reporter = "，".join(part for part in (candidate.task_force, first_report) if part)
    where = f"（{reporter}）" if reporter else ""
    return f"可能撞单：{candidate.name}{where} {candidate.clash.level} 级：{candidate.clash.reason}"
