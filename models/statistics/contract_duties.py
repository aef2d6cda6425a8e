"""The enterprises' duties (履约): what was promised against what was reached, by measure, as it stood on a day.

What was reached comes from the ledgers that hold it: funds placed by project, the project's yearly output and tax and
its land, the figures per mu of its reward, its stage log. A number verified for the duty itself counts before these.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import Funding, Obligation, Project, Reward, StageMove
from models.rules import rates
from models.rules.kept_promises import TIMES, DutyFacts, DutyState, duty_state
from models.rules.stages import STAGE_ORDER
from models.rules.vocabulary import DutyMeasure, ObligationSide, ObligationState, Stage
from models.statistics.counting_rules import has_not_ended, is_live
from models.statistics.kept_promises import (
    PARTY_COLUMNS,
    PROJECT_ENTERPRISE,
    Party,
    lead_units,
    of_side,
    party_of,
    with_parties,
)
from models.statistics.supervision import NO_UNIT, split_units

_STAGES = {
    DutyMeasure.START: Stage.STARTED,
    DutyMeasure.FINISH: Stage.FINISHED,
    DutyMeasure.PRODUCTION: Stage.PRODUCED,
}
VERIFIED, FUNDS, PROJECT, REWARD, STAGE_LOG = "核实数", "到位资金", "项目台账", "奖励测算", "阶段记录"
# What a project states of itself, by measure: the field, and the field or stage that says by when.
_EXPECTED = {
    DutyMeasure.INVESTMENT: ("signed_amount", "plan_finish"),
    DutyMeasure.OUTPUT: ("output", Stage.AT_CAPACITY),
    DutyMeasure.TAX: ("tax", Stage.AT_CAPACITY),
    DutyMeasure.START: ("", "plan_start"),
    DutyMeasure.FINISH: ("", "plan_finish"),
    DutyMeasure.PRODUCTION: ("", "plan_produce"),
}
_EXPECTING = (
    *(Project.signed_amount, Project.output, Project.tax),
    *(Project.plan_start, Project.plan_finish, Project.plan_produce),
)


@dataclass(frozen=True, slots=True)
class ContractDuty:
    """A duty of an enterprise: what it promised, by when, what was reached and where that was read.

    ``ledger`` is that of the row it stands in: an obligation, or a project whose own plan is held against the facts
    where no clause of a contract says the same.
    """

    ledger: str
    row: str
    name: str
    party: Party
    force: str | None
    units: tuple[str, ...]
    basis: str
    facts: DutyFacts
    source: str
    state: DutyState
    letter_on: date | None = None

    @property
    def is_due(self) -> bool:
        """Whether it counts below the line of 履约率: done, or due and known to be done in part or not at all."""
        return self.state in {DutyState.DONE, DutyState.PARTLY, DutyState.BROKEN}

    @property
    def is_broken(self) -> bool:
        """Whether it is due and not fulfilled, or only in part."""
        return self.state in {DutyState.PARTLY, DutyState.BROKEN}

    @property
    def share(self) -> Decimal | None:
        """What was reached of what was promised, in percent; None where either is not known."""
        reached = self.facts.reached
        return None if reached is None else rates.percent(reached, self.facts.promised)


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What the ledgers know of a project's real numbers, and the first day it was in each stage or a later one."""

    numbers: dict[str, tuple[Decimal, str]] = field(default_factory=dict)  # by measure: the number, where it stands
    entered: dict[str, date] = field(default_factory=dict)

    def day_of(self, measure: str) -> date | None:
        """Return the day on which the stage of a measure was entered."""
        return self.entered.get(_STAGES[DutyMeasure(measure)]) if measure in TIMES else None


def read_duties(session: Session, day: date, force: str | None = None) -> list[ContractDuty]:
    """Read the enterprises' duties of contract as they stood at the end of a day, those of one task force where given.

    Sorted by state as the lists print them, then by deadline.
    """
    real, leads = project_facts(session, day), lead_units(session)
    duties = [_duty(row, day, real, leads) for row in session.execute(_duty_query())]
    return in_order(duty for duty in duties if force is None or duty.force == force)


def in_order(duties: Iterable[ContractDuty]) -> list[ContractDuty]:
    """Sort duties by state as the lists print them, then by deadline."""
    order = list(DutyState)
    return sorted(duties, key=lambda duty: (order.index(duty.state), duty.facts.due or date.max, duty.row))


def _duty_query() -> Any:
    keys = ("id", "name", "source", "clause", "task_force", "measure", "promised", "verified", "verified_on")
    columns = [getattr(Obligation, key) for key in (*keys, "due", "extended_to", "state", "closed_on", "letter_on")]
    return with_parties(sa.select(*columns, *PARTY_COLUMNS)).where(
        is_live(Obligation), of_side(ObligationSide.ENTERPRISE)
    )


def _duty(row: Any, day: date, real: Mapping[str, ProjectFacts], leads: Mapping[str, str]) -> ContractDuty:
    measure, project = row.measure or "", real.get(row.project_id or "", ProjectFacts())
    reached, source = project.numbers.get(measure, (None, ""))
    if row.verified is not None and (row.verified_on is None or row.verified_on <= day):
        reached, source = row.verified, VERIFIED
    reached_on = project.day_of(measure)
    facts = DutyFacts(
        measure=measure,
        promised=row.promised,
        reached=reached,
        reached_on=reached_on,
        due=row.extended_to or row.due,
        closed=row.closed_on is not None or row.state == ObligationState.CLOSED,
        closed_on=row.closed_on,
    )
    force = row.task_force or row.project_force
    return ContractDuty(
        ledger=Obligation.__tablename__,
        row=row.id,
        name=row.name,
        party=party_of(row),
        force=force,
        units=split_units(leads.get(force or "") or NO_UNIT),
        basis="，".join(part for part in (row.source, row.clause) if part),
        facts=facts,
        source=STAGE_LOG if reached_on else source,
        state=duty_state(facts, day),
        letter_on=row.letter_on,
    )


def expected_duties(
    session: Session, day: date, force: str | None = None, *, clauses: Iterable[ContractDuty] = ()
) -> list[ContractDuty]:
    """Hold the plans that signed projects state of themselves against the facts, where no clause says the same.

    ``clauses`` are the duties of contract. What a project expects is no duty: it counts in no rate and no letter.
    """
    taken = {(duty.party.project, duty.facts.measure) for duty in clauses}
    real, leads = project_facts(session, day), lead_units(session)
    query = (
        sa.select(*_EXPECTING, sa.null().label("own_firm"), *PARTY_COLUMNS[2:])
        .outerjoin(PROJECT_ENTERPRISE, PROJECT_ENTERPRISE.id == Project.enterprise)
        .where(is_live(Project), has_not_ended())
    )
    expected = []
    for row in session.execute(query):
        facts_of = real.get(row.project_id, ProjectFacts())
        if facts_of.entered.get(Stage.SIGNED, date.max) > day or (force is not None and row.project_force != force):
            continue
        units = split_units(leads.get(row.project_force or "") or NO_UNIT)
        for measure, facts in _expectations(row, facts_of):
            if (row.project_id, measure) in taken:
                continue
            source = STAGE_LOG if facts.reached_on else facts_of.numbers.get(measure, (None, ""))[1]
            state = duty_state(facts, day)
            where = (Project.__tablename__, row.project_id, f"项目登记的{measure}")
            expected.append(
                ContractDuty(*where, party_of(row), row.project_force, units, "项目台账", facts, source, state)
            )
    return in_order(expected)


def _expectations(project: Any, real: ProjectFacts) -> Iterable[tuple[str, DutyFacts]]:
    for measure, (key, by) in _EXPECTED.items():
        promised = getattr(project, key) if key else None
        due = real.entered.get(by) if by == Stage.AT_CAPACITY else getattr(project, by)
        if promised or (not key and due):
            reached = real.numbers.get(measure, (None, ""))[0]
            yield measure, DutyFacts(measure, promised, reached, real.day_of(measure), due)


def project_facts(session: Session, day: date) -> dict[str, ProjectFacts]:
    """Read the real numbers of all projects by id, as they stood at the end of a day where they have days."""
    facts: dict[str, ProjectFacts] = {}
    for project, stage, on in session.execute(_stage_query(day)):
        entered = facts.setdefault(project, ProjectFacts()).entered
        for earlier in STAGE_ORDER[: STAGE_ORDER.index(stage) + 1] if stage in STAGE_ORDER else ():
            entered[earlier] = min(on, entered.get(earlier, on))
    rewards = {row.project: row for row in session.execute(_reward_query())}
    columns = (Project.id, Project.land, Project.real_output, Project.real_tax)
    placed = {project: amount for project, amount in session.execute(_funds_query(day))}  # noqa: C416 - a Result has keys()
    for row in session.execute(sa.select(*columns).where(is_live(Project))):
        numbers = facts.setdefault(row.id, ProjectFacts()).numbers
        amounts = {
            DutyMeasure.INVESTMENT: (placed.get(row.id), FUNDS),
            DutyMeasure.OUTPUT: (row.real_output, PROJECT),
            DutyMeasure.TAX: (row.real_tax, PROJECT),
        }
        numbers |= {key: (amount, where) for key, (amount, where) in amounts.items() if amount is not None}
        numbers |= _per_mu(numbers, row.land, rewards.get(row.id))
    return facts


_PER_MU = (
    (DutyMeasure.INVESTMENT_PER_MU, DutyMeasure.INVESTMENT, "invest_per_mu"),
    (DutyMeasure.OUTPUT_PER_MU, DutyMeasure.OUTPUT, "output_per_mu"),
    (DutyMeasure.TAX_PER_MU, DutyMeasure.TAX, "tax_per_mu"),
)


def _per_mu(
    numbers: Mapping[str, tuple[Decimal, str]], land: Decimal | None, reward: Any
) -> dict[str, tuple[Decimal, str]]:
    """Return the real figures per mu: from amount and land where both are known, else as the reward states them."""
    figures: dict[str, tuple[Decimal, str]] = {}
    for measure, amount, key in _PER_MU:
        stated = getattr(reward, key, None)
        if land and amount in numbers:
            figures[measure] = numbers[amount][0] / land, numbers[amount][1]
        elif stated is not None:
            figures[measure] = stated, REWARD
    return figures


def _stage_query(day: date) -> Any:
    return (
        sa.select(StageMove.project, StageMove.stage, sa.func.min(StageMove.on))
        .where(is_live(StageMove), StageMove.on <= day)
        .group_by(StageMove.project, StageMove.stage)
    )


def _funds_query(day: date) -> Any:
    """Select the funds placed by project up to a day; an opening amount counts once all of it was placed."""
    until = sa.func.coalesce(Funding.covers_to, Funding.month)
    return (
        sa.select(Funding.project, sa.func.sum(Funding.amount))
        .where(is_live(Funding), until <= day, Funding.amount.is_not(None))
        .group_by(Funding.project)
    )


def _reward_query() -> Any:
    columns = (Reward.project, Reward.invest_per_mu, Reward.output_per_mu, Reward.tax_per_mu)
    return sa.select(*columns).where(is_live(Reward), Reward.project.is_not(None)).order_by(Reward.id)
