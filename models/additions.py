"""What a newer program knows and an older book lacks: words, definitions and ranking schemes, added on opening."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import Ledger
from models.edits import edits_of, values_of
from models.ledgers import Scheme, SchemeItem, Setting, Term
from models.presets import scheme_rows, setting_rows, term_rows
from models.store import Store

LABEL = "随程序升级：补充字典和口径"


@dataclass(frozen=True, slots=True)
class Lacking:
    """The rows a book lacks, as its preset would have them."""

    words: list[dict[str, Any]]
    settings: list[dict[str, Any]]
    schemes: list[tuple[dict[str, Any], list[dict[str, Any]]]]

    @property
    def said(self) -> str:
        """Say in one sentence what is lacking; nothing where nothing is."""
        counted = (
            (len(self.words), "个字典词条"),
            (len(self.settings), "条统计口径"),
            (len(self.schemes), "个排名方案"),
        )
        told = "、".join(f"{count}{unit}" for count, unit in counted if count)
        return f"已随程序补充{told}，可以撤销。" if told else ""


def bring_up(store: Store, shelf: Path) -> str:
    """Add what a book opened for writing lacks, as one batch, and say so; a book that lacks nothing is not touched.

    What a county renamed, took out or undid is not lacking, and what it set itself stays as it is. A book that was
    never filled has no dictionaries at all and gets none.
    """
    if not store.writable:
        return ""
    with store.reading() as session:
        if not lacking(session, shelf).said:
            return ""
    with store.writing(LABEL) as session:
        # Asked again under the lock: two windows on one PostgreSQL book may open it in the same moment.
        found = lacking(session, shelf)
        session.add_all(Term(id=_same("term", one["dictionary"], one["word"]), **one) for one in found.words)
        session.add_all(Setting(id=_same("setting", one["key"]), **one) for one in found.settings)
        taken = _subjects_ranked(session)
        for row, items in found.schemes:
            _add_scheme(session, row | {"active": bool(row["active"]) and row["subject"] not in taken}, items)
    return found.said


def lacking(session: Session, shelf: Path) -> Lacking:
    """Compare a book with the presets: what it has not now and never had."""
    has = {(name, word) for name, word in session.execute(sa.select(Term.dictionary, Term.word))}
    if not has:
        return Lacking([], [], [])
    words = [one for one in term_rows(shelf) if (one["dictionary"], one["word"]) not in has]
    if words:
        known = _once(session, Term, ("dictionary", "word"))
        words = [one for one in words if (one["dictionary"], one["word"]) not in known]
    keys = set(session.execute(sa.select(Setting.key)).scalars())
    names = set(session.execute(sa.select(Scheme.name)).scalars())
    schemes = [(row, items) for row, items in scheme_rows(shelf) if row["name"] not in names]
    if schemes:
        once = _once(session, Scheme, ("name",))
        schemes = [(row, items) for row, items in schemes if (row["name"],) not in once]
    return Lacking(words, [one for one in setting_rows(shelf) if one["key"] not in keys], schemes)


def _once(session: Session, ledger: type[Ledger], keys: tuple[str, ...]) -> set[tuple[Any, ...]]:
    """Give every spelling any row of a ledger ever had, from its edits: what was renamed is still the same thing."""
    found = set()
    for edits in edits_of(session, list(session.execute(sa.select(ledger.id)).scalars())).values():
        now: dict[str, Any] = {}
        for edit in edits:
            now |= values_of(edit)
            found.add(tuple(now.get(key) for key in keys))
    return found


def _subjects_ranked(session: Session) -> set[str | None]:
    """Name who is ranked by a scheme in use already: a county's own comes before ours."""
    query = sa.select(Scheme.subject).where(Scheme.removed.is_(False), Scheme.active == sa.literal(1))
    return set(session.execute(query).scalars())


def _add_scheme(session: Session, row: Mapping[str, Any], items: Iterable[Mapping[str, Any]]) -> None:
    scheme = Scheme(id=_same("scheme", row["name"]), **row)
    session.add(scheme)
    session.add_all(
        SchemeItem(id=_same("scheme_item", row["name"], str(item["rank"])), scheme=scheme.id, **item) for item in items
    )


def _same(*names: str) -> str:
    """Make the id a row has in every book it is added to, so that books that merge do not hold it twice.

    It begins like the ids of rows made last, so that what is added stands after what was there.
    """
    return "f" * 12 + hashlib.sha256("\n".join(names).encode()).hexdigest()[:20]
