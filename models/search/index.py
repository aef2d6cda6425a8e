"""Search index of ledger rows: 焦炉, jl and jiaolu all find 焦炉煤气制LNG.

The index holds words and pinyin initials; full pinyin is matched with the words when it is typed, so that no book has
to be indexed anew and none grows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.fields.base import Base, Ledger
from models.fields.field import fields
from models.fields.numerals import fold_width
from models.search.frequent_words import FrequentWords, frequent_words
from models.search.pinyin import pinyin_initials
from models.search.spelling import Spelling, spellings

_SEPARATOR = "\x1f"  # Separates fields; no typed word contains it, so no match spans two fields.
_SAMPLED_ROWS, _SAMPLE_SIZE = 1000, 100  # at each end of a ledger: rows looked at, and texts that may match

PositionFunction = Callable[[str], sa.ColumnElement[int]]


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


@dataclass(frozen=True, slots=True)
class Search:
    """A typed text that is looked for in a ledger: which rows it finds, and how near they come to it."""

    ledger: type[Ledger]
    words: tuple["_TypedWord", ...]

    def row_ids(self) -> sa.Select[str]:
        """Return a SELECT of the ids of rows that contain every typed word; removed rows are not in the index."""
        return sa.select(SearchEntry.row).where(
            SearchEntry.ledger == self.ledger.__tablename__, *(word.contained() for word in self.words)
        )

    def rank(self) -> sa.ColumnElement[int]:
        """Return the SQL expression for how near a row comes to the first word; the nearest has the smallest number."""
        return self.words[0].rank()


def prepare_search(session: Session, ledger: type[Ledger], typed: str) -> Search:
    """Read what was typed as words and pinyin, for which a few rows of the ledger are looked at."""
    position = _position_function(session)
    words = []
    for text in map(fold_text, typed.split()):
        ways = spellings(text)
        sample = _sample_texts(session, ledger, ways)
        spelled = [_SpelledWord(way, frequent_words(way, sample, _SEPARATOR), position) for way in ways]
        words.append(_TypedWord(text, tuple(spelled), position))
    return Search(ledger, tuple(words))


def rows_holding(session: Session, ledger: type[Ledger], text: str) -> sa.Select[str]:
    """Return a SELECT of the ids of rows whose searched fields contain a text as it is, without pinyin."""
    return sa.select(SearchEntry.row).where(
        SearchEntry.ledger == ledger.__tablename__, _position_function(session)(fold_text(text)) > 0
    )


def _position_function(session: Session, column: sa.ColumnElement[str] | None = None) -> PositionFunction:
    """Return the function that makes the SQL for where a text begins in the index text, from 1; 0 where it does not."""
    at = sa.func.strpos if session.get_bind().dialect.name == "postgresql" else sa.func.instr
    return partial(at, SearchEntry.text if column is None else column)


def _sample_texts(session: Session, ledger: type[Ledger], ways: Sequence[Spelling]) -> list[str]:
    """Return index texts that may match, of the oldest and newest rows; none where these are few: no need to hurry."""
    sample: list[str] = []
    for order in (SearchEntry.row.asc(), SearchEntry.row.desc()) if ways else ():
        rows = sa.select(SearchEntry.text).where(SearchEntry.ledger == ledger.__tablename__).order_by(order)
        nearest = rows.limit(_SAMPLED_ROWS).subquery()
        position = _position_function(session, nearest.c.text)
        may_match = sa.or_(*(position(way.probe) > 0 for way in ways))
        sample += session.execute(sa.select(nearest.c.text).where(may_match).limit(_SAMPLE_SIZE)).scalars()
    return sample if len(sample) >= _SAMPLE_SIZE else []


@dataclass(frozen=True, slots=True)
class _SpelledWord:
    """A typed word read as pinyin in one way, with the words of the book by which most rows are decided."""

    way: Spelling
    frequent: FrequentWords
    position: PositionFunction

    def contained(self) -> sa.ColumnElement[bool]:
        """Return the condition that a row has the word: the regular expression is slow, so it is asked last."""
        decided: list[tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]] = [
            (self.position(word) > 0, sa.true()) for word in self.frequent.matching
        ]
        decided.append((self.position(self.way.probe) == 0, sa.false()))
        if self.frequent.others:
            decided.append((self._stems_from_others(), sa.false()))
        return sa.case(*decided, else_=SearchEntry.text.regexp_match(self.way.pattern))

    def _stems_from_others(self) -> sa.ColumnElement[bool]:
        """Return the condition that other words account for every occurrence of the word's initials."""
        length = sa.func.length(SearchEntry.text)
        lengths = [
            length - sa.func.length(sa.func.replace(SearchEntry.text, text, ""))
            for text in (self.way.probe, *self.frequent.others)
        ]
        return lengths[0] <= sum(lengths[1:], start=sa.literal(0))

    def begins_field(self) -> sa.ColumnElement[bool]:
        """Return the condition that a field of a row that has the word begins with it."""
        initials_begin = self.position(_SEPARATOR + self.way.probe) > 0
        if len(self.way.probe) > 1:
            return initials_begin
        # Too many fields begin with one initial.
        begins = [
            sa.or_(self.position(word) == 1, self.position(_SEPARATOR + word) > 0) for word in self.frequent.matching
        ]
        return sa.case(
            (sa.not_(initials_begin), sa.false()),
            *((condition, sa.true()) for condition in begins),
            else_=SearchEntry.text.regexp_match(f"(^|{_SEPARATOR}){self.way.pattern}"),
        )


@dataclass(frozen=True, slots=True)
class _TypedWord:
    """A typed word, folded, and the ways to read it as pinyin, the likeliest first."""

    text: str
    spelled: tuple[_SpelledWord, ...]
    position: PositionFunction

    def contained(self) -> sa.ColumnElement[bool]:
        """Return the condition that a row has the word as it is, by its initials, or in full pinyin."""
        return sa.or_(self.position(self.text) > 0, *(spelled.contained() for spelled in self.spelled))

    def rank(self) -> sa.ColumnElement[int]:
        """Return the SQL expression for how near a row that has the word comes to it.

        0 the name is it, 1 the name begins with it, 2 a field or its initials begin with it, 3 it is contained; in full
        pinyin 4 a field begins with it, 5 it is contained, 6 and 7 the same with other syllables.
        """
        in_full: list[tuple[sa.ColumnElement[bool], sa.ColumnElement[int]]] = []
        for spelled in self.spelled[:1]:
            rank: sa.ColumnElement[int] = sa.case((spelled.begins_field(), 4), else_=5)
            if len(spelled.way.probe) > 1:
                rank += sa.case((spelled.contained(), 0), else_=2)
            in_full.append((self.position(self.text) == 0, rank))
        return sa.case(
            *in_full,
            (self.position(self.text + _SEPARATOR) == 1, 0),
            (SearchEntry.text == self.text, 0),
            (self.position(self.text) == 1, 1),
            (self.position(_SEPARATOR + self.text) > 0, 2),
            else_=3,
        )
