"""通报: the list of circulars due and issued, and one circular to draft, edit, check, issue, print or correct."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTemporaryDir, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.app.jobs import Jobs
from desktop.app.notifications import Notifications
from desktop.circular.circular_foot import CircularFoot
from desktop.circular.circular_head import CircularHead
from desktop.circular.circular_overview import CircularOverview
from desktop.circular.issue_controller import IssueController
from desktop.circular.output_controller import OutputController
from desktop.circular.step_bar import CircularStep
from desktop.circular.text_commands import TextCommands
from desktop.circular.word_return import WordReturn
from desktop.circular.workbench import CircularWorkbench
from models.circulars.text_edits import CircularKey
from models.fields.base import Ledger, ledger_by_table
from models.settings.ranking_schemes import scheme_names
from reports.circulars import ProducedCircular
from reports.circulars.sheets.one_page import SHEETS, produce_sheet
from reports.circulars.workflow.compose import produce_circular
from reports.circulars.workflow.issue import circular_name
from reports.circulars.workflow.kind_registry import CIRCULAR_NAMES


class CircularView(QWidget):
    """Shows the list of circulars, or the workbench with one circular.

    Signals:
        rows_wanted: the rows behind a figure should be shown (ledger class, ids, heading).
        phrase_wanted: a phrase of the bank should be opened in the settings (its key).
    """

    rows_wanted = Signal(object, object, str)
    phrase_wanted = Signal(str)

    def __init__(
        self, book_session: BookSession, jobs: Jobs, notifications: Notifications, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._book_session, self._jobs, self._notifications = book_session, jobs, notifications
        self._temporary_folder = QTemporaryDir()
        self._produced_count = 0
        self._pending_job: Callable[[], None] | None = None  # a job to start when the present one ends
        self.produced: ProducedCircular | None = None
        self._is_outdated = False  # whether the book changed while another page was in front
        self.circular_key: CircularKey | None = None  # of the draft shown; None for a sheet and an issued circular
        self.head, self.overview = CircularHead(book_session.reading_context().today, self), CircularOverview(self)
        self.texts = TextCommands(self, book_session, notifications, self)
        self.workbench = CircularWorkbench(book_session, self.texts.save, self)
        self.pages, self.view = self.workbench.page_list, self.workbench.pdf_view
        self.figure_panel = self.workbench.figure_panel
        self.message_label, self.foot = QLabel(), CircularFoot(self)
        self.stack = QStackedWidget()
        _lay_out(self)
        self.issue_controller = IssueController(self, self, book_session, jobs, notifications)
        self.output = OutputController(self, self, book_session, jobs, notifications)
        self.word_return = WordReturn(self, self, self.texts, jobs)
        self._connect()

    def _connect(self) -> None:
        self.head.draft_wanted.connect(self.draft_chosen)
        self.head.print_wanted.connect(self.print)
        self.head.sources_wanted.connect(partial(_redraft, self))
        self.overview.draft_wanted.connect(self.show_period)
        self.overview.opened.connect(self.issue_controller.show_issued)
        self.workbench.step_bar.overview_wanted.connect(self.show_overview)
        self.workbench.rows_wanted.connect(self._request_rows)
        self.workbench.text_panel.revert_wanted.connect(self.texts.revert)
        self.workbench.text_panel.phrase_wanted.connect(self.phrase_wanted)
        self.workbench.text_panel.confirm_wanted.connect(self.texts.confirm)
        self._book_session.changed.connect(self._on_book_changed)

    def _request_rows(self, ledger: type[Ledger] | str, rows: Sequence[str], heading: str) -> None:
        self.rows_wanted.emit(ledger_by_table(ledger) if isinstance(ledger, str) else ledger, tuple(rows), heading)

    @property
    def shows_workbench(self) -> bool:
        """Whether the workbench is shown, not the overview or a message."""
        return self.stack.currentWidget() is self.workbench

    # The overview.

    def refresh(self) -> None:
        """Reload from the book which circulars are due and which are issued."""
        self.issue_controller.show_overview(self.overview)
        self.head.offer_schemes(self._book_session.read(scheme_names))

    def show_overview(self) -> None:
        """Show the overview of all circulars."""
        self.refresh()
        self.stack.setCurrentWidget(self.overview)
        self.head.enable_actions(has_pages=False)
        self.foot.clear()

    # Drafting.

    def show_period(self, kind: str, period: str) -> None:
        """Choose a circular by kind and period's key, and draft it."""
        self.head.choose(kind, period)
        self.run_when_idle(self.draft_chosen)

    def show_sheet(self, ledger: str, row: str) -> None:
        """Make a one-page sheet, such as a project's or a reward's, and show it for printing."""
        self.run_when_idle(lambda: self._produce_sheet(ledger, row))

    def draft_chosen(self) -> None:
        """Draft the chosen circular in a job."""
        self.draft(self.head.circular_key())

    def draft(self, circular_key: CircularKey) -> None:
        """Draft a circular in a job; where the same one is shown, the position in it is kept."""
        # Only the PDF, which is shown: other formats are made from the same content on export.
        steps = produce_circular(
            self._book_session.store,
            circular_key,
            self.start_production(),
            ("pdf",),
            sources=self.head.sources_action.isChecked(),
            today=self._book_session.reading_context().today,
        )
        is_county = circular_key.task_force is None
        name = circular_name(self._book_session.store, circular_key) if is_county else CIRCULAR_NAMES[circular_key.kind]
        self._jobs.run(f"起草{name}", steps, partial(self._on_drafted, circular_key), self.show_failure)

    def _on_drafted(self, circular_key: CircularKey, produced: ProducedCircular) -> None:
        same = self.circular_key == circular_key and self.stack.currentWidget() is not self.overview
        self.circular_key = circular_key
        self.show_produced(produced, keep_position=same)
        if produced.edited is not None:
            self.workbench.text_panel.show_parts(produced.edited.parts)
        if not same:
            self.workbench.set_tabs(is_draft=True, has_text=True)
            self.workbench.check_panel.clear()
            self.issue_controller.reset()
        self.texts.note_shown()
        self.workbench.step_bar.show_step(CircularStep.DRAFTED, writable=self._book_session.store.writable)

    def _produce_sheet(self, ledger: str, row: str) -> None:
        steps = produce_sheet(self._book_session.store, ledger, row, self.start_production())
        self._jobs.run(f"生成{SHEETS[ledger]}", steps, self._show_sheet, self.show_failure)

    def _show_sheet(self, produced: ProducedCircular) -> None:
        self.circular_key = None
        self.show_produced(produced)
        self.workbench.set_tabs(is_draft=False, has_text=False)
        self.workbench.step_bar.show_sheet()

    def start_production(self) -> Path:
        """Show that a job is running, and return a fresh folder for its files."""
        self._produced_count += 1
        self.head.enable_actions(has_pages=False, busy=True)
        if not self.shows_workbench:
            self.message_label.setText("正在生成……")
            self.stack.setCurrentWidget(self.message_label)
        return Path(self._temporary_folder.path()) / str(self._produced_count)

    def run_when_idle(self, job: Callable[[], None]) -> None:
        """Start a job now, or when the running one has ended."""
        if self.head.draft_button.isEnabled():
            job()
        else:
            self._pending_job = job

    def _run_pending_job(self) -> None:
        if (make := self._pending_job) is not None:
            self._pending_job = None
            make()

    def show_produced(self, produced: ProducedCircular, *, keep_position: bool = False) -> None:
        """Show the pages of a finished job."""
        self.produced = produced
        self.workbench.show_pages(produced, keep_position=keep_position)
        self.stack.setCurrentWidget(self.workbench)
        self.head.enable_actions(has_pages=True)
        self.offer_files(None)
        self.foot.show_pages(produced)
        if not keep_position:
            self.view.setFocus()
        self._run_pending_job()

    def show_failure(self, message: str) -> None:
        """Show the error of a job, and the pages shown before it."""
        shown = self.produced is not None and self.shows_workbench
        self.head.enable_actions(has_pages=shown)
        if not shown:
            self.message_label.setText(message)
            self.stack.setCurrentWidget(self.message_label)
        self._notifications.show_error(message)
        self._run_pending_job()

    def _on_book_changed(self) -> None:
        """Draft again where the user's texts changed, by typing or undo; else show that the draft may be outdated."""
        if self.stack.currentWidget() is self.overview and self.isVisible():
            self.refresh()
        elif (key := self.circular_key) is None:
            return
        elif not self.isVisible():
            self._is_outdated = True  # looked at again when it comes to the front, so that nothing is busy meanwhile
        elif self.texts.have_changed():
            self.run_when_idle(partial(self.draft, key))
        else:
            self.foot.show_stale()
            self.workbench.step_bar.show_step(CircularStep.DRAFTED, writable=self._book_session.store.writable)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_outdated:
            self._is_outdated = False
            self._on_book_changed()

    def search(self) -> None:
        """Move the focus to the box that searches the pages."""
        if self.shows_workbench:
            self.workbench.step_bar.focus_search()

    def print(self) -> None:
        """Ask for printer, pages and copies, and print."""
        self.output.print()

    def offer_files(self, path: Path | None) -> None:
        """Show the buttons that open a written file and its folder; hide them for None."""
        self.foot.offer_files(path)


def _lay_out(page: CircularView) -> None:
    """Arrange the overview, the message and the workbench above the line of the written file."""
    page.message_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    page.message_label.setObjectName("second")
    page.message_label.setWordWrap(True)
    for part in (page.overview, page.message_label, page.workbench):
        page.stack.addWidget(part)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(page.head)
    layout.addWidget(page.stack, 1)
    layout.addWidget(page.foot)


def _redraft(page: CircularView, _: bool) -> None:
    """Draft again what is shown, with or without the list of sources."""
    if page.circular_key is not None:
        page.run_when_idle(partial(page.draft, page.circular_key))
