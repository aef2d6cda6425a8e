"""The Ctrl+K pop-up: finds an enterprise, a project, a lead, a page or a command by a few letters."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.app.delay import DelayTimer
from desktop.shell.command import Command
from desktop.shell.finder_results import DETAIL_ROLE, KIND_ROLE, FinderDelegate
from desktop.shell.navigation import DETAILS_KEY, MORE_KEY, NavigationItem
from desktop.theme.colours import Colours
from desktop.theme.icons import icon
from models.fields.base import Ledger
from models.fields.field import field_of
from models.ledgers import Enterprise, Lead, Project
from models.queries.ledger_query import cell_texts, title_choices
from models.search.index import fold_text
from models.search.pinyin import pinyin_initials
from models.search.spelling import match_rank
from models.settings.optional_ledgers import ledgers_in_use
from models.storage.store import Session

_SEARCHED_LEDGERS: tuple[tuple[type[Ledger], str], ...] = (
    (Enterprise, "building-2"),
    (Project, "factory"),
    (Lead, "target"),
)
_MAX_ROWS_PER_LEDGER = 6
_TYPING_PAUSE = 80
_WIDTH = 560
_MAX_SHOWN_CHARS = 20  # of a typed text in the sentence that nothing was found
_STEP_BY_KEY = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


@dataclass(frozen=True, slots=True)
class FinderItem:
    """An entry of the list: its label, what kind of thing it is, its icon, and what choosing it does."""

    label: str
    kind_label: str
    icon: str
    choose: Callable[[], None]
    detail: str = ""


class FinderPopup(QFrame):
    """Lists rows and commands that match what is typed; Enter chooses the current one, at first the best match.

    Signals:
        row_wanted: a row should be shown (table name of its ledger, row id).
    """

    row_wanted = Signal(str, str)

    def __init__(
        self, book_session: BookSession, commands: Sequence[FinderItem], colours: Colours, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._book_session, self._all_commands, self._colours = book_session, commands, colours
        self.matches: list[FinderItem] = []
        self.search_box, self.result_list = QLineEdit(), QListWidget()
        self.search_box.setPlaceholderText("企业、项目、线索的名称或拼音（全拼、首字母），也可以写命令")
        self.search_box.installEventFilter(self)
        self.result_list.setObjectName("results")
        self.result_list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.result_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.result_list.setItemDelegate(FinderDelegate(colours, self.result_list))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.search_box)
        layout.addWidget(self.result_list)
        self.resize(_WIDTH, 420)
        self._pause_timer = DelayTimer(self, _TYPING_PAUSE, self.search)
        self.search_box.textChanged.connect(lambda _: self._pause_timer.start())
        self.result_list.itemClicked.connect(lambda _: self.choose_current())
        self.search()

    def open_at(self, corner: QPoint) -> None:
        """Show the pop-up with its upper left corner at a point of the screen."""
        self.move(corner)
        self.show()
        self.search_box.setFocus()

    def search(self) -> None:
        """List what matches the typed text, or say that nothing does; without text, all pages and commands."""
        typed = self.search_box.text().strip()
        self.matches = (
            [*self._matching_rows(typed), *self._matching_commands(typed)] if typed else list(self._all_commands)
        )
        self.result_list.clear()
        for match in self.matches:
            item = QListWidgetItem(icon(match.icon, self._colours.second), match.label)
            item.setData(DETAIL_ROLE, match.detail)
            item.setData(KIND_ROLE, match.kind_label)
            self.result_list.addItem(item)
        if not self.matches:
            message = QListWidgetItem(f"没有找到“{typed[:_MAX_SHOWN_CHARS]}”。请少打几个字，或换名称、拼音再试。")
            message.setFlags(Qt.ItemFlag.NoItemFlags)
            self.result_list.addItem(message)
        self.result_list.setCurrentRow(0 if self.matches else -1)

    def choose_current(self) -> None:
        """Choose the current entry, after a search that is still pending."""
        row = self.result_list.currentRow()
        if self._pause_timer.isActive():
            self._pause_timer.stop()
            self.search()
            row = self.result_list.currentRow()
        if 0 <= row < len(self.matches):
            self.close()
            self.matches[row].choose()

    def _matching_rows(self, typed: str) -> list[FinderItem]:
        matches = []
        optional = [
            (ledger, ledger.about.icon)
            for ledger in self._book_session.read(ledgers_in_use)
            if ledger.about.optional and not ledger.about.parent
        ]
        for ledger, picture in (*_SEARCHED_LEDGERS, *optional):
            for row, name, detail in self._book_session.read(partial(_find_rows, ledger=ledger, typed=typed)):
                choose = partial(self.row_wanted.emit, ledger.__tablename__, row)
                matches.append(FinderItem(name, ledger.about.label, picture, choose, detail))
        return matches

    def _matching_commands(self, typed: str) -> list[FinderItem]:
        wanted = fold_text(typed)
        ranked: list[tuple[int, FinderItem]] = []
        for command in self._all_commands:
            label = fold_text(command.label)
            if (rank := match_rank(wanted, label, pinyin_initials(label))) is not None:
                ranked.append((rank, command))
        return [command for _, command in sorted(ranked, key=lambda pair: pair[0])]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(cast("QKeyEvent", event).key())
            if key in _STEP_BY_KEY and self.matches:
                self.result_list.setCurrentRow((self.result_list.currentRow() + _STEP_BY_KEY[key]) % len(self.matches))
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.choose_current()
                return True
        return super().eventFilter(watched, event)


def _find_rows(session: Session, ledger: type[Ledger], typed: str) -> list[tuple[str, str, str]]:
    """Find rows by the typed text; return id, title, and the text of a column that tells equal titles apart."""
    id_title_pairs = title_choices(session, ledger, typed, _MAX_ROWS_PER_LEDGER)
    columns = [key for key in ledger.about.columns if field_of(ledger, key).facts.search and key != ledger.about.title]
    texts = cell_texts(session, ledger, [row for row, _ in id_title_pairs], columns[:1])
    return [(row, name, "".join(texts.get(row, ()))) for row, name in id_title_pairs]


def command_items(available: Iterable[tuple[Command, QAction]]) -> list[FinderItem]:
    """List commands; choosing one triggers its action."""
    return [
        FinderItem(command.label, command.shortcut or "命令", command.icon, action.trigger)
        for command, action in available
    ]


def page_items(pages: Iterable[NavigationItem], go: Callable[[str], None]) -> list[FinderItem]:
    """List the pages of the navigation; choosing one brings it to the front."""
    return [
        FinderItem(page.label, "打开页面", page.icon, partial(go, page.key))
        for page in pages
        if page.key not in {"", MORE_KEY, DETAILS_KEY}
    ]


def open_finder(
    book_session: BookSession, items: Sequence[FinderItem], colours: Colours, button: QWidget
) -> FinderPopup:
    """Open the pop-up over the button that opens it."""
    finder = FinderPopup(book_session, items, colours, button.window())
    finder.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    finder.open_at(button.mapToGlobal(QPoint(0, 0)))
    return finder
