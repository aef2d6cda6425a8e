"""四库看板: leads and projects as cards in the columns of the four libraries; dragging one opens its next stage."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page
from desktop.theme.icons import icon_pixmap
from desktop.theme.palette import MARGIN
from desktop.widgets.card_list import Card, CardList
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.job_page import JobPage, head_line, page_layout
from models.job_steps import JobSteps
from models.rules.deadlines import DeadlineLight
from models.statistics.dashboard import OPEN, OVERDUE, SOON
from models.storage.store import Store

if TYPE_CHECKING:
    # For annotations only: the board is imported with the first look at the page.
    from datetime import date

    from models.statistics.project_board import BoardCard, BoardColumn

_HINT = (
    "把卡片拖到右边的库，就登记它进入那个库的阶段；线索拖出线索库，就填它的项目。"
    "回车打开，Ctrl+→ 移到下一个库，右键看可以登记的阶段。"
)
_URGENCY = {DeadlineLight.RED: OVERDUE, DeadlineLight.YELLOW: SOON}


class ProjectBoardPage(JobPage):
    """Shows the libraries of the county side by side; nothing moves before its stage is registered with its day.

    Signals:
        panel_wanted: a row should be shown beside the board (ledger, id).
        stage_wanted: a stage of a project should be registered (its id, the stage; empty where it is to be chosen).
        follow_up_wanted: the row that follows from another should be begun (ledger, id, table of the new row).
    """

    panel_wanted = Signal(str, str)
    stage_wanted = Signal(str, str)
    follow_up_wanted = Signal(str, str, str)
    title, job_label = "四库看板", "看四库"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._columns: tuple[BoardColumn, ...] = ()
        self._cards: dict[str, BoardCard] = {}
        self._force_names: dict[str, str] = {}
        self.lists: list[CardList] = []
        self.heads: list[QLabel] = []
        self.search_field = QLineEdit()
        self.search_field.setPlaceholderText("按名称、投资方找")
        self.search_field.setAccessibleName("在看板里找")
        self.search_field.setClearButtonEnabled(True)
        self.search_field.setFixedWidth(200)
        self.search_field.textChanged.connect(lambda _: self._show_cards())
        self._board = QWidget()
        self._line = QHBoxLayout(self._board)
        self._line.setContentsMargins(MARGIN - 6, 0, MARGIN - 6, 8)
        self._line.setSpacing(4)
        self.add_lead_button, self.receive_button = QPushButton("＋ 新增线索"), QPushButton("收一张表")
        self.add_lead_button.setObjectName("primary")
        self.empty_state = EmptyState((self.add_lead_button, self.receive_button))
        self.stack = QStackedWidget()
        self.stack.addWidget(self._board)
        self.stack.addWidget(self.empty_state)
        hint = QLabel(_HINT)
        hint.setObjectName("second")
        hint.setWordWrap(True)
        hint.setContentsMargins(MARGIN, 0, MARGIN, 8)
        layout = page_layout(self, head_line(self.title_label, self.summary_label, right=(self.search_field,)))
        layout.addWidget(hint)
        layout.addWidget(self.stack, 1)
        layout.setStretchFactor(self.stack, 1)

    def search(self) -> None:
        """Move the keyboard focus to the search box."""
        self.search_field.setFocus()

    def steps(self) -> JobSteps[tuple[tuple[BoardColumn, ...], dict[str, str]]]:
        """Return the job that reads the board."""
        return board_job(self._context.book_session.store, self._context.today, self._context.scope.task_force)

    def show_read(self, read: tuple[tuple[BoardColumn, ...], dict[str, str]]) -> None:
        """Show the board that was read."""
        self._columns, self._force_names = read
        self._cards = {card.row: card for column in self._columns for card in column.cards}
        if [head.property("library") for head in self.heads] != [column.name for column in self._columns]:
            self._build_columns()
        self._show_cards()
        late = sum(card.light is DeadlineLight.RED for card in self._cards.values())
        self.summary_label.setText(f"共 {len(self._cards):,}，逾期 {late:,}" if self._cards else "")
        self.stack.setCurrentIndex(0 if self._cards else 1)
        if not self._cards:
            picture = icon_pixmap("columns-3", self._context.colours.second, 32)
            self.empty_state.show_message("还没有线索和项目", "在“线索”“项目”里新增，这里就有。", picture)

    def _build_columns(self) -> None:
        """Build the columns anew: the county changed its libraries, or the page is shown for the first time."""
        while (item := self._line.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self.lists, self.heads = [], []
        for number, column in enumerate(self._columns):
            holder = QWidget()
            layout = QVBoxLayout(holder)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(4)
            head, cards = QLabel(), CardList(column.name, self._context.colours)
            head.setProperty("library", column.name)
            head.setContentsMargins(8, 0, 8, 0)
            head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # not wider than the cards
            layout.addWidget(head)
            layout.addWidget(cards, 1)
            cards.opened.connect(self._open)
            cards.dropped.connect(partial(self._move_to, number))
            cards.moved.connect(lambda key, side, number=number: self._move_to(number + side, key))
            cards.left.connect(partial(self._go_beside, number))
            cards.menu_wanted.connect(self._offer_menu)
            self.heads.append(head)
            self.lists.append(cards)
            self._line.addWidget(holder, 1)

    def _show_cards(self) -> None:
        """Show the cards that the typed text is in, all where nothing is typed."""
        from models.search.index import fold_text

        typed, today = fold_text(self.search_field.text()), self._context.today
        for column, head, cards in zip(self._columns, self.heads, self.lists, strict=True):
            shown = [card for card in column.cards if not typed or typed in fold_text(card.name + card.investor)]
            head.setText(_head_text(column, len(shown)))
            head.setToolTip(head.text())
            cards.show_cards([_card(card, self._force_names, today) for card in shown])

    def _open(self, key: str) -> None:
        self.panel_wanted.emit(self._cards[key].ledger.__tablename__, key)

    def _go_beside(self, number: int, side: int) -> None:
        """Take the keys to the next column in a direction that has cards."""
        row, beside = self.lists[number].currentIndex().row(), number + side
        while 0 <= beside < len(self.lists):
            if self.lists[beside].card_model.cards:
                self.lists[beside].focus_card(row)
                return
            beside += side

    def _move_to(self, number: int, key: str) -> None:
        """Ask for what moves a card into another library: its stage, or the project that grows out of a lead."""
        if not 0 <= number < len(self._columns) or (card := self._cards.get(key)) is None:
            return
        column = self._columns[number]
        if card.stage in column.stages:
            return
        if reason := _why_not(card, column.entry_stage):
            self._context.notifications.show_error(reason)
        else:
            self._register(card, column.entry_stage)

    def _register(self, card: BoardCard, stage: str) -> None:
        if card.ledger.__tablename__ == "lead":
            self.follow_up_wanted.emit("lead", card.row, "project")
        else:
            self.stage_wanted.emit(card.row, stage)

    def _offer_menu(self, key: str, at: QPoint) -> None:
        """Offer what can be done with a card: open it, register one of the stages after its own."""
        card, menu = self._cards[key], QMenu(self)
        menu.addAction("打开", lambda: self._open(key))
        if self._context.book_session.store.writable:
            menu.addSeparator()
            if card.ledger.__tablename__ == "lead":
                menu.addAction("转为项目…", lambda: self._register(card, ""))
            else:
                for stage in _later_stages(card.stage):
                    menu.addAction(f"登记进入“{stage}”…", partial(self._register, card, stage))
        menu.popup(at)


def board_job(store: Store, today: date, force: str | None) -> JobSteps[tuple[tuple[BoardColumn, ...], dict[str, str]]]:
    """Read the board and the short names of the task forces as a job."""
    yield 0, 1, "看四库"
    from models.statistics.owners import force_names
    from models.statistics.project_board import project_board

    with store.reading() as session:
        return project_board(session, today, force), force_names(session)


def _head_text(column: BoardColumn, shown: int) -> str:
    from decimal import Decimal

    from desktop.table.selection_totals import amount_text

    count = f"{shown:,}" if shown == len(column.cards) else f"{shown:,}／{len(column.cards):,}"
    total = column.total.quantize(Decimal(1))
    amount = f" · {amount_text(total, '万元')}" if total else ""
    return f"<b>{column.name}</b>&nbsp;&nbsp;{count}{amount}"


def _card(card: BoardCard, force_names: dict[str, str], today: date) -> Card:
    from desktop.table.selection_totals import amount_text

    total = amount_text(card.total, "万元") if card.total is not None else ""
    days = card.days_in_stage(today)
    since = f"{card.stage} {days} 天" if days is not None else card.stage or "未登记阶段"
    name = "线索" if card.ledger.__tablename__ == "lead" else "项目"
    lines = (
        " · ".join(filter(None, (total, card.investor))) or "投资方、总投资未填",
        " · ".join(filter(None, (f"■ {card.status}" if card.status else "", since, _short(card, force_names)))),
    )
    hint = "；".join(filter(None, (f"{name}：{card.investor}" if card.investor else name, card.message)))
    return Card(card.row, card.name, lines, _URGENCY.get(card.light, OPEN), hint)


def _short(card: BoardCard, force_names: dict[str, str]) -> str:
    return force_names.get(card.task_force or "", "") or "未分专班"


def _later_stages(stage: str) -> tuple[str, ...]:
    from models.rules.stages import STAGE_ORDER

    return STAGE_ORDER[STAGE_ORDER.index(stage) + 1 :] if stage in STAGE_ORDER else STAGE_ORDER


def _why_not(card: BoardCard, stage: str) -> str:
    """Say why a card cannot go to a library; empty where it can."""
    if not stage:
        return f"“{card.name}”已有阶段，不能退回未入库；阶段登记错了的，请打开它，点“更正…”。"
    if stage not in _later_stages(card.stage):
        return (
            f"“{card.name}”已在“{card.stage}”，不往回退；谈不下去的，请打开它，点“状态…”登记暂停、终止或退库；"
            "阶段登记错了的，点“更正…”。"
        )
    return ""


def make_project_board_page(context: PageContext, links: PageLinks) -> ProjectBoardPage:
    """Build the page and connect it."""
    page = ProjectBoardPage(context)
    page.connect_links(links)
    page.panel_wanted.connect(links.panel_wanted)
    page.stage_wanted.connect(links.stage_wanted)
    page.follow_up_wanted.connect(links.follow_up_wanted)
    page.add_lead_button.clicked.connect(lambda: links.new_row_wanted.emit("lead"))
    page.receive_button.clicked.connect(lambda: links.page_wanted.emit("receiving"))
    return page


register_page(Page("project_board", "四库看板", "columns-3", PageGroup.DAILY, 890, make_project_board_page))
