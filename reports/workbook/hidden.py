"""The very-hidden part of our workbook: which rows it shows, their values as exported, and the edits behind them.

One stream of JSON lines, deflated and in base64, cut into cells that every program keeps as they are: the head, then of
each sheet its facts and its rows, the names of linked rows as they are met, and a count at the end. The first cell
names the format and the hash of those below it, so that a part that was changed is never believed. The parcel of edits
(models/exchange/parcel.py), which has its own hash, stands in the second column.
"""

import base64
import binascii
import hashlib
import itertools
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.kind import Stored

NAME = "_招商台账_"
FORMAT = 1
_MAGIC = "zhuanban"
_LONGEST = 30_000  # characters in a cell; Excel takes 32,767
_MOST_BYTES = 600_000_000  # what a part may unpack to: some ten times 50,000 rows of 24 columns with their edits
_AT_ONCE = 1 << 20
_ROW = re.compile(r"[0-9a-f]{32}")
_STORED = frozenset({str, int, type(None)})
_CHECKS = "ghjkmnpqrstuvwxyz"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


class Damaged(Exception):
    """A hidden part that is there but not whole: changed, cut off, or of a later program."""


def row_code(row: str) -> str:
    """Write a row's id for the hidden column; it ends in a letter, so that filling down copies and never counts up."""
    return row + _CHECKS[int(row, 16) % len(_CHECKS)]


def row_of(code: object) -> str | None:
    """Read a row code back; None for anything else, or one that was changed."""
    text = str(code).strip()
    return text[:-1] if _ROW.fullmatch(text[:-1]) and row_code(text[:-1]) == text else None


@dataclass(slots=True)
class SheetPart:
    """What one sheet showed: its ledger, name, the keys of its columns, which of them were masked or cut, its rows.

    ``rows`` are (marks, *values) by id, as stored, masked ones as shown.
    """

    ledger: str
    sheet: str
    keys: tuple[str, ...]
    masked: frozenset[str]
    rows: dict[str, tuple[dict[str, str], tuple[Stored, ...]]] = field(default_factory=dict)


@dataclass(slots=True)
class Hidden:
    """All of a hidden part: whose export it is, its sheets, the linked rows' names, and the parcel of edits."""

    book: str
    export: str
    at: str
    sheets: list[SheetPart] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    parcel: str = ""


class Hiding:
    """Takes the hidden part as the visible one is written, and writes it at the end."""

    def __init__(self, book: str, export: str, at: str) -> None:
        self._deflate = zlib.compressobj(3)
        self._pending = bytearray()
        self._cells: list[str] = []
        self._parcel: list[str] = []
        self._count = 0
        self._add([_JSON.encode({"format": FORMAT, "book": book, "export": export, "at": at})])

    def begin(self, ledger: str, sheet: str, keys: Sequence[str], masked: Iterable[str]) -> None:
        """Begin a sheet."""
        self._add([_JSON.encode({"ledger": ledger, "sheet": sheet, "keys": [*keys], "masked": sorted(masked)})])

    def rows(self, rows: Iterable[Sequence[Any]]) -> None:
        """Take rows of the sheet begun last: (id, marks as JSON text, *values as stored)."""
        self._add([_JSON.encode(row) for row in rows])

    def names(self, names: Mapping[str, str]) -> None:
        """Take the names of linked rows."""
        if names:
            self._add([_JSON.encode({"names": names})])

    def parcel(self, text: str) -> None:
        """Take the edits, packed already: lines that each fit a cell."""
        self._parcel = text.split("\n")

    def write(self, sheet: Any) -> None:
        """Write everything into the sheet and hide it so that only a program shows it again."""
        self._add([_JSON.encode({"lines": self._count})])
        self._take(self._deflate.flush(), last=True)
        digest = hashlib.sha256("".join(self._cells).encode()).hexdigest()
        sheet.very_hidden()
        first = f"{_MAGIC} {FORMAT} {len(self._cells)} {digest}"
        for line, texts in enumerate(itertools.zip_longest([first, *self._cells], self._parcel)):
            for column, text in enumerate(texts):
                if text is not None:
                    sheet.write_string(line, column, text)

    def _add(self, lines: Sequence[str]) -> None:
        if not lines:
            return
        self._count += len(lines)
        self._take(self._deflate.compress(("\n".join(lines) + "\n").encode()))

    def _take(self, packed: bytes, *, last: bool = False) -> None:
        """Turn what came out of the deflater into cells."""
        self._pending += packed
        size = (_LONGEST - 1) // 4 * 3
        while len(self._pending) >= size or (last and self._pending):
            # A letter in front keeps every program from taking a cell for a number or a formula.
            self._cells.append("z" + base64.b64encode(self._pending[:size]).decode())
            del self._pending[:size]


def read_hidden(rows: Sequence[Sequence[object]]) -> Hidden | None:
    """Read the hidden part from its sheet; None where there is none, Damaged where it is not whole."""
    texts, parcel = ([str(row[column]) for row in rows if len(row) > column and row[column]] for column in (0, 1))
    if not texts or not texts[0].startswith(_MAGIC + " "):
        return None
    _, number, *rest = texts[0].split(" ")
    if number != str(FORMAT):
        raise Damaged("是更新版本的程序导出的，请先升级招商台账")
    cells = texts[1:]
    if rest != [str(len(cells)), hashlib.sha256("".join(cells).encode()).hexdigest()]:
        raise Damaged("隐藏的底稿被改动过")
    try:
        found = _gather(_lines(cells))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError, zlib.error, binascii.Error) as error:
        raise Damaged("隐藏的底稿读不出来") from error
    found.parcel = "\n".join(parcel)
    return found


def _lines(cells: Iterable[str]) -> Iterator[Any]:
    """Unpack the stream line by line, and stop at what no honest part unpacks to."""
    inflate, rest, read = zlib.decompressobj(), b"", 0
    for cell in cells:
        packed = base64.b64decode(cell[1:], validate=True)
        while packed:
            found = inflate.decompress(packed, _AT_ONCE)
            packed = inflate.unconsumed_tail
            read += len(found)
            if read > _MOST_BYTES:
                raise ValueError(read)
            *lines, rest = (rest + found).split(b"\n")
            yield from map(json.loads, lines)
    if rest or not inflate.eof:
        raise ValueError("cut off")


def _gather(lines: Iterator[Any]) -> Hidden:
    head = next(lines)
    found = Hidden(str(head["book"]), str(head["export"]), str(head["at"]))
    count, told = 1, 0
    for line in lines:
        count += 1
        match line:
            case [str(row), marks, *values]:
                _take_row(found.sheets[-1], row, marks, values)
            case {"ledger": str(ledger), "sheet": str(sheet), "keys": [*keys], "masked": [*masked]}:
                found.sheets.append(SheetPart(ledger, sheet, tuple(map(str, keys)), frozenset(map(str, masked))))
            case {"names": dict(names)}:
                found.names |= {str(row): str(name) for row, name in names.items()}
            case {"lines": int(told)}:
                pass
            case _:
                raise ValueError(line)
    if told != count - 1:
        raise ValueError(told)
    return found


def _take_row(part: SheetPart, row: str, marks: str, values: Sequence[Any]) -> None:
    whole = set(map(type, values)) <= _STORED
    if not _ROW.fullmatch(row) or len(values) != len(part.keys) or not whole:
        raise ValueError(row)
    told = json.loads(marks) if marks else {}
    part.rows[row] = ({str(key): str(mark) for key, mark in told.items()}, tuple(values))
