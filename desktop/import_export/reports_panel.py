"""报送情况: which task forces have not reported for a period, and a log of the files received."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.app.page_context import PageContext
from desktop.table.cell_delegate import CellDelegate
from desktop.table.ledger_model import LedgerModel
from desktop.table.ledger_table import LedgerTable, column_width
from desktop.theme.palette import MARGIN
from desktop.widgets.text_table import TextTable
from models.exchange.import_log import MissingReport, mark_received, missing_reports
from models.ledgers import Received
from models.queries.ledger_query import LedgerQuery
from models.rules.periods import Period, previous_month, read_period
from models.storage.store import Session

_COLUMNS = (("还没报的专班", 260), ("应报日期", 110), ("情况", 200))
_VIEW = LedgerQuery(Received, sort=(("on", True),))
_MONTHS_OFFERED = 12


class ReportsPanel(QWidget):
    """Two tables: task forces without a report, to remind or mark as received; and files received, latest first."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._missing_reports: list[MissingReport] = []
        self.period, self.summary_label = QComboBox(), QLabel()
        self.summary_label.setObjectName("count")
        for period in latest_months(context.today):
            self.period.addItem(period.name, period.key)
        self.missing_table = TextTable("还没报的专班", _COLUMNS, context.colours, parent=self)
        self.received_button, self.nil_report_button = QPushButton("记为已报"), QPushButton("零报告")
        self.copy_button = QPushButton("复制催报名单")
        self.files = LedgerTable(self)
        self.model = LedgerModel(context.book_session, _VIEW, Received.about.columns, self)
        self._build()
        self.period.activated.connect(self.refresh)
        self.received_button.clicked.connect(lambda: self._mark_received(empty=False))
        self.nil_report_button.clicked.connect(lambda: self._mark_received(empty=True))
        self.copy_button.clicked.connect(self._copy)

    def _build(self) -> None:
        self.files.setItemDelegate(CellDelegate(self._context.colours, self.files))
        self.files.setModel(self.model)
        self.files.setEditTriggers(self.files.EditTrigger.NoEditTriggers)
        self.files.setAccessibleName("收件记录")
        self.files.setSelectionBehavior(self.files.SelectionBehavior.SelectRows)
        self.files.verticalHeader().hide()
        self.files.setTabKeyNavigation(False)
        self.files.set_column_widths(column_width(field.facts.width, field.title) for field in self.model.fields)
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 6, MARGIN, 6)
        head.setSpacing(8)
        label = QLabel("报送期间")
        label.setBuddy(self.period)
        self.period.setAccessibleName("报送期间")
        for part in (label, self.period):
            head.addWidget(part)
        head.addSpacing(8)
        head.addWidget(self.summary_label, 1)
        for button in (self.received_button, self.nil_report_button, self.copy_button):
            button.setObjectName("secondary")
            head.addWidget(button)
        self.copy_button.setObjectName("flat")
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 6, 0, 0)
        heading = QLabel("收件记录")
        heading.setObjectName("heading")
        heading.setContentsMargins(MARGIN, 0, 0, 0)
        column.addWidget(heading)
        column.addWidget(self.files, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.missing_table)
        split.addWidget(below)
        split.setSizes([260, 260])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(split, 1)

    def refresh(self) -> None:
        """Reload both tables from the book."""
        today, period = self._context.today, str(self.period.currentData())
        self._missing_reports = self._context.book_session.read(lambda session: missing_reports(session, period, today))
        self.missing_table.show_texts(
            [
                (force.name, force.due.isoformat() if force.due else "", "已过应报日期" if force.late else "")
                for force in self._missing_reports
            ]
        )
        summary = f"{len(self._missing_reports)} 个专班还没报。" if self._missing_reports else "都报了。"
        self.summary_label.setText(summary)
        for button in (self.received_button, self.nil_report_button):
            button.setEnabled(bool(self._missing_reports) and self._context.book_session.store.writable)
        self.copy_button.setEnabled(bool(self._missing_reports))
        self.model.show_query(_VIEW)

    def _mark_received(self, *, empty: bool) -> None:
        forces = [self._missing_reports[number] for number in self.missing_table.marked_rows()]
        if not forces:
            return
        today, period = self._context.today, str(self.period.currentData())
        names = "、".join(force.name for force in forces)
        label = f"{names} {self.period.currentText()}{'零报告' if empty else '已报'}"

        def work(session: Session) -> None:
            for force in forces:
                mark_received(session, force.task_force, period, today, empty=empty)

        with self._context.notifications.showing_user_errors():
            self._context.book_session.run(label, work)
            self._context.notifications.notify_saved(f"{label}，Ctrl+Z 可撤销")

    def _copy(self) -> None:
        from PySide6.QtGui import QGuiApplication

        names = "、".join(force.name for force in self._missing_reports)
        QGuiApplication.clipboard().setText(f"{self.period.currentText()}还没报的专班：{names}。")
        self._context.notifications.notify("催报名单已复制，可粘贴到微信或短信里。")


def latest_months(today: date) -> list[Period]:
    """Return this month and the eleven before it, the latest first."""
    months = [read_period(f"{today:%Y-%m}", "month")]
    while len(months) < _MONTHS_OFFERED:
        months.append(previous_month(months[-1].first))
    return months
