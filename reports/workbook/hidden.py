"""The very-hidden part of our workbook: which rows it shows, their values as exported, and the edits behind them.

One stream of records (models/exchange/lines.py) in the first column: the head, then of each sheet its facts and its
rows, and the names of linked rows as they are met. Its last cell tells the hash of the others, so that a part that was
changed is never believed. The parcel of edits (models/exchange/parcel.py), a stream of its own, stands in the second
column. Both are written as they come, so each cell has a row to itself.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.exchange.lines import Changed, Lines, records
from models.kind import Stored

NAME = "_招商台账_"
FORMAT = 1
_MAGIC = "zhuanban"
_MOST_BYTES = 600_000_000  # what a part may unpack to: some ten times 50,000 rows of 24 columns with their edits
_ROW = re.compile(r"[0-9a-f]{32}")
_STORED = frozenset({str, int, type(None)})
_CHECKS = "ghjkmnpqrstuvwxyz"


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
    """Writes the hidden part into its sheet while the visible ones are written, and hides it."""

    def __init__(self, sheet: Any, book: str, export: str, at: str) -> None:
        self._sheet, self._line = sheet, 0
        self._lines = Lines(f"{_MAGIC} {FORMAT}")
        # So that only a program shows it again.
        sheet.very_hidden()
        self._add([{"book": book, "export": export, "at": at}])

    def begin(self, ledger: str, sheet: str, keys: Sequence[str], masked: Iterable[str]) -> None:
        """Begin a sheet."""
        self._add([{"ledger": ledger, "sheet": sheet, "keys": [*keys], "masked": sorted(masked)}])

    def rows(self, rows: Iterable[Sequence[Any]]) -> None:
        """Take rows of the sheet begun last: (id, marks as JSON text, *values as stored)."""
        self._add(rows)

    def names(self, names: Mapping[str, str]) -> None:
        """Take the names of linked rows."""
        if names:
            self._add([{"names": names}])

    def parcel(self, lines: Iterable[str]) -> None:
        """Take lines of the edits, packed already, each fit for a cell."""
        self._put(1, lines)

    def close(self) -> None:
        """Write what is left."""
        self._put(0, self._lines.close())

    def _add(self, facts: Iterable[Any]) -> None:
        self._put(0, self._lines.add(facts))

    def _put(self, column: int, texts: Iterable[str]) -> None:
        for text in texts:
            self._sheet.write_string(self._line, column, text)
            self._line += 1


def read_hidden(rows: Sequence[Sequence[object]]) -> Hidden | None:
    """Read the hidden part from its sheet; None where there is none, Damaged where it is not whole."""
    texts, parcel = ([str(row[column]) for row in rows if len(row) > column and row[column]] for column in (0, 1))
    if not texts or not texts[0].startswith(_MAGIC + " "):
        return None
    if texts[0].split(" ")[1] != str(FORMAT):
        raise Damaged("是更新版本的程序导出的，请先升级招商台账")
    try:
        found = _gather(records(texts, f"{_MAGIC} {FORMAT}", _MOST_BYTES))
    except Changed as error:
        raise Damaged("隐藏的底稿被改动过") from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise Damaged("隐藏的底稿读不出来") from error
    found.parcel = "\n".join(parcel)
    return found


def _gather(lines: Iterator[Any]) -> Hidden:
    head: Any = next(lines, None)
    found = Hidden(str(head["book"]), str(head["export"]), str(head["at"]))
    for line in lines:
        match line:
            case [str(row), marks, *values]:
                _take_row(found.sheets[-1], row, marks, values)
            case {"ledger": str(ledger), "sheet": str(sheet), "keys": [*keys], "masked": [*masked]}:
                found.sheets.append(SheetPart(ledger, sheet, tuple(map(str, keys)), frozenset(map(str, masked))))
            case {"names": dict(names)}:
                found.names |= {str(row): str(name) for row, name in names.items()}
            case _:
                raise ValueError(line)
    return found


def _take_row(part: SheetPart, row: str, marks: str, values: Sequence[Any]) -> None:
    whole = set(map(type, values)) <= _STORED
    if not _ROW.fullmatch(row) or len(values) != len(part.keys) or not whole:
        raise ValueError(row)
    told = json.loads(marks) if marks else {}
    part.rows[row] = ({str(key): str(mark) for key, mark in told.items()}, tuple(values))
