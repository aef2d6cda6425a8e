"""Where a project stands, how it came there, and the strip that registers its next stage."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.panel.field_row import FieldRow
from models.advance import ASKED, PASSED, advance
from models.card import EMPTY, Card, Detail
from models.field import field_of
from models.gates import Missing, missing
from models.intake import Refusals, context
from models.ledgers.project import Project, StageMove
from models.refusal import Refusal
from models.rules.stages import ASIDE


class StageStrip(QWidget):
    """The stages so far in one line, and 登记阶段… which unfolds four fields and says what still stands at the gate.

    Signals:
        advanced: a stage was registered (the project's id).
        turn_wanted: the project should be set aside or going again.
        open_wanted: a step of the way should be corrected (its ledger, its id).
    """

    advanced = Signal(str)
    turn_wanted = Signal()
    open_wanted = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._row, self._latest = desk, "", ""
        self.path, self.status = QLabel(self), QLabel(self)
        self.path.setWordWrap(True)
        self.status.setWordWrap(True)
        self.status.setObjectName("refused")
        self.status.hide()
        self.start, self.turn, self.mend = (QPushButton(text, self) for text in ("登记阶段…", "状态…", "更正…"))
        self.turn.setToolTip("暂停、终止、退库，或者重启")
        self.mend.setToolTip("更正最近一步的日期、依据；原来的留在历史里")
        self.start.clicked.connect(lambda: self.unfold(True))
        self.turn.clicked.connect(self.turn_wanted)
        self.mend.clicked.connect(lambda: self.open_wanted.emit(StageMove.__tablename__, self._latest))
        self._buttons = QWidget(self)
        line = QHBoxLayout(self._buttons)
        line.setContentsMargins(0, 0, 0, 0)
        for button in (self.start, self.turn, self.mend):
            line.addWidget(button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 12, 4)
        layout.setSpacing(6)
        for part in (self.path, self.status, self._buttons):
            layout.addWidget(part)
        layout.addWidget(self._make_form())

    def _make_form(self) -> QWidget:
        self.form = QWidget(self)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.gate, self.general = QLabel(self.form), QLabel(self.form)
        self.rows = {key: FieldRow(field_of(StageMove, key), self._desk, self.form) for key in ASKED}
        self.rows |= {key: FieldRow(field_of(Project, key), self._desk, self.form) for key in PASSED}
        for key, row in self.rows.items():
            column.addWidget(row)
            if key == "stage":
                column.addWidget(self.gate)
        if (stage := self.rows["stage"].editor) is not None:
            stage.edited.connect(self._show_gate)
            stage.finished.connect(self._show_gate)
        self.general.setObjectName("refused")
        for label in (self.gate, self.general):
            label.setWordWrap(True)
            label.hide()
        column.addWidget(self.general)
        column.addLayout(self._answers())
        self.form.hide()
        return self.form

    def _answers(self) -> QHBoxLayout:
        self.register, give_up = QPushButton("登记", self.form), QPushButton("不登记", self.form)
        self.register.setObjectName("primary")
        self.register.clicked.connect(self.save)
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
        self._latest = moves.rows[0][0] if moves.rows else ""
        self.mend.setVisible(bool(moves.rows))
        at = {key: moves.keys.index(key) for key in ("stage", "on")}
        steps = [f"{texts[at['stage']]} {texts[at['on']]}" for _, texts in reversed(moves.rows)]
        self.path.setText(" → ".join(steps) or "还没有阶段记录")

    def show_card(self, card: Card) -> None:
        """Say that a project stands aside, and why."""
        status, reason = card.values["status"].text, card.values["status_reason"].text
        self.status.setText(f"■ {status}：{reason}" if reason else f"■ {status}")
        self.status.setVisible(status in ASIDE)
        self._buttons.setEnabled(self._desk.store.writable and not card.removed)

    def unfold(self, wanted: bool) -> None:
        """Show the strip's fields, the day set to today, or fold them away."""
        self.form.setVisible(wanted)
        self._buttons.setVisible(not wanted)
        if not wanted:
            return
        self.general.hide()
        for row in self.rows.values():
            row.show_value(EMPTY, force=True)
        today = self._desk.context().today
        if (day := self.rows["on"].editor) is not None:
            day.show_value(today, "", day.field.kind.text(today))
        self._show_gate()
        if (stage := self.rows["stage"].editor) is not None:
            stage.setFocus()

    def _show_gate(self) -> None:
        """Say what the chosen stage still lacks; where gates bind, ask who lets the project pass, and why."""
        stage, row = str(self.rows["stage"].raw() or ""), self._row
        lacking = self._desk.ask(lambda session: missing(session, row, stage)) if stage and row else Missing()
        names = "　".join(f"□\u00a0{_unbroken(name)}" for name in lacking.names)
        tail = "\n不齐不能进入；确要放行，请写明放行人和理由：" if lacking.binds else "\n本县只提醒，不拦。"
        if lacking.let_through:
            tail = "\n已有放行人和理由，可以登记。"
        self.gate.setText(f"进入“{stage}”前还缺：\n{names}{tail}")
        self.gate.setVisible(bool(lacking.names))
        for key in PASSED:
            self.rows[key].setVisible(bool(lacking.names) and lacking.binds and not lacking.let_through)

    def save(self) -> None:
        """Register the stage in one deed, or say all that is wrong."""
        editors = {key: row.editor for key, row in self.rows.items() if row.editor is not None and not row.isHidden()}
        for editor in editors.values():
            editor.commit_input_method()
        typed = {key: editor.raw() for key, editor in editors.items()}
        by, row = self._desk.store.who, self._row
        label = f"登记阶段：{typed['stage']}"
        self.general.hide()
        try:
            self._desk.deed(label, lambda session: advance(session, row, typed, by, context(session)))
        except Refusals as refusals:
            for key, field_row in self.rows.items():
                field_row.refuse(refusals.by_key.get(key, ""))
        except Refusal as refusal:
            self.general.setText(str(refusal))
            self.general.show()
        else:
            self.unfold(False)
            self.advanced.emit(row)


def _unbroken(name: str) -> str:
    """Keep a gate's name on one line: Chinese may break between any two characters, unless joined (U+2060)."""
    return "\u2060".join(name)
