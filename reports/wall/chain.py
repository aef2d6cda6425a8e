"""产业链挂图: a chain's steps in columns from 上游 to 下游, what is missing there, who stands there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.chain_map import HAS, MISSING, STATES, UNTOLD, WEAK, Box, ChainMap, Firm, Lane
from reports.drawing import Area, Drawing, Shape, Side, Stroke, Tone, Words, cut, extent
from reports.figures import Figure
from reports.wall.board import Room, across, box, broken, outline

_SIZES = (
    1.7,
    1.5,
    1.35,
    1.2,
    1.1,
    1.0,
    0.9,
    0.8,
)  # of the letters, tried from the largest until a page holds the chain
_WIDEST = 24.0  # characters of a box's line: beyond it nobody reads a line to its end
_GUTTER = 5.0  # between two columns, in sizes
_APART = 1.4  # between two boxes of a column
_PAD = 0.7
_MOST = 8  # firms named in a box
_HEAD, _FOOT = 3.2, 2.6
_TAGS = {HAS: "本地已有", WEAK: "本地薄弱", MISSING: "缺失待招", UNTOLD: "未标明"}


@dataclass(frozen=True, slots=True)
class Text:
    """One line of a box: its words, size and tone; the last of a paragraph has room below it."""

    text: str
    size: float
    tone: Tone = Tone.INK


@dataclass(frozen=True, slots=True)
class Placed:
    """A box where it came to stand."""

    box: Box
    lines: tuple[Text, ...]
    x: float
    y: float
    width: float
    height: float
    lane: int

    @property
    def middle(self) -> float:
        """Half its height."""
        return self.y + self.height / 2


def chain_chart(found: ChainMap, room: Room) -> tuple[Drawing, ...]:
    """Draw a chain in the largest letters that one page holds; where none does, on as many pages as it needs."""
    sizes = [replace(room, size=room.size * scale) for scale in _SIZES]
    chosen = next((one for one in sizes if len(_parts(found, one)) == 1), sizes[-1])
    chart = _ChainChart(found, chosen)
    return tuple(Drawing(room.width, room.height, tuple(chart.page(part))) for part in _parts(found, chosen))


def _parts(found: ChainMap, room: Room) -> list[list[Lane]]:
    """Part the columns' boxes among pages, each column filling its own."""
    chart = _ChainChart(found, room)
    free = room.height - (_HEAD + _FOOT) * room.size - chart.strip_height
    parts: list[list[Lane]] = []
    for lane in found.lanes:
        pages: list[list[Box]] = [[]]
        left = free
        for one in lane.boxes:
            need = chart.height(chart.lines(one)) + _APART * room.size
            if need > left and pages[-1]:
                pages.append([])
                left = free
            pages[-1].append(one)
            left -= need
        for number, boxes in enumerate(pages):
            if number == len(parts):
                parts.append([])
            parts[number].append(Lane(lane.title, tuple(boxes)))
    # Every page has all columns, so that a step keeps its place from left to right.
    return [[_lane(lanes, lane.title) for lane in found.lanes] for lanes in parts] or [[]]


def _lane(lanes: Sequence[Lane], title: str) -> Lane:
    return next((one for one in lanes if one.title == title), Lane(title, ()))


class _ChainChart:
    """Lays out one chain in letters of one size."""

    def __init__(self, found: ChainMap, room: Room) -> None:
        self.found, self.room, self.size = found, room, room.size
        lanes = max(len(found.lanes), 1)
        share = (room.width - _GUTTER * room.size * (lanes - 1)) / lanes
        self.wide = min(share, (_WIDEST + 2 * _PAD) * room.size)
        # Narrow columns stand apart, so that the sheet is filled from edge to edge.
        self.step = (room.width - self.wide) / (lanes - 1) if lanes > 1 else 0.0
        self.strip = self._strip()

    @property
    def strip_height(self) -> float:
        """The height of what stands below the columns: who is on the chain and on no step of it."""
        return (len(self.strip) * 1.45 + 1.2) * self.size if self.strip else 0.0

    def lines(self, one: Box) -> tuple[Text, ...]:
        """Write a box: its name, what is made and wanted there, who stands there, who is to be won."""
        size, room = self.size, self.wide - 2 * _PAD * self.size
        title = room - extent(_TAGS[one.state], size * 0.85) - size * 1.6
        found = [Text(line, size * 1.2) for line in broken(one.name, title, size * 1.2)]
        counts = "　".join(
            f"{name}{len(rows)}{unit}"
            for name, rows, unit in (("线索", one.leads, "条"), ("在手项目", one.projects, "个"))
            if rows
        )
        for label, text, tone in (
            ("产品：", one.products, Tone.SECOND),
            ("招引方向：", one.wanted, Tone.BAD if one.to_do else Tone.INK),
            ("骨干企业：", _firms(one.anchors), Tone.INK),
            ("目标企业：", _firms(one.targets), Tone.INK),
            ("", counts, Tone.GOOD),
        ):
            if text:
                found += [Text(line, size, tone) for line in broken(label + text, room, size)]
        return tuple(found)

    def height(self, lines: Sequence[Text]) -> float:
        """Give the height of a box with these lines."""
        return sum(line.size * 1.45 for line in lines) + 2 * _PAD * self.size * 0.8

    def page(self, lanes: Sequence[Lane]) -> Iterator[Shape]:
        """Draw one page: columns' heads, connections, then the boxes over them."""
        size, top = self.size, _HEAD * self.size
        low = self.room.height - _FOOT * size - self.strip_height
        placed = [one for number, lane in enumerate(lanes) for one in self._column(lane, number, top, low)]
        for number, lane in enumerate(lanes):
            x = number * self.step
            yield from self._title(x, top, lane)
        by_name = {one.box.name: one for one in placed}
        for one in placed:
            for name in one.box.onward:
                if name in by_name:
                    yield from self._joined(one, by_name[name])
        for one in placed:
            yield from self._box(one)
        for number, line in enumerate(self.strip):
            yield Words(0, low + size * (1.2 + 1.45 * number), line, size)
        yield from self._legend(self.room.height - size)

    def _title(self, x: float, top: float, lane: Lane) -> Iterator[Shape]:
        """Write a column's title, with how much of it is still to be filled."""
        size = self.size
        yield box(x, 0, self.wide, top - size * 0.8, Tone.PALE)
        missing = sum(one.to_do for one in lane.boxes)
        told = f"{lane.title}　{len(lane.boxes)}个环节" + (f"，待补{missing}个" if missing else "")
        yield Words(x + self.wide / 2, (top - size * 0.8) / 2, told, size * 1.3, Side.CENTRE)

    def _column(self, lane: Lane, number: int, top: float, low: float) -> list[Placed]:
        """Stand a column's boxes one under the other, spread over its height."""
        texts = [(one, self.lines(one)) for one in lane.boxes]
        heights = [self.height(lines) for _, lines in texts]
        free = max(low - top - sum(heights), 0.0)
        gap = min(free / (len(texts) + 1), self.size * 6) if texts else 0.0
        y = top + (free - gap * (len(texts) - 1)) / 2 if texts else top
        found = []
        for (one, lines), height in zip(texts, heights, strict=True):
            found.append(Placed(one, lines, number * self.step, y, self.wide, height, number))
            y += height + gap
        return found

    def _box(self, one: Placed) -> Iterator[Shape]:
        size = self.size
        if one.box.state == HAS:
            yield box(one.x, one.y, one.width, one.height, Tone.PALE)
        missing = one.box.state == MISSING
        thick, tone = (1.8, Tone.BAD) if missing else (1.2, Tone.INK if one.box.state == WEAK else Tone.BAR)
        yield outline(one.x, one.y, one.width, one.height, tone, thick, dashed=one.box.to_do)
        y = one.y + _PAD * size * 0.8
        figure = Figure("wall.node", one.box.name, "个", None, "产业链环节", one.box.rows, 0, "chain_node")
        first = True
        for line in one.lines:
            own = figure if first else None
            yield Words(one.x + _PAD * size, y + line.size * 0.72, line.text, line.size, tone=line.tone, figure=own)
            y += line.size * 1.45
            first = False
        tag_tone = Tone.BAD if missing else Tone.SECOND
        at = one.y + _PAD * size * 0.8 + size * 1.2 * 0.72
        yield Words(one.x + one.width - _PAD * size, at, _TAGS[one.box.state], size * 0.85, Side.RIGHT, tag_tone)

    def _joined(self, one: Placed, to: Placed) -> Iterator[Shape]:
        """Lead from a box to the one that follows: across the gutter, or along it within a column."""
        size = self.size
        if one.lane < to.lane:
            start, end = one.x + one.width, to.x
            turn = end - _GUTTER * size * 0.5
            points = ((start, one.middle), (turn, one.middle), (turn, to.middle), (end, to.middle))
            yield Stroke(points, Tone.SECOND, 1.0)
            yield self._tip(end, to.middle, right=True)
        else:
            side = one.x + one.width + size * 0.9
            a, b = one.middle + size * 0.8, to.middle - size * 0.8
            yield Stroke(((one.x + one.width, a), (side, a), (side, b), (to.x + to.width, b)), Tone.SECOND, 1.0)
            yield self._tip(to.x + to.width, b, right=False)

    def _tip(self, x: float, y: float, *, right: bool) -> Area:
        back = -self.size * 0.7 if right else self.size * 0.7
        return Area(((x, y), (x + back, y - self.size * 0.35), (x + back, y + self.size * 0.35)), Tone.SECOND)

    def _strip(self) -> list[str]:
        one = self.found.unplaced
        parts = [
            f"{name}（{len(firms)}家）：{_firms(firms, 3 * _MOST)}"
            for name, firms in (("未定环节的骨干企业", one.anchors), ("未定环节的目标企业", one.targets))
            if firms
        ]
        counts = [
            f"{name}{len(rows)}{unit}"
            for name, rows, unit in (("线索", one.leads, "条"), ("项目", one.projects, "个"))
            if rows
        ]
        parts += [f"未定环节的{'、'.join(counts)}"] if counts else []
        return [line for part in parts for line in broken(part, self.room.width, self.size)]

    def _legend(self, y: float) -> Iterator[Shape]:
        size, x = self.size, 0.0
        yield across(0, y - size * 1.2, self.room.width)
        for state in STATES:
            number = self.found.count(state)
            if state == HAS:
                yield box(x, y - size * 0.5, size * 2, size, Tone.PALE)
            missing = state == MISSING
            thick, tone = (1.8, Tone.BAD) if missing else (1.2, Tone.INK if state == WEAK else Tone.BAR)
            yield outline(x, y - size * 0.5, size * 2, size, tone, thick, dashed=state in {MISSING, WEAK})
            told = f"{state}{number}个"
            yield Words(x + size * 2.5, y, told, size)
            x += size * 2.5 + extent(told, size) + size * 2
        yield Words(self.room.width, y, cut(self.found.told, self.room.width - x, size), size, Side.RIGHT, Tone.SECOND)


def _firms(firms: Sequence[Firm], most: int = _MOST) -> str:
    named = [f"{one.name}{f'（{one.rank}）' if one.rank else ''}" for one in firms]
    return "、".join(named[:most]) + (f"等{len(named)}家" if len(named) > most else "")
