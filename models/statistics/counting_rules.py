"""The counting rules: what counts as signed, ended, visited, recognised or closed. No other module decides this.

SQL conditions select the rows of a ledger that count; the functions on plain values judge one row. Which of the
county's settings apply is said at each rule; rows in the recycle bin never count (``is_live``).
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from models.fields.base import Ledger
from models.ledgers import Activity, Dossier, Enterprise, Lead, Obligation, Project, TaskForce, Visit
from models.rules.stages import SUSPENDED
from models.rules.vocabulary import (
    ActivityKind,
    AnchorTier,
    CapitalOrigin,
    ContractKind,
    DossierState,
    EnterpriseKind,
    EnterpriseTier,
    LeaderLevel,
    LeadState,
    ObligationState,
    ProjectStatus,
    Stage,
    VisitDirection,
)

SqlCondition = sa.ColumnElement[bool]

ENDED = frozenset({ProjectStatus.TERMINATED, ProjectStatus.WITHDRAWN})
COUNTY_LEADERS = frozenset({LeaderLevel.PRINCIPAL, LeaderLevel.IN_CHARGE})
CONTRACTS_ONLY = "只计投资合同"  # value of the setting ``signed``
BY_TOTAL = "按总投资计"  # value of the setting ``signed_worth``
OUTSIDE_CITY = frozenset({CapitalOrigin.OTHER_CITY, CapitalOrigin.OTHER_PROVINCE})  # 市外资金 includes 省外资金
_LIBRARY_TIERS = (
    EnterpriseTier.WORLD_500,
    EnterpriseTier.CHINA_500,
    EnterpriseTier.PRIVATE_500,
    EnterpriseTier.CENTRAL,
    EnterpriseTier.UNICORN,
    EnterpriseTier.SPECIALISED,
)
_TOP_500 = "500强"
# The first stage a project of each role in 三个一批 is in: signed, started (finished too), in production.
ROLE_BY_STAGE: Mapping[str, Stage] = {
    Stage.SIGNED: Stage.SIGNED,
    Stage.STARTED: Stage.STARTED,
    Stage.FINISHED: Stage.STARTED,
    Stage.PRODUCED: Stage.PRODUCED,
    Stage.AT_CAPACITY: Stage.PRODUCED,
}


def is_live(ledger: type[Ledger]) -> SqlCondition:
    """Rows that are not in the recycle bin."""
    return ledger.removed.is_(False)


def exists_on(day: date) -> SqlCondition:
    """Task forces that had not been dissolved (撤并) by the end of a day: they are judged, reminded and ranked."""
    return sa.or_(TaskForce.dissolved.is_(None), TaskForce.dissolved > day)


def took_place() -> SqlCondition:
    """Visits that took place: a planned visit (``done`` no) does not count until it did."""
    return sa.or_(Visit.done.is_(None), Visit.done == sa.literal(1))


def has_direction(direction: VisitDirection) -> SqlCondition:
    """Visits out or in."""
    return Visit.direction == direction


def is_recognised() -> SqlCondition:
    """Leads that were recognised (认定)."""
    return Lead.state == LeadState.RECOGNISED


def is_not_rejected() -> SqlCondition:
    """Leads that were not rejected."""
    return sa.func.coalesce(Lead.state, "") != LeadState.REJECTED


def is_active_project() -> SqlCondition:
    """Projects that are neither paused nor ended today."""
    return sa.func.coalesce(Project.status, "").not_in(SUSPENDED)


def has_begun() -> SqlCondition:
    """Projects that have a stage: one that a published plan only names (夏邑 X33) is late with nothing until it has."""
    return sa.func.coalesce(Project.stage, "") != ""


def has_not_ended() -> SqlCondition:
    """Projects that have not ended (终止、退库) today; ``has_ended_in`` judges a past day's state."""
    return sa.func.coalesce(Project.status, "").not_in(ENDED)


def has_ended_in(state: str) -> bool:
    """Whether a project in this state has ended."""
    return state in ENDED


def is_promotion() -> SqlCondition:
    """Promotion events (专场推介) among all events."""
    return Activity.kind == ActivityKind.PROMOTION


def is_not_cancelled() -> SqlCondition:
    """Dossiers that were not cancelled."""
    return sa.func.coalesce(Dossier.state, "") != DossierState.CANCELLED


def is_target_firm() -> SqlCondition:
    """Enterprises that the county wants to win (目标企业)."""
    return Enterprise.kind == EnterpriseKind.TARGET


def is_in_library() -> SqlCondition:
    """Enterprises of the tiers that belong in the library of X16 (夏邑)."""
    return sa.or_(*(Enterprise.tier.contains(tier) for tier in _LIBRARY_TIERS))


def is_top_500() -> SqlCondition:
    """Enterprises of one of the 500 lists."""
    return Enterprise.tier.contains(_TOP_500)


def is_leading_firm() -> SqlCondition:
    """Enterprises of rank beyond the county (龙头企业)."""
    return sa.and_(Enterprise.tier.is_not(None), Enterprise.tier != EnterpriseTier.LOCAL_LEADER)


def is_anchor_firm(kind: str | None, anchor: str | None) -> bool:
    """Whether an enterprise is one of the county's own anchors: 骨干企业, or 链主, 链核 of a chain (河津 二（四）)."""
    return kind == EnterpriseKind.ANCHOR or anchor in {AnchorTier.MASTER, AnchorTier.CORE}


def counts_as_signed(contract: str, settings: Mapping[str, str]) -> bool:
    """Whether a project with this contract counts as signed; the setting ``signed`` may demand investment contracts."""
    return settings.get("signed") != CONTRACTS_ONLY or contract == ContractKind.INVESTMENT


def signed_worth(signed_amount: Decimal | None, total: Decimal | None, settings: Mapping[str, str]) -> Decimal:
    """Return the amount (万元) that a signing counts with: the contract's.

    Without one it counts with none, or with the total investment where the setting ``signed_worth`` says so.
    """
    by_total = settings.get("signed_worth") == BY_TOTAL
    return signed_amount or (total if by_total else None) or Decimal(0)


def project_size(signed_amount: Decimal | None, total: Decimal | None) -> Decimal:
    """Return the amount (万元) that a project's size is judged by: the total, or the contract's where none is."""
    return total or signed_amount or Decimal(0)


def is_open() -> SqlCondition:
    """Obligations that are not closed (销号), as ``is_closed`` judges one."""
    return sa.and_(Obligation.closed_on.is_(None), sa.func.coalesce(Obligation.state, "") != ObligationState.CLOSED)


def is_closed(obligation: Obligation) -> bool:
    """Whether an obligation is closed (销号): by its day or by its state."""
    return obligation.closed_on is not None or obligation.state == ObligationState.CLOSED
