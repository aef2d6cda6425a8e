"""A firm: picked from the library by its name or pinyin, or typed as free text, which one key adds to the library."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.app.book_session import BookSession
from desktop.editors.completion_list import Completion
from desktop.editors.link import LinkEditor
from models.fields.field import Field
from models.fields.kind import PickedRow, ReadValue, Value
from models.ledgers import Enterprise
from models.queries.firm_names import firm_name, firms_named, several_firms_error
from models.queries.ledger_query import cell_texts

_KEY_NOTE = "企业库里没有 · Ctrl+L 加入"
_ADD_LABEL, _ADDED_ON_SAVE = "加入企业库", "保存时加入企业库"


class FirmEditor(LinkEditor):
    """The firm's name; 打开 jumps to a firm of the library, 加入企业库 makes one of free text."""

    def __init__(self, field: Field, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(field, book_session, parent)
        self._name_by_row: dict[str, str] = {}
        self._has_offers = False
        self._name_to_add = ""  # becomes a firm of the library once the new row is saved
        self.library_button = QToolButton(self)
        self.library_button.setText(_ADD_LABEL)
        self.library_button.setToolTip("把它记进企业库，连同这一行的所在地、联系人、电话（Ctrl+L）")
        self.library_button.setStyleSheet("QToolButton { color: palette(link); border: none; }")
        self.library_button.setAutoRaise(True)
        self.library_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.library_button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.library_button.clicked.connect(self.add_typed_firm)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.library_button)
        self.library_button.hide()

    def set_value(self, value: Value, mark: str, text: str) -> None:
        """Show the firm's name, and whether it is in the library."""
        self._has_offers = False
        self._set_row(value if isinstance(value, PickedRow) else "", text)
        self.line.setCursorPosition(0)

    def read(self) -> ReadValue:
        """Read the firm's name."""
        return self.field.kind.read(self.text(), self.book_session.reading_context())

    def error_text(self) -> str:
        """Say why the name cannot be taken: it is missing, or several firms bear it."""
        firms = self._firms_typed()
        return super().error_text() or (str(several_firms_error(self.text(), len(firms))) if len(firms) > 1 else "")

    def take_named_row(self, typed: str) -> None:
        """Take the firm of the library that was named, by its whole name, its short name or its code."""
        firms = self._firms_typed()
        if len(firms) == 1:
            self._set_row(firms[0], self.book_session.read(lambda session: firm_name(session, firms[0])))

    def _firms_typed(self) -> list[str]:
        """Return the firms of the library that bear the name typed; none where the firm is known already."""
        typed = self.text()
        if not typed or isinstance(self.raw_value(), PickedRow):
            return []
        return self.book_session.read(lambda session: firms_named(session, typed))

    def on_leave(self) -> None:
        """Take the firm that was named; free text may be added to the library from now on."""
        self._has_offers = False
        super().on_leave()
        self._show_library_button()

    def show_completions(self) -> None:
        """Offer the firms that fit; where none does, say how the text becomes one."""
        super().show_completions()
        self._show_library_button()
        if self.in_table:
            self.line.show_note(_KEY_NOTE if self.text() and not self._has_offers else "")

    def find_offers(self, typed: str) -> list[Completion]:
        """Offer firms of the library; those of one name are told apart by where they are."""
        offers = self.matching_rows(typed)
        names = [offer.text for offer in offers]
        self._has_offers = bool(offers)
        self._name_by_row = {offer.key: offer.text for offer in offers}
        alike = [offer.key for offer in offers if names.count(offer.text) > 1]
        if not alike:
            return offers
        facts = self.book_session.read(lambda session: cell_texts(session, Enterprise, alike, ("place", "code")))
        return [
            Completion(offer.key, "　".join((offer.text, *filter(None, facts.get(offer.key, ()))))) for offer in offers
        ]

    @property
    def is_to_be_added(self) -> bool:
        """Whether the name typed becomes a firm of the library when the new row is saved."""
        return bool(self._name_to_add) and self.text() == self._name_to_add

    def add_on_save(self) -> None:
        """Make the name a firm of the library when the new row is saved, in one step with it; say so beside it."""
        self._name_to_add = self.text()
        self._show_library_button()

    def pick_row(self, row: str, name: str) -> None:
        """Take a firm as if the clerk had picked it from the list."""
        super().pick_row(row, self._name_by_row.get(row, name))

    def _set_row(self, row: str, name: str) -> None:
        super()._set_row(row, name)
        self._show_library_button()

    def _show_library_button(self) -> None:
        is_free_text = bool(self.text()) and not isinstance(self.raw_value(), PickedRow)
        can_add = self.has_listeners(self.firm_wanted) and self.book_session.store.writable
        self.library_button.setText(_ADDED_ON_SAVE if self.is_to_be_added else _ADD_LABEL)
        self.library_button.setEnabled(not self.is_to_be_added)
        self.library_button.setVisible(is_free_text and not self._has_offers and can_add and not self.in_table)
