"""僵尸企业与闲置资产: counts by class on top, below it the rows of the class in hand with their clocks and units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page
from desktop.theme.lights import LIGHT_SIGNS
from desktop.theme.palette import MARGIN
from desktop.widgets.job_page import JobPage, head_line, page_layout
from desktop.widgets.text_table import TextTable
from models.job_steps import JobSteps
from models.rules.deadlines import DeadlineLight
from models.statistics.dashboard import OPEN, OVERDUE, SOON
from models.storage.store import Store

if TYPE_CHECKING:
    # For annotations only: the figures are imported with the first look at the page.
    from datetime import date

    from models.statistics.dormant_board import BoardGroup, BoardRow

_GROUP_COLUMNS = (
    ("类别", 190),
    ("总数", 70),
    ("已盘活", 70),
    ("盘活率", 80),
    ("30天内到期", 95),
    ("逾期", 70),
    ("未定责任单位", 110),
    ("土地（亩）", 100),
    ("厂房（㎡）", 120),
)
_ROW_COLUMNS = (
    ("灯", 90),
    ("名称", 190),
    ("类别", 90),
    ("责任单位", 130),
    ("列入或备案", 95),
    ("时限", 95),
    ("进度", 140),
    ("状态", 90),
    ("措施、坐落和引入项目", 260),
)
_LIGHT_TEXTS = {
    DeadlineLight.RED: f"{LIGHT_SIGNS[OVERDUE]} 逾期",
    DeadlineLight.YELLOW: f"{LIGHT_SIGNS[SOON]} 临期",
    DeadlineLight.GREEN: f"{LIGHT_SIGNS[OPEN]} 正常",
    DeadlineLight.DONE: "已盘活",
}
_NONE = "—"


class DormantBoardPage(JobPage):
    """Shows the board of a day; every count opens its rows."""

    title, job_label = "僵尸企业与闲置资产", "看僵尸企业和闲置资产"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._groups: tuple[BoardGroup, ...] = ()
        self._shown: tuple[BoardRow, ...] = ()
        self.groups_table = TextTable("分类情况", _GROUP_COLUMNS, context.colours, parent=self)
        self.rows_table = TextTable("僵尸企业与闲置资产", _ROW_COLUMNS, context.colours, parent=self)
        self.rows_button, self.open_button = QPushButton("看这个数是哪些行"), QPushButton("打开这一条")
        self.target_label = QLabel()
        self.target_label.setObjectName("second")
        self.target_label.setWordWrap(True)
        self.target_label.setContentsMargins(MARGIN, 0, MARGIN, 8)
        self._build()
        self.rows_button.clicked.connect(self.open_count)
        self.open_button.clicked.connect(self.open_row)
        self.groups_table.open_with(self.open_count)
        self.rows_table.open_with(self.open_row)
        self.groups_table.current_changed.connect(self._show_rows)
        self.rows_table.current_changed.connect(self._enable)

    def _build(self) -> None:
        print_button = self._context.make_button("dormant_sheet", "打印一览表", "secondary")
        buttons = (self.rows_button, self.open_button, print_button)
        layout = page_layout(self, head_line(self.title_label, self.summary_label, right=buttons))
        layout.addWidget(self.target_label)
        layout.addWidget(self.groups_table, 2)
        layout.addWidget(self.rows_table, 3)

    def steps(self) -> JobSteps[BoardView]:
        """Return the job that reads the board."""
        return board_job(self._context.book_session.store, self._context.today, self._context.scope.task_force)

    def show_read(self, read: BoardView) -> None:
        """Show the board that was read."""
        self._groups = read.groups
        self.groups_table.text_model.is_marked = read.late_groups.__contains__
        first = read.first_group if self.groups_table.text_model.row_count == 0 else None
        self.groups_table.show_texts(read.group_texts, current_row=first)
        self.summary_label.setText(read.summary)
        self.target_label.setText("；".join(read.targets))
        self.target_label.setVisible(bool(read.targets))
        self._show_rows()

    def _show_rows(self) -> None:
        """Show the rows of the class in hand below; each text is made when it comes into sight."""
        group, today = self._group(), self._context.today
        self._shown = shown = group.rows if group is not None else ()
        self.rows_table.text_model.is_marked = lambda number: shown[number].light is DeadlineLight.RED
        self.rows_table.show_lazily(len(shown), lambda number: _row_texts(shown[number], today))
        self._enable()

    def _group(self) -> BoardGroup | None:
        row = self.groups_table.current_row()
        return None if row is None or row >= len(self._groups) else self._groups[row]

    def _current(self) -> BoardRow | None:
        row = self.rows_table.current_row()
        return None if row is None or row >= len(self._shown) else self._shown[row]

    def _enable(self) -> None:
        self.rows_button.setEnabled(self._group() is not None)
        self.open_button.setEnabled(self._current() is not None)

    def open_count(self) -> None:
        """Show the rows of the count in hand in their ledger; of a cell that is no count those of its class."""
        if (group := self._group()) is None:
            return
        from models.statistics.dormant_board import BoardCount, count_query

        title = _GROUP_COLUMNS[max(self.groups_table.currentIndex().column(), 0)][0]
        count = BoardCount(title) if title in set(BoardCount) else BoardCount.ALL
        view = count_query(group, count, self._context.today)
        self.view_wanted.emit(view, f"{group.ledger.about.label}{group.name}：{count}")

    def open_row(self) -> None:
        """Show the row in hand."""
        if (row := self._current()) is not None:
            self.row_wanted.emit(row.ledger.__tablename__, row.row)


@dataclass(frozen=True, slots=True)
class BoardView:
    """What the page shows: the groups with their texts, which of them have late rows, the sentences above.

    ``first_group`` is the group shown first: all dormant firms, or the only class there is.
    """

    groups: tuple[BoardGroup, ...]
    group_texts: list[tuple[str, ...]]
    late_groups: frozenset[int]
    summary: str
    targets: tuple[str, ...]
    first_group: int


def board_job(store: Store, today: date, force: str | None) -> JobSteps[BoardView]:
    """Read the board as a job: of a task force its own dormant firms and all idle assets."""
    yield 0, 1, "看僵尸企业和闲置资产"
    from models.statistics.dormant_board import with_total
    from reports.figures.dormant_figures import board_figures, target_text

    figures = board_figures(store, today, force)
    groups = figures.board.groups
    late = frozenset(number for number, group in enumerate(groups) if group.lit(DeadlineLight.RED))
    targets = tuple(target_text(line) for line in figures.targets)
    first = max(len(with_total(figures.board.firms)) - 1, 0)
    texts = [_group_texts(group) for group in groups]
    return BoardView(groups, texts, late, _summary(figures.board.rows), targets, first)


def _group_texts(group: BoardGroup) -> tuple[str, ...]:
    from reports.figures.dormant_figures import done_share

    name = f"{group.name}类" if len(group.name) == 1 else group.name
    return (
        f"{group.ledger.about.label}　{name}",
        f"{len(group.rows):,}",
        f"{len(group.done):,}",
        done_share(group).phrase,
        f"{len(group.lit(DeadlineLight.YELLOW)):,}",
        f"{len(group.lit(DeadlineLight.RED)):,}",
        f"{len(group.without_unit):,}",
        f"{group.land:,.2f}" if group.land else _NONE,
        f"{group.plant:,.2f}" if group.plant else _NONE,
    )


def _row_texts(row: BoardRow, today: date) -> tuple[str, ...]:
    return (
        _LIGHT_TEXTS[row.light],
        row.name,
        f"{row.group}类" if len(row.group) == 1 else row.group,
        row.unit or "未定",
        row.since.isoformat() if row.since else _NONE,
        row.due.isoformat() if row.due else _NONE,
        row.clock_text(today),
        row.state or _NONE,
        "；".join(part for part in (row.measure, row.project) if part) or _NONE,
    )


def _summary(rows: tuple[BoardRow, ...]) -> str:
    if not rows:
        return "还没有登记；在“僵尸企业”“资产要素”里登记后，这里就有"
    late, done = (sum(row.light is lit for row in rows) for lit in (DeadlineLight.RED, DeadlineLight.DONE))
    return f"共 {len(rows):,}，已盘活 {done:,}，逾期 {late:,}"


def make_dormant_board_page(context: PageContext, links: PageLinks) -> DormantBoardPage:
    """Build the page and connect it."""
    page = DormantBoardPage(context)
    page.connect_links(links)
    return page


register_page(Page("dormant_board", "僵尸企业盘活", "archive-restore", PageGroup.MORE, 13, make_dormant_board_page))
