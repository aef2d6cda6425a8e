"""专项招商进度表: what each group of optional ledgers in use comes to, a section each."""

from collections.abc import Sequence
from datetime import date

from models.ledgers import County
from reports.circulars.parts.letterhead import long_date
from reports.circulars.parts.wording import Sentence, column, fill, paragraph, row
from reports.circulars.sheets.sheet_document import county_list, numbered_sections
from reports.content.document import Align, Block, Document, Table
from reports.figures.figure import Figure
from reports.figures.special_table import Cell, SpecialColumn, SpecialTable

_CHARS_PER_WIDTH = 2  # a column's width counts half-width characters, a printed table's full ones


def draft(county: County, tables: Sequence[SpecialTable], today: date) -> Document:
    """Compose the sheet; a table without lines is said to be empty."""
    body: list[Block] = [paragraph(f"截至{long_date(today)}，本县启用的专项台账进度如下。")]
    body += numbered_sections((table.name, _section(table)) for table in tables)
    return county_list(county, "专项招商进度表", body, today, ("专项招商",))


def _section(table: SpecialTable) -> tuple[Block, ...]:
    if not table.lines:
        return (paragraph("还没有登记。"),)
    columns = tuple(
        column(part.title, part.width / _CHARS_PER_WIDTH, _alignment(number, part))
        for number, part in enumerate(table.columns)
    )
    lines = tuple(row(*line.cells) for line in table.lines)
    return paragraph(*(_sentence(part) for part in table.summary), "。"), Table("", columns, lines, notes=(table.note,))


def _alignment(number: int, part: SpecialColumn) -> Align:
    """Numbers stand at the right, names in the first column at the left, days and states in the middle."""
    if part.is_number:
        return Align.RIGHT
    return Align.CENTRE if number else Align.LEFT


def _sentence(part: Cell) -> Sentence:
    return fill("{n}", n=part) if isinstance(part, Figure) else part
