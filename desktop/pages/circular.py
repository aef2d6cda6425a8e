"""通报: makes a circular, shows its very pages, answers for each of its figures, prints and exports it."""

import shutil
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTemporaryDir, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.job import Jobs
from desktop.look.palette import MARGIN
from desktop.notice import Notice
from desktop.paper.circular_head import CircularHead
from desktop.paper.figure_panel import FigurePanel
from desktop.paper.page_list import PageList
from desktop.paper.page_pictures import PagePictures
from desktop.paper.paper_view import PaperView
from desktop.paper.printing import chosen_pages, print_pages
from models.files import whole
from reports.circulars import Produced, produce
from reports.circulars.one_page import SHEETS, produce_sheet
from reports.circulars.production import KINDS

_HOW = "选好种类和月份，点“生成”。\n通报里的每个数都能点开，看它由哪几行算出来。"
_STALE = "台账在这份通报生成以后有改动；要反映进来，请重新生成。"


class CircularPage(QWidget):
    """One circular at a time, made anew from the book as it stands.

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
        self._pictures: PagePictures | None = None
        self._times = 0
        self._next: Callable[[], None] | None = None  # what is to be made once this is done
        self._usual = QTimer(self, singleShot=True, interval=0)
        self._usual.timeout.connect(self.make)
        self.produced: Produced | None = None
        self.head = CircularHead(desk.context().today, self)
        self.pages, self.view, self.source = PageList(self), PaperView(self), FigurePanel(desk, self)
        self.word = QLabel(_HOW)
        self.word.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.word.setObjectName("second")
        self.foot = QLabel()
        self.foot.setObjectName("second")
        self.foot.setMinimumWidth(1)
        self.open_file, self.open_folder = QPushButton("打开文件"), QPushButton("打开文件夹")
        self._build()
        self._connect()

    def _build(self) -> None:
        self.split = QSplitter(Qt.Orientation.Horizontal)
        for part, stretch in ((self.pages, 0), (self.view, 1), (self.source, 0)):
            self.split.addWidget(part)
            self.split.setStretchFactor(self.split.count() - 1, stretch)
        self.split.setSizes([124, 760, 280])
        self.split.setChildrenCollapsible(False)
        self.source.setMinimumWidth(240)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.word)
        self.middle.addWidget(self.split)
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
        self.head.zoomed.connect(lambda factor: self.view.zoom_by(factor) if factor else self.view.fit_width())
        self.pages.wanted.connect(self.view.go_to_page)
        self.view.page_changed.connect(self.pages.mark)
        self.view.chosen.connect(self.source.show_figure)
        self.view.opened.connect(self.source.want_rows)
        self.source.rows_wanted.connect(self.rows_wanted)
        for button in (self.open_file, self.open_folder):
            button.clicked.connect(partial(_open, button))
        self._desk.changed.connect(self._grow_old)

    # Making.

    def show_period(self, kind: str, period: str) -> None:
        """Choose a circular and make it."""
        self.head.choose(kind, period)
        self._when_free(self.make)

    def show_sheet(self, ledger: str, row: str) -> None:
        """Make the one-page sheet of a project or a reward, and show it here to be printed."""
        self._when_free(lambda: self._make_sheet(ledger, row))

    def make(self) -> None:
        """Make the circular chosen, off the window's thread."""
        kind, period = self.head.chosen()
        steps = produce(self._desk.store, kind, period, self._begin())
        self._jobs.run(f"生成{period.name}{KINDS[kind]}", steps, self.show_produced, self._refused)

    def _make_sheet(self, ledger: str, row: str) -> None:
        steps = produce_sheet(self._desk.store, ledger, row, self._begin())
        self._jobs.run(f"生成{SHEETS[ledger]}", steps, self.show_produced, self._refused)

    def _begin(self) -> Path:
        """Show that something is being made, and give the folder it goes to."""
        self._times += 1
        self.head.allow(paper=False, busy=True)
        self.word.setText("正在生成……")
        return Path(self._shelf.path()) / str(self._times)

    def _when_free(self, make: Callable[[], None]) -> None:
        """Make something now, or once what is being made is done; what nobody asked for is not made first."""
        self._usual.stop()
        if self.head.make.isEnabled():
            make()
        else:
            self._next = make

    def _go_on(self) -> None:
        if (make := self._next) is not None:
            self._next = None
            make()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event
        if not self._times:  # The usual month comes by itself when the page is first opened.
            self._usual.start()

    def show_produced(self, produced: Produced) -> None:
        """Show a circular that has been made."""
        if produced.pdf is None or produced.printed is None:
            return
        self.produced = produced
        self._pictures = PagePictures(produced.pdf, produced.printed.sideways)
        self.middle.setCurrentWidget(self.split)
        self.pages.show_pages(self._pictures)
        self.view.show_pages(self._pictures, produced.printed.marks)
        self.source.clear()
        self.head.allow(paper=True)
        self._offer_files(None)
        faces = "、".join(f"{role}（{family}）" for role, family in produced.printed.faces)
        self.foot.setText(f"共 {produced.printed.pages} 页 · 所用字体：{faces}")
        self.foot.setToolTip(self.foot.text())
        self.view.setFocus()
        self._go_on()

    def _refused(self, why: str) -> None:
        self.head.allow(paper=self.produced is not None)
        if self.produced is None:
            self.word.setText(why)
        self._notice.refuse(why)
        self._go_on()

    def _grow_old(self) -> None:
        if self.produced is not None:
            self.foot.setText(_STALE)

    # Printing and exporting.

    def print(self) -> None:
        """Ask for printer, pages and copies, and print."""
        if self._pictures is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, len(self._pictures))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the circular shown on a printer that has been chosen."""
        if self.produced is None or self.produced.pdf is None or self._pictures is None:
            return
        steps = print_pages(self.produced.pdf, printer, chosen_pages(printer, len(self._pictures)))
        self._jobs.run("打印通报", steps, lambda sides: self._notice.tell(f"已送去打印 {sides} 页。"), self._refused)

    def ask_where_to_export(self) -> None:
        """Ask for a folder and put PDF and workbook there."""
        if folder := QFileDialog.getExistingDirectory(self, "导出到哪个文件夹"):
            self.export_to(Path(folder))

    def export_to(self, folder: Path) -> None:
        """Copy the very files shown into a folder; what lies there already is never overwritten."""
        if self.produced is None:
            return
        found = tuple(path for path in (self.produced.pdf, self.produced.xlsx) if path is not None)
        self._jobs.run("导出通报", _copied(found, folder), self._exported, self._refused)

    def _exported(self, copies: tuple[Path, ...]) -> None:
        self._notice.tell(f"已导出 {'、'.join(path.name for path in copies)}。")
        self._offer_files(copies[0])

    def _offer_files(self, path: Path | None) -> None:
        """Offer to open what was exported, and the folder it lies in."""
        for button, target in ((self.open_file, path), (self.open_folder, path.parent if path else None)):
            button.setVisible(target is not None)
            button.setProperty("target", str(target or ""))


def _open(button: QPushButton) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(button.property("target"))))


def _copied(found: tuple[Path, ...], folder: Path) -> Generator[tuple[int, int, str], None, tuple[Path, ...]]:
    copies = []
    for number, path in enumerate(found):
        yield number, len(found), path.name
        target = _free(folder / path.name)
        with whole(target) as draft:
            shutil.copyfile(path, draft)
        copies.append(target)
    return tuple(copies)


def _free(path: Path) -> Path:
    """Give the path, or one beside it that is not taken: “…（2）.pdf”."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}（{number}）{path.suffix}")
    return free
