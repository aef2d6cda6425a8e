"""公平竞争审查: the policies and promises that want a review, what is open first and the largest amount on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page
from desktop.theme.palette import MARGIN
from desktop.widgets.job_page import JobPage, head_line, page_layout
from desktop.widgets.text_table import TextTable
from models.fields.amounts import format_number
from models.job_steps import JobSteps
from models.rules.rates import without_trailing_zeros
from models.storage.store import Store

if TYPE_CHECKING:
    # For annotations only: the statistics are imported with the first look at the page.
    from decimal import Decimal

    from models.statistics.review_risks import ReviewRisk

_COLUMNS = (
    ("审查", 150),
    ("类别", 60),
    ("政策、承诺", 210),
    ("对方或决定机关", 160),
    ("金额（万元）", 95),
    ("已兑付（万元）", 110),
    ("挂钩情况", 220),
    ("依据", 190),
)
_NONE = "—"


class FairReviewPage(JobPage):
    """Lists what is tied to moving in, tax or local statistics; rows whose review is open are marked."""

    title, job_label = "公平竞争审查", "查公平竞争审查"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._risks: tuple[ReviewRisk, ...] = ()
        self.table = TextTable("公平竞争审查", _COLUMNS, context.colours, parent=self)
        self.open_button = QPushButton("打开这一条")
        self.note_label = QLabel()
        self.note_label.setObjectName("second")
        self.note_label.setWordWrap(True)
        self.note_label.setContentsMargins(MARGIN, 6, MARGIN, 8)
        self._build()
        self.open_button.clicked.connect(self.open_row)
        self.table.open_with(self.open_row)
        self.table.current_changed.connect(self._enable)

    def _build(self) -> None:
        print_button = self._context.make_button("review_list", "打印清单", "secondary")
        head = head_line(self.title_label, self.summary_label, right=(self.open_button, print_button))
        layout = page_layout(self, head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.note_label)

    def steps(self) -> JobSteps[tuple[tuple[ReviewRisk, ...], str]]:
        """Return the job that judges all policies and promises."""
        return risks_job(self._context.book_session.store, self._context.scope.task_force)

    def show_read(self, read: tuple[tuple[ReviewRisk, ...], str]) -> None:
        """Show what was read: the lines, and the county's text about the rules."""
        self._risks, note = read
        needing = [number for number, risk in enumerate(self._risks) if risk.review.needs_review]
        self.table.text_model.is_marked = frozenset(needing).__contains__
        self.table.show_texts([_texts(risk) for risk in self._risks])
        self.summary_label.setText(_summary(len(self._risks), len(needing)))
        self.note_label.setText(note)
        self._enable()

    def _current(self) -> ReviewRisk | None:
        row = self.table.current_row()
        return None if row is None or row >= len(self._risks) else self._risks[row]

    def _enable(self) -> None:
        self.open_button.setEnabled(self._current() is not None)

    def open_row(self) -> None:
        """Show the policy or promise itself, where its review is entered."""
        if (risk := self._current()) is not None:
            self.row_wanted.emit(risk.ledger, risk.row)


def risks_job(store: Store, force: str | None) -> JobSteps[tuple[tuple[ReviewRisk, ...], str]]:
    """Read the list as a job: of a task force its own promises and all policies."""
    yield 0, 1, "查政策和承诺"
    from models.statistics.review_risks import review_note, review_risks

    with store.reading() as session:
        risks = [risk for risk in review_risks(session) if force is None or risk.force in {None, force}]
        return tuple(risks), review_note(session)


def _texts(risk: ReviewRisk) -> tuple[str, ...]:
    state = f"▲ {risk.review.state_text}" if risk.review.needs_review else risk.review.state_text
    money = (_money(risk.amount), _money(risk.paid or None))
    return (
        state,
        risk.kind,
        risk.name,
        risk.party or _NONE,
        *money,
        risk.review.tie_text or _NONE,
        risk.basis or _NONE,
    )


def _money(amount: Decimal | None) -> str:
    return _NONE if amount is None else format_number(without_trailing_zeros(amount))


def _summary(total: int, needing: int) -> str:
    if not total:
        return "没有与迁入、纳税、纳统挂钩的政策和承诺"
    return f"{total} 条挂钩，{needing} 条还没有通过审查" if needing else f"{total} 条挂钩，都已审查或核对"


def make_fair_review_page(context: PageContext, links: PageLinks) -> FairReviewPage:
    """Build the page and connect it."""
    page = FairReviewPage(context)
    page.connect_links(links)
    return page


register_page(Page("fair_review", "公平竞争审查", "triangle-alert", PageGroup.MORE, 12, make_fair_review_page))
