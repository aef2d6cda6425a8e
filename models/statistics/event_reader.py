"""Reads the events, projects and targets of a book once, for every figure of a report."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.duplicates.concession import FOR_CONCEDER, SETTING_KEY, ConcessionRule
from models.fields.base import Ledger
from models.ledgers import (
    Activity,
    Chain,
    Enterprise,
    Funding,
    Lead,
    Obligation,
    PastFigure,
    Project,
    Quota,
    StageMove,
    Target,
    Visit,
)
from models.rules.placed_funds import FUNDS_COUNTED, FundsBasis
from models.rules.stages import STATUS_MOVES
from models.rules.vocabulary import Stage, VisitDirection
from models.statistics import counting_rules
from models.statistics.county_head import read_county_head, read_settings
from models.statistics.events import (
    ZERO,
    ActivityEvent,
    CountedData,
    Event,
    Events,
    FundingEvent,
    LeadEvent,
    ProjectRecord,
    StatisticsData,
    VisitEvent,
)
from models.statistics.owners import OwnerHistory, owner_on, read_owner_history
from models.statistics.placed_funds import ENTRY_COLUMNS, funds_entry

LedgerRow = TypeVar("LedgerRow", bound=Ledger)


def read_statistics(session: Session, since: date = date.min, as_of: date = date.max) -> StatisticsData:
    """Read the statistics data of a whole book; rows in the recycle bin do not count.

    ``since`` leaves out leads, visits, events and closed obligations of earlier days, which a period's report does not
    count; projects and their funds are always read in full, since some rates are over all of them. Projects belong to
    the task force that has them on the day ``as_of``, events to the one of their own day; task forces dissolved before
    the year of ``as_of`` are left out.
    """
    head = read_county_head(session, as_of)
    projects, events = _projects_and_events(session, head.settings, since, as_of)
    return StatisticsData(
        county_row=head.county_row,
        settings=head.settings,
        forces=head.forces,
        projects=projects,
        events=events,
        targets=list(session.execute(_live_rows(Target)).scalars()),
        quotas=list(session.execute(_live_rows(Quota)).scalars()),
        obligations=list(session.execute(_obligation_query(since)).scalars()),
        chains=session.execute(sa.select(sa.func.count()).where(counting_rules.is_live(Chain))).scalar_one(),
        past=tuple(session.execute(_live_rows(PastFigure).order_by(PastFigure.id)).scalars()),
        as_of=as_of,
    )


def read_counted_data(session: Session, since: date = date.min) -> CountedData:
    """Read what metrics are counted from, without the rest of a report's data; ``since`` as in ``read_statistics``."""
    return CountedData(*_projects_and_events(session, read_settings(session), since))


def _projects_and_events(
    session: Session, settings: Mapping[str, str], since: date, as_of: date = date.max
) -> tuple[dict[str, ProjectRecord], Events]:
    ceded, history = ConcessionRule(settings.get(SETTING_KEY) == FOR_CONCEDER), read_owner_history(session)
    projects = _project_records(session, ceded, settings, history, as_of)
    leading = set(session.execute(sa.select(Enterprise.id).where(counting_rules.is_leading_firm())).scalars())
    visits = {direction: list(_visits(session, direction, since, leading)) for direction in VisitDirection}
    signed = [project for project in projects.values() if counting_rules.counts_as_signed(project.contract, settings)]
    events = Events(
        leads_reported=list(_leads(session, ceded, history, Lead.reported_on, since)),
        leads_recognised=list(
            _leads(session, ceded, history, Lead.recognised_on, since, counting_rules.is_recognised())
        ),
        visits_out=visits[VisitDirection.OUT],
        visits_in=visits[VisitDirection.IN],
        activities=list(_activities(session, since)),
        funds=list(_funds(session, projects, settings.get(FUNDS_COUNTED) or FundsBasis.REPORTED)),
        signed=_entries(signed, Stage.SIGNED),
        started=_entries(projects.values(), Stage.STARTED),
        finished=_entries(projects.values(), Stage.FINISHED),
        produced=_entries(projects.values(), Stage.PRODUCED),
    )
    return projects, events


def _live_rows(ledger: type[LedgerRow]) -> sa.Select[LedgerRow]:
    return sa.select(ledger).where(counting_rules.is_live(ledger))


def _obligation_query(since: date) -> sa.Select[Obligation]:
    """Select the obligations not closed before a day, by their deadlines."""
    open_then = sa.or_(Obligation.closed_on.is_(None), Obligation.closed_on >= since)
    return _live_rows(Obligation).where(open_then).order_by(Obligation.due, Obligation.id)


def _project_query(ceded: ConcessionRule) -> sa.Select[*tuple[object, ...]]:
    """Select the columns of a project's record, of the projects that are counted."""
    columns: sa.Select[*tuple[object, ...]] = sa.select(
        Project.id,
        Project.name,
        Project.investor,
        ceded.owner_column(Project).label("owner_force"),
        Project.stage,
        Project.status,
        Project.total,
        Project.signed_amount,
        Project.foreign,
        Project.contract,
        Project.progress,
        Project.plan_start,
        Project.plan_produce,
        Project.status_on,
        sa.func.coalesce(Project.patron_unit, Project.one_unit).label("unit"),
        Project.origin,
        Project.township,
        Project.referrer,
        Project.activity,
        Project.chain,
        Project.enterprise,
        Project.task_force,
        Project.owner,
        Project.real_output,
        Project.real_tax,
        Project.fixed,
    )
    return columns.where(counting_rules.is_live(Project), *ceded.counted_conditions(Project)).order_by(Project.id)


def _project_records(
    session: Session, ceded: ConcessionRule, settings: Mapping[str, str], history: OwnerHistory, as_of: date
) -> dict[str, ProjectRecord]:
    force_of_chain = dict(session.execute(sa.select(Chain.id, Chain.task_force)).all())
    top_500 = set(session.execute(sa.select(Enterprise.id).where(counting_rules.is_top_500())).scalars())
    records: dict[str, ProjectRecord] = {}
    for row in session.execute(_project_query(ceded)):
        handovers = history.of(row.id) if row.owner_force == row.task_force else ()  # a conceder keeps what it gave up
        records[row.id] = ProjectRecord(
            row=row.id,
            name=row.name,
            investor=row.investor or "",
            task_force=owner_on(as_of, row.owner_force, handovers),
            stage=row.stage or "",
            status=row.status or "",
            total=row.total or ZERO,
            signed_amount=counting_rules.signed_worth(row.signed_amount, row.total, settings),
            contract=row.contract or "",
            progress=row.progress or "",
            plan_start=row.plan_start,
            plan_produce=row.plan_produce,
            unit=row.unit or "",
            status_on=row.status_on,
            foreign=row.foreign or ZERO,
            size=counting_rules.project_size(row.signed_amount, row.total),
            origin=row.origin or "",
            township=row.township or "",
            referrer=row.referrer or "",
            activities=tuple(row.activity.split()) if row.activity else (),
            fits_chain=force_of_chain.get(row.chain) == row.task_force if row.chain else None,
            of_top_500=row.enterprise in top_500,
            firm=row.enterprise or row.investor or "",
            owners=row.owner or "",
            real_output=row.real_output or ZERO,
            real_tax=row.real_tax or ZERO,
            fixed=row.fixed or ZERO,
            handovers=tuple(handover for handover in handovers if handover[0] <= as_of),
        )
    _add_stage_moves(session, records)
    return records


def _add_stage_moves(session: Session, records: dict[str, ProjectRecord]) -> None:
    moves = sa.select(StageMove.project, StageMove.stage, StageMove.on).where(counting_rules.is_live(StageMove))
    for project, stage, on in session.execute(moves.order_by(StageMove.on, StageMove.id)):
        if project not in records:
            continue
        if stage in STATUS_MOVES:
            records[project].state_changes.append((on, stage))
        else:
            records[project].entered.setdefault(stage, on)


def _entries(projects: Iterable[ProjectRecord], stage: Stage) -> list[Event]:
    """List the projects that entered a stage, each on its first day there."""
    return [project.event(project.entered[stage]) for project in projects if stage in project.entered]


def _leads(
    session: Session,
    ceded: ConcessionRule,
    history: OwnerHistory,
    day: InstrumentedAttribute[date | None],
    since: date,
    *where: counting_rules.SqlCondition,
) -> Iterator[LeadEvent]:
    firm = sa.func.coalesce(Lead.enterprise, Lead.investor, "")
    columns = ceded.owner_column(Lead), Lead.task_force, day, Lead.referrer, firm, Lead.owner, Lead.channel, Lead.method
    query = sa.select(Lead.id, *columns)
    counted = query.where(counting_rules.is_live(Lead), day >= since, *where, *ceded.counted_conditions(Lead))
    for row, owner, today, on, referrer, investor, persons, *source in session.execute(counted.order_by(Lead.id)):
        if on is not None:
            force = history.owner_on(row, on, owner) if owner == today else owner
            event = LeadEvent(row, force, on, referrer=referrer or "", firm=investor, owners=persons or "")
            channel, method = source
            yield replace(event, channel=channel or "", method=method or "") if channel or method else event


def _visits(session: Session, direction: VisitDirection, since: date, leading: Collection[str]) -> Iterator[VisitEvent]:
    persons = Visit.leader, Visit.people
    query = sa.select(
        Visit.id, Visit.task_force, Visit.on, Visit.level, Visit.enterprise, Visit.company, *persons
    ).where(
        counting_rules.is_live(Visit),
        counting_rules.has_direction(direction),
        Visit.on >= since,
        counting_rules.took_place(),
    )
    for row, force, on, level, enterprise, company, *went in session.execute(query.order_by(Visit.id)):
        firm = enterprise or company or ""
        if on is not None:
            owners = "、".join(filter(None, went))
            leads = enterprise in leading
            yield VisitEvent(row, force, on, firm=firm, owners=owners, level=level or "", of_leading_firm=leads)


def _activities(session: Session, since: date) -> Iterator[ActivityEvent]:
    query = sa.select(Activity.id, Activity.task_force, Activity.on, Activity.signed_amount, Activity.kind)
    held = query.where(counting_rules.is_live(Activity), Activity.on >= since)
    for row, force, on, amount, kind in session.execute(held.order_by(Activity.id)):
        if on is not None:
            yield ActivityEvent(row, force, on, amount or ZERO, kind=kind or "")


def _funds(session: Session, projects: Mapping[str, ProjectRecord], basis: str) -> Iterator[FundingEvent]:
    """Read the payments, each with the amount that counts on the county's basis."""
    span = (Funding.month, Funding.covers_from, Funding.covers_to)
    query = sa.select(Funding.id, Funding.project, Funding.origin, *ENTRY_COLUMNS, *span)
    for row in session.execute(query.where(counting_rules.is_live(Funding)).order_by(Funding.id)):
        project = projects.get(row.project)
        if project is not None:
            day, entry = row.covers_to or row.month, funds_entry(row)
            amount, foreign = entry.worth(basis), entry.foreign_worth(basis)
            since = (row.covers_from or date.min) if row.covers_to else None
            yield FundingEvent(
                row.id,
                project.owner_on(day),
                day,
                amount,
                project.row,
                project.township,
                project.referrer,
                project.firm,
                project.owners,
                row.origin or project.origin,
                foreign,
                since,
                entry,
                basis == FundsBasis.REPORTED or bool(amount or foreign),
            )
