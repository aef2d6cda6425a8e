"""How our sheets look and are written: faces, borders, and files that are whole or not there at all."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter

from models.files import whole

# Text stays text, whatever it begins with: a cell that starts with “=” is a name, not a formula.
_AS_TYPED = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LONGEST = 32_767  # Excel's own limit for a cell
BODY, HEAD = "仿宋", "黑体"


@contextmanager
def workbook(path: Path, *, title: str, constant_memory: bool = False) -> Iterator[Any]:
    """Open a new workbook that takes its name only when it is whole."""
    with whole(path) as draft, TemporaryDirectory(prefix="zhuanban-") as scratch:
        options = _AS_TYPED | {"constant_memory": constant_memory, "tmpdir": scratch}
        book = xlsxwriter.Workbook(str(draft), options)
        book.set_properties({"title": title, "author": "招商台账"})
        try:
            yield book
            book.close()
        finally:
            # Stopped half way, its sheets would keep the rows streamed so far in open files.
            for sheet in book.worksheets():
                if sheet.row_data_fh is not None:
                    sheet.row_data_fh.close()


class Styles:
    """The cell formats of one workbook, made once each."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def __call__(self, **facts: Any) -> Any:
        """Give the format with these facts; body face 10.5 pt, centred upright, unless said otherwise."""
        given = {"font_name": BODY, "font_size": 10.5, "valign": "vcenter"} | facts
        key = tuple(sorted(given.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(given)
        return self._made[key]


def fitting(text: str) -> str:
    """Cut a text to what a cell can hold, saying so at its end."""
    if len(text) <= _LONGEST:
        return text
    note = "……（后文过长，见台账）"
    return text[: _LONGEST - len(note)] + note


def sheet_name(text: str, taken: set[str]) -> str:
    """Make a name Excel accepts for a sheet: 31 characters, no brackets, slashes, colons or stars, not taken."""
    plain = "".join("／" if one in "/\\" else "－" if one in "[]:*?" else "’" if one == "'" else one for one in text)
    base = name = plain[:31] or "表"
    number = 2
    while name.lower() in taken:
        tail = f"({number})"
        name = base[: 31 - len(tail)] + tail
        number += 1
    taken.add(name.lower())
    return name


def lines_in(text: str, width: float) -> int:
    """Tell how many lines a text takes in a column ``width`` Chinese characters wide."""
    spaces = sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in text)
    return max(1, -(-spaces // max(1, int(width * 2))))
