"""Finds clashes (撞单) in a book, while a row is typed and over all; what a person ruled out stays ruled out."""

import time
from collections.abc import Collection, Generator, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import Ledger
from models.ledgers import Clash as Ruling
from models.ledgers import Enterprise, Lead, Project, TaskForce
from models.rules.duplicates import Claim, Clash, judge, made_of
from models.rules.names import beginnings, core, letters, project_core

DIFFERENT = "不是同一家"
_LIKE = 60  # percent: below this only the same investor or code speaks for one project
_NEAR_ALONE = 84  # percent, below the rounding of 85: names as unlike as that need an investor to speak for them
_WEAK = 4
_MOST = 20
_STEP = 50


@dataclass(frozen=True, slots=True)
class Suspect:
    """A row that may be the one at hand, with how sure that is and why."""

    ledger: type[Ledger]
    row: str
    name: str
    task_force: str
    reported: str  # 首报时间; of a project, when it was registered
    clash: Clash


class Index:
    """All leads and projects of a book, ready to be compared with one more; built once for many questions."""

    def __init__(self, session: Session) -> None:
        forces = dict(session.execute(sa.select(TaskForce.id, TaskForce.short)).all())
        self.claims: list[Claim] = []
        self._about: dict[str, tuple[type[Ledger], str, str]] = {}
        for ledger, claim, force, reported in _claims(session):
            self.claims.append(claim)
            self._about[claim.row] = (ledger, forces.get(force) or "", reported)
        self._names = [project_core(claim.name) for claim in self.claims]
        self._every = dict(enumerate(self._names))
        self._unclaimed = {n: name for n, name in self._every.items() if not self.claims[n].investor}
        self._firm_rows: dict[str, set[int]] = {}
        self._by_firm: dict[str, list[int]] = {}
        self._by_code: dict[str, list[int]] = {}
        self._by_sound: dict[str, list[str]] = {}
        for number, claim in enumerate(self.claims):
            if claim.investor:
                self._by_firm.setdefault(core(claim.investor), []).append(number)
            if claim.code:
                self._by_code.setdefault(claim.code, []).append(number)
        self._firms = list(self._by_firm)
        for firm in self._firms:
            self._by_sound.setdefault(sound(firm), []).append(firm)
        self._begun: dict[str, list[tuple[str, str]]] = {}
        self._cut: dict[str, list[tuple[str, str]]] = {}
        for name in {claim.investor for claim in self.claims if claim.investor}:
            written = (letters(name), core(name))
            self._cut.setdefault(written[0][:1], []).append(written)
            for character in beginnings(name):
                self._begun.setdefault(character, []).append(written)
        self._ruled = _ruled_out(session)
        self._grown = _grown(session)

    def suspects(self, claim: Claim, aside: Collection[str] = (), *, sure: bool = False) -> list[Suspect]:
        """Name the rows that may be the same as a claim, the surest first; those a person ruled out are left out.

        ``aside`` are rows known to be the same, such as the lead a project still being typed grew out of; ``sure``
        leaves out the weak signs of L4, which takes a small part of the time.
        """
        found = []
        for number in self._likely(claim) if sure else self._candidates(claim):
            other = self.claims[number]
            own = other.row == claim.row or other.row in aside or self._grown.get(other.row) == claim.row
            if own or pair(claim.row, other.row) in self._ruled:
                continue
            clash = judge(claim, other, alike=alike, sound=sound)
            if clash and not (sure and clash.level >= _WEAK):
                ledger, force, reported = self._about[other.row]
                found.append(Suspect(ledger, other.row, other.name, force, reported, clash))
        return sorted(found, key=lambda one: (one.clash.level, -one.clash.likeness))[:_MOST]

    def _candidates(self, claim: Claim) -> set[int]:
        """Narrow all rows down to those a rule could speak for, before any pair is judged."""
        from rapidfuzz import fuzz, process

        found = set(self._by_code.get(claim.code, ())) if claim.code else set()
        likely = process.extract(
            project_core(claim.name), self._names, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=None
        )
        found.update(number for _, _, number in likely)
        if claim.investor:
            found.update(self._of_firm(claim.investor))
        return found

    def _likely(self, claim: Claim) -> set[int]:
        """Narrow down to those L1 to L3 could speak for: of one code, of one investor, or nearly of one name."""
        from rapidfuzz import fuzz, process

        found = set(self._by_code.get(claim.code, ())) if claim.code else set()
        if claim.investor:
            if claim.investor not in self._firm_rows:
                self._firm_rows[claim.investor] = self._of_firm(claim.investor)
            found |= self._firm_rows[claim.investor]
        # Where both investors are known, names alone say no more than L4.
        names = self._unclaimed if claim.investor else self._every
        likely = process.extract(
            project_core(claim.name), names, scorer=fuzz.ratio, score_cutoff=_NEAR_ALONE, limit=None
        )
        return found.union(number for _, _, number in likely)

    def _of_firm(self, investor: str) -> set[int]:
        """Find the claims of an investor, however its name is written."""
        from rapidfuzz import fuzz, process

        firm = core(investor)
        near = process.extract(firm, self._firms, scorer=fuzz.partial_ratio, score_cutoff=75, limit=200)
        firms = {firm, *self._by_sound.get(sound(firm), ()), *(one for one, *_ in near)}
        firms.update(self._abbreviated(investor))
        return {number for one in firms for number in self._by_firm.get(one, ())}

    def _abbreviated(self, name: str) -> Iterator[str]:
        """Give the firms a name may be short for, and those that may be short for it."""
        text = letters(name)
        yield from (firm for full, firm in self._begun.get(text[:1], ()) if made_of(text, full))
        for character in beginnings(name):
            yield from (firm for short, firm in self._cut.get(character, ()) if made_of(short, text))


def alike(one: str, other: str) -> float:
    """Compare two names by the steps from one to the other, in percent; quicker than pairs of characters."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(one, other))


def sound(text: str) -> str:
    """Spell a name as it sounds, character by character, so that 华星 and 华兴 are found alike."""
    return " ".join(map(_syllable, text))


@cache
def _syllable(character: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(character))


def pair(one: str, other: str) -> tuple[str, str]:
    """Put two row ids in one order, whichever was first."""
    return (one, other) if one < other else (other, one)


def _ruled_out(session: Session) -> set[tuple[str, str]]:
    """Give the pairs that are two by the latest ruling on them."""
    query = sa.select(Ruling.first, Ruling.second, Ruling.decision).where(Ruling.removed.is_(False))
    decided = {pair(one, other): decision for one, other, decision in session.execute(query.order_by(Ruling.id))}
    return {rows for rows, decision in decided.items() if decision == DIFFERENT}


def _grown(session: Session) -> dict[str, str]:
    """Give the lead each project grew out of."""
    query = sa.select(Project.id, Project.lead).where(Project.removed.is_(False), Project.lead.is_not(None))
    return {project: lead for project, lead in session.execute(query) if lead}


def _claims(session: Session) -> Iterator[tuple[type[Ledger], Claim, str, str]]:
    """Read every lead and project as a claim, with its task force and when it was first reported."""
    firms = {row: (code or "", name) for row, code, name in session.execute(_firms())}
    # The lead a project grew out of is that project, not its rival.
    grown = set(_grown(session).values())
    for ledger in (Lead, Project):
        for row, name, investor, firm, total, industry, force, first in session.execute(_asked(ledger)):
            if row not in grown:
                code, named = firms.get(firm, ("", ""))
                claim = Claim(row, name, investor or named, code, total, industry or "", force or "")
                yield ledger, claim, force, first if isinstance(first, str) else _day(first)


def _firms() -> Any:
    return sa.select(Enterprise.id, Enterprise.code, Enterprise.name)


def _asked(ledger: Any) -> Any:
    """Ask for what is compared; a project has no stamp of its own, so its birth stands in."""
    columns = (ledger.id, ledger.name, ledger.investor, ledger.enterprise, ledger.total, ledger.industry)
    first = ledger.first_report if ledger is Lead else ledger.born
    return sa.select(*columns, ledger.task_force, first).where(ledger.removed.is_(False))


def _day(born: int | None) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(born / 1000)) if born else ""


def all_clashes(session: Session) -> Generator[tuple[int, int, str], None, list[tuple[Claim, Suspect]]]:
    """Compare everything with everything, each pair once, the surest first; a job, for it takes a while."""
    index = Index(session)
    seen: set[tuple[str, str]] = set()
    found = []
    for number, claim in enumerate(index.claims):
        if number % _STEP == 0:
            yield number, len(index.claims), "查找撞单"
        for suspect in index.suspects(claim):
            if pair(claim.row, suspect.row) not in seen:
                seen.add(pair(claim.row, suspect.row))
                found.append((claim, suspect))
    return sorted(found, key=lambda one: (one[1].clash.level, -one[1].clash.likeness))
