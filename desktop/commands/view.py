"""Commands on what the window shows: finder, search, filters, columns, row panel, refresh, theme, manual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.app.page_registry import SearchablePage
from desktop.app.preferences import THEMES
from desktop.shell.command import (
    BookCommand,
    BookContext,
    LedgerCommand,
    LedgerContext,
    Menu,
    WindowCommand,
    register_command,
    registered,
)

if TYPE_CHECKING:
    from desktop.shell.window_api import MainWindowApi


@registered
class OpenFinder(WindowCommand):
    """Opens the finder of rows, pages and commands."""

    name, label, menu, position = "find", "查找企业、项目、命令…", Menu.VIEW, (1, 1)
    shortcut, icon = "Ctrl+K", "search"

    def run(self, window: MainWindowApi) -> None:
        """Open it."""
        window.open_finder()


@registered
class SearchPage(BookCommand):
    """Moves the keyboard focus to the search box of the page in front."""

    name, label, menu, position = "search_page", "在本页查找", Menu.VIEW, (1, 2)
    shortcut, icon = "Ctrl+F", "search"
    saves_typed = False

    def is_available(self, window: MainWindowApi) -> bool:
        """Whether the page in front has a search box that the command reaches."""
        return window.controller is not None and isinstance(window.controller.front_page, SearchablePage)

    def run(self, context: BookContext) -> None:
        """Move the focus."""
        if isinstance(page := context.controller.front_page, SearchablePage):
            page.search()


@registered
class AddFilter(LedgerCommand):
    """Opens the popup that adds a filter."""

    name, label, menu, position = "add_filter", "添加筛选…", Menu.VIEW, (1, 3)
    shortcut, icon = "Ctrl+Shift+F", "filter"

    def run(self, context: LedgerContext) -> None:
        """Open it."""
        context.page.add_filter()


@registered
class ClearFilters(LedgerCommand):
    """Shows all rows of the ledger again."""

    name, label, menu, position = "clear_filters", "清除筛选", Menu.VIEW, (1, 4)
    icon = "x"

    def run(self, context: LedgerContext) -> None:
        """Clear the filters."""
        context.page.clear_filters()


@registered
class ChooseColumns(LedgerCommand):
    """Opens the popup that chooses the columns of the table."""

    name, label, menu, position = "choose_columns", "选择列…", Menu.VIEW, (1, 5)
    icon = "columns-3"

    def run(self, context: LedgerContext) -> None:
        """Open it."""
        context.page.choose_columns()


@registered
class ToggleRowPanel(LedgerCommand):
    """Opens the row panel on the current row, or closes it."""

    name, label, menu, position = "panel", "详情", Menu.VIEW, (2, 1)
    shortcut, icon, row_menu_position = "F4", "panel-right", 2

    def run(self, context: LedgerContext) -> None:
        """Open or close it."""
        context.controller.row_panel_controller.toggle()


@registered
class FocusNextPane(BookCommand):
    """Moves the keyboard focus to the next part of the window."""

    name, label, menu, position = "next_pane", "到下一块（目录、表格、详情）", Menu.VIEW, (2, 2)
    shortcut, saves_typed = "F6", False

    def run(self, context: BookContext) -> None:
        """Move the focus."""
        context.controller.focus_next_pane()


@registered
class Refresh(BookCommand):
    """Reads everything shown from the book again."""

    name, label, menu, position = "refresh", "刷新", Menu.VIEW, (2, 3)
    shortcut, icon, saves_typed = "F5", "refresh-cw", False

    def run(self, context: BookContext) -> None:
        """Refresh."""
        context.controller.refresh()


class ChangeTheme(WindowCommand):
    """Changes the colours of the window: one command for each theme."""

    menu = Menu.VIEW

    def __init__(self, theme: str, label: str, order: int) -> None:
        self._theme = theme
        self.name, self.label, self.position = f"theme_{theme}", f"外观：{label}", (3, order)

    def run(self, window: MainWindowApi) -> None:
        """Change the colours."""
        window.set_theme(self._theme)


for _place, (_theme, _label) in enumerate(THEMES.items(), 1):
    register_command(ChangeTheme(_theme, _label, _place))


@registered
class OpenManual(WindowCommand):
    """Shows the user's manual."""

    name, label, menu, position = "manual", "使用说明", Menu.HELP, (1, 1)
    shortcut, icon = "F1", "circle-help"

    def run(self, window: MainWindowApi) -> None:
        """Bring the manual to the front."""
        window.go("manual")
