"""A command is registered once, is available where its base says, and runs on what it works on."""

from dataclasses import dataclass, field
from typing import cast

import pytest

from desktop.shell import command
from desktop.shell.command import BookCommand, BookContext, LedgerCommand, LedgerContext, Menu, WindowCommand
from desktop.shell.window_api import MainWindowApi


@dataclass
class StoreStub:
    """A store that may be written or not."""

    writable: bool = True


@dataclass
class SessionStub:
    """The session of a book."""

    store: StoreStub = field(default_factory=StoreStub)


@dataclass
class ControllerStub:
    """A controller whose panel can or cannot be saved."""

    book_session: SessionStub = field(default_factory=SessionStub)
    can_save: bool = True

    def save_typed(self) -> bool:
        """Save."""
        return self.can_save


@dataclass
class WindowStub:
    """A window with or without a book."""

    controller: ControllerStub | None = None
    ledger_page: object = None

    @property
    def book_session(self) -> SessionStub | None:
        """The session of the book."""
        return self.controller.book_session if self.controller is not None else None


def api(controller: ControllerStub | None) -> MainWindowApi:
    return cast("MainWindowApi", WindowStub(controller))


class CountWindows(WindowCommand):
    """Counts its runs."""

    name, label, menu, position = "count_windows", "数窗口", Menu.HELP, (1, 1)
    runs = 0

    def run(self, window: MainWindowApi) -> None:
        """Count."""
        del window
        self.runs += 1


class CountBooks(BookCommand):
    """Counts its runs."""

    name, label, menu, position = "count_books", "数账本", Menu.HELP, (1, 2)
    runs = 0

    def run(self, context: BookContext) -> None:
        """Count."""
        del context
        self.runs += 1


class CountRows(LedgerCommand):
    """Must not run."""

    name, label, menu, position = "count_rows", "数行", Menu.FILE, (9, 9)

    def run(self, context: LedgerContext) -> None:
        """Fail."""
        raise AssertionError(context)


def test_a_window_command_needs_nothing() -> None:
    counting = CountWindows()
    assert counting.is_available(api(None))
    counting.execute(api(None))
    assert counting.runs == 1


def test_a_book_command_needs_a_book_and_saves_what_is_typed_first() -> None:
    counting = CountBooks()
    assert not counting.is_available(api(None))
    for window in (api(None), api(ControllerStub(can_save=False))):
        counting.execute(window)
        assert counting.runs == 0
    counting.execute(api(ControllerStub()))
    assert counting.runs == 1
    counting.saves_typed = False
    counting.execute(api(ControllerStub(can_save=False)))
    assert counting.runs == 2


def test_a_command_that_writes_is_not_available_on_a_read_only_book() -> None:
    counting, read_only = CountBooks(), api(ControllerStub(SessionStub(StoreStub(writable=False))))
    assert counting.is_available(read_only)
    counting.needs_writable = True
    assert not counting.is_available(read_only)
    assert counting.is_available(api(ControllerStub()))


def test_a_ledger_command_needs_a_page_in_front() -> None:
    assert not CountRows().is_available(api(ControllerStub()))
    CountRows().execute(api(ControllerStub()))


def test_commands_are_listed_by_menu_and_position_and_each_name_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_commands_by_name", {})
    for kind in (CountBooks, CountWindows, CountRows):
        assert command.registered(kind) is kind
    assert [entry.name for entry in command.registered_commands()] == ["count_rows", "count_windows", "count_books"]
    with pytest.raises(ValueError, match="count_rows"):
        command.register_command(CountRows())
