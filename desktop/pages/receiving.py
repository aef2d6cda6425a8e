"""收表: import of workbooks, previewed, corrected and applied at once; the conflicts; and the reports received."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desktop import notice
from desktop.book_deeds import documents
from desktop.exchange.columns_panel import ColumnsPanel
from desktop.exchange.conflicts_panel import ConflictsPanel
from desktop.exchange.options_bar import OptionsBar
from desktop.exchange.receiving_head import ReceivingHead
from desktop.exchange.reports_panel import ReportsPanel, months_to
from desktop.exchange.rows_panel import RowsPanel
from desktop.exchange.steps import marking, reading, replanning, taking
from desktop.exchange.telling import FILE_COLUMNS, file_line, taken_in
from desktop.exchange.text_table import TextTable
from desktop.job import Steps
from desktop.look.icons import drawing
from desktop.pages.empty import EmptyState
from desktop.pages.fittings import Fittings
from models.browse import titles
from models.exchange.verdicts import Applied
from models.ledgers import Sender, TaskForce
from models.refusal import Refusal
from models.store import Session
from reports.receiving import Asked, Received, Receiving, past_of, understand

_FILES, _CONFLICTS, _REPORTS = "来表", "冲突", "报送情况"
_HOW = "把专班报来的表拖到这里，或点“选择文件”。\n先看会怎样，再一次收进来；收错了按 Ctrl+Z 整批撤销。"


class ReceivingPage(QWidget):
    """Tabs for the files of one import, from preview to a single batch, for the conflicts, and for the reports.

    Signals:
        row_wanted: a row should be shown (ledger, id).
    """

    row_wanted = Signal(str, str)

    def __init__(self, fittings: Fittings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._fit, self._stale = fittings, False
        self.found: Receiving | None = None
        self.head, self.options = ReceivingHead(self), OptionsBar(self)
        self.files = TextTable("来表", FILE_COLUMNS, fittings.colours, parent=self)
        self.rows = RowsPanel(fittings.desk, fittings.notice, fittings.colours, self)
        self.columns = ColumnsPanel(fittings.colours, self)
        self.conflicts, self.reports = ConflictsPanel(fittings, self), ReportsPanel(fittings, self)
        self.empty = EmptyState((), self)
        self._picture = drawing("inbox", fittings.colours.second, 48)
        self.empty.say("还没有来表", _HOW, self._picture)
        self._build()
        self._connect()
        self._show()

    def _build(self) -> None:
        self.tabs, self.parts = QTabWidget(), QTabWidget()
        for tabs in (self.tabs, self.parts):
            tabs.setDocumentMode(True)
            tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.rows, "各行会怎样")
        self.tabs.addTab(self.columns, "表头对照")
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.files)
        split.addWidget(self.tabs)
        split.setSizes([140, 480])
        split.setChildrenCollapsible(False)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.empty)
        self.middle.addWidget(split)
        files = QWidget()
        column = QVBoxLayout(files)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.options)
        column.addWidget(self.middle, 1)
        for part, name in ((files, _FILES), (self.conflicts, _CONFLICTS), (self.reports, _REPORTS)):
            self.parts.addTab(part, name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.parts, 1)
        self.options.offer_periods(months_to(self._fit.today))

    def _connect(self) -> None:
        head, options = self.head, self.options
        head.choose.clicked.connect(self.ask_files)
        head.password.clicked.connect(self._ask_password)
        head.back.clicked.connect(self._ask_where_back)
        head.drop.clicked.connect(self.clear)
        head.take.clicked.connect(self.accept)
        head.again.clicked.connect(self._look_again)
        options.changed.connect(self._tick)
        options.ledger_chosen.connect(self._choose_ledger)
        options.sender_named.connect(self._name_sender)
        self.files.picked.connect(self._show_file)
        self.rows.revised.connect(self._recount)
        self.columns.corrected.connect(self._correct)
        self.parts.currentChanged.connect(lambda _: self._recount())
        self.conflicts.row_wanted.connect(self.row_wanted)
        self.conflicts.counted.connect(
            lambda number: self.parts.setTabText(1, f"{_CONFLICTS} {number}" if number else _CONFLICTS)
        )
        self._fit.desk.changed.connect(self._grow_old)

    # Files.

    def ask_files(self) -> None:
        """Ask for files and preview them."""
        if paths := notice.ask_tables(self, str(documents())):
            self.look_at([Path(path) for path in paths])

    def look_at(self, paths: Sequence[Path], password: str | None = None, *, again: bool = False) -> None:
        """Preview files in a job, together with those at hand; nothing is written to the book."""
        existing, options = self.found, self.options
        asked = Asked(
            ledger=options.chosen_ledger() if existing is None else None,
            sender=options.chosen_sender() if existing is None else None,
            period=options.chosen_period(),
            again=again,
            password=password,
            options=options.options(),
        )
        self.parts.setCurrentIndex(0)
        self._run("核对来表", reading(self._fit.desk.store, paths, asked, existing), self._on_found)

    def _run(self, label: str, steps: Steps, done: Callable[[Any], None]) -> None:
        """Run a job; however it ends, the page shows the present state."""
        self.head.begin("正在核对……")
        job = self._fit.jobs.run(label, steps, done, self._refused)
        job.stopped.connect(self._show)
        job.failed.connect(self._show)

    def _on_found(self, receiving: Receiving) -> None:
        self.found, self._stale = receiving, False
        self._show()

    def _refused(self, why: str) -> None:
        self._fit.notice.refuse(why)
        self._show()

    def clear(self) -> None:
        """Drop the previewed files; the book is unchanged."""
        self.found = None
        self.empty.say("还没有来表", _HOW, self._picture)
        self._show()

    def refresh(self) -> None:
        """Reload the conflicts and the reports from the book, and plan the files at hand again."""
        self._stale = False
        self.conflicts.refresh()
        self.reports.refresh()
        self.options.offer_senders(self._fit.desk.ask(_senders))
        self._replan()

    def _grow_old(self) -> None:
        """Refresh at once where the page is visible, else when it is next shown."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event
        if self._stale:
            self.refresh()

    def _look_again(self) -> None:
        files = self.found.files if self.found is not None else []
        self.look_at([file.path for file in files if file.again is not None and not file.plans], again=True)

    def _tick(self) -> None:
        if self.found is not None:
            self.found.options = self.options.options()
            self._replan()

    def _replan(self) -> None:
        if self.found is not None and not self._fit.desk.busy:
            self._run("核对来表", replanning(self._fit.desk.store, self.found), self._on_found)

    def _chosen(self) -> list[Received]:
        """Return the selected files."""
        files = self.found.files if self.found is not None else []
        return [files[number] for number in self.files.chosen_lines()]

    def _choose_ledger(self, ledger: str | None) -> None:
        for file in self._chosen():
            if file.layout is not None:
                self._understand(file, ledger)
        self._replan()

    def _name_sender(self, sender: str | None) -> None:
        """Set the sender of the selected files, whose remembered headings then apply."""
        for file in self._chosen():
            file.sender = sender
            if sender and file.columns is not None:
                self._understand(file, file.columns.ledger)
        self._replan()

    def _understand(self, file: Received, ledger: str | None) -> None:
        try:
            file.declined = ""
            understand(file, ledger, past=past_of(self._fit.desk.store, file.sender))
        except Refusal as error:
            file.declined, file.offers = str(error), ()

    def _correct(self, index: int, key: str | None) -> None:
        """Map a column to another field, and plan again."""
        file = self._file()
        if file is not None and file.columns is not None:
            with self._fit.notice.refusing():
                understand(file, columns=file.columns.with_field(index, key))
                self._replan()

    # Display.

    def _file(self) -> Received | None:
        number = self.files.current()
        files = self.found.files if self.found is not None else []
        return files[number] if number is not None and number < len(files) else None

    def _show(self) -> None:
        files = self.found.files if self.found is not None else []
        self.middle.setCurrentIndex(1 if files else 0)
        self.options.missing.setVisible(any(file.parcel for file in files))
        self.files.show_lines([file_line(file) for file in files])
        self._recount()

    def _show_file(self) -> None:
        file = self._file()
        self.options.show_file(file)
        self.rows.show_file(file)
        self.columns.show_file(file)
        self.head.show_file(file)

    def _recount(self) -> None:
        files = self.found.files if self.found is not None else []
        self.files.lines.freshen([file_line(file) for file in files].__getitem__)
        self.head.tell(self.found, writable=self._fit.desk.store.writable)
        self.head.show_file(self._file())
        self.head.show_tab(self.parts.currentIndex())

    # Commands.

    def accept(self) -> None:
        """Apply the import as one batch, in a job."""
        if self.found is not None and self.head.take.isEnabled():
            self.found.period = self.options.chosen_period()
            self._run("收表", taking(self._fit.desk.store, self.found), self._on_taken)

    def _on_taken(self, done: Applied) -> None:
        summary = taken_in(done, self.found.files if self.found is not None else ())
        self.clear()
        self.empty.say("收好了", f"{summary}。\n收错了按 Ctrl+Z 整批撤销；还有表就接着拖进来。", self._picture)
        self._fit.desk.changed.emit()
        self._fit.notice.saved(f"收表：{summary}；Ctrl+Z 可整批撤销")
        if done.refused:
            notice.show_faults(self, "有几行在您核对之后又被改过，没有写入：", done.refused)

    def _ask_password(self) -> None:
        if self.found is not None and (text := notice.ask_password(self, "这些表要密码才能打开：")):
            self.look_at([file.path for file in self.found.files if file.locked], text)

    def _ask_where_back(self) -> None:
        """Write a copy of the current file with the rejected cells marked, to be sent back."""
        file = self._file()
        if file is None:
            return
        name = str(file.path.with_name(f"{file.path.stem}-请更正.xlsx"))
        if path := notice.ask_where_to_write(self, "退回更正", name):
            steps = marking(file, Path(path))
            self._fit.jobs.run("退回更正", steps, partial(self._on_marked, Path(path)), self._fit.notice.refuse)

    def _on_marked(self, path: Path, marked: int) -> None:
        self._fit.notice.wrote(path, f"已另存“{path.name}”，标出 {marked} 格，批注里写着原因。")


def _senders(session: Session) -> list[str]:
    """Return the usual senders: those known, then the task forces."""
    senders = [name for _, name in titles(session, Sender, limit=100)]
    forces = (
        session.query(TaskForce.short, TaskForce.name).filter(TaskForce.removed.is_(False)).order_by(TaskForce.rank)
    )
    return list(dict.fromkeys([*senders, *(short or name for short, name in forces)]))
