"""The hidden sheet of choices for drop-downs: dictionaries, and names of rows that columns link to."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reports.xlsx.sheet_styles import Styles, fit_cell_text

if TYPE_CHECKING:  # reading a sheet asks for this one's name alone
    from xlsxwriter.worksheet import Worksheet

SHEET_NAME = "字典"
MAX_CHOICES = 250  # more names make a drop-down slow to search; .xls has no more columns


def link_list_name(ledger: str) -> str:
    """Return the list name for a ledger's rows, distinct from dictionary names."""
    return f"={ledger}"


def list_ranges(lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the cell range of each list for drop-downs; empty and too long lists are left out."""
    from xlsxwriter.utility import xl_col_to_name

    return {
        name: f"={SHEET_NAME}!$B${line}:${xl_col_to_name(len(words))}${line}"
        for line, (name, words) in enumerate(lists.items(), start=1)
        if 0 < len(words) <= MAX_CHOICES
    }


def write_choices(sheet: "Worksheet", styles: Styles, lists: Mapping[str, Sequence[str]]) -> None:
    """Write one row per list, and hide the sheet."""
    sheet.hide()
    for line, (name, words) in enumerate(lists.items()):
        sheet.write_string(line, 0, name, styles())
        for number, word in enumerate(words[:MAX_CHOICES], start=1):
            sheet.write_string(line, number, fit_cell_text(word), styles())
