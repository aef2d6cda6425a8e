"""Transfers (流转): a project or lead handed from one task force to another on a day, and why."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session

from models.fields.base import Ledger
from models.fields.field import LedgerFacts, NavigationGroup, field, link
from models.fields.kinds import CalendarDay, PersonNames, ShortText
from models.ledgers.lead import Lead
from models.ledgers.project import Project


class Transfer(Ledger):
    """A dated transfer of a project or a lead; what happened before its day stays counted for the task force then.

    A change of the owner without a transfer is a correction: it holds for every day.
    """

    __tablename__ = "transfer"

    project: Mapped[str | None] = link("流转项目", "project", width=18)
    lead: Mapped[str | None] = link("流转线索", "lead", width=18)
    from_force: Mapped[str | None] = link("原专班", "task_force", width=10, hint="不填就是流转前所在的专班")
    to_force: Mapped[str] = link("接手专班", "task_force", width=10)
    on: Mapped[CalendarDay] = field("接手日期", width=6, hint="这一天起算接手专班的，以前的仍算原专班的")
    reason: Mapped[ShortText | None] = field("流转原因", width=18, search=True)
    decided_by: Mapped[PersonNames | None] = field("同意流转", width=6, hint="谁同意的，例如分管领导")

    @property
    def row(self) -> str | None:
        """The id of the project or lead that is handed over."""
        return self.project or self.lead

    def update_dependents(self, session: Session) -> None:
        """Give the project or lead to the task force of its last transfer, or back where none is left."""
        session.flush()
        for handed in (session.get(Project, self.project or ""), session.get(Lead, self.lead or "")):
            if handed is None:
                continue
            left = session.execute(transfers_of(type(handed), handed.id)).scalars().all()
            if left:
                handed.task_force = left[-1].to_force
            elif self.removed:
                handed.task_force = self.from_force
        session.flush()

    about = LedgerFacts(
        label="流转记录",
        title="reason",
        main_day="on",
        measure_word="次",
        hint="项目、线索从哪天起由哪个专班接手；以前各月的数仍算原专班的。",
        columns=("project", "lead", "from_force", "to_force", "on", "reason", "decided_by"),
        sections=(("概况", ("project", "lead", "from_force", "to_force", "on", "reason", "decided_by")),),
        icon="arrow-right-left",
        navigation_group=NavigationGroup.MORE,
        sheet_words=("流转",),
        starts_with=("on",),
    )


def transfers_of(ledger: type[Project | Lead], row: str) -> sa.Select[Transfer]:
    """Select the transfers of a project or lead, the earliest first."""
    column = Transfer.project if ledger is Project else Transfer.lead
    return sa.select(Transfer).where(column == row, Transfer.removed.is_(False)).order_by(Transfer.on, Transfer.id)
