"""合并…: which of two values to keep where two rows differ; a field filled on one side only is kept anyway."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from models.rulings import Case, Choice


class MergeTable(QWidget):
    """Two radio buttons for each field that differs; the first side's is preselected.

    Signals:
        agreed: the rows should be merged, taking these fields (keys) from the second side.
        given_up: the merge was cancelled.
    """

    agreed = Signal(tuple)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = QLabel(self)
        self.told.setObjectName("heading")
        self.told.setWordWrap(True)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.seconds: dict[str, QRadioButton] = {}
        self.agree, back = QPushButton("合并成一行", self), QPushButton("不合并", self)
        self.agree.setObjectName("primary")
        self.agree.clicked.connect(lambda: self.agreed.emit(self.taken()))
        back.clicked.connect(self.given_up)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(back)
        line.addWidget(self.agree)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.told)
        layout.addWidget(self.area, 1)
        layout.addLayout(line)

    def show_choices(self, case: Case, choices: Sequence[Choice]) -> None:
        """Show the fields of a case that differ."""
        self.seconds = {}
        inner = QWidget()
        inner.setObjectName("page")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setVerticalSpacing(4)
        for column, side in ((1, case.first), (2, case.second)):
            grid.addWidget(_words(f"{side.task_force or '未填专班'} {side.reported}".strip(), "second"), 0, column)
            grid.setColumnStretch(column, 1)
        for row, choice in enumerate(choices, start=1):
            grid.addWidget(_words(choice.label, "second"), row, 0)
            group = QButtonGroup(inner)
            for column, text in ((1, choice.first), (2, choice.second)):
                button = QRadioButton(text)
                button.setToolTip(text)
                button.setAccessibleName(f"{choice.label}：{text}")
                button.setChecked(column == 1)
                group.addButton(button)
                grid.addWidget(button, row, column)
            self.seconds[choice.key] = button
        grid.setRowStretch(len(choices) + 1, 1)
        self.area.setWidget(inner)
        self.told.setText(
            f"合并后保留“{case.first.name}”这一行和它的首报时间，另一行进回收站；走访、洽谈、到位资金都跟过来。"
            + ("下面两边写得不一样，请逐栏选：" if choices else "两边没有写得不一样的栏。")
        )

    def taken(self) -> tuple[str, ...]:
        """Return the keys of the fields to take from the second side."""
        return tuple(key for key, button in self.seconds.items() if button.isChecked())


def _words(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(kind)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return label
