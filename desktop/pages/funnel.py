"""活动漏斗: the outcome of a period's promotion events, from firms invited to projects started."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.lists.funnel_bars import FunnelBars
from desktop.look.palette import MARGIN
from desktop.pages.fittings import Fittings
from models.base import ledger_named
from models.browse import View
from models.funnel import STEPS, Came, Funnel, Step, funnel
from models.ledgers import Activity
from models.scope import span

_SPANS = {"year": "今年", "last": "去年", "quarter": "本季", "month": "本月"}
_COLUMNS = tuple((key, label) for key, label, _ in STEPS)


class FunnelPage(QWidget):
    """Shows the funnel of the chosen period and the window's task force, and each event's part in it.

    Signals:
        view_wanted: rows should be shown (the ledger query, the heading of its filter chip).
        row_wanted: a row should be shown (ledger, id).
    """

    view_wanted = Signal(object, str)
    row_wanted = Signal(str, str)

    def __init__(self, fittings: Fittings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._fit = fittings
        self.which = QComboBox()
        self.which.setAccessibleName("期间")
        for key, name in _SPANS.items():
            self.which.addItem(name, key)
        self.beside: list[QPushButton] = []
        self.events: list[QPushButton] = []
        self.bars = FunnelBars(fittings.colours)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        title = QLabel("活动漏斗")
        title.setObjectName("title")
        self.hint = QLabel("线索、签约、开工从写明“来源活动”的线索和项目里数；没有写明的，按活动自己登记的数。")
        self.hint.setObjectName("count")
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 12, MARGIN, 8)
        head.setSpacing(8)
        for part in (title, self.which, self.hint):
            head.addWidget(part)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)
        self.which.activated.connect(lambda _: self.refresh())
        self.bars.opened.connect(self._open)
        fittings.desk.changed.connect(self._on_change)

    def refresh(self) -> None:
        """Reload the funnel from the book."""
        first, last = self.span()
        force = self._fit.scope.task_force
        funnel_data: Funnel = self._fit.desk.ask(lambda session: funnel(session, first, last, force))
        bars = self.bars
        bars.setParent(None)
        body, column = QWidget(), QVBoxLayout()
        body.setObjectName("page")
        column.setContentsMargins(MARGIN, 4, MARGIN, MARGIN)
        column.setSpacing(8)
        column.addLayout(self._summary(funnel_data))
        bars.show_steps(funnel_data.steps)
        column.addWidget(bars)
        bars.show()
        column.addSpacing(12)
        column.addLayout(self._table(funnel_data))
        column.addStretch(1)
        body.setLayout(column)
        self._area.setWidget(body)

    def span(self) -> tuple[date, date]:
        """Return the first and the last day of the chosen period."""
        today, key = self._fit.today, str(self.which.currentData())
        if key == "last":
            return date(today.year - 1, 1, 1), date(today.year, 1, 1) - timedelta(days=1)
        return span(key, today)

    def _summary(self, funnel_data: Funnel) -> QHBoxLayout:
        """Lay out the side figures in a row: events, trips, firms met, amount signed."""
        row = QHBoxLayout()
        row.setSpacing(24)
        self.beside = []
        for step in funnel_data.beside:
            button = QPushButton(f"{step.label}　{step.value:,.{step.places}f} {step.unit}")
            button.setObjectName("line")
            button.setToolTip(step.said)
            button.setEnabled(bool(step.rows))
            button.clicked.connect(lambda _=False, step=step: self._open(step))
            self.beside.append(button)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _table(self, funnel_data: Funnel) -> QGridLayout:
        """Lay out one line of numbers for each event; its name opens its row."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.events = []
        for column, text in enumerate(("活动", "日期", *(label for _, label in _COLUMNS), "签约金额（亿元）")):
            label = QLabel(text)
            label.setObjectName("second")
            label.setContentsMargins(8 if not column else 0, 0, 0, 4)
            grid.addWidget(label, 0, column, Qt.AlignmentFlag.AlignLeft if column < 2 else right)
        for number, event in enumerate(funnel_data.events, start=1):
            self._event(grid, number, event, right)
        if not funnel_data.events:
            none = QLabel("这段时间没有登记招商活动；在“招商活动”里登记后，这里就有数。")
            none.setObjectName("count")
            grid.addWidget(none, 1, 0, 1, len(_COLUMNS) + 3)
        grid.setColumnStretch(len(_COLUMNS) + 3, 1)
        return grid

    def _event(self, grid: QGridLayout, number: int, event: Came, right: Qt.AlignmentFlag) -> None:
        name = QPushButton(event.name)
        name.setObjectName("line")
        name.setCursor(Qt.CursorShape.PointingHandCursor)
        name.clicked.connect(lambda: self.row_wanted.emit(Activity.__tablename__, event.row))
        self.events.append(name)
        grid.addWidget(name, number, 0)
        grid.addWidget(QLabel(event.on.isoformat() if event.on else "—"), number, 1)
        for column, (key, _) in enumerate(_COLUMNS, start=2):
            grid.addWidget(QLabel(f"{event.numbers[key]:,}" if event.numbers[key] else "—"), number, column, right)
        amount = f"{event.amount / 10_000:,.2f}" if event.amount else "—"
        grid.addWidget(QLabel(amount), number, len(_COLUMNS) + 2, right)

    def _open(self, step: Step) -> None:
        self.view_wanted.emit(View(ledger_named(step.ledger), within=step.rows), f"活动漏斗：{step.label}")

    def _on_change(self) -> None:
        if self.isVisible():
            self.refresh()
