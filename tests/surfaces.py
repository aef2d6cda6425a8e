"""Everything the window can show of a book, one after another: for the pictures and the test of their sizes."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QDialog, QMenu, QWidget

from desktop.app.crash import CrashDialog
from desktop.circular.word_changes_dialog import WordChangesDialog
from desktop.import_export.export_dialog import ExportDialog
from desktop.main_window import MainWindow
from desktop.pages import load_pages
from desktop.pages.settings_page import SettingsPage
from desktop.pages.setup_steps import STEPS
from desktop.pages.setup_view import SetupView
from desktop.shell.decisions_dialog import DecisionsDialog
from desktop.shell.new_book_dialog import NewBookDialog
from desktop.shell.transfer_dialog import TransferDialog
from desktop.table.column_chooser import ColumnChooser
from desktop.table.filter_popup import FilterPopup
from models.ledgers import LEDGERS, Project
from models.queries.ledger_query import LedgerQuery
from models.rules.minuted_decisions import MinutedDecision
from reports.circulars.workflow.word_changes import WordChanges

Settle = Callable[[], None]
Surface = tuple[str, QWidget]


def pages(window: MainWindow, settle: Settle) -> Iterator[Surface]:
    """Bring every page to the front, and every subject of the settings and step of the guide."""
    for page in load_pages():
        if page.group is None:
            continue
        window.go(page.key)
        settle()
        yield f"页-{page.title}", window
        front = window.controller.front_page if window.controller is not None else None
        if isinstance(front, SettingsPage):
            for row in range(1, front.contents.count()):
                front.contents.setCurrentRow(row)
                settle()
                yield f"设置-{front.contents.item(row).text()}", window
        if isinstance(front, SetupView):
            for number, step in enumerate(STEPS, start=1):
                front.show_step(step.key)
                settle()
                yield f"建账-{number:02}", window


def forms(window: MainWindow, settle: Settle) -> Iterator[Surface]:
    """Open of every ledger the form of a new row, and of its first row that form and its tabs."""
    controller = window.controller
    assert controller is not None
    keys = {page.key for page in load_pages()}
    for ledger in LEDGERS:
        if ledger.__tablename__ not in keys:
            continue
        controller.show_row(ledger.__tablename__, None)
        settle()
        yield f"新增-{ledger.about.label}", window
        controller.row_panel_controller.discard()
        page = window.ledger_page
        assert page is not None
        page.grid.selectRow(0)
        if (row := page.current_id()) is not None:
            controller.show_row(ledger.__tablename__, row)
            settle()
            yield f"记录-{ledger.about.label}", window
        controller.row_panel_controller.panel.close_row()


def menus(window: MainWindow, settle: Settle) -> Iterator[Surface]:
    """Open every menu of the menu bar, and the menus of rows."""
    for action in window.menuBar().actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        yield from _shown(menu, f"菜单-{action.text()}", settle)
    for ledger in ("lead", "project", "enterprise", "obligation"):
        window.go(ledger)
        settle()
        if (page := window.ledger_page) is not None:
            page.grid.selectRow(0)
        settle()
        yield from _shown(window.actions_.row_menu(), f"行菜单-{ledger}", settle)


def dialogs(window: MainWindow, settle: Settle) -> Iterator[Surface]:
    """Open every dialog and popup of the program's own."""
    controller = window.controller
    assert controller is not None
    context, session, folder = controller.context, controller.book_session, Path("文档")
    day = date(2026, 11, 20)
    hint = "办过的事、已完成的数字仍记在原专班名下；未办完的随项目走。"
    factories: list[tuple[str, Callable[[], QDialog | QWidget]]] = [
        ("新建账本", lambda: NewBookDialog(folder, window)),
        ("导出台账", lambda: ExportDialog(context, folder, Project, window)),
        ("流转", lambda: TransferDialog(session, "流转：示例项目", hint, lambda _: None, "2026-11-20", window)),
        (
            "转为责任事项",
            lambda: DecisionsDialog(
                session, "专题调度会", day, [MinutedDecision("办结环评", "环保局", day)], lambda _: None, window
            ),
        ),
        ("收回Word", lambda: WordChangesDialog(WordChanges((), ("第1张表改了：没有收回。",)), "通报.docx", window)),
        ("程序出错", lambda: CrashDialog("Traceback (most recent call last):\n  …", window)),
        ("显示哪些列", lambda: ColumnChooser(Project, ("name", "stage"), window)),
        ("筛选", lambda: FilterPopup(session, LedgerQuery(Project), "name", window)),
        ("筛选打勾", lambda: FilterPopup(session, LedgerQuery(Project), "task_force", window)),
    ]
    for name, make in factories:
        yield from _shown(make(), f"对话框-{name}", settle)


def every_surface(window: MainWindow, settle: Settle) -> Iterator[Surface]:
    """Show all of it."""
    for part in (pages, forms, menus, dialogs):
        yield from part(window, settle)


def _shown(widget: QWidget, name: str, settle: Settle) -> Iterator[Surface]:
    widget.move(0, 0)
    widget.show()
    settle()
    yield name, widget
    widget.hide()
    if isinstance(widget, QDialog):
        widget.deleteLater()
