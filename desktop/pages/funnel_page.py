"""活动漏斗: the outcome of a period's promotion events, from firms invited to projects started."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

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

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page
from desktop.theme.palette import MARGIN
from desktop.widgets.funnel_bars import FunnelBars
from models.fields.base import ledger_by_table
from models.ledgers import Activity
from models.queries.ledger_query import LedgerQuery
from models.queries.scope import period_span

if TYPE_CHECKING:
    # For annotations only: the catalogue of metrics is imported with the first funnel.
    from models.statistics.funnel import EventOutcome, Funnel, FunnelStep

_PERIOD_NAMES = {"year": "今年", "last": "去年", "quarter": "本季", "month": "本月"}


class FunnelPage(QWidget):
    """Shows the funnel of the chosen period and the window's task force, and each event's part in it.

    Signals:
        view_wanted: rows should be shown (the ledger query, the heading of its filter chip).
        row_wanted: a row should be shown (ledger, id).
    """

    view_wanted = Signal(object, str)
    row_wanted = Signal(str, str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self.period_choice = QComboBox()
        self.period_choice.setAccessibleName("期间")
        for key, name in _PERIOD_NAMES.items():
            self.period_choice.addItem(name, key)
        self.side_buttons: list[QPushButton] = []
        self.event_buttons: list[QPushButton] = []
        self.bars = FunnelBars(context.colours)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        title = QLabel("活动漏斗")
        title.setObjectName("title")
        self.hint = QLabel("线索、签约、开工从写明“来源活动”的线索和项目里数；没有写明的，按活动自己登记的数。")
        self.hint.setObjectName("count")
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 12, MARGIN, 8)
        head.setSpacing(8)
        for part in (title, self.period_choice, self.hint):
            head.addWidget(part)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)
        self.period_choice.activated.connect(lambda _: self.refresh())
        self.bars.opened.connect(self._request_rows)
        context.book_session.changed.connect(self._on_change)

    def refresh(self) -> None:
        """Reload the funnel from the book."""
        from models.statistics.funnel import funnel

        first, last = self.chosen_days()
        force = self._context.scope.task_force
        funnel_data: Funnel = self._context.book_session.read(lambda session: funnel(session, first, last, force))
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

    def chosen_days(self) -> tuple[date, date]:
        """Return the first and the last day of the chosen period."""
        today, key = self._context.today, str(self.period_choice.currentData())
        if key == "last":
            return date(today.year - 1, 1, 1), date(today.year, 1, 1) - timedelta(days=1)
        return period_span(key, today)

    def _summary(self, funnel_data: Funnel) -> QHBoxLayout:
        """Lay out the side figures in a row: events, trips, firms met, amount signed."""
        row = QHBoxLayout()
        row.setSpacing(24)
        self.side_buttons = []
        for step in funnel_data.side_figures:
            button = QPushButton(f"{step.label}　{step.value:,.{step.places}f} {step.unit}")
            button.setObjectName("line")
            button.setToolTip(step.explanation)
            button.setEnabled(bool(step.rows))
            button.clicked.connect(lambda _=False, step=step: self._request_rows(step))
            self.side_buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _table(self, funnel_data: Funnel) -> QGridLayout:
        """Lay out one line of numbers for each event; its name opens its row."""
        from models.statistics.funnel import STEPS

        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.event_buttons = []
        for column, text in enumerate(("活动", "日期", *(label for _, label, _ in STEPS), "签约金额（亿元）")):
            label = QLabel(text)
            label.setObjectName("second")
            label.setContentsMargins(8 if not column else 0, 0, 0, 4)
            grid.addWidget(label, 0, column, Qt.AlignmentFlag.AlignLeft if column < 2 else right)
        for number, event in enumerate(funnel_data.events, start=1):
            self._add_event(grid, number, event, right)
        if not funnel_data.events:
            none = QLabel("这段时间没有登记招商活动；在“招商活动”里登记后，这里就有数。")
            none.setObjectName("count")
            grid.addWidget(none, 1, 0, 1, len(STEPS) + 3)
        grid.setColumnStretch(len(STEPS) + 3, 1)
        return grid

    def _add_event(self, grid: QGridLayout, number: int, event: EventOutcome, right: Qt.AlignmentFlag) -> None:
        name = QPushButton(event.name)
        name.setObjectName("line")
        name.setCursor(Qt.CursorShape.PointingHandCursor)
        name.clicked.connect(lambda: self.row_wanted.emit(Activity.__tablename__, event.row))
        self.event_buttons.append(name)
        grid.addWidget(name, number, 0)
        grid.addWidget(QLabel(event.on.isoformat() if event.on else "—"), number, 1)
        for column, count in enumerate(event.counts.values(), start=2):
            grid.addWidget(QLabel(f"{count:,}" if count else "—"), number, column, right)
        amount = f"{event.amount / 10_000:,.2f}" if event.amount else "—"
        grid.addWidget(QLabel(amount), number, len(event.counts) + 2, right)

    def _request_rows(self, step: FunnelStep) -> None:
        self.view_wanted.emit(LedgerQuery(ledger_by_table(step.ledger), row_ids=step.rows), f"活动漏斗：{step.label}")

    def _on_change(self) -> None:
        if self.isVisible():
            self.refresh()


def make_funnel_page(context: PageContext, links: PageLinks) -> FunnelPage:
    """Build the page and connect it."""
    page = FunnelPage(context)
    page.view_wanted.connect(links.query_wanted)
    page.row_wanted.connect(links.row_wanted)
    return page


register_page(Page("funnel", "活动漏斗", "filter", PageGroup.MORE, 10, make_funnel_page))
