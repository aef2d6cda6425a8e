"""A quiet word below a name being typed: somebody may have reported this project already."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.duplicates.detection import DuplicateCandidate
from models.rules.vocabulary import DuplicateRuling


class DuplicateStrip(QWidget):
    """Names the likeliest suspect; hidden where there is none.

    Signals:
        open_wanted: the suspect should be shown.
        denied: the suspect is somebody else (不是同一家).
    """

    open_wanted = Signal()
    denied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.candidates: tuple[DuplicateCandidate, ...] = ()
        self.message_label = QLabel(self)
        self.message_label.setWordWrap(True)
        self.message_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.open_button, self.deny_button = (
            self._make_button("查看", self.open_wanted),
            self._make_button(DuplicateRuling.DIFFERENT, self.denied),
        )
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.open_button)
        line.addWidget(self.deny_button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 2)
        layout.setSpacing(0)
        layout.addWidget(self.message_label)
        layout.addLayout(line)
        self.hide()

    def _make_button(self, text: str, signal: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName("link")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(signal)
        return button

    def show_candidates(self, candidates: Sequence[DuplicateCandidate]) -> None:
        """Say who may be the same, the surest first; nobody hides the strip."""
        self.candidates = tuple(candidates)
        if candidates:
            more = f"　另有 {len(candidates) - 1} 条疑似，见“撞单裁定”。" if len(candidates) > 1 else ""
            self.message_label.setText(candidate_text(candidates[0]) + more)
        self.setVisible(bool(candidates))


def candidate_text(candidate: DuplicateCandidate) -> str:
    """Say of one suspect what a clerk needs to decide."""
    first_report = f"{candidate.reported} 首报" if candidate.reported else ""
    reporter = "，".join(part for part in (candidate.task_force, first_report) if part)
    where = f"（{reporter}）" if reporter else ""
    return f"可能撞单：{candidate.name}{where} {candidate.match.level} 级：{candidate.match.reason}"
