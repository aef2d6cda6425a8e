"""重奖项目: the projects that meet the county's rule for a great reward; the clerk proposes or declines each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page
from desktop.widgets.job_page import JobPage, head_line, page_layout
from desktop.widgets.text_table import TextTable
from models.job_steps import JobSteps
from models.storage.store import Store

if TYPE_CHECKING:
    # For annotations only: the statistics are imported with the first look at the page.
    from decimal import Decimal

    from models.statistics.merit import MeritProject

_COLUMNS = (
    ("重奖", 110),
    ("项目", 260),
    ("责任专班", 120),
    ("阶段", 70),
    ("固定资产投资（亿元）", 150),
    ("为什么", 320),
)
_FIXED_COLUMN = 4
_NO_RULE = "本县没有定门槛；在“设置 · 统计口径 · 奖励测算”里填“重奖：固定资产投资过多少亿元”"


class MeritPage(JobPage):
    """Lists the projects that meet the rule, the undecided ones with a sign and on top."""

    title, job_label = "重奖项目", "查重奖项目"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._projects: tuple[MeritProject, ...] = ()
        self.table = TextTable("重奖项目", _COLUMNS, context.colours, parent=self)
        self.table.text_model.number_columns = frozenset({_FIXED_COLUMN})
        self.open_button, self.propose_button = QPushButton("打开这个项目"), QPushButton("提出重奖")
        self.decline_button = QPushButton("不提出")
        buttons = (self.open_button, self.decline_button, self.propose_button)
        page_layout(self, head_line(self.title_label, self.summary_label, right=buttons)).addWidget(self.table, 1)
        self.open_button.clicked.connect(self.open_row)
        self.propose_button.clicked.connect(lambda: self._decide(proposed=True))
        self.decline_button.clicked.connect(lambda: self._decide(proposed=False))
        self.table.open_with(self.open_row)
        self.table.selection_changed.connect(self._enable)
        self._enable()

    def steps(self) -> JobSteps[tuple[Decimal, tuple[MeritProject, ...]]]:
        """Return the job that looks for the projects."""
        return merit_job(self._context.book_session.store, self._context.scope.task_force)

    def show_read(self, read: tuple[Decimal, tuple[MeritProject, ...]]) -> None:
        """Show what was read: the threshold, and the projects that exceed it."""
        from models.statistics.merit import MeritState

        least, self._projects = read
        waiting = sum(project.state == MeritState.OPEN for project in self._projects)
        self.table.show_texts([_texts(project) for project in self._projects])
        self.summary_label.setText(_summary(len(self._projects), waiting) if least else _NO_RULE)
        self._enable()

    def _selected(self) -> list[MeritProject]:
        return [self._projects[row] for row in self.table.marked_rows() if row < len(self._projects)]

    def _enable(self) -> None:
        selected = bool(self._selected())
        self.open_button.setEnabled(selected)
        for button in (self.propose_button, self.decline_button):
            button.setEnabled(selected and self._context.book_session.store.writable)

    def open_row(self) -> None:
        """Show the project itself."""
        if selected := self._selected():
            self.row_wanted.emit("project", selected[0].row)

    def _decide(self, *, proposed: bool) -> None:
        """Propose or decline the selected projects, as one batch that can be undone."""
        from models.statistics.merit import decide

        rows, messages = [project.row for project in self._selected()], self._context.notifications
        label = "提出重奖" if proposed else "不提出重奖"
        with messages.showing_user_errors():
            number = self._context.book_session.run(label, lambda session: decide(session, rows, proposed=proposed))
            messages.notify_saved(f"{number} 个项目{label}，Ctrl+Z 可撤销")


def merit_job(store: Store, force: str | None) -> JobSteps[tuple[Decimal, tuple[MeritProject, ...]]]:
    """Read the county's threshold and the projects, the county's or a task force's, as a job."""
    yield 0, 1, "查重奖项目"
    from models.settings.definitions import load_definitions
    from models.statistics.merit import merit_projects, merit_threshold

    with store.reading() as session:
        return merit_threshold(load_definitions(session)), tuple(merit_projects(session, force))


def _texts(project: MeritProject) -> tuple[str, ...]:
    from models.statistics.merit import MeritState

    state = f"▲ {project.state}" if project.state == MeritState.OPEN else str(project.state)
    return (state, project.name, project.force_name or "—", project.stage, f"{project.fixed:,.2f}", project.reason)


def _summary(total: int, waiting: int) -> str:
    if not total:
        return "没有达到条件的项目"
    return f"{total} 个达到条件，{waiting} 个还没有提出" if waiting else f"{total} 个达到条件，都已提出或者定了不提出"


def make_merit_page(context: PageContext, links: PageLinks) -> MeritPage:
    """Build the page and connect it."""
    page = MeritPage(context)
    page.connect_links(links)
    return page


register_page(Page("merit_projects", "重奖项目", "award", PageGroup.MORE, 14, make_merit_page))
