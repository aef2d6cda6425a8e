"""Scroll one table of 24 columns in this fresh process and print the timings; run by test_table.py.

``python scroll.py ours|floor BOOK``: ours is the ledger's page as the window makes it, the floor a QTableView of a
QSqlQueryModel, which never leaves C++. Prints JSON: milliseconds of every step, of sorting and filtering by name, and
the resident memory in megabytes.
"""

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QTableView

if TYPE_CHECKING:
    from desktop.pages.ledger_page import LedgerPage

COLUMNS = tuple(
    "name task_force reported_on state channel method referrer investor place industry content total "  # noqa: SIM905
    "output tax jobs land needs support first_contact owner contact judged_on progress remark".split()
)
WIDTH, HEIGHT, ROW = 1366, 768, 30
STEPS = 300


def ledger_page_table(app: QApplication, book: Path) -> "tuple[QTableView, LedgerPage]":
    """Build a ledger page with the window's theme; return its table and the object that must be kept alive."""
    from desktop.app.book_session import BookSession
    from desktop.app.jobs import Jobs
    from desktop.app.notifications import Notifications
    from desktop.app.page_context import PageContext
    from desktop.app.preferences import Preferences
    from desktop.pages.ledger_page import LedgerPage
    from desktop.theme.palette import apply_theme
    from models.ledgers import Lead
    from models.storage.store import open_book

    preferences = Preferences(QSettings(str(book.with_suffix(".ini")), QSettings.Format.IniFormat))
    preferences.update_table("lead", keys=COLUMNS)
    session = BookSession(open_book(book, write=False))
    fit = PageContext(
        session,
        Jobs(),
        Notifications(),
        preferences,
        apply_theme(app, "light"),
        lambda _, text, __: QPushButton(text),
        QMenu,
    )
    page = LedgerPage(Lead, fit)
    page.refresh()
    page.grid.setParent(None)
    return page.grid, page


def qt_sql_table(_app: QApplication, book: Path) -> tuple[QTableView, Any]:
    """Build Qt's own table model of the same columns, as the lower bound."""
    from PySide6.QtSql import QSqlDatabase, QSqlQueryModel

    base = QSqlDatabase.addDatabase("QSQLITE")
    base.setDatabaseName(str(book))
    base.open()
    model = QSqlQueryModel()
    model.setQuery(f"SELECT {', '.join(COLUMNS)} FROM lead WHERE NOT removed ORDER BY id DESC", base)
    while model.canFetchMore():
        model.fetchMore()
    view = QTableView()
    view.setModel(model)
    view.verticalHeader().setDefaultSectionSize(ROW)
    return view, model


def time_scroll_steps(view: QTableView) -> list[float]:
    """Time scroll steps of one screenful each; every tenth step leaps through the ledger."""
    bar, took, place = view.verticalScrollBar(), [], 0
    leap = bar.maximum() // (STEPS // 10)
    for step in range(STEPS):
        place = (place + (leap if step % 10 == 9 else 23)) % bar.maximum()
        began = time.perf_counter()
        bar.setValue(place)
        view.viewport().repaint()
        view.verticalHeader().viewport().repaint()
        took.append((time.perf_counter() - began) * 1000)
    return took


def time_sorting_and_filtering(page: "LedgerPage") -> dict[str, float]:
    """Time sorting and filtering, each until the resulting rows are painted; milliseconds by name."""
    from models.queries.ledger_query import Condition, LedgerQuery

    plain = LedgerQuery(page.ledger)
    took = {}
    for name, view in {
        "按金额排序": plain.with_changes(sort=(("total", True),)),
        "按文字排序": plain.with_changes(sort=(("investor", False),)),
        "按专班排序": plain.with_changes(sort=(("task_force", False),)),
        "筛选": plain.with_changes(where=(Condition("progress", "contains", "用地"),)),
    }.items():
        began = time.perf_counter()
        page.model.show_query(view)
        page.grid.viewport().repaint()
        took[name] = (time.perf_counter() - began) * 1000
    return took


def main(what: str, book: Path) -> None:
    """Show the table and print the measurements as JSON."""
    app = QApplication([sys.argv[0], "-style", "fusion"])
    page = None
    if what == "ours":
        view, page = ledger_page_table(app, book)
    else:
        view, _model = qt_sql_table(app, book)
    for column in range(len(COLUMNS)):
        view.setColumnWidth(column, 120)
    view.resize(WIDTH, HEIGHT)
    view.show()
    app.processEvents()
    measured: dict[str, Any] = {"steps": time_scroll_steps(view)}
    status = Path("/proc/self/status").read_text("utf-8")
    measured["memory"] = int(status.split("VmRSS:")[1].split()[0]) / 1024
    measured["questions"] = time_sorting_and_filtering(page) if page else {}
    sys.stdout.write(json.dumps(measured))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
