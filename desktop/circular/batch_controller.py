"""Circulars in batches: one kind for every task force, or all that are due in a year."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.app.book_session import BookSession
from desktop.app.jobs import Jobs
from desktop.app.notifications import Notifications
from desktop.circular.circular_view_api import CircularViewApi
from reports.circulars.workflow import batch_issue
from reports.circulars.workflow.batch_issue import IssueJobResult
from reports.circulars.workflow.compose import FORMATS
from reports.circulars.workflow.issue import IssueOrder
from reports.circulars.workflow.kind_registry import CIRCULAR_NAMES


class BatchController(QObject):
    """Produces and issues many circulars at once, each batch as one job."""

    def __init__(
        self,
        page: CircularViewApi,
        dialog_parent: QWidget,
        book_session: BookSession,
        jobs: Jobs,
        notifications: Notifications,
    ) -> None:
        super().__init__(dialog_parent)
        self._page, self._book_session, self._jobs, self._notifications = page, book_session, jobs, notifications
        self._dialog_parent = dialog_parent
        page.head.forces_wanted.connect(self._ask_where_forces_go)
        page.head.year_wanted.connect(self._ask_where_year_goes)

    @property
    def _today(self) -> date:
        return self._book_session.reading_context().today

    def _ask_where_forces_go(self) -> None:
        if folder := QFileDialog.getExistingDirectory(self._dialog_parent, "各专班的通报放到哪个文件夹"):
            self.produce_forces(Path(folder))

    def produce_forces(self, folder: Path) -> None:
        """Draft the chosen circular for every task force, in a job."""
        with self._notifications.showing_user_errors():
            circulars = batch_issue.for_every_task_force(self._book_session.store, self._page.head.circular_key())
            sources = self._page.head.sources_action.isChecked()
            steps = batch_issue.produce_all(
                self._book_session.store, circulars, folder, FORMATS, sources=sources, today=self._today
            )
            self._jobs.run(
                "为各专班出通报", steps, partial(self._on_batch_done, folder), self._notifications.show_error
            )

    def _ask_where_year_goes(self) -> None:
        if folder := QFileDialog.getExistingDirectory(
            self._dialog_parent, "全年的通报放到哪个文件夹", str(self.default_folder().parent)
        ):
            self.issue_year(Path(folder))

    def issue_year(self, folder: Path) -> None:
        """Issue all circulars of this year whose period is over, in a job."""
        circulars = batch_issue.circulars_of_year((), self._today.year, self._today)
        if not circulars:
            self._notifications.show_error("今年还没有过完的期间。")
            return
        steps = batch_issue.issue_all(
            self._book_session.store, IssueOrder(circulars[0]), circulars, folder, self._today
        )
        job = self._jobs.run(
            "印发今年的通报", steps, partial(self._on_batch_done, folder), self._notifications.show_error
        )
        job.stopped.connect(self._book_session.changed.emit)  # circulars issued before the stop remain issued

    def _on_batch_done(self, folder: Path, result: IssueJobResult) -> None:
        self._book_session.changed.emit()
        parts = [f"印发 {len(result.issued)} 份"] if result.issued else []
        parts += [f"生成 {len(result.drafts)} 个文件"] if result.drafts else []
        parts += [f"{len(result.already_issued)} 份早已印发"] if result.already_issued else []
        sentence = f"{'，'.join(parts) or '没有可办的'}，放在“{folder}”。"
        if result.failed:
            about, why = result.failed[0]
            sentence += f"有 {len(result.failed)} 份没有办成，第一份是{about.period}{CIRCULAR_NAMES[about.kind]}：{why}"
        tell: Callable[[str], None] = self._notifications.show_error if result.failed else self._notifications.notify
        tell(sentence)
        written = [*(path for issued in result.issued for path in issued.files), *result.drafts]
        first = written[0] if written else None
        self._page.offer_files(first)

    def default_folder(self) -> Path:
        """Return the default folder of issued circulars: 通报 beside the book, else in the home folder."""
        path = self._book_session.store.path
        return (path.parent if path is not None else Path.home()) / "通报"
