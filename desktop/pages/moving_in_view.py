"""搬家: the guide that fills a book which begins with running projects, and holds its figures against a circular."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from desktop.app import notifications
from desktop.app.page_context import PageContext
from desktop.app.preferences import documents_folder
from desktop.pages.figure_comparison import FigureComparison
from desktop.pages.moving_in_steps import STEPS, MovingInStep
from desktop.settings.rows_editor import RowsEditor
from desktop.theme.palette import MARGIN
from desktop.widgets.step_card import StepCard
from models.job_steps import JobSteps
from models.ledgers import PastFigure
from models.queries.ledger_query import LedgerQuery
from models.statistics.moving_in import MovingInState, read_moving_in_state
from models.storage.store import Store

_STEPS, _LAST_YEAR, _COMPARISON = "一步一步搬", "去年的数", "对数"
_IMPORT_PAGE = "receiving"
_INTRODUCTION = (
    "手里已有的台账按下面的次序搬进来，从表格收、手工填都行；可以随时走开，回来接着搬，做到哪里看账本里有什么。"
)
_LAST_YEAR_HOW = (
    "全县去年同期的数，一个指标一行。期间写 2025-10累计，是一月到十月的累计，十月的通报就拿它算同比；"
    "也可以一个月一行（2025-01、2025-02……），全年写 2025。不填就不写同比：账本里去年的行只有搬进来的，不全。"
)


class MovingInView(QWidget):
    """Tabs for the steps, for last year's figures, and for the comparison at the end.

    Signals:
        page_wanted: another page should be opened (its key).
        new_row_wanted: the form of a new row should be opened (its ledger's table name).
        view_wanted: rows should be shown (the ledger query, the heading of its filter chip).
    """

    page_wanted = Signal(str)
    new_row_wanted = Signal(str)
    view_wanted = Signal(object, str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context, self._stale, self.tabs = context, True, QTabWidget()
        self._incomplete: dict[str, tuple[str, ...]] = {}
        self.cards = {step.key: self._card(step) for step in STEPS}
        self.last_year_card = StepCard(
            "6．去年的数",
            "通报里的同比要用去年同期的数；今年前几个月的数从项目、走访的日期里算，不用另填。",
            context.colours,
        )
        self.last_year_card.add_button("填去年的数").clicked.connect(lambda: self.tabs.setCurrentIndex(1))
        self.comparison_card = StepCard(
            "7．对数", "搬完了，拿账本算出的今年累计和上一期通报对一对，不一样的找出是哪几行。", context.colours
        )
        self.comparison_card.show_state("", is_done=False)
        self.comparison_card.add_button("去对数", kind="primary").clicked.connect(lambda: self.tabs.setCurrentIndex(2))
        self.last_year = RowsEditor(PastFigure, context.book_session)
        self.comparison = FigureComparison(context, self)
        self.comparison.view_wanted.connect(self.view_wanted)
        _lay_out(self)
        self.tabs.currentChanged.connect(lambda _: self.refresh())
        context.book_session.changed.connect(self._on_book_changed)

    def _card(self, step: MovingInStep) -> StepCard:
        """Build the card of a step with its buttons."""
        card, table = StepCard(step.title, step.sentence, self._context.colours), step.ledger.__tablename__
        if step.incomplete_heading:
            missing = card.add_button("看缺的", step.incomplete_heading, "flat")
            missing.hide()
            missing.clicked.connect(lambda: self._request_incomplete(step))
            card.setProperty("missing", missing)
        card.add_button("看已有的", f"打开{step.ledger.about.label}", "flat").clicked.connect(
            lambda: self.page_wanted.emit(table)
        )
        card.add_button("下载空表…", "一张有表头和示例的 Excel 表，填好了再收回来").clicked.connect(
            lambda: self._ask_where_to_write(step)
        )
        by_hand = card.add_button("手工填", f"新增{step.ledger.about.row_label}")
        by_hand.clicked.connect(lambda: self.new_row_wanted.emit(table))
        by_hand.setEnabled(self._context.book_session.store.writable)
        card.add_button("从表格收", "打开“收表”，选手里的 Excel").clicked.connect(
            lambda: self.page_wanted.emit(_IMPORT_PAGE)
        )
        return card

    def refresh(self) -> None:
        """Read again how far each step has come, and count the figures where they are in front."""
        self._stale = False
        today = self._context.today
        self._show_state(self._context.book_session.read(lambda session: read_moving_in_state(session, today)))
        if self.tabs.currentIndex() == 1:
            self.last_year.refresh()
        if self.tabs.currentWidget() is self.comparison:
            self.comparison.refresh()

    def _show_state(self, state: MovingInState) -> None:
        for step in STEPS:
            now, card = step.state(state), self.cards[step.key]
            card.show_state(now.text, is_done=now.is_done)
            self._incomplete[step.key] = now.incomplete
            if (missing := card.property("missing")) is not None:
                missing.setVisible(bool(now.incomplete))
        count, year = state.past_figures, state.past_year
        text = f"已有 {year} 年的数 {count} 个。" if count else f"还没有 {year} 年的数，通报就不写同比。"
        self.last_year_card.show_state(text, is_done=bool(count))

    def _on_book_changed(self) -> None:
        """Refresh at once where the page is visible, else when it is next shown."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event
        if self._stale:
            self.refresh()

    def _request_incomplete(self, step: MovingInStep) -> None:
        query = LedgerQuery(step.ledger, row_ids=self._incomplete.get(step.key, ()))
        self.view_wanted.emit(query, step.incomplete_heading)

    def _ask_where_to_write(self, step: MovingInStep) -> None:
        """Ask where to write the empty sheet of a step, and write it in a job."""
        from reports.xlsx.template_workbook import TEMPLATES

        suggested = str(documents_folder() / f"{TEMPLATES[step.template].name}.xlsx")
        if path := notifications.ask_where_to_write(self, "下载空表", suggested):
            steps = template_job(self._context.book_session.store, Path(path), step.template)
            written = partial(self._on_written, Path(path))
            self._context.jobs.run("写空表", steps, written, self._context.notifications.show_error)

    def _on_written(self, path: Path, _: None) -> None:
        self._context.notifications.notify_file_written(path, f"空表写好了：{path.name}；填好后点“从表格收”。")


def template_job(store: Store, path: Path, template: str) -> JobSteps[None]:
    """Write an empty sheet as a job."""
    from reports.xlsx.template_workbook import TEMPLATES, write_template

    yield 0, 1, path.name
    write_template(store, path, TEMPLATES[template])


def _lay_out(page: MovingInView) -> None:
    """Arrange the title, the tabs, and the cards of the steps below each other."""
    title, introduction = QLabel("搬家"), QLabel(_INTRODUCTION)
    title.setObjectName("title")
    introduction.setObjectName("count")
    introduction.setWordWrap(True)
    for label in (title, introduction):
        label.setContentsMargins(MARGIN, 0, MARGIN, 0)
    inner = QWidget()
    inner.setObjectName("page")
    column = QVBoxLayout(inner)
    column.setContentsMargins(MARGIN, 8, MARGIN, 8)
    column.setSpacing(6)
    for card in (*page.cards.values(), page.last_year_card, page.comparison_card):
        column.addWidget(card)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inner)
    last_year = QWidget()
    margins = QVBoxLayout(last_year)
    margins.setContentsMargins(MARGIN, 8, MARGIN, 8)
    how = QLabel(_LAST_YEAR_HOW)
    how.setObjectName("count")
    how.setWordWrap(True)
    margins.addWidget(how)
    margins.addWidget(page.last_year)
    page.tabs.setDocumentMode(True)
    page.tabs.tabBar().setDrawBase(False)
    for part, name in ((area, _STEPS), (last_year, _LAST_YEAR), (page.comparison, _COMPARISON)):
        page.tabs.addTab(part, name)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 12, 0, 0)
    layout.setSpacing(4)
    layout.addWidget(title)
    layout.addWidget(introduction)
    layout.addWidget(page.tabs, 1)
