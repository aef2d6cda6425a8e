"""Layout of charts as plain shapes, in points from the upper left corner, drawn alike by every renderer."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from reports.content import Chart, ChartKind
from reports.figures import EMPTY, Figure


class Tone(Enum):
    """The meaning of a colour; each renderer has its own colours, distinguishable in black and white too."""

    INK = "ink"
    SECOND = "second"
    RULE = "rule"
    BAR = "bar"
    PALE = "pale"
    GOOD = "good"
    BAD = "bad"
    PAPER = "paper"  # the background, drawn under a number that a line would cross


class Side(Enum):
    """Which point of a text is at its ``x``: its left end, centre or right end."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon, with the figure it shows, if any, so that a click opens the figure's rows."""

    points: tuple[tuple[float, float], ...]
    tone: Tone
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through some points, solid or dashed; width in points."""

    points: tuple[tuple[float, float], ...]
    tone: Tone
    width: float = 0.75
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A text on one line; ``y`` is the middle of its height, ``size`` its type size in points."""

    x: float
    y: float
    text: str
    size: float
    side: Side = Side.LEFT
    tone: Tone = Tone.INK
    figure: Figure | None = None


Shape = Area | Stroke | Words
_AIRY = 12  # places; more are set with narrower spacing


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart ready to be drawn, ``width`` by ``height`` points; later shapes cover earlier ones."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def drawing(chart: Chart, width: float, size: float = 10.5) -> Drawing:
    """Lay out a chart in a width (points); its height follows from its content. ``size`` is the type size."""
    layer = {
        ChartKind.BARS: _Bars,
        ChartKind.FUNNEL: _Funnel,
        ChartKind.PLACES: _Places,
        ChartKind.TREND: _Trend,
    }[chart.kind](chart, width, size)
    shapes = tuple(layer.shapes())
    return Drawing(width, layer.height, shapes)


def extent(text: str, size: float) -> float:
    """Estimate a text's width in points: full-width characters count 1 em, others 0.53 em."""
    return sum(size if ord(char) > 0x2E7F or char in "—…“”‘’·" else size * 0.53 for char in text)


def cut(text: str, room: float, size: float) -> str:
    """Shorten a text to a width in points, ending in “…”."""
    if extent(text, size) <= room:
        return text
    while text and extent(text + "…", size) > room:
        text = text[:-1]
    return text + "…"


def number(figure: Figure | None) -> float:
    """Return a figure's value as a float; a missing figure or value counts as 0."""
    return float(figure.value) if figure is not None and figure.value is not None else 0.0


def _ground(words: Words) -> Area:
    """Return the background patch behind a text, so that no line runs through it."""
    wide, high = extent(words.text, words.size) + words.size * 0.2, words.size
    left = words.x - {Side.LEFT: words.size * 0.1, Side.CENTRE: wide / 2, Side.RIGHT: wide}[words.side]
    return Area(_box(left, words.y - high / 2, wide, high), Tone.PAPER)


def _box(x: float, y: float, width: float, height: float) -> tuple[tuple[float, float], ...]:
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))


class _Layer:
    """Base class of chart layouts: the chart, its width and its type size."""

    def __init__(self, chart: Chart, width: float, size: float) -> None:
        self.chart, self.width, self.size = chart, width, size
        self.height = 0.0

    def shapes(self) -> Iterator[Shape]:
        """Yield the chart's shapes and set ``height``."""
        raise NotImplementedError

    def label_room(self, most: float = 0.36) -> float:
        """Return the width of the labels' column, at most a share of the whole width."""
        widest = max((extent(label, self.size) for label in self.chart.labels), default=0.0)
        return min(widest, self.width * most) + self.size

    def legend(self, y: float, tones: tuple[Tone, ...]) -> Iterator[Shape]:
        """Yield the legend, right-aligned: each series' name behind a square of its tone."""
        small, x = self.size * 0.9, self.width
        for series, tone in reversed(list(zip(self.chart.series, tones, strict=False))):
            x -= extent(series.name, small)
            yield Words(x, y, series.name, small, Side.LEFT, Tone.SECOND)
            x -= small * 1.3
            yield Area(_box(x, y - small * 0.4, small * 0.8, small * 0.8), tone)
            x -= small * 1.4


class _Bars(_Layer):
    """Horizontal bars, each with its number; a dashed line marks the reference value."""

    def shapes(self) -> Iterator[Shape]:
        chart, size = self.chart, self.size
        several = len(chart.series) > 1
        thick = size * (0.78 if several else 1.1)
        step = thick * len(chart.series) + size * 0.75
        top = size * (1.9 if several or chart.line else 0.4)
        left = self.label_room()
        number_widths = (extent(self._text(figure), size) for row in chart.series for figure in row.figures)
        right = max(number_widths, default=0) + size
        room = max(self.width - left - right, size)
        values = [number(figure) for row in chart.series for figure in row.figures]
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
                figure = row.figures[line]
                at = (zero, y + thick * place)
                yield from self._bar(figure, at, thick, scale, several=place > 0)
                numbers.append(self._number(figure, at, thick, scale))
        yield Stroke(((zero, top - size * 0.2), (zero, self.height)), Tone.SECOND, 0.5)
        if chart.line is not None and chart.line.value is not None:
            x = zero + number(chart.line) * scale
            yield Stroke(((x, top - size * 0.3), (x, self.height)), Tone.INK, 0.9, dashed=True)
            text = f"{chart.line.label} {chart.line.phrase}"
            half = extent(text, size * 0.9) / 2
            yield Words(min(x, self.width - half), size * 0.7, text, size * 0.9, Side.CENTRE, Tone.INK, chart.line)
            crossed = (label for label in numbers if label.x < x + size and x < label.x + extent(label.text, size))
            yield from map(_ground, crossed)
        yield from numbers

    def _bar(
        self, figure: Figure | None, at: tuple[float, float], thick: float, scale: float, *, several: bool
    ) -> Iterator[Shape]:
        x, y = at
        length = number(figure) * scale
        short = self.chart.line is not None and number(figure) < number(self.chart.line)
        tone = Tone.PALE if several or short else Tone.BAR
        if length:
            yield Area(_box(min(x, x + length), y, abs(length), thick * 0.92), tone, figure)

    def _number(self, figure: Figure | None, at: tuple[float, float], thick: float, scale: float) -> Words:
        """Return the number beside a bar's end; it covers the reference line, which is drawn before."""
        x, y = at
        end = max(x, x + number(figure) * scale) + self.size * 0.35
        return Words(end, y + thick * 0.46, self._text(figure), self.size * 0.95, figure=figure)

    def _text(self, figure: Figure | None) -> str:
        return EMPTY if figure is None else figure.text + ("%" if figure.unit == "%" else "")


class _Funnel(_Layer):
    """Steps of decreasing width, each with its number and its share of the previous step."""

    def shapes(self) -> Iterator[Shape]:
        size = self.size
        tall, gap = size * 2.3, size * 0.35
        figures = self.chart.series[0].figures if self.chart.series else ()
        greatest = max((number(figure) for figure in figures), default=0.0) or 1.0
        left, right = self.label_room(), size * 8
        room = self.width - left - right
        middle = left + room / 2
        self.height = (tall + gap) * len(figures)
        widths = [max(room * number(figure) / greatest, size * 0.4) for figure in figures]
        for line, (label, figure) in enumerate(zip(self.chart.labels, figures, strict=True)):
            y = (tall + gap) * line
            above, below = widths[line], min(widths[line], widths[line + 1] if line + 1 < len(widths) else widths[line])
            points = (
                (middle - above / 2, y),
                (middle + above / 2, y),
                (middle + below / 2, y + tall),
                (middle - below / 2, y + tall),
            )
            yield Area(points, Tone.PALE, figure)
            yield Words(left - size * 0.6, y + tall / 2, cut(label, left - size * 0.8, size), size, Side.RIGHT)
            text = EMPTY if figure is None else figure.phrase
            yield Words(middle, y + tall / 2, text, size, Side.CENTRE, Tone.INK, figure)
            before = figures[line - 1] if line else None
            if line and number(before):
                share = Decimal(str(number(figure))) / Decimal(str(number(before))) * 100
                text = f"转化 {share.quantize(Decimal(1))}%"
                yield Words(self.width, y + tall / 2, text, size * 0.9, Side.RIGHT, Tone.SECOND)


class _Places(_Layer):
    """Ranking places of the previous period joined by lines to those of this period."""

    def shapes(self) -> Iterator[Shape]:
        chart, size = self.chart, self.size
        now = [number(figure) for figure in chart.series[0].figures] if chart.series else []
        past_figures = chart.series[1].figures if self._both else ()
        then = [number(figure) if figure is not None else 0.0 for figure in past_figures]
        rows = int(max([*now, *then], default=0.0))
        step = size * (1.75 if rows <= _AIRY else 1.45)
        top = size * 1.9
        self.height = top + step * rows
        # Names are at the right, after their places in this period.
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
            # Subjects that share a place are set below each other; the next place is then empty.
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
        series = self.chart.series
        return len(series) > 1 and any(figure is not None and figure.value for figure in series[1].figures)


class _Trend(_Layer):
    """A trend over time: a line for each series, a point for each period, numbers at the points of the first series."""

    def shapes(self) -> Iterator[Shape]:
        chart, size = self.chart, self.size
        values = [number(figure) for row in chart.series for figure in row.figures if figure is not None]
        greatest = _round_up(max([*values, number(chart.line), 0.0]))
        top, foot = size * 2.4, size * 1.8
        self.height = top + size * 11 + foot
        bottom = self.height - foot
        scale = max(extent(f"{greatest * part / 4:g}", size * 0.9) for part in range(5))
        left, right = scale + size * 0.8, size * 2.2
        first = left + size * 1.6  # the number of a point on the axis itself would overlap the scale
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
                (first + step * place, bottom - (bottom - top) * number(figure) / greatest, figure)
                for place, figure in enumerate(row.figures)
                if figure is not None and figure.value is not None
            ]
            if len(spots) > 1:
                yield Stroke(tuple((x, y) for x, y, _ in spots), tone, 1.6 if order == 0 else 1.0, dashed=order > 0)
            for x, y, figure in spots:
                half = size * 0.22
                yield Area(_box(x - half, y - half, half * 2, half * 2), tone, figure)
                if order == 0:
                    above = Words(x, y - size * 0.85, figure.text, size * 0.9, Side.CENTRE, Tone.INK, figure)
                    yield from (_ground(above), above)


def _round_up(value: float) -> float:
    """Return the next scale maximum above a value whose four steps are round numbers."""
    if value <= 0:
        return 4.0
    power = 10.0 ** math.floor(math.log10(value / 4))
    return next(4 * step * power for step in (1, 1.5, 2, 2.5, 3, 4, 5, 10) if 4 * step * power >= value)
