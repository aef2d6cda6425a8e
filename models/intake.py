"""Outside values to rows: what was typed or found in a sheet becomes a change, or a refusal for each bad cell."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models import laws
from models.base import Ledger, ledger_named
from models.browse import linked_names, names_of, text_of
from models.field import field_of, fields
from models.kind import Context, Read, Stored
from models.ledgers.profile import Term
from models.refusal import Refusal
from models.search import fold


class Refusals(Refusal):
    """Several fields were refused; ``by_key`` has a sentence for each."""

    def __init__(self, by_key: dict[str, str]) -> None:
        super().__init__("\n".join(by_key.values()))
        self.by_key = by_key


def context(session: Session, *, today: date | None = None, year: int | None = None) -> Context:
    """Give readers what they need of this book: its dictionaries and the names of its rows."""
    return Context(today or date.today(), year, terms=terms(session), find=Finder(session))  # noqa: DTZ011 - local day


def terms(session: Session) -> dict[str, list[str]]:
    """Give the book's dictionaries: words in use, in their order."""
    found: dict[str, list[str]] = {}
    query = sa.select(Term.dictionary, Term.word).where(Term.removed.is_(False), sa.func.coalesce(Term.idle, 0) == 0)
    for dictionary, word in session.execute(query.order_by(Term.dictionary, Term.rank, Term.id)):
        found.setdefault(dictionary, []).append(word)
    return found


class Finder:
    """Finds rows by the names clerks type; remembers each ledger's names while one deed lasts."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, dict[str, list[str]]] = {}

    def __call__(self, name: str, typed: str) -> str:
        """Find the one row of that name or short name; refuse none and several."""
        ledger = ledger_named(name)
        known, folded = self.known(name), fold(typed)
        found = known.get(folded, [])
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            raise Refusal(f"“{typed}”在{ledger.about.label}里有 {len(found)} 个，请从列表里选。")
        near = [row for key, rows in known.items() if folded in key or key in folded for row in rows][:5]
        hint = "、".join(names_of(self._session, ledger, near).values())
        tail = f"，相近的有：{hint}" if hint else f"，请先在“{ledger.about.label}”里新增"
        raise Refusal(f"“{typed}”不在{ledger.about.label}里{tail}。")

    def known(self, name: str) -> dict[str, list[str]]:
        """Give a ledger's rows by every name they go by, folded."""
        if name not in self._known:
            ledger = ledger_named(name)
            keys = [key for key in (ledger.about.title, "short", "code") if any(f.key == key for f in fields(ledger))]
            query = sa.select(ledger.id, *(getattr(ledger, key) for key in keys)).where(ledger.removed.is_(False))
            known: dict[str, list[str]] = {}
            tail = "专班" if name == "task_force" else ""  # 焦化 is as often called 焦化专班
            for row, *names in self._session.execute(query):
                called = {fold(str(text)) for text in names if text}
                for one in called | {text + tail for text in called if not text.endswith(tail)}:
                    known.setdefault(one, []).append(row)
            self._known[name] = known
        return self._known[name]


def take(
    session: Session,
    ledger: type[Ledger],
    row: str | None,
    typed: Mapping[str, object],
    reading: Context,
    seen: Mapping[str, Stored] | None = None,
) -> Ledger:
    """Make a new row, or change one, from what was typed; raise Refusals naming every bad field.

    ``seen`` holds the stored values the clerk was looking at; a field somebody else changed meanwhile is refused.
    """
    refused: dict[str, str] = {}
    read = {}
    for key, raw in typed.items():
        try:
            read[key] = field_of(ledger, key).read(raw, reading)
        except Refusal as refusal:
            refused[key] = str(refusal)
    found = ledger() if row is None else session.get(ledger, row)
    if found is None:
        raise Refusal("这一行已不在账本里，请刷新后再试。")
    if row is None:
        refused |= _unfilled(ledger, typed, refused)
    else:
        refused |= _overtaken(session, found, typed, seen or {}, refused)
    if refused:
        raise Refusals(refused)
    _put(session, found, read, reading.today)
    if row is None:
        session.add(found)
        session.flush()
        found.settle(session, reading.today)
    found.carry(session)
    return found


def _put(session: Session, row: Ledger, read: Mapping[str, Read], today: date) -> None:
    """Set what was read, and what follows from it; refuse what may not stand together."""
    old = _old_faults(session, row, today)
    for key, value in read.items():
        row.put(key, value)
    faults = {key: said for key, said in laws.keep(row, session, today).items() if key in read or old.get(key) != said}
    if faults:
        if row in session:
            session.expire(row)  # A caller who goes on must not save what was refused.
        raise Refusals(faults)


def _old_faults(session: Session, row: Ledger, today: date) -> Mapping[str, str]:
    """Tell what was wrong with a row before it is touched: no reason to refuse a change of something else."""
    if row not in session:
        return {}
    session.flush()  # What this deed did to the row before stands, whatever is refused now.
    old = laws.keep(row, session, today)
    session.expire(row)  # What the law filled in while looking is not part of this deed.
    return old


def _unfilled(ledger: type[Ledger], typed: Mapping[str, object], refused: Mapping[str, str]) -> dict[str, str]:
    missing = [field for field in fields(ledger) if field.required and field.key not in (*typed, *refused)]
    return {field.key: f"{field.label}：必填，不能空着。" for field in missing}


def _overtaken(
    session: Session, row: Ledger, typed: Mapping[str, object], seen: Mapping[str, Stored], refused: Mapping[str, str]
) -> dict[str, str]:
    found = {}
    for key in typed:
        field = field_of(type(row), key)
        now = field.kind.store(getattr(row, key))
        if key in seen and key not in refused and now != seen[key]:
            value = getattr(row, key)
            text = text_of(field, value, row.mark(key), linked_names(session, [field], [(row.id, {}, value)]))
            found[key] = f"{field.label}：别人刚改为“{text}”，您填的没有保存；请核对后再填。"
    return found


def set_cells(
    session: Session, ledger: type[Ledger], rows: Sequence[str], key: str, raw: Any, reading: Context
) -> None:
    """Set one field of several rows to the same typed value."""
    for row in rows:
        take(session, ledger, row, {key: raw}, reading)
