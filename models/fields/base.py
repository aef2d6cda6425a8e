"""Base classes of the mapped tables: row ids, the columns every ledger row has, and its lifecycle hooks."""

import json
import os
import time
from collections.abc import Sequence
from functools import cache
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from models.fields.field import LedgerFacts, field
from models.fields.kind import ReadValue, StoredValues
from models.fields.kinds import LongText

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


_VARIANT = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))  # the two bits RFC 9562 sets in the 17th digit
_latest_id = 0


def new_id() -> str:
    """Make a row id: a UUID of version 7 (RFC 9562) as 32 hex digits, so that ids sort by creation time.

    The 12 bits behind the milliseconds are a counter, so that rows made within one millisecond keep their order too.
    """
    global _latest_id  # noqa: PLW0603 - the latest id of this process is what the next must follow
    _latest_id = max(_latest_id + 1, time.time_ns() // 1_000_000 << 12)
    stamp, chance = f"{_latest_id:015x}", os.urandom(8).hex()
    return f"{stamp[:12]}7{stamp[12:]}{_VARIANT[chance[0]]}{chance[1:]}"


class Base(DeclarativeBase):
    """Every table of a book."""

    metadata = sa.MetaData(naming_convention=NAMING_CONVENTION)


class MarksType(TypeDecorator[dict[str, str]]):
    """Column type for a row's marks: how exact each value is (“约”, “月”), by field, as a small JSON object."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: dict[str, str] | None, dialect: Dialect) -> str:
        """Store an empty text for the usual row without marks."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, str]:
        """Return the marks by field."""
        return json.loads(value) if value else {}


class Ledger(Base):
    """Base of all ledgers: a row with an id that never changes. ``removed`` means in the recycle bin; none is deleted.

    ``marks`` holds how exact a value is (“约”, “月”) by field; ``born`` and ``touched`` are milliseconds since 1970 of
    its first and latest edit; ``digest`` is the hash of its values, so that a flipped bit is found.
    """

    __abstract__ = True
    about: ClassVar[LedgerFacts]
    derived: ClassVar[tuple[str, ...]] = ()  # fields computed from other rows where merged books set them differently
    dependent_link: ClassVar[str] = ""  # key of the link to the row with derived fields that depend on this row

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default=new_id, sort_order=-10)
    remark: Mapped[LongText | None] = field("备注", width=12, sort_order=80)
    marks: Mapped[dict[str, str]] = mapped_column(MarksType(), default=dict, active_history=True, sort_order=90)
    removed: Mapped[bool] = mapped_column(sa.Boolean, default=False, active_history=True, sort_order=91)
    born: Mapped[int] = mapped_column(sa.BigInteger, default=0, sort_order=92)
    touched: Mapped[int] = mapped_column(sa.BigInteger, default=0, sort_order=93)
    digest: Mapped[str] = mapped_column(sa.String(64), default="", sort_order=94)

    def assign(self, key: str, read: ReadValue) -> None:
        """Set a field to a value as read, together with its mark."""
        setattr(self, key, read.value)
        # A new dict each time: SQLAlchemy does not detect a change inside a dict.
        rest = {name: mark for name, mark in (self.marks or {}).items() if name != key}
        self.marks = {**rest, key: read.mark} if read.mark else rest

    def update_dependents(self, session: Session) -> None:
        """Update rows that depend on this one after it was created, changed or removed; a hook, empty by default."""

    @classmethod
    def derive(cls, connection: sa.Connection, rows: Sequence[str]) -> dict[str, StoredValues]:
        """Compute the fields of ``derived`` for some rows from other rows: row id to stored values by field."""
        del connection, rows  # Most ledgers have no derived fields.
        return {}

    def mark_of(self, key: str) -> str:
        """Return the mark of a field's value (“约”, “超”, “月”, “年”); empty where it is exact."""
        return (self.marks or {}).get(key, "")


@cache
def ledger_by_table(name: str) -> type[Ledger]:
    """Return the ledger class of a table name; raises KeyError."""
    for mapper in Ledger.registry.mappers:
        ledger: type[Ledger] = mapper.class_
        if ledger.__tablename__ == name:
            return ledger
    raise KeyError(name)
