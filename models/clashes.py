"""Finds clashes (撞单) in a book, while a row is typed and over all; what a person ruled out stays ruled out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import Ledger
from models.ledgers import Clash as Ruling
from models.ledgers import Enterprise, Lead, Project, TaskForce
from models.rules.duplicates import Claim, Clash, judge
from models.rules.names import core, project_core

DIFFERENT = "不是同一家"
_LIKE = 60  # percent: below this only the same investor or code speaks for one project
_MOST = 20


@dataclass(frozen=True, slots=True)
class Suspect:
    """A row that may be the one at hand, with how sure that is and why."""

    ledger: type[Ledger]
    row: str
    name: str
    task_force: str
    reported: str  # 首报时间, or the day it was registered
    clash: Clash


class Index:
    """All leads and projects of a book, ready to be compared with one more; built once for many questions."""

    def __init__(self, session: Session) -> None:
        forces = dict(session.execute(sa.select(TaskForce.id, TaskForce.short)).all())
        codes = dict(session.execute(sa.select(Enterprise.id, Enterprise.code)).all())
        self.claims: list[Claim] = []
        self._about: dict[str, tuple[type[Ledger], str, str]] = {}
        for ledger, claim, force, reported in _claims(session, codes):
            self.claims.append(claim)
            self._about[claim.row] = (ledger, forces.get(force) or "", reported)
        self._names = [project_core(claim.name) for claim in self.claims]
        self._by_firm: dict[str, list[int]] = {}
        self._by_code: dict[str, list[int]] = {}
        for number, claim in enumerate(self.claims):
            if claim.investor:
                self._by_firm.setdefault(core(claim.investor), []).append(number)
            if claim.code:
                self._by_code.setdefault(claim.code, []).append(number)
        self._ruled = set(_ruled_out(session))

    def suspects(self, claim: Claim) -> list[Suspect]:
        """Name the rows that may be the same as a claim, the surest first; those a person ruled out are left out."""
        found = []
        for number in self._candidates(claim):
            other = self.claims[number]
            if other.row == claim.row or pair(claim.row, other.row) in self._ruled:
                continue
            clash = judge(claim, other, alike=_alike, sound=sound)
            if clash:
                ledger, force, reported = self._about[other.row]
                found.append(Suspect(ledger, other.row, other.name, force, reported, clash))
        return sorted(found, key=lambda one: (one.clash.level, -one.clash.likeness))[:_MOST]

    def _candidates(self, claim: Claim) -> Iterable[int]:
        """Narrow all rows down to those a rule could speak for, before any pair is judged."""
        from rapidfuzz import fuzz, process

        found = set(self._by_code.get(claim.code, ())) if claim.code else set()
        likely = process.extract(
            project_core(claim.name), self._names, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=None
        )
        found.update(number for _, _, number in likely)
        if claim.investor:
            firms = process.extract(
                core(claim.investor), list(self._by_firm), scorer=fuzz.partial_ratio, score_cutoff=75, limit=200
            )
            found.update(number for firm, *_ in firms for number in self._by_firm[firm])
        return found


def _alike(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    return float(fuzz.ratio(one, other))


@lru_cache(maxsize=16_384)
def sound(text: str) -> str:
    """Spell a name as it sounds, so that 华星 and 华兴 are found alike."""
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(text))


def pair(one: str, other: str) -> tuple[str, str]:
    """Put two row ids in one order, whichever was first."""
    return (one, other) if one < other else (other, one)


def _ruled_out(session: Session) -> Iterator[tuple[str, str]]:
    query = sa.select(Ruling.first, Ruling.second).where(Ruling.decision == DIFFERENT, Ruling.removed.is_(False))
    for first, second in session.execute(query):
        yield pair(first, second)


def _claims(session: Session, codes: dict[str, str | None]) -> Iterator[tuple[type[Ledger], Claim, str, str]]:
    """Read every lead and project as a claim, with its task force and when it was first reported."""
    grown = set(session.execute(sa.select(Project.lead).where(Project.removed.is_(False))).scalars())
    lead: Any = sa.select(
        Lead.id,
        Lead.name,
        Lead.investor,
        Lead.enterprise,
        Lead.total,
        Lead.industry,
        Lead.task_force,
        Lead.first_report,
    )
    for row, name, investor, firm, total, industry, force, first in session.execute(
        lead.where(Lead.removed.is_(False))
    ):
        # The lead a project grew out of is that project, not its rival.
        if row not in grown:
            claim = Claim(row, name, investor or "", codes.get(firm) or "", total, industry or "", force or "")
            yield Lead, claim, force, first or ""
    project: Any = sa.select(
        Project.id,
        Project.name,
        Project.investor,
        Project.enterprise,
        Project.total,
        Project.industry,
        Project.task_force,
    )
    for row, name, investor, firm, total, industry, force in session.execute(project.where(Project.removed.is_(False))):
        claim = Claim(row, name, investor or "", codes.get(firm) or "", total, industry or "", force or "")
        yield Project, claim, force, ""


def all_clashes(session: Session) -> list[tuple[Claim, Suspect]]:
    """Compare everything with everything, each pair once, the surest first."""
    index = Index(session)
    seen: set[tuple[str, str]] = set()
    found = []
    for claim in index.claims:
        for suspect in index.suspects(claim):
            if pair(claim.row, suspect.row) not in seen:
                seen.add(pair(claim.row, suspect.row))
                found.append((claim, suspect))
    return sorted(found, key=lambda one: (one[1].clash.level, -one[1].clash.likeness))
