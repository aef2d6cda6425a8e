"""What each subject of a ranking did in a span, by metric of the catalogue, with the rows behind every number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import Enterprise, Receipt, Target, TaskForce
from models.rules.rates import without_trailing_zeros
from models.rules.scheme_vocabulary import RankingSubject, ScoreMetric, TargetUnit
from models.rules.target_spans import is_target_of_year
from models.statistics.counting_rules import exists_on, is_live
from models.statistics.event_reader import read_counted_data
from models.statistics.events import CountedData, Event
from models.statistics.metrics import METRICS, WAN_PER_YI, CountedDays, Metric
from models.statistics.subjects import SubjectIndex, subject_index


@dataclass(slots=True)
class Aggregate:
    """A number in the unit of its metric, the rows it was counted from, and a note for the trace."""

    value: Decimal = Decimal(0)
    rows: tuple[str, ...] = ()
    note: str = ""


@dataclass(slots=True)
class Aggregates:
    """The subjects' names by key, and by metric and subject key what was done and the target.

    A metric that is missing cannot be counted from any ledger.
    """

    names: dict[str, str]
    done: dict[str, dict[str, Aggregate]] = field(default_factory=dict)
    target: dict[str, dict[str, Aggregate]] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)


def count_aggregates(session: Session, subject: str, span: CountedDays, data: CountedData | None = None) -> Aggregates:
    """Count everything that a ranking scheme may score, for all subjects of a kind (招商专班, 单位, 乡镇 or 企业).

    ``data`` spares reading the events again where several spans are counted; it must reach back to the span's first
    day.
    """
    index = subject_index(session, subject, span.last)
    counted = data or read_counted_data(session, span.first)
    aggregates = Aggregates(index.names, groups=index.groups)
    for metric in METRICS:
        if metric.score and metric.count and metric.ledger in index.ledgers:
            by_subject = index.by_subject(metric.count(counted, span))
            aggregates.done[metric.score] = _with_zeros(
                index, {key: _aggregate(metric, events) for key, events in by_subject.items()}
            )
    if Receipt.__tablename__ in index.ledgers:
        _receipts(session, index, span, aggregates)
    _targets(session, subject, index, span.last.year, aggregates)
    _count_beyond_target(aggregates)
    _compare_on_chain(index, counted, span, aggregates)
    return aggregates


def _aggregate(metric: Metric, events: Sequence[Event]) -> Aggregate:
    rows = tuple(event.row for event in events)
    if not metric.is_amount:
        return Aggregate(Decimal(len(rows)), rows)
    amount = sum((event.amount for event in events), Decimal(0)) / metric.per_unit
    return Aggregate(without_trailing_zeros(amount), rows)  # scoring formulas print the number as it is


def _with_zeros(index: SubjectIndex, by_subject: dict[str, Aggregate]) -> dict[str, Aggregate]:
    """Return a number for every subject: zero for those without rows."""
    return {key: by_subject.get(key) or Aggregate() for key in index.names}


def _compare_on_chain(index: SubjectIndex, data: CountedData, span: CountedDays, aggregates: Aggregates) -> None:
    """Compare 产业契合 with all new projects; a subject without any project on a chain has no figure, not zero."""
    signed = span.within(data.events.signed)
    on_chain = index.by_subject(event for event in signed if data.projects[event.project].fits_chain is not None)
    fitting = aggregates.done[ScoreMetric.ON_CHAIN]
    aggregates.done[ScoreMetric.ON_CHAIN] = {key: fitting[key] for key in fitting if key in on_chain}
    aggregates.target[ScoreMetric.ON_CHAIN] = {
        key: Aggregate(aggregate.value, aggregate.rows, "全部新签约项目数")
        for key, aggregate in aggregates.done[ScoreMetric.SIGNED].items()
        if aggregate.value
    }


@dataclass(frozen=True, slots=True)
class _ReportFault:
    """A report (报送) that a task force missed or sent late; ``row`` is empty where nobody recorded it."""

    task_force: str | None
    row: str
    text: str

    @property
    def event(self) -> Event:
        """The fault as an event, to group it by subject."""
        return Event(self.row, self.task_force, date.min)


def _receipts(session: Session, index: SubjectIndex, span: CountedDays, aggregates: Aggregates) -> None:
    """Count missing and late reports; a task force without a row for a report that others have missed it too."""
    of_forces = (is_live(Receipt), Receipt.enterprise.is_(None))
    query = sa.select(Receipt).where(*of_forces, Receipt.due.between(span.first, span.last))
    receipts = list(session.execute(query).scalars())
    if not receipts:
        return  # Reports are not recorded in this book, so none can be missing.
    on_file = {(receipt.task_force, receipt.kind, receipt.period) for receipt in receipts}
    asked = dict.fromkeys((receipt.kind, receipt.period) for receipt in receipts)
    forces = session.execute(sa.select(TaskForce.id).where(is_live(TaskForce), exists_on(span.last))).scalars()
    missed = [_fault_of(receipt) for receipt in receipts if not receipt.received_on]
    missed += [
        _ReportFault(force, "", f"{period}{kind or ''}")
        for force in forces
        for kind, period in asked
        if (force, kind, period) not in on_file
    ]
    late = [_fault_of(receipt) for receipt in receipts if _is_late(receipt)]
    for metric, faults in ((ScoreMetric.REPORTS_MISSING, missed), (ScoreMetric.REPORTS_LATE, late)):
        aggregates.done[metric] = _with_zeros(index, _count_faults(index, faults))


def _fault_of(receipt: Receipt) -> _ReportFault:
    return _ReportFault(receipt.task_force, receipt.id, f"{receipt.period}{receipt.kind or ''}")


def _is_late(receipt: Receipt) -> bool:
    return receipt.received_on is not None and receipt.due is not None and receipt.received_on > receipt.due


def _count_faults(index: SubjectIndex, faults: Iterable[_ReportFault]) -> dict[str, Aggregate]:
    """Count the faults of each subject, their reports named in the note."""
    by_subject: dict[str, list[_ReportFault]] = {}
    for fault in sorted(faults, key=lambda fault: fault.text):
        for key in index.by_subject((fault.event,)):
            by_subject.setdefault(key, []).append(fault)
    return {
        key: Aggregate(
            Decimal(len(listed)),
            tuple(fault.row for fault in listed if fault.row),
            "、".join(fault.text for fault in listed),
        )
        for key, listed in by_subject.items()
    }


def _targets(session: Session, subject: str, index: SubjectIndex, year: int, aggregates: Aggregates) -> None:
    """Sum the year's targets of every subject: a task force's, a unit's task forces', a named firm's or township's."""
    by_target: dict[str, list[Metric]] = {}
    for metric in METRICS:
        if metric.target and metric.score:
            by_target.setdefault(metric.target, []).append(metric)
    firms = dict(session.execute(sa.select(Enterprise.id, Enterprise.name)).all())
    query = sa.select(Target).where(is_live(Target), Target.value.is_not(None)).order_by(Target.id)
    for target in session.execute(query).scalars():
        if not is_target_of_year(target.period, year) or target.value is None:
            continue
        holder = _holder_of_target(target, subject, firms)
        for metric in by_target.get(target.metric, ()):
            goal = without_trailing_zeros(target_in_unit(target.value, target.unit, metric.unit))
            by_subject = aggregates.target.setdefault(metric.score or "", {})
            for key in index.keys.get(holder or "", ()):
                before = by_subject.get(key) or Aggregate()
                note = f"{year}年目标任务“{target.metric}”"
                by_subject[key] = Aggregate(before.value + goal, (*before.rows, target.id), note)


def _holder_of_target(target: Target, subject: str, firms: Mapping[str, str]) -> str | None:
    """Return what names the subject that a target is for; None where it is for a subject of another kind."""
    if subject == RankingSubject.ENTERPRISE:
        return firms.get(target.enterprise or "")
    if subject == RankingSubject.TOWNSHIP:
        return target.owner
    return None if target.enterprise or target.owner else target.task_forces


def target_in_unit(value: Decimal, unit: str | None, wanted: str) -> Decimal:
    """Convert a target to its metric's unit; only 万元 to 亿元 is ever converted."""
    return value / WAN_PER_YI if (unit, wanted) == (TargetUnit.WAN, TargetUnit.YI) else value


def _count_beyond_target(aggregates: Aggregates) -> None:
    """Count what exceeds the target (每超目标任务引进1个); zero without a target."""
    goals = aggregates.target.get(ScoreMetric.OTHER_PROVINCE_YI, {})
    beyond_target = {}
    for key, aggregate in aggregates.done[ScoreMetric.OTHER_PROVINCE_YI].items():
        goal = goals.get(key)
        beyond = max(aggregate.value - goal.value, Decimal(0)) if goal else Decimal(0)
        beyond_target[key] = Aggregate(beyond, aggregate.rows if beyond else ())
    aggregates.done[ScoreMetric.BEYOND_OTHER_PROVINCE_YI] = beyond_target
