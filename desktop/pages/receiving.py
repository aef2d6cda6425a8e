"""收表: workbooks that came in, planned, mended and taken in at once; their conflicts; and who has reported."""

from collections.abc import Generator, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import notice
from desktop.book_deeds import documents
from desktop.exchange.columns_panel import ColumnsPanel
from desktop.exchange.conflicts_panel import ConflictsPanel
from desktop.exchange.options_bar import OptionsBar
from desktop.exchange.reports_panel import ReportsPanel, months_to
from desktop.exchange.rows_panel import RowsPanel
from desktop.exchange.telling import FILE_COLUMNS, file_line
from desktop.exchange.text_table import TextTable
from desktop.look.icons import drawing
from desktop.look.palette import MARGIN
from desktop.pages.empty import EmptyState
from desktop.pages.fittings import Fittings
from models.browse import titles
from models.exchange.verdicts import Applied, Verdict
from models.ledgers import Sender, TaskForce
from models.refusal import Refusal
from models.store import Session
from reports.receiving import Asked, Received, Receiving, accept, receive, replan, send_back, understand

_FILES, _CONFLICTS, _REPORTS = "来表", "冲突", "报送情况"
_HOW = "把专班报来的表拖到这里，或点“选择文件”。\n先看会怎样，再一次收进来；收错了按 Ctrl+Z 整批撤销。"


class ReceivingPage(QWidget):
    """Files received together, from the first look to the one batch; beside them the conflicts and the reports.

    Signals:
        row_wanted: a row should be shown (ledger, id).
    """

    row_wanted = Signal(str, str)

    def __init__(self, fittings: Fittings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._fit = fittings
        self.found: Receiving | None = None
        self.count, self.take = QLabel(), QPushButton("收进账本")
        self.choose, self.password = QPushButton("选择文件…"), QPushButton("填密码…")
        self.back, self.drop = QPushButton("退回不能收的…"), QPushButton("清空")
        self.again = QPushButton("收过的也再看一遍")
        self.options = OptionsBar(self)
        self.files = TextTable("来表", FILE_COLUMNS, fittings.colours, parent=self)
        self.rows = RowsPanel(fittings.desk, fittings.notice, fittings.colours, self)
        self.columns = ColumnsPanel(fittings.colours, self)
        self.conflicts, self.reports = ConflictsPanel(fittings, self), ReportsPanel(fittings, self)
        self.empty = EmptyState((), self)
        self.empty.say("还没有来表", _HOW, drawing("inbox", fittings.colours.second, 48))
        self._build()
        self._connect()
        self._show()

    def _build(self) -> None:
        title = QLabel("收表")
        title.setObjectName("title")
        self.count.setObjectName("count")
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 12, MARGIN, 8)
        head.setSpacing(8)
        head.addWidget(title)
        head.addWidget(self.count, 1)
        for button, kind in ((self.drop, "flat"), (self.back, "flat"), (self.password, "secondary")):
            button.setObjectName(kind)
            head.addWidget(button)
        for button, kind in ((self.again, "secondary"), (self.choose, "secondary"), (self.take, "primary")):
            button.setObjectName(kind)
            head.addWidget(button)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.rows, "各行会怎样")
        self.tabs.addTab(self.columns, "表头对照")
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.addWidget(self.files)
        self.split.addWidget(self.tabs)
        self.split.setSizes([140, 480])
        self.split.setChildrenCollapsible(False)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.empty)
        self.middle.addWidget(self.split)
        files = QWidget()
        column = QVBoxLayout(files)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.options)
        column.addWidget(self.middle, 1)
        self.parts = QTabWidget()
        self.parts.setDocumentMode(True)
        self.parts.tabBar().setDrawBase(False)
        for part, name in ((files, _FILES), (self.conflicts, _CONFLICTS), (self.reports, _REPORTS)):
            self.parts.addTab(part, name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.parts, 1)
        self.options.offer_periods(months_to(self._fit.today))

    def _connect(self) -> None:
        self.choose.clicked.connect(self.ask_files)
        self.password.clicked.connect(self._ask_password)
        self.back.clicked.connect(self._ask_where_back)
        self.drop.clicked.connect(self.clear)
        self.take.clicked.connect(self.accept)
        self.options.changed.connect(self._again)
        self.files.picked.connect(self._show_file)
        self.rows.revised.connect(self._recount)
        self.columns.corrected.connect(self._correct)
        self.again.clicked.connect(lambda: self._look_again(again=True))
        self.conflicts.row_wanted.connect(self.row_wanted)
        self.conflicts.counted.connect(
            lambda number: self.parts.setTabText(1, f"{_CONFLICTS} {number}" if number else _CONFLICTS)
        )

    # What comes in.

    def ask_files(self) -> None:
        """Ask which files came in, and look at them."""
        if paths := notice.ask_tables(self, str(documents())):
            self.look_at([Path(path) for path in paths])

    def look_at(self, paths: Sequence[Path], password: str | None = None, *, again: bool = False) -> None:
        """Read files off the window's thread and show what they would do; nothing is written."""
        asked = Asked(
            ledger=self.options.chosen_ledger(),
            sender=self.options.chosen_sender(),
            period=self.options.chosen_period(),
            again=again,
            password=password,
            options=self.options.options(),
        )
        self.parts.setCurrentIndex(0)
        self.count.setText("正在读……")
        self._fit.jobs.run("看来表", receive(self._fit.desk.store, paths, asked), self._on_found, self._refused)

    def _on_found(self, found: Receiving) -> None:
        self.found = found
        self._show()

    def _refused(self, why: str) -> None:
        self._fit.notice.refuse(why)
        self._show()

    def clear(self) -> None:
        """Forget the files that were looked at; the book is as it was."""
        self.found = None
        self._show()

    def refresh(self) -> None:
        """Ask the book again: for the conflicts, for who has reported, and for what the files at hand would do."""
        self.conflicts.refresh()
        self.reports.refresh()
        self.options.offer_senders(self._fit.desk.ask(_senders))
        if self.found is not None and self._fit.desk.busy == "":
            self._replan()

    def _look_again(self, password: str | None = None, *, again: bool = False) -> None:
        if self.found is not None:
            self.look_at([one.path for one in self.found.files], password, again=again)

    def _again(self) -> None:
        if self.found is None:
            return
        self.found.options = self.options.options()
        ledger = self.options.chosen_ledger()
        for one in self.found.files:
            if one.columns is not None and ledger not in {None, one.columns.ledger}:
                self._understand(one, ledger)
        self._replan()

    def _understand(self, one: Received, ledger: str | None) -> None:
        try:
            one.declined = ""
            understand(one, ledger)
        except Refusal as refusal:
            one.declined, one.offers = str(refusal), ()

    def _replan(self) -> None:
        if self.found is None:
            return
        found = self.found

        def steps() -> Generator[tuple[int, int, str], None, Receiving]:
            yield from replan(self._fit.desk.store, found)
            return found

        self._fit.jobs.run("重新核对", steps(), self._on_found, self._refused)

    def _correct(self, index: int, key: str | None) -> None:
        """Give a column another field, and plan anew."""
        one = self._file()
        if one is None or one.columns is None:
            return
        with self._fit.notice.refusing():
            understand(one, columns=one.columns.with_field(index, key))
            self._replan()

    # What is shown.

    def _file(self) -> Received | None:
        number = self.files.current()
        files = self.found.files if self.found is not None else []
        return files[number] if number is not None and number < len(files) else None

    def _show(self) -> None:
        files = self.found.files if self.found is not None else []
        self.middle.setCurrentIndex(1 if files else 0)
        self.options.missing.setVisible(any(one.parcel for one in files))
        self.files.show_lines([file_line(one) for one in files])
        self._recount()

    def _show_file(self) -> None:
        one = self._file()
        self.rows.show_file(one)
        self.columns.show_file(one)

    def _recount(self) -> None:
        """Say what taking them in would do, and offer what can be done now."""
        plans = self.found.plans if self.found is not None else []
        files = self.found.files if self.found is not None else []
        writes = sum(row.writes for made in plans for row in made.rows) + sum(len(made.absent) for made in plans)
        parcels = any(one.merged is not None and one.merged.news for one in files)
        asked = sum(made.counts[Verdict.DUPLICATE] for made in plans)
        refused = sum(len(made.refused) for made in plans)
        told = [f"{len(files)} 个文件，会写入 {writes} 行"] if files else []
        told += [f"{asked} 行等您答复"] if asked else []
        told += [f"{refused} 格不能收"] if refused else []
        self.count.setText("，".join(told) + ("。" if told else ""))
        if self.found is not None:
            for number, one in enumerate(files):
                self.files.lines.lines = (
                    *self.files.lines.lines[:number], file_line(one), *self.files.lines.lines[number + 1 :]
                )  # fmt: skip
            self.files.viewport().update()
        self.take.setEnabled((bool(writes) or parcels) and self._fit.desk.store.writable)
        self.back.setVisible(bool(refused or asked))
        self.drop.setVisible(bool(files))
        self.again.setVisible(any(one.again is not None and not one.plans for one in files))
        self.password.setVisible(any(one.locked for one in files))

    # What is done.

    def accept(self) -> None:
        """Take everything in as one batch, off the window's thread."""
        found = self.found
        if found is None or not self.take.isEnabled():
            return
        self.take.setEnabled(False)
        found.sender, found.period = self.options.chosen_sender(), self.options.chosen_period()
        store = self._fit.desk.store

        def steps() -> Generator[tuple[int, int, str], None, Applied]:
            yield 0, 1, "写入账本"
            return accept(store, found)

        self._fit.jobs.run("收表", steps(), self._on_taken, self._refused)

    def _on_taken(self, done: Applied) -> None:
        counts = "，".join(f"{verdict} {done.counts[verdict]}" for verdict in (Verdict.NEW, Verdict.CHANGED))
        clash = f"，{done.conflicts} 处冲突请到“冲突”里定" if done.conflicts else ""
        self.clear()
        self._fit.desk.changed.emit()
        self._fit.notice.saved(f"收表：{counts} 行{clash}；Ctrl+Z 可整批撤销")
        if done.refused:
            notice.show_faults(self, "有几行在您核对之后又被改过，没有写入：", done.refused)

    def _ask_password(self) -> None:
        if self.found is None:
            return
        from PySide6.QtWidgets import QInputDialog, QLineEdit

        text, agreed = QInputDialog.getText(self, "打开密码", "这些表要密码才能打开：", QLineEdit.EchoMode.Password)
        if agreed and text:
            self._look_again(text)

    def _ask_where_back(self) -> None:
        """Write the cells that could not be taken into a workbook to be sent back."""
        one = self._file()
        if one is None:
            return
        name = str(one.path.with_name(f"{one.path.stem}-请更正.xlsx"))
        path, _ = QFileDialog.getSaveFileName(self, "退回更正", name, "Excel 工作簿 (*.xlsx)")
        if path:
            with self._fit.notice.refusing():
                marked = send_back(one, Path(path))
                self._fit.notice.tell(f"已另存 {path}，标出 {marked} 格，批注里写着原因。")


def _senders(session: Session) -> list[str]:
    """Name who files usually come from: the senders known, then the task forces."""
    return list(dict.fromkeys(name for ledger in (Sender, TaskForce) for _, name in titles(session, ledger, limit=100)))
