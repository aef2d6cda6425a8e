"""Base of the field kinds: how a value is read, shown, stored and written to a sheet, and the context for reading."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from models.fields import numerals

Value = str | int | Decimal | date | None  # what an attribute of a ledger row holds; a yes or no is an int
StoredValue = str | int | None  # what the database and the edit log hold
StoredValues = dict[str, StoredValue]  # by field key
CellValue = str | float | date | None  # what a sheet's cell holds
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class ReadValue(NamedTuple):
    """A value as read (None for an empty cell) and its mark (“约”, “超”, “月”, “年”)."""

    value: Any  # a Value; whoever reads a field knows which of them its kind reads
    mark: str = ""


EMPTY_READ = ReadValue(None)


class PickedRow(str):
    """The id of a row picked from a list; typed names are plain ``str`` and must be looked up."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What reading needs beside the cell: today, the period's year, the sheet's epoch, dictionaries, row lookup."""

    today: date = field(default_factory=date.today)
    year: int | None = None
    from_1904: bool = False
    terms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    find_row: Callable[[str, str], str] | None = None  # (table, name) -> row id; raises UserError


class FieldKind(TypeDecorator[Any]):
    """Column type that also knows how a field's value is read, shown, masked and written to a sheet."""

    impl: Any = sa.Text
    cache_ok = True
    numeric: ClassVar[bool] = False
    private: ClassVar[bool] = False
    multiline: ClassVar[bool] = False
    set_by_program: ClassVar[bool] = False  # set by the program: shown, never typed
    excel_format: ClassVar[str] = "@"
    unit: str = ""

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Set ``cache_ok`` on every subclass, because SQLAlchemy reads it from the class itself."""
        super().__init_subclass__(**kwargs)
        cls.cache_ok = True

    def read(self, raw: object, context: ReadContext) -> ReadValue:
        """Read typed or imported input; raises UserError with the reason."""
        text = clean_text(raw) if isinstance(raw, str) else None
        if raw is None or (text is not None and self.is_blank(text)):
            return EMPTY_READ
        read = self.read_value(raw, context)
        # “、” or “- ，” becomes blank once the kind has dropped its separators.
        is_shortened = isinstance(read.value, str) and read.value != text
        return EMPTY_READ if is_shortened and self.is_blank(str(read.value)) else read

    def is_blank(self, raw: str) -> bool:
        """Tell whether a typed text means an empty cell."""
        return numerals.is_blank(raw)

    def read_value(self, raw: object, context: ReadContext) -> ReadValue:
        """Read input that is not blank; each kind implements it. Raises UserError."""
        raise NotImplementedError

    def text(self, value: Value, mark: str = "") -> str:
        """Format a value for screen and print; empty for None."""
        return "" if value is None else f"{mark}{value}"

    def mask(self, text: str) -> str:
        """Mask a private text; the first character stays visible."""
        return text[:1] + "*" * (len(text) - 1)

    def store(self, value: Value) -> StoredValue:
        """Convert a value to what the database and the edit log store; raises TypeError for another kind's value."""
        if value is None or isinstance(value, (str, int)):
            return value
        raise TypeError(f"{value!r} is neither text nor a whole number")

    def load(self, stored: StoredValue) -> Value:
        """Convert a stored value back."""
        return stored

    def excel_value(self, value: Value, mark: str = "") -> CellValue:
        """Return the value as a sheet's cell holds it."""
        return None if value is None else self.text(value, mark)

    def process_bind_param(self, value: Value, dialect: Dialect) -> StoredValue:
        """Store on the way into the database."""
        return self.store(value)

    def process_result_value(self, value: StoredValue, dialect: Dialect) -> Value:
        """Load on the way out of the database."""
        return self.load(value)


def number_of(value: Value) -> Decimal | int:
    """Return the value of a numeric field as the number it is; raises TypeError for text, a day or an empty value."""
    if isinstance(value, (Decimal, int)):
        return value
    raise TypeError(f"{value!r} is not a number")


def date_of(value: Value) -> date:
    """Return the value of a day or month field as the date it is; raises TypeError for any other value."""
    if isinstance(value, date):
        return value
    raise TypeError(f"{value!r} is not a date")


def text_of(value: Value) -> str:
    """Return the value of a text or link field as the text it is; raises TypeError for any other value."""
    if isinstance(value, str):
        return value
    raise TypeError(f"{value!r} is not text")


def clean_text(raw: object) -> str:
    """Return input as clean text: no control characters or lone surrogates, whole floats without “.0”."""
    if isinstance(raw, str) and raw.isprintable() and "_x" not in raw:
        return raw.strip()  # the fast path: most texts need no cleaning
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    return _CONTROL.sub("", str(raw).replace("\r\n", "\n").replace("_x000D_", "")).strip()
