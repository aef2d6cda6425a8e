"""An index of rows by code, by name with its distinguishing fields, and by the duplicate rules: finds the same row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.duplicates.detection import DuplicateIndex
from models.fields.base import Ledger
from models.fields.field import Field, LedgerFacts, field_of, fields
from models.fields.kind import StoredValue
from models.fields.kinds import CreditCodeKind, LineKind, PeopleKind
from models.ledgers import Enterprise, Lead, Project, TaskForce
from models.rules.company_names import company_core, company_letters
from models.rules.similarity import ComparedRow

KnownValues = Mapping[str, StoredValue]
_NameKey = tuple[StoredValue, StoredValue]  # the parent row and the name, folded where it is a text
_DISTINGUISHING = ("task_force", "investor", "on", "month", "raised_on", "identified_on")


@dataclass(frozen=True, slots=True)
class RowMatch:
    """The matched row; ``reason`` is empty for a certain match, and names the rule where the clerk must be asked."""

    row: str
    reason: str = ""
    level: int = 0


@cache
def identifying_fields(ledger: type[Ledger]) -> tuple[str, ...]:
    """Return the keys of fields that identify a row by themselves: 统一社会信用代码, the county's 编号."""
    return tuple(
        f.key for f in fields(ledger) if isinstance(f.kind, CreditCodeKind) or f.key in {"number", "listed_code"}
    )


@cache
def distinguishing_fields(ledger: type[Ledger]) -> tuple[str, ...]:
    """Return the keys of fields that distinguish rows of the same name: task force, investor, day, required fields."""
    about = ledger.about
    known = [f.key for f in fields(ledger) if f.required or f.key in _DISTINGUISHING]
    return tuple(key for key in known if key not in {about.title, about.parent})


def matching_fields(ledger: type[Ledger]) -> tuple[str, ...]:
    """Return the keys of all fields that matching looks at."""
    about: LedgerFacts = ledger.about
    more: tuple[str, ...] = ("short",) if ledger in {TaskForce, Enterprise} else ()
    if ledger in {Lead, Project}:
        more = ("total", "industry", "enterprise")
    return tuple(
        dict.fromkeys(
            k
            for k in (
                *(about.title, about.parent, *identifying_fields(ledger), *distinguishing_fields(ledger)),
                *(*about.told_apart_by, *more),
            )
            if k
        )
    )


class RowIndex:
    """Finds matching rows of one ledger; new rows of the import are added as they are planned, so they match too."""

    def __init__(self, session: Session, ledger: type[Ledger], rows: Mapping[str, KnownValues]) -> None:
        self.ledger = ledger
        self._title: Field = field_of(ledger, ledger.about.title)
        self._by_code: dict[tuple[str, StoredValue], list[str]] = {}
        self._by_name: dict[_NameKey, list[str]] = {}
        self._by_core: dict[str, list[str]] = {}
        self._rows: dict[str, KnownValues] = {}
        self.session = session
        self._has_duplicate_rules = ledger in {Lead, Project}  # whether the duplicate rules apply to its rows
        for row, known in rows.items():
            self.add_row(row, known)

    @cached_property
    def _index(self) -> DuplicateIndex:
        return DuplicateIndex(self.session)

    @cached_property
    def _firms(self) -> dict[str, str | None]:
        return {row: code for row, code in self.session.execute(sa.select(Enterprise.id, Enterprise.code))}  # noqa: C416 - a Result has keys()

    def add_row(self, row: str, known: KnownValues) -> None:
        """Add a row, of the book or of this import."""
        self._rows[row] = known
        for key in identifying_fields(self.ledger):
            if known.get(key):
                self._by_code.setdefault((key, known[key]), []).append(row)
        for name in self._name_keys(known):
            self._by_name.setdefault(name, []).append(row)
        if self.ledger is Enterprise and known.get("name"):
            self._by_core.setdefault(company_core(str(known["name"])), []).append(row)

    def forget(self, row: str) -> None:
        """Remove a row of this import again, before it is planned anew."""
        self._rows.pop(row, None)

    def find(self, known: KnownValues, import_key: str = "") -> RowMatch | None:
        """Find the row that a row of the import is, or may be; ``import_key`` is its own key here, never matched."""
        for key in identifying_fields(self.ledger):
            rows = self._other_rows(self._by_code.get((key, known.get(key)), ()), import_key) if known.get(key) else []
            if len(rows) == 1:
                return RowMatch(rows[0])
            if rows:
                label = field_of(self.ledger, key).label
                return RowMatch(rows[0], f"{label}相同的有 {len(rows)} 行", 1)
        return self._match_by_name(known, import_key) or self._match_by_similarity(known, import_key)

    def _other_rows(self, rows: Sequence[str], import_key: str) -> list[str]:
        return [row for row in dict.fromkeys(rows) if row != import_key and row in self._rows]

    def _name_keys(self, known: KnownValues) -> Iterator[_NameKey]:
        parent = known.get(self.ledger.about.parent) if self.ledger.about.parent else None
        for key in (self.ledger.about.title, "short"):
            if value := known.get(key):
                text = company_letters(str(value)) if isinstance(self._title.kind, (LineKind, PeopleKind)) else value
                yield (parent, text)

    def _match_by_name(self, known: KnownValues, import_key: str) -> RowMatch | None:
        """Match by the name as written, ignoring punctuation and width, and by the distinguishing fields."""
        named = self._other_rows(
            [row for name in self._name_keys(known) for row in self._by_name.get(name, ())], import_key
        )
        fitting = [row for row in named if not self._contradicts(known, self._rows[row])]
        if len(fitting) == 1:
            return RowMatch(fitting[0])
        if fitting:
            return RowMatch(fitting[0], f"名称相同的有 {len(fitting)} 行", 1)
        if named and self._has_duplicate_rules:
            other = self._rows[named[0]]
            apart = [k for k in distinguishing_fields(self.ledger) if _values_differ(k, known.get(k), other.get(k))]
            labels = "、".join(field_of(self.ledger, key).label for key in apart)
            return RowMatch(named[0], f"名称相同，{labels}不同", 1 if "investor" not in apart else 2)
        return None

    def _contradicts(self, known: KnownValues, other: KnownValues) -> bool:
        if any(known.get(key) != other.get(key) for key in self.ledger.about.told_apart_by):
            return True
        return any(_values_differ(key, known.get(key), other.get(key)) for key in distinguishing_fields(self.ledger))

    def _match_by_similarity(self, known: KnownValues, import_key: str) -> RowMatch | None:
        """Match by the duplicate rules, or firms by the core of their names; the clerk is asked about the result."""
        if self.ledger is Enterprise and known.get("name"):
            rows = self._other_rows(self._by_core.get(company_core(str(known["name"])), ()), import_key)
            codes_differ = bool(rows and known.get("code") and self._rows[rows[0]].get("code"))
            return RowMatch(rows[0], "去掉地区和公司类型后名称相同", 2) if rows and not codes_differ else None
        if not self._has_duplicate_rules or not self._index.claims:
            return None
        # L4 is too weak to hold up a row. A lead is never matched with a project here, only with other leads.
        for suspect in self._index.candidates(self._claim_from(known), certain_only=True):
            if suspect.ledger is self.ledger and suspect.row in self._rows:
                return RowMatch(suspect.row, f"{suspect.match.reason}（L{suspect.match.level}）", suspect.match.level)
        return None

    def _claim_from(self, known: KnownValues) -> ComparedRow:
        total = field_of(self.ledger, "total").kind.load(known.get("total"))
        texts = [str(known.get(key) or "") for key in ("name", "investor", "industry", "task_force")]
        firm = self._firms.get(str(known.get("enterprise") or "")) or ""
        amount = total if isinstance(total, Decimal) else None
        return ComparedRow("", texts[0], texts[1], firm, amount, texts[2], texts[3])


def _values_differ(key: str, value: StoredValue, other_value: StoredValue) -> bool:
    """Whether two values of a field show that two rows differ; an empty value shows nothing."""
    if value is None or other_value is None or value == other_value:
        return False
    return company_core(str(value)) != company_core(str(other_value)) if key == "investor" else True
