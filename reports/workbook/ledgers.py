"""Ledgers as an .xlsx to keep working in: a sheet each, in the order and widths of the declaration."""

from collections.abc import Generator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.base import Ledger
from models.browse import Cell, View, listed_fields, records
from models.field import Field
from models.intake import terms
from models.kinds import Choice
from models.ledgers import LEDGERS
from models.store import Store
from reports.workbook.sheets import HEAD, Styles, fitting, sheet_name, workbook

_FIRST = 3  # title, unit line, headings
_VALIDATED = 2000  # rows below the last that still offer drop-downs
_WORDS = "字典"


def export(
    store: Store, path: Path, ledgers: Sequence[type[Ledger]] = LEDGERS, *, unmasked: bool = False
) -> Generator[tuple[int, int, str], None, dict[str, int]]:
    """Write ledgers into a workbook, telling how far it is; returns the rows written by ledger.

    Private fields are masked unless asked for; the book is read in one transaction, so all sheets are of one moment.
    """
    written: dict[str, int] = {}
    with store.reading() as session, workbook(path, title="招商台账", constant_memory=True) as book:
        styles = Styles(book)
        taken: set[str] = set()
        words = terms(session)
        ranges = _write_words(book, styles, words, taken)
        for number, ledger in enumerate(ledgers):
            yield number, len(ledgers), ledger.about.label
            sheet = book.add_worksheet(sheet_name(ledger.about.label, taken))
            rows = records(session, View(ledger), listed_fields(ledger), unmasked=unmasked)
            written[ledger.__tablename__] = _write_ledger(sheet, styles, ledger, rows, ranges)
        book.worksheets()[1 if len(book.worksheets()) > 1 else 0].activate()
    return written


def _write_words(book: Any, styles: Styles, words: Mapping[str, Sequence[str]], taken: set[str]) -> dict[str, str]:
    """Write the dictionaries on a hidden sheet, row by row; give the range of each for the drop-downs."""
    sheet = book.add_worksheet(sheet_name(_WORDS, taken))
    sheet.hide()
    ranges = {}
    for line, (name, found) in enumerate(words.items()):
        sheet.write_string(line, 0, name)
        for number, word in enumerate(found, start=1):
            sheet.write_string(line, number, word, styles())
        ranges[name] = f"={_WORDS}!$B${line + 1}:${_letters(len(found))}${line + 1}"
    return ranges


def _letters(number: int) -> str:
    """Name a column: 0 is A, 27 is AB."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _write_ledger(sheet: Any, styles: Styles, ledger: type[Ledger], rows: Any, ranges: Mapping[str, str]) -> int:
    shown = listed_fields(ledger)
    last = len(shown) - 1
    _lay_out(sheet, shown)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, f"{ledger.about.label}台账", styles(font_name=HEAD, font_size=16))
    sheet.write_string(1, 0, ledger.about.hint, styles(font_size=9, font_color="#59636E"))
    sheet.set_row(2, 34)
    head = {"font_name": HEAD, "border": 1, "align": "center", "text_wrap": True, "bg_color": "#E8EEF5"}
    for number, field in enumerate(shown):
        title = f"*{field.title}" if field.required else field.title
        sheet.write_string(2, number, title, styles(**head))
    line = _FIRST
    for _, cells in rows:
        for number, (field, cell) in enumerate(zip(shown, cells, strict=True)):
            _write_cell(sheet, styles, line, number, field, cell)
        line += 1
    sheet.autofilter(2, 0, max(2, line - 1), last)
    # Paper holds the usual columns; the rest stand to their right for who works on screen.
    sheet.print_area(0, 0, max(2, line - 1), len(ledger.about.columns) - 1)
    for number, field in enumerate(shown):
        _offer(sheet, field, number, line + _VALIDATED, ranges)
    return line - _FIRST


def _lay_out(sheet: Any, shown: Sequence[Field]) -> None:
    """Set widths, freezing and print set-up before the first row, as streaming demands."""
    for number, field in enumerate(shown):
        sheet.set_column(number, number, max(8, field.facts.width * 2 + 2))
    sheet.freeze_panes(_FIRST, 1)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _write_cell(sheet: Any, styles: Styles, line: int, number: int, field: Field, cell: Cell) -> None:
    facts: dict[str, Any] = {"border": 1, "text_wrap": field.kind.lines}
    value = cell.value
    if value is None:
        sheet.write_blank(line, number, None, styles(**facts))
    elif isinstance(value, date):
        sheet.write_datetime(line, number, value, styles(num_format=field.kind.excel, align="center", **facts))
    elif isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        sheet.write_number(line, number, value, styles(num_format=field.kind.excel, **facts))
    else:
        sheet.write_string(line, number, fitting(str(value)), styles(num_format="@", **facts))


def _offer(sheet: Any, field: Field, number: int, last: int, ranges: Mapping[str, str]) -> None:
    """Offer the dictionary's words in a column that takes one of them."""
    if isinstance(field.kind, Choice) and not field.kind.many and field.kind.dictionary in ranges:
        source = ranges[field.kind.dictionary]
        sheet.data_validation(
            _FIRST,
            number,
            last,
            number,
            {"validate": "list", "source": source, "error_type": "warning", "error_message": "不在可选项里"},
        )
