"""The controller of checking and issuing circulars, and of what is done with issued ones; one method a command."""

from collections.abc import Callable, Generator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.desk import Desk
from desktop.job import Jobs
from desktop.notice import Notice, ask_reason
from desktop.paper.circular_head import CircularHead
from desktop.paper.overview import Overview
from desktop.paper.step_bar import Step
from desktop.paper.workbench import Workbench
from models import duties, issuing
from models.drafting import About
from models.duties import Planned
from models.issuing import Issued
from models.ledgers.circular import ISSUED
from models.refusal import Refusal
from models.rules.duties import CIRCULARS
from models.store import Session
from reports.circulars import Produced, rounds
from reports.circulars.differing import Change
from reports.circulars.edited import Edited, edited
from reports.circulars.issuing import (
    Made,
    Order,
    about_of,
    changes,
    checked,
    issue,
    kind_of,
    number_to_come,
    reprint,
    shown,
)
from reports.circulars.precheck import Finding, grave
from reports.circulars.production import FORMATS, KINDS
from reports.circulars.rounds import Round

_BACK, _AHEAD = 45, 10  # days before and after today in which a duty's circular is listed
_LATEST = 2  # circulars of one kind listed; older ones are on the page of duties


class Page(Protocol):
    """What the controller needs of the circulars' page."""

    head: CircularHead
    bench: Workbench
    about: About | None

    def begin(self) -> Path:
        """Show that a job is running, and return a folder for its files."""
        ...

    def refused(self, why: str) -> None:
        """Show why a job failed."""
        ...

    def show_produced(self, produced: Produced, *, same: bool = False) -> None:
        """Show the pages of a finished job."""
        ...

    def draft(self, about: About) -> None:
        """Draft a circular."""
        ...

    def offer_files(self, path: Path | None) -> None:
        """Show the buttons that open a written file and its folder."""
        ...

    def show_overview(self) -> None:
        """Show the overview of all circulars."""
        ...


class IssuingDesk(QObject):
    """Checks, issues, shows, corrects, withdraws and reprints circulars for the page; it keeps no database session."""

    def __init__(self, page: Page, frame: QWidget, desk: Desk, jobs: Jobs, notice: Notice) -> None:
        """Connect to a page; ``frame`` is the parent of dialogs."""
        super().__init__(frame)
        self._page, self._desk, self._jobs, self._notice = page, desk, jobs, notice
        self._frame = frame
        self.issued: Issued | None = None  # the issued circular whose pages are shown
        self.corrects: Issued | None = None  # the issued circular that the draft corrects
        self._checked: Edited | None = None
        steps = page.bench.steps
        steps.check_wanted.connect(self.check)
        steps.issue_wanted.connect(self.go_on_to_issue)
        steps.correct_wanted.connect(self.correct)
        steps.withdraw_wanted.connect(self.withdraw)
        steps.reprint_wanted.connect(self.ask_where_to_reprint)
        steps.attach_wanted.connect(self.ask_what_to_attach)
        page.bench.form.agreed.connect(self.issue)
        page.head.forces_wanted.connect(self._ask_where_forces_go)
        page.head.year_wanted.connect(self._ask_where_year_goes)

    @property
    def _today(self) -> date:
        return self._desk.context().today

    def forget(self) -> None:
        """Reset for another draft, which has not been checked."""
        self._checked = None
        self.issued = None
        if self.corrects is not None and self._page.about != about_of(self.corrects):
            self.corrects = None

    # The overview.

    def show_overview(self, overview: Overview) -> None:
        """Fill the overview with the circulars due and those issued."""
        due, issued, gaps = self._desk.ask(lambda session: _listed(session, self._today))
        overview.show_all(due, issued, gaps, self._today)
        self._page.head.offer_forces(self._desk.ask(issuing.forces))

    # Checking and issuing.

    def check(self) -> None:
        """Check the draft in a job."""
        about = self._page.about
        if about is None or self._typing():
            return
        self._jobs.run("印发前检查", _checking(self._desk, about, self._today), self._on_checked, self._page.refused)

    def _typing(self) -> bool:
        if self._page.bench.texts.typing:
            self._notice.refuse("有一段还没有保存：按 Ctrl+回车 保存，或按 Esc 放弃。")
            return True
        return False

    def _on_checked(self, result: tuple[Edited, tuple[Finding, ...]]) -> None:
        self._checked, findings = result
        self._page.bench.checks.show_findings(findings)
        self._page.bench.show_check()
        self._page.bench.steps.show_step(Step.CHECKED, writable=self._desk.store.writable)

    def go_on_to_issue(self) -> None:
        """Show the issue form, filled in for the checked draft."""
        about, draft = self._page.about, self._checked
        if about is None or draft is None or self._typing():
            return
        grave_findings = grave(self._page.bench.checks.findings)
        corrects = self.corrects.name if self.corrects is not None else ""
        with self._notice.refusing():
            number = number_to_come(self._desk.store, draft.document)
            signer = draft.signer or self._desk.ask(issuing.last_signer)
            dated = self._today if corrects else draft.document.dated
            form = self._page.bench.form
            form.ask(number, signer, dated, self._folder() / about.period, len(grave_findings), corrects)
            self._page.bench.steps.show_step(Step.ISSUED, writable=self._desk.store.writable)
            self._page.bench.show_form()

    def _folder(self) -> Path:
        """Return the default folder of issued circulars: 通报 beside the book, else in the home folder."""
        path = self._desk.store.path
        return (path.parent if path is not None else Path.home()) / "通报"

    def issue(self) -> None:
        """Issue the draft in a job: number it, render it, archive it, and write its files into the folder."""
        about, form = self._page.about, self._page.bench.form
        if about is None:
            return
        with self._notice.refusing():
            order = Order(
                about,
                signer=form.signer.text().strip(),
                reason=form.reason.toPlainText(),
                formats=form.chosen_formats(),
                corrects=self.corrects.id if self.corrects is not None else "",
                dated=form.chosen_day(),
                sources=self._page.head.sources.isChecked(),
            )
            steps = issue(self._desk.store, order, form.folder, self._today)
            form.agree.setEnabled(False)
            self._jobs.run(f"印发{kind_of(about)}", steps, self._on_issued, self._not_issued)

    def _not_issued(self, why: str) -> None:
        self._page.bench.form.agree.setEnabled(True)
        self._notice.refuse(why)

    def _on_issued(self, issued: Made) -> None:
        self._page.bench.form.agree.setEnabled(True)
        self.corrects = None
        self._page.about = None  # before ``changed`` is emitted: what is shown is no draft any more
        self._desk.changed.emit()
        self._notice.saved(f"已印发 {issued.circular.name}，文件在“{issued.files[0].parent}”")
        self.show_issued(issued.circular.id, issued.files[0])

    # An issued circular.

    def show_issued(self, circular: str, path: Path | None = None) -> None:
        """Show the archived pages of an issued circular."""
        steps = shown(self._desk.store, circular, self._page.begin())
        self._jobs.run("取出印发件", steps, partial(self._on_shown, path), self._page.refused)

    def _on_shown(self, path: Path | None, result: tuple[Issued, Produced]) -> None:
        circular, produced = result
        page, bench = self._page, self._page.bench
        page.about = None
        self.issued = circular
        page.show_produced(produced)
        page.offer_files(path)
        bench.offer(draft=False, text=True)
        bench.texts.show_parts(edited(produced.document, ()).parts, fixed=True)
        signed = f"　签发人 {circular.signer}" if circular.signer else ""
        bench.steps.show_issued(
            f"{circular.name}　{circular.state}{signed}",
            stands=circular.state == ISSUED and self._desk.store.writable,
        )

    def correct(self) -> None:
        """Draft the circular again as a correction of the issued one, and list what changed."""
        if (old := self.issued) is None:
            return
        with self._notice.refusing():
            about = about_of(old)
            self.corrects = old
            self._page.draft(about)
            steps = _changing(self._desk, old, about)
            self._jobs.run("对照印发件", steps, partial(self._show_changes, old), self._notice.refuse)

    def _show_changes(self, old: Issued, differences: Sequence[Change]) -> None:
        self._page.bench.checks.show_changes(old.name, differences)
        self._page.bench.show_check()

    def withdraw(self) -> None:
        """Ask for a reason and withdraw the circular."""
        if (old := self.issued) is None:
            return
        why = ask_reason(self._frame, f"撤回 {old.name}", "撤回的理由（会记下来，文号不再使用）：")
        if not why:
            return
        with self._notice.refusing():
            label = f"撤回 {old.name}"
            self._desk.deed(label, lambda session: issuing.withdraw(session, old.id, why, self._today))
            self._notice.saved(label)
            self._page.show_overview()

    def ask_where_to_reprint(self) -> None:
        """Ask for a folder and write the archived files into it."""
        if self.issued is not None and (folder := QFileDialog.getExistingDirectory(self._frame, "放到哪个文件夹")):
            self.reprint_to(Path(folder))

    def reprint_to(self, folder: Path) -> None:
        """Write the archived files and attachments into a subfolder named by the period."""
        if (old := self.issued) is not None:
            steps = reprint(self._desk.store, old.id, folder / old.period)
            self._jobs.run("再取一份", steps, self._on_reprinted, self._notice.refuse)

    def _on_reprinted(self, reprinted: Made) -> None:
        names = "、".join(path.name for path in reprinted.files)
        self._notice.tell(f"已照原样取出 {names}。")
        self._page.offer_files(reprinted.files[0])

    def ask_what_to_attach(self) -> None:
        """Ask for a file and attach it to the circular."""
        if self.issued is not None:
            path, _ = QFileDialog.getOpenFileName(self._frame, "附上扫描件或改过的 Word")
            if path:
                self.attach(Path(path))

    def attach(self, path: Path) -> None:
        """Attach a file to the circular shown."""
        if (old := self.issued) is None:
            return
        with self._notice.refusing():
            try:
                content = path.read_bytes()
            except OSError as error:
                raise Refusal(f"读不出“{path.name}”：{error.strerror}。") from error
            label = f"附上文件 {old.name}：{path.name}"
            self._desk.deed(label, lambda session: issuing.attach(session, old.id, path.name, content))
            self._notice.saved(f"{label}，Ctrl+Z 可撤销")

    # Batches.

    def _ask_where_forces_go(self) -> None:
        if folder := QFileDialog.getExistingDirectory(self._frame, "各专班的通报放到哪个文件夹"):
            self.produce_forces(Path(folder))

    def produce_forces(self, folder: Path) -> None:
        """Draft the chosen circular for every task force, in a job."""
        with self._notice.refusing():
            circulars = rounds.every_force(self._desk.store, self._page.head.about())
            sources = self._page.head.sources.isChecked()
            steps = rounds.produce_all(self._desk.store, circulars, folder, FORMATS, sources=sources)
            self._jobs.run("为各专班出通报", steps, partial(self._on_round, folder), self._notice.refuse)

    def _ask_where_year_goes(self) -> None:
        if folder := QFileDialog.getExistingDirectory(
            self._frame, "全年的通报放到哪个文件夹", str(self._folder().parent)
        ):
            self.issue_year(Path(folder))

    def issue_year(self, folder: Path) -> None:
        """Issue all circulars of this year whose period is over, in a job."""
        circulars = rounds.year((), self._today.year, self._today)
        if not circulars:
            self._notice.refuse("今年还没有过完的期间。")
            return
        steps = rounds.issue_all(self._desk.store, Order(circulars[0]), circulars, folder, self._today)
        job = self._jobs.run("印发今年的通报", steps, partial(self._on_round, folder), self._notice.refuse)
        job.stopped.connect(self._desk.changed.emit)  # circulars issued before the stop remain issued

    def _on_round(self, folder: Path, done: Round) -> None:
        self._desk.changed.emit()
        parts = [f"印发 {len(done.made)} 份"] if done.made else []
        parts += [f"生成 {len(done.drafts)} 个文件"] if done.drafts else []
        parts += [f"{len(done.out)} 份早已印发"] if done.out else []
        sentence = f"{'，'.join(parts) or '没有可办的'}，放在“{folder}”。"
        if done.refused:
            about, why = done.refused[0]
            sentence += f"有 {len(done.refused)} 份没有办成，第一份是{about.period}{KINDS[about.kind]}：{why}"
        tell: Callable[[str], None] = self._notice.refuse if done.refused else self._notice.tell
        tell(sentence)
        first = done.made[0].files[0] if done.made else done.drafts[0] if done.drafts else None
        self._page.offer_files(first)


def _listed(session: Session, today: date) -> tuple[list[Planned], list[Issued], list[str]]:
    """Return the circulars due around a day and not done yet, those issued, and the skipped numbers."""
    issued = issuing.issued(session)
    already_issued = {
        (circular.kind, circular.period) for circular in issued if circular.state == ISSUED and not circular.task_force
    }
    planned = duties.calendar(session, today - timedelta(days=_BACK), today + timedelta(days=_AHEAD))
    latest: dict[str, list[Planned]] = {}
    for duty in reversed(planned):
        kind = CIRCULARS.get(duty.due.duty.name, "")
        same = latest.setdefault(kind, [])
        is_new = kind in KINDS and (KINDS.get(kind), duty.due.period.key) not in already_issued
        open_yet = duty.done_on is None and is_new
        if open_yet and len(same) < _LATEST and duty.due.period.last < today + timedelta(days=_AHEAD):
            same.append(duty)
    due = sorted((duty for group in latest.values() for duty in group), key=lambda duty: duty.due.on, reverse=True)
    return due, issued, issuing.gaps(session)


Checking = Generator[tuple[int, int, str], None, tuple[Edited, tuple[Finding, ...]]]
Changing = Generator[tuple[int, int, str], None, tuple[Change, ...]]


def _checking(book_session: Desk, about: About, today: date) -> Checking:
    yield 0, 1, "核对合计、单位、改写的句子和各专班的报送"
    return checked(book_session.store, about, today)


def _changing(book_session: Desk, old: Issued, about: About) -> Changing:
    yield 0, 1, "逐句对照"
    return changes(book_session.store, old.id, about)
