"""Wall charts from an open book: what is drawn, under which title, on which paper."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from models.chain_map import ChainMap, chain_map, chains
from models.refusal import Refusal
from models.store import Session, Store
from models.timelines import Group, timelines
from reports.circulars.production import facts_of
from reports.content import Document
from reports.drawing import Drawing
from reports.figures import WAN_PER_YI
from reports.paper.press import Printed
from reports.paper.wall import Paper, print_wall
from reports.wall.board import Room
from reports.wall.chain import chain_chart
from reports.wall.schedule import schedule

_SIZE = 9.5  # of the letters on A3
_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5)  # of a schedule's: as large as the fewest sheets allow


@dataclass(frozen=True, slots=True)
class Poster:
    """A wall chart laid out: its words, its pages, and the paper they are for."""

    document: Document
    drawings: tuple[Drawing, ...]
    paper: Paper

    def print(self, path: Path) -> Printed:
        """Print it."""
        return print_wall(self.document, self.drawings, path, self.paper)


def projects_poster(store: Store, today: date, paper: Paper = Paper.A3) -> Poster:
    """Lay out the projects on their way against the months; refuse where none has a step or a date to show."""
    county = facts_of(store).county
    with store.reading() as session:
        groups = timelines(session, today)
    if not groups:
        raise Refusal("还没有可上图的项目：请给项目填计划开工、竣工、投产时间，或登记推进节点。")
    title = f"{county.name}招商引资项目挂图作战\n{_told(groups, today)}"
    tried = [schedule(groups, today, _room(paper, size)) for size in _SIZES]
    fewest = min(map(len, tried))
    return Poster(_document(county, title, today), next(one for one in tried if len(one) == fewest), paper)


def _told(groups: list[Group], today: date) -> str:
    lines = [line for group in groups for line in group.lines]
    worth = sum((line.total or Decimal(0) for line in lines), Decimal(0)) / WAN_PER_YI
    late = sum(node.is_late(today) for line in lines for node in line.nodes)
    return f"在办项目{len(lines)}个，总投资{worth:,.2f}亿元；逾期未完成节点{late}个"


def chain_poster(store: Store, chain: str, today: date, paper: Paper = Paper.A3) -> Poster:
    """Lay out one chain; refuse one that has no steps yet."""
    county = facts_of(store).county
    with store.reading() as session:
        found = chain_map(session, chain)
    if not found.boxes:
        raise Refusal(f"“{found.name}”还没有登记环节，画不出图；请先在“链条环节”里登记。")
    title = f"{county.name}{found.name}招商图谱\n{_whose(found)}"
    return Poster(_document(county, title, today), chain_chart(found, _room(paper)), paper)


def _whose(found: ChainMap) -> str:
    parts = (
        f"责任专班：{found.task_force}专班" if found.task_force else "",
        f"链长：{found.head}" if found.head else "",
    )
    return "　".join(part for part in parts if part)


def _room(paper: Paper, size: float = _SIZE) -> Room:
    return Room(*paper.room, size * paper.scale)


def _document(county: object, title: str, today: date) -> Document:
    name, organ = getattr(county, "name", ""), getattr(county, "organ", None)
    return Document(
        title=title,
        masthead="",
        number="",
        recipients="",
        body=(),
        signed_by=organ or f"{name}招商引资领导小组",
        dated=today,
        subject=f"{name}挂图作战",
        keywords=("招商引资", "挂图作战"),
    )


def find_chain(session: Session, text: str) -> str:
    """Find a chain that has steps by its id or its name or a part of it; refuse a name none or several have."""
    listed = chains(session)
    named = [row for row, name in listed if text in {row, name}] or [row for row, name in listed if text in name]
    if len(named) == 1:
        return named[0]
    known = "、".join(name for row, name in listed if not named or row in named)
    said = f"有{len(named)}条产业链的名称含“{text}”，请写全称" if named else f"没有名为“{text}”、登记了环节的产业链"
    raise Refusal(f"{said}：{known or '还没有登记环节'}。")
