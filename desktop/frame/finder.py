"""The box of Ctrl+K: a few letters find an enterprise, a project, a lead, a page or a command."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.frame.found_lines import DETAIL, KIND, FoundLines
from desktop.look.colours import Colours
from desktop.look.icons import icon
from models.base import Ledger
from models.browse import cells, titles
from models.field import field_of
from models.ledgers import Enterprise, Lead, Project
from models.search import fold, initials
from models.store import Session

_SEARCHED: tuple[tuple[type[Ledger], str], ...] = (
    (Enterprise, "building-2"),
    (Project, "factory"),
    (Lead, "target"),
)
_OF_EACH = 6
_BREATH = 80
_WIDTH = 560
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


@dataclass(frozen=True, slots=True)
class Found:
    """Something the box can bring: its name, what it is, its icon, and what choosing it does."""

    label: str
    kind: str
    icon: str
    choose: Callable[[], None]
    detail: str = ""


class Finder(QFrame):
    """Takes a few letters and lists what they may mean; Enter takes the first.

    Signals:
        row_wanted: a ledger's name and a row's id.
    """

    row_wanted = Signal(str, str)

    def __init__(self, desk: Desk, offered: Sequence[Found], colours: Colours, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._desk, self._offered, self._colours = desk, offered, colours
        self.found: list[Found] = []
        self.box, self.list = QLineEdit(), QListWidget()
        self.box.setPlaceholderText("企业、项目、线索的名称或拼音首字母，也可以写命令")
        self.box.installEventFilter(self)
        self.list.setObjectName("results")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(FoundLines(colours, self.list))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.box)
        layout.addWidget(self.list)
        self.resize(_WIDTH, 420)
        self._pause = QTimer(self, singleShot=True, interval=_BREATH)
        self._pause.timeout.connect(self.look)
        self.box.textChanged.connect(lambda _: self._pause.start())
        self.list.itemClicked.connect(lambda _: self.take())
        self.look()

    def open_at(self, corner: QPoint) -> None:
        """Show it with its upper left corner there."""
        self.move(corner)
        self.show()
        self.box.setFocus()

    def look(self) -> None:
        """List what the typed letters may mean."""
        typed = self.box.text().strip()
        self.found = [*self._rows(typed), *self._commands(typed)] if typed else list(self._offered)
        self.list.clear()
        for match in self.found:
            item = QListWidgetItem(icon(match.icon, self._colours.second), match.label)
            item.setData(DETAIL, match.detail)
            item.setData(KIND, match.kind)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if self.found else -1)

    def take(self) -> None:
        """Do what the marked line stands for."""
        row = self.list.currentRow()
        if self._pause.isActive():
            self._pause.stop()
            self.look()
            row = self.list.currentRow()
        if 0 <= row < len(self.found):
            self.close()
            self.found[row].choose()

    def _rows(self, typed: str) -> list[Found]:
        matches = []
        for ledger, picture in _SEARCHED:
            for row, name, detail in self._desk.ask(partial(_named, ledger=ledger, typed=typed)):
                choose = partial(self.row_wanted.emit, ledger.__tablename__, row)
                matches.append(Found(name, ledger.about.label, picture, choose, detail))
        return matches

    def _commands(self, typed: str) -> list[Found]:
        wanted = fold(typed)
        return [
            command
            for command in self._offered
            if wanted in fold(command.label) or any(wanted in way for way in initials(fold(command.label)))
        ]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(cast("QKeyEvent", event).key())
            if key in _MOVES and self.found:
                self.list.setCurrentRow((self.list.currentRow() + _MOVES[key]) % len(self.found))
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.take()
                return True
        return super().eventFilter(watched, event)


def _named(session: Session, ledger: type[Ledger], typed: str) -> list[tuple[str, str, str]]:
    """Find rows by what was typed: id, name, and what tells namesakes apart."""
    id_title_pairs = titles(session, ledger, typed, _OF_EACH)
    columns = [key for key in ledger.about.columns if field_of(ledger, key).facts.search and key != ledger.about.title]
    texts = cells(session, ledger, [row for row, _ in id_title_pairs], columns[:1])
    return [(row, name, "".join(texts.get(row, ()))) for row, name in id_title_pairs]
