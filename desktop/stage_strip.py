"""Where a project stands, how it came there, and the strip that registers its next stage."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.field_row import FieldRow
from models.advance import ASKED, advance
from models.card import EMPTY, Detail
from models.field import field_of
from models.intake import Refusals, context
from models.ledgers.project import StageMove
from models.refusal import Refusal


class StageStrip(QWidget):
    """The stages so far in one line, and 登记阶段… which unfolds four fields.

    Signals:
        advanced: a stage was registered (the project's id).
    """

    advanced = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._row = desk, ""
        self.path = QLabel(self)
        self.path.setWordWrap(True)
        self.start = QPushButton("登记阶段…", self)
        self.start.clicked.connect(lambda: self.unfold(True))
        head = QHBoxLayout()
        head.addWidget(self.path, 1)
        head.addWidget(self.start)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 12, 4)
        layout.addLayout(head)
        self.form = QWidget(self)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.rows = {key: FieldRow(field_of(StageMove, key), desk, self.form) for key in ASKED}
        for row in self.rows.values():
            column.addWidget(row)
        self.general = QLabel(self.form)
        self.general.setObjectName("refused")
        self.general.setWordWrap(True)
        self.general.hide()
        column.addWidget(self.general)
        column.addLayout(self._buttons())
        layout.addWidget(self.form)
        self.form.hide()

    def _buttons(self) -> QHBoxLayout:
        self.register = QPushButton("登记", self.form)
        self.register.setObjectName("primary")
        self.register.clicked.connect(self.save)
        give_up = QPushButton("不登记", self.form)
        give_up.clicked.connect(lambda: self.unfold(False))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(give_up)
        line.addWidget(self.register)
        return line

    def show_row(self, row: str, moves: Detail) -> None:
        """Show how a project came where it stands; ``moves`` are the latest first."""
        if row != self._row:
            self.unfold(False)
        self._row = row
        at = {key: moves.keys.index(key) for key in ("stage", "on")}
        steps = [f"{texts[at['stage']]} {texts[at['on']]}" for _, texts in reversed(moves.rows)]
        self.path.setText(" → ".join(steps) or "还没有阶段记录")

    def unfold(self, wanted: bool) -> None:
        """Show the strip's fields, the day set to today, or fold them away."""
        self.form.setVisible(wanted)
        self.start.setVisible(not wanted)
        if not wanted:
            return
        for row in self.rows.values():
            row.show_value(EMPTY, force=True)
        today = self._desk.context().today
        if (day := self.rows["on"].editor) is not None:
            day.show_value(today, "", day.field.kind.text(today))
        if (stage := self.rows["stage"].editor) is not None:
            stage.setFocus()

    def save(self) -> None:
        """Register the stage in one deed, or say all that is wrong."""
        editors = {key: row.editor for key, row in self.rows.items() if row.editor is not None}
        for editor in editors.values():
            editor.commit_input_method()
        typed = {key: editor.raw() for key, editor in editors.items()}
        by, row = self._desk.store.who, self._row
        label = f"登记阶段：{typed['stage']}"
        self.general.hide()
        try:
            self._desk.deed(label, lambda session: advance(session, row, typed, by, context(session)))
        except Refusals as refusals:
            for key, one in self.rows.items():
                one.refuse(refusals.by_key.get(key, ""))
        except Refusal as refusal:
            self.general.setText(str(refusal))
            self.general.show()
        else:
            self.unfold(False)
            self.advanced.emit(row)
