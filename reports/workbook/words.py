"""The hidden sheet of what may be picked: the dictionaries, and the names of rows that columns link to."""

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from reports.workbook.sheets import Styles, fitting

NAME = "字典"
MOST = 250  # names a drop-down is still quick to look through; .xls has no more columns


def linked(ledger: str) -> str:
    """Name the list of a ledger's rows among the dictionaries."""
    return f"={ledger}"


def ranges(lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Give the range of each list for the drop-downs; one that is empty or too long offers nothing."""
    return {
        name: f"={NAME}!$B${line}:${xl_col_to_name(len(words))}${line}"
        for line, (name, words) in enumerate(lists.items(), start=1)
        if 0 < len(words) <= MOST
    }


def write_words(sheet: Any, styles: Styles, lists: Mapping[str, Sequence[str]]) -> None:
    """Write a row for each list, and hide the sheet."""
    sheet.hide()
    for line, (name, words) in enumerate(lists.items()):
        sheet.write_string(line, 0, name, styles())
        for number, word in enumerate(words[:MOST], start=1):
            sheet.write_string(line, number, fitting(word), styles())
