"""产业链挂图: the nodes of a chain in columns from 上游 to 下游, what is missing, which enterprises are there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.rules.vocabulary import NodeState
from models.statistics.chain_map import STATES, ChainBox, ChainColumn, ChainFirm, ChainMap
from reports.content.chart_layout import (
    ChartText,
    Drawing,
    FilledArea,
    Shape,
    Stroke,
    TextAnchor,
    Tone,
    ellipsize,
    text_width,
)
from reports.figures.figure import Figure
from reports.wallcharts.chart_board import DrawingArea, filled_rectangle, horizontal_line, outline, wrap_text
from reports.wallcharts.chart_description import describe_chain

_FONT_SCALES = (
    1.7,
    1.5,
    1.35,
    1.2,
    1.1,
    1.0,
    0.9,
    0.8,
)  # font scales, tried from the largest until the chain fits on one page
_MAX_LINE_CHARS = 24.0  # characters; longer lines in a box are hard to read
_GUTTER = 5.0  # between two columns, in font sizes
_BOX_GAP = 1.4  # between two boxes of a column
_PADDING = 0.7
_MAX_FIRMS = 8  # firms named in a box
_HEAD, _FOOT = 3.2, 2.6


def _border(state: str) -> tuple[float, Tone]:
    """Return the width and tone of a box's border: the worse the step's state, the heavier."""
    if state == NodeState.MISSING:
        return 1.8, Tone.BAD
    return 1.2, Tone.INK if state == NodeState.WEAK else Tone.BAR


@dataclass(frozen=True, slots=True)
class NodeLine:
    """One text line of a box with its size and tone."""

    text: str
    size: float
    tone: Tone = Tone.INK


@dataclass(frozen=True, slots=True)
class PlacedNode:
    """A chain node with its position and size on the page."""

    box: ChainBox
    lines: tuple[NodeLine, ...]
    x: float
    y: float
    width: float
    height: float
    lane: int

    @property
    def middle(self) -> float:
        """The y of its vertical middle."""
        return self.y + self.height / 2


def chain_chart(chain: ChainMap, area: DrawingArea) -> tuple[Drawing, ...]:
    """Draw a chain in the largest font that fits on one page; if none fits, on as many pages as needed."""
    sizes = [replace(area, font_size=area.font_size * scale) for scale in _FONT_SCALES]
    chosen = next((candidate for candidate in sizes if len(_split_pages(chain, candidate)) == 1), sizes[-1])
    chart = _ChainChart(chain, chosen)
    return tuple(
        Drawing(area.width, area.height, tuple(chart.page(part)), describe_chain(chain, part))
        for part in _split_pages(chain, chosen)
    )


def _split_pages(chain: ChainMap, area: DrawingArea) -> list[list[ChainColumn]]:
    """Divide the nodes of each column among pages independently."""
    chart = _ChainChart(chain, area)
    free = area.height - (_HEAD + _FOOT) * area.font_size - chart.unplaced_height
    parts: list[list[ChainColumn]] = []
    for lane in chain.columns:
        pages: list[list[ChainBox]] = [[]]
        left = free
        for node in lane.boxes:
            need = chart.height(chart.lines(node)) + _BOX_GAP * area.font_size
            if need > left and pages[-1]:
                pages.append([])
                left = free
            pages[-1].append(node)
            left -= need
        for number, boxes in enumerate(pages):
            if number == len(parts):
                parts.append([])
            parts[number].append(ChainColumn(lane.title, tuple(boxes)))
    # Every page has all columns, so that a node keeps its horizontal position.
    return [[_lane_titled(lanes, lane.title) for lane in chain.columns] for lanes in parts] or [[]]


def _lane_titled(lanes: Sequence[ChainColumn], title: str) -> ChainColumn:
    return next((lane for lane in lanes if lane.title == title), ChainColumn(title, ()))


class _ChainChart:
    """Lays out one chain at one font size."""

    def __init__(self, chain: ChainMap, area: DrawingArea) -> None:
        self.chain, self.area, self.size = chain, area, area.font_size
        lanes = max(len(chain.columns), 1)
        share = (area.width - _GUTTER * area.font_size * (lanes - 1)) / lanes
        self.column_width = min(share, (_MAX_LINE_CHARS + 2 * _PADDING) * area.font_size)
        # Narrow columns are spread, so that the page is filled from edge to edge.
        self.column_step = (area.width - self.column_width) / (lanes - 1) if lanes > 1 else 0.0
        self.unplaced_lines = self._unplaced_lines()

    @property
    def unplaced_height(self) -> float:
        """The height of the text below the columns: enterprises of the chain that are assigned to no node."""
        return (len(self.unplaced_lines) * 1.45 + 1.2) * self.size if self.unplaced_lines else 0.0

    def lines(self, node: ChainBox) -> tuple[NodeLine, ...]:
        """Return the text lines of a node: name, products, wanted investment, present and target enterprises."""
        size, room = self.size, self.column_width - 2 * _PADDING * self.size
        title = room - text_width(node.state, size * 0.85) - size * 1.6
        lines = [NodeLine(line, size * 1.2) for line in wrap_text(node.name, title, size * 1.2)]
        counts = "　".join(
            f"{name}{len(rows)}{unit}"
            for name, rows, unit in (("线索", node.leads, "条"), ("在手项目", node.projects, "个"))
            if rows
        )
        for label, text, tone in (
            ("产品：", node.products, Tone.SECOND),
            ("招引方向：", node.wanted, Tone.BAD if node.needs_filling else Tone.INK),
            ("骨干企业：", _firm_names(node.anchors), Tone.INK),
            ("目标企业：", _firm_names(node.targets), Tone.INK),
            ("", counts, Tone.GOOD),
        ):
            if text:
                lines += [NodeLine(line, size, tone) for line in wrap_text(label + text, room, size)]
        return tuple(lines)

    def height(self, lines: Sequence[NodeLine]) -> float:
        """Return the height of a box with these lines."""
        return sum(line.size * 1.45 for line in lines) + 2 * _PADDING * self.size * 0.8

    def page(self, lanes: Sequence[ChainColumn]) -> Iterator[Shape]:
        """Draw one page: column heads, connections, and the boxes above them."""
        size, top = self.size, _HEAD * self.size
        low = self.area.height - _FOOT * size - self.unplaced_height
        placed = [placement for number, lane in enumerate(lanes) for placement in self._column(lane, number, top, low)]
        for number, lane in enumerate(lanes):
            x = number * self.column_step
            yield from self._title(x, top, lane)
        by_name = {placement.box.name: placement for placement in placed}
        for placement in placed:
            for name in placement.box.next_names:
                if name in by_name:
                    yield from self._connection(placement, by_name[name])
        for placement in placed:
            yield from self._box(placement)
        for number, line in enumerate(self.unplaced_lines):
            yield ChartText(0, low + size * (1.2 + 1.45 * number), line, size)
        yield from self._legend(self.area.height - size)

    def _title(self, x: float, top: float, lane: ChainColumn) -> Iterator[Shape]:
        """Draw a column's title with its number of nodes and of missing ones."""
        size = self.size
        yield filled_rectangle(x, 0, self.column_width, top - size * 0.8, Tone.PALE)
        missing = sum(node.needs_filling for node in lane.boxes)
        text = f"{lane.title}　{len(lane.boxes)}个环节" + (f"，待补{missing}个" if missing else "")
        yield ChartText(x + self.column_width / 2, (top - size * 0.8) / 2, text, size * 1.3, TextAnchor.CENTRE)

    def _column(self, lane: ChainColumn, number: int, top: float, low: float) -> list[PlacedNode]:
        """Position a column's boxes one below the other, spread over its height."""
        texts = [(node, self.lines(node)) for node in lane.boxes]
        heights = [self.height(lines) for _, lines in texts]
        free = max(low - top - sum(heights), 0.0)
        gap = min(free / (len(texts) + 1), self.size * 6) if texts else 0.0
        y = top + (free - gap * (len(texts) - 1)) / 2 if texts else top
        placed = []
        for (node, lines), height in zip(texts, heights, strict=True):
            placed.append(PlacedNode(node, lines, number * self.column_step, y, self.column_width, height, number))
            y += height + gap
        return placed

    def _box(self, placement: PlacedNode) -> Iterator[Shape]:
        size = self.size
        if placement.box.state == NodeState.PRESENT:
            yield filled_rectangle(placement.x, placement.y, placement.width, placement.height, Tone.PALE)
        missing = placement.box.state == NodeState.MISSING
        thick, tone = _border(placement.box.state)
        yield outline(
            placement.x, placement.y, placement.width, placement.height, tone, thick, dashed=placement.box.needs_filling
        )
        y = placement.y + _PADDING * size * 0.8
        figure = Figure("wall.node", placement.box.name, "个", None, "产业链环节", placement.box.rows, 0, "chain_node")
        first = True
        for line in placement.lines:
            line_figure = figure if first else None
            x, middle = placement.x + _PADDING * size, y + line.size * 0.72
            yield ChartText(x, middle, line.text, line.size, tone=line.tone, figure=line_figure)
            y += line.size * 1.45
            first = False
        tag_tone = Tone.BAD if missing else Tone.SECOND
        at = placement.y + _PADDING * size * 0.8 + size * 1.2 * 0.72
        right = placement.x + placement.width - _PADDING * size
        yield ChartText(right, at, placement.box.state, size * 0.85, TextAnchor.RIGHT, tag_tone)

    def _connection(self, source: PlacedNode, to: PlacedNode) -> Iterator[Shape]:
        """Draw the connection between two boxes: across the gutter, or along it within a column."""
        size = self.size
        if source.lane < to.lane:
            start, end = source.x + source.width, to.x
            turn = end - _GUTTER * size * 0.5
            points = ((start, source.middle), (turn, source.middle), (turn, to.middle), (end, to.middle))
            yield Stroke(points, Tone.SECOND, 1.0)
            yield self._arrow_tip(end, to.middle, right=True)
        else:
            side = source.x + source.width + size * 0.9
            a, b = source.middle + size * 0.8, to.middle - size * 0.8
            yield Stroke(((source.x + source.width, a), (side, a), (side, b), (to.x + to.width, b)), Tone.SECOND, 1.0)
            yield self._arrow_tip(to.x + to.width, b, right=False)

    def _arrow_tip(self, x: float, y: float, *, right: bool) -> FilledArea:
        back = -self.size * 0.7 if right else self.size * 0.7
        return FilledArea(((x, y), (x + back, y - self.size * 0.35), (x + back, y + self.size * 0.35)), Tone.SECOND)

    def _unplaced_lines(self) -> list[str]:
        unplaced = self.chain.unplaced
        parts = [
            f"{name}（{len(firms)}家）：{_firm_names(firms, 3 * _MAX_FIRMS)}"
            for name, firms in (("未定环节的骨干企业", unplaced.anchors), ("未定环节的目标企业", unplaced.targets))
            if firms
        ]
        counts = [
            f"{name}{len(rows)}{unit}"
            for name, rows, unit in (("线索", unplaced.leads, "条"), ("项目", unplaced.projects, "个"))
            if rows
        ]
        parts += [f"未定环节的{'、'.join(counts)}"] if counts else []
        return [line for part in parts for line in wrap_text(part, self.area.width, self.size)]

    def _legend(self, y: float) -> Iterator[Shape]:
        size, x = self.size, 0.0
        yield horizontal_line(0, y - size * 1.2, self.area.width)
        for state in STATES:
            number = self.chain.count(state)
            if state == NodeState.PRESENT:
                yield filled_rectangle(x, y - size * 0.5, size * 2, size, Tone.PALE)
            thick, tone = _border(state)
            yield outline(
                x, y - size * 0.5, size * 2, size, tone, thick, dashed=state in {NodeState.MISSING, NodeState.WEAK}
            )
            text = f"{state}{number}个"
            yield ChartText(x + size * 2.5, y, text, size)
            x += size * 2.5 + text_width(text, size) + size * 2
        yield ChartText(
            self.area.width,
            y,
            ellipsize(self.chain.summary, self.area.width - x, size),
            size,
            TextAnchor.RIGHT,
            Tone.SECOND,
        )


def _firm_names(firms: Sequence[ChainFirm], limit: int = _MAX_FIRMS) -> str:
    named = [f"{firm.name}{f'（{firm.rank}）' if firm.rank else ''}" for firm in firms]
    return "、".join(named[:limit]) + (f"等{len(named)}家" if len(named) > limit else "")
