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
CUT = "……（后文过长，见台账）"


@contextmanager
def workbook(path: Path, *, title: str, constant_memory: bool = False, password: str | None = None) -> Iterator[Any]:
    """Open a new workbook that takes its name only when it is whole, encrypted where it has a password."""
    with whole(path) as draft, TemporaryDirectory(prefix="zhuanban-") as scratch:
        options = _AS_TYPED | {"constant_memory": constant_memory, "tmpdir": scratch}
        plain = draft if password is None else Path(scratch) / "plain.xlsx"
        book = xlsxwriter.Workbook(str(plain), options)
        book.set_properties({"title": title, "author": "招商台账"})
        try:
            yield book
            book.close()
            if password is not None:
                _encrypt(plain, draft, password)
        finally:
            # Stopped half way, its sheets would keep the rows streamed so far in open files.
            for sheet in book.worksheets():
                if sheet.row_data_fh is not None:
                    sheet.row_data_fh.close()


def _encrypt(plain: Path, target: Path, password: str) -> None:
    """Encrypt a workbook as Excel itself does (ECMA-376 agile), so that WPS and Excel ask for the password."""
    from msoffcrypto.format.ooxml import OOXMLFile

    with plain.open("rb") as file, target.open("wb") as sealed:
        OOXMLFile(file).encrypt(password, sealed)


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

    def number(self, **facts: Any) -> int:
        """Give the number a format goes by in a cell's XML."""
        found: int = self(**facts)._get_xf_index()  # noqa: SLF001 - XlsxWriter numbers formats as cells ask for them
        return found

    def tint(self, **facts: Any) -> Any:
        """Give a format of only these facts, to lay over another."""
        key = (("tint", True), *sorted(facts.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(facts)
        return self._made[key]


def fitting(text: str) -> str:
    """Cut a text to what a cell can hold, saying so at its end; a rare character counts as two, as Excel counts."""
    if len(text) <= _LONGEST // 2 or len(text.encode("utf-16-le")) // 2 <= _LONGEST:
        return text
    head = text.encode("utf-16-le")[: (_LONGEST - len(CUT)) * 2]
    return head.decode("utf-16-le", "ignore") + CUT


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
