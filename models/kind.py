"""What a kind is: the boundaries every value crosses, and what its reader must know."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from models import numerals

Stored = str | int | None
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Read(NamedTuple):
    """What was read: the value (None for an empty cell) and its mark (“约”, “超”, “月”, “年”)."""

    value: Any
    mark: str = ""


NOTHING = Read(None)


class Picked(str):
    """The id of a row picked from a list, where a name typed would have to be looked up."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader must know beside the cell: today, the period's year, the sheet's calendar, words, names."""

    today: date = field(default_factory=date.today)
    year: int | None = None
    from_1904: bool = False
    terms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    find: Callable[[str, str], str] | None = None  # (ledger, name) -> row id, or a Refusal


class Kind(TypeDecorator[Any]):
    """How a value crosses every boundary; the column's own type, so it is never looked up."""

    impl: Any = sa.Text
    cache_ok = True
    numeric: ClassVar[bool] = False
    private: ClassVar[bool] = False
    lines: ClassVar[bool] = False
    stamped: ClassVar[bool] = False  # set by the program, shown but not typed
    excel: ClassVar[str] = "@"
    unit: str = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Mark every kind as cacheable; SQLAlchemy does not inherit the mark."""
        super().__init_subclass__(**kwargs)
        cls.cache_ok = True

    def read(self, raw: object, context: Context) -> Read:
        """Read what a keyboard or a sheet gives; raise Refusal with the reason."""
        if raw is None or (isinstance(raw, str) and self.is_blank(clean(raw))):
            return NOTHING
        read = self.read_value(raw, context)
        # “、” or “- ，” leaves nothing of itself once its separators are gone.
        return NOTHING if isinstance(read.value, str) and self.is_blank(read.value) else read

    def is_blank(self, raw: str) -> bool:
        """Tell whether a typed text means an empty cell."""
        return numerals.is_blank(raw)

    def read_value(self, raw: object, context: Context) -> Read:
        """Read what is not blank; each kind its own way."""
        raise NotImplementedError

    def text(self, value: Any, mark: str = "") -> str:
        """Write a value for screen and paper; empty for none."""
        return "" if value is None else f"{mark}{value}"

    def mask(self, text: str) -> str:
        """Hide a private text while leaving its owner able to recognise it."""
        return text[:1] + "*" * (len(text) - 1)

    def store(self, value: Any) -> Stored:
        """Turn a value into what the database and the edit log keep."""
        return value  # type: ignore[no-any-return]  # each kind stores text or whole numbers

    def load(self, stored: Any) -> Any:
        """Turn what the database keeps into the value."""
        return stored

    def cell(self, value: Any, mark: str = "") -> str | float | date | None:
        """Give the value as a sheet's cell holds it."""
        return None if value is None else self.text(value, mark)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Stored:
        """Store on the way into the database."""
        return self.store(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Load on the way out of the database."""
        return self.load(value)


def clean(raw: object) -> str:
    """Drop what no ledger can hold: control characters, half a surrogate pair; numbers keep no “.0”."""
    if isinstance(raw, str) and raw.isprintable() and "_x" not in raw:
        return raw.strip()  # as most texts, which hold none of it
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    return _CONTROL.sub("", str(raw).replace("\r\n", "\n").replace("_x000D_", "")).strip()
