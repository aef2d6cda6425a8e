"""专项招商进度: what each group of optional ledgers in use comes to; what is late or missing stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page
from desktop.theme.palette import MARGIN
from desktop.widgets.job_page import JobPage, head_line, page_layout
from desktop.widgets.text_table import TextTable
from models.job_steps import JobSteps
from models.settings.optional_ledgers import optional_groups

if TYPE_CHECKING:
    # For annotations only: the statistics are imported with the first look at the page.
    from datetime import date

    from models.storage.store import Store
    from reports.figures.special_table import SpecialLine, SpecialTable

_PIXELS_PER_CHAR = 9
_EMPTY = "还没有登记；在左边的台账里新增，或从 Excel 收进来。"


class SpecialProgressPage(JobPage):
    """Shows one table at a time, chosen above it; a line opens its row."""

    title, job_label = "专项招商进度", "查专项进度"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._tables: tuple[SpecialTable, ...] = ()
        self.view_choice = QComboBox()
        self.view_choice.setAccessibleName("看哪一项")
        self.view_choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.open_button = QPushButton("打开这一条")
        self.note_label = QLabel()
        self.note_label.setObjectName("second")
        self.note_label.setWordWrap(True)
        self.note_label.setContentsMargins(MARGIN, 6, MARGIN, 8)
        self.table: TextTable | None = None
        self._shown_name = ""
        print_button = context.make_button("special_sheet", "打印进度表", "secondary")
        layout = page_layout(
            self,
            head_line(self.title_label, self.summary_label, right=(print_button,)),
            head_line(self.view_choice, right=(self.open_button,), top=0),
        )
        self._place = QVBoxLayout()
        layout.addLayout(self._place, 1)
        layout.addWidget(self.note_label)
        self.view_choice.activated.connect(lambda _: self.show_view())
        self.open_button.clicked.connect(self.open_line)

    def steps(self) -> JobSteps[tuple[SpecialTable, ...]]:
        """Return the job that reads the tables."""
        return tables_job(self._context.book_session.store, self._context.today, self._context.scope.task_force)

    def show_read(self, read: tuple[SpecialTable, ...]) -> None:
        """Offer the tables that were read, and show the one shown before, or the first."""
        self._tables = read
        names = [table.name for table in read]
        self.view_choice.clear()
        for table in read:
            count = len(table.lines)
            self.view_choice.addItem(f"{table.name}（{count:,}）" if count else table.name, table.name)
        if self._shown_name in names:
            self.view_choice.setCurrentIndex(names.index(self._shown_name))
        self.show_view()

    def show_view(self) -> None:
        """Show the chosen table with the sentence that sums it up."""
        shown = self._shown()
        self._shown_name = shown.name if shown is not None else ""
        self._replace_table(shown)
        if shown is None:
            self.summary_label.setText("")
            self.note_label.setText("本县没有启用选用台账；要用的，到“设置—统计口径—选用台账”勾上。")
        else:
            self.summary_label.setText(shown.summary_text if shown.lines else "")
            self.note_label.setText(shown.note if shown.lines else _EMPTY)
        self._enable()

    def _replace_table(self, shown: SpecialTable | None) -> None:
        """Put a table with the columns of the view into the page, in place of the one before."""
        if self.table is not None:
            self._place.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
            self.table = None
        if shown is None:
            return
        columns = [(part.title.replace("\n", ""), _pixels(part.title, part.width)) for part in shown.columns]
        table = self.table = TextTable(shown.name, columns, self._context.colours, parent=self)
        lines = shown.lines
        numbers = (number for number, part in enumerate(shown.columns) if part.is_number)
        table.text_model.number_columns = frozenset(numbers)
        table.text_model.is_marked = lambda row: row < len(lines) and lines[row].is_open
        table.show_lazily(len(lines), lambda row: _texts(lines[row]))
        table.open_with(self.open_line)
        table.current_changed.connect(self._enable)
        self._place.addWidget(table)

    def _shown(self) -> SpecialTable | None:
        name = self.view_choice.currentData()
        return next((table for table in self._tables if table.name == name), None)

    def current_line(self) -> SpecialLine | None:
        """Return the current line of the table."""
        shown = self._shown()
        row = self.table.current_row() if self.table is not None else None
        return None if shown is None or row is None or row >= len(shown.lines) else shown.lines[row]

    def _enable(self) -> None:
        self.open_button.setEnabled(self.current_line() is not None)

    def open_line(self) -> None:
        """Show the row of the current line."""
        if (line := self.current_line()) is not None:
            self.row_wanted.emit(line.ledger, line.row)


def _pixels(title: str, width: int) -> int:
    return _PIXELS_PER_CHAR * max(width, 2 * len(title.replace("\n", "")) + 2)


def _texts(line: SpecialLine) -> tuple[str, ...]:
    return tuple(cell if isinstance(cell, str) else cell.text for cell in line.cells)


def tables_job(store: Store, today: date, force: str | None) -> JobSteps[tuple[SpecialTable, ...]]:
    """Read the tables as a job, of all or of one task force."""
    yield 0, 1, "查专项进度"
    from reports.figures.special_tables import special_tables

    with store.reading() as session:
        return special_tables(session, today, force)


def make_special_progress_page(context: PageContext, links: PageLinks) -> SpecialProgressPage:
    """Build the page and connect it."""
    page = SpecialProgressPage(context)
    page.connect_links(links)
    return page


register_page(
    Page(
        "special_progress",
        "专项招商进度",
        "flag",
        PageGroup.REFERENCE,
        870,
        make_special_progress_page,
        optional=optional_groups(),
    )
)
