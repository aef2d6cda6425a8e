"""Tables for printed forms: label and value pairs without a head row, and plain lists."""

from collections.abc import Sequence

from reports.circulars.wording import cell
from reports.content import Align, Column, Row, Table
from reports.figures import EMPTY, Figure

Pair = tuple[str, "str | Figure | None"]


def pairs(found: Sequence[Pair], across: int, label: float = 5, value: float = 8) -> Table:
    """Build a table of label and value pairs, ``pairs_per_row`` to a row; an empty value prints a dash."""
    rows = []
    for first in range(0, len(found), across):
        chunk = list(found[first : first + across])
        chunk += [("", "")] * (across - len(chunk))
        cells = [span for name, what in chunk for span in (cell(name), cell(what or (EMPTY if name else "")))]
        rows.append(Row(tuple(cells)))
    columns = tuple(column for _ in range(across) for column in (Column("", label), Column("", value, Align.LEFT)))
    return Table("", columns, tuple(rows))


def listing(titles: Sequence[str], rows: Sequence[Sequence["str | Figure"]], widths: Sequence[float]) -> Table:
    """Build a list with a head row; the first column is left-aligned, the others centred."""
    columns = tuple(
        Column(title, width, Align.CENTRE if number else Align.LEFT)
        for number, (title, width) in enumerate(zip(titles, widths, strict=True))
    )
    return Table("", columns, tuple(Row(tuple(cell(value or EMPTY) for value in row)) for row in rows))
