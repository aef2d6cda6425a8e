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

from reports.reading.sheets import Value

Told = list[list[Any]] | dict[str, Any]  # rows, or a message about them

BLOCK = b"\x1e"  # first byte of every block of rows, and of no message
_COLUMN, _CELL = "\x1e", "\x1f"
_REMEMBERED = 50_000
_DAYS = frozenset({date, datetime})
_VALUES = frozenset({str, int, float, bool, date, datetime})
_DAY = len("2026-11-20")


class _Written(dict[date, str]):
    """Cache of dates as text: a ledger repeats a few hundred dates in tens of thousands of cells."""

    def __missing__(self, day: date) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
        bare = isinstance(day, datetime) and day.time() == time()
        text = self[day] = (day.date() if bare else day).isoformat()  # type: ignore[attr-defined]  # a datetime then
        return text


class _Days(dict[str, Value]):
    """Cache of parsed dates; a blank stays a blank."""

    def __missing__(self, text: str) -> Value:
        if len(self) > _REMEMBERED:
            self.clear()
        value = self[text] = _day(text) if text else ""
        return value


_written = _Written()


def _plain(value: object) -> object:
    """JSON encoder default: dates and datetimes become marked objects, times and durations text."""
    if isinstance(value, date):
        return {"d": _written[value]}
    if isinstance(value, time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    raise TypeError(type(value))


def _day(text: str) -> date:
    return date.fromisoformat(text) if len(text) == _DAY else datetime.fromisoformat(text)


def _marked(json_object: dict[str, Any]) -> Any:
    """JSON object hook: turn a marked date back into a date; other objects are returned unchanged."""
    text = json_object.get("d")
    return json_object if text is None else _day(text)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False, default=_plain).encode
_decode = json.JSONDecoder(object_hook=_marked).decode


def line(told: Told) -> bytes:
    """Encode a message, or a block of at least one row; short rows are padded with blanks."""
    if isinstance(told, list):
        text = "".join([_packed(column) for column in zip_longest(*told, fillvalue="")])
    else:
        text = _encode(told)
    return text.encode("utf-8", "replace") + b"\n"


def _packed(column: tuple[Any, ...]) -> str:
    """Encode one column in the most compact form that restores every cell exactly."""
    kinds = set(map(type, column))
    if kinds == {str}:
        text = _CELL.join(column)
        if "\n" not in text and _COLUMN not in text and text.count(_CELL) == len(column) - 1:
            return f"{_COLUMN}t{text}"
    elif kinds <= _DAYS or (kinds <= {*_DAYS, str} and not any(cell.__class__ is str and cell for cell in column)):
        return f"{_COLUMN}d{_CELL.join([_written[cell] if cell else '' for cell in column])}"
    return f"{_COLUMN}j{_encode(column)}"


class Listener:
    """Decodes lines; raises ValueError or TypeError for an invalid one."""

    def __init__(self) -> None:
        self._days = _Days()

    def word(self, line: bytes) -> Any:
        """Decode a message line."""
        return _decode(line.decode())

    def rows(self, line: bytes) -> Iterator[list[Value]]:
        """Decode a block of rows of equal length."""
        columns = [self._column(text) for text in line[1:-1].decode().split(_COLUMN)]
        return map(list, zip(*columns, strict=True))

    def _column(self, text: str) -> Sequence[Value]:
        kind, cells = text[:1], text[1:]
        if kind == "t":
            return cells.split(_CELL)
        if kind == "d":
            return [self._days[cell] for cell in cells.split(_CELL)]
        values = _decode(cells)
        if kind != "j" or not isinstance(values, list) or not set(map(type, values)) <= _VALUES:
            raise TypeError(kind)
        return values
