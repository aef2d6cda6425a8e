"""What fields need of a book to read typed values: its dictionaries and the names of its rows."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.base import ledger_by_table
from models.fields.field import fields
from models.fields.kind import ReadContext
from models.ledgers.profile import Term
from models.queries.ledger_query import titles_by_id
from models.search.index import fold_text


def reading_context(session: Session, *, today: date | None = None, year: int | None = None) -> ReadContext:
    """Build the context that fields need to read values: the book's dictionaries and the names of its rows."""
    return ReadContext(today or date.today(), year, terms=terms(session), find_row=RowFinder(session))  # noqa: DTZ011 - local day


def terms(session: Session) -> dict[str, list[str]]:
    """Return the book's dictionaries: the terms in use by dictionary, in their order."""
    by_dictionary: dict[str, list[str]] = {}
    query = sa.select(Term.dictionary, Term.word).where(Term.removed.is_(False), sa.func.coalesce(Term.idle, 0) == 0)
    for dictionary, word in session.execute(query.order_by(Term.dictionary, Term.rank, Term.id)):
        by_dictionary.setdefault(dictionary, []).append(word)
    return by_dictionary


class RowFinder:
    """Finds rows by the names that clerks type; caches each ledger's names for the length of one command."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows_by_name: dict[str, dict[str, list[str]]] = {}

    def __call__(self, name: str, typed: str) -> str:
        """Return the id of the one row with that name, short name or code; raises UserError for none or several."""
        ledger = ledger_by_table(name)
        known, folded = self.rows_by_name(name), fold_text(typed)
        matches = known.get(folded, [])
        if len(matches) == 1:
            return matches[0]
        if len(matches) > 1:
            raise UserError(f"“{typed}”在{ledger.about.label}里有 {len(matches)} 个，请从列表里选。")
        near = [row for key, rows in known.items() if folded in key or key in folded for row in rows][:5]
        hint = "、".join(titles_by_id(self._session, ledger, near).values())
        tail = f"，相近的有：{hint}" if hint else f"，请先在“{ledger.about.label}”里新增"
        raise UserError(f"“{typed}”不在{ledger.about.label}里{tail}。")

    def rows_by_name(self, name: str) -> dict[str, list[str]]:
        """Return the row ids of a ledger by every name, short name and code, folded (case, width)."""
        if name not in self._rows_by_name:
            ledger = ledger_by_table(name)
            keys = [key for key in (ledger.about.title, "short", "code") if any(f.key == key for f in fields(ledger))]
            query = sa.select(ledger.id, *(getattr(ledger, key) for key in keys)).where(ledger.removed.is_(False))
            known: dict[str, list[str]] = {}
            tail = "专班" if name == "task_force" else ""  # 焦化 is often written as 焦化专班
            for row, *names in self._session.execute(query):
                called = {fold_text(str(text)) for text in names if text}
                for spelling in called | {text + tail for text in called if not text.endswith(tail)}:
                    known.setdefault(spelling, []).append(row)
            self._rows_by_name[name] = known
        return self._rows_by_name[name]
