"""Each command stands once, and every keyboard shortcut has one meaning."""

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.commands import load_commands
from desktop.main_window import MainWindow
from desktop.shell.command import PRINT_BOOK, PRINT_ROW, Menu

COMMANDS = load_commands()

PROMISED_SHORTCUTS = {"F1", "F2", "F5", "Ctrl+N", "Ctrl+F", "Ctrl+K", "Ctrl+Z", "Ctrl+Y", "Ctrl+C", "Ctrl+V", "Ctrl+P"}


def test_names_labels_and_keys_are_told_apart() -> None:
    for facts in (
        [command.name for command in COMMANDS],
        [command.label for command in COMMANDS],
        [command.shortcut for command in COMMANDS if command.shortcut],
    ):
        assert [what for what, number in Counter(facts).items() if number > 1] == []


def test_the_promised_keys_are_kept() -> None:
    assert {command.shortcut for command in COMMANDS} >= PROMISED_SHORTCUTS


def test_keys_are_ones_qt_knows() -> None:
    assert [
        command.shortcut for command in COMMANDS if command.shortcut and QKeySequence(command.shortcut).isEmpty()
    ] == []


def test_every_command_is_in_a_menu(window: MainWindow) -> None:
    assert {command.menu for command in COMMANDS} == set(Menu)
    menus = [action.menu() for action in window.menuBar().actions()]
    submenus = [action.menu() for menu in menus if isinstance(menu, QMenu) for action in menu.actions()]
    listed = [action.text() for menu in (*menus, *submenus) if isinstance(menu, QMenu) for action in menu.actions()]
    assert "最近打开" in listed
    assert {command.label for command in COMMANDS} <= set(listed)


def test_commands_can_be_had_only_where_they_mean_something(window: MainWindow) -> None:
    actions = window.actions_.actions_by_name
    window.go("home")
    assert not actions["add_row"].isEnabled()
    assert actions["check_book"].isEnabled()
    window.go("lead")
    assert actions["add_row"].isEnabled()
    assert not actions["bring_back"].isEnabled()


def test_the_menu_of_rows_offers_what_is_done_to_rows(window: MainWindow) -> None:
    def offered(page: str) -> list[str]:
        window.go(page)
        return [action.text() for action in window.actions_.row_menu().actions()]

    assert offered("home") == ["修改这一格", "详情", "复制", "粘贴", "移入回收站"]
    assert offered("task_force") == [
        "修改这一格",
        "详情",
        "复制",
        "粘贴",
        "打印这个专班的手册",
        "撤并专班…",
        "移入回收站",
    ]


def test_the_sections_of_a_menu_are_apart(window: MainWindow) -> None:
    for title in Menu:
        (menu,) = (action.menu() for action in window.menuBar().actions() if action.text() == title)
        assert isinstance(menu, QMenu)
        sections: dict[int, list[str]] = {}
        for command in COMMANDS:
            if command.menu is title and not command.group:
                sections.setdefault(command.position[0], []).append(command.label)
        shown = [action.text() or "—" for action in menu.actions() if action.menu() is None]
        assert " ".join(shown) == " — ".join(" ".join(labels) for labels in sections.values())


def test_what_prints_is_grouped_so_that_the_menu_of_files_fits_a_small_screen(window: MainWindow) -> None:
    (menu,) = (action.menu() for action in window.menuBar().actions() if action.text() == Menu.FILE)
    assert isinstance(menu, QMenu)
    assert menu.sizeHint().height() <= 599
    groups = {action.text(): action.menu() for action in menu.actions() if action.menu() is not None}
    assert list(groups) == ["最近打开", PRINT_ROW, PRINT_BOOK]
    for group in (PRINT_ROW, PRINT_BOOK):
        submenu = groups[group]
        assert isinstance(submenu, QMenu)
        labels = [command.label for command in COMMANDS if command.group == group]
        assert [action.text() for action in submenu.actions()] == labels
        assert len(labels) >= 10
        assert submenu.sizeHint().height() <= 599


def test_f6_goes_round_the_window(window: MainWindow) -> None:
    window.go("enterprise")
    page = window.ledger_page
    assert page is not None
    page.grid.setFocus()
    window.actions_.actions_by_name["next_pane"].trigger()
    assert window.focusWidget() is window.navigation
    window.actions_.actions_by_name["next_pane"].trigger()
    assert window.focusWidget() is page.grid
