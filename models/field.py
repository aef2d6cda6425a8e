"""How a field is declared: once, on the model, in one line."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import MappedColumn, mapped_column

from models.kind import Context, Kind, Read
from models.kinds import Link
from models.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Facts:
    """What people need to know of a column, as against what the database needs.

    ``width`` counts Chinese characters; ``aliases`` are other offices' headings for the same thing.
    """

    label: str
    width: int = 8
    hint: str = ""
    search: bool = False
    private: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A declared field: its key on the row, its kind, whether it must be filled, and its facts."""

    key: str
    kind: Kind
    required: bool
    facts: Facts

    @property
    def label(self) -> str:
        """The field's name as the clerk knows it."""
        return self.facts.label

    @property
    def title(self) -> str:
        """The heading of a column: label and unit, “总投资（万元）”."""
        unit = self.kind.unit
        return f"{self.label}（{unit}）" if unit and unit not in "个条次家人天" else self.label

    @property
    def private(self) -> bool:
        """Whether lists and exports hide it unless asked."""
        return self.facts.private or self.kind.private

    def read(self, raw: object, context: Context) -> Read:
        """Read what was typed or found in a sheet; the refusal names the field."""
        try:
            read = self.kind.read(raw, context)
        except Refusal as refusal:
            raise Refusal(f"{self.label}：{refusal}") from None
        if read.value is None and self.required:
            raise Refusal(f"{self.label}：必填，不能空着。")
        return read


def field(
    label: str,
    kind: Kind | None = None,
    *,
    width: int = 8,
    hint: str = "",
    search: bool = False,
    private: bool = False,
    aliases: tuple[str, ...] = (),
    **column: Any,
) -> MappedColumn[Any]:
    """Declare a ledger field; what is left over goes to ``mapped_column``.

    The kind is usually named by the annotation (``Mapped[Wan | None]``); one that takes a dictionary is given here.
    """
    facts = Facts(label, width, hint, search, private, aliases)
    typed = (kind,) if kind is not None else ()
    # Without active_history a change after a commit would lose its old value, and the edit log would have holes.
    return mapped_column(*typed, info={"facts": facts}, active_history=True, **column)


def also(headings: str) -> tuple[str, ...]:
    """Part other offices' headings written one after the other, as ``aliases`` takes them."""
    return tuple(headings.split())


def link(label: str, to: str, **facts: Any) -> MappedColumn[Any]:
    """Declare a link to one row of the ledger ``to``; checked at the end of the transaction, so order never matters."""
    target = sa.ForeignKey(f"{to}.id", deferrable=True, initially="DEFERRED")
    return mapped_column(Link(to), target, info={"facts": Facts(label, **facts)}, active_history=True, index=True)


@cache
def fields(ledger: Any) -> tuple[Field, ...]:
    """List a ledger's fields in the order they were declared."""
    return tuple(
        Field(column.key, column.type, not column.nullable, column.info["facts"])
        for column in ledger.__table__.columns
        if "facts" in column.info
    )


@cache
def field_of(ledger: Any, key: str) -> Field:
    """Find one field by its key."""
    return next(field for field in fields(ledger) if field.key == key)


@dataclass(frozen=True, slots=True)
class About:
    """What people need to know of a whole ledger; the layout of its form is written here, by hand.

    ``title`` is the field that names a row; ``columns`` are the table's unless the clerk chooses others; ``sections``
    lay out the form, and a field none of them names goes to its end; ``parent`` is the link a detail ledger hangs on.
    """

    label: str
    title: str
    hint: str
    columns: tuple[str, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    measure: str = "条"
    parent: str = ""
    listed: bool = True
