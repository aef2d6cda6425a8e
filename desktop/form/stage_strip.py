"""Where a project stands, how it came there, and the strip that registers its next stage."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.form.entry_strip import EntryStrip
from desktop.form.field_row import FieldRow
from models.errors import FieldErrors, UserError
from models.fields.field import field_of
from models.ledgers.project import Project, StageMove
from models.queries.reading_context import reading_context
from models.queries.row_detail import EMPTY_VALUE, DetailRows, RowDetail
from models.rules.stages import SUSPENDED
from models.services.gates import GateStatus, gate_status
from models.services.stage_moves import GATE_OVERRIDE_FIELDS, MOVE_FIELDS, register_stage_move

_NO_STAGE = "还没有阶段记录，不计入任何一个库；请点“登记阶段…”，填阶段和进入的日期。"
_LAID_OUT = ("部门联审", "协议要点")  # checks of which each unit or point has a row of its own
_MAX_UNBROKEN_CHARS = 16  # characters that fit a line of the panel


class StageStrip(EntryStrip):
    """The stages so far in one line, and 登记阶段… which unfolds four fields and says what still stands at the gate.

    Signals:
        advanced: a stage was registered (the project's id).
        status_wanted: the project should be set aside or going again.
        open_wanted: a step of the way should be corrected (its ledger, its id).
    """

    advanced = Signal(str)
    status_wanted = Signal()
    open_wanted = Signal(str, str)

    def __init__(self, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book_session, self._row, self._latest_move = book_session, "", ""
        self.path_label, self.status_label = QLabel(self), QLabel(self)
        self.path_label.setWordWrap(True)
        self.status_label.setWordWrap(True)
        self.status_label.setObjectName("refused")
        self.status_label.hide()
        self.new_stage_button, self.status_button, self.correct_button = (
            QPushButton(text, self) for text in ("登记阶段…", "状态…", "更正…")
        )
        self.status_button.setToolTip("暂停、终止、退库，或者重启")
        self.correct_button.setToolTip("更正最近一步的日期、依据；原来的留在历史里")
        self.new_stage_button.clicked.connect(lambda: self.unfold(True))
        self.status_button.clicked.connect(self.status_wanted)
        self.correct_button.clicked.connect(lambda: self.open_wanted.emit(StageMove.__tablename__, self._latest_move))
        self._button_bar = QWidget(self)
        line = QHBoxLayout(self._button_bar)
        line.setContentsMargins(0, 0, 0, 0)
        for button in (self.new_stage_button, self.status_button, self.correct_button):
            line.addWidget(button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 12, 4)
        layout.setSpacing(6)
        for part in (self.path_label, self.status_label, self._button_bar):
            layout.addWidget(part)
        layout.addWidget(self._make_form())

    def _make_form(self) -> QWidget:
        self.form = QWidget(self)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.gate_label, self.error_label = QLabel(self.form), QLabel(self.form)
        self.field_rows = {
            key: FieldRow(field_of(StageMove, key), self._book_session, self.form) for key in MOVE_FIELDS
        }
        self.field_rows |= {
            key: FieldRow(field_of(Project, key), self._book_session, self.form) for key in GATE_OVERRIDE_FIELDS
        }
        for key, row in self.field_rows.items():
            column.addWidget(row)
            if key == "stage":
                column.addWidget(self.gate_label)
        if (stage := self.field_rows["stage"].editor) is not None:
            stage.edited.connect(self._show_gate)
            stage.finished.connect(self._show_gate)
        self.error_label.setObjectName("refused")
        for label in (self.gate_label, self.error_label):
            label.setWordWrap(True)
            label.hide()
        column.addWidget(self.error_label)
        column.addLayout(self._make_buttons())
        self.form.hide()
        return self.form

    def _make_buttons(self) -> QHBoxLayout:
        self.register_button, give_up = QPushButton("登记", self.form), QPushButton("不登记", self.form)
        self.register_button.setObjectName("primary")
        self.register_button.clicked.connect(self.save)
        give_up.clicked.connect(lambda: self.unfold(False))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(give_up)
        line.addWidget(self.register_button)
        return line

    def show_row(self, row: str, moves: DetailRows) -> None:
        """Show how a project came where it stands; ``moves`` are the latest first."""
        if row != self._row:
            self.unfold(False)
        self._row = row
        self._latest_move = moves.rows[0][0] if moves.rows else ""
        self.correct_button.setVisible(bool(moves.rows))
        at = {key: moves.keys.index(key) for key in ("stage", "on")}
        steps = [f"{texts[at['stage']]} {texts[at['on']]}" for _, texts in reversed(moves.rows)]
        self.path_label.setText(" → ".join(steps) or _NO_STAGE)

    def show_row_detail(self, row_detail: RowDetail) -> None:
        """Say that a project stands aside, and why."""
        status, reason = row_detail.values["status"].text, row_detail.values["status_reason"].text
        self.status_label.setText(f"■ {status}：{reason}" if reason else f"■ {status}")
        self.status_label.setVisible(status in SUSPENDED)
        self._button_bar.setEnabled(self._book_session.store.writable and not row_detail.removed)

    def unfold(self, unfolded: bool) -> None:
        """Show the strip's fields, the day set to today, or fold them away."""
        self.form.setVisible(unfolded)
        self._button_bar.setVisible(not unfolded)
        if not unfolded:
            return
        self.error_label.hide()
        for row in self.field_rows.values():
            row.show_value(EMPTY_VALUE, force=True)
        today = self._book_session.reading_context().today
        if (day := self.field_rows["on"].editor) is not None:
            day.show_value(today, "", day.field.kind.text(today))
        self._show_gate()
        if (stage := self.field_rows["stage"].editor) is not None:
            stage.setFocus()

    def begin(self, stage: str) -> None:
        """Unfold with a stage already chosen, the keys on its day; without one the keys are on the stage."""
        self.unfold(True)
        chosen, day = (self.field_rows[key].editor for key in ("stage", "on"))
        if stage and chosen is not None and day is not None:
            chosen.show_value(stage, "", stage)
            self._show_gate()
            day.setFocus()

    def fold(self) -> None:
        """Register nothing."""
        self.unfold(False)
        self.new_stage_button.setFocus()

    def _show_gate(self) -> None:
        """Say what the chosen stage still lacks; where gates bind, ask who lets the project pass, and why."""
        stage, row = str(self.field_rows["stage"].raw_value() or ""), self._row
        lacking = (
            self._book_session.read(lambda session: gate_status(session, row, stage)) if stage and row else GateStatus()
        )
        shown = [f"{name}（只提醒）" if name in lacking.reminders else name for name in lacking.missing]
        boxes = [f"□\u00a0{_without_breaks(name)}" for name in shown]
        short = "　".join(box for box, name in zip(boxes, shown, strict=True) if not _is_long(name))
        names = "\n".join(
            filter(None, (short, *(box for box, name in zip(boxes, shown, strict=True) if _is_long(name))))
        )
        if any(name.startswith(_LAID_OUT) for name in lacking.missing):
            names += "\n联审和要点：右键这个项目，选“列出联审单位和协议要点”，再逐条填。"
        tail = "\n不齐不能进入；确要放行，请写明放行人和理由：" if lacking.binding else "\n本县只提醒，不拦。"
        if lacking.overridden:
            tail = "\n已有放行人和理由，可以登记。"
        self.gate_label.setText(f"进入“{stage}”前还缺：\n{names}{tail}")
        self.gate_label.setVisible(bool(lacking.missing))
        for key in GATE_OVERRIDE_FIELDS:
            self.field_rows[key].setVisible(bool(lacking.missing) and lacking.binding and not lacking.overridden)
        self.mark_last_field()

    def save(self) -> None:
        """Register the stage in one command, or say all that is wrong."""
        editors = {
            key: row.editor for key, row in self.field_rows.items() if row.editor is not None and not row.isHidden()
        }
        for editor in editors.values():
            editor.commit_input_method()
        typed = {key: editor.raw_value() for key, editor in editors.items()}
        by, row = self._book_session.store.who, self._row
        label = f"登记阶段：{typed['stage']}"
        self.error_label.hide()
        try:
            self._book_session.run(
                label, lambda session: register_stage_move(session, row, typed, by, reading_context(session))
            )
        except FieldErrors as errors:
            for key, field_row in self.field_rows.items():
                field_row.show_error(errors.by_key.get(key, ""))
        except UserError as error:
            self.error_label.setText(str(error))
            self.error_label.show()
        else:
            self.unfold(False)
            self.advanced.emit(row)


def _without_breaks(name: str) -> str:
    """Keep a gate's name on one line: Chinese may break between any two characters, unless joined (U+2060).

    A name that quotes a promise is longer than a line and breaks where it must.
    """
    return name if _is_long(name) else "\u2060".join(name)


def _is_long(name: str) -> bool:
    """Whether a gate's name fills lines of its own."""
    return len(name) > _MAX_UNBROKEN_CHARS
