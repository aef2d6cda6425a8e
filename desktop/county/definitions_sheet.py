"""统计口径: how the county reckons, rule by rule, each definition with its choices and what it rests on."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.desk import Desk
from models.browse import View, ids
from models.card import Card, card
from models.definitions import grouped, prove, spoken
from models.intake import context, take
from models.ledgers.profile import Setting
from models.refusal import Refusal
from models.store import Session


class DefinitionsSheet(QScrollArea):
    """Every definition under the other, the rule they belong to above them; choosing another value is one deed.

    Signals:
        done: a sentence saying what was done.
    """

    done = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self._desk = desk
        self.choices: dict[str, QComboBox | QLineEdit] = {}
        self.refused: dict[str, QLabel] = {}
        self.refresh()

    def refresh(self) -> None:
        """Ask the book again."""
        found = self._desk.ask(lambda session: [card(session, Setting, row) for row in ids(session, View(Setting))])
        cards = {one.values["key"].text: one for one in found if one is not None}
        place, inner = self.verticalScrollBar().value(), QWidget()
        inner.setObjectName("panel")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 12, 0)
        layout.setSpacing(4)
        self.choices, self.refused = {}, {}
        for rule, keys in grouped(cards):
            heading = QLabel(rule)
            heading.setObjectName("rule")
            layout.addWidget(heading)
            for key in keys:
                self._add(layout, key, cards[key])
            layout.addSpacing(12)
        layout.addStretch(1)
        self.setWidget(inner)
        self.verticalScrollBar().setValue(place)

    def _add(self, layout: QVBoxLayout, key: str, one: Card) -> None:
        name, source, refused = QLabel(one.title), QLabel(f"依据：{one.values['source'].text}"), QLabel()
        name.setObjectName("heading")
        source.setObjectName("second")
        refused.setObjectName("refused")
        for label in (source, refused):
            label.setWordWrap(True)
        source.setVisible(bool(one.values["source"].text))
        refused.hide()
        self.refused[key] = refused
        for part in (name, self._editor(key, one), refused, source):
            layout.addWidget(part)
        layout.addSpacing(10)

    def _editor(self, key: str, one: Card) -> QWidget:
        now, offered = one.values["value"].text, one.values["choices"].text.split("、")
        said: Mapping[str, str] = spoken(key)
        editor: QComboBox | QLineEdit
        if len(offered) > 1:
            editor = QComboBox()
            for value in offered if now in offered else [now, *offered]:
                editor.addItem(said.get(value, value), value)
            editor.setCurrentIndex(editor.findData(now))
            editor.textActivated.connect(lambda text, box=editor: self.choose(one, _value(box, text)))
        else:
            editor = QLineEdit(now)
            editor.setPlaceholderText(one.values["choices"].text)
            editor.editingFinished.connect(partial(self._typed, one, editor))
        editor.setMaximumWidth(420)
        editor.setAccessibleName(one.title)
        editor.setEnabled(self._desk.store.writable)
        self.choices[key] = editor
        return editor

    def _typed(self, one: Card, line: QLineEdit) -> None:
        if line.isModified():
            line.setModified(False)
            self.choose(one, line.text())

    def choose(self, one: Card, value: str) -> None:
        """Set a definition; one no rule can reckon with is refused beside it, and what was typed stays."""
        key = one.values["key"].text
        label = f"修改口径 {one.title}：{spoken(key).get(value, value)}"
        refused = self.refused[key]

        def work(session: Session) -> None:
            take(session, Setting, one.row, {"value": value}, context(session))
            prove(session)

        try:
            self._desk.deed(label, work)
        except Refusal as refusal:
            refused.setText(str(refusal))
            refused.show()
        else:
            refused.hide()
            self.done.emit(label)


def _value(box: QComboBox, text: str) -> str:
    """Give the value a text of a box stands for."""
    place = box.findText(text)
    return str(box.itemData(place)) if place >= 0 else text
