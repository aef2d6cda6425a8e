"""The commands of one window as QActions, for menus, buttons and the finder."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.commands import load_commands
from desktop.shell.command import Command
from desktop.shell.window_api import MainWindowApi
from desktop.theme.colours import Colours
from desktop.theme.icons import icon
from desktop.widgets.command_button import CommandButton


class Actions(QObject):
    """The registered commands as QActions of one window; menus, buttons and the finder all use these."""

    def __init__(self, window: MainWindowApi, parent: QWidget) -> None:
        super().__init__(parent)
        self._window, self._parent = window, parent
        self.commands = load_commands()
        self.actions_by_name: dict[str, QAction] = {}
        for command in self.commands:
            action = self.actions_by_name[command.name] = QAction(command.label, parent)
            if command.shortcut:
                action.setProperty("shortcut", command.shortcut)  # by name: its setter would build all of Qt's enums
            action.triggered.connect(self._runner(command))
            parent.addAction(action)

    def _runner(self, command: Command) -> Callable[[], None]:
        def run() -> None:
            # A shortcut may trigger a command whose availability changed since the last refresh.
            if command.is_available(self._window):
                with self._window.notifications.showing_user_errors():
                    command.execute(self._window)

        return run

    def recolour(self, colours: Colours) -> None:
        """Draw the icons in these colours; they are left out of the first paint to keep the start fast."""
        for command in self.commands:
            self.actions_by_name[command.name].setIcon(icon(command.icon, colours.second))

    def refresh(self) -> None:
        """Enable or disable every action according to the present state of the window."""
        for command in self.commands:
            self.actions_by_name[command.name].setEnabled(command.is_available(self._window))

    def available(self) -> Iterator[tuple[Command, QAction]]:
        """Yield the commands that are available at present with their actions, for the finder: without itself."""
        for command in self.commands:
            if command.name != "find" and command.is_available(self._window):
                yield command, self.actions_by_name[command.name]

    def menu(self, title: str) -> QMenu:
        """Make one of the menus of the menu bar, with a separator between its sections."""
        menu = QMenu(title, self._parent)
        menu.aboutToShow.connect(self.refresh)
        latest_section: int | None = None
        groups: dict[str, QMenu] = {}
        for command in self.commands:
            if command.menu != title:
                continue
            section, _ = command.position
            if latest_section not in {None, section}:
                menu.addSeparator()
            latest_section = section
            if command.group and command.group not in groups:
                groups[command.group] = QMenu(command.group, menu)
                menu.addMenu(groups[command.group])
            groups.get(command.group, menu).addAction(self.actions_by_name[command.name])
            if (submenu := command.submenu(self._window, self._parent)) is not None:
                menu.addMenu(submenu)
        return menu

    def row_menu(self) -> QMenu:
        """Make the context menu of a table's rows."""
        menu = QMenu(self._parent)
        self.refresh()
        for command in sorted(self.commands, key=lambda command: command.row_menu_position):
            action = self.actions_by_name[command.name]
            if command.row_menu_position and (action.isEnabled() or not command.hidden_where_unavailable):
                menu.addAction(action)
        return menu

    def button(self, name: str, text: str, kind: str = "flat") -> CommandButton:
        """Make a button that runs a command."""
        return CommandButton(self.actions_by_name[name], text, kind)
