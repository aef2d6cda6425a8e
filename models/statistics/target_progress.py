"""How far each target (目标任务) is at the end of a day: over its whole span, by year, of its own subject.

A target of a year, of several or of a five-year plan is counted over its own days; one of several task forces
together; one of a firm or a person by what that firm or person did. What no ledger tells is what the county reports.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import Asset, Dormant, Enterprise, Target
from models.rules.scheme_vocabulary import TargetMetric, TargetUnit
from models.rules.target_spans import TargetSpan, share_passed, span_of
from models.statistics.aggregates import target_in_unit
from models.statistics.counting_rules import is_live
from models.statistics.events import ZERO, Event, ProjectRecord, StatisticsData
from models.statistics.metrics import METRICS, WAN_PER_YI, CountedDays, Metric
from models.statistics.owners import force_names

_LARGE_FOREIGN = Decimal(1000)  # 万美元: “投资额1000万美元以上外资企业” (夏邑 X3)
_HUNDRED = Decimal(100)
Counts = Mapping[str, Decimal]  # by row id, in the unit of the target


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """One target with what was done towards it by a day.

    ``value``, ``stretch`` and ``done`` are in ``unit``; ``done`` is None where nothing can be counted and nothing was
    reported, ``is_reported`` where it is the county's own number. ``by_year`` has the years of a span of several;
    ``passed`` is how much of the span's time is over, as a fraction. ``rows`` of ``ledger`` are behind the number.
    """

    row: str
    metric: str
    period: str
    subject: str
    unit: str
    value: Decimal | None
    stretch: Decimal | None
    span: TargetSpan | None
    done: Decimal | None
    rows: tuple[str, ...] = ()
    ledger: str = ""
    is_reported: bool = False
    by_year: tuple[tuple[int, Decimal], ...] = ()
    passed: tuple[int, int] | None = None
    is_personal: bool = False  # of a firm or a person

    @property
    def is_standing(self) -> bool:
        """Whether its number is a state, such as the output of a year, which is not added up over years."""
        source = SOURCES.get(self.metric)
        return source is not None and not source.adds_up and not self.is_reported

    @property
    def is_of_one_year(self) -> bool:
        """Whether it is a year's target, which circulars compare in their own tables."""
        return self.span is not None and self.span.year is not None


@dataclass(frozen=True, slots=True)
class _Source:
    """What a metric counts in a span: rows of a ledger with amounts; ``adds_up`` over years unless it is a state."""

    ledger: str
    unit: str
    count: Callable[["_Subject", CountedDays], Counts]
    adds_up: bool = True


@dataclass(frozen=True, slots=True)
class _Subject:
    """Whose doings count: those of some task forces, of a firm or a person; all where none is named."""

    session: Session
    data: StatisticsData
    forces: frozenset[str] = frozenset()
    firm: tuple[str, str] | None = None  # its row id and name
    person: str = ""

    @property
    def is_personal(self) -> bool:
        """Whether it is a firm or a person."""
        return self.firm is not None or bool(self.person)

    def covers(self, event: Event) -> bool:
        """Whether an event is the subject's."""
        if self.forces and event.task_force not in self.forces:
            return False
        if self.firm is not None and event.firm not in self.firm:
            return False
        return not self.person or self.person in event.owners.split("、")

    def covers_project(self, project: ProjectRecord) -> bool:
        """Whether a project is the subject's on the day of the report."""
        return self.covers(Event(project.row, project.task_force, date.min, firm=project.firm, owners=project.owners))

    def covers_project_row(self, project: str | None) -> bool:
        """Whether a row of a project is the subject's; one of no project counts for the county alone."""
        record = self.data.projects.get(project or "")
        return self.covers_row(None, None) if record is None else self.covers_project(record)

    def covers_row(self, force: str | None, firm: str | None) -> bool:
        """Whether a row with a task force and a firm is the subject's; no such row names a person."""
        in_forces = not self.forces or force in self.forces
        return in_forces and (self.firm is None or firm in self.firm) and not self.person


def target_progress(
    session: Session,
    data: StatisticsData,
    last: date,
    force: str | None = None,
    wanted: Callable[[Target], bool] | None = None,
) -> list[TargetProgress]:
    """List the progress of every target, or those ``wanted``, by the end of a day, in the order they are kept.

    ``data`` are the county's, read in full; with a task force only those it has a part in, shared ones as a whole.
    """
    names = force_names(session)
    firms = dict(session.execute(sa.select(Enterprise.id, Enterprise.name)).all())
    targets = [target for target in data.targets if force is None or force in (target.task_forces or "").split()]
    counted = targets if wanted is None else filter(wanted, targets)
    return [_progress(session, data, target, last, names, firms) for target in counted]


def _progress(
    session: Session,
    data: StatisticsData,
    target: Target,
    last: date,
    names: Mapping[str, str],
    firms: Mapping[str, str],
) -> TargetProgress:
    forces = [force for force in (target.task_forces or "").split() if force in names]
    firm = (target.enterprise, firms[target.enterprise]) if target.enterprise in firms and target.enterprise else None
    subject = _Subject(session, data, frozenset(forces), firm, target.owner or "")
    source, span = SOURCES.get(target.metric), span_of(target.period)
    unit = source.unit if source else target.unit or ""
    facts = (
        target.id,
        target.metric,
        target.period,
        _subject_name([names[force] for force in forces], firm, target.owner),
        unit,
        _in_unit(target.value, target.unit, unit),
        _in_unit(target.stretch, target.unit, unit),
        span,
    )
    passed = share_passed(span, last) if span else None
    if target.reported is not None and (target.reported_on is None or target.reported_on <= last):
        done = _in_unit(target.reported, target.unit, unit)
        rows, ledger = (target.id,), Target.__tablename__
        return TargetProgress(
            *facts, done, rows, ledger, is_reported=True, passed=passed, is_personal=subject.is_personal
        )
    if source is None or span is None or span.first > last:
        return TargetProgress(*facts, None, passed=passed, is_personal=subject.is_personal)
    counted = source.count(subject, CountedDays(span.first, min(span.last, last)))
    if not counted and not source.adds_up:  # nobody entered a number: that is not nought
        return TargetProgress(*facts, None, passed=passed, is_personal=subject.is_personal)
    done = sum(counted.values(), ZERO)
    by_year = tuple(
        (year, sum(source.count(subject, CountedDays(date(year, 1, 1), min(date(year, 12, 31), last))).values(), ZERO))
        for year in (span.years(last) if source.adds_up else ())
    )
    return TargetProgress(
        *facts,
        done,
        tuple(counted),
        source.ledger,
        by_year=by_year,
        passed=passed,
        is_personal=subject.is_personal,
    )


def _subject_name(forces: list[str], firm: tuple[str, str] | None, person: str | None) -> str:
    named = "、".join(forces)
    return "·".join(filter(None, (named, firm[1] if firm else "", person))) or "全县"


def _in_unit(value: Decimal | None, unit: str | None, wanted: str) -> Decimal | None:
    return None if value is None else target_in_unit(value, unit, wanted)


def completion(progress: TargetProgress) -> Decimal | None:
    """Return what was done as a percentage of the target; None without a target or a number."""
    if progress.value is None or not progress.value or progress.done is None:
        return None
    return progress.done * _HUNDRED / progress.value


# --- what each metric of a target counts --------------------------------------------------------------------------


def _of_metric(metric: Metric) -> _Source:
    def count(subject: _Subject, span: CountedDays) -> Counts:
        events = metric.count(subject.data, span) if metric.count else []
        covered = (event for event in events if subject.covers(event))
        return _added(
            (event.row, event.amount / metric.per_unit if metric.is_amount else Decimal(1)) for event in covered
        )

    return _Source(metric.ledger, metric.unit, count)


def _added(pairs: Iterable[tuple[str, Decimal]]) -> Counts:
    added: dict[str, Decimal] = {}
    for row, amount in pairs:
        added[row] = added.get(row, ZERO) + amount
    return added


def _signings(subject: _Subject, span: CountedDays) -> list[Event]:
    return [event for event in span.within(subject.data.events.signed) if subject.covers(event)]


def _projects(subject: _Subject, span: CountedDays) -> Counts:
    """Count the projects signed: 引进."""
    return {event.row: Decimal(1) for event in _signings(subject, span)}


def _firms_where(counts: Callable[[ProjectRecord], bool]) -> Callable[[_Subject, CountedDays], Counts]:
    """Count the firms that signed a project of a sort, each once, by its first."""

    def count(subject: _Subject, span: CountedDays) -> Counts:
        first: dict[str, str] = {}
        for event in sorted(_signings(subject, span), key=lambda event: (event.day, event.row)):
            project = subject.data.projects[event.project]
            if counts(project):
                first.setdefault(project.firm or project.row, event.row)
        return {row: Decimal(1) for row in first.values()}

    return count


def _real(amount: Callable[[ProjectRecord], Decimal]) -> Callable[[_Subject, CountedDays], Counts]:
    """Add up what projects bring in a year, as last entered, in 亿元; it is a state and not summed over years."""

    def count(subject: _Subject, span: CountedDays) -> Counts:
        del span
        projects = (project for project in subject.data.held_projects if amount(project))
        return {project.row: amount(project) / WAN_PER_YI for project in projects if subject.covers_project(project)}

    return count


def _revived(subject: _Subject, span: CountedDays) -> Counts:
    """Count the dormant firms that work again or were taken over, by the day."""
    columns = (Dormant.id, Dormant.task_force, Dormant.enterprise)
    query = sa.select(*columns).where(is_live(Dormant), Dormant.revived_on.between(span.first, span.last))
    return {
        row: Decimal(1)
        for row, force, firm in subject.session.execute(query.order_by(Dormant.id))
        if subject.covers_row(force, firm)
    }


def _reused(area: sa.SQLColumnExpression[Decimal | None]) -> Callable[[_Subject, CountedDays], Counts]:
    """Add up the areas put to use: those of a task force, firm or person by the project that uses them."""

    def count(subject: _Subject, span: CountedDays) -> Counts:
        query = sa.select(Asset.id, Asset.project, area).where(
            is_live(Asset), Asset.used_on.between(span.first, span.last)
        )
        rows = subject.session.execute(query.order_by(Asset.id))
        return {row: used for row, project, used in rows if used and subject.covers_project_row(project)}

    return count


SOURCES: Mapping[str, _Source] = {
    **{metric.target: _of_metric(metric) for metric in METRICS if metric.target},
    TargetMetric.PROJECTS: _Source("project", "个", _projects),
    TargetMetric.OUTPUT: _Source("project", TargetUnit.YI, _real(lambda project: project.real_output), adds_up=False),
    TargetMetric.TAX: _Source("project", TargetUnit.YI, _real(lambda project: project.real_tax), adds_up=False),
    TargetMetric.CHAIN_FIRMS: _Source("project", "家", _firms_where(lambda project: project.fits_chain is True)),
    TargetMetric.FOREIGN_FIRMS: _Source(
        "project", "家", _firms_where(lambda project: project.foreign >= _LARGE_FOREIGN)
    ),
    TargetMetric.DORMANT_REVIVED: _Source("dormant", "家", _revived),
    TargetMetric.PLANT_REUSED: _Source("asset", "㎡", _reused(Asset.used_plant)),
    TargetMetric.LAND_REUSED: _Source("asset", "亩", _reused(Asset.used_land)),
}
