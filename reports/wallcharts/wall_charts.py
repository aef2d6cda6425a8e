"""Build wall charts from an open book: drawings, title and paper size."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from models.errors import UserError
from models.statistics.chain_map import ChainMap, chain_map, chains
from models.statistics.metrics import WAN_PER_YI
from models.statistics.timelines import TimelineGroup, timelines
from models.storage.store import Session, Store
from reports.circulars.workflow.compose import load_county_head
from reports.content.chart_layout import Drawing
from reports.content.document import Document
from reports.pdf.pdf_renderer import PrintResult
from reports.pdf.wall_page import PaperSize, print_wall_chart
from reports.wallcharts.chain_chart import chain_chart
from reports.wallcharts.chart_board import DrawingArea
from reports.wallcharts.schedule_chart import schedule_chart

_FONT_SIZE = 9.5  # font size on A3
_SCHEDULE_FONT_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5)  # of a schedule: the largest that needs the fewest pages


@dataclass(frozen=True, slots=True)
class WallChart:
    """A finished wall chart: its document data, one drawing per page, and the paper size."""

    document: Document
    drawings: tuple[Drawing, ...]
    paper: PaperSize

    def print(self, path: Path) -> PrintResult:
        """Print the chart to a PDF file."""
        return print_wall_chart(self.document, self.drawings, path, self.paper)


def project_wall_chart(store: Store, today: date, paper: PaperSize = PaperSize.A3) -> WallChart:
    """Build the schedule of current projects by month; UserError if no project has a milestone or date."""
    county = load_county_head(store).county
    with store.reading() as session:
        groups = timelines(session, today)
    if not groups:
        raise UserError("还没有可上图的项目：请给项目填计划开工、竣工、投产时间，或登记推进节点。")
    title = f"{county.name}招商引资项目挂图作战\n{_summary(groups, today)}"
    tried = [schedule_chart(groups, today, _drawing_area(paper, size)) for size in _SCHEDULE_FONT_SIZES]
    fewest = min(map(len, tried))
    drawings = next(pages for pages in tried if len(pages) == fewest)
    return WallChart(_document(county, title, today), drawings, paper)


def _summary(groups: list[TimelineGroup], today: date) -> str:
    lines = [line for group in groups for line in group.rows]
    worth = sum((line.total or Decimal(0) for line in lines), Decimal(0)) / WAN_PER_YI
    late = sum(node.is_late(today) for line in lines for node in line.nodes)
    return f"在办项目{len(lines)}个，总投资{worth:,.2f}亿元；逾期未完成节点{late}个"


def chain_wall_chart(store: Store, chain: str, today: date, paper: PaperSize = PaperSize.A3) -> WallChart:
    """Build the chart of one industry chain; UserError if it has no nodes yet."""
    county = load_county_head(store).county
    with store.reading() as session:
        chain_data = chain_map(session, chain)
    if not chain_data.boxes:
        raise UserError(f"“{chain_data.name}”还没有登记环节，画不出图；请先在“链条环节”里登记。")
    title = f"{county.name}{chain_data.name}招商图谱\n{_responsibility(chain_data)}"
    return WallChart(_document(county, title, today), chain_chart(chain_data, _drawing_area(paper)), paper)


def _responsibility(chain: ChainMap) -> str:
    parts = (
        f"责任专班：{chain.task_force}专班" if chain.task_force else "",
        f"链长：{chain.head}" if chain.head else "",
    )
    return "　".join(part for part in parts if part)


def _drawing_area(paper: PaperSize, size: float = _FONT_SIZE) -> DrawingArea:
    return DrawingArea(*paper.drawing_area, size * paper.scale)


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
    """Find a chain with nodes by id, name or part of its name; UserError if none or several match."""
    listed = chains(session)
    named = [row for row, name in listed if text in {row, name}] or [row for row, name in listed if text in name]
    if len(named) == 1:
        return named[0]
    known = "、".join(name for row, name in listed if not named or row in named)
    problem = f"有{len(named)}条产业链的名称含“{text}”，请写全称" if named else f"没有名为“{text}”、登记了环节的产业链"
    raise UserError(f"{problem}：{known or '还没有登记环节'}。")
