"""What a task force's 工作手册 needs besides figures: its people, its chains with their firms, its further targets."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.base import Ledger
from models.fields.field import fields
from models.ledgers import Chain, Enterprise, Member, Project, Spending, Target, TaskForce
from models.queries.ledger_query import Condition, LedgerQuery, cell_texts, matching_ids
from models.rules.target_spans import is_target_of_year
from models.rules.vocabulary import EnterpriseKind, NodeState
from models.statistics.chain_map import ChainMap, chain_map
from models.statistics.counting_rules import ENDED, is_live

MEMBER_KEYS = ("name", "unit", "post", "role", "phone", "seconded", "since")
SPENDING_KEYS = ("on", "purpose", "amount")
TARGET_KEYS = ("metric", "period", "value", "unit", "task_forces")
PROJECT_KEYS = ("name", "investor", "stage", "total", "owner", "patron", "plan_start", "next_step")


@dataclass(frozen=True, slots=True)
class HandbookTable:
    """Rows of one ledger: their ids and their cells as text; private fields are masked unless requested otherwise."""

    rows: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Handbook:
    """One task force: its fields as text, its people, chains, targets of other periods, and current projects.

    ``values`` and ``titles`` are the texts and headings of its fields by key; ``unplaced_anchors`` and
    ``unplaced_targets`` are the names of its 骨干企业 and 目标企业 that are on none of its chains.
    """

    row: str
    name: str
    short: str
    values: dict[str, str]
    titles: dict[str, str]
    members: HandbookTable
    chains: tuple[ChainMap, ...]
    unplaced_anchors: tuple[str, ...]
    unplaced_targets: tuple[str, ...]
    targets: HandbookTable
    projects: HandbookTable
    spendings: HandbookTable

    @property
    def gaps(self) -> list[tuple[str, str]]:
        """List the chain steps that still need a firm, with what is wanted there."""
        return [
            (box.name, box.wanted)
            for chain in self.chains
            for box in chain.boxes
            if box.state in {NodeState.MISSING, NodeState.WEAK}
        ]


def handbook(session: Session, force: str, today: date, *, unmasked: bool = False) -> Handbook:
    """Read one task force; raises UserError where it is not in the book."""
    task_force = session.get(TaskForce, force)
    if task_force is None or task_force.removed:
        raise UserError("这个专班已不在账本里，请刷新后再试。")
    shown = fields(TaskForce)
    texts = cell_texts(session, TaskForce, [force], [field.key for field in shown], unmasked=unmasked)[force]
    chains = sa.select(Chain.id).where(is_live(Chain), Chain.task_force == force).order_by(Chain.rank, Chain.id)
    return Handbook(
        force,
        task_force.name,
        task_force.short_name,
        {field.key: text for field, text in zip(shown, texts, strict=True)},
        {field.key: field.title for field in shown},
        _members(session, force, today, unmasked=unmasked),
        tuple(chain_map(session, chain) for chain in session.execute(chains).scalars()),
        _unplaced_firms(session, force, EnterpriseKind.ANCHOR),
        _unplaced_firms(session, force, EnterpriseKind.TARGET),
        _targets(session, force, today),
        _projects(session, force),
        _spendings(session, force, today),
    )


def _unplaced_firms(session: Session, force: str, kind: str) -> tuple[str, ...]:
    """Return the names of the task force's firms of a kind that are on no chain."""
    conditions = (is_live(Enterprise), Enterprise.kind == kind, Enterprise.task_force == force)
    query = sa.select(Enterprise.name).where(*conditions, Enterprise.chain.is_(None), Enterprise.node.is_(None))
    return tuple(session.execute(query.order_by(Enterprise.id)).scalars())


def _members(session: Session, force: str, today: date, *, unmasked: bool) -> HandbookTable:
    """List the current members of the task force."""
    here = sa.or_(Member.until.is_(None), Member.until >= today)
    query = sa.select(Member.id).where(is_live(Member), Member.task_force == force, here)
    rows = list(session.execute(query.order_by(Member.id)).scalars())
    return _table(session, Member, rows, MEMBER_KEYS, unmasked=unmasked)


def _targets(session: Session, force: str, today: date) -> HandbookTable:
    """List the targets of other periods than this year; a target shared by several task forces belongs to each."""
    query = sa.select(Target.id, Target.task_forces, Target.period).where(is_live(Target))
    rows = [
        row
        for row, forces, period in session.execute(query.order_by(Target.period, Target.id))
        if force in (forces or "").split() and not is_target_of_year(period, today.year)
    ]
    return _table(session, Target, rows, TARGET_KEYS)


def _spendings(session: Session, force: str, today: date) -> HandbookTable:
    """List what the task force spent this year, the latest first."""
    of_year = Spending.on.between(date(today.year, 1, 1), today)
    query = sa.select(Spending.id).where(is_live(Spending), Spending.task_force == force, of_year)
    rows = list(session.execute(query.order_by(Spending.on.desc(), Spending.id)).scalars())
    return _table(session, Spending, rows, SPENDING_KEYS)


def _projects(session: Session, force: str) -> HandbookTable:
    """List the projects that have not ended (终止、退库), the largest first."""
    where = (Condition("task_force", "is", force), *(Condition("status", "not", status) for status in sorted(ENDED)))
    rows = matching_ids(session, LedgerQuery(Project, where=where, sort=(("total", True),)))
    return _table(session, Project, rows, PROJECT_KEYS)


def _table(
    session: Session, ledger: type[Ledger], rows: list[str], keys: tuple[str, ...], *, unmasked: bool = False
) -> HandbookTable:
    texts = cell_texts(session, ledger, rows, keys, unmasked=unmasked)
    return HandbookTable(tuple(rows), tuple(texts[row] for row in rows))
