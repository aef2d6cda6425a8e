"""统计口径: the statistical definitions of the county, grouped by rule, each with its choices and its source."""

from collections.abc import Collection, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.settings.tick_choices import TickChoices
from models.errors import UserError
from models.ledgers.profile import Setting
from models.queries.ledger_query import LedgerQuery, matching_ids
from models.queries.reading_context import reading_context
from models.queries.row_detail import RowDetail, load_row_detail
from models.services.row_service import save_row
from models.settings.definitions import OPTIONAL_GROUPS_KEY, choice_labels, group_by_rule, validate_definitions
from models.settings.optional_ledgers import optional_groups
from models.storage.store import Session

DefinitionEditor = QComboBox | QLineEdit | TickChoices


class DefinitionsEditor(QScrollArea):
    """A list of all definitions under the headings of their rules; choosing another value is one undo step.

    Signals:
        saved: a definition was saved (the label of the command).
    """

    saved = Signal(str)

    def __init__(
        self, book_session: BookSession, parent: QWidget | None = None, keys: Collection[str] | None = None
    ) -> None:
        """Show the definitions of these keys, or all (None)."""
        super().__init__(parent)
        self._keys = keys
        self.setWidgetResizable(True)
        self._book_session = book_session
        self.value_editors: dict[str, DefinitionEditor] = {}
        self.error_labels: dict[str, QLabel] = {}
        self.refresh()

    def refresh(self) -> None:
        """Reload the definitions from the book."""
        details = self._book_session.read(
            lambda session: [
                load_row_detail(session, Setting, row) for row in matching_ids(session, LedgerQuery(Setting))
            ]
        )
        cards = {detail.values["key"].text: detail for detail in details if detail is not None}
        scroll_position, inner = self.verticalScrollBar().value(), QWidget()
        inner.setObjectName("panel")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 12, 0)
        layout.setSpacing(4)
        self.value_editors, self.error_labels = {}, {}
        for rule, keys in group_by_rule(cards if self._keys is None else [key for key in cards if key in self._keys]):
            heading = QLabel(rule)
            heading.setObjectName("rule")
            layout.addWidget(heading)
            for key in keys:
                self._add_definition(layout, key, cards[key])
            layout.addSpacing(12)
        layout.addStretch(1)
        self.setWidget(inner)
        self.verticalScrollBar().setValue(scroll_position)

    def _add_definition(self, layout: QVBoxLayout, key: str, detail: RowDetail) -> None:
        name, source, refused = QLabel(detail.title), QLabel(f"依据：{detail.values['source'].text}"), QLabel()
        name.setObjectName("heading")
        source.setObjectName("second")
        refused.setObjectName("refused")
        for label in (source, refused):
            label.setWordWrap(True)
        source.setVisible(bool(detail.values["source"].text))
        refused.hide()
        self.error_labels[key] = refused
        for part in (name, self._make_editor(key, detail), refused, source):
            layout.addWidget(part)
        layout.addSpacing(10)

    def _make_editor(self, key: str, detail: RowDetail) -> QWidget:
        now, offered = detail.values["value"].text, detail.values["choices"].text.split("、")
        value_labels: Mapping[str, str] = choice_labels(key)
        editor: DefinitionEditor
        if key == OPTIONAL_GROUPS_KEY:
            editor = TickChoices(optional_groups(), now)
            editor.chosen.connect(lambda value: self.set_definition(detail, value))
        elif len(offered) > 1:
            editor = QComboBox()
            for value in offered if now in offered else [now, *offered]:
                editor.addItem(value_labels.get(value, value), value)
            editor.setCurrentIndex(editor.findData(now))
            editor.textActivated.connect(
                lambda text, box=editor: self.set_definition(detail, _value_of_text(box, text))
            )
        else:
            editor = QLineEdit(now)
            editor.setPlaceholderText(detail.values["choices"].text)
            editor.editingFinished.connect(partial(self._on_text_edited, detail, editor))
        editor.setMaximumWidth(420)
        editor.setAccessibleName(detail.title)
        editor.setEnabled(self._book_session.store.writable)
        self.value_editors[key] = editor
        return editor

    def _on_text_edited(self, detail: RowDetail, line: QLineEdit) -> None:
        if line.isModified():
            line.setModified(False)
            self.set_definition(detail, line.text())

    def set_definition(self, detail: RowDetail, value: str) -> None:
        """Save a definition; where the value is invalid, show the error beside it and keep what was typed."""
        key = detail.values["key"].text
        label = f"修改口径 {detail.title}：{choice_labels(key).get(value, value) or '（空）'}"
        refused = self.error_labels[key]

        def work(session: Session) -> None:
            save_row(session, Setting, detail.row, {"value": value}, reading_context(session))
            validate_definitions(session)

        try:
            self._book_session.run(label, work)
        except UserError as error:
            refused.setText(str(error))
            refused.show()
        else:
            refused.hide()
            self.saved.emit(label)


def _value_of_text(box: QComboBox, text: str) -> str:
    """Return the value behind a displayed text of a combo box; the text itself where it is none of the choices."""
    index = box.findText(text)
    return str(box.itemData(index)) if index >= 0 else text
