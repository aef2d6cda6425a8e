"""双兑现: what the government and the enterprises promised each other, how much is kept, and what is still open."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page
from desktop.pages.kept_promises_lines import ITEM_COLUMNS, RATE_COLUMNS, VIEWS, KeptLine, KeptPage, kept_job
from desktop.theme.palette import MARGIN
from desktop.widgets.job_page import JobPage, head_line, page_layout
from desktop.widgets.text_table import TextTable
from models.fields.base import ledger_by_table
from models.job_steps import JobSteps
from models.queries.ledger_query import LedgerQuery

_RATES = ("unit", "policy", "firm")
_LETTERS = {"reminder": "提醒函", "warning": "警示函"}
_NOTES = {
    "owed": "达到条件、企业已申请（免申即享的不等申请）、时限已到而没有全部兑现的。兑现后填已兑现金额、最近兑现日期。",
    "unclaimed": "条件已达到、企业还没有申请的：提醒企业申请，申请后填“申请兑现日期”；不用申请的，“免申即享”填 是。",
    "held": "公平竞争审查没有通过、停止执行，或者可以兑了还没有审查的：不算应兑未兑，也不计兑现率；先办审查。",
    "unchecked": "政府承诺时限已到、条件是否达到没有登记的，填达到条件日期；企业时限已过、没有实际数的，填核实实际数。",
    "broken": "企业时限已过、没有履约或只履约一部分的：可以出提醒函、警示函，寄出后点“记已发函”。",
    "measured": "合同条款里的指标在前；依据写“项目台账”的是项目自己登记的预计数，不计履约率，也不写进函里。",
}


class KeptPromisesPage(JobPage):
    """Lists both sides by what is open, and the rates by unit, policy and enterprise; open lines are marked.

    Signals:
        sheet_wanted: a sheet or letter should be shown for printing (one of SHEETS, the enterprise's row id).
    """

    sheet_wanted = Signal(str, str)

    title, job_label = "双兑现", "查双兑现"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._read = KeptPage()
        self.view_choice = QComboBox()
        self.view_choice.setAccessibleName("看哪些")
        self.view_choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for key, name in VIEWS.items():
            self.view_choice.addItem(name, key)
        self.item_table = TextTable("双兑现", ITEM_COLUMNS, context.colours, parent=self)
        self.rate_table = TextTable("兑现率", RATE_COLUMNS, context.colours, parent=self)
        self.tables = QStackedWidget()
        self.open_button, self.firm_button = QPushButton("打开这一条"), QPushButton("打印一企一表")
        self.letter_button, self.sent_button = QPushButton("出函"), QPushButton("记已发函")
        self.note_label = QLabel()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.note_label.setObjectName("second")
        self.note_label.setWordWrap(True)
        self.note_label.setContentsMargins(MARGIN, 6, MARGIN, 8)
        self.letter_button.setMenu(self._letter_menu())
        print_button = self._context.make_button("kept_list", "打印清单", "secondary")
        buttons = (self.open_button, self.firm_button, self.letter_button, self.sent_button)
        layout = page_layout(
            self,
            head_line(self.title_label, self.summary_label, right=(print_button,)),
            head_line(self.view_choice, right=buttons, top=0),
        )
        for table in (self.item_table, self.rate_table):
            self.tables.addWidget(table)
        layout.addWidget(self.tables, 1)
        layout.addWidget(self.note_label)

    def _letter_menu(self) -> QMenu:
        menu = QMenu(self)
        for sheet, name in _LETTERS.items():
            menu.addAction(name).triggered.connect(lambda _=False, sheet=sheet: self.print_letter(sheet))
        return menu

    def _connect(self) -> None:
        self.view_choice.activated.connect(lambda _: self.show_view())
        self.open_button.clicked.connect(self.open_line)
        self.firm_button.clicked.connect(self.print_firm)
        self.sent_button.clicked.connect(self.record_letter)
        for table in (self.item_table, self.rate_table):
            table.open_with(self.open_line)
            table.current_changed.connect(self._enable)

    def steps(self) -> JobSteps[KeptPage]:
        """Return the job that reads both sides."""
        return kept_job(self._context.book_session.store, self._context.today, self._context.scope.task_force)

    def show_read(self, read: KeptPage) -> None:
        """Show what was read, in the view that is chosen; each view says how many lines it has."""
        self._read = read
        for place, (key, name) in enumerate(VIEWS.items()):
            count = len(read.views.get(key, ()))
            self.view_choice.setItemText(place, f"{name}（{count:,}）" if count else name)
        self.summary_label.setText(read.summary)
        self.show_view()

    def show_view(self) -> None:
        """Show the lines of the chosen view."""
        key, lines = self.view_choice.currentData(), self._lines()
        table = self.rate_table if key in _RATES else self.item_table
        table.text_model.is_marked = lambda row: row < len(lines) and lines[row].is_open
        table.show_lazily(len(lines), lambda row: lines[row].texts)
        self.tables.setCurrentWidget(table)
        self.open_button.setText("看是哪些行" if key in _RATES else "打开这一条")
        note = _NOTES.get(key, "应兑现、应履约的不含没有到期的、没有申请的和审查未过的；“—”表示没有应兑现、应履约的。")
        self.note_label.setText(note if lines else f"没有这一类的。{note}")
        self._enable()

    def _lines(self) -> tuple[KeptLine, ...]:
        return self._read.views.get(self.view_choice.currentData(), ())

    def current_line(self) -> KeptLine | None:
        """Return the current line of the table in front."""
        table, lines = self.tables.currentWidget(), self._lines()
        row = table.current_row() if isinstance(table, TextTable) else None
        return None if row is None or row >= len(lines) else lines[row]

    def _enable(self) -> None:
        line = self.current_line()
        late = self._read.letters.get(line.firm, ()) if line else ()
        self.open_button.setEnabled(line is not None and bool(line.row or line.rows))
        self.firm_button.setEnabled(line is not None and bool(line.firm))
        self.letter_button.setEnabled(bool(late))
        self.sent_button.setEnabled(bool(late))

    def open_line(self) -> None:
        """Show the row of the current line, or the rows behind a line of rates."""
        line = self.current_line()
        if line is not None and line.row:
            self.row_wanted.emit(line.ledger, line.row)
        elif line is not None and line.rows:
            query = LedgerQuery(ledger_by_table(line.ledger), row_ids=line.rows)
            self.view_wanted.emit(query, f"双兑现：{line.texts[0]}")

    def print_firm(self) -> None:
        """Show the sheet of the current line's enterprise for printing."""
        if (line := self.current_line()) is not None and line.firm:
            self.sheet_wanted.emit("firm", line.firm)

    def print_letter(self, sheet: str) -> None:
        """Show a letter to the current line's enterprise for printing."""
        if (line := self.current_line()) is not None and line.firm:
            self.sheet_wanted.emit(sheet, line.firm)

    def record_letter(self) -> None:
        """Keep today as the day of the letter with the enterprise's open duties, in one command."""
        line = self.current_line()
        rows = self._read.letters.get(line.firm, ()) if line else ()
        if line is None or not rows:
            return
        from models.services.firm_letters import record_letter

        day: date = self._context.today
        count = self._context.book_session.run("记已发函", lambda session: record_letter(session, rows, day))
        self._context.notifications.notify(f"已在 {count} 件履约事项上记下今天发函；记错了按 Ctrl+Z。")


def make_kept_promises_page(context: PageContext, links: PageLinks) -> KeptPromisesPage:
    """Build the page and connect it."""
    page = KeptPromisesPage(context)
    page.connect_links(links)
    page.sheet_wanted.connect(links.show_sheet)
    return page


register_page(Page("kept_promises", "双兑现", "arrow-right-left", PageGroup.MORE, 11, make_kept_promises_page))
