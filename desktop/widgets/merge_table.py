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

from models.duplicates.decisions import DuplicateCase, MergeChoice


class MergeTable(QWidget):
    """Two radio buttons for each field that differs; the first side's is preselected.

    Signals:
        confirmed: the rows should be merged, taking these fields (keys) from the second side.
        cancelled: the merge was cancelled.
    """

    confirmed = Signal(tuple)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary_label = QLabel(self)
        self.summary_label.setObjectName("heading")
        self.summary_label.setWordWrap(True)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.second_value_buttons: dict[str, QRadioButton] = {}
        self.merge_button, back = QPushButton("合并成一行", self), QPushButton("不合并", self)
        self.merge_button.setObjectName("primary")
        self.merge_button.clicked.connect(lambda: self.confirmed.emit(self.fields_from_second()))
        back.clicked.connect(self.cancelled)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(back)
        line.addWidget(self.merge_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.summary_label)
        layout.addWidget(self.area, 1)
        layout.addLayout(line)

    def show_choices(self, case: DuplicateCase, choices: Sequence[MergeChoice]) -> None:
        """Show the fields of a case that differ."""
        self.second_value_buttons = {}
        inner = QWidget()
        inner.setObjectName("page")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setVerticalSpacing(4)
        for column, side in ((1, case.first), (2, case.second)):
            grid.addWidget(
                _text_label(f"{side.task_force or '未填专班'} {side.report_text}".strip(), "second"), 0, column
            )
            grid.setColumnStretch(column, 1)
        for row, choice in enumerate(choices, start=1):
            grid.addWidget(_text_label(choice.label, "second"), row, 0)
            group = QButtonGroup(inner)
            for column, text in ((1, choice.first), (2, choice.second)):
                button = QRadioButton(text)
                button.setToolTip(text)
                button.setAccessibleName(f"{choice.label}：{text}")
                button.setChecked(column == 1)
                group.addButton(button)
                grid.addWidget(button, row, column)
            self.second_value_buttons[choice.key] = button
        grid.setRowStretch(len(choices) + 1, 1)
        self.area.setWidget(inner)
        self.summary_label.setText(
            f"合并后保留“{case.first.name}”这一行和它的首报时间，另一行进回收站；走访、洽谈、到位资金都跟过来。"
            + ("下面两边写得不一样，请逐栏选：" if choices else "两边没有写得不一样的栏。")
        )

    def fields_from_second(self) -> tuple[str, ...]:
        """Return the keys of the fields to take from the second side."""
        return tuple(key for key, button in self.second_value_buttons.items() if button.isChecked())


def _text_label(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(kind)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return label
