"""工作台: how the county stands, today's open items, and the ledgers' counts this month."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page
from desktop.pages.county_status import CountyStatus
from desktop.pages.ledger_counts import counts_grid
from desktop.theme.icons import icon_pixmap
from desktop.theme.lights import light_pixmap
from desktop.theme.palette import MARGIN
from models.fields.base import Ledger
from models.ledgers import Activity, Enterprise, Funding, Lead, Negotiation, Obligation, Project, StageMove, Visit
from models.statistics.dashboard import DUTIES_PLACE, OVERDUE, SOON, DashboardData, DashboardItem
from models.statistics.duty_calendar import PlannedDuty
from models.statistics.setup_guide import FIRST_CIRCULAR, SetupState

COUNTED_LEDGERS: tuple[type[Ledger], ...] = (
    Lead,
    Visit,
    Negotiation,
    Project,
    StageMove,
    Funding,
    Obligation,
    Activity,
    Enterprise,
)
_MAX_WIDTH = 1240  # pixels: keeps the two columns close together on a wide screen
MOVING_IN = "moving_in"
_WEEKDAYS = "一二三四五六日"


class DashboardPage(QWidget):
    """Lists open items and duties; each line opens its rows.

    Signals:
        view_wanted: rows should be shown (the ledger query, the heading of its filter chip).
        row_wanted: a row should be shown (ledger, id).
        page_wanted: a page should be opened (its key).
        data_wanted: the dashboard's data should be read again.
        rows_wanted: the rows behind a bar of the chart should be shown (ledger class, ids, heading).
        setup_wanted: a step of the setting-up guide should be shown (its key).
    """

    view_wanted = Signal(object, str)
    row_wanted = Signal(str, str)
    page_wanted = Signal(str)
    data_wanted = Signal()
    rows_wanted = Signal(object, object, str)
    setup_wanted = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
        self.item_buttons: list[QPushButton] = []
        self.duty_buttons: list[QPushButton] = []
        self.setup_buttons: list[QPushButton] = []
        self.moving_in_button: QPushButton | None = None
        self.all_buttons: list[QPushButton] = []
        self.status = CountyStatus(context, self)
        self.status.rows_wanted.connect(self.rows_wanted)
        for part in (self.status, self.status.charts):
            part.hide()

    def refresh(self) -> None:
        """Request the dashboard's data again."""
        self.data_wanted.emit()

    def show_data(self, data: DashboardData) -> None:
        """Show the dashboard's data."""
        self.item_buttons, self.duty_buttons, self.setup_buttons, self.all_buttons = [], [], [], []
        for part in (self.status, self.status.charts):
            part.setParent(self)  # kept when the old widgets are deleted
        inner, body = QWidget(), QWidget()
        inner.setObjectName("page")
        body.setMaximumWidth(_MAX_WIDTH)
        rows = QVBoxLayout(body)
        rows.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
        rows.setSpacing(0)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        rows.addWidget(self.status)
        rows.addLayout(columns, 1)
        columns.addLayout(self._today_column(data), 3)
        columns.addLayout(self._counts_column(data.counts), 2)
        outer = QHBoxLayout(inner)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body, 1)
        outer.addStretch(0)
        self._area.setWidget(inner)
        for part in (self.status, self.status.charts):
            part.show()
        self.status.refresh()

    def _today_column(self, data: DashboardData) -> QVBoxLayout:
        """Lay out today's items by ledger, each with its light and its first rows below it."""
        today = self._context.today
        layout = QVBoxLayout()
        layout.setSpacing(8)
        layout.addWidget(_label("今天要办的", "title"))
        day = f"{today.year}年{today.month}月{today.day}日 星期{_WEEKDAYS[today.weekday()]}"
        layout.addWidget(_label(day, "count"))
        begins = any(step.key == FIRST_CIRCULAR for step in data.setup)
        if begins:
            self._add_setup(layout, data.setup)
        is_empty = not any(data.counts[ledger.__tablename__][1] for ledger in (Lead, Visit, Project))
        self.moving_in_button = self._moving_in_button() if is_empty else None
        if self.moving_in_button is not None:
            layout.addWidget(self.moving_in_button)
        self._add_duties(layout, data.duties)
        for ledger, items in groupby(data.items, lambda item: item.view.ledger):
            layout.addWidget(self._card(ledger.about.label, list(items)))
        if not begins:  # a county at work has more urgent things to do
            self._add_setup(layout, data.setup)
        if not data.items:
            layout.addSpacing(8)
            layout.addWidget(_label("没有临期、逾期的责任事项，线索都已认定，项目都在更新。", "count"))
        layout.addStretch(1)
        return layout

    def _card(self, name: str, items: Sequence[DashboardItem]) -> QFrame:
        """Return the card of a ledger: its items with their first rows, and all of them where there are more."""
        card = QFrame()
        card.setObjectName("card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(4, 8, 4, 8)
        layout.setSpacing(0)
        layout.addWidget(_heading(name))
        for item in items:
            layout.addWidget(self._item_button(item))
            for row, words in item.first_rows:
                layout.addWidget(self._row_button(item, row, words))
            if item.count > len(item.first_rows):
                layout.addWidget(self._all_button(item))
        return card

    def _all_button(self, item: DashboardItem) -> QPushButton:
        """Return the button below the first rows of an item that opens all of them."""
        button = self._button("detail", f"全部 {item.count:,} {item.view.ledger.about.measure_word} ›")
        button.clicked.connect(lambda: self.view_wanted.emit(item.view, item.heading))
        self.all_buttons.append(button)
        return button

    def _add_setup(self, layout: QVBoxLayout, steps: Sequence[SetupState]) -> None:
        """Name the steps of setting the book up that are still open; each opens its step of the guide."""
        if steps:
            layout.addWidget(_heading(f"建账还差 {len(steps)} 步"))
        for step in steps:
            line = self._button("line", f"  {step.title}：{step.text}")
            line.setIcon(icon_pixmap("circle", self._context.colours.accent, 16))
            line.setToolTip(f"点开建账向导，{step.text}")
            line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            line.clicked.connect(lambda _=False, key=step.key: self.setup_wanted.emit(key))
            layout.addWidget(line)
            self.setup_buttons.append(line)

    def _add_duties(self, layout: QVBoxLayout, duties: Sequence[PlannedDuty]) -> None:
        """Add the late duties and those of the next seven days; both open the page of duties."""
        today = self._context.today
        if duties:
            layout.addWidget(_heading("工作节奏"))
        late = [duty for duty in duties if duty.due.on < today]
        coming = [duty for duty in duties if duty.due.on >= today]
        for urgency, group, label in ((OVERDUE, late, "到期没有办结"), (SOON, coming, "七天内到期")):
            if group:
                line = self._button("line", f"  {len(group)} 项{label}")
                line.setIcon(light_pixmap(urgency, self._context.colours))
                names = "、".join(f"{duty.due.duty.name} {duty.due.on.month}月{duty.due.on.day}日" for duty in group)
                below = self._button("detail", names)
                for button in (line, below):
                    button.clicked.connect(lambda: self.page_wanted.emit(DUTIES_PLACE))
                    layout.addWidget(button)
                self.duty_buttons.append(line)

    def _moving_in_button(self) -> QPushButton:
        """Return the button offered by a book without leads, visits and projects."""
        line = self._button("line", "  还没有线索、走访和项目：手里已有台账的，从“搬家”开始，一步一步搬进来")
        line.setIcon(icon_pixmap("briefcase", self._context.colours.accent, 16))
        line.clicked.connect(lambda: self.page_wanted.emit(MOVING_IN))
        return line

    def _item_button(self, item: DashboardItem) -> QPushButton:
        line = self._button("line", f"  {item.sentence}")
        line.setIcon(light_pixmap(item.urgency, self._context.colours))
        line.setToolTip("点开看是哪些")
        line.clicked.connect(lambda: self.view_wanted.emit(item.view, item.heading))
        self.item_buttons.append(line)
        return line

    def _row_button(self, item: DashboardItem, row: str, text: str) -> QPushButton:
        """Return the button of one row of an item."""
        line = self._button("detail", text)
        line.clicked.connect(lambda: self.row_wanted.emit(item.view.ledger.__tablename__, row))
        return line

    def _button(self, kind: str, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(kind)
        button.setIconSize(QSize(16, 16))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        if kind == "detail":
            button.setToolTip(text)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return button

    def _counts_column(self, numbers: Mapping[str, tuple[int, int]]) -> QVBoxLayout:
        """Lay out the charts and the ledgers' counts."""
        layout = QVBoxLayout()
        layout.setSpacing(0)
        layout.addWidget(self.status.charts)
        layout.addWidget(_label("台账情况", "title"))
        layout.addWidget(_label("点台账名称打开", "count"))
        layout.addLayout(counts_grid(COUNTED_LEDGERS, numbers, self.page_wanted.emit))
        layout.addStretch(1)
        return layout


def _label(text: str, kind: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(kind)
    return label


def _heading(text: str) -> QLabel:
    heading = _label(text, "heading")
    heading.setContentsMargins(8, 0, 0, 0)
    return heading


def make_dashboard_page(context: PageContext, links: PageLinks) -> DashboardPage:
    """Build the page and connect it."""
    page = DashboardPage(context)
    page.view_wanted.connect(links.query_wanted)
    page.row_wanted.connect(links.row_wanted)
    page.page_wanted.connect(links.page_wanted)
    page.data_wanted.connect(links.dashboard_wanted)
    page.rows_wanted.connect(links.rows_wanted)
    page.setup_wanted.connect(links.show_setup)
    links.dashboard_read.connect(page.show_data)
    return page


register_page(Page("home", "工作台", "house", PageGroup.TODAY, 10, make_dashboard_page, refreshed_behind=True))
