"""The very hidden sheet of an exported workbook: the exported rows with their values, and the changeset behind them.

The first column is one stream of records (record codec): the head, then for each sheet its description and its rows,
and the names of linked rows as they occur. Its last cell is a hash of the others, so that a modified part is rejected.
The second column is the changeset, a stream of its own. Both are written incrementally, so each cell has its own row.
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
_MOST_BYTES = 600_000_000  # limit after unpacking: about ten times 50,000 rows of 24 columns with their edits
_ROW = re.compile(r"[0-9a-f]{32}")
_STORED = frozenset({str, int, type(None)})
_CHECKS = "ghjkmnpqrstuvwxyz"


class Damaged(Exception):
    """The hidden part exists but is unusable: modified, truncated, or of a later program version."""


def row_code(row: str) -> str:
    """Encode a row id for the hidden column; it ends in a check letter, so that filling down does not increment it."""
    return row + _CHECKS[int(row, 16) % len(_CHECKS)]


def row_of(code: object) -> str | None:
    """Decode a row code; None for anything else or a modified code."""
    text = str(code).strip()
    return text[:-1] if _ROW.fullmatch(text[:-1]) and row_code(text[:-1]) == text else None


@dataclass(slots=True)
class SheetPart:
    """One exported sheet: its ledger, sheet name, column keys, masked columns and rows.

    ``rows`` are (marks by key, values) by row id; values as stored, masked ones as shown.
    """

    ledger: str
    sheet: str
    keys: tuple[str, ...]
    masked: frozenset[str]
    rows: dict[str, tuple[dict[str, str], tuple[Stored, ...]]] = field(default_factory=dict)


@dataclass(slots=True)
class Hidden:
    """The whole hidden part: book, export and its time, sheets, names of linked rows, and the changeset."""

    book: str
    export: str
    at: str
    sheets: list[SheetPart] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    parcel: str = ""


class Hiding:
    """Writes the hidden part into its sheet while the visible sheets are written."""

    def __init__(self, sheet: Any, book: str, export: str, at: str) -> None:
        self._sheet, self._line = sheet, 0
        self._lines = Lines(f"{_MAGIC} {FORMAT}")
        # A very hidden sheet can be shown again only by a program.
        sheet.very_hidden()
        self._add([{"book": book, "export": export, "at": at}])

    def begin(self, ledger: str, sheet: str, keys: Sequence[str], masked: Iterable[str]) -> None:
        """Begin the records of a sheet."""
        self._add([{"ledger": ledger, "sheet": sheet, "keys": [*keys], "masked": sorted(masked)}])

    def rows(self, rows: Iterable[Sequence[Any]]) -> None:
        """Add rows of the current sheet: (id, marks as JSON text, *values as stored)."""
        self._add(rows)

    def names(self, names: Mapping[str, str]) -> None:
        """Add the names of linked rows."""
        if names:
            self._add([{"names": names}])

    def parcel(self, lines: Iterable[str]) -> None:
        """Add lines of the encoded changeset, each short enough for a cell."""
        self._put(1, lines)

    def close(self) -> None:
        """Write the rest of the stream and its hash."""
        self._put(0, self._lines.close())

    def _add(self, facts: Iterable[Any]) -> None:
        self._put(0, self._lines.add(facts))

    def _put(self, column: int, texts: Iterable[str]) -> None:
        for text in texts:
            self._sheet.write_string(self._line, column, text)
            self._line += 1


def read_hidden(rows: Sequence[Sequence[object]]) -> Hidden | None:
    """Read the hidden part from its sheet; None if there is none, DamagedHiddenPart if it is unusable."""
    texts, parcel = ([str(row[column]) for row in rows if len(row) > column and row[column]] for column in (0, 1))
    if not texts or not texts[0].startswith(_MAGIC + " "):
        return None
    if texts[0].split(" ")[1] != str(FORMAT):
        raise Damaged("是更新版本的程序导出的，请先升级招商台账")
    try:
        part = _gather(records(texts, f"{_MAGIC} {FORMAT}", _MOST_BYTES))
    except Changed as error:
        raise Damaged("隐藏的底稿被改动过") from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise Damaged("隐藏的底稿读不出来") from error
    part.parcel = "\n".join(parcel)
    return part


def _gather(lines: Iterator[Any]) -> Hidden:
    head: Any = next(lines, None)
    hidden = Hidden(str(head["book"]), str(head["export"]), str(head["at"]))
    for line in lines:
        match line:
            case [str(row), marks, *values]:
                _take_row(hidden.sheets[-1], row, marks, values)
            case {"ledger": str(ledger), "sheet": str(sheet), "keys": [*keys], "masked": [*masked]}:
                hidden.sheets.append(SheetPart(ledger, sheet, tuple(map(str, keys)), frozenset(map(str, masked))))
            case {"names": dict(names)}:
                hidden.names |= {str(row): str(name) for row, name in names.items()}
            case _:
                raise ValueError(line)
    return hidden


def _take_row(part: SheetPart, row: str, marks: str, values: Sequence[Any]) -> None:
    whole = set(map(type, values)) <= _STORED
    if not _ROW.fullmatch(row) or len(values) != len(part.keys) or not whole:
        raise ValueError(row)
    stored_marks = json.loads(marks) if marks else {}
    part.rows[row] = ({str(key): str(mark) for key, mark in stored_marks.items()}, tuple(values))
