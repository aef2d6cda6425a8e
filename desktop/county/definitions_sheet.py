"""统计口径: the statistical definitions of the county, grouped by rule, each with its choices and its source."""

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
    """A list of all definitions under the headings of their rules; choosing another value is one undo step.

    Signals:
        done: a definition was saved (the label of the command).
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
        """Reload the definitions from the book."""
        details = self._desk.ask(lambda session: [card(session, Setting, row) for row in ids(session, View(Setting))])
        cards = {detail.values["key"].text: detail for detail in details if detail is not None}
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

    def _add(self, layout: QVBoxLayout, key: str, detail: Card) -> None:
        name, source, refused = QLabel(detail.title), QLabel(f"依据：{detail.values['source'].text}"), QLabel()
        name.setObjectName("heading")
        source.setObjectName("second")
        refused.setObjectName("refused")
        for label in (source, refused):
            label.setWordWrap(True)
        source.setVisible(bool(detail.values["source"].text))
        refused.hide()
        self.refused[key] = refused
        for part in (name, self._editor(key, detail), refused, source):
            layout.addWidget(part)
        layout.addSpacing(10)

    def _editor(self, key: str, detail: Card) -> QWidget:
        now, offered = detail.values["value"].text, detail.values["choices"].text.split("、")
        value_labels: Mapping[str, str] = spoken(key)
        editor: QComboBox | QLineEdit
        if len(offered) > 1:
            editor = QComboBox()
            for value in offered if now in offered else [now, *offered]:
                editor.addItem(value_labels.get(value, value), value)
            editor.setCurrentIndex(editor.findData(now))
            editor.textActivated.connect(lambda text, box=editor: self.choose(detail, _value(box, text)))
        else:
            editor = QLineEdit(now)
            editor.setPlaceholderText(detail.values["choices"].text)
            editor.editingFinished.connect(partial(self._typed, detail, editor))
        editor.setMaximumWidth(420)
        editor.setAccessibleName(detail.title)
        editor.setEnabled(self._desk.store.writable)
        self.choices[key] = editor
        return editor

    def _typed(self, detail: Card, line: QLineEdit) -> None:
        if line.isModified():
            line.setModified(False)
            self.choose(detail, line.text())

    def choose(self, one: Card, value: str) -> None:
        """Save a definition; where the value is invalid, show the error beside it and keep what was typed."""
        key = one.values["key"].text
        label = f"修改口径 {one.title}：{spoken(key).get(value, value)}"
        refused = self.refused[key]

        def work(session: Session) -> None:
            take(session, Setting, one.row, {"value": value}, context(session))
            prove(session)

        try:
            self._desk.deed(label, work)
        except Refusal as error:
            refused.setText(str(error))
            refused.show()
        else:
            refused.hide()
            self.done.emit(label)


def _value(box: QComboBox, text: str) -> str:
    """Return the value behind a displayed text of a combo box; the text itself where it is none of the choices."""
    place = box.findText(text)
    return str(box.itemData(place)) if place >= 0 else text
