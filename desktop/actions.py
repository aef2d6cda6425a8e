"""The commands of the window, each declared once: label, shortcut, icon, availability and the function it runs."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop import book_deeds, row_deeds, sheet_deeds
from desktop.command_button import CommandButton
from desktop.frame.recent import RecentMenu
from desktop.frame.shell import Shell
from desktop.look.colours import Colours
from desktop.look.icons import icon
from desktop.settings import THEMES


def _always(_window: Shell) -> bool:
    return True


def _with_book(window: Shell) -> bool:
    return window.desk is not None


def _writable(window: Shell) -> bool:
    return window.desk is not None and window.desk.store.writable


def _on_ledger(window: Shell) -> bool:
    return window.ledger_page is not None


def _can_add(window: Shell) -> bool:
    return _writable(window) and window.ledger_page is not None


def _has_cell(window: Shell) -> bool:
    page = window.ledger_page
    return page is not None and page.grid.currentIndex().isValid()


def _can_edit(window: Shell) -> bool:
    return _writable(window) and _has_cell(window)


def _on_row_of(ledger: str) -> Callable[[Shell], bool]:
    def holds(window: Shell) -> bool:
        page = window.ledger_page
        return page is not None and page.ledger.__tablename__ == ledger and _has_cell(window)

    return holds


def _on_force(window: Shell) -> bool:
    return _on_row_of("task_force")(window)


def _on_meeting(window: Shell) -> bool:
    return _writable(window) and _on_row_of("meeting")(window)


def _in_bin(window: Shell) -> bool:
    return _writable(window) and window.bin_page is not None and bool(window.bin_page.selected())


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the window, independent of the QAction made for it."""

    name: str
    label: str
    menu: str
    run: Callable[[Shell], None]
    keys: str = ""
    icon: str = ""
    when: Callable[[Shell], bool] = _always
    apart: bool = False  # a separator is placed above it in its menu


def _close(window: Shell) -> None:
    window.frame.close()


def _toggle_panel(window: Shell) -> None:
    if window.office is not None:
        window.office.side.toggle()


def _on_circulars(window: Shell) -> bool:
    return window.office is not None and window.office.rooms.circular_page is not None


def _print(window: Shell) -> None:
    if window.office is not None and (page := window.office.rooms.circular_page) is not None:
        page.print()


def _can_search(window: Shell) -> bool:
    return _on_ledger(window) or _on_circulars(window)


def _search(window: Shell) -> None:
    page = window.ledger_page or (window.office.rooms.circular_page if window.office is not None else None)
    if page is not None:
        page.search()


def _next_pane(window: Shell) -> None:
    if window.office is not None:
        window.office.next_pane()


def _refresh(window: Shell) -> None:
    if window.office is not None:
        window.office.refresh()


def _on_page(name: str) -> Callable[[Shell], None]:
    def run(window: Shell) -> None:
        if (page := window.ledger_page) is not None:
            getattr(page, name)()

    return run


def _theme(key: str) -> Callable[[Shell], None]:
    return lambda window: window.set_theme(key)


FILE, EDIT, LOOK, HELP = "文件", "编辑", "查看", "帮助"
MENUS = (FILE, EDIT, LOOK, HELP)
COMMANDS: tuple[Command, ...] = (
    Command("new_book", "新建账本…", FILE, book_deeds.new_book, "Ctrl+Shift+N", "plus"),
    Command("open_book", "打开账本…", FILE, book_deeds.open_book, "Ctrl+O", "folder-open"),
    Command("back_up", "备份账本…", FILE, book_deeds.back_up, "", "save", _with_book, apart=True),
    Command("receive", "收表…", FILE, book_deeds.receive, "Ctrl+I", "inbox", _with_book, apart=True),
    Command("export", "导出台账…", FILE, book_deeds.export, "Ctrl+E", "upload", _with_book),
    Command("print", "打印通报…", FILE, _print, "Ctrl+P", "printer", _on_circulars),
    Command("project_sheet", "打印项目一页表…", FILE, row_deeds.print_sheet, "", "printer", _on_row_of("project")),
    Command("reward_sheet", "打印奖励测算表…", FILE, row_deeds.print_sheet, "", "printer", _on_row_of("reward")),
    Command("supervision", "打印督办单…", FILE, sheet_deeds.print_supervision, "", "printer", _with_book, apart=True),
    Command("supervise_row", "督办责任单位", FILE, sheet_deeds.supervise_row, "", "bell", _on_row_of("obligation")),
    Command("problem_list", "打印企业问题清单", FILE, sheet_deeds.print_problems, "", "printer", _with_book),
    Command("handbook", "打印专班工作手册…", FILE, sheet_deeds.print_handbook, "", "printer", _with_book),
    Command("handbook_of_row", "打印这个专班的手册", FILE, sheet_deeds.handbook_of_row, "", "printer", _on_force),
    Command("print_wall", "打印挂图…", FILE, sheet_deeds.print_wall, "", "printer", _with_book),
    Command("check_book", "检查账本", FILE, book_deeds.check_book, "", "shield-check", _with_book, apart=True),
    Command("change_who", "更换经办人…", FILE, book_deeds.change_who, "", "user"),
    Command("quit", "退出", FILE, _close, "Ctrl+Q", apart=True),
    Command("undo", "撤销", EDIT, row_deeds.undo, "Ctrl+Z", "undo-2", _writable),
    Command("redo", "重做", EDIT, row_deeds.redo, "Ctrl+Y", "redo-2", _writable),
    Command("add_row", "新增", EDIT, row_deeds.add_row, "Ctrl+N", "plus", _can_add, apart=True),
    Command("edit_cell", "修改这一格", EDIT, row_deeds.edit_cell, "F2", "pencil", _can_edit),
    Command("copy", "复制", EDIT, row_deeds.copy, "Ctrl+C", "copy", _has_cell),
    Command("paste", "粘贴", EDIT, row_deeds.paste, "Ctrl+V", "clipboard-list", _can_edit),
    Command("resolve", "转为责任事项…", EDIT, row_deeds.resolve_meeting, "", "clipboard-list", _on_meeting, apart=True),
    Command("remove_rows", "移入回收站", EDIT, row_deeds.remove_rows, "Ctrl+-", "trash-2", _can_edit, apart=True),
    Command("bring_back", "恢复选中的行", EDIT, row_deeds.bring_back, "", "archive-restore", _in_bin),
    Command("find", "查找企业、项目、命令…", LOOK, lambda window: window.open_finder(), "Ctrl+K", "search"),
    Command("search_page", "在本页查找", LOOK, _search, "Ctrl+F", "search", _can_search),
    Command("add_filter", "添加筛选…", LOOK, _on_page("add_filter"), "Ctrl+Shift+F", "filter", _on_ledger),
    Command("clear_filters", "清除筛选", LOOK, _on_page("clear_filters"), "", "x", _on_ledger),
    Command("choose_columns", "选择列…", LOOK, _on_page("choose_columns"), "", "columns-3", _on_ledger),
    Command("panel", "详情", LOOK, _toggle_panel, "F4", "panel-right", _on_ledger, apart=True),
    Command("next_pane", "到下一块（目录、表格、详情）", LOOK, _next_pane, "F6", "", _with_book),
    Command("refresh", "刷新", LOOK, _refresh, "F5", "refresh-cw", _with_book),
    *(
        Command(f"theme_{key}", f"外观：{label}", LOOK, _theme(key), apart=key == "follow")
        for key, label in THEMES.items()
    ),
    Command("manual", "使用说明", HELP, lambda window: window.go("manual"), "F1", "circle-help"),
)
# Commands that appear only in the row menu of the ledger they belong to.
SHEETS = ("project_sheet", "reward_sheet", "supervise_row", "handbook_of_row", "resolve")
ROW_MENU = ("edit_cell", "panel", "copy", "paste", *SHEETS, "remove_rows")


class Actions(QObject):
    """The commands of one window as QActions; menus, buttons and the finder all use these."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell, self._parent = shell, parent
        self.by_name: dict[str, QAction] = {}
        for command in COMMANDS:
            action = self.by_name[command.name] = QAction(command.label, parent)
            if command.keys:
                action.setProperty("shortcut", command.keys)  # by name: its setter would build all of Qt's enums
            action.triggered.connect(self._runner(command))
            parent.addAction(action)

    def _runner(self, command: Command) -> Callable[[], None]:
        def run() -> None:
            # A shortcut may trigger a command whose availability changed since the last refresh.
            if command.when(self._shell):
                with self._shell.notice.refusing():
                    command.run(self._shell)

        return run

    def recolour(self, colours: Colours) -> None:
        """Draw the icons in these colours; they are left out of the first paint to keep the start fast."""
        for command in COMMANDS:
            self.by_name[command.name].setIcon(icon(command.icon, colours.second))

    def refresh(self) -> None:
        """Enable or disable every action according to the present state of the window."""
        for command in COMMANDS:
            self.by_name[command.name].setEnabled(command.when(self._shell))

    def menu(self, title: str) -> QMenu:
        """Make one of the menus of the menu bar."""
        menu = QMenu(title, self._parent)
        menu.aboutToShow.connect(self.refresh)
        for command in COMMANDS:
            if command.menu == title:
                if command.apart:
                    menu.addSeparator()
                menu.addAction(self.by_name[command.name])
                if command.name == "open_book":
                    menu.addMenu(RecentMenu(self._shell, self._parent))
        return menu

    def row_menu(self) -> QMenu:
        """Make the context menu of a table's rows."""
        menu = QMenu(self._parent)
        self.refresh()
        for name in ROW_MENU:
            if name not in SHEETS or self.by_name[name].isEnabled():
                menu.addAction(self.by_name[name])
        return menu

    def button(self, name: str, text: str, kind: str = "flat") -> CommandButton:
        """Make a button that runs a command."""
        return CommandButton(self.by_name[name], text, kind)
