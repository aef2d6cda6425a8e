"""产业链图谱 as plain data: a chain's steps in columns, the firms at each, the gaps, the leads and projects on them.

The window and the wall chart both draw from this data, so that their numbers agree (夏邑 X17：上下游、招商方向、
关联产品、目标企业).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVarTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.base import Ledger
from models.ledgers import Chain, ChainNode, Enterprise, Lead, Project, TaskForce
from models.rules.vocabulary import AnchorTier, EnterpriseKind, NodeState
from models.statistics.counting_rules import SqlCondition, is_active_project, is_live, is_not_rejected

COLUMNS = ("上游", "中游", "下游")
UNSPECIFIED = "未标明"
STATES = (NodeState.PRESENT, NodeState.WEAK, NodeState.MISSING, UNSPECIFIED)
_LEADING = tuple(AnchorTier)
_ANCHORS = frozenset({EnterpriseKind.ANCHOR, EnterpriseKind.SETTLED})


Columns = TypeVarTuple("Columns")


@dataclass(frozen=True, slots=True)
class ChainFirm:
    """A firm on the map: its row id, its name, and its rank on the chain (链主, 链核, 链上, or empty)."""

    row: str
    name: str
    rank: str = ""


@dataclass(frozen=True, slots=True)
class ChainBox:
    """One step of the chain, with its state and everything linked to it.

    ``rows`` are the ids of the chain steps of this name, one for each branch that shares it; ``leads`` and
    ``projects`` are row ids; ``next_names`` are the names of the boxes that follow.
    """

    name: str
    state: str
    rows: tuple[str, ...]
    products: str = ""
    wanted: str = ""
    anchors: tuple[ChainFirm, ...] = ()
    targets: tuple[ChainFirm, ...] = ()
    leads: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    next_names: tuple[str, ...] = ()

    @property
    def needs_filling(self) -> bool:
        """Whether the step still needs a firm (断点、弱项)."""
        return self.state in {NodeState.MISSING, NodeState.WEAK}


@dataclass(frozen=True, slots=True)
class ChainColumn:
    """One column of the map: 上游, 中游 or 下游, with its boxes from top to bottom."""

    title: str
    boxes: tuple[ChainBox, ...]


@dataclass(frozen=True, slots=True)
class ChainMap:
    """A whole chain; ``unplaced`` holds its firms, leads and projects that name none of its steps."""

    row: str
    name: str
    task_force: str
    head: str
    columns: tuple[ChainColumn, ...]
    unplaced: ChainBox

    @property
    def boxes(self) -> tuple[ChainBox, ...]:
        """Every box, column by column."""
        return tuple(box for lane in self.columns for box in lane.boxes)

    def count(self, state: str) -> int:
        """Count the boxes in a state."""
        return sum(box.state == state for box in self.boxes)

    @property
    def summary(self) -> str:
        """Summarise the chain in one sentence: “6个环节：本地已有2，缺失待招3；线索4条，项目2个”."""
        states = [f"{state}{number}" for state in STATES if (number := self.count(state))]
        leads = sum(len(box.leads) for box in (*self.boxes, self.unplaced))
        projects = sum(len(box.projects) for box in (*self.boxes, self.unplaced))
        return f"{len(self.boxes)}个环节：{'、'.join(states)}；线索{leads}条，项目{projects}个"


def chains(session: Session) -> list[tuple[str, str]]:
    """List the chains that have steps as (id, name), in the order of their task forces."""
    query = (
        sa.select(Chain.id, Chain.name)
        .outerjoin(TaskForce, TaskForce.id == Chain.task_force)
        .where(is_live(Chain))
        .where(sa.select(ChainNode.id).where(ChainNode.chain == Chain.id, is_live(ChainNode)).exists())
    )
    return [(row, name) for row, name in session.execute(query.order_by(TaskForce.rank, Chain.rank, Chain.id))]


def chain_map(session: Session, chain: str) -> ChainMap:
    """Read one chain; a step that several branches share, such as 电解铝, becomes one box.

    Raises UserError where the chain is not in the book.
    """
    chain_row = session.get(Chain, chain)
    if chain_row is None or chain_row.removed:
        raise UserError("这条产业链已不在台账里，请刷新后再看。")
    nodes = list(
        session.execute(
            sa.select(ChainNode)
            .where(ChainNode.chain == chain, is_live(ChainNode))
            .order_by(ChainNode.line, ChainNode.step, ChainNode.id)
        ).scalars()
    )
    contents = _contents_by_step(session, chain, {node.id for node in nodes})
    force = session.get(TaskForce, chain_row.task_force) if chain_row.task_force else None
    force_name = force.short_name if force else ""
    return ChainMap(
        chain,
        chain_row.name,
        force_name,
        chain_row.head or "",
        _columns(nodes, contents),
        _box("未定环节", [], [contents[None]], ()),
    )


@dataclass(slots=True)
class _StepContents:
    """The firms (anchors and targets), leads and projects linked to one step, collected row by row."""

    anchors: list[ChainFirm] = field(default_factory=list)
    targets: list[ChainFirm] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    projects: list[str] = field(default_factory=list)


def _contents_by_step(session: Session, chain: str, nodes: set[str]) -> dict[str | None, _StepContents]:
    """Collect firms, leads and projects by step id; those of the chain that name no step are under None."""
    contents: dict[str | None, _StepContents] = {node: _StepContents() for node in (None, *nodes)}
    firms = sa.select(Enterprise.id, Enterprise.name, Enterprise.kind, Enterprise.anchor, Enterprise.node)
    firm_nodes: dict[str, str | None] = {}
    on_chain = sa.or_(Enterprise.chain == chain, Enterprise.node.in_(nodes))
    for row, name, kind, anchor, node in session.execute(_live_rows(firms, Enterprise, on_chain)):
        place = firm_nodes[row] = node if node in nodes else None
        firm = ChainFirm(row, name, anchor or "")
        if anchor in _LEADING or kind in _ANCHORS:
            contents[place].anchors.append(firm)
        elif kind == EnterpriseKind.TARGET or kind is None:
            contents[place].targets.append(firm)
    on_chain = sa.or_(Lead.chain == chain, Lead.enterprise.in_(firm_nodes))
    leads = _live_rows(sa.select(Lead.id, Lead.enterprise), Lead, on_chain, is_not_rejected())
    for row, enterprise in session.execute(leads):
        contents[firm_nodes.get(enterprise or "")].leads.append(row)
    on_chain = sa.or_(Project.chain == chain, Project.node.in_(nodes))
    query = _live_rows(sa.select(Project.id, Project.node, Project.enterprise), Project, on_chain, is_active_project())
    for row, node, enterprise in session.execute(query):
        contents[node if node in nodes else firm_nodes.get(enterprise or "")].projects.append(row)
    for step in contents.values():
        step.anchors.sort(key=lambda firm: _LEADING.index(firm.rank) if firm.rank in _LEADING else len(_LEADING))
    return contents


def _live_rows(query: sa.Select[*Columns], ledger: type[Ledger], *where: SqlCondition) -> sa.Select[*Columns]:
    return query.where(is_live(ledger), *where).order_by(ledger.id)


def _columns(nodes: list[ChainNode], contents: Mapping[str | None, _StepContents]) -> tuple[ChainColumn, ...]:
    """Assign each step to a column by its position on its branch: the first 上游, the last 下游, the others 中游."""
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
        name: _box(
            name, step_nodes, [contents[node.id] for node in step_nodes], tuple(dict.fromkeys(onward.get(name, ())))
        )
        for name, step_nodes in same.items()
    }
    lanes = (
        ChainColumn(title, tuple(box for name, box in boxes.items() if column[name] == number))
        for number, title in enumerate(COLUMNS)
    )
    return tuple(lane for lane in lanes if lane.boxes)


def _box(name: str, nodes: list[ChainNode], contents: list[_StepContents], onward: tuple[str, ...]) -> ChainBox:
    """Merge the steps of one name into one box; of their states the worst holds (缺失, 薄弱, 已有)."""
    gaps = {node.gap for node in nodes if node.gap}
    state = next((gap for gap in (NodeState.MISSING, NodeState.WEAK, NodeState.PRESENT) if gap in gaps), UNSPECIFIED)
    return ChainBox(
        name,
        state,
        tuple(node.id for node in nodes),
        "、".join(dict.fromkeys(node.products for node in nodes if node.products)),
        "、".join(dict.fromkeys(node.wanted for node in nodes if node.wanted)),
        tuple(firm for step in contents for firm in step.anchors),
        tuple(firm for step in contents for firm in step.targets),
        tuple(row for step in contents for row in step.leads),
        tuple(row for step in contents for row in step.projects),
        onward,
    )
