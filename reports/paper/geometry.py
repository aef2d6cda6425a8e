"""The measures of an official document, in points, named after the clauses of GB/T 9704-2012 that give them."""

from dataclasses import dataclass

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
    """Where things stand on a page; a county that prints otherwise replaces single measures."""

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
    table_size: float = SIZE_4  # the largest a table is set in; it falls until the columns have room
    small_size: float = SIZE_4  # 版记 and page numbers, 7.4 and 7.5
    masthead_drop: float = mm(35)  # 7.2.4
    masthead_size: float = 52.0  # the standard leaves it open
    rule_gap: float = mm(4)  # 7.2.7
    rule_width: float = mm(0.5)
    number_drop: float = mm(7)  # 7.5
    imprint_outer: float = mm(0.35)  # 7.4.1
    imprint_inner: float = mm(0.25)

    @property
    def bottom(self) -> float:
        """The height of 版心's lower edge above the paper's."""
        return self.page_height - self.top - self.height

    @property
    def pitch(self) -> float:
        """From one line of text to the next: 28.99 pt for 22 lines on 225 mm."""
        return self.height / self.lines

    @property
    def cell(self) -> float:
        """From one character to the next: 15.79 pt for 28 characters on 156 mm."""
        return self.width / self.chars

    @property
    def tracking(self) -> float:
        """What is added after each character so that a full line fills 版心: −0.21 pt for 16 pt type."""
        return self.cell - self.size


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
    def of(cls, geometry: Geometry, *, sideways: bool = False) -> "Frame":
        """Make the frame of an upright or a sideways page."""
        width, height = geometry.width, geometry.height
        if sideways:
            return cls(height, width, geometry.left, geometry.bottom, sideways=True)
        return cls(width, height, geometry.left, geometry.bottom)

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """The transformation from this frame to the paper, as PDF writes it."""
        if self.sideways:
            return (0, 1, -1, 0, self.left + self.height, self.bottom)
        return (1, 0, 0, 1, self.left, self.bottom)

    def on_paper(self, x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
        """Give a rectangle of this frame in the paper's own co-ordinates."""
        if self.sideways:
            return (self.left + self.height - y - height, self.bottom + x, height, width)
        return (self.left + x, self.bottom + y, width, height)


GB9704 = Geometry()
