"""Which row of the book a sheet's row is: by its code, by its name and keys, or possibly by a rule for clashes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import Ledger
from models.clashes import Index
from models.field import About, Field, field_of, fields
from models.kind import Stored
from models.kinds import Code, Line, People
from models.ledgers import Enterprise, Lead, Project, TaskForce
from models.rules.duplicates import Claim
from models.rules.names import core, letters

Known = Mapping[str, Stored]
_TELLING = ("task_force", "investor", "on", "month", "raised_on", "identified_on")


@dataclass(frozen=True, slots=True)
class Match:
    """The row found; ``why`` is empty where it is certain, and says the rule where the clerk is asked."""

    row: str
    why: str = ""
    level: int = 0


@cache
def codes(ledger: type[Ledger]) -> tuple[str, ...]:
    """Name the fields that identify a row alone: 统一社会信用代码, a county's own 编号."""
    return tuple(f.key for f in fields(ledger) if isinstance(f.kind, Code) or f.key in {"number", "listed_code"})


@cache
def telling(ledger: type[Ledger]) -> tuple[str, ...]:
    """Name the fields that part rows of one name: whose it is, on which day, and whatever must be filled."""
    about = ledger.about
    known = [f.key for f in fields(ledger) if f.required or f.key in _TELLING]
    return tuple(key for key in known if key not in {about.title, about.parent})


def read_before(ledger: type[Ledger]) -> tuple[str, ...]:
    """Name all fields matching looks at."""
    about: About = ledger.about
    more: tuple[str, ...] = ("short",) if ledger in {TaskForce, Enterprise} else ()
    if ledger in {Lead, Project}:
        more = ("total", "industry", "enterprise")
    return tuple(dict.fromkeys(k for k in (about.title, about.parent, *codes(ledger), *telling(ledger), *more) if k))


class Matcher:
    """Finds rows of one ledger; takes in the rows of the intake as they are judged, so that they meet each other."""

    def __init__(self, session: Session, ledger: type[Ledger], rows: Mapping[str, Known]) -> None:
        self.ledger = ledger
        self._title: Field = field_of(ledger, ledger.about.title)
        self._by_code: dict[tuple[str, Stored], list[str]] = {}
        self._by_name: dict[tuple[Any, ...], list[str]] = {}
        self._by_core: dict[str, list[str]] = {}
        self._rows: dict[str, Known] = {}
        self.session = session
        self._ruled = ledger in {Lead, Project}  # whether the rules for clashes speak of its rows
        for row, known in rows.items():
            self.note(row, known)

    @cached_property
    def _index(self) -> Index:
        return Index(self.session)

    @cached_property
    def _firms(self) -> dict[str, str | None]:
        return {row: code for row, code in self.session.execute(sa.select(Enterprise.id, Enterprise.code))}  # noqa: C416 - a Result has keys()

    def note(self, row: str, known: Known) -> None:
        """Remember a row, the book's own or one of this intake."""
        self._rows[row] = known
        for key in codes(self.ledger):
            if known.get(key):
                self._by_code.setdefault((key, known[key]), []).append(row)
        for name in self._names(known):
            self._by_name.setdefault(name, []).append(row)
        if self.ledger is Enterprise and known.get("name"):
            self._by_core.setdefault(core(str(known["name"])), []).append(row)

    def forget(self, row: str) -> None:
        """Leave a row of this intake out again, before it is judged anew."""
        self._rows.pop(row, None)

    def find(self, known: Known, own: str = "") -> Match | None:
        """Find the row that a sheet's row is, or may be; ``own`` is how the sheet's row is itself remembered."""
        for key in codes(self.ledger):
            found = self._left(self._by_code.get((key, known.get(key)), ()), own) if known.get(key) else []
            if len(found) == 1:
                return Match(found[0])
            if found:
                label = field_of(self.ledger, key).label
                return Match(found[0], f"{label}相同的有 {len(found)} 行", 1)
        return self._named(known, own) or self._alike(known, own)

    def _left(self, rows: Sequence[str], own: str) -> list[str]:
        return [row for row in dict.fromkeys(rows) if row != own and row in self._rows]

    def _names(self, known: Known) -> Iterator[tuple[Any, ...]]:
        parent = known.get(self.ledger.about.parent) if self.ledger.about.parent else None
        for key in (self.ledger.about.title, "short"):
            if value := known.get(key):
                text = letters(str(value)) if isinstance(self._title.kind, (Line, People)) else value
                yield (parent, text)

    def _named(self, known: Known, own: str) -> Match | None:
        """Find by the name as it is written, marks and width aside, and by the keys beside it."""
        named = self._left([row for name in self._names(known) for row in self._by_name.get(name, ())], own)
        fitting = [row for row in named if not self._contradict(known, self._rows[row])]
        if len(fitting) == 1:
            return Match(fitting[0])
        if fitting:
            return Match(fitting[0], f"名称相同的有 {len(fitting)} 行", 1)
        if named and self._ruled:
            other = self._rows[named[0]]
            apart = [k for k in telling(self.ledger) if _apart(k, known.get(k), other.get(k))]
            said = "、".join(field_of(self.ledger, key).label for key in apart)
            return Match(named[0], f"名称相同，{said}不同", 1 if "investor" not in apart else 2)
        return None

    def _contradict(self, one: Known, other: Known) -> bool:
        return any(_apart(key, one.get(key), other.get(key)) for key in telling(self.ledger))

    def _alike(self, known: Known, own: str) -> Match | None:
        """Ask where a rule for clashes suspects one, or where two firms' names have the same core."""
        if self.ledger is Enterprise and known.get("name"):
            found = self._left(self._by_core.get(core(str(known["name"])), ()), own)
            codes_differ = bool(found and known.get("code") and self._rows[found[0]].get("code"))
            return Match(found[0], "去掉地区和公司类型后名称相同", 2) if found and not codes_differ else None
        if not self._ruled or not self._index.claims:
            return None
        # L4 is a hint for who goes looking, not a reason to stop a row; a lead and its project are no rivals here.
        for suspect in self._index.suspects(self._claim(known), sure=True):
            if suspect.ledger is self.ledger and suspect.row in self._rows:
                return Match(suspect.row, f"{suspect.clash.reason}（L{suspect.clash.level}）", suspect.clash.level)
        return None

    def _claim(self, known: Known) -> Claim:
        total = field_of(self.ledger, "total").kind.load(known.get("total"))
        texts = [str(known.get(key) or "") for key in ("name", "investor", "industry", "task_force")]
        firm = self._firms.get(str(known.get("enterprise") or "")) or ""
        return Claim("", texts[0], texts[1], firm, total, texts[2], texts[3])


def _apart(key: str, one: Stored, other: Stored) -> bool:
    """Tell whether two rows' values of a key speak for two rows; an empty one speaks for nothing."""
    if one is None or other is None or one == other:
        return False
    return core(str(one)) != core(str(other)) if key == "investor" else True
