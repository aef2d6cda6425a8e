"""What both wall charts share: how large a sheet is to draw on, and how texts are broken in their boxes."""

from dataclasses import dataclass

from reports.drawing import Area, Shape, Stroke, Tone, extent

_NOT_FIRST = "，。、；：）》”’！？…·％%"


@dataclass(frozen=True, slots=True)
class Room:
    """What a drawing may fill, in points, and the size of its letters."""

    width: float
    height: float
    size: float


def box(x: float, y: float, width: float, height: float, tone: Tone) -> Area:
    """Fill a rectangle given by its upper left corner."""
    return Area(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), tone)


def outline(
    x: float, y: float, width: float, height: float, tone: Tone, thick: float = 0.75, *, dashed: bool = False
) -> Stroke:
    """Draw a rectangle's edge."""
    points = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
    return Stroke(points, tone, thick, dashed)


def across(x: float, y: float, to: float, tone: Tone = Tone.RULE, thick: float = 0.5, *, dashed: bool = False) -> Shape:
    """Draw a level line."""
    return Stroke(((x, y), (to, y)), tone, thick, dashed)


def down(x: float, y: float, to: float, tone: Tone = Tone.RULE, thick: float = 0.5, *, dashed: bool = False) -> Shape:
    """Draw an upright line."""
    return Stroke(((x, y), (x, to)), tone, thick, dashed)


def broken(text: str, room: float, size: float) -> list[str]:
    """Break a text into lines no wider than the room; no line begins with a mark that closes."""
    lines: list[str] = []
    line = ""
    for one in text:
        if line and extent(line + one, size) > room and one not in _NOT_FIRST:
            lines.append(line)
            line = ""
        line += one
    return [*lines, line] if line else lines
