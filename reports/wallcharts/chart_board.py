"""Shared by both wall charts: the drawing area, basic shapes, and text wrapping."""

from dataclasses import dataclass

from reports.content.chart_layout import FilledArea, Shape, Stroke, Tone, text_width

_NOT_AT_LINE_START = "，。、；：）》”’！？…·％%"


@dataclass(frozen=True, slots=True)
class DrawingArea:
    """The area available to a drawing and its font size, in points."""

    width: float
    height: float
    font_size: float


def filled_rectangle(x: float, y: float, width: float, height: float, tone: Tone) -> FilledArea:
    """Return a filled rectangle given by its upper left corner; y grows downwards."""
    return FilledArea(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), tone)


def outline(
    x: float, y: float, width: float, height: float, tone: Tone, thick: float = 0.75, *, dashed: bool = False
) -> Stroke:
    """Return the outline of a rectangle."""
    points = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
    return Stroke(points, tone, thick, dashed)


def horizontal_line(
    x: float, y: float, end_x: float, tone: Tone = Tone.RULE, thick: float = 0.5, *, dashed: bool = False
) -> Shape:
    """Return a horizontal line from ``x`` to ``end_x``."""
    return Stroke(((x, y), (end_x, y)), tone, thick, dashed)


def vertical_line(
    x: float, y: float, end_y: float, tone: Tone = Tone.RULE, thick: float = 0.5, *, dashed: bool = False
) -> Shape:
    """Return a vertical line from ``y`` to ``end_y``."""
    return Stroke(((x, y), (x, end_y)), tone, thick, dashed)


def wrap_text(text: str, width: float, size: float) -> list[str]:
    """Wrap a text into lines no wider than ``width``; no line begins with a closing mark."""
    lines: list[str] = []
    line = ""
    for character in text:
        if line and text_width(line + character, size) > width and character not in _NOT_AT_LINE_START:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line] if line else lines
