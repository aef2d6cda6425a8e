"""Forms on paper: labels beside their values in a table without a head, so many pairs to a row."""

from collections.abc import Sequence

from reports.circulars.wording import cell
from reports.content import Align, Column, Row, Table
from reports.figures import EMPTY, Figure

Pair = tuple[str, "str | Figure | None"]


def pairs(found: Sequence[Pair], across: int, label: float = 5, value: float = 8) -> Table:
    """Lay out label and value, ``across`` pairs to a row; what is empty prints a dash."""
    rows = []
    for first in range(0, len(found), across):
        some = list(found[first : first + across])
        some += [("", "")] * (across - len(some))
        cells = [one for name, what in some for one in (cell(name), cell(what or (EMPTY if name else "")))]
        rows.append(Row(tuple(cells)))
    columns = tuple(one for _ in range(across) for one in (Column("", label), Column("", value, Align.LEFT)))
    return Table("", columns, tuple(rows))


def listing(titles: Sequence[str], rows: Sequence[Sequence["str | Figure"]], widths: Sequence[float]) -> Table:
    """Lay out a list with a head; the first column keeps left, the others stand in the middle."""
    columns = tuple(
        Column(title, width, Align.CENTRE if number else Align.LEFT)
        for number, (title, width) in enumerate(zip(titles, widths, strict=True))
    )
    return Table("", columns, tuple(Row(tuple(cell(one or EMPTY) for one in row)) for row in rows))
