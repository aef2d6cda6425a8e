"""Layout of charts as plain shapes, in points from the upper left corner, drawn alike by every renderer."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from reports.content.document import Chart, ChartKind
from reports.figures.figure import EMPTY, Figure


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


class TextAnchor(Enum):
    """Which point of a text is at its ``x``: its left end, centre or right end."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class FilledArea:
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
class ChartText:
    """A text on one line; ``y`` is the middle of its height, ``size`` its type size in points."""

    x: float
    y: float
    text: str
    size: float
    anchor: TextAnchor = TextAnchor.LEFT
    tone: Tone = Tone.INK
    figure: Figure | None = None


Shape = FilledArea | Stroke | ChartText
_MAX_SPACIOUS_PLACES = 12  # places; more are set with narrower spacing
_WHOLE = 100  # percent
_MIN_PLACE_STEP = 1.15  # of the type size: closer names would touch


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart ready to be drawn, ``width`` by ``height`` points; later shapes cover earlier ones.

    ``description`` says in words what it shows, where nothing else does.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    description: str = ""


def lay_out_chart(chart: Chart, width: float, size: float = 10.5, spread: float = 1.0) -> Drawing:
    """Lay out a chart in a width (points); its height follows from its content. ``size`` is the type size.

    ``spread`` below 1 sets bars, steps and places closer together; the type keeps its size.
    """
    layer = {
        ChartKind.BARS: _BarLayout,
        ChartKind.FUNNEL: _FunnelLayout,
        ChartKind.PLACES: _PlacesLayout,
        ChartKind.TREND: _TrendLayout,
    }[chart.kind](chart, width, size, spread)
    shapes = tuple(layer.shapes())
    return Drawing(width, layer.height, shapes)


def text_width(text: str, size: float) -> float:
    """Estimate a text's width in points: full-width characters count 1 em, others 0.53 em."""
    return sum(size if ord(char) > 0x2E7F or char in "—…“”‘’·" else size * 0.53 for char in text)


def ellipsize(text: str, width: float, size: float) -> str:
    """Shorten a text to a width in points, ending in “…”."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text + "…"


def numeric_value(figure: Figure | None) -> float:
    """Return a figure's value as a float; a missing figure or value counts as 0."""
    return float(figure.value) if figure is not None and figure.value is not None else 0.0


def _backing(text: ChartText) -> FilledArea:
    """Return the background patch behind a text, so that no line runs through it."""
    wide, high = text_width(text.text, text.size) + text.size * 0.2, text.size
    left = text.x - {TextAnchor.LEFT: text.size * 0.1, TextAnchor.CENTRE: wide / 2, TextAnchor.RIGHT: wide}[text.anchor]
    return FilledArea(_box(left, text.y - high / 2, wide, high), Tone.PAPER)


def _box(x: float, y: float, width: float, height: float) -> tuple[tuple[float, float], ...]:
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))


class _ChartLayout:
    """Base class of chart layouts: the chart, its width, its type size and how far apart its parts stand."""

    def __init__(self, chart: Chart, width: float, size: float, spread: float) -> None:
        self.chart, self.width, self.size, self.spread = chart, width, size, spread
        self.height = 0.0

    def shapes(self) -> Iterator[Shape]:
        """Yield the chart's shapes and set ``height``."""
        raise NotImplementedError

    def label_width(self, max_share: float = 0.36) -> float:
        """Return the width of the labels' column, at most a share of the whole width."""
        widest = max((text_width(label, self.size) for label in self.chart.labels), default=0.0)
        return min(widest, self.width * max_share) + self.size

    def legend(self, y: float, tones: tuple[Tone, ...]) -> Iterator[Shape]:
        """Yield the legend, right-aligned: each series' name behind a square of its tone."""
        small, x = self.size * 0.9, self.width
        for series, tone in reversed(list(zip(self.chart.series, tones, strict=False))):
            x -= text_width(series.name, small)
            yield ChartText(x, y, series.name, small, TextAnchor.LEFT, Tone.SECOND)
            x -= small * 1.3
            yield FilledArea(_box(x, y - small * 0.4, small * 0.8, small * 0.8), tone)
            x -= small * 1.4


class _BarLayout(_ChartLayout):
    """Horizontal bars, each with its number; a dashed line marks the reference value."""

    def shapes(self) -> Iterator[Shape]:
        chart, size = self.chart, self.size
        several = len(chart.series) > 1
        thick = size * (0.78 if several else 1.1)
        step = (thick * len(chart.series) + size * 0.75) * self.spread
        thick *= self.spread
        top = size * (1.9 if several or chart.line else 0.4)
        left = self.label_width()
        number_widths = (text_width(self._text(figure), size) for row in chart.series for figure in row.figures)
        right = max(number_widths, default=0) + size
        room = max(self.width - left - right, size)
        values = [numeric_value(figure) for row in chart.series for figure in row.figures]
        greatest = max([*values, numeric_value(chart.line), 0.0]) or 1.0
        least = min([*values, 0.0])
        scale = room / (greatest - least)
        zero = left - least * scale
        self.height = top + step * len(chart.labels) + size * 0.3
        if several:
            yield from self.legend(size * 0.7, (Tone.BAR, Tone.PALE))
        numbers: list[ChartText] = []
        for line, label in enumerate(chart.labels):
            y = top + step * line
            middle = y + thick * len(chart.series) / 2
            yield ChartText(
                left - size * 0.6, middle, ellipsize(label, left - size * 0.8, size), size, TextAnchor.RIGHT
            )
            for place, row in enumerate(chart.series):
                figure = row.figures[line]
                at = (zero, y + thick * place)
                yield from self._bar(figure, at, thick, scale, several=place > 0)
                numbers.append(self._number(figure, at, thick, scale))
        yield Stroke(((zero, top - size * 0.2), (zero, self.height)), Tone.SECOND, 0.5)
        if chart.line is not None and chart.line.value is not None:
            x = zero + numeric_value(chart.line) * scale
            yield Stroke(((x, top - size * 0.3), (x, self.height)), Tone.INK, 0.9, dashed=True)
            text = f"{chart.line.label} {chart.line.phrase}"
            half = text_width(text, size * 0.9) / 2
            yield ChartText(
                min(x, self.width - half), size * 0.7, text, size * 0.9, TextAnchor.CENTRE, Tone.INK, chart.line
            )
            crossed = (label for label in numbers if label.x < x + size and x < label.x + text_width(label.text, size))
            yield from map(_backing, crossed)
        yield from numbers

    def _bar(
        self, figure: Figure | None, at: tuple[float, float], thick: float, scale: float, *, several: bool
    ) -> Iterator[Shape]:
        x, y = at
        length = numeric_value(figure) * scale
        short = self.chart.line is not None and numeric_value(figure) < numeric_value(self.chart.line)
        tone = Tone.PALE if several or short else Tone.BAR
        if length:
            yield FilledArea(_box(min(x, x + length), y, abs(length), thick * 0.92), tone, figure)

    def _number(self, figure: Figure | None, at: tuple[float, float], thick: float, scale: float) -> ChartText:
        """Return the number beside a bar's end; it covers the reference line, which is drawn before."""
        x, y = at
        end = max(x, x + numeric_value(figure) * scale) + self.size * 0.35
        return ChartText(end, y + thick * 0.46, self._text(figure), self.size * 0.95, figure=figure)

    def _text(self, figure: Figure | None) -> str:
        return EMPTY if figure is None else figure.text + ("%" if figure.unit == "%" else "")


class _FunnelLayout(_ChartLayout):
    """Steps of decreasing width, each with its number and its share of the previous step."""

    def shapes(self) -> Iterator[Shape]:
        size = self.size
        tall, gap = size * 2.3 * self.spread, size * 0.35
        figures = self.chart.series[0].figures if self.chart.series else ()
        greatest = max((numeric_value(figure) for figure in figures), default=0.0) or 1.0
        left, right = self.label_width(), size * 8
        room = self.width - left - right
        middle = left + room / 2
        self.height = (tall + gap) * len(figures)
        widths = [max(room * numeric_value(figure) / greatest, size * 0.4) for figure in figures]
        for line, (label, figure) in enumerate(zip(self.chart.labels, figures, strict=True)):
            y = (tall + gap) * line
            above, below = widths[line], min(widths[line], widths[line + 1] if line + 1 < len(widths) else widths[line])
            points = (
                (middle - above / 2, y),
                (middle + above / 2, y),
                (middle + below / 2, y + tall),
                (middle - below / 2, y + tall),
            )
            yield FilledArea(points, Tone.PALE, figure)
            yield ChartText(
                left - size * 0.6, y + tall / 2, ellipsize(label, left - size * 0.8, size), size, TextAnchor.RIGHT
            )
            text = EMPTY if figure is None else figure.phrase
            yield ChartText(middle, y + tall / 2, text, size, TextAnchor.CENTRE, Tone.INK, figure)
            before = figures[line - 1] if line else None
            if line and numeric_value(before):
                share = Decimal(str(numeric_value(figure))) / Decimal(str(numeric_value(before))) * 100
                if share > _WHOLE:  # Some came in without the step before: no share of it.
                    continue
                text = f"转化 {share.quantize(Decimal(1))}%"
                yield ChartText(self.width, y + tall / 2, text, size * 0.9, TextAnchor.RIGHT, Tone.SECOND)


class _PlacesLayout(_ChartLayout):
    """Ranking places of the previous period joined by lines to those of this period."""

    def shapes(self) -> Iterator[Shape]:
        chart, size = self.chart, self.size
        now = [numeric_value(figure) for figure in chart.series[0].figures] if chart.series else []
        past_figures = chart.series[1].figures if self._has_past_places else ()
        then = [numeric_value(figure) if figure is not None else 0.0 for figure in past_figures]
        rows = int(max([*now, *then], default=0.0))
        step = max(size * (1.75 if rows <= _MAX_SPACIOUS_PLACES else 1.45) * self.spread, size * _MIN_PLACE_STEP)
        top = size * 1.9
        self.height = top + step * rows
        # Names are at the right, after their places in this period.
        names = self.label_width(0.45)
        right = self.width - names - size * 4.2
        left = min(size * 3, right)
        if self._has_past_places:
            past = chart.series[1].name
            place = max(left, text_width(past, size * 0.9) / 2)
            yield ChartText(place, size * 0.7, past, size * 0.9, TextAnchor.CENTRE, Tone.SECOND)
        title = chart.series[0].name if chart.series else ""
        yield ChartText(right, size * 0.7, title, size * 0.9, TextAnchor.CENTRE, Tone.SECOND)
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
                yield ChartText(left, height, f"{before:.0f}", size, TextAnchor.CENTRE, Tone.SECOND)
            yield ChartText(right, y, f"{here:.0f}", size, TextAnchor.CENTRE, Tone.INK, chart.series[0].figures[line])
            yield ChartText(right + size * 1.2, y, ellipsize(label, names, size), size)
            if before and before != here:
                text = f"↑{before - here:.0f}" if before > here else f"↓{here - before:.0f}"
                tone = Tone.GOOD if before > here else Tone.BAD
                yield ChartText(self.width, y, text, size, TextAnchor.RIGHT, tone)

    @property
    def _has_past_places(self) -> bool:
        series = self.chart.series
        return len(series) > 1 and any(figure is not None and figure.value for figure in series[1].figures)


class _TrendLayout(_ChartLayout):
    """A trend over time: a line for each series, a point for each period, numbers at the points of the first series."""

    def shapes(self) -> Iterator[Shape]:
        chart, size = self.chart, self.size
        values = [numeric_value(figure) for row in chart.series for figure in row.figures if figure is not None]
        greatest = _round_up(max([*values, numeric_value(chart.line), 0.0]))
        top, foot = size * 2.4, size * 1.8
        self.height = top + size * 11 * self.spread + foot
        bottom = self.height - foot
        scale = max(text_width(f"{greatest * part / 4:g}", size * 0.9) for part in range(5))
        left, right = scale + size * 0.8, size * 2.2
        first = left + size * 1.6  # the number of a point on the axis itself would overlap the scale
        step = (self.width - right - first) / max(len(chart.labels) - 1, 1)
        if len(chart.series) > 1:
            yield from self.legend(size * 0.7, (Tone.BAR, Tone.SECOND))
        for part in range(5):
            y = bottom - (bottom - top) * part / 4
            yield Stroke(((left, y), (self.width - right, y)), Tone.SECOND if part == 0 else Tone.RULE, 0.5)
            yield ChartText(left - size * 0.4, y, f"{greatest * part / 4:g}", size * 0.9, TextAnchor.RIGHT, Tone.SECOND)
        for place, label in enumerate(chart.labels):
            yield ChartText(
                first + step * place, bottom + size * 0.9, label, size * 0.9, TextAnchor.CENTRE, Tone.SECOND
            )
        for order, row in reversed(list(enumerate(chart.series))):
            tone = Tone.BAR if order == 0 else Tone.SECOND
            spots = [
                (first + step * place, bottom - (bottom - top) * numeric_value(figure) / greatest, figure)
                for place, figure in enumerate(row.figures)
                if figure is not None and figure.value is not None
            ]
            if len(spots) > 1:
                yield Stroke(tuple((x, y) for x, y, _ in spots), tone, 1.6 if order == 0 else 1.0, dashed=order > 0)
            for x, y, figure in spots:
                half = size * 0.22
                yield FilledArea(_box(x - half, y - half, half * 2, half * 2), tone, figure)
                if order == 0:
                    above = ChartText(x, y - size * 0.85, figure.text, size * 0.9, TextAnchor.CENTRE, Tone.INK, figure)
                    yield from (_backing(above), above)


def _round_up(value: float) -> float:
    """Return the next scale maximum above a value whose four steps are round numbers."""
    if value <= 0:
        return 4.0
    power = 10.0 ** math.floor(math.log10(value / 4))
    return next(4 * step * power for step in (1, 1.5, 2, 2.5, 3, 4, 5, 10) if 4 * step * power >= value)
