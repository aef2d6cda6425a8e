"""The overview of circulars: which are due, and which are issued."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.circular.issued_table import IssuedTable
from desktop.theme.palette import MARGIN
from models.circulars.issuing import IssuedCircular
from models.statistics.duty_calendar import PlannedDuty
from reports.circulars.workflow.kind_registry import CIRCULAR_OF_DUTY

_MAX_DUE_LINES = 6  # lines; the page of duties has them all


class CircularOverview(QWidget):
    """Lists the circulars due with a button each, and those issued below.

    Signals:
        draft_wanted: a circular should be drafted (kind, period's key).
        opened: an issued circular should be shown (its id).
    """

    draft_wanted = Signal(str, str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[QPushButton] = []
        self.due_layout = QVBoxLayout()
        self.due_layout.setSpacing(0)
        self.table = IssuedTable(self)
        self.table.opened.connect(self.opened)
        self.count = QLabel()
        self.count.setObjectName("count")
        self.empty_label = QLabel("还没有印发过通报。上面选好种类和期间，点“起草”。")
        self.empty_label.setObjectName("second")
        self.empty_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 0, MARGIN, 8)
        layout.setSpacing(4)
        layout.addWidget(_heading("该出的通报"))
        layout.addLayout(self.due_layout)
        heads = QHBoxLayout()
        heads.setContentsMargins(0, 12, 0, 0)
        heads.addWidget(_heading("印发过的通报"))
        heads.addWidget(self.count, 1)
        layout.addLayout(heads)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.empty_label, 1)

    def show_all(
        self, due: Sequence[PlannedDuty], issued: Sequence[IssuedCircular], gaps: Sequence[str], today: date
    ) -> None:
        """Show the circulars due, those issued, and the skipped numbers."""
        while (item := self.due_layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.buttons = []
        for planned in due[:_MAX_DUE_LINES]:
            self.due_layout.addWidget(self._due_line(planned, today))
        if not due:
            self.due_layout.addWidget(_text_label("近期没有该出的通报。", "second"))
        elif len(due) > _MAX_DUE_LINES:
            self.due_layout.addWidget(_text_label(f"另有 {len(due) - _MAX_DUE_LINES} 份，见“工作节奏”。", "second"))
        self.table.issued_model.show_circulars(issued)
        self.table.setVisible(bool(issued))
        self.empty_label.setVisible(not issued)
        self.count.setText(f"共 {len(issued)} 份" + (f"　空号：{'、'.join(gaps)}" if gaps else "") if issued else "")

    def _due_line(self, planned: PlannedDuty, today: date) -> QWidget:
        line, left = QWidget(), (planned.due.on - today).days
        late = left < 0
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(12)
        state = f"■ 已过 {-left} 天" if late else "▲ 今天到期" if not left else f"● 还有 {left} 天"
        for text, kind, width in (
            (f"{planned.due.on.month}月{planned.due.on.day}日", "", 80),
            (planned.due.period.name, "heading", 130),
            (planned.due.duty.name, "", 110),
            (state, "refused" if late else "count", 110),
        ):
            label = _text_label(text, kind)
            label.setFixedWidth(width)
            row.addWidget(label)
        button = QPushButton("起草")
        button.setAccessibleName(f"起草 {planned.due.period.name} {planned.due.duty.name}")
        circular_kind = CIRCULAR_OF_DUTY[planned.due.duty.name]
        button.clicked.connect(partial(self.draft_wanted.emit, circular_kind, planned.due.period.key))
        self.buttons.append(button)
        row.addWidget(button)
        row.addStretch(1)
        return line


def _heading(text: str) -> QLabel:
    return _text_label(text, "heading")


def _text_label(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(kind)
    return label
