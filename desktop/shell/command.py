"""What a command of the window is: its label, menu and shortcut, when it is available, and what it does.

A command is a class in ``desktop/commands/<subject>.py`` below one of the three bases here, which differ in what they
work on: the window, the open book, or the ledger page in front. ``@registered`` adds it to the menus.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QMenu, QWidget

    # For annotations only: these import SQLAlchemy, which the first paint cannot wait for.
    from desktop.app.book_session import BookSession
    from desktop.pages.ledger_page import LedgerPage
    from desktop.shell.book_window_controller import BookWindowController
    from desktop.shell.window_api import MainWindowApi


class Menu(StrEnum):
    """The menus of the menu bar, from left to right."""

    FILE = "文件"
    EDIT = "编辑"
    VIEW = "查看"
    HELP = "帮助"


PRINT_ROW, PRINT_BOOK = "打印选中的这一行", "打印清单、手册、挂图"  # submenus of FILE


class Command(ABC):
    """A command of the window, independent of the QAction made for it.

    ``position`` is its section in the menu and its place there; a separator is drawn between two sections.
    Commands of a section with the same ``group`` stand in a submenu of that title.
    ``row_menu_position`` puts it into the context menu of a table's rows as well; 0 leaves it out.
    """

    name: str
    label: str
    menu: Menu
    position: tuple[int, int]
    group: str = ""
    shortcut: str = ""
    icon: str = ""
    row_menu_position: int = 0
    hidden_where_unavailable: bool = False  # in the menu of rows

    @abstractmethod
    def is_available(self, window: MainWindowApi) -> bool:
        """Whether the command means something at present."""

    @abstractmethod
    def execute(self, window: MainWindowApi) -> None:
        """Run the command on what it works on; raises UserError."""

    def submenu(self, window: MainWindowApi, parent: QWidget) -> QMenu | None:
        """Return a menu to be placed below the command, if there is one."""
        del window, parent
        return None


class WindowCommand(Command):
    """A command on the window, available at all times."""

    def is_available(self, window: MainWindowApi) -> bool:
        """Return True: a window command needs no book."""
        del window
        return True

    def execute(self, window: MainWindowApi) -> None:
        """Run the command."""
        self.run(window)

    @abstractmethod
    def run(self, window: MainWindowApi) -> None:
        """Do what the command is for; raises UserError."""


@dataclass(frozen=True, slots=True)
class BookContext:
    """The window with an open book."""

    window: MainWindowApi
    controller: BookWindowController

    @property
    def book_session(self) -> BookSession:
        """The session of the open book."""
        return self.controller.book_session

    @property
    def today(self) -> date:
        """Today in local time."""
        return self.controller.context.today


class BookCommand(Command):
    """A command on the open book; what is typed in the row panel is saved before it runs, unless it says otherwise."""

    saves_typed: bool = True
    needs_writable: bool = False

    def is_available(self, window: MainWindowApi) -> bool:
        """Whether a book is open, and may be written where the command needs that."""
        book_session = window.book_session
        return book_session is not None and (book_session.store.writable or not self.needs_writable)

    def execute(self, window: MainWindowApi) -> None:
        """Run the command, unless no book is open or what is typed cannot be saved."""
        controller = window.controller
        if controller is not None and (not self.saves_typed or controller.save_typed()):
            self.run(BookContext(window, controller))

    @abstractmethod
    def run(self, context: BookContext) -> None:
        """Do what the command is for; raises UserError."""


@dataclass(frozen=True, slots=True)
class LedgerContext(BookContext):
    """The window with a ledger page in front."""

    page: LedgerPage


class LedgerCommand(Command):
    """A command on the ledger page in front; ``ledger`` is the table name where it belongs to one ledger only."""

    saves_typed: bool = False
    needs_writable: bool = False
    needs_cell: bool = False
    ledger: str = ""

    def is_available(self, window: MainWindowApi) -> bool:
        """Whether a page of the right ledger is in front, with a current cell where the command needs one."""
        book_session, page = window.book_session, window.ledger_page
        if book_session is None or page is None or (self.needs_writable and not book_session.store.writable):
            return False
        is_right = not self.ledger or page.ledger.__tablename__ == self.ledger
        return is_right and (page.grid.currentIndex().isValid() or not self.needs_cell)

    def execute(self, window: MainWindowApi) -> None:
        """Run the command, unless no ledger page is in front or what is typed cannot be saved."""
        controller, page = window.controller, window.ledger_page
        if controller is not None and page is not None and (not self.saves_typed or controller.save_typed()):
            self.run(LedgerContext(window, controller, page))

    @abstractmethod
    def run(self, context: LedgerContext) -> None:
        """Do what the command is for; raises UserError."""


_commands_by_name: dict[str, Command] = {}
C = TypeVar("C", bound=Command)


def register_command(command: Command) -> None:
    """Add a command to the menus; raises ValueError where its name is taken."""
    if command.name in _commands_by_name:
        raise ValueError(f"two commands have the name {command.name!r}")
    _commands_by_name[command.name] = command


def registered(command: type[C]) -> type[C]:
    """Add a command to the menus (a class decorator)."""
    register_command(command())
    return command


def registered_commands() -> tuple[Command, ...]:
    """Return the commands registered so far in the order of the menus."""
    menus = list(Menu)
    return tuple(sorted(_commands_by_name.values(), key=lambda command: (menus.index(command.menu), command.position)))
