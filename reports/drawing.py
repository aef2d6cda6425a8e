"""Charts laid out once, in points from the upper left, for whoever has a pen: paper, screen."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from reports.content import Chart, ChartKind
from reports.figures import EMPTY, Figure


class Tone(Enum):
    """What a colour means; each pen has its own for it, and all differ on a black-and-white printer too."""

    INK = "ink"
    SECOND = "second"
    RULE = "rule"
    BAR = "bar"
    PALE = "pale"
    GOOD = "good"
    BAD = "bad"
    PAPER = "paper"  # what the chart stands on: under a number that a line would cross


class Side(Enum):
    """Which part of a text stands at its place."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon; a figure's own area carries it, so that a click on it opens its rows."""

    points: tuple[tuple[float, float], ...]
    tone: Tone
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through some points, whole or dashed."""

    points: tuple[tuple[float, float], ...]
    tone: Tone
    width: float = 0.75
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A text on one line; ``y`` is the middle of its height."""

    x: float
    y: float
    text: str
    size: float
    side: Side = Side.LEFT
    tone: Tone = Tone.INK
    figure: Figure | None = None


Shape = Area | Stroke | Words
_AIRY = 12  # places; more stand closer together


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart ready to be drawn, ``width`` by ``height`` points; later shapes lie over earlier ones."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def drawing(chart: Chart, width: float, size: float = 10.5) -> Drawing:
    """Lay a chart out in a width; its height follows from what it shows. ``size`` is that of its letters."""
    layer = {
        ChartKind.BARS: _Bars,
        ChartKind.FUNNEL: _Funnel,
        ChartKind.PLACES: _Places,
        ChartKind.TREND: _Trend,
    }[chart.kind](chart, width, size)
    shapes = tuple(layer.shapes())
    return Drawing(width, layer.height, shapes)


def extent(text: str, size: float) -> float:
    """Tell how wide a text is, as near as a layout needs: full-width characters a square, others half of one."""
    return sum(size if ord(one) > 0x2E7F or one in "—…“”‘’·" else size * 0.53 for one in text)


def cut(text: str, room: float, size: float) -> str:
    """Shorten a text to the room it has, ending in “…”."""
    if extent(text, size) <= room:
        return text
    while text and extent(text + "…", size) > room:
        text = text[:-1]
    return text + "…"


def number(figure: Figure | None) -> float:
    """Give a figure's value for measuring; a missing one counts as nought."""
    return float(figure.value) if figure is not None and figure.value is not None else 0.0


def _ground(words: Words) -> Area:
    """Give the patch a text stands on, so that no line runs through it."""
    wide, high = extent(words.text, words.size) + words.size * 0.2, words.size
    left = words.x - {Side.LEFT: words.size * 0.1, Side.CENTRE: wide / 2, Side.RIGHT: wide}[words.side]
    return Area(_box(left, words.y - high / 2, wide, high), Tone.PAPER)


def _box(x: float, y: float, width: float, height: float) -> tuple[tuple[float, float], ...]:
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))


class _Layer:
    """What all layouts share: the chart, the room, the letters."""

    def __init__(self, chart: Chart, width: float, size: float) -> None:
        self.chart, self.width, self.size = chart, width, size
        self.height = 0.0

    def shapes(self) -> Iterator[Shape]:
        """Lay the chart out, and settle its height on the way."""
        raise NotImplementedError

    def label_room(self, most: float = 0.36) -> float:
        """Give the room of the labels' column, at most a share of the width."""
        widest = max((extent(label, self.size) for label in self.chart.labels), default=0.0)
        return min(widest, self.width * most) + self.size

    def legend(self, y: float, tones: tuple[Tone, ...]) -> Iterator[Shape]:
        """Name the series, each beside a square of its tone, from the right."""
        small, x = self.size * 0.9, self.width
        for series, tone in reversed(list(zip(self.chart.series, tones, strict=False))):
            x -= extent(series.name, small)
            yield Words(x, y, series.name, small, Side.LEFT, Tone.SECOND)
            x -= small * 1.3
            yield Area(_box(x, y - small * 0.4, small * 0.8, small * 0.8), tone)
            x -= small * 1.4


class _Bars(_Layer):
    """Bars lying one under the other, each with its number; a dashed line is what they are held against."""

    def shapes(self) -> Iterator[Shape]:
        chart, size = self.chart, self.size
        several = len(chart.series) > 1
        thick = size * (0.78 if several else 1.1)
        step = thick * len(chart.series) + size * 0.75
        top = size * (1.9 if several or chart.line else 0.4)
        left = self.label_room()
        right = max((extent(self._text(one), size) for row in chart.series for one in row.figures), default=0) + size
        room = max(self.width - left - right, size)
        values = [number(one) for row in chart.series for one in row.figures]
        greatest = max([*values, number(chart.line), 0.0]) or 1.0
        least = min([*values, 0.0])
        scale = room / (greatest - least)
        zero = left - least * scale
        self.height = top + step * len(chart.labels) + size * 0.3
        if several:
            yield from self.legend(size * 0.7, (Tone.BAR, Tone.PALE))
        numbers: list[Words] = []
        for line, label in enumerate(chart.labels):
            y = top + step * line
            middle = y + thick * len(chart.series) / 2
            yield Words(left - size * 0.6, middle, cut(label, left - size * 0.8, size), size, Side.RIGHT)
            for place, row in enumerate(chart.series):
                one = row.figures[line]
                at = (zero, y + thick * place)
                yield from self._bar(one, at, thick, scale, several=place > 0)
                numbers.append(self._number(one, at, thick, scale))
        yield Stroke(((zero, top - size * 0.2), (zero, self.height)), Tone.SECOND, 0.5)
        if chart.line is not None and chart.line.value is not None:
            x = zero + number(chart.line) * scale
            yield Stroke(((x, top - size * 0.3), (x, self.height)), Tone.INK, 0.9, dashed=True)
            text = f"{chart.line.label} {chart.line.phrase}"
            half = extent(text, size * 0.9) / 2
            yield Words(min(x, self.width - half), size * 0.7, text, size * 0.9, Side.CENTRE, Tone.INK, chart.line)
            yield from (_ground(one) for one in numbers if one.x < x + size and x < one.x + extent(one.text, size))
        yield from numbers

    def _bar(
        self, one: Figure | None, at: tuple[float, float], thick: float, scale: float, *, several: bool
    ) -> Iterator[Shape]:
        x, y = at
        length = number(one) * scale
        short = self.chart.line is not None and number(one) < number(self.chart.line)
        tone = Tone.PALE if several or short else Tone.BAR
        if length:
            yield Area(_box(min(x, x + length), y, abs(length), thick * 0.92), tone, one)

    def _number(self, one: Figure | None, at: tuple[float, float], thick: float, scale: float) -> Words:
        """Set a bar's number beside its end; it goes over the line, which is drawn before."""
        x, y = at
        end = max(x, x + number(one) * scale) + self.size * 0.35
        return Words(end, y + thick * 0.46, self._text(one), self.size * 0.95, figure=one)

    def _text(self, one: Figure | None) -> str:
        return EMPTY if one is None else one.text + ("%" if one.unit == "%" else "")


class _Funnel(_Layer):
    """Steps that grow narrower, each with its number and the share that came through from the step before."""

    def shapes(self) -> Iterator[Shape]:
        size = self.size
        tall, gap = size * 2.3, size * 0.35
        figures = self.chart.series[0].figures if self.chart.series else ()
        greatest = max((number(one) for one in figures), default=0.0) or 1.0
        left, right = self.label_room(), size * 8
        room = self.width - left - right
        middle = left + room / 2
        self.height = (tall + gap) * len(figures)
        widths = [max(room * number(one) / greatest, size * 0.4) for one in figures]
        for line, (label, one) in enumerate(zip(self.chart.labels, figures, strict=True)):
            y = (tall + gap) * line
            above, below = widths[line], min(widths[line], widths[line + 1] if line + 1 < len(widths) else widths[line])
            points = (
                (middle - above / 2, y),
                (middle + above / 2, y),
                (middle + below / 2, y + tall),
                (middle - below / 2, y + tall),
            )
            yield Area(points, Tone.PALE, one)
            yield Words(left - size * 0.6, y + tall / 2, cut(label, left - size * 0.8, size), size, Side.RIGHT)
            text = EMPTY if one is None else one.phrase
            yield Words(middle, y + tall / 2, text, size, Side.CENTRE, Tone.INK, one)
            before = figures[line - 1] if line else None
            if line and number(before):
                share = Decimal(str(number(one))) / Decimal(str(number(before))) * 100
                text = f"转化 {share.quantize(Decimal(1))}%"
                yield Words(self.width, y + tall / 2, text, size * 0.9, Side.RIGHT, Tone.SECOND)


class _Places(_Layer):
    """Who stood where last time and stands where now: a line rises, falls or stays."""

    def shapes(self) -> Iterator[Shape]:
        chart, size = self.chart, self.size
        now = [number(one) for one in chart.series[0].figures] if chart.series else []
        then = [number(one) if one is not None else 0.0 for one in chart.series[1].figures] if self._both else []
        rows = int(max([*now, *then], default=0.0))
        step = size * (1.75 if rows <= _AIRY else 1.45)
        top = size * 1.9
        self.height = top + step * rows
        # The names stand at the right, after the places they hold now.
        names = self.label_room(0.45)
        right = self.width - names - size * 4.2
        left = min(size * 3, right)
        if self._both:
            past = chart.series[1].name
            place = max(left, extent(past, size * 0.9) / 2)
            yield Words(place, size * 0.7, past, size * 0.9, Side.CENTRE, Tone.SECOND)
        title = chart.series[0].name if chart.series else ""
        yield Words(right, size * 0.7, title, size * 0.9, Side.CENTRE, Tone.SECOND)
        shared: dict[float, int] = {}
        for line, label in enumerate(chart.labels):
            here = now[line]
            if not here:
                continue
            # Two who share a place stand under each other; the place after theirs is empty.
            y = top + step * (here - 1 + shared.get(here, 0)) + step / 2
            shared[here] = shared.get(here, 0) + 1
            before = then[line] if then else 0.0
            if before:
                height = top + step * (before - 1) + step / 2
                tone = Tone.GOOD if before > here else Tone.BAD if before < here else Tone.SECOND
                ends = ((left + size * 1.1, height), (right - size * 1.1, y))
                yield Stroke(ends, tone, 1.4 if before != here else 0.9, dashed=before < here)
                yield Words(left, height, f"{before:.0f}", size, Side.CENTRE, Tone.SECOND)
            yield Words(right, y, f"{here:.0f}", size, Side.CENTRE, Tone.INK, chart.series[0].figures[line])
            yield Words(right + size * 1.2, y, cut(label, names, size), size)
            if before and before != here:
                text = f"↑{before - here:.0f}" if before > here else f"↓{here - before:.0f}"
                tone = Tone.GOOD if before > here else Tone.BAD
                yield Words(self.width, y, text, size, Side.RIGHT, tone)

    @property
    def _both(self) -> bool:
        return len(self.chart.series) > 1 and any(one is not None and one.value for one in self.chart.series[1].figures)


class _Trend(_Layer):
    """A course in time: a line a series, a point a period, numbers at the points of the first."""

    def shapes(self) -> Iterator[Shape]:
        chart, size = self.chart, self.size
        values = [number(one) for row in chart.series for one in row.figures if one is not None]
        greatest = _round_up(max([*values, number(chart.line), 0.0]))
        top, foot = size * 2.4, size * 1.8
        self.height = top + size * 11 + foot
        bottom = self.height - foot
        scale = max(extent(f"{greatest * part / 4:g}", size * 0.9) for part in range(5))
        left, right = scale + size * 0.8, size * 2.2
        first = left + size * 1.6  # A point on the axis itself would hide its number behind the scale's.
        step = (self.width - right - first) / max(len(chart.labels) - 1, 1)
        if len(chart.series) > 1:
            yield from self.legend(size * 0.7, (Tone.BAR, Tone.SECOND))
        for part in range(5):
            y = bottom - (bottom - top) * part / 4
            yield Stroke(((left, y), (self.width - right, y)), Tone.SECOND if part == 0 else Tone.RULE, 0.5)
            yield Words(left - size * 0.4, y, f"{greatest * part / 4:g}", size * 0.9, Side.RIGHT, Tone.SECOND)
        for place, label in enumerate(chart.labels):
            yield Words(first + step * place, bottom + size * 0.9, label, size * 0.9, Side.CENTRE, Tone.SECOND)
        for order, row in reversed(list(enumerate(chart.series))):
            tone = Tone.BAR if order == 0 else Tone.SECOND
            spots = [
                (first + step * place, bottom - (bottom - top) * number(one) / greatest, one)
                for place, one in enumerate(row.figures)
                if one is not None and one.value is not None
            ]
            if len(spots) > 1:
                yield Stroke(tuple((x, y) for x, y, _ in spots), tone, 1.6 if order == 0 else 1.0, dashed=order > 0)
            for x, y, one in spots:
                half = size * 0.22
                yield Area(_box(x - half, y - half, half * 2, half * 2), tone, one)
                if order == 0:
                    above = Words(x, y - size * 0.85, one.text, size * 0.9, Side.CENTRE, Tone.INK, one)
                    yield from (_ground(above), above)


def _round_up(value: float) -> float:
    """Find the next scale above a value whose four steps are round numbers."""
    if value <= 0:
        return 4.0
    power = 10.0 ** math.floor(math.log10(value / 4))
    return next(4 * step * power for step in (1, 1.5, 2, 2.5, 3, 4, 5, 10) if 4 * step * power >= value)
