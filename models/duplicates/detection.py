"""Duplicate detection (撞单): while a row is being typed, and over the whole book.

Pairs that a person decided to be different are not reported again.
"""

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.duplicates.lead_protection import lapsed_leads
from models.fields.base import Ledger
from models.job_steps import JobSteps
from models.ledgers import Clash as Ruling
from models.ledgers import Enterprise, Lead, Project, TaskForce
from models.rules.company_names import abbreviation_starts, company_core, company_letters, project_core
from models.rules.similarity import ComparedRow, SimilarityResult, compare_rows, is_subsequence
from models.rules.vocabulary import DuplicateRuling, LeadState, ProjectStatus
from models.search.pinyin import syllable_of

_MIN_SIMILARITY = 60  # percent: less similar names are compared only where the investor or the code is the same
_MIN_SIMILARITY_WITHOUT_INVESTOR = (
    84  # percent, below the rounding of 85: less similar names need the same investor to be a duplicate
)
_WEAK_LEVEL = 4
_MAX_CANDIDATES = 20
_PROGRESS_STEP = 50


@dataclass(frozen=True, slots=True)
class DuplicateCandidate:
    """A row that may be a duplicate of the row at hand; ``match`` says how certain that is, and why."""

    ledger: type[Ledger]
    row: str
    name: str
    task_force: str
    reported: str  # 首报时间; for a project, when it was registered
    match: SimilarityResult


class DuplicateIndex:
    """An index of a book's leads and projects that still claim their investor; built once for many queries."""

    def __init__(self, session: Session) -> None:
        forces = dict(session.execute(sa.select(TaskForce.id, TaskForce.short)).all())
        self.claims: list[ComparedRow] = []
        self._row_info: dict[str, tuple[type[Ledger], str, str]] = {}
        for ledger, claim, force, reported in _claims(session):
            self.claims.append(claim)
            self._row_info[claim.row] = (ledger, forces.get(force or "") or "", reported)
        self._names = [project_core(claim.name) for claim in self.claims]
        self._all_names = dict(enumerate(self._names))
        self._names_without_investor = {n: name for n, name in self._all_names.items() if not self.claims[n].investor}
        self._firm_rows: dict[str, set[int]] = {}
        self._by_firm: dict[str, list[int]] = {}
        self._by_code: dict[str, list[int]] = {}
        self._by_pinyin: dict[str, list[str]] = {}
        for number, claim in enumerate(self.claims):
            if claim.investor:
                self._by_firm.setdefault(company_core(claim.investor), []).append(number)
            if claim.code:
                self._by_code.setdefault(claim.code, []).append(number)
        self._firms = list(self._by_firm)
        for firm in self._firms:
            self._by_pinyin.setdefault(pinyin_key(firm), []).append(firm)
        self._full_names_by_initial: dict[str, list[tuple[str, str]]] = {}
        self._short_names_by_initial: dict[str, list[tuple[str, str]]] = {}
        for name in {claim.investor for claim in self.claims if claim.investor}:
            written = (company_letters(name), company_core(name))
            self._short_names_by_initial.setdefault(written[0][:1], []).append(written)
            for character in abbreviation_starts(name):
                self._full_names_by_initial.setdefault(character, []).append(written)
        self._different_pairs = _different_pairs(session)
        self._source_leads = _source_leads(session)
        self._lapsed = lapsed_leads(session, date.today())  # noqa: DTZ011 - the clerk's own day

    def candidates(
        self, claim: ComparedRow, excluded: Collection[str] = (), *, certain_only: bool = False
    ) -> list[DuplicateCandidate]:
        """List the rows that may duplicate a claim, the most certain first; at most 20.

        Pairs that a person decided to be different are left out, as are leads of other task forces whose protection
        is over. ``excluded`` are rows known to be the same, such as
        the lead that a project still being typed grew out of; ``certain_only`` leaves out the weak level L4, which is
        much faster.
        """
        suspects = []
        for number in self._certain_rows(claim) if certain_only else self._possible_rows(claim):
            other = self.claims[number]
            same_row = other.row == claim.row or other.row in excluded or self._source_leads.get(other.row) == claim.row
            if same_row or self._is_settled(claim, other):
                continue
            clash = compare_rows(claim, other, similarity=name_similarity, phonetic_key=pinyin_key)
            if clash and not (certain_only and clash.level >= _WEAK_LEVEL):
                ledger, force, reported = self._row_info[other.row]
                suspects.append(DuplicateCandidate(ledger, other.row, other.name, force, reported, clash))
        return sorted(suspects, key=lambda suspect: (suspect.match.level, -suspect.match.likeness))[:_MAX_CANDIDATES]

    def _is_settled(self, claim: ComparedRow, other: ComparedRow) -> bool:
        """Whether a person decided that two rows are different, or a protection that lapsed released one of them."""
        is_released = not self._lapsed.isdisjoint((claim.row, other.row))
        if is_released and claim.unit and other.unit and claim.unit != other.unit:
            return True
        return ordered_pair(claim.row, other.row) in self._different_pairs

    def _possible_rows(self, claim: ComparedRow) -> set[int]:
        """Narrow all rows down to those that any duplicate rule could match, before pairs are compared."""
        from rapidfuzz import fuzz, process

        candidates = set(self._by_code.get(claim.code, ())) if claim.code else set()
        likely = process.extract(
            project_core(claim.name), self._names, scorer=fuzz.ratio, score_cutoff=_MIN_SIMILARITY, limit=None
        )
        candidates.update(number for _, _, number in likely)
        if claim.investor:
            candidates.update(self._rows_of_firm(claim.investor))
        return candidates

    def _certain_rows(self, claim: ComparedRow) -> set[int]:
        """Narrow down to those that L1 to L3 could match: the same code, the same investor, or nearly the same name."""
        from rapidfuzz import fuzz, process

        candidates = set(self._by_code.get(claim.code, ())) if claim.code else set()
        if claim.investor:
            if claim.investor not in self._firm_rows:
                self._firm_rows[claim.investor] = self._rows_of_firm(claim.investor)
            candidates |= self._firm_rows[claim.investor]
        # Where both investors are known and differ, similar names alone reach no more than L4.
        names = self._names_without_investor if claim.investor else self._all_names
        likely = process.extract(
            project_core(claim.name),
            names,
            scorer=fuzz.ratio,
            score_cutoff=_MIN_SIMILARITY_WITHOUT_INVESTOR,
            limit=None,
        )
        return candidates.union(number for _, _, number in likely)

    def _rows_of_firm(self, investor: str) -> set[int]:
        """Find the numbers of the claims of an investor, allowing for spellings, homophones and short names."""
        from rapidfuzz import fuzz, process

        firm = company_core(investor)
        near = process.extract(firm, self._firms, scorer=fuzz.partial_ratio, score_cutoff=75, limit=200)
        firms = {firm, *self._by_pinyin.get(pinyin_key(firm), ()), *(name for name, *_ in near)}
        firms.update(self._abbreviated(investor))
        return {number for name in firms for number in self._by_firm.get(name, ())}

    def _abbreviated(self, name: str) -> Iterator[str]:
        """Yield the firms that a name may abbreviate, and those that may abbreviate it."""
        text = company_letters(name)
        yield from (firm for full, firm in self._full_names_by_initial.get(text[:1], ()) if is_subsequence(text, full))
        for character in abbreviation_starts(name):
            yield from (
                firm for short, firm in self._short_names_by_initial.get(character, ()) if is_subsequence(short, text)
            )


def name_similarity(first: str, second: str) -> float:
    """Compare two names by edit distance, in percent; quicker than comparing pairs of characters."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(first, second))


def pinyin_key(text: str) -> str:
    """Spell a name in pinyin, character by character, so that the homophones 华星 and 华兴 compare equal."""
    return " ".join(map(syllable_of, text))


def ordered_pair(first: str, second: str) -> tuple[str, str]:
    """Return two row ids in ascending order, as the key of an unordered pair."""
    return (first, second) if first < second else (second, first)


def _different_pairs(session: Session) -> set[tuple[str, str]]:
    """Return the pairs that the latest decision on them calls different."""
    query = sa.select(Ruling.first, Ruling.second, Ruling.decision).where(Ruling.removed.is_(False))
    decided = {
        ordered_pair(first, second): decision for first, second, decision in session.execute(query.order_by(Ruling.id))
    }
    return {rows for rows, decision in decided.items() if decision == DuplicateRuling.DIFFERENT}


def _source_leads(session: Session) -> dict[str, str]:
    """Return the id of the lead that each project grew out of, by project."""
    query = sa.select(Project.id, Project.lead).where(Project.removed.is_(False), Project.lead.is_not(None))
    return {project: lead for project, lead in session.execute(query) if lead}


def _claims(session: Session) -> Iterator[tuple[type[Ledger], ComparedRow, str | None, str]]:
    """Read every lead and project that still claims its investor as (ledger, claim, task force, first report)."""
    firms = {
        row: (code or "", name)
        for row, code, name in session.execute(sa.select(Enterprise.id, Enterprise.code, Enterprise.name))
    }
    # The lead that a project grew out of is the same matter, not a duplicate of it.
    grown = set(_source_leads(session).values())
    for ledger in (Lead, Project):
        for row, name, investor, firm, total, industry, force, first in session.execute(_claim_query(ledger)):
            if row not in grown:
                code, named = firms.get(firm or "", ("", ""))
                claim = ComparedRow(row, name, investor or named, code, total, industry or "", force or "")
                yield ledger, claim, force, first if isinstance(first, str) else _day(first)


ClaimQuery = sa.Select[str, str, str | None, str | None, Decimal | None, str | None, str | None, int | str | None]


def _claim_query(ledger: type[Lead | Project]) -> ClaimQuery:
    """Select the columns that are compared; a project has no 首报时间, so the time it was created stands in."""
    columns = (ledger.id, ledger.name, ledger.investor, ledger.enterprise, ledger.total, ledger.industry)
    first = ledger.first_report if ledger is Lead else ledger.born
    return sa.select(*columns, ledger.task_force, first).where(*claiming_conditions(ledger))


def claiming_conditions(ledger: type[Lead | Project]) -> tuple[sa.ColumnElement[bool], ...]:
    """Return the SQL conditions under which a row still claims its investor.

    A lead that was not recognised (不予认定) or was handed on (流转), and a project withdrawn from the library (退库),
    no longer keep another task force from reporting the same.
    """
    here = ledger.removed.is_(False)
    if ledger is Lead:
        recognisable = sa.func.coalesce(Lead.state, "") != LeadState.REJECTED
        return here, recognisable, Lead.moved_to.is_(None), Lead.moved_on.is_(None)
    return here, sa.func.coalesce(Project.status, "") != ProjectStatus.WITHDRAWN


def _day(born: int | None) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(born / 1000)) if born else ""


def find_all_duplicates(
    session: Session,
) -> JobSteps[list[tuple[ComparedRow, DuplicateCandidate]]]:
    """Compare all rows with each other, each pair once, the most certain first.

    A job generator: yields (done, total, label) as it goes and returns (claim, candidate) pairs.
    """
    index = DuplicateIndex(session)
    seen: set[tuple[str, str]] = set()
    suspicions = []
    for number, claim in enumerate(index.claims):
        if number % _PROGRESS_STEP == 0:
            yield number, len(index.claims), "查找撞单"
        for suspect in index.candidates(claim):
            if ordered_pair(claim.row, suspect.row) not in seen:
                seen.add(ordered_pair(claim.row, suspect.row))
                suspicions.append((claim, suspect))
    return sorted(suspicions, key=lambda suspicion: (suspicion[1].match.level, -suspicion[1].match.likeness))
