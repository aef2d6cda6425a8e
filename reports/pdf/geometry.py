"""The measures of an official document, in points, named after the clauses of GB/T 9704-2012 that give them."""

from dataclasses import dataclass
from enum import Enum

MM = 72 / 25.4

# Type sizes by their Chinese names (字号), in points.
SIZE_2 = 22.0
SIZE_3 = 16.0
SIZE_4 = 14.0


def mm(length: float) -> float:
    """Convert millimetres to points."""
    return length * MM


@dataclass(frozen=True, slots=True)
class Geometry:
    """Page measures in points; a county with other habits replaces single values."""

    page_width: float = mm(210)  # 5.1
    page_height: float = mm(297)
    top: float = mm(37)  # 天头, 5.2.1
    left: float = mm(28)  # 订口, 5.2.1
    width: float = mm(156)  # 版心, 5.2.1
    height: float = mm(225)
    lines: int = 22  # 5.2.3
    chars: int = 28
    size: float = SIZE_3  # 5.2.2
    title_size: float = SIZE_2  # 7.3.1
    title_pitch: float = 34.0
    table_size: float = SIZE_4  # upper limit for tables; reduced until the columns fit
    small_size: float = SIZE_4  # 版记 and page numbers, 7.4 and 7.5
    masthead_drop: float = mm(35)  # 7.2.4
    masthead_size: float = 52.0  # the standard leaves it open
    masthead_colour: tuple[float, float, float] = (0.85, 0.0, 0.05)  # Y80 M80 of chapter 6, as a screen shows it
    rule_gap: float = mm(4)  # 7.2.7
    rule_width: float = mm(0.5)
    number_drop: float = mm(7)  # 7.5
    imprint_outer: float = mm(0.35)  # 7.4.1
    imprint_inner: float = mm(0.25)
    letter_drop: float = mm(30)  # 10.1: from the paper's edge, as is the foot
    letter_foot: float = mm(20)
    letter_rule: float = mm(170)
    bulletin_size: float = 68.0  # 简报 are in no standard
    bulletin_rule: float = mm(1)
    wide_width: float = mm(420)  # A3, for tables that no A4 page holds
    wide_height: float = mm(297)
    duplex: bool = True  # printed on both sides: 订口 at the right of even pages, 版记 on the last even one

    @property
    def bottom(self) -> float:
        """The height of 版心's lower edge above the paper's."""
        return self.page_height - self.top - self.height

    @property
    def line_pitch(self) -> float:
        """From one line of text to the next: 28.99 pt for 22 lines on 225 mm."""
        return self.height / self.lines

    @property
    def char_pitch(self) -> float:
        """From one character to the next: 15.79 pt, so that the last of 28 ends where 156 mm end."""
        return (self.width - self.size) / (self.chars - 1)

    @property
    def tracking(self) -> float:
        """What is added after each character so that a full line fills 版心: −0.21 pt for 16 pt type."""
        return self.char_pitch - self.size


class PageOrientation(Enum):
    """Paper orientation: upright A4, A4 with the text turned sideways, or landscape A3 folded in from the open side."""

    UPRIGHT = "A4"
    SIDEWAYS = "A4横排"
    WIDE = "A3"


@dataclass(frozen=True, slots=True)
class Frame:
    """The type area of one page, with its own upright axes from its lower left corner.

    A sideways frame is 版心 turned a quarter to the left, so that the head of what it holds lies at the paper's left
    edge: on odd pages the binding side, on even pages the open side, and the page number stays where it was
    (chapter 8).
    """

    width: float
    height: float
    left: float
    bottom: float
    sideways: bool = False

    @classmethod
    def for_page(
        cls, geometry: Geometry, orientation: PageOrientation = PageOrientation.UPRIGHT, page: int = 1
    ) -> "Frame":
        """Return the frame of a page; pages count from 1."""
        paper, _ = paper_size(geometry, orientation)
        width, height, left = geometry.width, geometry.height, geometry.left
        if orientation is PageOrientation.WIDE:
            width += geometry.wide_width - geometry.page_width
            height += geometry.wide_height - geometry.page_height
        if geometry.duplex and page % 2 == 0:
            left = paper - geometry.left - width
        if orientation is PageOrientation.SIDEWAYS:
            return cls(height, width, left, geometry.bottom, sideways=True)
        return cls(width, height, left, geometry.bottom)

    @property
    def paper_width(self) -> float:
        """The width of the type area in the paper's own axes."""
        return self.height if self.sideways else self.width

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """The transformation matrix from this frame to the paper, in PDF order."""
        if self.sideways:
            return (0, 1, -1, 0, self.left + self.height, self.bottom)
        return (1, 0, 0, 1, self.left, self.bottom)

    def on_paper(self, x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
        """Convert a rectangle of this frame to the paper's coordinates."""
        if self.sideways:
            return (self.left + self.height - y - height, self.bottom + x, height, width)
        return (self.left + x, self.bottom + y, width, height)


def paper_size(geometry: Geometry, orientation: PageOrientation) -> tuple[float, float]:
    """Return the width and height of the paper in points."""
    if orientation is PageOrientation.WIDE:
        return geometry.wide_width, geometry.wide_height
    return geometry.page_width, geometry.page_height


GB9704 = Geometry()
