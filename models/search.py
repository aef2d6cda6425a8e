"""Typed words and pinyin initials to rows: 焦炉, 焦化, jl all find 焦炉煤气制LNG."""

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import islice, product
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.field import fields
from models.numerals import plain
from models.readings import READINGS

_BETWEEN = "\x1f"  # No typed word holds it, so no hit reaches across two fields.
_MOST_READINGS = 8


class Words(Base):
    """What a row is found by: its searched fields, folded, with every reading of their pinyin initials."""

    __tablename__ = "words"

    ledger: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    row: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    text: Mapped[str] = mapped_column(sa.Text)
    # Without SQLite's own row numbers the table is one sorted strip, read from end to end for a search.
    __table_args__ = ({"sqlite_with_rowid": False},)


@cache
def searched(ledger: Any) -> tuple[str, ...]:
    """Name the fields of a ledger that a search looks into."""
    return tuple(field.key for field in fields(ledger) if field.facts.search)


def words_of(keys: tuple[str, ...], values: Mapping[str, Any]) -> str:
    """Write what a row is found by, from its stored values."""
    parts: list[str] = []
    for key in keys:
        if text := values.get(key):
            folded = fold(str(text))
            parts += [folded, *initials(folded)]
    return _BETWEEN.join(parts)


@lru_cache(maxsize=131_072)  # a large sheet's names, each asked for as a name, a link and words
def fold(text: str) -> str:
    """Fold width and case, and drop blanks, so that “ＬＮＧ 项目” and “lng项目” are one."""
    return "".join(plain(text).lower().split())


@cache
def _readings(character: str) -> tuple[str, ...]:
    """Give the first letters a character is read by; a letter or digit stands for itself, a mark for nothing."""
    from pypinyin import Style, pinyin

    if character.isascii():
        return (character,) if character.isalnum() else ("",)
    if character in READINGS:
        return READINGS[character]
    sound = pinyin(character, style=Style.NORMAL, errors="ignore")
    return (sound[0][0][0] if sound and sound[0][0][:1].isascii() else "",)


class _Spelled(dict[int, str]):
    """What a text's characters turn into, those that are read one way only."""

    def __missing__(self, character: int) -> str:
        ways = _readings(chr(character))
        found = self[character] = ways[0] if len(ways) == 1 else _BETWEEN
        return found


_spelled = _Spelled()


@lru_cache(maxsize=16_384)  # the same investors and places come again and again
def initials(folded: str) -> tuple[str, ...]:
    """Spell a text by its initials, once for each way to read it: 重庆 is cq and zq."""
    if folded.isascii():
        return ()
    spelled = folded.translate(_spelled)
    if _BETWEEN not in spelled:
        return (spelled,)
    ways = product(*map(_readings, folded))
    return tuple(dict.fromkeys(map("".join, islice(ways, _MOST_READINGS))))


def hits(session: Session, ledger: Any, typed: str) -> Any:
    """Select the ids of the rows in which every typed word is found; rows in the recycle bin have no words."""
    at = sa.func.strpos if session.get_bind().dialect.name == "postgresql" else sa.func.instr
    words = [fold(word) for word in typed.split()]
    return sa.select(Words.row).where(
        Words.ledger == ledger.__tablename__, *(at(Words.text, word) > 0 for word in words)
    )
