"""The controller of checking and issuing circulars, and of what is done with issued ones; one method a command."""

from collections.abc import Generator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.app.book_session import BookSession
from desktop.app.jobs import Jobs
from desktop.app.notifications import Notifications, ask_reason
from desktop.circular.batch_controller import BatchController
from desktop.circular.circular_overview import CircularOverview
from desktop.circular.circular_view_api import CircularViewApi
from desktop.circular.step_bar import CircularStep
from models.circulars import issuing
from models.circulars.issuing import IssuedCircular
from models.circulars.text_edits import CircularKey
from models.errors import UserError
from models.rules.vocabulary import CircularState
from models.statistics import duty_calendar
from models.statistics.duty_calendar import PlannedDuty
from models.storage.store import Session
from reports.circulars import ProducedCircular
from reports.circulars.workflow.findings import PrecheckFinding, blocking
from reports.circulars.workflow.issue import (
    IssueOrder,
    IssueResult,
    changes,
    circular_key_of,
    compose_and_check,
    issue,
    kind_name,
    predicted_number,
    reprint,
    show_issued,
)
from reports.circulars.workflow.issue_diff import CircularChange
from reports.circulars.workflow.kind_registry import CIRCULAR_NAMES, CIRCULAR_OF_DUTY
from reports.circulars.workflow.text_overrides import EditedCircular, apply_edits

_DAYS_BACK, _DAYS_AHEAD = 45, 10  # days before and after today in which a duty's circular is listed
_MAX_OF_KIND = 2  # circulars of one kind listed; older ones are on the page of duties


class IssueController(QObject):
    """Checks, issues, shows, corrects, withdraws and reprints circulars for the page; it keeps no database session."""

    def __init__(
        self,
        page: CircularViewApi,
        dialog_parent: QWidget,
        book_session: BookSession,
        jobs: Jobs,
        notifications: Notifications,
    ) -> None:
        """Connect to a page; ``frame`` is the parent of dialogs."""
        super().__init__(dialog_parent)
        self._page, self._book_session, self._jobs, self._notifications = page, book_session, jobs, notifications
        self._dialog_parent = dialog_parent
        self.issued: IssuedCircular | None = None  # the issued circular whose pages are shown
        self.corrected_circular: IssuedCircular | None = None  # the issued circular that the draft corrects
        self._checked_circular: EditedCircular | None = None
        steps = page.workbench.step_bar
        steps.check_wanted.connect(self.check)
        steps.issue_wanted.connect(self.show_issue_form)
        steps.correct_wanted.connect(self.correct)
        steps.withdraw_wanted.connect(self.withdraw)
        steps.reprint_wanted.connect(self.ask_where_to_reprint)
        steps.attach_wanted.connect(self.ask_what_to_attach)
        page.workbench.issue_form.confirmed.connect(self.issue)
        self.batches = BatchController(page, dialog_parent, book_session, jobs, notifications)

    @property
    def _today(self) -> date:
        return self._book_session.reading_context().today

    @property
    def _corrects(self) -> str:
        """The id of the issued circular that the draft corrects; empty where it corrects none."""
        return self.corrected_circular.id if self.corrected_circular is not None else ""

    def reset(self) -> None:
        """Reset for another draft, which has not been checked."""
        self._checked_circular = None
        self.issued = None
        if self.corrected_circular is not None and self._page.circular_key != circular_key_of(self.corrected_circular):
            self.corrected_circular = None

    # The overview.

    def show_overview(self, overview: CircularOverview) -> None:
        """Fill the overview with the circulars due and those issued."""
        due, issued, gaps = self._book_session.read(lambda session: _overview_data(session, self._today))
        overview.show_all(due, issued, gaps, self._today)
        self._page.head.offer_forces(self._book_session.read(issuing.task_force_choices))

    # Checking and issuing.

    def check(self) -> None:
        """Check the draft in a job."""
        about = self._page.circular_key
        if about is None or self._has_unsaved_text():
            return
        steps = _check_job(self._book_session, about, self._today, self._corrects)
        self._jobs.run("印发前检查", steps, self._on_checked, self._page.show_failure)

    def _has_unsaved_text(self) -> bool:
        if self._page.workbench.text_panel.has_unsaved_text:
            self._notifications.show_error("有一段还没有保存：按 Ctrl+回车 保存，或按 Esc 放弃。")
            return True
        return False

    def _on_checked(self, result: tuple[EditedCircular, tuple[PrecheckFinding, ...]]) -> None:
        self._checked_circular, findings = result
        self._page.workbench.check_panel.show_findings(findings)
        self._page.workbench.show_check()
        self._page.workbench.step_bar.show_step(CircularStep.CHECKED, writable=self._book_session.store.writable)

    def show_issue_form(self) -> None:
        """Show the issue form, filled in for the checked draft."""
        about, draft = self._page.circular_key, self._checked_circular
        if about is None or draft is None or self._has_unsaved_text():
            return
        grave_findings = blocking(self._page.workbench.check_panel.findings)
        corrects = self.corrected_circular.name if self.corrected_circular is not None else ""
        with self._notifications.showing_user_errors():
            number = predicted_number(self._book_session.store, draft.document)
            signer = draft.signer or self._book_session.read(issuing.last_signer)
            dated = self._today if corrects else draft.document.dated  # a correction has its own day
            form, folder = self._page.workbench.issue_form, self.batches.default_folder() / about.period
            form.fill(number, signer, dated, folder, len(grave_findings), corrects)
            self._page.workbench.step_bar.show_step(CircularStep.ISSUED, writable=self._book_session.store.writable)
            self._page.workbench.show_form()

    def issue(self) -> None:
        """Issue the draft in a job: number it, render it, archive it, and write its files into the folder."""
        about, form = self._page.circular_key, self._page.workbench.issue_form
        if about is None:
            return
        with self._notifications.showing_user_errors():
            order = IssueOrder(
                about,
                signer=form.signer.text().strip(),
                reason=form.reason.toPlainText(),
                formats=form.chosen_formats(),
                corrects=self._corrects,
                dated=form.chosen_day(),
                sources=self._page.head.sources_action.isChecked(),
            )
            steps = issue(self._book_session.store, order, form.folder, self._today)
            form.issue_button.setEnabled(False)
            self._jobs.run(f"印发{kind_name(about)}", steps, self._on_issued, self._on_issue_failed)

    def _on_issue_failed(self, why: str) -> None:
        self._page.workbench.issue_form.issue_button.setEnabled(True)
        self._notifications.show_error(why)

    def _on_issued(self, issued: IssueResult) -> None:
        self._page.workbench.issue_form.issue_button.setEnabled(True)
        self.corrected_circular = None
        self._page.circular_key = None  # before ``changed`` is emitted: what is shown is no draft any more
        self._book_session.changed.emit()
        if issued.problem:
            self._notifications.show_error(issued.problem)
        else:
            self._notifications.notify_saved(f"已印发 {issued.circular.name}，文件在“{issued.files[0].parent}”")
        self.show_issued(issued.circular.id, issued.files[0] if issued.files else None)

    # An issued circular.

    def show_issued(self, circular: str, path: Path | None = None) -> None:
        """Show the archived pages of an issued circular."""
        steps = show_issued(self._book_session.store, circular, self._page.start_production())
        self._jobs.run("取出印发件", steps, partial(self._on_shown, path), self._page.show_failure)

    def _on_shown(self, path: Path | None, result: tuple[IssuedCircular, ProducedCircular]) -> None:
        circular, produced = result
        page, bench = self._page, self._page.workbench
        page.circular_key = None
        self.issued = circular
        page.show_produced(produced)
        page.offer_files(path)
        bench.set_tabs(is_draft=False, has_text=True)
        bench.text_panel.show_parts(apply_edits(produced.document, ()).parts, read_only=True)
        signed = f"　签发人 {circular.signer}" if circular.signer else ""
        bench.step_bar.show_issued(
            f"{circular.name}　{circular.state}{signed}",
            is_valid=circular.state == CircularState.ISSUED and self._book_session.store.writable,
        )

    def correct(self) -> None:
        """Draft the circular again as a correction of the issued one, and list what changed."""
        if (old := self.issued) is None:
            return
        with self._notifications.showing_user_errors():
            about = circular_key_of(old)
            self.corrected_circular = old
            self._page.draft(about)
            steps = _compare_job(self._book_session, old, about)
            self._jobs.run("对照印发件", steps, partial(self._show_changes, old), self._notifications.show_error)

    def _show_changes(self, old: IssuedCircular, differences: Sequence[CircularChange]) -> None:
        self._page.workbench.check_panel.show_changes(old.name, differences)
        self._page.workbench.show_check()

    def withdraw(self) -> None:
        """Ask for a reason and withdraw the circular."""
        if (old := self.issued) is None:
            return
        why = ask_reason(self._dialog_parent, f"撤回 {old.name}", "撤回的理由（会记下来，文号不再使用）：")
        if not why:
            return
        with self._notifications.showing_user_errors():
            label = f"撤回 {old.name}"
            self._book_session.run(label, lambda session: issuing.withdraw(session, old.id, why, self._today))
            self._notifications.notify_saved(label)
            self._page.show_overview()

    def ask_where_to_reprint(self) -> None:
        """Ask for a folder and write the archived files into it."""
        if self.issued is not None and (
            folder := QFileDialog.getExistingDirectory(self._dialog_parent, "放到哪个文件夹")
        ):
            self.reprint_to(Path(folder))

    def reprint_to(self, folder: Path) -> None:
        """Write the archived files and attachments into a subfolder named by the period."""
        if (old := self.issued) is not None:
            steps = reprint(self._book_session.store, old.id, folder / old.period)
            self._jobs.run("再取一份", steps, self._on_reprinted, self._notifications.show_error)

    def _on_reprinted(self, reprinted: IssueResult) -> None:
        names = "、".join(path.name for path in reprinted.files)
        self._notifications.notify(f"已照原样取出 {names}。")
        self._page.offer_files(reprinted.files[0])

    def ask_what_to_attach(self) -> None:
        """Ask for a file and attach it to the circular."""
        if self.issued is not None:
            path, _ = QFileDialog.getOpenFileName(self._dialog_parent, "附上扫描件或改过的 Word")
            if path:
                self.attach(Path(path))

    def attach(self, path: Path) -> None:
        """Attach a file to the circular shown."""
        if (old := self.issued) is None:
            return
        with self._notifications.showing_user_errors():
            try:
                content = path.read_bytes()
            except OSError as error:
                raise UserError(f"读不出“{path.name}”：{error.strerror}。") from error
            label = f"附上文件 {old.name}：{path.name}"
            self._book_session.run(label, lambda session: issuing.attach(session, old.id, path.name, content))
            self._notifications.notify_saved(f"{label}，Ctrl+Z 可撤销")


def _overview_data(session: Session, today: date) -> tuple[list[PlannedDuty], list[IssuedCircular], list[str]]:
    """Return the circulars due around a day and not done yet, those issued, and the skipped numbers."""
    issued = issuing.issued(session)
    already_issued = {
        (circular.kind, circular.period)
        for circular in issued
        if circular.state == CircularState.ISSUED and not circular.task_force
    }
    planned = duty_calendar.duty_calendar(
        session, today - timedelta(days=_DAYS_BACK), today + timedelta(days=_DAYS_AHEAD)
    )
    latest: dict[str, list[PlannedDuty]] = {}
    for duty in reversed(planned):
        kind = CIRCULAR_OF_DUTY.get(duty.due.duty.name, "")
        same = latest.setdefault(kind, [])
        is_new = kind in CIRCULAR_NAMES and (CIRCULAR_NAMES.get(kind), duty.due.period.key) not in already_issued
        open_yet = duty.done_on is None and is_new
        if open_yet and len(same) < _MAX_OF_KIND and duty.due.period.last < today + timedelta(days=_DAYS_AHEAD):
            same.append(duty)
    due = sorted((duty for group in latest.values() for duty in group), key=lambda duty: duty.due.on, reverse=True)
    return due, issued, issuing.skipped_numbers(session)


CheckSteps = Generator[tuple[int, int, str], None, tuple[EditedCircular, tuple[PrecheckFinding, ...]]]
CompareSteps = Generator[tuple[int, int, str], None, tuple[CircularChange, ...]]


def _check_job(book_session: BookSession, circular_key: CircularKey, today: date, corrects: str) -> CheckSteps:
    yield 0, 1, "核对合计、单位、改写的句子和各专班的报送"
    return compose_and_check(book_session.store, circular_key, today, corrects)


def _compare_job(book_session: BookSession, old: IssuedCircular, circular_key: CircularKey) -> CompareSteps:
    yield 0, 1, "逐句对照"
    return changes(book_session.store, old.id, circular_key)
