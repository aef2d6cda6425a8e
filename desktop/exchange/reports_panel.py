"""报送情况: which task forces have not reported for a period, and a log of the files received."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.exchange.text_table import TextTable
from desktop.grid.cells import Cells
from desktop.grid.grid import Grid, width_for
from desktop.grid.table import LedgerModel
from desktop.look.palette import MARGIN
from desktop.pages.fittings import Fittings
from models.browse import View
from models.exchange.received import Outstanding, outstanding, tick
from models.ledgers import Received
from models.rules.periods import Period, month_before, read_period
from models.store import Session

_COLUMNS = (("还没报的专班", 260), ("应报日期", 110), ("情况", 200))
_VIEW = View(Received, sort=(("on", True),))
_MONTHS = 12


class ReportsPanel(QWidget):
    """Two tables: task forces without a report, to remind or mark as received; and files received, latest first."""

    def __init__(self, fittings: Fittings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fit = fittings
        self._owed: list[Outstanding] = []
        self.period, self.told = QComboBox(), QLabel()
        self.told.setObjectName("count")
        for period in months_to(fittings.today):
            self.period.addItem(period.name, period.key)
        self.owed = TextTable("还没报的专班", _COLUMNS, fittings.colours, parent=self)
        self.came, self.empty = QPushButton("记为已报"), QPushButton("零报告")
        self.copy = QPushButton("复制催报名单")
        self.files = Grid(self)
        self.model = LedgerModel(fittings.desk, _VIEW, Received.about.columns, self)
        self._build()
        self.period.activated.connect(self.refresh)
        self.came.clicked.connect(lambda: self._tick(empty=False))
        self.empty.clicked.connect(lambda: self._tick(empty=True))
        self.copy.clicked.connect(self._copy)

    def _build(self) -> None:
        self.files.setItemDelegate(Cells(self._fit.colours, self.files))
        self.files.setModel(self.model)
        self.files.setEditTriggers(self.files.EditTrigger.NoEditTriggers)
        self.files.setAccessibleName("收件记录")
        self.files.setSelectionBehavior(self.files.SelectionBehavior.SelectRows)
        self.files.verticalHeader().hide()
        self.files.setTabKeyNavigation(False)
        self.files.fit(width_for(field.facts.width, field.title) for field in self.model.fields)
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 6, MARGIN, 6)
        head.setSpacing(8)
        label = QLabel("报送期间")
        label.setBuddy(self.period)
        self.period.setAccessibleName("报送期间")
        for part in (label, self.period):
            head.addWidget(part)
        head.addSpacing(8)
        head.addWidget(self.told, 1)
        for button in (self.came, self.empty, self.copy):
            button.setObjectName("secondary")
            head.addWidget(button)
        self.copy.setObjectName("flat")
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 6, 0, 0)
        heading = QLabel("收件记录")
        heading.setObjectName("heading")
        heading.setContentsMargins(MARGIN, 0, 0, 0)
        column.addWidget(heading)
        column.addWidget(self.files, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.owed)
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
        today, period = self._fit.today, str(self.period.currentData())
        self._owed = self._fit.desk.ask(lambda session: outstanding(session, period, today))
        self.owed.show_lines(
            [
                (force.name, force.due.isoformat() if force.due else "", "已过应报日期" if force.late else "")
                for force in self._owed
            ]
        )
        summary = f"{len(self._owed)} 个专班还没报。" if self._owed else "都报了。"
        self.told.setText(summary)
        for button in (self.came, self.empty):
            button.setEnabled(bool(self._owed) and self._fit.desk.store.writable)
        self.copy.setEnabled(bool(self._owed))
        self.model.show(_VIEW)

    def _tick(self, *, empty: bool) -> None:
        forces = [self._owed[number] for number in self.owed.chosen_lines()]
        if not forces:
            return
        today, period = self._fit.today, str(self.period.currentData())
        names = "、".join(force.name for force in forces)
        label = f"{names} {self.period.currentText()}{'零报告' if empty else '已报'}"

        def work(session: Session) -> None:
            for force in forces:
                tick(session, force.task_force, period, today, empty=empty)

        with self._fit.notice.refusing():
            self._fit.desk.deed(label, work)
            self._fit.notice.saved(f"{label}，Ctrl+Z 可撤销")

    def _copy(self) -> None:
        from PySide6.QtGui import QGuiApplication

        names = "、".join(force.name for force in self._owed)
        QGuiApplication.clipboard().setText(f"{self.period.currentText()}还没报的专班：{names}。")
        self._fit.notice.tell("催报名单已复制，可粘贴到微信或短信里。")


def months_to(today: date) -> list[Period]:
    """Return this month and the eleven before it, the latest first."""
    months = [read_period(f"{today:%Y-%m}", "month")]
    while len(months) < _MONTHS:
        months.append(month_before(months[-1].first))
    return months
