"""收表: import of workbooks, previewed, corrected and applied at once; the conflicts; and the reports received."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desktop.app import notifications
from desktop.app.jobs import JobSteps
from desktop.app.page_context import PageContext
from desktop.app.preferences import documents_folder
from desktop.import_export.columns_panel import ColumnsPanel
from desktop.import_export.conflicts_panel import ConflictsPanel
from desktop.import_export.correction_requests import CorrectionRequests
from desktop.import_export.funds_bar import FundsBar
from desktop.import_export.import_head import ImportHead
from desktop.import_export.import_jobs import apply_import_job, import_job, replan_job
from desktop.import_export.import_text import FILE_COLUMNS, file_texts, import_result_text, left_out_text
from desktop.import_export.options_bar import ImportOptionsBar
from desktop.import_export.reports_panel import ReportsPanel, latest_months
from desktop.import_export.rows_panel import ImportRowsPanel
from desktop.import_export.table_corrections import TableCorrections, ask_about_amounts
from desktop.theme.icons import icon_pixmap
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.text_table import TextTable
from models.errors import UserError
from models.exchange.sheet_import.row_outcome import ApplyResult, ImportOptions
from models.ledgers import Sender, TaskForce
from models.queries.ledger_query import title_choices
from models.settings.optional_ledgers import listed_ledgers
from models.storage.store import Session
from reports.import_reader.import_file import ImportFile, ImportRequest, ImportRun
from reports.import_reader.import_workflow import identify, remembered_headings

_FILES, _CONFLICTS, _REPORTS = "来表", "冲突", "报送情况"
_INSTRUCTIONS = "把专班报来的表拖到这里，或点“选择文件”。\n先看会怎样，再一次收进来；收错了按 Ctrl+Z 整批撤销。"


class ImportView(QWidget):
    """Tabs for the files of one import, from preview to a single batch, for the conflicts, and for the reports.

    Signals:
        row_wanted: a row should be shown (ledger, id).
    """

    row_wanted = Signal(str, str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context, self._stale = context, False
        self.import_run: ImportRun | None = None
        self.head, self.options = ImportHead(self), ImportOptionsBar(self)
        self.funds = FundsBar(context.book_session, self)
        self.files = TextTable("来表", FILE_COLUMNS, context.colours, parent=self)
        self.rows = ImportRowsPanel(context.book_session, context.notifications, context.colours, self)
        self.columns = ColumnsPanel(context.colours, self)
        self._table_corrections = TableCorrections(self.columns, self._current_file)
        self.conflicts, self.reports = ConflictsPanel(context, self), ReportsPanel(context, self)
        self.empty_state = EmptyState((), self)
        self._picture = icon_pixmap("inbox", context.colours.second, 48)
        self.empty_state.show_message("还没有来表", _INSTRUCTIONS, self._picture)
        self._corrections = CorrectionRequests(context.jobs, context.notifications, self)
        self.file_tabs, self.section_tabs, self.stack = QTabWidget(), QTabWidget(), QStackedWidget()
        _lay_out(self, self._context)
        self._connect()
        self._show_files()

    def _connect(self) -> None:
        head, options = self.head, self.options
        head.choose_button.clicked.connect(self.ask_files)
        head.password_button.clicked.connect(self._ask_password)
        head.send_back_button.clicked.connect(lambda: self._corrections.ask_where(self._current_file()))
        head.clear_button.clicked.connect(self.clear)
        head.import_button.clicked.connect(self.apply_import)
        head.repeat_button.clicked.connect(self._preview_repeated)
        options.changed.connect(self._on_options_changed)
        self.funds.changed.connect(self._on_options_changed)
        options.ledger_chosen.connect(self._choose_ledger)
        options.sender_named.connect(self._set_sender)
        self.files.current_changed.connect(self._show_file)
        self.rows.revised.connect(self._update_counts)
        self._table_corrections.corrected.connect(self._replan)
        self._table_corrections.table_shown.connect(self._show_table)
        self.section_tabs.currentChanged.connect(lambda _: self._update_counts())
        self.conflicts.row_wanted.connect(self.row_wanted)
        self.conflicts.counted.connect(
            lambda number: self.section_tabs.setTabText(1, f"{_CONFLICTS} {number}" if number else _CONFLICTS)
        )
        self._context.book_session.changed.connect(self._on_book_changed)

    # Files.

    def ask_files(self) -> None:
        """Ask for files and preview them."""
        if paths := notifications.ask_tables(self, str(documents_folder())):
            self.preview_files([Path(path) for path in paths])

    def preview_files(self, paths: Sequence[Path], password: str | None = None, *, repeat: bool = False) -> None:
        """Preview files in a job, together with those at hand; nothing is written to the book."""
        existing, options = self.import_run, self.options
        asked = ImportRequest(
            ledger=options.chosen_ledger() if existing is None else None,
            sender=options.chosen_sender() if existing is None else None,
            period=options.chosen_period(),
            repeat=repeat,
            password=password,
            options=self._chosen_options(),
        )
        self.section_tabs.setCurrentIndex(0)
        self._run_job(
            "核对来表", import_job(self._context.book_session.store, paths, asked, existing), self._on_previewed
        )

    def _run_job(self, label: str, steps: JobSteps, done: Callable[[Any], None]) -> None:
        """Run a job; however it ends, the page shows the present state."""
        self.head.show_progress("正在核对……")
        job = self._context.jobs.run(label, steps, done, self._on_failed)
        job.stopped.connect(self._show_files)
        job.failed.connect(self._show_files)

    def _on_previewed(self, receiving: ImportRun) -> None:
        self.import_run, self._stale = receiving, False
        self._show_files()

    def _on_failed(self, message: str) -> None:
        self._context.notifications.show_error(message)
        self._show_files()

    def clear(self) -> None:
        """Drop the previewed files; the book is unchanged."""
        self.import_run = None
        self.empty_state.show_message("还没有来表", _INSTRUCTIONS, self._picture)
        self._show_files()

    def refresh(self) -> None:
        """Reload the conflicts and the reports from the book, and plan the files at hand again."""
        self._stale = False
        self.conflicts.refresh()
        self.reports.refresh()
        self.options.offer_ledgers(self._context.book_session.read(listed_ledgers))
        self.options.offer_senders(self._context.book_session.read(_known_senders))
        self._replan()

    def _on_book_changed(self) -> None:
        """Refresh at once where the page is visible, else when it is next shown."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event
        if self._stale:
            self.refresh()

    def _preview_repeated(self) -> None:
        files = self.import_run.files if self.import_run is not None else []
        self.preview_files(
            [file.path for file in files if file.earlier_import is not None and not file.plans], repeat=True
        )

    def _on_options_changed(self) -> None:
        if self.import_run is not None:
            self.import_run.options = self._chosen_options()
            self._replan()

    def _chosen_options(self) -> ImportOptions:
        return replace(self.options.options(), funds=self.funds.options())

    def _replan(self) -> None:
        if self.import_run is not None and not self._context.book_session.running_job_label:
            self._run_job("核对来表", replan_job(self._context.book_session.store, self.import_run), self._on_previewed)

    def _selected_files(self) -> list[ImportFile]:
        """Return the selected files."""
        files = self.import_run.files if self.import_run is not None else []
        return [files[number] for number in self.files.marked_rows()]

    def _choose_ledger(self, ledger: str | None) -> None:
        for file in self._selected_files():
            if file.is_foreign:
                self._identify(file, ledger)
        self._replan()

    def _set_sender(self, sender: str | None) -> None:
        """Set the sender of the selected files, whose remembered headings then apply."""
        for file in self._selected_files():
            file.sender = sender
            if sender and file.columns is not None:
                self._identify(file, file.columns.ledger)
        self._replan()

    def _identify(self, file: ImportFile, ledger: str | None) -> None:
        try:
            file.declined = ""
            identify(file, ledger, memory=remembered_headings(self._context.book_session.store, file.sender))
        except UserError as error:
            file.declined, file.tables = str(error), ()

    def _show_table(self) -> None:
        """Show another table of the current file."""
        file = self._current_file()
        self.columns.show_file(file)
        self.options.show_file(file)

    # Display.

    def _current_file(self) -> ImportFile | None:
        number = self.files.current_row()
        files = self.import_run.files if self.import_run is not None else []
        return files[number] if number is not None and number < len(files) else None

    def _show_files(self) -> None:
        files = self.import_run.files if self.import_run is not None else []
        self.stack.setCurrentIndex(1 if files else 0)
        self.funds.show_run(self.import_run)
        self.options.remove_missing.setVisible(any(file.changeset for file in files))
        self.files.show_texts([file_texts(file) for file in files])
        self._update_counts()

    def _show_file(self) -> None:
        file = self._current_file()
        self.options.show_file(file)
        self.rows.show_file(file)
        self.columns.show_file(file)
        self.head.show_file(file)

    def _update_counts(self) -> None:
        files = self.import_run.files if self.import_run is not None else []
        self.files.text_model.update_texts([file_texts(file) for file in files].__getitem__)
        self.head.show_summary(self.import_run, writable=self._context.book_session.store.writable)
        self.head.show_file(self._current_file())
        self.head.show_tab(self.section_tabs.currentIndex())

    def apply_import(self) -> None:
        """Apply the import as one batch, in a job."""
        run = self.import_run
        if run is None or not self.head.import_button.isEnabled() or not ask_about_amounts(self, run):
            return
        if self.funds.ask_about_questions(run):
            run.period, run.options = self.options.chosen_period(), replace(run.options, accept_amounts=True)
            self._run_job("收表", apply_import_job(self._context.book_session.store, run), self._on_applied)

    def _on_applied(self, result: ApplyResult) -> None:
        files = self.import_run.files if self.import_run is not None else ()
        summary, left_out = import_result_text(result, files), left_out_text(files)
        self.clear()
        message = f"{summary}。\n{left_out}\n收错了按 Ctrl+Z 整批撤销；还有表就接着拖进来。"
        self.empty_state.show_message("收好了", message.replace("\n\n", "\n"), self._picture)
        self._context.book_session.changed.emit()
        self._context.notifications.notify_saved(f"收表：{summary}；Ctrl+Z 可整批撤销")
        if result.rejected:
            notifications.show_faults(self, "有几行在您核对之后又被改过，没有写入：", result.rejected)

    def _ask_password(self) -> None:
        if self.import_run is not None and (text := notifications.ask_password(self, "这些表要密码才能打开：")):
            self.preview_files([file.path for file in self.import_run.files if file.locked], text)


def _lay_out(page: ImportView, context: PageContext) -> None:
    """Arrange the head, the list of files and the panels of the file chosen."""
    for tabs in (page.file_tabs, page.section_tabs):
        tabs.setDocumentMode(True)
        tabs.tabBar().setDrawBase(False)
    page.file_tabs.addTab(page.rows, "各行会怎样")
    page.file_tabs.addTab(page.columns, "表头对照")
    split = QSplitter(Qt.Orientation.Vertical)
    split.addWidget(page.files)
    split.addWidget(page.file_tabs)
    split.setSizes([140, 480])
    split.setChildrenCollapsible(False)
    page.stack.addWidget(page.empty_state)
    page.stack.addWidget(split)
    files = QWidget()
    column = QVBoxLayout(files)
    column.setContentsMargins(0, 6, 0, 0)
    column.setSpacing(0)
    column.addWidget(page.options)
    column.addWidget(page.funds)
    column.addWidget(page.stack, 1)
    for part, name in ((files, _FILES), (page.conflicts, _CONFLICTS), (page.reports, _REPORTS)):
        page.section_tabs.addTab(part, name)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(page.head)
    layout.addWidget(page.section_tabs, 1)
    page.options.offer_ledgers(context.book_session.read(listed_ledgers))
    page.options.offer_periods(latest_months(context.today))


def _known_senders(session: Session) -> list[str]:
    """Return the usual senders: those known, then the task forces."""
    senders = [name for _, name in title_choices(session, Sender, limit=100)]
    forces = (
        session.query(TaskForce.short, TaskForce.name).filter(TaskForce.removed.is_(False)).order_by(TaskForce.rank)
    )
    return list(dict.fromkeys([*senders, *(short or name for short, name in forces)]))
