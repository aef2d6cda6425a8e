"""Tables for printed forms: label and value pairs without a head row, and plain lists."""

from collections.abc import Sequence
from dataclasses import replace

from reports.circulars.parts.wording import cell
from reports.content.document import Align, Row, RowKind, Table, TableColumn
from reports.figures.figure import EMPTY, Figure

LabelValue = tuple[str, "str | Figure | None"]


def form_table(label_values: Sequence[LabelValue], pairs_per_row: int, label: float = 5, value: float = 8) -> Table:
    """Build a table of label and value pairs, ``pairs_per_row`` to a row; an empty value prints a dash."""
    rows = []
    for first in range(0, len(label_values), pairs_per_row):
        chunk = list(label_values[first : first + pairs_per_row])
        chunk += [("", "")] * (pairs_per_row - len(chunk))
        cells = [span for name, what in chunk for span in (cell(name), cell(what or (EMPTY if name else "")))]
        rows.append(Row(tuple(cells)))
    columns = tuple(
        column for _ in range(pairs_per_row) for column in (TableColumn("", label), TableColumn("", value, Align.LEFT))
    )
    return Table("", columns, tuple(rows))


def list_table(titles: Sequence[str], rows: Sequence[Sequence["str | Figure"]], widths: Sequence[float]) -> Table:
    """Build a list with a head row; the first column is left-aligned, the others centred."""
    columns = tuple(
        TableColumn(title, width, Align.CENTRE if number else Align.LEFT)
        for number, (title, width) in enumerate(zip(titles, widths, strict=True))
    )
    return Table("", columns, tuple(Row(tuple(cell(value or EMPTY) for value in row)) for row in rows))


def without_unfilled_column(table: Table, title: str) -> Table:
    """Leave out the column of this title where no row fills it: a column of dashes tells a reader nothing."""
    places = [place for place, column in enumerate(table.columns) if column.title == title]
    plain = [row for row in table.rows if row.kind is RowKind.PLAIN]
    if not places or any(row.cells[places[0]].text not in {"", EMPTY} for row in plain):
        return table
    place = places[0]
    rows = tuple(
        row if row.kind is RowKind.GROUP else replace(row, cells=row.cells[:place] + row.cells[place + 1 :])
        for row in table.rows
    )
    return replace(table, columns=table.columns[:place] + table.columns[place + 1 :], rows=rows)
