"""Editing of the county's dictionaries: terms are added, renamed, ordered and disabled."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.base import Ledger
from models.fields.field import fields
from models.fields.kinds import ChoiceKind
from models.ledgers import LEDGERS
from models.ledgers.profile import Term
from models.rules.protected_terms import is_protected

_LABELS_WITHOUT_FIELD = {"review_word": "公平竞争审查用语"}  # dictionaries that texts are searched for, not chosen from


@dataclass(frozen=True, slots=True)
class DictionaryTerm:
    """One term of a dictionary: its row id, the word, whether it is disabled, and its source."""

    row: str
    word: str
    idle: bool
    source: str


def dictionary_names(session: Session) -> dict[str, str]:
    """Return the book's dictionaries, key to label (the labels of the fields that use it), in ledger order."""
    known = set(session.execute(sa.select(Term.dictionary).where(Term.removed.is_(False)).distinct()).scalars())
    by_dictionary: dict[str, list[str]] = {}
    for ledger, key in _fields_using():
        label = next(field.label for field in fields(ledger) if field.key == key)
        by_dictionary.setdefault(_dictionary(ledger, key), []).append(label)
    labelled = {name: "、".join(dict.fromkeys(labels)) for name, labels in by_dictionary.items()}
    return labelled | {name: _LABELS_WITHOUT_FIELD.get(name, name) for name in sorted(known - set(labelled))}


def dictionary_terms(session: Session, dictionary: str) -> list[DictionaryTerm]:
    """List a dictionary's terms in order, disabled ones included."""
    terms = session.execute(_terms(dictionary)).scalars()
    return [DictionaryTerm(term.id, term.word, bool(term.idle), term.source or "") for term in terms]


def add_term(session: Session, dictionary: str, typed: str) -> str:
    """Add a term at the end; return its row id. Raises UserError."""
    word = _checked_new_word(session, dictionary, typed)
    last = max((term.rank or 0 for term in session.execute(_terms(dictionary)).scalars()), default=0)
    term = Term(dictionary=dictionary, word=word, rank=last + 1)
    session.add(term)
    session.flush()
    return term.id


def rename_term(session: Session, row: str, typed: str) -> int:
    """Rename a term in the dictionary and in every row that uses it; return how many rows. Raises UserError."""
    term = session.get_one(Term, row)
    if is_protected(term.dictionary, term.word):
        raise UserError(f"“{term.word}”是程序统计要用的词，不能改名；不用它可以停用。")
    old, new = term.word, _checked_new_word(session, term.dictionary, typed)
    term.word = new
    return sum(_replace_word(session, ledger, key, old, new) for ledger, key in _fields_using(term.dictionary))


def move_term(session: Session, row: str, by: int) -> None:
    """Move a term up (−1) or down (+1) by one place."""
    term = session.get_one(Term, row)
    order = list(session.execute(_terms(term.dictionary)).scalars())
    at = next(number for number, entry in enumerate(order) if entry.id == row)
    order.insert(min(max(at + by, 0), len(order) - 1), order.pop(at))
    for rank, entry in enumerate(order, start=1):
        entry.rank = rank


def set_term_idle(session: Session, row: str, *, idle: bool) -> None:
    """Disable or enable a term; rows that use it keep it."""
    session.get_one(Term, row).idle = idle or None


def _terms(dictionary: str) -> sa.Select[Term]:
    query = sa.select(Term).where(Term.dictionary == dictionary, Term.removed.is_(False))
    return query.order_by(Term.rank, Term.id)


def _checked_new_word(session: Session, dictionary: str, typed: str) -> str:
    word = "".join(typed.split())
    if not word:
        raise UserError("词条不能空着。")
    if "、" in word or "，" in word:
        raise UserError("一个词条里不能有顿号、逗号；几个词请一个一个加。")
    if any(existing.word == word for existing in dictionary_terms(session, dictionary)):
        raise UserError(f"“{word}”已经在这个字典里了。")
    return word


def _fields_using(dictionary: str | None = None) -> list[tuple[type[Ledger], str]]:
    """List the (ledger, key) of fields that use a dictionary, or any dictionary."""
    return [
        (ledger, field.key)
        for ledger in LEDGERS
        for field in fields(ledger)
        if isinstance(field.kind, ChoiceKind) and dictionary in {None, field.kind.dictionary}
    ]


def _dictionary(ledger: type[Ledger], key: str) -> str:
    kind: Any = next(field.kind for field in fields(ledger) if field.key == key)
    return str(kind.dictionary)


def _replace_word(session: Session, ledger: type[Ledger], key: str, old: str, new: str) -> int:
    column = getattr(ledger, key)
    done = 0
    for row in session.execute(sa.select(ledger).where(column.contains(old, autoescape=True))).scalars():
        held = getattr(row, key).split("、")
        if old in held:
            setattr(row, key, "、".join(new if word == old else word for word in held))
            done += 1
    return done
