"""统计口径: how the county reckons, each definition with its choices and what it rests on."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.desk import Desk
from models.browse import View, ids
from models.card import Card, card
from models.intake import context, take
from models.ledgers.profile import Setting


class DefinitionsSheet(QScrollArea):
    """Every definition under the other; choosing another value is one deed.

    Signals:
        done: a sentence saying what was done.
    """

    done = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self._desk = desk
        self.choices: dict[str, QComboBox | QLineEdit] = {}
        self.refresh()

    def refresh(self) -> None:
        """Ask the book again."""
        found = self._desk.ask(lambda session: [card(session, Setting, row) for row in ids(session, View(Setting))])
        inner = QWidget()
        inner.setObjectName("panel")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 12, 0)
        layout.setSpacing(4)
        self.choices = {}
        for one in sorted((one for one in found if one is not None), key=lambda one: one.title):
            self._add(layout, one)
        layout.addStretch(1)
        self.setWidget(inner)

    def _add(self, layout: QVBoxLayout, one: Card) -> None:
        name = QLabel(one.title)
        name.setObjectName("heading")
        source = QLabel(one.values["source"].text)
        source.setObjectName("second")
        source.setWordWrap(True)
        layout.addWidget(name)
        layout.addWidget(self._editor(one))
        layout.addWidget(source)
        layout.addSpacing(14)

    def _editor(self, one: Card) -> QWidget:
        now, offered = one.values["value"].text, one.values["choices"].text.split("、")
        editor: QComboBox | QLineEdit
        if len(offered) > 1:
            editor = QComboBox()
            editor.addItems(offered if now in offered else [now, *offered])
            editor.setCurrentText(now)
            editor.textActivated.connect(partial(self.choose, one))
        else:
            editor = QLineEdit(now)
            editor.editingFinished.connect(lambda: self.choose(one, editor.text()) if editor.isModified() else None)
        editor.setMaximumWidth(360)
        editor.setAccessibleName(one.title)
        self.choices[one.values["key"].text] = editor
        return editor

    def choose(self, one: Card, value: str) -> None:
        """Set a definition."""
        label = f"修改口径 {one.title}：{value}"
        typed = {"value": value}
        self._desk.deed(label, lambda session: take(session, Setting, one.row, typed, context(session)))
        self.done.emit(label)
