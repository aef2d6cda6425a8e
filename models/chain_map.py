"""产业链图谱 as plain facts: a chain's steps in columns, who stands at each, what is missing, what is being worked on.

The window and a wall chart draw from these; neither counts for itself (夏邑 X17：上下游、招商方向、关联产品、目标企业).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import Chain, ChainNode, Enterprise, Lead, Project, TaskForce
from models.refusal import Refusal
from models.rules.stages import ASIDE

COLUMNS = ("上游", "中游", "下游")
HAS, WEAK, MISSING, UNTOLD = "本地已有", "本地薄弱", "缺失待招", "未标明"
STATES = (HAS, WEAK, MISSING, UNTOLD)
_LEADING = ("链主", "链核", "链上")
_ANCHORS, _TARGETS = {"骨干企业", "落户企业"}, {"目标企业"}


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm on the map: its row, its name, and what it is there (链主, 链核, 链上, or nothing)."""

    row: str
    name: str
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A step of the chain: the rows it stands for (one a branch), whether somebody makes it, and all that hangs on it.

    ``onward`` are the names of the boxes that follow it.
    """

    name: str
    state: str
    rows: tuple[str, ...]
    products: str = ""
    wanted: str = ""
    anchors: tuple[Firm, ...] = ()
    targets: tuple[Firm, ...] = ()
    leads: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    onward: tuple[str, ...] = ()

    @property
    def to_do(self) -> bool:
        """Whether the step is still to be filled (断点、弱项)."""
        return self.state in {MISSING, WEAK}


@dataclass(frozen=True, slots=True)
class Lane:
    """One column of the map: 上游, 中游 or 下游, with its boxes from top to bottom."""

    title: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class ChainMap:
    """A chain drawn out; ``unplaced`` holds the firms, leads and projects of the chain that name no step of it."""

    row: str
    name: str
    task_force: str
    head: str
    lanes: tuple[Lane, ...]
    unplaced: Box

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Every box, column by column."""
        return tuple(box for lane in self.lanes for box in lane.boxes)

    def count(self, state: str) -> int:
        """Count the boxes in a state."""
        return sum(box.state == state for box in self.boxes)

    @property
    def told(self) -> str:
        """Say how the chain stands: “6个环节：本地已有2，缺失待招3”."""
        states = [f"{state}{number}" for state in STATES if (number := self.count(state))]
        leads = sum(len(box.leads) for box in (*self.boxes, self.unplaced))
        projects = sum(len(box.projects) for box in (*self.boxes, self.unplaced))
        return f"{len(self.boxes)}个环节：{'、'.join(states)}；线索{leads}条，项目{projects}个"


def chains(session: Session) -> list[tuple[str, str]]:
    """List the chains that have steps: id and name, in the task forces' order."""
    query = (
        sa.select(Chain.id, Chain.name)
        .outerjoin(TaskForce, TaskForce.id == Chain.task_force)
        .where(Chain.removed.is_(False))
        .where(sa.select(ChainNode.id).where(ChainNode.chain == Chain.id, ChainNode.removed.is_(False)).exists())
    )
    return [(row, name) for row, name in session.execute(query.order_by(TaskForce.rank, Chain.rank, Chain.id))]


def chain_map(session: Session, chain: str) -> ChainMap:
    """Draw out one chain; a step that several branches share, as 电解铝 does, is one box."""
    found = session.get(Chain, chain)
    if found is None or found.removed:
        raise Refusal("这条产业链已不在台账里，请刷新后再看。")
    nodes = list(
        session.execute(
            sa.select(ChainNode)
            .where(ChainNode.chain == chain, ChainNode.removed.is_(False))
            .order_by(ChainNode.line, ChainNode.step, ChainNode.id)
        ).scalars()
    )
    hung = _hung(session, chain, {node.id for node in nodes})
    force = session.get(TaskForce, found.task_force) if found.task_force else None
    whose = (force.short or force.name) if force else ""
    return ChainMap(
        chain, found.name, whose, found.head or "", _lanes(nodes, hung), _box("未定环节", [], [hung[None]], ())
    )


@dataclass(slots=True)
class _Hung:
    """What hangs on a step, gathered row by row."""

    anchors: list[Firm] = field(default_factory=list)
    targets: list[Firm] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    projects: list[str] = field(default_factory=list)


def _hung(session: Session, chain: str, nodes: set[str]) -> dict[str | None, _Hung]:
    """Gather the firms, leads and projects by step; those of the chain without one under None."""
    found: dict[str | None, _Hung] = {node: _Hung() for node in (None, *nodes)}
    columns = (Enterprise.id, Enterprise.name, Enterprise.kind, Enterprise.anchor, Enterprise.chain, Enterprise.node)
    firm_nodes: dict[str, str | None] = {}
    on_it = sa.or_(Enterprise.chain == chain, Enterprise.node.in_(nodes))
    for row, name, kind, anchor, _, node in session.execute(_live(Enterprise, columns, on_it)):
        place = firm_nodes[row] = node if node in nodes else None
        firm = Firm(row, name, anchor or "")
        if anchor in _LEADING or kind in _ANCHORS:
            found[place].anchors.append(firm)
        elif kind in _TARGETS or kind is None:
            found[place].targets.append(firm)
    on_it = sa.or_(Lead.chain == chain, Lead.enterprise.in_(firm_nodes))
    still = sa.func.coalesce(Lead.state, "") != "不予认定"
    for row, firm, _ in session.execute(_live(Lead, (Lead.id, Lead.enterprise, Lead.chain), on_it, still)):
        found[firm_nodes.get(firm)].leads.append(row)
    on_it = sa.or_(Project.chain == chain, Project.node.in_(nodes))
    running = sa.func.coalesce(Project.status, "").not_in(ASIDE)
    query = _live(Project, (Project.id, Project.node, Project.enterprise), on_it, running)
    for row, node, firm in session.execute(query):
        found[node if node in nodes else firm_nodes.get(firm)].projects.append(row)
    for one in found.values():
        one.anchors.sort(key=lambda firm: _LEADING.index(firm.rank) if firm.rank in _LEADING else len(_LEADING))
    return found


def _live(ledger: Any, columns: Iterable[Any], *where: Any) -> Any:
    return sa.select(*columns).where(ledger.removed.is_(False), *where).order_by(ledger.id)


def _lanes(nodes: list[ChainNode], hung: Mapping[str | None, _Hung]) -> tuple[Lane, ...]:
    """Put each step into the column its place on its branch says: the first 上游, the last 下游, between them 中游."""
    branches: dict[int, list[ChainNode]] = {}
    for node in nodes:
        branches.setdefault(node.line or 1, []).append(node)
    same: dict[str, list[ChainNode]] = {}
    column: dict[str, int] = {}
    onward: dict[str, list[str]] = {}
    for branch in branches.values():
        for at, node in enumerate(branch):
            same.setdefault(node.name, []).append(node)
            place = 0 if at == 0 else 2 if at == len(branch) - 1 else 1
            column[node.name] = max(place, column.get(node.name, 0))
            if at + 1 < len(branch) and branch[at + 1].name != node.name:
                onward.setdefault(node.name, []).append(branch[at + 1].name)
    boxes = {
        name: _box(name, some, [hung[node.id] for node in some], tuple(dict.fromkeys(onward.get(name, ()))))
        for name, some in same.items()
    }
    lanes = (
        Lane(title, tuple(box for name, box in boxes.items() if column[name] == number))
        for number, title in enumerate(COLUMNS)
    )
    return tuple(lane for lane in lanes if lane.boxes)


def _box(name: str, nodes: list[ChainNode], hung: list[_Hung], onward: tuple[str, ...]) -> Box:
    """Make one box of the steps of one name; the state said of any of them holds, the worst first."""
    said = {node.gap for node in nodes if node.gap}
    state = next((one for one in (MISSING, WEAK, HAS) if one in said), UNTOLD)
    return Box(
        name,
        state,
        tuple(node.id for node in nodes),
        "、".join(dict.fromkeys(node.products for node in nodes if node.products)),
        "、".join(dict.fromkeys(node.wanted for node in nodes if node.wanted)),
        tuple(firm for one in hung for firm in one.anchors),
        tuple(firm for one in hung for firm in one.targets),
        tuple(row for one in hung for row in one.leads),
        tuple(row for one in hung for row in one.projects),
        onward,
    )
