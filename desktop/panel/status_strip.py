"""A project set aside, ended or going again, with the reason: the strip that asks for both."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.panel.field_row import FieldRow
from models.advance import TURNED
from models.card import EMPTY, Card
from models.field import field_of
from models.intake import Refusals, context, take
from models.ledgers import Project
from models.refusal import Refusal


class StatusStrip(QWidget):
    """Folded until asked for; writes state and reason in one deed.

    Signals:
        saved: the state was written (the project's id).
    """

    saved = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._row, self._title = desk, "", ""
        self.rows = {key: FieldRow(field_of(Project, key), desk, self) for key in TURNED}
        self.general = QLabel(self)
        self.general.setObjectName("refused")
        self.general.setWordWrap(True)
        self.general.hide()
        self.agree, give_up = QPushButton("记下状态", self), QPushButton("不改了", self)
        self.agree.setObjectName("primary")
        self.agree.clicked.connect(self.save)
        give_up.clicked.connect(self.hide)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(give_up)
        line.addWidget(self.agree)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 12, 4)
        layout.setSpacing(8)
        for row in self.rows.values():
            layout.addWidget(row)
        layout.addWidget(self.general)
        layout.addLayout(line)
        self.hide()

    def show_card(self, row: str, card: Card) -> None:
        """Follow the project in the panel; another one's strip is folded."""
        if row != self._row:
            self.hide()
        self._row, self._title = row, card.title

    def unfold(self) -> None:
        """Ask for the new state."""
        self.general.hide()
        for row in self.rows.values():
            row.show_value(EMPTY, force=True)
        self.show()
        if (first := self.rows["status"].editor) is not None:
            first.setFocus()

    def save(self) -> None:
        """Write the state in one deed, or say all that is wrong."""
        editors = {key: row.editor for key, row in self.rows.items() if row.editor is not None}
        for editor in editors.values():
            editor.commit_input_method()
        typed = {key: editor.raw() for key, editor in editors.items()}
        row, label = self._row, f"{typed['status']} 项目：{self._title}"
        self.general.hide()
        try:
            self._refuse_blank(typed)
            self._desk.deed(label, lambda session: take(session, Project, row, typed, context(session)).id)
        except Refusals as refusals:
            for key, field_row in self.rows.items():
                field_row.refuse(refusals.by_key.get(key, ""))
            self._say(" ".join(message for key, message in refusals.by_key.items() if key not in self.rows))
        except Refusal as refusal:
            self._say(str(refusal))
        else:
            self.hide()
            self.saved.emit(row)

    def _refuse_blank(self, typed: dict[str, object]) -> None:
        if not typed["status"]:
            raise Refusals({"status": "请选一个状态：暂停、终止、退库，或者重启。"})

    def _say(self, sentence: str) -> None:
        self.general.setText(sentence)
        self.general.setVisible(bool(sentence))
