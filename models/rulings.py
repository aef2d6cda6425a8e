"""Suspicions of 撞单 laid before a person with both sides' evidence, and what the person rules."""

import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models import ceding, clashes, unite
from models.base import Ledger
from models.browse import cells
from models.clashes import DIFFERENT, Index, Suspect, pair
from models.field import field_of, fields
from models.intake import context
from models.kinds import Moment
from models.ledgers import Clash, Enterprise, Lead, Negotiation, Project, Visit
from models.refusal import Refusal
from models.rules.duplicates import Claim
from models.store import Store

SAME, FIRST, SECOND, TOGETHER, OPEN = "是同一家", "归先报方", "归后报方", "共同跟进", "待裁定"
DECISIONS = (FIRST, SECOND, TOGETHER, DIFFERENT)
CLAIMED = ("name", "investor", "enterprise", "total", "industry", "task_force", "lead")  # what a claim is read from
WEAK = 4  # the level too weak to trouble somebody who is typing
_SHORTEST = 2  # characters of a name before it is worth comparing
_SHOWN = ("name", "task_force", "investor", "total", "content", "owner")
_FEW = 500

Steps = Generator[tuple[int, int, str], None, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two rows that may be one: whose, since when, and what speaks for it (label, text)."""

    ledger: type[Ledger]
    row: str
    name: str
    task_force: str
    reported: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A suspicion: how sure (1 to 4), how alike in percent, why, and both sides, the one reported earlier first."""

    level: int
    likeness: int
    reason: str
    first: Side
    second: Side

    @property
    def may_unite(self) -> bool:
        """Whether the two could become one row: a lead and a project cannot."""
        return self.first.ledger is self.second.ledger


def open_cases(store: Store) -> Generator[tuple[int, int, str], None, list[Case]]:
    """Find every suspicion nobody has ruled on, the surest first; a job, for all rows are compared."""
    with store.reading() as session:
        steps = clashes.all_clashes(session)
        first = next(steps, None)  # By now it has read what it compares, so the book need not be held any longer.
    if first is None:
        return []
    yield first
    found = yield from steps
    with store.reading() as session:
        settled = decided(session)
        kept = [(claim, one) for claim, one in found if pair(claim.row, one.row) not in settled]
        sides = _sides(session, {row for claim, one in kept for row in (claim.row, one.row)})
    return [_case(one, sides[claim.row], sides[one.row]) for claim, one in kept if {claim.row, one.row} <= sides.keys()]


def _case(suspect: Suspect, one: Side, other: Side) -> Case:
    first, second = sorted((one, other), key=lambda side: (side.reported or "9", side.row))
    return Case(suspect.clash.level, suspect.clash.likeness, suspect.clash.reason, first, second)


def decided(session: Session) -> set[tuple[str, str]]:
    """Give the pairs somebody has ruled on, whatever the ruling."""
    query = sa.select(Clash.first, Clash.second, Clash.decision).where(Clash.removed.is_(False)).order_by(Clash.id)
    latest = {pair(first, second): decision for first, second, decision in session.execute(query)}
    return {rows for rows, decision in latest.items() if decision not in {None, OPEN}}


def still_open(session: Session, cases: Iterable[Case]) -> list[Case]:
    """Leave out the cases ruled on since they were found, and those with a side that is no longer in its ledger."""
    settled, known = decided(session), list(cases)
    rows = sorted({side.row for case in known for side in (case.first, case.second)})
    here: set[str] = set()
    for start in range(0, len(rows), _FEW):
        few = rows[start : start + _FEW]
        here.update(*(_reported(session, ledger, few) for ledger in (Lead, Project)))
    return [
        case
        for case in known
        if pair(case.first.row, case.second.row) not in settled and {case.first.row, case.second.row} <= here
    ]


def still_here(session: Session, case: Case) -> bool:
    """Tell whether both rows of a case are still in their ledgers."""
    return all(_reported(session, side.ledger, [side.row]) for side in (case.first, case.second))


# Both sides.


def _sides(session: Session, rows: Iterable[str]) -> dict[str, Side]:
    wanted = sorted(rows)
    found: dict[str, Side] = {}
    for start in range(0, len(wanted), _FEW):
        few = wanted[start : start + _FEW]
        for ledger, link in ((Lead, "lead"), (Project, "project")):
            told = _told(session, few, link)
            reported = _reported(session, ledger, few)
            texts = cells(session, ledger, list(reported), _SHOWN)
            for row, values in texts.items():
                found[row] = _side(
                    ledger, row, dict(zip(_SHOWN, values, strict=True)), reported[row], told.get(row, "")
                )
    return found


def _side(ledger: type[Ledger], row: str, texts: Mapping[str, str], reported: str, told: str) -> Side:
    facts = [(field_of(ledger, key).title, texts[key] or "—") for key in _SHOWN if key not in {"name", "task_force"}]
    return Side(ledger, row, texts["name"], texts["task_force"], reported, (*facts, ("走访和洽谈", told or "没有记录")))


def _reported(session: Session, ledger: Any, rows: Sequence[str]) -> dict[str, str]:
    """Tell when rows were first reported; a project has no stamp of its own, so its birth stands in."""
    first = ledger.first_report if ledger is Lead else ledger.born
    query = sa.select(ledger.id, first).where(ledger.id.in_(rows), ledger.removed.is_(False))
    return {row: when if isinstance(when, str) else _minute(when) for row, when in session.execute(query)}


def _minute(born: int | None) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(born / 1000)) if born else ""


def _told(session: Session, rows: Sequence[str], link: str) -> dict[str, str]:
    """Say how often somebody went there or talked with them, and since when."""
    found: dict[str, list[str]] = {}
    ledgers: tuple[Any, ...] = (Visit, Negotiation)
    for ledger in ledgers:
        to = getattr(ledger, link)
        query = sa.select(to, sa.func.count(), sa.func.min(ledger.on)).where(to.in_(rows), ledger.removed.is_(False))
        about = ledger.about
        for row, number, since in session.execute(query.group_by(to)):
            day = f"，最早 {date.fromisoformat(str(since)).isoformat()}" if since else ""
            found.setdefault(row, []).append(f"{about.label} {number} {about.measure}{day}")
    return {row: "；".join(said) for row, said in found.items()}


# While somebody types.


def looking(
    store: Store, index: Index | None, ledger: type[Ledger], row: str, typed: Mapping[str, object]
) -> Generator[tuple[int, int, str], None, tuple[Index, list[Suspect]]]:
    """Compare a row being typed with all others; gives the index too, to be asked again until the book changes."""
    yield 0, 1, "比对"
    with store.reading() as session:
        ready = index or Index(session)
        claim, aside = _claim(session, ledger, row, typed)
        settled = decided(session)
    if len(claim.name) < _SHORTEST:
        return ready, []
    found = ready.suspects(claim, aside)
    return ready, [one for one in found if one.clash.level < WEAK and pair(row, one.row) not in settled]


def _claim(session: Session, ledger: type[Ledger], row: str, typed: Mapping[str, object]) -> tuple[Claim, list[str]]:
    """Read a claim from what is typed, and from the book where nothing is; what cannot be read yet counts as blank."""
    reading = context(session)
    kept = session.get(ledger, row) if row else None
    known: dict[str, Any] = {}
    for key in CLAIMED:
        if not any(field.key == key for field in fields(ledger)):
            continue
        try:
            told = key in typed
            known[key] = (
                field_of(ledger, key).kind.read(typed[key], reading).value if told else getattr(kept, key, None)
            )
        except Refusal:
            known[key] = None
    firm = session.get(Enterprise, known["enterprise"]) if known.get("enterprise") else None
    investor = known.get("investor") or (firm.name if firm else "")
    code = (firm.code or "") if firm else ""
    total: Decimal | None = known.get("total")
    more = (known.get("industry") or "", known.get("task_force") or "")
    claim = Claim(row, known.get("name") or "", investor, code, total, *more)
    return claim, [known["lead"]] if known.get("lead") else []


# Ruling.


def settle(session: Session, case: Case, decision: str, by: str, on: date) -> str:
    """Write down what a person decided of a case; gives the ruling's id.

    A ruling for one side acts at once: the other side's row is marked 撞单让出 and goes to the winner's task force.
    """
    if not still_here(session, case):
        raise Refusal("其中一行已不在台账里，请点“重新查找”。")
    first, second = case.first, case.second
    if decision in (FIRST, SECOND):
        winner, loser = (first, second) if decision == FIRST else (second, first)
        ceding.cede(session, *(_claimant(session, side) for side in (loser, winner)))
    name = first.name if first.name == second.name else f"{first.name} / {second.name}"
    evidence = "\n".join(f"{side.task_force or '未填专班'}：{_said(side)}" for side in (first, second))
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
    return unite.rule(session, facts).id


def _claimant(session: Session, side: Side) -> Lead | Project:
    return session.get_one(Lead, side.row) if side.ledger is Lead else session.get_one(Project, side.row)


def _said(side: Side) -> str:
    return "，".join(f"{label} {text}" for label, text in side.facts if text != "—")


def rule_out(session: Session, ledger: type[Ledger], row: str, suspect: Suspect, by: str, on: date) -> str:
    """Write down that a row and the one it was suspected to be are two."""
    sides = _sides(session, (row, suspect.row))
    if len(sides) < 2:
        raise Refusal("这一行已不在台账里，请刷新后再试。")
    return settle(session, _case(suspect, sides[row], sides[suspect.row]), DIFFERENT, by, on)


@dataclass(frozen=True, slots=True)
class Choice:
    """A field two rows fill differently: what each of them says."""

    key: str
    label: str
    first: str
    second: str


def choices(session: Session, case: Case) -> list[Choice]:
    """List the fields a person must choose between before two rows become one; what only one fills is simply kept."""
    ledger = case.first.ledger
    asked = [field for field in fields(ledger) if not (field.kind.stamped or isinstance(field.kind, Moment))]
    texts = cells(session, ledger, [case.first.row, case.second.row], [field.key for field in asked])
    if not still_here(session, case):
        raise Refusal("要合并的行已不在台账里，请刷新后再试。")
    sides = zip(asked, texts[case.first.row], texts[case.second.row], strict=True)
    return [
        Choice(field.key, field.label, first, second)
        for field, first, second in sides
        if first and second and first != second
    ]


def merge(session: Session, case: Case, take: Iterable[str], by: str, on: date) -> int:
    """Make the two rows of a case one, the one reported first staying; ``take`` are fields to have from the other."""
    if not case.may_unite:
        raise Refusal("线索和项目是两本台账，不能合并；请在项目的“来源线索”里选这条线索。")
    settle(session, case, SAME, by, on)
    return unite.unite(session, case.first.ledger, case.first.row, case.second.row, take)
