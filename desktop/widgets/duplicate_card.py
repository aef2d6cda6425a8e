"""One possible duplicate (撞单) with both sides next to each other, and buttons for the decisions."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from models.duplicates.decisions import DECISIONS, DuplicateCase, DuplicateSide
from models.rules.vocabulary import DuplicateRuling

_NO_MERGE = "线索和项目是两本台账，不能合并；可以在项目的“来源线索”里选这条线索"

_DECISION_TOOLTIPS: dict[str, str] = {
    name: f"{loser}的那一行转给{winner}的专班，记为“撞单让出”；计不计数按“统计口径”"
    for name, winner, loser in (
        (DuplicateRuling.FIRST, "先报方", "后报方"),
        (DuplicateRuling.SECOND, "后报方", "先报方"),
    )
}


class DuplicateCard(QWidget):
    """Shows both sides field by field, the side reported first at the left.

    Signals:
        decided: a decision was made, one of DECISIONS.
        merge_wanted: the two rows should be merged.
        open_wanted: one side's row should be shown (ledger, id).
    """

    decided = Signal(str)
    merge_wanted = Signal()
    open_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason_label = QLabel(self)
        self.reason_label.setObjectName("heading")
        self.reason_label.setWordWrap(True)
        self._sides_layout = QVBoxLayout()
        self._sides: QWidget | None = None
        self.buttons: dict[str, QPushButton] = {name: self._button(name) for name in DECISIONS}
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _=False, name=name: self.decided.emit(name))
            button.setToolTip(_DECISION_TOOLTIPS.get(name, ""))
        self.merge_button = self._button("合并…")
        self.merge_button.clicked.connect(self.merge_wanted)
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in (*self.buttons.values(), self.merge_button):
            line.addWidget(button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.reason_label)
        layout.addLayout(self._sides_layout)
        layout.addStretch(1)
        layout.addLayout(line)

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(name, self)
        button.setObjectName("secondary")
        return button

    def show_case(self, case: DuplicateCase, *, writable: bool) -> None:
        """Show another case."""
        self.reason_label.setText(f"{case.level} 级疑似：{case.reason}")
        if self._sides is not None:
            self._sides.setParent(None)
            self._sides.deleteLater()
        self._sides = self._table(case)
        self._sides_layout.addWidget(self._sides)
        for button in self.buttons.values():
            button.setEnabled(writable)
        self.merge_button.setEnabled(writable and case.can_merge)
        self.merge_button.setToolTip("把两行合成一行，保留先报的一行" if case.can_merge else _NO_MERGE)

    def _table(self, case: DuplicateCase) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for column, (word, side) in enumerate((("先报方", case.first), ("后报方", case.second)), start=1):
            grid.addWidget(self._text_label(word, "second"), 0, column)
            grid.addWidget(self._title_button(side), 1, column)
            grid.addWidget(self._text_label(side.task_force or "—"), 2, column)
            grid.addWidget(self._text_label(side.report_text or "—"), 3, column)
            for row, (_, text) in enumerate(side.facts, start=4):
                grid.addWidget(self._text_label(text), row, column)
            grid.setColumnStretch(column, 1)
        # The two ledgers of a case may label a field differently; the first side's label is shown.
        names = ("", "名称", "专班", "首报时间", *(label for label, _ in case.first.facts))
        for row, name in enumerate(names):
            grid.addWidget(self._text_label(name, "second"), row, 0, Qt.AlignmentFlag.AlignTop)
        return table

    def _title_button(self, side: DuplicateSide) -> QPushButton:
        button = QPushButton(f"{side.name}（{side.ledger.about.label}）")
        button.setObjectName("link")
        button.setToolTip("打开这一行")
        button.setStyleSheet("text-align: left")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.open_wanted.emit(side.ledger.__tablename__, side.row))
        return button

    def _text_label(self, text: str, kind: str = "") -> QLabel:
        label = QLabel(text)
        label.setObjectName(kind)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label
