"""Shared by both wall charts: the drawing area, basic shapes, and text wrapping."""

from dataclasses import dataclass

from reports.drawing import Area, Shape, Stroke, Tone, extent

_NOT_FIRST = "，。、；：）》”’！？…·％%"


@dataclass(frozen=True, slots=True)
class Room:
    """The area available to a drawing and its font size, in points."""

    width: float
    height: float
    size: float


def box(x: float, y: float, width: float, height: float, tone: Tone) -> Area:
    """Return a filled rectangle given by its upper left corner; y grows downwards."""
    return Area(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), tone)


def outline(
    x: float, y: float, width: float, height: float, tone: Tone, thick: float = 0.75, *, dashed: bool = False
) -> Stroke:
    """Return the outline of a rectangle."""
    points = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
    return Stroke(points, tone, thick, dashed)


def across(x: float, y: float, to: float, tone: Tone = Tone.RULE, thick: float = 0.5, *, dashed: bool = False) -> Shape:
    """Return a horizontal line from ``x`` to ``end_x``."""
    return Stroke(((x, y), (to, y)), tone, thick, dashed)


def down(x: float, y: float, to: float, tone: Tone = Tone.RULE, thick: float = 0.5, *, dashed: bool = False) -> Shape:
    """Return a vertical line from ``y`` to ``end_y``."""
    return Stroke(((x, y), (x, to)), tone, thick, dashed)


def broken(text: str, room: float, size: float) -> list[str]:
    """Wrap a text into lines no wider than ``width``; no line begins with a closing mark."""
    lines: list[str] = []
    line = ""
    for character in text:
        if line and extent(line + character, size) > room and character not in _NOT_FIRST:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line] if line else lines
