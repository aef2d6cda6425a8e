"""The commands of the window, each declared once: label, shortcut, icon, availability and the function it runs."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.app.preferences import THEMES
from desktop.commands import book, printouts, rows
from desktop.shell.recent_books import RecentBooksMenu
from desktop.shell.window_api import MainWindowApi
from desktop.theme.colours import Colours
from desktop.theme.icons import icon
from desktop.widgets.command_button import CommandButton


def _always(_window: MainWindowApi) -> bool:
    return True


def _has_book(window: MainWindowApi) -> bool:
    return window.book_session is not None


def _writable(window: MainWindowApi) -> bool:
    return window.book_session is not None and window.book_session.store.writable


def _on_ledger(window: MainWindowApi) -> bool:
    return window.ledger_page is not None


def _can_add(window: MainWindowApi) -> bool:
    return _writable(window) and window.ledger_page is not None


def _has_cell(window: MainWindowApi) -> bool:
    page = window.ledger_page
    return page is not None and page.grid.currentIndex().isValid()


def _can_edit(window: MainWindowApi) -> bool:
    return _writable(window) and _has_cell(window)


def _on_row_of(ledger: str) -> Callable[[MainWindowApi], bool]:
    def holds(window: MainWindowApi) -> bool:
        page = window.ledger_page
        return page is not None and page.ledger.__tablename__ == ledger and _has_cell(window)

    return holds


def _on_task_force(window: MainWindowApi) -> bool:
    return _on_row_of("task_force")(window)


def _on_meeting(window: MainWindowApi) -> bool:
    return _writable(window) and _on_row_of("meeting")(window)


def _in_recycle_bin(window: MainWindowApi) -> bool:
    return _writable(window) and window.bin_page is not None and bool(window.bin_page.selected_ids())


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the window, independent of the QAction made for it."""

    name: str
    label: str
    menu: str
    run: Callable[[MainWindowApi], None]
    shortcut: str = ""
    icon: str = ""
    is_available: Callable[[MainWindowApi], bool] = _always
    separator_before: bool = False  # a separator is placed above it in its menu


def _close(window: MainWindowApi) -> None:
    window.frame.close()


def _toggle_panel(window: MainWindowApi) -> None:
    if window.controller is not None:
        window.controller.row_panel_controller.toggle()


def _on_circular_page(window: MainWindowApi) -> bool:
    if window.controller is None:
        return False
    from desktop.app.page_registry import PrintablePage

    return isinstance(window.controller.page_stack.currentWidget(), PrintablePage)


def _print(window: MainWindowApi) -> None:
    if window.controller is None:
        return
    from desktop.app.page_registry import PrintablePage

    if isinstance(page := window.controller.page_stack.currentWidget(), PrintablePage):
        page.print()


def _can_search(window: MainWindowApi) -> bool:
    return _on_ledger(window) or _on_circular_page(window)


def _search(window: MainWindowApi) -> None:
    if window.controller is None:
        return
    from desktop.app.page_registry import SearchablePage

    if isinstance(page := window.controller.page_stack.currentWidget(), SearchablePage):
        page.search()


def _next_pane(window: MainWindowApi) -> None:
    if window.controller is not None:
        window.controller.focus_next_pane()


def _refresh(window: MainWindowApi) -> None:
    if window.controller is not None:
        window.controller.refresh()


def _page_command(name: str) -> Callable[[MainWindowApi], None]:
    def run(window: MainWindowApi) -> None:
        if (page := window.ledger_page) is not None:
            getattr(page, name)()

    return run


def _theme_command(key: str) -> Callable[[MainWindowApi], None]:
    return lambda window: window.set_theme(key)


FILE, EDIT, VIEW, HELP = "文件", "编辑", "查看", "帮助"
MENUS = (FILE, EDIT, VIEW, HELP)
COMMANDS: tuple[Command, ...] = (
    Command("new_book", "新建账本…", FILE, book.new_book, "Ctrl+Shift+N", "plus"),
    Command("open_book", "打开账本…", FILE, book.open_book, "Ctrl+O", "folder-open"),
    Command("back_up", "备份账本…", FILE, book.back_up, "", "save", _has_book, separator_before=True),
    Command("receive", "收表…", FILE, book.import_sheets, "Ctrl+I", "inbox", _has_book, separator_before=True),
    Command("export", "导出台账…", FILE, book.export_ledgers, "Ctrl+E", "upload", _has_book),
    Command("print", "打印通报…", FILE, _print, "Ctrl+P", "printer", _on_circular_page),
    Command("project_sheet", "打印项目一页表…", FILE, rows.print_sheet, "", "printer", _on_row_of("project")),
    Command("reward_sheet", "打印奖励测算表…", FILE, rows.print_sheet, "", "printer", _on_row_of("reward")),
    Command(
        "supervision",
        "打印督办单…",
        FILE,
        printouts.print_supervision,
        "",
        "printer",
        _has_book,
        separator_before=True,
    ),
    Command("supervise_row", "督办责任单位", FILE, printouts.supervise_row, "", "bell", _on_row_of("obligation")),
    Command("problem_list", "打印企业问题清单", FILE, printouts.print_problems, "", "printer", _has_book),
    Command("handbook", "打印专班工作手册…", FILE, printouts.print_handbook, "", "printer", _has_book),
    Command("handbook_of_row", "打印这个专班的手册", FILE, printouts.print_row_handbook, "", "printer", _on_task_force),
    Command("print_wall", "打印挂图…", FILE, printouts.print_wall_chart, "", "printer", _has_book),
    Command("check_book", "检查账本", FILE, book.check_book, "", "shield-check", _has_book, separator_before=True),
    Command("change_who", "更换经办人…", FILE, book.change_user, "", "user"),
    Command("quit", "退出", FILE, _close, "Ctrl+Q", separator_before=True),
    Command("undo", "撤销", EDIT, rows.undo, "Ctrl+Z", "undo-2", _writable),
    Command("redo", "重做", EDIT, rows.redo, "Ctrl+Y", "redo-2", _writable),
    Command("add_row", "新增", EDIT, rows.add_row, "Ctrl+N", "plus", _can_add, separator_before=True),
    Command("edit_cell", "修改这一格", EDIT, rows.edit_cell, "F2", "pencil", _can_edit),
    Command("copy", "复制", EDIT, rows.copy_cells, "Ctrl+C", "copy", _has_cell),
    Command("paste", "粘贴", EDIT, rows.paste_cells, "Ctrl+V", "clipboard-list", _can_edit),
    Command(
        "resolve",
        "转为责任事项…",
        EDIT,
        rows.enter_meeting_decisions,
        "",
        "clipboard-list",
        _on_meeting,
        separator_before=True,
    ),
    Command("remove_rows", "移入回收站", EDIT, rows.remove_rows, "Ctrl+-", "trash-2", _can_edit, separator_before=True),
    Command("bring_back", "恢复选中的行", EDIT, rows.restore_rows, "", "archive-restore", _in_recycle_bin),
    Command("find", "查找企业、项目、命令…", VIEW, lambda window: window.open_finder(), "Ctrl+K", "search"),
    Command("search_page", "在本页查找", VIEW, _search, "Ctrl+F", "search", _can_search),
    Command("add_filter", "添加筛选…", VIEW, _page_command("add_filter"), "Ctrl+Shift+F", "filter", _on_ledger),
    Command("clear_filters", "清除筛选", VIEW, _page_command("clear_filters"), "", "x", _on_ledger),
    Command("choose_columns", "选择列…", VIEW, _page_command("choose_columns"), "", "columns-3", _on_ledger),
    Command("panel", "详情", VIEW, _toggle_panel, "F4", "panel-right", _on_ledger, separator_before=True),
    Command("next_pane", "到下一块（目录、表格、详情）", VIEW, _next_pane, "F6", "", _has_book),
    Command("refresh", "刷新", VIEW, _refresh, "F5", "refresh-cw", _has_book),
    *(
        Command(f"theme_{key}", f"外观：{label}", VIEW, _theme_command(key), separator_before=key == "follow")
        for key, label in THEMES.items()
    ),
    Command("manual", "使用说明", HELP, lambda window: window.go("manual"), "F1", "circle-help"),
)
# Commands that appear only in the row menu of the ledger they belong to.
LEDGER_COMMANDS = ("project_sheet", "reward_sheet", "supervise_row", "handbook_of_row", "resolve")
ROW_MENU = ("edit_cell", "panel", "copy", "paste", *LEDGER_COMMANDS, "remove_rows")


class Actions(QObject):
    """The commands of one window as QActions; menus, buttons and the finder all use these."""

    def __init__(self, window: MainWindowApi, parent: QWidget) -> None:
        super().__init__(parent)
        self._window, self._parent = window, parent
        self.actions_by_name: dict[str, QAction] = {}
        for command in COMMANDS:
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
                    command.run(self._window)

        return run

    def recolour(self, colours: Colours) -> None:
        """Draw the icons in these colours; they are left out of the first paint to keep the start fast."""
        for command in COMMANDS:
            self.actions_by_name[command.name].setIcon(icon(command.icon, colours.second))

    def refresh(self) -> None:
        """Enable or disable every action according to the present state of the window."""
        for command in COMMANDS:
            self.actions_by_name[command.name].setEnabled(command.is_available(self._window))

    def menu(self, title: str) -> QMenu:
        """Make one of the menus of the menu bar."""
        menu = QMenu(title, self._parent)
        menu.aboutToShow.connect(self.refresh)
        for command in COMMANDS:
            if command.menu == title:
                if command.separator_before:
                    menu.addSeparator()
                menu.addAction(self.actions_by_name[command.name])
                if command.name == "open_book":
                    menu.addMenu(RecentBooksMenu(self._window, self._parent))
        return menu

    def row_menu(self) -> QMenu:
        """Make the context menu of a table's rows."""
        menu = QMenu(self._parent)
        self.refresh()
        for name in ROW_MENU:
            if name not in LEDGER_COMMANDS or self.actions_by_name[name].isEnabled():
                menu.addAction(self.actions_by_name[name])
        return menu

    def button(self, name: str, text: str, kind: str = "flat") -> CommandButton:
        """Make a button that runs a command."""
        return CommandButton(self.actions_by_name[name], text, kind)
