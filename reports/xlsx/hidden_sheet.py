"""The very hidden sheet of an exported workbook: the exported rows with their values, and the changeset behind them.

The first column is one stream of records (record codec): the head, then for each sheet its description and its rows,
and the names of linked rows as they occur. Its last cell is a hash of the others, so that a modified part is rejected.
The second column is the changeset, a stream of its own. Both are written incrementally, so each cell has its own row.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from models.exchange.merge.record_codec import RecordsDamaged, RecordWriter, read_records
from models.fields.kind import StoredValue

SHEET_NAME = "_招商台账_"
ROW_CODE_HEADING = "编号（勿改）"  # of the hidden column of a ledger's own sheet
FORMAT = 1
_MAGIC = "zhuanban"
_MAX_BYTES = 600_000_000  # limit after unpacking: about ten times 50,000 rows of 24 columns with their edits
_ROW_ID = re.compile(r"[0-9a-f]{32}")
_CHECK_LETTERS = "ghjkmnpqrstuvwxyz"


class DamagedHiddenPart(Exception):
    """The hidden part exists but is unusable: modified, truncated, or of a later program version."""


def row_code(row: str) -> str:
    """Encode a row id for the hidden column; it ends in a check letter, so that filling down does not increment it."""
    return row + _CHECK_LETTERS[int(row, 16) % len(_CHECK_LETTERS)]


def row_id_of(code: object) -> str | None:
    """Decode a row code; None for anything else or a modified code."""
    text = str(code).strip()
    return text[:-1] if _ROW_ID.fullmatch(text[:-1]) and row_code(text[:-1]) == text else None


@dataclass(slots=True)
class ExportedSheet:
    """One exported sheet: its ledger, sheet name, column keys, masked columns and rows.

    ``rows`` are (marks by key, values) by row id; values as stored, masked ones as shown.
    """

    ledger: str
    sheet: str
    keys: tuple[str, ...]
    masked: frozenset[str]
    rows: dict[str, tuple[dict[str, str], tuple[StoredValue, ...]]] = field(default_factory=dict)


@dataclass(slots=True)
class HiddenPart:
    """The whole hidden part: book, export and its time, sheets, names of linked rows, and the changeset."""

    book: str
    export: str
    exported_at: str
    sheets: list[ExportedSheet] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    changeset: str = ""


class TextCells(Protocol):
    """The part of a worksheet that the hidden part is written with."""

    def very_hidden(self) -> None:
        """Hide the sheet so that only a program can show it again."""

    def write_string(self, row: int, col: int, string: str, /) -> object:
        """Write a text into a cell."""


class HiddenPartWriter:
    """Writes the hidden part into its sheet while the visible sheets are written."""

    def __init__(self, sheet: TextCells, book: str, export: str, at: str) -> None:
        self._sheet, self._line = sheet, 0
        self._encoder = RecordWriter(f"{_MAGIC} {FORMAT}")
        # A very hidden sheet can be shown again only by a program.
        sheet.very_hidden()
        self._add([{"book": book, "export": export, "at": at}])

    def begin_sheet(self, ledger: str, sheet: str, keys: Sequence[str], masked: Iterable[str]) -> None:
        """Begin the records of a sheet."""
        self._add([{"ledger": ledger, "sheet": sheet, "keys": [*keys], "masked": sorted(masked)}])

    def add_rows(self, rows: Iterable[Sequence[object]]) -> None:
        """Add rows of the current sheet: (id, marks as JSON text, *values as stored)."""
        self._add(rows)

    def add_names(self, names: Mapping[str, str]) -> None:
        """Add the names of linked rows."""
        if names:
            self._add([{"names": names}])

    def add_changeset(self, lines: Iterable[str]) -> None:
        """Add lines of the encoded changeset, each short enough for a cell."""
        self._write_cells(1, lines)

    def close(self) -> None:
        """Write the rest of the stream and its hash."""
        self._write_cells(0, self._encoder.close())

    def _add(self, facts: Iterable[object]) -> None:
        self._write_cells(0, self._encoder.add(facts))

    def _write_cells(self, column: int, texts: Iterable[str]) -> None:
        for text in texts:
            self._sheet.write_string(self._line, column, text)
            self._line += 1


def read_hidden(rows: Sequence[Sequence[object]]) -> HiddenPart | None:
    """Read the hidden part from its sheet; None if there is none, DamagedHiddenPart if it is unusable."""
    texts, changeset_lines = (
        [str(row[column]) for row in rows if len(row) > column and row[column]] for column in (0, 1)
    )
    if not texts or not texts[0].startswith(_MAGIC + " "):
        return None
    if texts[0].split(" ")[1] != str(FORMAT):
        raise DamagedHiddenPart("是更新版本的程序导出的，请先升级招商台账")
    try:
        part = _parse_records(read_records(texts, f"{_MAGIC} {FORMAT}", _MAX_BYTES))
    except RecordsDamaged as error:
        raise DamagedHiddenPart("隐藏的底稿被改动过") from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise DamagedHiddenPart("隐藏的底稿读不出来") from error
    part.changeset = "\n".join(changeset_lines)
    return part


def _parse_records(lines: Iterator[object]) -> HiddenPart:
    head = next(lines, None)
    if not isinstance(head, dict):
        raise ValueError(head)  # noqa: TRY004 - what was read is wrong, not what was called
    hidden = HiddenPart(str(head["book"]), str(head["export"]), str(head["at"]))
    for line in lines:
        match line:
            case [str(row), str() | None as marks, *values]:
                _add_row(hidden.sheets[-1], row, marks, values)
            case {"ledger": str(ledger), "sheet": str(sheet), "keys": [*keys], "masked": [*masked]}:
                hidden.sheets.append(ExportedSheet(ledger, sheet, tuple(map(str, keys)), frozenset(map(str, masked))))
            case {"names": dict(names)}:
                hidden.names |= {str(row): str(name) for row, name in names.items()}
            case _:
                raise ValueError(line)
    return hidden


def _add_row(part: ExportedSheet, row: str, marks: str | None, values: Sequence[object]) -> None:
    stored = tuple(value for value in values if value is None or isinstance(value, str | int))
    has_bool = any(value is True or value is False for value in values)
    if not _ROW_ID.fullmatch(row) or not len(values) == len(stored) == len(part.keys) or has_bool:
        raise ValueError(row)
    stored_marks = json.loads(marks) if marks else {}
    part.rows[row] = ({str(key): str(mark) for key, mark in stored_marks.items()}, stored)
