"""A row of another ledger: by its name or pinyin initials, with a way to open it and to add one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.app.book_session import BookSession
from desktop.editors.completion_list import Completion, CompletionList, nearest_first
from desktop.editors.text_line import LineEditor
from models.errors import UserError
from models.fields.base import ledger_by_table
from models.fields.field import Field
from models.fields.kind import PickedRow, ReadValue, Value
from models.fields.kinds import FirmNameKind, LinkKind
from models.queries.ledger_query import title_choices
from models.queries.reading_context import reading_context

_MAX_CANDIDATES, _MAX_COMPLETIONS = 80, 20
ADD_ROW_KEY = "+"  # The key of the offer that adds a row; no row's id is so short.


class LinkEditor(LineEditor):
    """The linked row's name; 打开 jumps to it, 新增 stands in the list where no row is called so.

    Signals:
        firm_wanted: the firm typed should be added to the library at once (its name).
    """

    firm_wanted = Signal(str)

    def __init__(self, field: Field, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(field, book_session, parent)
        self._row, self._name = "", ""
        kind = field.kind
        self.target_ledger = kind.to if isinstance(kind, LinkKind | FirmNameKind) else ""
        self.add_button("chevron-down", "从账本里选（Alt+↓）").clicked.connect(self.open_list)
        self.completer = CompletionList(self.line, self._find_completions)
        self.completer.picked.connect(self._on_picked)
        self.open_button = QToolButton(self)
        self.open_button.setText("打开")
        self.open_button.setStyleSheet("QToolButton { color: palette(link); border: none; }")
        self.open_button.setAutoRaise(True)
        self.open_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.open_button.clicked.connect(lambda: self.open_wanted.emit(self.target_ledger, self._row))
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.open_button)
        self.open_button.hide()

    def raw_value(self) -> object:
        """Give the picked row, or the name that was typed."""
        typed = self.line.text().strip()
        return PickedRow(self._row) if self._row and typed == self._name else typed

    def text(self) -> str:
        """Give the row's name, or what was typed."""
        return self.line.text().strip()

    def retype(self, text: str) -> None:
        """Put a name in and look it up."""
        self.type_text(text)
        self.on_leave()

    def set_value(self, value: Value, mark: str, text: str) -> None:
        """Show the row's name."""
        self._set_row(str(value or ""), text if value else "")
        self.line.setCursorPosition(0)

    def read(self) -> ReadValue:
        """Read it, looking the typed name up in the book."""
        raw = self.raw_value()
        if isinstance(raw, PickedRow):
            return ReadValue(str(raw))
        return self.book_session.read(lambda session: self.field.kind.read(raw, reading_context(session)))

    def show_reading(self) -> None:
        """Say nothing while a name is typed, the list below says it; no jump to a row that is no longer named."""
        self._show_open_button(name_matches=self.line.text().strip() == self._name)

    def open_list(self) -> None:
        """Show the first rows by name."""
        self.line.setFocus()
        self.completer.show_matches("", self._name)

    def on_leave(self) -> None:
        """Take the row whose name was typed in full."""
        typed = self.line.text().strip()
        if typed and typed != self._name:
            self.take_named_row(typed)
        super().on_leave()

    def take_named_row(self, typed: str) -> None:
        """Take the row that a name typed in full means, if there is just one."""
        try:
            row_id = self.read().value
        except UserError:
            return
        if row_id:
            self._set_row(row_id, typed)

    @property
    def takes_firms(self) -> bool:
        """Whether it takes firms of the library."""
        return self.target_ledger == FirmNameKind.to

    def add_typed_firm(self) -> bool:
        """Ask for the firm typed to be added to the library; False where none is typed that could be."""
        self.commit_input_method()
        name = self.text()
        is_new_name = bool(name) and not isinstance(self.raw_value(), PickedRow)
        if not self.takes_firms or not is_new_name or not self.has_listeners(self.firm_wanted):
            return False
        self.completer.popup().hide()
        self.firm_wanted.emit(name)
        return True

    def find_offers(self, typed: str) -> list[Completion]:
        """Return the rows to pick from for what is typed, and the offer to add one where none is called so."""
        ledger = ledger_by_table(self.target_ledger)
        offers = self.matching_rows(typed)
        if typed and typed not in {offer.text for offer in offers} and self.has_listeners(self.add_wanted):
            offers.append(Completion(ADD_ROW_KEY, f"＋ 新增{ledger.about.row_label}“{typed}”"))
        return offers

    def matching_rows(self, typed: str) -> list[Completion]:
        """Return the rows whose name, or another of their words, matches what is typed, the nearest first."""
        ledger = ledger_by_table(self.target_ledger)
        id_title_pairs = self.book_session.read(lambda session: title_choices(session, ledger, typed, _MAX_CANDIDATES))
        offers = [Completion(*pair) for pair in id_title_pairs]
        return (nearest_first(typed, offers) if typed else offers)[:_MAX_COMPLETIONS]

    def _find_completions(self, typed: str) -> list[Completion]:
        blank = [Completion("", "（空）")] if not typed and self.line.text() and not self.field.required else []
        return [*blank, *self.find_offers(typed)]

    def show_completions(self) -> None:
        """Offer the rows that fit what is typed."""
        self.completer.show_matches(self.line.text().strip())

    def _on_picked(self, key: str, text: str) -> None:
        if key == ADD_ROW_KEY:
            self.add_wanted.emit(self.target_ledger, self.line.text().strip())
            return
        self.pick_row(key, text if key else "")

    def pick_row(self, row: str, name: str) -> None:
        """Take a row as if the clerk had picked it from the list."""
        self._set_row(row, name)
        self.edited.emit()
        self.finished.emit()

    def _set_row(self, row: str, name: str) -> None:
        self._row, self._name = row, name
        self.line.setText(name)
        self.line.show_note("")
        self._show_open_button(name_matches=True)

    def _show_open_button(self, *, name_matches: bool) -> None:
        self.open_button.setVisible(name_matches and bool(self._row) and self.has_listeners(self.open_wanted))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.open_list()
        elif event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.add_typed_firm()  # where the command of this key is not available
        else:
            super().keyPressEvent(event)
