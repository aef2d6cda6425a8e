"""Search index of ledger rows: 焦炉, jl and jiaolu all find 焦炉煤气制LNG.

The index holds words and pinyin initials; full pinyin is matched with the words when it is typed, so that no book has
to be indexed anew and none grows.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import islice, product

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.fields.base import Base, Ledger
from models.fields.field import fields
from models.fields.numerals import fold_width
from models.search.pinyin import PINYIN_INITIALS, syllable_of
from models.search.spelling import spellings

_SEPARATOR = "\x1f"  # Separates fields; no typed word contains it, so no match spans two fields.
_MAX_READINGS = 8


class SearchEntry(Base):
    """Search index entry of a row: its searched fields, folded, with every reading of their pinyin initials."""

    __tablename__ = "words"

    ledger: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    row: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    text: Mapped[str] = mapped_column(sa.Text)
    # Without rowids SQLite stores the table as one sorted B-tree, which a search scans sequentially.
    __table_args__ = ({"sqlite_with_rowid": False},)


@cache
def searched_fields(ledger: type[Ledger]) -> tuple[str, ...]:
    """Return the keys of a ledger's searched fields."""
    return tuple(field.key for field in fields(ledger) if field.facts.search)


def index_text(keys: tuple[str, ...], values: Mapping[str, object]) -> str:
    """Return a row's index text, from its stored values: folded fields and pinyin initials; may be empty."""
    parts: list[str] = []
    for key in keys:
        if text := values.get(key):
            folded = fold_text(str(text))
            parts += [folded, *pinyin_initials(folded)]
    return _SEPARATOR.join(parts)


@lru_cache(maxsize=131_072)  # the names of a large sheet, each folded several times
def fold_text(text: str) -> str:
    """Fold width and case and drop blanks, so that “ＬＮＧ 项目” and “lng项目” are equal."""
    return "".join(fold_width(text).lower().split())


@cache
def _letters_of(character: str) -> tuple[str, ...]:
    """Return the pinyin initials of a character; letters and digits are returned as they are, marks as “”."""
    if character.isascii():
        return (character,) if character.isalnum() else ("",)
    if character in PINYIN_INITIALS:
        return PINYIN_INITIALS[character]
    initial = syllable_of(character)[0]
    return (initial if initial.isascii() else "",)


class _InitialsTable(dict[int, str]):
    """Translation table from a character to its pinyin initial, or to the separator where it has several readings."""

    def __missing__(self, character: int) -> str:
        ways = _letters_of(chr(character))
        letter = self[character] = ways[0] if len(ways) == 1 else _SEPARATOR
        return letter


_initials_table = _InitialsTable()


@lru_cache(maxsize=16_384)  # the same investors and places recur
def pinyin_initials(folded: str) -> tuple[str, ...]:
    """Return the pinyin initials of a text, once per reading: cq and zq for 重庆; eight readings at most."""
    if folded.isascii():
        return ()
    spelled = folded.translate(_initials_table)
    if _SEPARATOR not in spelled:
        return (spelled,)
    ways = product(*map(_letters_of, folded))
    return tuple(dict.fromkeys(map("".join, islice(ways, _MAX_READINGS))))


def search_query(session: Session, ledger: type[Ledger], typed: str) -> sa.Select[str]:
    """Return a SELECT of the ids of rows that contain every typed word; removed rows are not in the index."""
    words = [fold_text(word) for word in typed.split()]
    return sa.select(SearchEntry.row).where(
        SearchEntry.ledger == ledger.__tablename__, *(_contains(session, word) for word in words)
    )


def rows_holding(session: Session, ledger: type[Ledger], text: str) -> sa.Select[str]:
    """Return a SELECT of the ids of rows whose searched fields contain a text as it is, without pinyin."""
    return sa.select(SearchEntry.row).where(
        SearchEntry.ledger == ledger.__tablename__, _position(session, fold_text(text)) > 0
    )


def _position(session: Session, text: str) -> sa.ColumnElement[int]:
    """Return the SQL expression for where a text begins in the index text, from 1; 0 where it does not occur."""
    at = sa.func.strpos if session.get_bind().dialect.name == "postgresql" else sa.func.instr
    return at(SearchEntry.text, text)


def _contains(session: Session, word: str) -> sa.ColumnElement[bool]:
    """Return the condition that a row has a word as it is, by its initials, or in full pinyin.

    Only rows that hold the word's initials are matched with its characters: the regular expression is slow.
    """
    in_full = [
        sa.case((_position(session, way.probe) > 0, SearchEntry.text.regexp_match(way.pattern)), else_=sa.false())
        for way in spellings(word)
    ]
    return sa.or_(_position(session, word) > 0, *in_full)


def search_rank(session: Session, typed: str) -> sa.ColumnElement[int]:
    """Return the SQL expression for how near a row comes to the typed text; the nearest has the smallest number.

    For the first word: 0 the name is it, 1 the name begins with it, 2 a field or its initials begin with it, 3 it is
    contained; in full pinyin 4 a field begins with it, 5 it is contained, 6 and 7 the same with other syllables.
    """
    word = fold_text(typed.split(maxsplit=1)[0])
    in_full: sa.ColumnElement[int] = sa.literal(4)
    for way in spellings(word)[:1]:
        if len(way.probe) > 1:
            begins = _position(session, _SEPARATOR + way.probe) > 0
            likeliest = SearchEntry.text.regexp_match(way.pattern)
            in_full = sa.case((begins, 4), else_=5) + sa.case((likeliest, 0), else_=2)
        else:  # too many fields begin with one initial
            in_full = sa.case((SearchEntry.text.regexp_match(f"(^|{_SEPARATOR}){way.pattern}"), 4), else_=5)
    return sa.case(
        (_position(session, word + _SEPARATOR) == 1, 0),
        (SearchEntry.text == word, 0),
        (_position(session, word) == 1, 1),
        (_position(session, _SEPARATOR + word) > 0, 2),
        (_position(session, word) > 0, 3),
        else_=in_full,
    )
