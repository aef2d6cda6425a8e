"""What the child says and the parent reads: words as JSON, rows column by column as flat text, a third of JSON's time.

A block of rows is one line: of each column a record separator (1E), a letter, and its cells. “t” are texts and “d”
days, parted by unit separators (1F); “j” is a JSON list, for numbers and for whatever is mixed. Nothing in it can do
more than be a wrong value.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import Any

from reports.reading.sheets import Value

Told = list[list[Any]] | dict[str, Any]  # rows, or a word about them

BLOCK = b"\x1e"  # begins every block of rows, and no word
_COLUMN, _CELL = "\x1e", "\x1f"
_REMEMBERED = 50_000
_DAYS = frozenset({date, datetime})
_VALUES = frozenset({str, int, float, bool, date, datetime})
_DAY = len("2026-11-20")


class _Written(dict[date, str]):
    """Remembers how days are written: a ledger says the same few hundred days in tens of thousands of cells."""

    def __missing__(self, day: date) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
        bare = isinstance(day, datetime) and day.time() == time()
        found = self[day] = (day.date() if bare else day).isoformat()  # type: ignore[attr-defined]  # a datetime then
        return found


class _Days(dict[str, Value]):
    """Remembers the days that were read; a blank stays one."""

    def __missing__(self, text: str) -> Value:
        if len(self) > _REMEMBERED:
            self.clear()
        found = self[text] = _day(text) if text else ""
        return found


_written = _Written()


def _plain(value: object) -> object:
    """Turn what JSON has no word for into what it has: days and moments marked, times of day as text."""
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


def _marked(found: dict[str, Any]) -> Any:
    """Turn a marked day back into one; every other object stays as it is, and is no value."""
    text = found.get("d")
    return found if text is None else _day(text)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False, default=_plain).encode
_decode = json.JSONDecoder(object_hook=_marked).decode


def line(told: Told) -> bytes:
    """Write a word, or a block of at least one row; rows shorter than others are filled up with blanks."""
    if isinstance(told, list):
        text = "".join([_packed(column) for column in zip_longest(*told, fillvalue="")])
    else:
        text = _encode(told)
    return text.encode("utf-8", "replace") + b"\n"


def _packed(column: tuple[Any, ...]) -> str:
    """Write one column the shortest way that brings every cell back as it was."""
    kinds = set(map(type, column))
    if kinds == {str}:
        text = _CELL.join(column)
        if "\n" not in text and _COLUMN not in text and text.count(_CELL) == len(column) - 1:
            return f"{_COLUMN}t{text}"
    elif kinds <= _DAYS or (kinds <= {*_DAYS, str} and not any(one.__class__ is str and one for one in column)):
        return f"{_COLUMN}d{_CELL.join([_written[one] if one else '' for one in column])}"
    return f"{_COLUMN}j{_encode(column)}"


class Listener:
    """Reads lines back; a ValueError or TypeError where one is not what it should be."""

    def __init__(self) -> None:
        self._days = _Days()

    def word(self, line: bytes) -> Any:
        """Give what a line without rows says."""
        return _decode(line.decode())

    def rows(self, line: bytes) -> Iterator[list[Value]]:
        """Give a block's rows, equally long."""
        columns = [self._column(text) for text in line[1:-1].decode().split(_COLUMN)]
        return map(list, zip(*columns, strict=True))

    def _column(self, text: str) -> Sequence[Value]:
        kind, cells = text[:1], text[1:]
        if kind == "t":
            return cells.split(_CELL)
        if kind == "d":
            return [self._days[one] for one in cells.split(_CELL)]
        found = _decode(cells)
        if kind != "j" or not isinstance(found, list) or not set(map(type, found)) <= _VALUES:
            raise TypeError(kind)
        return found
