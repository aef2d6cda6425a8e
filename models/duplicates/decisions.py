"""Duplicate decisions (撞单裁定): the cases to decide, with both rows' evidence, and recording the decision."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.duplicates import concession, detection, row_merge
from models.duplicates.detection import DuplicateCandidate, DuplicateIndex, ordered_pair
from models.duplicates.lead_protection import claiming_leads, lapsed_leads, standing_text
from models.errors import UserError
from models.fields.base import Ledger
from models.fields.field import field_of, fields, firm_field
from models.fields.kinds import MomentKind
from models.job_steps import JobSteps
from models.ledgers import Clash, Enterprise, Lead, Negotiation, Project, Visit
from models.queries.firm_names import split_picked_firm
from models.queries.ledger_query import cell_texts
from models.queries.reading_context import reading_context
from models.rules.similarity import ComparedRow
from models.rules.vocabulary import DuplicateRuling
from models.storage.store import Store

DECISIONS = (DuplicateRuling.FIRST, DuplicateRuling.SECOND, DuplicateRuling.SHARED, DuplicateRuling.DIFFERENT)
CLAIM_FIELDS = ("name", "investor", "enterprise", "total", "industry", "task_force", "lead")  # fields of a claim
WEAK_LEVEL = 4  # the level too weak to show while somebody is typing
_MIN_NAME_LENGTH = 2  # characters of a name before it is worth comparing
_SHOWN = ("name", "task_force", "investor", "total", "content", "owner")
_CHUNK_ROWS = 500


@dataclass(frozen=True, slots=True)
class DuplicateSide:
    """One of two rows that may be duplicates: its task force, first report, and evidence as (label, text).

    ``reported`` is the moment of entry, by which claims are ordered; ``registered`` is the day a clerk wrote, which
    may be earlier (登记时间 of a lead, 入库时间 of a project): both as text, empty where unknown.
    """

    ledger: type[Ledger]
    row: str
    name: str
    task_force: str
    reported: str
    facts: tuple[tuple[str, str], ...]
    registered: str = ""

    @property
    def report_text(self) -> str:
        """The registered date beside the moment of entry."""
        dates = ((self.registered, "登记"), (self.reported, "录入"))
        return "，".join(f"{day} {word}" for day, word in dates if day)


@dataclass(frozen=True, slots=True)
class DuplicateCase:
    """A pair to decide: level (1, certain, to 4), similarity in percent, reason, and both rows, the earlier first."""

    level: int
    likeness: int
    reason: str
    first: DuplicateSide
    second: DuplicateSide

    @property
    def can_merge(self) -> bool:
        """Whether the rows can be merged: they must belong to the same ledger."""
        return self.first.ledger is self.second.ledger


def open_cases(store: Store) -> JobSteps[list[DuplicateCase]]:
    """Find all pairs nobody has decided, the most certain first.

    A job generator: yields (done, total, label) as it goes, since all rows are compared with each other.
    """
    with store.reading() as session:
        steps = detection.find_all_duplicates(session)
        first = next(steps, None)  # By now all rows to compare are read, so the session can be closed.
    if first is None:
        return []
    yield first
    suspicions = yield from steps
    with store.reading() as session:
        settled = decided_pairs(session)
        undecided = [
            (claim, suspect) for claim, suspect in suspicions if ordered_pair(claim.row, suspect.row) not in settled
        ]
        sides = _sides(session, {row for claim, suspect in undecided for row in (claim.row, suspect.row)})
    return [
        _make_case(suspect, sides[claim.row], sides[suspect.row])
        for claim, suspect in undecided
        if {claim.row, suspect.row} <= sides.keys()
    ]


def _make_case(suspect: DuplicateCandidate, left: DuplicateSide, right: DuplicateSide) -> DuplicateCase:
    first, second = sorted((left, right), key=lambda side: (side.reported or "9", side.row))
    return DuplicateCase(suspect.match.level, suspect.match.likeness, suspect.match.reason, first, second)


def decided_pairs(session: Session) -> set[tuple[str, str]]:
    """Return the pairs whose latest decision is not open, whatever it is."""
    query = sa.select(Clash.first, Clash.second, Clash.decision).where(Clash.removed.is_(False)).order_by(Clash.id)
    latest = {ordered_pair(first, second): decision for first, second, decision in session.execute(query)}
    return {rows for rows, decision in latest.items() if decision not in {None, DuplicateRuling.OPEN}}


def still_open(session: Session, cases: Iterable[DuplicateCase]) -> list[DuplicateCase]:
    """Leave out the cases decided since they were found, and those with a row that no longer claims its investor."""
    settled, known, lapsed = decided_pairs(session), list(cases), lapsed_leads(session, _today())
    rows = sorted({side.row for case in known for side in (case.first, case.second)})
    here: set[str] = set()
    for start in range(0, len(rows), _CHUNK_ROWS):
        chunk = rows[start : start + _CHUNK_ROWS]
        for ledger in (Lead, Project):
            claiming = sa.select(ledger.id).where(ledger.id.in_(chunk), *detection.claiming_conditions(ledger))
            here.update(session.execute(claiming).scalars())
    return [
        case
        for case in known
        if ordered_pair(case.first.row, case.second.row) not in settled
        and {case.first.row, case.second.row} <= here
        and not _is_released(case, lapsed)
    ]


def _is_released(case: DuplicateCase, lapsed: set[str]) -> bool:
    """Whether a protection that lapsed released one row of a case to the other's task force."""
    forces = {case.first.task_force, case.second.task_force}
    return not lapsed.isdisjoint((case.first.row, case.second.row)) and "" not in forces and len(forces) > 1


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the clerk's own day


def rows_exist(session: Session, case: DuplicateCase) -> bool:
    """Whether both rows of a case are still in their ledgers."""
    return all(_report_times(session, side.ledger, [side.row]) for side in (case.first, case.second))


# The two rows of a case.


def _sides(session: Session, rows: Iterable[str]) -> dict[str, DuplicateSide]:
    wanted, today = sorted(rows), _today()
    sides: dict[str, DuplicateSide] = {}
    for start in range(0, len(wanted), _CHUNK_ROWS):
        chunk = wanted[start : start + _CHUNK_ROWS]
        protected = {lead.row: standing_text(lead.standing, today) for lead in claiming_leads(session, today, chunk)}
        for ledger, link in ((Lead, "lead"), (Project, "project")):
            contacts = _contact_summaries(session, chunk, link)
            reported = _report_times(session, ledger, chunk)
            registered_key = "reported_on" if ledger is Lead else "listed_on"
            texts = cell_texts(session, ledger, list(reported), (registered_key, *_SHOWN))
            for row, (registered, *values) in texts.items():
                shown = dict(zip(_SHOWN, values, strict=True))
                side = _side(ledger, row, shown, (reported[row], registered), contacts.get(row, ""))
                protection = (("首报保护", protected[row]),) if protected.get(row) else ()
                sides[row] = replace(side, facts=(*side.facts, *protection))
    return sides


def _side(
    ledger: type[Ledger], row: str, texts: Mapping[str, str], dates: tuple[str, str], contacts: str
) -> DuplicateSide:
    facts = [(field_of(ledger, key).title, texts[key] or "—") for key in _SHOWN if key not in {"name", "task_force"}]
    facts.append(("走访和洽谈", contacts or "没有记录"))
    reported, registered = dates
    return DuplicateSide(ledger, row, texts["name"], texts["task_force"], reported, tuple(facts), registered)


def _report_times(session: Session, ledger: type[Ledger], rows: Sequence[str]) -> dict[str, str]:
    """Return when rows were first reported; a project has no 首报时间, so the time it was created stands in."""
    first: sa.SQLColumnExpression[str | int | None] = Lead.first_report if ledger is Lead else ledger.born
    query = sa.select(ledger.id, first).where(ledger.id.in_(rows), ledger.removed.is_(False))
    return {row: when if isinstance(when, str) else _minute(when) for row, when in session.execute(query)}


def _minute(born: int | None) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(born / 1000)) if born else ""


def _contact_summaries(session: Session, rows: Sequence[str], link: str) -> dict[str, str]:
    """Summarise the visits and talks linked to rows: how many, and the earliest day."""
    by_row: dict[str, list[str]] = {}
    ledgers: tuple[Any, ...] = (Visit, Negotiation)
    for ledger in ledgers:
        to = getattr(ledger, link)
        query = sa.select(to, sa.func.count(), sa.func.min(ledger.on)).where(to.in_(rows), ledger.removed.is_(False))
        about = ledger.about
        for row, number, since in session.execute(query.group_by(to)):
            day = f"，最早 {date.fromisoformat(str(since)).isoformat()}" if since else ""
            by_row.setdefault(row, []).append(f"{about.label} {number} {about.measure_word}{day}")
    return {row: "；".join(parts) for row, parts in by_row.items()}


# While somebody types.


def check_typed_row(
    store: Store, index: DuplicateIndex | None, ledger: type[Ledger], row: str, typed: Mapping[str, object]
) -> JobSteps[tuple[DuplicateIndex, list[DuplicateCandidate]]]:
    """Compare a row being typed with all others; return the index and the candidates of levels 1 to 3.

    A job generator. The index can be passed in again until the book changes.
    """
    yield 0, 1, "比对"
    with store.reading() as session:
        ready = index or DuplicateIndex(session)
        claim, aside = _claim(session, ledger, row, typed)
        settled = decided_pairs(session)
    if len(claim.name) < _MIN_NAME_LENGTH:
        return ready, []
    suspects = ready.candidates(claim, aside)
    return ready, [
        suspect
        for suspect in suspects
        if suspect.match.level < WEAK_LEVEL and ordered_pair(row, suspect.row) not in settled
    ]


def _claim(
    session: Session, ledger: type[Ledger], row: str, typed: Mapping[str, object]
) -> tuple[ComparedRow, list[str]]:
    """Read a claim from the typed values, else from the book; a value that cannot be read yet counts as empty.

    Returns the claim and the rows known to be the same (the project's own lead).
    """
    reading = reading_context(session)
    record = session.get(ledger, row) if row else None
    firm_named = firm_field(ledger)
    if firm_named is not None and firm_named.key in typed:
        typed = split_picked_firm(session, ledger, {firm_named.link: "", **typed})
    known: dict[str, Any] = {}
    for key in CLAIM_FIELDS:
        if not any(field.key == key for field in fields(ledger)):
            continue
        try:
            is_typed = key in typed
            known[key] = (
                field_of(ledger, key).kind.read(typed[key], reading).value if is_typed else getattr(record, key, None)
            )
        except UserError:
            known[key] = None
    firm = session.get(Enterprise, known["enterprise"]) if known.get("enterprise") else None
    investor = known.get("investor") or (firm.name if firm else "")
    code = (firm.code or "") if firm else ""
    total: Decimal | None = known.get("total")
    more = (known.get("industry") or "", known.get("task_force") or "")
    claim = ComparedRow(row, known.get("name") or "", investor, code, total, *more)
    return claim, [known["lead"]] if known.get("lead") else []


# Recording a decision.


def decide_case(session: Session, case: DuplicateCase, decision: str, by: str, on: date) -> str:
    """Record a person's decision of a case; return the id of the decision's row.

    A decision for one row takes effect at once: the other row is marked 撞单让出 and moves to the winner's task force.
    Raises UserError where one of the rows is no longer in its ledger.
    """
    if not rows_exist(session, case):
        raise UserError("其中一行已不在台账里，请点“重新查找”。")
    first, second = case.first, case.second
    if decision in (DuplicateRuling.FIRST, DuplicateRuling.SECOND):
        winner, loser = (first, second) if decision == DuplicateRuling.FIRST else (second, first)
        concession.concede(session, *(_claiming_row(session, side) for side in (loser, winner)))
    name = first.name if first.name == second.name else f"{first.name} / {second.name}"
    evidence = "\n".join(f"{side.task_force or '未填专班'}：{_facts_text(side)}" for side in (first, second))
    facts: dict[str, object] = {
        "name": name,
        "ledger": "、".join(dict.fromkeys(side.ledger.about.label for side in (first, second))),
        "first": first.row,
        "second": second.row,
        "first_report": first.reported or None,
        "second_report": second.reported or None,
        "level": case.level,
        "likeness": Decimal(case.likeness),
        "reason": case.reason,
        "evidence": evidence,
        "decision": decision,
        "decided_by": by,
        "decided_on": on,
    }
    return row_merge.record_decision(session, facts).id


def _claiming_row(session: Session, side: DuplicateSide) -> Lead | Project:
    return session.get_one(Lead, side.row) if side.ledger is Lead else session.get_one(Project, side.row)


def _facts_text(side: DuplicateSide) -> str:
    registered = [f"{side.registered} 登记"] if side.registered else []
    return "，".join([*registered, *(f"{label} {text}" for label, text in side.facts if text != "—")])


def mark_different(
    session: Session, ledger: type[Ledger], row: str, suspect: DuplicateCandidate, by: str, on: date
) -> str:
    """Record that a row and its duplicate candidate are different; return the id of the decision's row."""
    sides = _sides(session, (row, suspect.row))
    if len(sides) < 2:
        raise UserError("这一行已不在台账里，请刷新后再试。")
    return decide_case(session, _make_case(suspect, sides[row], sides[suspect.row]), DuplicateRuling.DIFFERENT, by, on)


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """A field that two rows fill differently, with both texts."""

    key: str
    label: str
    first: str
    second: str


def merge_choices(session: Session, case: DuplicateCase) -> list[MergeChoice]:
    """List the fields to choose between before two rows are merged; a field that only one row fills needs no choice."""
    ledger = case.first.ledger
    asked = [field for field in fields(ledger) if not (field.kind.set_by_program or isinstance(field.kind, MomentKind))]
    texts = cell_texts(session, ledger, [case.first.row, case.second.row], [field.key for field in asked])
    if not rows_exist(session, case):
        raise UserError("要合并的行已不在台账里，请刷新后再试。")
    sides = zip(asked, texts[case.first.row], texts[case.second.row], strict=True)
    return [
        MergeChoice(field.key, field.label, first, second)
        for field, first, second in sides
        if first and second and first != second
    ]


def merge_case(session: Session, case: DuplicateCase, take: Iterable[str], by: str, on: date) -> int:
    """Merge the two rows of a case into the one reported first; ``take`` are the keys of fields from the other.

    Returns how many links were moved. Raises UserError where the rows belong to different ledgers.
    """
    if not case.can_merge:
        raise UserError("线索和项目是两本台账，不能合并；请在项目的“来源线索”里选这条线索。")
    decide_case(session, case, DuplicateRuling.SAME, by, on)
    return row_merge.merge_rows(session, case.first.ledger, case.first.row, case.second.row, take)
