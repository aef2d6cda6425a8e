"""项目推进挂图: projects as rows by task force, months as columns; planned, done and late milestones, today's line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.rules.deadlines import DeadlineLight, month_after
from models.statistics.metrics import WAN_PER_YI
from models.statistics.timelines import TimelineGroup, TimelineNode, TimelineRow
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
from reports.figures.figure import EMPTY, Figure
from reports.wallcharts.chart_board import DrawingArea, filled_rectangle, horizontal_line, outline, vertical_line
from reports.wallcharts.chart_description import describe_projects

_LIGHT_MARKS = {
    DeadlineLight.RED: ("■", Tone.BAD),
    DeadlineLight.YELLOW: ("▲", Tone.INK),
    DeadlineLight.GREEN: ("●", Tone.GOOD),
}
_HEADS = (("序号", 2.6), ("项目", 17.0), ("总投资\n（亿元）", 4.6), ("阶段", 3.2), ("灯", 2.2))
_LEFT_WIDTH = sum(width for _, width in _HEADS)
_ROW_HEIGHT, _GROUP_HEIGHT, _HEAD_HEIGHT, _FOOT_HEIGHT = 3.1, 2.2, 4.2, 2.6  # heights, in font sizes
_MAX_MONTHS = 18  # months a chart shows at the most
_EARLY_MONTHS = 3  # in the first months of a year the last ones of the year before are shown too


@dataclass(frozen=True, slots=True)
class MonthSpan:
    """The period a chart shows: its first day and the number of months."""

    first: date
    count: int

    @classmethod
    def around(cls, groups: Sequence[TimelineGroup], today: date) -> "MonthSpan":
        """Return the calendar year (from last October on in January to March), extended to the last milestone."""
        first = date(today.year - 1, 10, 1) if today.month <= _EARLY_MONTHS else date(today.year, 1, 1)
        nodes = (node for group in groups for line in group.rows for node in line.nodes)
        least = (date(today.year, 12, 31).year - first.year) * 12 + 13 - first.month
        latest = max((node.plan_on for node in nodes if node.plan_on and not node.done_on), default=first)
        wanted = (latest.year - first.year) * 12 + latest.month - first.month + 1
        return cls(first, max(least, min(wanted, _MAX_MONTHS)))

    def month_start(self, number: int) -> date:
        """Return the first day of a month, counting from 0; the number of months gives the end of the period."""
        return month_after(self.first, number)

    def position(self, day: date) -> float:
        """Return a day's position in the period: 0 at its beginning, 1 at its end, outside that range beyond it."""
        number = (day.year - self.first.year) * 12 + day.month - self.first.month
        whole = (self.month_start(number + 1) - self.month_start(number)).days
        return (number + (day.day - 0.5) / whole) / self.count


def schedule_chart(groups: Sequence[TimelineGroup], today: date, area: DrawingArea) -> tuple[Drawing, ...]:
    """Draw the chart on as many pages as its projects need, with the head on each."""
    chart = _ScheduleChart(area, today, MonthSpan.around(groups, today))
    return tuple(
        Drawing(area.width, area.height, tuple(chart.page(rows)), _page_description(rows, today))
        for rows in _pages(groups, area)
    )


_ScheduleRow = tuple[
    TimelineGroup, TimelineRow | None, int
]  # a task force's title row has no project; the number counts projects


def _page_description(rows: Sequence[_ScheduleRow], today: date) -> str:
    return describe_projects(((group, line) for group, line, _ in rows if line is not None), today)


def _pages(groups: Sequence[TimelineGroup], area: DrawingArea) -> Iterator[list[_ScheduleRow]]:
    """Divide rows among pages; a group title is never last on a page and is repeated on the next one."""
    free = area.height - (_HEAD_HEIGHT + _FOOT_HEIGHT) * area.font_size
    page: list[_ScheduleRow] = []
    left, number = free, 0
    for group in groups:
        for place, line in enumerate(group.rows):
            number += 1
            opens = place == 0 or not page
            need = (_ROW_HEIGHT + (_GROUP_HEIGHT if opens else 0)) * area.font_size
            if need > left and page:
                yield page
                page, left, opens = [], free, True
                need = (_ROW_HEIGHT + _GROUP_HEIGHT) * area.font_size
            if opens:
                page.append((group, None, place))
            page.append((group, line, number))
            left -= need
    if page:
        yield page


class _ScheduleChart:
    """Lays out pages with the same columns."""

    def __init__(self, area: DrawingArea, today: date, months: MonthSpan) -> None:
        self.area, self.today, self.months = area, today, months
        self.size = area.font_size
        self.left = _LEFT_WIDTH * area.font_size
        self.time_width = area.width - self.left

    def x(self, day: date) -> float:
        """Return the x of a day."""
        return self.left + self.time_width * self.months.position(day)

    def page(self, rows: Sequence[_ScheduleRow]) -> Iterator[Shape]:
        """Draw one page: bands and bars lowest, then the grid, the marks, and today's line on top."""
        size, top = self.size, _HEAD_HEIGHT * self.size
        heights = [(_GROUP_HEIGHT if line is None else _ROW_HEIGHT) * size for _, line, _ in rows]
        low = top + sum(heights)
        y = top
        backgrounds: list[Shape] = []
        foregrounds: list[Shape] = []
        for (group, line, number), height in zip(rows, heights, strict=True):
            if line is None:
                backgrounds.append(filled_rectangle(0, y, self.area.width, height, Tone.RULE))
                foregrounds += self._band(group, y + height / 2, again=number > 0)
            else:
                backgrounds += self._bar(line, y + height * 0.66)
                foregrounds += self._project_cells(line, number, y, height)
                foregrounds += self._nodes(line, y, height)
            backgrounds.append(horizontal_line(0, y + height, self.area.width))
            y += height
        yield from backgrounds
        yield from self._grid(top, low)
        yield from foregrounds
        yield from self._today_line(low)
        yield from self._legend(self.area.height - size)

    def _grid(self, top: float, low: float) -> Iterator[Shape]:
        size, x = self.size, 0.0
        for title, width in _HEADS:
            lines = title.split("\n")
            for number, text in enumerate(lines):
                y = top / 2 + (number - (len(lines) - 1) / 2) * size * 1.15
                yield ChartText(x + width * size / 2, y, text, size * 0.95, TextAnchor.CENTRE)
            if x:
                yield vertical_line(x, 0, low)
            x += width * size
        years: dict[int, list[int]] = {}
        for number in range(self.months.count):
            day = self.months.month_start(number)
            years.setdefault(day.year, []).append(number)
            place = self.left + self.time_width * number / self.months.count
            yield vertical_line(place, top * 0.45, low, Tone.SECOND if day.month == 1 else Tone.RULE)
            middle = self.left + self.time_width * (number + 0.5) / self.months.count
            yield ChartText(middle, top * 0.72, f"{day.month}月", size, TextAnchor.CENTRE)
        for year, numbers in years.items():
            middle = self.left + self.time_width * (numbers[0] + len(numbers) / 2) / self.months.count
            yield ChartText(middle, top * 0.22, f"{year}年", size * 1.1, TextAnchor.CENTRE)
        yield horizontal_line(self.left, top * 0.45, self.area.width)
        yield horizontal_line(0, top, self.area.width, Tone.INK, 1.0)
        yield vertical_line(self.left, 0, low, Tone.INK, 0.75)
        yield outline(0, 0, self.area.width, low, Tone.INK, 1.2)

    def _band(self, group: TimelineGroup, y: float, *, again: bool) -> Iterator[Shape]:
        size = self.size
        late = sum(node.is_late(self.today) for line in group.rows for node in line.nodes)
        name = f"{group.name}{'' if group.name.startswith('未分') else '专班'}{'（续）' if again else ''}"
        yield ChartText(size * 0.6, y, name, size * 1.15)
        worth = sum((line.total or Decimal(0) for line in group.rows), Decimal(0)) / WAN_PER_YI
        text = f"牵头单位：{group.unit}　" if group.unit else ""
        text += f"项目{len(group.rows)}个　总投资{worth:,.2f}亿元"
        yield ChartText(self.left + size * 0.6, y, text, size)
        if late:
            yield ChartText(self.area.width - size * 0.6, y, f"逾期节点{late}个", size, TextAnchor.RIGHT, Tone.BAD)

    def _project_cells(self, line: TimelineRow, number: int, y: float, height: float) -> Iterator[Shape]:
        size, middle = self.size, y + height / 2
        edges = [0.0]
        for _, width in _HEADS:
            edges.append(edges[-1] + width * size)
        figure = Figure("wall.project", line.name, "个", Decimal(1), "台账登记的项目", (line.row,), 0, "project")
        yield ChartText((edges[0] + edges[1]) / 2, middle, str(number), size * 0.9, TextAnchor.CENTRE, Tone.SECOND)
        room = edges[2] - edges[1] - size * 0.8
        yield ChartText(edges[1] + size * 0.4, y + height * 0.36, ellipsize(line.name, room, size), size, figure=figure)
        owner = f"责任人：{line.owner}" if line.owner else "责任人：未定"
        owner = ellipsize(owner, room, size * 0.8)
        yield ChartText(edges[1] + size * 0.4, y + height * 0.74, owner, size * 0.8, tone=Tone.SECOND)
        total = f"{line.total / WAN_PER_YI:,.2f}" if line.total is not None else EMPTY
        yield ChartText(edges[3] - size * 0.4, middle, total, size, TextAnchor.RIGHT)
        yield ChartText((edges[3] + edges[4]) / 2, middle, line.state or line.stage, size, TextAnchor.CENTRE)
        if line.light in _LIGHT_MARKS:
            lamp, tone = _LIGHT_MARKS[line.light]
            yield ChartText((edges[4] + edges[5]) / 2, middle, lamp, size * 1.2, TextAnchor.CENTRE, tone)

    def _bar(self, line: TimelineRow, y: float) -> Iterator[Shape]:
        """Draw progress: a pale bar up to today, a dashed line to the last planned milestone."""
        now = min(max(self.x(self.today), self.left), self.area.width)
        done = [node.done_on for node in line.nodes if node.done_on]
        over = all(node.done_on for node in line.nodes)
        begun = max(self.x(line.since), self.left) if line.since else self.left
        end = min(self.x(max(done)), now) if over and done else now
        if end > begun:
            yield filled_rectangle(begun, y - self.size * 0.25, end - begun, self.size * 0.5, Tone.PALE)
        ahead = max((self.x(node.plan_on) for node in line.nodes if node.plan_on and not node.done_on), default=now)
        if min(ahead, self.area.width) > now:
            yield horizontal_line(now, y, min(ahead, self.area.width), Tone.SECOND, 0.75, dashed=True)

    def _nodes(self, line: TimelineRow, y: float, height: float) -> Iterator[Shape]:
        """Draw milestones, named if there is room before the next one; those outside the period are only counted."""
        size, level, above = self.size, y + height * 0.66, y + height * 0.24
        shown = []
        before = after = 0
        for node in line.nodes:
            x = self.x(node.day)
            if x > self.area.width:
                after += 1
            elif x >= self.left:
                shown.append((x, node))
            elif node.is_late(self.today):
                # Late since before the period: drawn side by side at its edge, so that each is visible.
                shown.append((self.left + size * (0.8 + 1.6 * len(shown)), node))
            else:
                before += 1
        if before:
            yield ChartText(self.left + size * 0.3, above, f"此前完成{before}项", size * 0.72, tone=Tone.SECOND)
        if after:
            yield ChartText(
                self.area.width - size * 0.3, above, f"以后{after}项", size * 0.72, TextAnchor.RIGHT, Tone.SECOND
            )
        free = self.left + (size * 0.3 + text_width("此前完成99项", size * 0.72) if before else 0)
        end = self.area.width - (text_width("以后99项", size * 0.72) + size * 0.6 if after else 0)
        for place, (x, node) in enumerate(shown):
            yield from self.mark(x, level, node)
            late = node.is_late(self.today)
            following = shown[place + 1][0] if place + 1 < len(shown) else end
            start = max(x - size * 0.5, free)
            text = self._label(node, min(max(following - size * 0.6, x + size * 2), end) - start)
            if text:
                yield ChartText(start, above, text, size * 0.78, tone=Tone.BAD if late else Tone.INK)
                free = start + text_width(text, size * 0.78) + size * 0.3

    def _label(self, node: TimelineNode, room: float) -> str:
        """Return the longest label that fits: the name with the days it is late, the name alone, or its beginning."""
        small = self.size * 0.78
        if node.is_late(self.today) and node.plan_on:
            days = (self.today - node.plan_on).days
            for label in (f"{node.name}逾期{days}天", f"{node.name}逾{days}天"):
                if text_width(label, small) <= room:
                    return label
        text = ellipsize(node.name, room, small)
        return text if len(text.rstrip("…")) > 1 else ""

    def mark(self, x: float, y: float, node: TimelineNode) -> Iterator[Shape]:
        """Draw one milestone: hollow if planned, filled if done, a framed red box if late; a stage is a triangle."""
        half = self.size * (0.48 if node.stage else 0.42)
        if node.is_late(self.today):
            yield filled_rectangle(x - half, y - half, half * 2, half * 2, Tone.BAD)
            yield outline(x - half * 1.45, y - half * 1.45, half * 2.9, half * 2.9, Tone.BAD, 0.9)
            return
        points = (
            ((x, y - half), (x + half, y + half * 0.8), (x - half, y + half * 0.8))
            if node.stage
            else ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
        )
        if node.done_on:
            yield FilledArea(points, Tone.BAR)
        else:
            yield Stroke((*points, points[0]), Tone.INK, 1.0)

    def _today_line(self, low: float) -> Iterator[Shape]:
        x, size = self.x(self.today), self.size
        if self.left <= x <= self.area.width:
            yield vertical_line(x, _HEAD_HEIGHT * size, low, Tone.BAD, 1.2, dashed=True)
            text = f"今天{self.today.month}月{self.today.day}日"
            half = text_width(text, size * 0.85) / 2
            yield ChartText(
                min(x, self.area.width - half), low + size * 0.7, text, size * 0.85, TextAnchor.CENTRE, Tone.BAD
            )

    def _legend(self, y: float) -> Iterator[Shape]:
        size, day = self.size, self.today
        earlier = date.fromordinal(day.toordinal() - 1)
        later = date.fromordinal(day.toordinal() + 1)
        x = 0.0
        for name, node in (
            ("节点已完成", TimelineNode("", "", earlier, earlier)),
            ("节点计划", TimelineNode("", "", later, None)),
            ("阶段已到（签约、开工、竣工、投产）", TimelineNode("", "", None, earlier, stage=True)),
            ("阶段计划", TimelineNode("", "", later, None, stage=True)),
            ("逾期未完成", TimelineNode("", "", earlier, None)),
        ):
            yield from self.mark(x + size * 0.8, y, node)
            x += size * 1.8
            yield ChartText(x, y, name, size * 0.9)
            x += text_width(name, size * 0.9) + size * 1.6
        yield filled_rectangle(x, y - size * 0.25, size * 2.4, size * 0.5, Tone.PALE)
        yield ChartText(x + size * 2.8, y, "已推进", size * 0.9)
        x += size * 2.8 + text_width("已推进", size * 0.9) + size * 1.6
        for lamp, tone, name in (("●", Tone.GOOD, "正常"), ("▲", Tone.INK, "临期、未更新"), ("■", Tone.BAD, "逾期")):
            yield ChartText(x, y, lamp, size, tone=tone)
            yield ChartText(x + size * 1.3, y, name, size * 0.9)
            x += size * 1.3 + text_width(name, size * 0.9) + size * 1.2
