"""Shared by all workbooks: fonts, cell formats, atomic writing, sheet names, text limits."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from models.storage.files import atomic_write

if TYPE_CHECKING:  # reading a sheet needs its limits, but nothing that writes
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

# Text stays text, whatever it begins with: a cell that starts with “=” is a name, not a formula.
_AS_TYPED = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_MAX_CELL_LENGTH = 32_767  # Excel's own limit for a cell
BODY, HEAD = "仿宋", "黑体"
CUT_MARK = "……（后文过长，见台账）"


@contextmanager
def open_workbook(
    path: Path, *, title: str, constant_memory: bool = False, password: str | None = None
) -> Iterator["Workbook"]:
    """Open a new workbook that is written atomically, and encrypted if a password is given."""
    from xlsxwriter.workbook import Workbook

    with atomic_write(path) as draft, TemporaryDirectory(prefix="zhuanban-") as scratch:
        options = _AS_TYPED | {"constant_memory": constant_memory, "tmpdir": scratch}
        plain = draft if password is None else Path(scratch) / "plain.xlsx"
        book = Workbook(str(plain), options)
        book.set_properties({"title": title, "author": "招商台账"})
        try:
            yield book
            book.close()
            if password is not None:
                _encrypt(plain, draft, password)
        finally:
            # If writing is cancelled, XlsxWriter would leave the temporary row files open.
            for sheet in book.worksheets():
                if sheet.row_data_fh is not None:
                    sheet.row_data_fh.close()


def _encrypt(plain: Path, target: Path, password: str) -> None:
    """Encrypt a workbook as Excel itself does (ECMA-376 agile), so that WPS and Excel ask for the password."""
    from msoffcrypto.format.ooxml import OOXMLFile

    with plain.open("rb") as file, target.open("wb") as sealed:
        OOXMLFile(file).encrypt(password, sealed)


class Styles:
    """The cell formats of one workbook, each created once."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def __call__(self, **facts: object) -> "Format":
        """Return the format with these properties; by default the body font, 10.5 pt, vertically centred."""
        given = {"font_name": BODY, "font_size": 10.5, "valign": "vcenter"} | facts
        key = tuple(sorted(given.items(), key=_name_of))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(given)
        return self._formats[key]

    def format_index(self, **facts: object) -> int:
        """Return the index of a format in cell XML."""
        index: int = self(**facts)._get_xf_index()  # noqa: SLF001 - XlsxWriter numbers formats as cells ask for them
        return index

    def overlay(self, **facts: object) -> "Format":
        """Return a format with only these properties, for conditional formatting."""
        key = (("tint", True), *sorted(facts.items(), key=_name_of))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(facts)
        return self._formats[key]


def _name_of(fact: tuple[str, object]) -> str:
    return fact[0]


def fit_cell_text(text: str) -> str:
    """Truncate a text to Excel's cell limit with a notice at its end; length is in UTF-16 units, as in Excel."""
    if len(text) <= _MAX_CELL_LENGTH // 2 or len(text.encode("utf-16-le")) // 2 <= _MAX_CELL_LENGTH:
        return text
    head = text.encode("utf-16-le")[: (_MAX_CELL_LENGTH - len(CUT_MARK)) * 2]
    return head.decode("utf-16-le", "ignore") + CUT_MARK


def sheet_name(text: str, taken: set[str]) -> str:
    """Return a valid, unused sheet name: at most 31 characters, no brackets, slashes, colons or stars."""
    plain = "".join(
        "／" if char in "/\\" else "－" if char in "[]:*?" else "’" if char == "'" else char for char in text
    )
    base = name = plain[:31] or "表"
    number = 2
    while name.lower() in taken:
        tail = f"({number})"
        name = base[: 31 - len(tail)] + tail
        number += 1
    taken.add(name.lower())
    return name


def count_lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column ``width`` Chinese characters wide."""
    spaces = sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
    return max(1, -(-spaces // max(1, int(width * 2))))
