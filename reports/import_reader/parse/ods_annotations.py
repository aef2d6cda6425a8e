"""Annotations of .ods sheets that the fast parser omits, from content.xml (OpenDocument 1.3 part 3)."""

import re
import zipfile
from xml.parsers import expat

from reports.import_reader.parse.xlsx_annotations import SheetAnnotations
from reports.import_reader.workbook_data import NO_VALUE, MergedArea

_CHUNK_BYTES = 1 << 20
_MAX_ROWS = 1_048_576
_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?|#N/A|(?:Err|错误)[:：]\d{3}")


class _OdsReader:
    """Parser handlers that count tables, rows and cells, including repeated ones."""

    def __init__(self) -> None:
        self.annotations_by_table: dict[str, SheetAnnotations] = {}
        self.annotations = SheetAnnotations()
        self.row = self.column = self.width = 0
        self.repeat = 1
        self.cell: dict[str, str] | None = None
        self.text = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""
        if tag == "table:table":
            self.annotations = self.annotations_by_table.setdefault(
                attributes.get("table:name", ""), SheetAnnotations()
            )
            self.row = self.width = 0
        elif tag == "table:table-column":
            wide = _repeat_count(attributes, "columns")
            if attributes.get("table:visibility") in {"collapse", "filter"}:
                self.annotations.hide_columns(self.width, self.width + wide - 1)
            self.width += wide
        elif tag == "table:table-row":
            self.repeat, self.column = min(_repeat_count(attributes, "rows"), _MAX_ROWS - self.row), 0
            # Hidden rows that extend to the end of the sheet lie beyond the values and need not be listed.
            if attributes.get("table:visibility") in {"collapse", "filter"} and self.repeat < _MAX_ROWS // 2:
                self.annotations.hidden_rows += range(self.row, self.row + self.repeat)
        elif tag in {"table:table-cell", "table:covered-table-cell"}:
            self.cell, self.text = attributes, ""

    def write(self, text: str) -> None:
        """Collect the text of a cell."""
        if self.cell is not None:
            self.text += text

    def end(self, tag: str) -> None:
        """Check a cell at its end."""
        if tag == "table:table-row":
            self.row += self.repeat
        elif tag in {"table:table-cell", "table:covered-table-cell"} and self.cell is not None:
            self._check_cell(self.cell, self.text.strip())
            self.column += _repeat_count(self.cell, "columns")
            self.cell = None

    def _check_cell(self, cell: dict[str, str], text: str) -> None:
        wide, tall = (int(cell.get(f"table:number-{side}-spanned", "1")) for side in ("columns", "rows"))
        if wide > 1 or tall > 1:
            self.annotations.merges.append(
                MergedArea(self.row, self.column, self.row + tall - 1, self.column + wide - 1)
            )
        formula = "table:formula" in cell
        if cell.get("calcext:value-type") == "error" or (formula and _ERROR.fullmatch(text)):
            self.annotations.faults.append((self.row, self.column, text or NO_VALUE))
        elif formula and "office:value-type" not in cell and not text:
            self.annotations.faults.append((self.row, self.column, NO_VALUE))


def _repeat_count(attributes: dict[str, str], what: str) -> int:
    return max(1, int(attributes.get(f"table:number-{what}-repeated", "1")))


def annotations_in_ods(package: zipfile.ZipFile) -> dict[str, SheetAnnotations]:
    """Scan all tables of an .ods; returns annotations by table name."""
    reader, parser = _OdsReader(), expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler, parser.buffer_text = reader.write, True
    with package.open("content.xml") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            parser.Parse(chunk, False)
    return reader.annotations_by_table
