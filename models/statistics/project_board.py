"""The board of the four libraries (运城 招商四库): leads and projects in hand by library, with their lights."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.base import Ledger
from models.ledgers import Lead, Project, StageMove
from models.rules import stages
from models.rules.deadlines import DeadlineLight
from models.rules.vocabulary import Stage
from models.settings.definitions import load_definitions
from models.statistics.alert import OVERDUE_KINDS
from models.statistics.alerts import active_conditions, daily_alerts
from models.statistics.counting_rules import has_not_ended, is_live

NO_LIBRARY = "未入库"  # of projects without a stage, or in a stage that the county puts into no library
_LIGHT_ORDER = (DeadlineLight.RED, DeadlineLight.YELLOW, DeadlineLight.GREEN)


@dataclass(frozen=True, slots=True)
class BoardCard:
    """A lead or a project on the board; ``total`` in 万元, ``since`` the day it entered its stage.

    ``status`` says that a project stands aside (暂停), ``message`` why its light is not green.
    """

    ledger: type[Ledger]
    row: str
    name: str
    investor: str
    task_force: str | None
    stage: str
    total: Decimal | None
    since: date | None
    light: DeadlineLight
    status: str = ""
    message: str = ""

    def days_in_stage(self, today: date) -> int | None:
        """Return for how many days it has stood in its stage; None where that is unknown."""
        return None if self.since is None else (today - self.since).days


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One library with its stages and cards, those that are late first."""

    name: str
    stages: tuple[str, ...]
    cards: tuple[BoardCard, ...]

    @property
    def total(self) -> Decimal:
        """The amounts of its cards in 万元; a card without an amount adds nothing."""
        return sum((card.total for card in self.cards if card.total is not None), Decimal(0))

    @property
    def entry_stage(self) -> str:
        """The first stage of the library, which a project enters when it is moved there; empty for NO_LIBRARY."""
        return self.stages[0] if self.stages else ""


def project_board(session: Session, today: date, force: str | None = None) -> tuple[BoardColumn, ...]:
    """Read the board of the county or of one task force as of today.

    Leads stand until they are refused or a project grew out of them, projects until they end (终止、退库).
    """
    libraries = load_definitions(session).libraries
    messages = _messages(session, today)
    cards = sorted([*_leads(session, force, messages), *_projects(session, force, messages)], key=_order)
    columns = [BoardColumn(name, held, _of_library(cards, name, libraries)) for name, held in libraries.items()]
    outside = _of_library(cards, "", libraries)
    return (*((BoardColumn(NO_LIBRARY, (), outside),) if outside else ()), *columns)


def _of_library(cards: Iterable[BoardCard], name: str, libraries: dict[str, tuple[str, ...]]) -> tuple[BoardCard, ...]:
    return tuple(card for card in cards if stages.library_of(card.stage, libraries) == name)


def _order(card: BoardCard) -> tuple[int, Decimal, str]:
    return _LIGHT_ORDER.index(card.light), -(card.total or Decimal(0)), card.row


def _messages(session: Session, today: date) -> dict[str, tuple[DeadlineLight, str]]:
    """Return light and message of each lead and project of the daily alerts: the most urgent alert comes first."""
    by_row: dict[str, tuple[DeadlineLight, str]] = {}
    for alert in daily_alerts(session, today):
        if alert.ledger in {Lead, Project}:
            light = DeadlineLight.RED if alert.kind in OVERDUE_KINDS else DeadlineLight.YELLOW
            by_row.setdefault(alert.row, (light, alert.message))
    return by_row


_QUIET = (DeadlineLight.GREEN, "")


def _leads(session: Session, force: str | None, messages: dict[str, tuple[DeadlineLight, str]]) -> Iterator[BoardCard]:
    """Yield the leads in hand; whatever its state, a lead stands in the library of 线索."""
    query = sa.select(Lead.id, Lead.name, Lead.investor, Lead.task_force, Lead.total, Lead.reported_on).where(
        *active_conditions(Lead), *([] if force is None else [Lead.task_force == force])
    )
    for row, name, investor, task_force, total, since in session.execute(query):
        light, message = messages.get(row, _QUIET)
        yield BoardCard(Lead, row, name, investor or "", task_force, Stage.LEAD, total, since, light, message=message)


def _projects(
    session: Session, force: str | None, messages: dict[str, tuple[DeadlineLight, str]]
) -> Iterator[BoardCard]:
    entered = (
        sa.select(StageMove.project, StageMove.stage, sa.func.min(StageMove.on, type_=StageMove.on.type).label("on"))
        .where(is_live(StageMove))
        .group_by(StageMove.project, StageMove.stage)
        .subquery()
    )
    columns = (Project.id, Project.name, Project.investor, Project.task_force, Project.stage, Project.total)
    query = (
        sa.select(*columns, Project.status, entered.c.on)
        .outerjoin(entered, sa.and_(entered.c.project == Project.id, entered.c.stage == Project.stage))
        .where(is_live(Project), has_not_ended(), *([] if force is None else [Project.task_force == force]))
    )
    for row, name, investor, task_force, stage, total, status, since in session.execute(query):
        light, message = messages.get(row, _QUIET)
        aside = status if status in stages.SUSPENDED else ""
        yield BoardCard(
            Project, row, name, investor or "", task_force, stage or "", total, since, light, aside, message
        )
