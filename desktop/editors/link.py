"""A row of another ledger: by its name or pinyin initials, with a way to open it and to add one."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.desk import Desk
from desktop.editors.line import LineEditor
from desktop.editors.offers import Offer, Offers, nearest_first
from models.base import ledger_named
from models.browse import titles
from models.field import Field
from models.intake import context
from models.kind import Picked, Read
from models.kinds import Link
from models.refusal import Refusal

_LOOKED_AT, _OFFERED = 80, 20
ADD = "+"  # The key of the offer that adds a row; no row's id is so short.


class LinkEditor(LineEditor):
    """The linked row's name; 打开 jumps to it, 新增 stands in the list where no row is called so."""

    def __init__(self, field: Field, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(field, desk, parent)
        self._row, self._name = "", ""
        kind = field.kind
        self.to = kind.to if isinstance(kind, Link) else ""
        self.add_button("chevron-down", "从账本里选（Alt+↓）").clicked.connect(self.open_list)
        self.offers = Offers(self.line, self._find)
        self.offers.picked.connect(self._pick)
        self.jump = QToolButton(self)
        self.jump.setText("打开")
        self.jump.setStyleSheet("QToolButton { color: palette(link); border: none; }")
        self.jump.setAutoRaise(True)
        self.jump.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.jump.clicked.connect(lambda: self.open_wanted.emit(self.to, self._row))
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.jump)
        self.jump.hide()

    def raw(self) -> object:
        """Give the picked row, or the name that was typed."""
        typed = self.line.text().strip()
        return Picked(self._row) if self._row and typed == self._name else typed

    def text(self) -> str:
        """Give the row's name, or what was typed."""
        return self.line.text().strip()

    def retype(self, text: str) -> None:
        """Put a name in and look it up."""
        self.type_in(text)
        self.left()

    def put(self, value: Any, mark: str, text: str) -> None:
        """Show the row's name."""
        self._choose(str(value or ""), text if value else "")
        self.line.setCursorPosition(0)

    def read(self) -> Read:
        """Read it, looking the typed name up in the book."""
        raw = self.raw()
        if isinstance(raw, Picked):
            return Read(str(raw))
        return self.desk.ask(lambda session: self.field.kind.read(raw, context(session)))

    def tell(self) -> None:
        """Say nothing while a name is typed, the list below says it; no jump to a row that is no longer named."""
        self._show_jump(named=self.line.text().strip() == self._name)

    def open_list(self) -> None:
        """Show the first rows by name."""
        self.line.setFocus()
        self.offers.offer("", self._name)

    def left(self) -> None:
        """Take the row whose name was typed in full."""
        typed = self.line.text().strip()
        if typed and typed != self._name:
            try:
                row_id = self.read().value
            except Refusal:
                row_id = None
            if row_id:
                self._choose(row_id, typed)
        super().left()

    def _find(self, typed: str) -> list[Offer]:
        ledger = ledger_named(self.to)
        id_title_pairs = self.desk.ask(lambda session: titles(session, ledger, typed, _LOOKED_AT))
        offers = [Offer(*pair) for pair in id_title_pairs]
        offers = (nearest_first(typed, offers) if typed else offers)[:_OFFERED]
        if typed and typed not in {offer.text for offer in offers} and self.can_be_heard(self.add_wanted):
            offers.append(Offer(ADD, f"＋ 新增{ledger.about.label}“{typed}”"))
        blank = [Offer("", "（空）")] if not typed and self.line.text() and not self.field.required else []
        return [*blank, *offers]

    def offer(self) -> None:
        """Offer the rows that fit what is typed."""
        self.offers.offer(self.line.text().strip())

    def _pick(self, key: str, text: str) -> None:
        if key == ADD:
            self.add_wanted.emit(self.to, self.line.text().strip())
            return
        self.pick(key, text if key else "")

    def pick(self, row: str, name: str) -> None:
        """Take a row as if the clerk had picked it from the list."""
        self._choose(row, name)
        self.edited.emit()
        self.finished.emit()

    def _choose(self, row: str, name: str) -> None:
        self._row, self._name = row, name
        self.line.setText(name)
        self.line.say("")
        self._show_jump(named=True)

    def _show_jump(self, *, named: bool) -> None:
        self.jump.setVisible(named and bool(self._row) and self.can_be_heard(self.open_wanted))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.open_list()
        else:
            super().keyPressEvent(event)
