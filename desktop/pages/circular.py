"""通报: the list of circulars due and issued, and one circular to draft, edit, check, issue, print or correct."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTemporaryDir, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.job import Jobs
from desktop.look.palette import MARGIN
from desktop.notice import Notice
from desktop.paper.circular_head import CircularHead
from desktop.paper.issuing_desk import IssuingDesk
from desktop.paper.overview import Overview
from desktop.paper.printing import chosen_pages, print_pages
from desktop.paper.step_bar import Step
from desktop.paper.workbench import Workbench
from models import drafting
from models.base import ledger_named
from models.drafting import About
from models.standing import scheme_names
from reports.circulars import Produced
from reports.circulars.issuing import name_of
from reports.circulars.one_page import SHEETS, produce_sheet
from reports.circulars.production import KINDS, export, produce_about

_STALE = "台账在这份通报生成以后有改动；要反映进来，请重新起草。"
_COPIES = 2  # of an issued circular: one to send, one for the files


class CircularPage(QWidget):
    """Shows the list of circulars, or the workbench with one circular.

    Signals:
        rows_wanted: the rows behind a figure should be shown (ledger class, ids, heading).
    """

    rows_wanted = Signal(object, object, str)

    def __init__(self, desk: Desk, jobs: Jobs, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk, self._jobs, self._notice = desk, jobs, notice
        self._shelf = QTemporaryDir()
        self._times = 0
        self._next: Callable[[], None] | None = None  # a job to start when the present one ends
        self.produced: Produced | None = None
        self.about: About | None = None  # the draft shown; None for a one-page sheet and an issued circular
        self._words: tuple[tuple[str, str | None], ...] = ()  # the user's texts in the draft shown, as saved
        self.head, self.overview = CircularHead(desk.context().today, self), Overview(self)
        self.bench = Workbench(desk, self.keep, self)
        self.pages, self.view, self.source = self.bench.pages, self.bench.view, self.bench.source
        self.word, self.foot = QLabel(), QLabel()
        self.word.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.word.setObjectName("second")
        self.word.setWordWrap(True)
        self.foot.setObjectName("second")
        self.foot.setMinimumWidth(1)
        self.open_file, self.open_folder = QPushButton("打开文件"), QPushButton("打开文件夹")
        self._build()
        self.issuing = IssuingDesk(self, self, desk, jobs, notice)
        self._connect()

    def _build(self) -> None:
        self.middle = QStackedWidget()
        for part in (self.overview, self.word, self.bench):
            self.middle.addWidget(part)
        below = QHBoxLayout()
        below.setContentsMargins(MARGIN, 2, MARGIN, 4)
        below.addWidget(self.foot, 1)
        for button in (self.open_file, self.open_folder):
            button.setObjectName("flat")
            button.hide()
            below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.middle, 1)
        layout.addLayout(below)

    def _connect(self) -> None:
        self.head.made.connect(self.make)
        self.head.printed.connect(self.print)
        self.head.exported.connect(self.ask_where_to_export)
        self.head.sources_wanted.connect(partial(_draft_again, self))
        self.overview.draft_wanted.connect(self.show_period)
        self.overview.opened.connect(self.issuing.show_issued)
        self.bench.steps.back.connect(self.show_overview)
        self.bench.rows_wanted.connect(self._want_rows)
        self.bench.texts.taken_back.connect(partial(self._write, "恢复通报原句", drafting.take_back))
        self.bench.texts.kept_own.connect(partial(self._write, "保留通报改句", drafting.keep_own))
        for button in (self.open_file, self.open_folder):
            button.clicked.connect(partial(_open, button))
        self._desk.changed.connect(self._grow_old)

    def _want_rows(self, ledger: Any, rows: Sequence[str], heading: str) -> None:
        self.rows_wanted.emit(ledger_named(ledger) if isinstance(ledger, str) else ledger, tuple(rows), heading)

    # The overview.

    def refresh(self) -> None:
        """Reload from the book which circulars are due and which are issued."""
        self.issuing.show_overview(self.overview)
        self.head.offer_schemes(self._desk.ask(scheme_names))

    def show_overview(self) -> None:
        """Show the overview of all circulars."""
        self.refresh()
        self.middle.setCurrentWidget(self.overview)
        self.head.allow(paper=False)
        self.foot.clear()
        self.offer_files(None)

    # Drafting.

    def show_period(self, kind: str, period: str) -> None:
        """Choose a circular by kind and period's key, and draft it."""
        self.head.choose(kind, period)
        self.when_free(self.make)

    def show_sheet(self, ledger: str, row: str) -> None:
        """Make a one-page sheet, such as a project's or a reward's, and show it for printing."""
        self.when_free(lambda: self._make_sheet(ledger, row))

    def make(self) -> None:
        """Draft the chosen circular in a job."""
        self.draft(self.head.about())

    def draft(self, about: About) -> None:
        """Draft a circular in a job; where the same one is shown, the position in it is kept."""
        # Only the PDF, which is shown: other formats are made from the same content on export.
        steps = produce_about(self._desk.store, about, self.begin(), ("pdf",), sources=self.head.sources.isChecked())
        label = f"起草{name_of(self._desk.store, about)}" if about.task_force is None else f"起草{KINDS[about.kind]}"
        self._jobs.run(label, steps, partial(self._drafted, about), self.refused)

    def _drafted(self, about: About, produced: Produced) -> None:
        same = self.about == about and self.middle.currentWidget() is not self.overview
        self.about = about
        self.show_produced(produced, same=same)
        if produced.laid is not None:
            self.bench.texts.show_parts(produced.laid.parts)
        if not same:
            self.bench.offer(draft=True, text=True)
            self.bench.checks.clear()
            self.issuing.forget()
        self._words = self._desk.ask(partial(_words_of, about))
        self.bench.steps.show_step(Step.DRAFTED, writable=self._desk.store.writable)

    def _make_sheet(self, ledger: str, row: str) -> None:
        steps = produce_sheet(self._desk.store, ledger, row, self.begin())
        self._jobs.run(f"生成{SHEETS[ledger]}", steps, self._show_sheet, self.refused)

    def _show_sheet(self, produced: Produced) -> None:
        self.about = None
        self.show_produced(produced)
        self.bench.offer(draft=False, text=False)
        self.bench.steps.show_sheet()

    def begin(self) -> Path:
        """Show that a job is running, and return a fresh folder for its files."""
        self._times += 1
        self.head.allow(paper=False, busy=True)
        if self.middle.currentWidget() is not self.bench:
            self.word.setText("正在生成……")
            self.middle.setCurrentWidget(self.word)
        return Path(self._shelf.path()) / str(self._times)

    def when_free(self, make: Callable[[], None]) -> None:
        """Start a job now, or when the running one has ended."""
        if self.head.make.isEnabled():
            make()
        else:
            self._next = make

    def _go_on(self) -> None:
        if (make := self._next) is not None:
            self._next = None
            make()

    def show_produced(self, produced: Produced, *, same: bool = False) -> None:
        """Show the pages of a finished job."""
        self.produced = produced
        self.bench.show_pages(produced, same=same)
        self.middle.setCurrentWidget(self.bench)
        self.head.allow(paper=True)
        self.offer_files(None)
        if produced.printed is not None:
            faces = "、".join(f"{role}（{family}）" for role, family in produced.printed.faces)
            self.foot.setText(f"共 {produced.printed.pages} 页 · 所用字体：{faces}")
            self.foot.setToolTip(self.foot.text())
        if not same:
            self.view.setFocus()
        self._go_on()

    def refused(self, why: str) -> None:
        """Show the error of a job, and the pages shown before it."""
        shown = self.produced is not None and self.middle.currentWidget() is self.bench
        self.head.allow(paper=shown)
        if not shown:
            self.word.setText(why)
            self.middle.setCurrentWidget(self.word)
        self._notice.refuse(why)
        self._go_on()

    # The user's texts.

    def keep(self, key: str, text: str | None, generated: str | None) -> bool:
        """Save the user's text of a part; False where it was rejected. The book's change then triggers a new draft."""
        return self._write("改写通报", drafting.write, key, text, generated)

    def _write(self, label: str, work: Callable[..., None], *words: str | None) -> bool:
        """Run a command of models.drafting on the draft shown; returns whether it was saved."""
        about = self.about
        if about is None:
            return False
        with self._notice.refusing():
            self._desk.deed(f"{label} {about.period} {KINDS[about.kind]}", lambda session: work(session, about, *words))
            self._notice.saved(f"{label}，Ctrl+Z 可撤销")
            return True
        return False

    def _grow_old(self) -> None:
        """Draft again where the user's texts changed, by typing or undo; else show that the draft may be outdated."""
        if self.middle.currentWidget() is self.overview and self.isVisible():
            self.refresh()
        elif self.about is not None and self._desk.ask(partial(_words_of, self.about)) != self._words:
            self.when_free(partial(self.draft, self.about))
        elif self.about is not None:
            self.foot.setText(_STALE)
            self.bench.steps.show_step(Step.DRAFTED, writable=self._desk.store.writable)

    # Printing and exporting.

    def search(self) -> None:
        """Move the focus to the box that searches the pages."""
        if self.middle.currentWidget() is self.bench:
            self.bench.steps.search()

    def print(self) -> None:
        """Ask for printer, pages and copies, and print; two copies are preset."""
        if self.bench.pictures is None or self.middle.currentWidget() is not self.bench:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setCopyCount(_COPIES)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, len(self.bench.pictures))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the pages shown on the given printer."""
        if self.produced is None or self.produced.pdf is None or self.bench.pictures is None:
            return
        steps = print_pages(self.produced.pdf, printer, chosen_pages(printer, len(self.bench.pictures)))
        self._jobs.run("打印通报", steps, lambda sides: self._notice.tell(f"已送去打印 {sides} 页。"), self.refused)

    def ask_where_to_export(self) -> None:
        """Ask for a folder and export every format into a subfolder named by the period."""
        if folder := QFileDialog.getExistingDirectory(self, "导出到哪个文件夹"):
            self.export_to(Path(folder))

    def export_to(self, folder: Path) -> None:
        """Export what is shown into a folder in every format, without overwriting existing files."""
        if self.produced is None:
            return
        target = folder / self.about.period if self.about is not None else folder
        self._jobs.run("导出通报", export(self._desk.store, self.produced, target), self._exported, self.refused)

    def _exported(self, copies: tuple[Path, ...]) -> None:
        self._notice.tell(f"已导出 {'、'.join(path.name for path in copies)}。")
        self.offer_files(copies[0])

    def offer_files(self, path: Path | None) -> None:
        """Show the buttons that open a written file and its folder; hide them for None."""
        for button, target in ((self.open_file, path), (self.open_folder, path.parent if path else None)):
            button.setVisible(target is not None)
            button.setProperty("target", str(target or ""))


def _draft_again(page: CircularPage, _: bool) -> None:
    """Draft again what is shown, with or without the list of sources."""
    if page.about is not None:
        page.when_free(partial(page.draft, page.about))


def _words_of(about: About, session: Any) -> tuple[tuple[str, str | None], ...]:
    return tuple((edit.key, edit.text) for edit in drafting.texts(session, about))


def _open(button: QPushButton) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(button.property("target"))))
