"""Declaration of ledger fields: once, on the model, in one line; and their metadata for forms, tables and sheets."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypedDict, TypeVar, Unpack

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column

from models.errors import UserError
from models.fields.kind import FieldKind, ReadContext, ReadValue
from models.fields.kinds import FirmNameKind, LinkKind, LinksKind

_T = TypeVar("_T")


class ColumnOptions(TypedDict, total=False):
    """What a field passes on to ``mapped_column``."""

    sort_order: int


class LinkFacts(TypedDict, total=False):
    """What a link states for people, as ``FieldFacts``."""

    width: int
    hint: str
    search: bool
    private: bool
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldFacts:
    """Metadata of a field for forms, tables and sheets, beside what the database needs.

    ``width`` is in Chinese characters; ``aliases`` are column headings other offices use for the same field;
    ``search`` fields are in the search index.
    """

    label: str
    width: int = 8
    hint: str = ""
    search: bool = False
    private: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A declared field: its key (attribute and column), its kind, whether it is required, and its metadata."""

    key: str
    kind: FieldKind
    required: bool
    facts: FieldFacts

    @property
    def label(self) -> str:
        """The field's name shown to the user."""
        return self.facts.label

    @property
    def title(self) -> str:
        """The heading of a column: label and unit, “总投资（万元）”."""
        unit = self.kind.unit
        return f"{self.label}（{unit}）" if unit and unit not in "个条次家人天" else self.label

    @property
    def private(self) -> bool:
        """Whether lists and exports mask it unless asked for it in full."""
        return self.facts.private or self.kind.private

    def read(self, raw: object, context: ReadContext) -> ReadValue:
        """Read typed or imported input; raises UserError that names the field."""
        try:
            read = self.kind.read(raw, context)
        except UserError as error:
            raise UserError(f"{self.label}：{error}") from None
        if read.value is None and self.required:
            raise UserError(f"{self.label}：必填，不能空着。")
        return read


def field(
    label: str,
    kind: FieldKind | None = None,
    *,
    width: int = 8,
    hint: str = "",
    search: bool = False,
    private: bool = False,
    aliases: tuple[str, ...] = (),
    **column: Unpack[ColumnOptions],
) -> MappedColumn[_T]:
    """Declare a ledger field; further keyword arguments go to ``mapped_column``.

    The annotation usually names the kind (``Mapped[Wan | None]``); a kind with arguments, as a dictionary, is given
    here as ``kind``.
    """
    facts = FieldFacts(label, width, hint, search, private, aliases)
    typed = (kind,) if kind is not None else ()
    # Without active_history a change after a commit would lose its old value, and the edit log would have holes.
    return mapped_column(*typed, info={"facts": facts}, active_history=True, **column)


def split_aliases(headings: str) -> tuple[str, ...]:
    """Split headings separated by blanks into the tuple that ``aliases`` takes."""
    return tuple(headings.split())


def link(label: str, to: str, **facts: Unpack[LinkFacts]) -> MappedColumn[_T]:
    """Declare a link to one row of the table ``to``; checked only at the commit, so the order of inserts is free."""
    target = sa.ForeignKey(f"{to}.id", deferrable=True, initially="DEFERRED")
    return mapped_column(
        LinkKind(to), target, info={"facts": FieldFacts(label, **facts)}, active_history=True, index=True
    )


@cache
def fields(ledger: type[DeclarativeBase]) -> tuple[Field, ...]:
    """List a ledger's declared fields in their order."""
    return tuple(
        Field(column.key, column.type, not column.nullable, column.info["facts"])
        for column in table_of(ledger).columns
        if "facts" in column.info and isinstance(column.type, FieldKind)
    )


def table_of(model: type[DeclarativeBase]) -> sa.Table:
    """Return the table of a mapped class; raises TypeError for a class that has none of its own."""
    if isinstance(table := model.__table__, sa.Table):
        return table
    raise TypeError(f"{model.__name__} is not mapped to a table")


@cache
def field_of(ledger: type[DeclarativeBase], key: str) -> Field:
    """Return a field by its key; raises StopIteration."""
    return next(field for field in fields(ledger) if field.key == key)


@dataclass(frozen=True, slots=True)
class FirmField:
    """The field of a ledger that names a firm: the key of its text, and its kind, which knows the link beside it."""

    key: str
    kind: FirmNameKind

    @property
    def link(self) -> str:
        """The key of the link to the library."""
        return self.kind.link


@cache
def firm_field(ledger: type[DeclarativeBase]) -> FirmField | None:
    """Return the field of a ledger that names a firm of the library or another; most ledgers have none."""
    named = (FirmField(field.key, field.kind) for field in fields(ledger) if isinstance(field.kind, FirmNameKind))
    return next(named, None)


class NavigationGroup(StrEnum):
    """Where the navigation lists a ledger: among those of every day, with the reference data, or under 更多."""

    DAILY = "daily"
    REFERENCE = "reference"
    MORE = "more"


@cache
def link_fields(ledger: type[DeclarativeBase]) -> tuple[tuple[str, str], ...]:
    """List a ledger's links to one or several rows as (key, table linked to)."""
    kinds = ((field.key, field.kind) for field in fields(ledger))
    return tuple((key, kind.to) for key, kind in kinds if isinstance(kind, (LinkKind, LinksKind)))


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is entered next after a row, in another ledger: a visit or a project after a lead.

    ``to`` is the table of the new row, ``label`` the button. ``keys`` says which fields of the row each field of the
    new one is filled from: keys between blanks, of which the first that says something counts; “lead.name” is a field
    of a linked row, “id” the row itself. ``answers`` is the row's own link that the new row answers, if it has one.
    """

    to: str
    label: str
    keys: Mapping[str, str]
    answers: str = ""


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """Metadata of a ledger for navigation, tables and forms.

    ``title`` is the key of the field that names a row, ``main_day`` that of the day a row counts for, by which pages
    are filtered to a period (none: all rows of every period); ``columns`` are the table's default columns;
    ``sections`` lay out the form, and a field in none of them goes to its end; ``measure_word`` is that of its rows
    (条, 个); ``parent`` is the key of the link to the parent row, for a detail ledger; ledgers ``in_navigation``
    stand in their ``navigation_group`` under their ``icon`` (a name of resources/icons), detail ledgers under
    明细台账. ``sheet_words`` are words in the title of a foreign sheet that stand for the ledger, besides its label.
    Rows of a ledger that is ``local_only`` belong to one book and are never sent to another. ``starts_with`` are the
    keys of the fields that a new row begins with: its day with today, the rest (task force, officer) as in the user's
    last row; ``follow_ups`` are the rows of other ledgers that are entered after one of this ledger. A row of a
    ledger that ``shows_linked_rows`` lists among its details the rows of other ledgers that link to it.
    ``preset_keys`` are the fields that a preset made from a book holds: rules and structure, nothing of persons; most
    ledgers have none. A ledger with the name of an ``optional`` group (基金招商) is out of use until the county ticks
    that group. Rows of one title are other rows where a field of ``told_apart_by`` differs, also where only one of
    them has it: the county's target of a metric is not a task force's.
    """

    label: str
    title: str
    hint: str
    columns: tuple[str, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    main_day: str = ""
    measure_word: str = "条"
    parent: str = ""
    in_navigation: bool = True
    icon: str = ""
    navigation_group: NavigationGroup = NavigationGroup.REFERENCE
    sheet_words: tuple[str, ...] = ()
    local_only: bool = False
    starts_with: tuple[str, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    shows_linked_rows: bool = False
    preset_keys: tuple[str, ...] = ()
    told_apart_by: tuple[str, ...] = ()
    optional: str = ""

    @property
    def row_label(self) -> str:
        """What one row is called: 企业 in 企业库, else the label of the ledger."""
        return self.label.removesuffix("库")
