"""Preset upgrade: adds to an older book the terms, definitions and ranking schemes that newer presets have."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.audit.edit_log import edits_of, values_of
from models.fields.base import Ledger
from models.fields.kind import StoredValue, StoredValues
from models.ledgers import Scheme, SchemeItem, Setting, Term
from models.storage.preset_plan import Json
from models.storage.preset_policies import add_policies, derived_id, missing_policies
from models.storage.preset_rows import PresetRow, scheme_rows, setting_rows, term_rows
from models.storage.store import Store

LABEL = "随程序升级：补充字典和口径"


@dataclass(frozen=True, slots=True)
class MissingRows:
    """The preset rows a book does not have; ``schemes`` pairs each scheme row with its indicator rows."""

    terms: list[PresetRow]
    settings: list[dict[str, str]]
    schemes: list[tuple[PresetRow, list[PresetRow]]]
    policies: list[Json]

    @property
    def summary(self) -> str:
        """One sentence for the user about what is added; empty where nothing is missing."""
        counted = (
            (len(self.terms), "个字典词条"),
            (len(self.settings), "条统计口径"),
            (len(self.schemes), "个排名方案"),
            (len(self.policies), "条原来写在程序里的奖励政策（2021年，须作公平竞争审查）"),
        )
        listed = "、".join(f"{count}{unit}" for count, unit in counted if count)
        return f"已随程序补充{listed}，可以撤销。" if listed else ""


def add_missing_rows(store: Store, preset_folder: Path) -> str:
    """Add the missing preset rows to a book opened for writing, as one batch; return the sentence for the user.

    Rows that the county renamed, removed or undid do not count as missing, and its own settings stay unchanged. A book
    that was never filled from a preset has no dictionaries and gets none. Where nothing is missing nothing is written.
    """
    if not store.writable:
        return ""
    with store.reading() as session:
        if not find_missing_rows(session, preset_folder).summary:
            return ""
    with store.writing(LABEL) as session:
        # Compared again under the write lock: two windows may open one PostgreSQL book at the same moment.
        missing = find_missing_rows(session, preset_folder)
        session.add_all(Term(id=derived_id("term", term["dictionary"], term["word"]), **term) for term in missing.terms)
        session.add_all(Setting(id=derived_id("setting", setting["key"]), **setting) for setting in missing.settings)
        taken = _ranked_subjects(session)
        for row, items in missing.schemes:
            # A county that ranks by none has not chosen yet; what another county ranks by is only an example there.
            in_use: PresetRow = {"active": True} if taken and row["subject"] not in taken else {}
            _add_scheme(session, row | in_use, items)
        add_policies(session, {"policies": missing.policies})
    return missing.summary


def find_missing_rows(session: Session, preset_folder: Path) -> MissingRows:
    """Compare a book with the presets: return the rows it does not have and never had."""
    has = {(name, word) for name, word in session.execute(sa.select(Term.dictionary, Term.word))}
    if not has:
        return MissingRows([], [], [], [])
    words = [row for row in term_rows(preset_folder) if (row["dictionary"], row["word"]) not in has]
    if words:
        known = _all_past_values(session, Term, ("dictionary", "word"))
        words = [row for row in words if (row["dictionary"], row["word"]) not in known]
    keys = set(session.execute(sa.select(Setting.key)).scalars())
    names = set(session.execute(sa.select(Scheme.name)).scalars())
    schemes = [(row, items) for row, items in scheme_rows(preset_folder) if row["name"] not in names]
    if schemes:
        once = _all_past_values(session, Scheme, ("name",))
        schemes = [(row, items) for row, items in schemes if (row["name"],) not in once]
    settings = [row for row in setting_rows(preset_folder) if row["key"] not in keys]
    return MissingRows(words, settings, schemes, missing_policies(session, keys, preset_folder))


def _all_past_values(session: Session, ledger: type[Ledger], keys: tuple[str, ...]) -> set[tuple[StoredValue, ...]]:
    """Return every combination of values a row of a ledger ever had, from its edits, so that renamed rows count."""
    spellings = set()
    for edits in edits_of(session, list(session.execute(sa.select(ledger.id)).scalars())).values():
        now: StoredValues = {}
        for edit in edits:
            now |= values_of(edit)
            spellings.add(tuple(now.get(key) for key in keys))
    return spellings


def _ranked_subjects(session: Session) -> set[str | None]:
    """Return the kinds of subject that an active scheme ranks already: the county's own scheme takes precedence."""
    query = sa.select(Scheme.subject).where(Scheme.removed.is_(False), Scheme.active == sa.literal(1))
    return set(session.execute(query).scalars())


def _add_scheme(session: Session, row: PresetRow, items: Iterable[PresetRow]) -> None:
    scheme = Scheme(id=derived_id("scheme", row["name"]), **row)
    session.add(scheme)
    session.add_all(
        SchemeItem(id=derived_id("scheme_item", row["name"], item["rank"]), scheme=scheme.id, **item) for item in items
    )
