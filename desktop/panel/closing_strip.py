"""销号… and 延期… of an obligation: a strip that asks exactly what the law asks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.panel.field_row import FieldRow
from models.card import EMPTY, Card
from models.field import field_of
from models.intake import Refusals, context, take
from models.laws import CLOSED
from models.ledgers import Obligation
from models.refusal import Refusal

CLOSING, EXTENDING = ("result", "closed_by", "closed_on"), ("extended_to", "extension")
_DEEDS = {CLOSING: "销号", EXTENDING: "延期"}


class ClosingStrip(QWidget):
    """Two buttons; each unfolds its few fields and writes them in one deed.

    Signals:
        saved: the obligation was closed or extended (its id).
    """

    saved = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._row, self._title = desk, "", ""
        self._asked: tuple[str, ...] = ()
        self._closed = False
        self.state = QLabel(self)
        self.state.setWordWrap(True)
        self.close_it, self.extend = QPushButton("销号…", self), QPushButton("延期…", self)
        self.close_it.clicked.connect(lambda: self.unfold(CLOSING))
        self.extend.clicked.connect(lambda: self.unfold(EXTENDING))
        head = QHBoxLayout()
        head.addWidget(self.state, 1)
        head.addWidget(self.extend)
        head.addWidget(self.close_it)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 12, 4)
        layout.addLayout(head)
        self.form = QWidget(self)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.rows = {key: FieldRow(field_of(Obligation, key), desk, self.form) for key in (*CLOSING, *EXTENDING)}
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
        self.agree, self.give_up = QPushButton(self.form), QPushButton("不办了", self.form)
        self.agree.setObjectName("primary")
        self.agree.clicked.connect(self.save)
        self.give_up.clicked.connect(lambda: self.unfold(()))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.give_up)
        line.addWidget(self.agree)
        return line

    def show_card(self, row: str, card: Card) -> None:
        """Show how an obligation of the book stands."""
        if row != self._row:
            self.unfold(())
        self._row, self._title = row, card.title
        texts = {key: value.text for key, value in card.values.items()}
        closed = self._closed = texts["state"] == CLOSED or bool(texts["closed_on"])
        due = texts["extended_to"] or texts["due"]
        if closed:
            self.state.setText(f"{texts['closed_on']} 已销号，销号人 {texts['closed_by'] or '未填'}".strip())
        else:
            self.state.setText(f"应于 {due} 办结" if due else "还没有完成时限")
        self._offer()
        self.setEnabled(self._desk.store.writable and not card.removed)

    def _offer(self) -> None:
        """Offer what can still be done."""
        for button in (self.close_it, self.extend):
            button.setVisible(not self._closed and not self._asked)

    def unfold(self, asked: tuple[str, ...]) -> None:
        """Ask for the fields of CLOSING or EXTENDING; nothing folds the strip."""
        self._asked = asked
        self.form.setVisible(bool(asked))
        self._offer()
        self.general.hide()
        for key, row in self.rows.items():
            row.setVisible(key in asked)
            row.show_value(EMPTY, force=True)
        if not asked:
            return
        self.agree.setText(_DEEDS[asked])
        today, who = self._desk.context().today, self._desk.store.who
        for key, value in (("closed_on", today), ("closed_by", who)):
            if (editor := self.rows[key].editor) is not None:
                editor.show_value(value, "", editor.field.kind.text(value))
        if (first := self.rows[asked[0]].editor) is not None:
            first.setFocus()

    def save(self) -> None:
        """Close or extend in one deed, or say all that is wrong."""
        editors = {key: editor for key in self._asked if (editor := self.rows[key].editor) is not None}
        for editor in editors.values():
            editor.commit_input_method()
        typed = {key: editor.raw() for key, editor in editors.items()}
        if self._asked == CLOSING:
            typed["state"] = CLOSED
        row, label = self._row, f"{_DEEDS[self._asked]} 责任事项：{self._title}"
        self.general.hide()
        try:
            self._refuse_blank(typed)
            self._desk.deed(label, lambda session: take(session, Obligation, row, typed, context(session)).id)
        except Refusals as refusals:
            for key, field_row in self.rows.items():
                field_row.refuse(refusals.by_key.get(key, ""))
            rest = [message for key, message in refusals.by_key.items() if key not in self._asked]
            self._say(" ".join(rest))
        except Refusal as refusal:
            self._say(str(refusal))
        else:
            self.unfold(())
            self.saved.emit(row)

    def _refuse_blank(self, typed: dict[str, object]) -> None:
        """Want the new day of an extension; the law wants the rest."""
        if self._asked == EXTENDING and not typed["extended_to"]:
            label = field_of(Obligation, "extended_to").label
            refused = {"extended_to": f"{label}：请写延到哪一天。"}
            if not typed["extension"]:
                refused["extension"] = "延期必须写明时间节点和方案。"
            raise Refusals(refused)

    def _say(self, sentence: str) -> None:
        self.general.setText(sentence)
        self.general.setVisible(bool(sentence))
