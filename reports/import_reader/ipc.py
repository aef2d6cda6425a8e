"""The protocol of worker and parent: messages as JSON, rows column by column as flat text (a third of JSON's time).

A block of rows is one line: for each column a record separator (1E), a letter, and its cells. “t” are texts and “d”
dates, separated by unit separators (1F); “j” is a JSON list, for numbers and mixed columns. The format has no code
or references: the worst a hostile worker can send is a wrong value.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import Any

from reports.import_reader.workbook_data import CellValue

Message = list[list[Any]] | dict[str, Any]  # rows, or a message about them

ROWS_PREFIX = b"\x1e"  # first byte of every block of rows, and of no message
_COLUMN_SEPARATOR, _CELL_SEPARATOR = "\x1e", "\x1f"
_CACHE_SIZE = 50_000
_DAYS = frozenset({date, datetime})
_VALUES = frozenset({str, int, float, bool, date, datetime})
_DAY_LENGTH = len("2026-11-20")


class _DayTexts(dict[date, str]):
    """Cache of dates as text: a ledger repeats a few hundred dates in tens of thousands of cells."""

    def __missing__(self, day: date) -> str:
        if len(self) > _CACHE_SIZE:
            self.clear()
        bare = isinstance(day, datetime) and day.time() == time()
        text = self[day] = (day.date() if bare else day).isoformat()  # type: ignore[attr-defined]  # a datetime then
        return text


class _DayValues(dict[str, CellValue]):
    """Cache of parsed dates; a blank stays a blank."""

    def __missing__(self, text: str) -> CellValue:
        if len(self) > _CACHE_SIZE:
            self.clear()
        value = self[text] = _parse_day(text) if text else ""
        return value


_day_texts = _DayTexts()


def _json_default(value: object) -> object:
    """JSON encoder default: dates and datetimes become marked objects, times and durations text."""
    if isinstance(value, date):
        return {"d": _day_texts[value]}
    if isinstance(value, time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    raise TypeError(type(value))


def _parse_day(text: str) -> date:
    return date.fromisoformat(text) if len(text) == _DAY_LENGTH else datetime.fromisoformat(text)


def _restore_day(json_object: dict[str, Any]) -> Any:
    """JSON object hook: turn a marked date back into a date; other objects are returned unchanged."""
    text = json_object.get("d")
    return json_object if text is None else _parse_day(text)


_encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), check_circular=False, default=_json_default
).encode
_decode = json.JSONDecoder(object_hook=_restore_day).decode


def encode_line(message: Message) -> bytes:
    """Encode a message, or a block of at least one row; short rows are padded with blanks."""
    if isinstance(message, list):
        text = "".join([_encode_column(column) for column in zip_longest(*message, fillvalue="")])
    else:
        text = _encode(message)
    return text.encode("utf-8", "replace") + b"\n"


def _encode_column(column: tuple[Any, ...]) -> str:
    """Encode one column in the most compact form that restores every cell exactly."""
    kinds = set(map(type, column))
    if kinds == {str}:
        text = _CELL_SEPARATOR.join(column)
        if "\n" not in text and _COLUMN_SEPARATOR not in text and text.count(_CELL_SEPARATOR) == len(column) - 1:
            return f"{_COLUMN_SEPARATOR}t{text}"
    elif kinds <= _DAYS or (kinds <= {*_DAYS, str} and not any(cell.__class__ is str and cell for cell in column)):
        return f"{_COLUMN_SEPARATOR}d{_CELL_SEPARATOR.join([_day_texts[cell] if cell else '' for cell in column])}"
    return f"{_COLUMN_SEPARATOR}j{_encode(column)}"


class LineDecoder:
    """Decodes lines; raises ValueError or TypeError for an invalid one."""

    def __init__(self) -> None:
        self._days = _DayValues()

    def message(self, line: bytes) -> Any:
        """Decode a message line."""
        return _decode(line.decode())

    def rows(self, line: bytes) -> Iterator[list[CellValue]]:
        """Decode a block of rows of equal length."""
        columns = [self._column(text) for text in line[1:-1].decode().split(_COLUMN_SEPARATOR)]
        return map(list, zip(*columns, strict=True))

    def _column(self, text: str) -> Sequence[CellValue]:
        kind, cells = text[:1], text[1:]
        if kind == "t":
            return cells.split(_CELL_SEPARATOR)
        if kind == "d":
            return [self._days[cell] for cell in cells.split(_CELL_SEPARATOR)]
        values = _decode(cells)
        if kind != "j" or not isinstance(values, list) or not set(map(type, values)) <= _VALUES:
            raise TypeError(kind)
        return values
