"""The elements of a table in a tagged PDF: caption, head, rows, and which cells are headers of others."""

from reports.content.document import Row, RowKind, Table
from reports.pdf.structure import COLUMN_HEADER, DATA_CELL, ROW_HEADER, Tag, spanning_header

_ORDINAL_TITLES = {"序号", "名次", "排名", "位次", "编号"}  # columns whose cells name nothing


class TableTags:
    """Makes the tags of one table; that of a row only when the row is set."""

    def __init__(self, table: Table, section: Tag | None, *, titled: bool) -> None:
        """Without titles the table is a form: in each pair of cells the first is the label of the second."""
        titles = ["".join(column.title.split()) for column in table.columns]
        self.table = Tag("Table", section)
        self.caption = Tag("Caption", self.table)
        self._body = Tag("TBody", self.table)
        named = next((number for number, title in enumerate(titles) if title not in _ORDINAL_TITLES), 0)
        headers = {named} if titled else set(range(0, len(titles), 2))
        self._head = tuple(COLUMN_HEADER for _ in titles)
        self._plain = tuple(ROW_HEADER if number in headers else DATA_CELL for number, _ in enumerate(titles))
        self._group = (spanning_header(len(titles)),)

    def head(self) -> Tag:
        """Return the tag of the row of column titles."""
        return Tag("TR", Tag("THead", self.table), cells=self._head)

    def row(self, row: Row) -> Tag:
        """Return the tag of a row; a group's title spans the table, and what is empty is no header."""
        if row.kind is RowKind.GROUP:
            return Tag("TR", self._body, cells=self._group)
        kinds = self._plain
        if not all(cell.text for cell, kind in zip(row.cells, kinds, strict=True) if kind is ROW_HEADER):
            kinds = tuple(kind if cell.text else DATA_CELL for cell, kind in zip(row.cells, kinds, strict=True))
        return Tag("TR", self._body, cells=kinds)
