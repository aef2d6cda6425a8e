"""Batch issue: all circulars of a year up to a day, or one circular for every task force."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from models.circulars import issuing
from models.circulars.issuing import IssuedCircular
from models.circulars.text_edits import CircularKey
from models.errors import UserError
from models.job_steps import JobSteps
from models.rules.duty_schedule import period_of
from models.rules.periods import Period
from models.storage.store import Store
from reports.circulars.workflow.compose import load_county_head, produce_circular
from reports.circulars.workflow.issue import IssueOrder, IssueResult, circular_name, issue, kind_name
from reports.circulars.workflow.kind_registry import CIRCULAR_KINDS, circular_kind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class IssueJobResult:
    """The result of a batch: circulars issued, draft files, those already issued, and failures with the reason."""

    issued: tuple[IssueResult, ...] = ()
    drafts: tuple[Path, ...] = ()
    already_issued: tuple[IssuedCircular, ...] = ()
    failed: tuple[tuple[CircularKey, str], ...] = ()


def circulars_of_year(kinds: Sequence[str], calendar_year: int, today: date) -> list[CircularKey]:
    """List the circulars of a year whose period is over on a day, in the order their periods end.

    ``kinds`` are keys of the table of kinds; empty for the default: one kind for each kind of period.
    """
    wanted = list(kinds) or [key for key, kind in CIRCULAR_KINDS.items() if kind.is_default_of_period]
    scheduled: list[tuple[date, int, CircularKey]] = []
    for rank, kind in enumerate(wanted):
        over = [period for period in _periods(circular_kind(kind).period, calendar_year) if period.last < today]
        scheduled += [(period.last, rank, CircularKey(kind, period.key)) for period in over]
    return [about for _, _, about in sorted(scheduled, key=lambda entry: entry[:2])]


def _periods(kind: str, calendar_year: int) -> list[Period]:
    """Return all periods of a kind that belong to a year."""
    # 4 January is always in the year's first ISO week, and in the first period of every other kind.
    period = period_of(kind, date(calendar_year, 1, 4))
    periods = []
    while period.year == calendar_year:
        periods.append(period)
        period = period_of(kind, period.last + timedelta(days=1))
    return periods


def for_every_task_force(store: Store, about: CircularKey) -> list[CircularKey]:
    """Return one circular's key for each task force; UserError where there is none."""
    forces = load_county_head(store).forces
    if not forces:
        raise UserError("账本里还没有招商专班。")
    return [replace(about, task_force=force.id) for force in forces]


def issue_all(
    store: Store, order: IssueOrder, circulars: Sequence[CircularKey], folder: Path, today: date
) -> JobSteps[IssueJobResult]:
    """Issue several circulars, each into a folder named by its period.

    A circular already issued is skipped, and one that raises UserError does not stop the rest. If the job is
    cancelled, what was issued stays issued, and running it again continues from there.
    """
    done: list[IssueResult] = []
    already_issued: list[IssuedCircular] = []
    refused: list[tuple[CircularKey, str]] = []
    for number, about in enumerate(circulars):
        label = f"印发{circular_name(store, about)}"
        yield number, len(circulars), label
        with store.reading() as session:
            old = issuing.issued_circular(session, about, kind_name(about))
        if old is not None:
            already_issued.append(old)
            continue
        steps = issue(store, replace(order, about=about), folder / about.period, today)
        try:
            result = yield from _as_one_step(steps, number, len(circulars), label)
            done.append(result)
            refused += [(about, result.problem)] if result.problem else []
        except UserError as error:
            refused.append((about, str(error)))
    return IssueJobResult(tuple(done), (), tuple(already_issued), tuple(refused))


def produce_all(
    store: Store,
    circulars: Sequence[CircularKey],
    folder: Path,
    formats: Sequence[str],
    *,
    sources: bool = False,
    today: date | None = None,
) -> JobSteps[IssueJobResult]:
    """Write the drafts of several circulars without issuing them, each into a folder named by its period."""
    drafts: list[Path] = []
    refused: list[tuple[CircularKey, str]] = []
    for number, about in enumerate(circulars):
        label = f"生成{circular_name(store, about)}"
        steps = produce_circular(store, about, folder / about.period, formats, sources=sources, today=today)
        try:
            produced = yield from _as_one_step(steps, number, len(circulars), label)
            drafts += produced.files
        except UserError as error:
            refused.append((about, str(error)))
    return IssueJobResult((), tuple(drafts), (), tuple(refused))


def _as_one_step(steps: JobSteps[T], number: int, of: int, label: str) -> JobSteps[T]:
    """Run one circular's job within the batch, so that the batch can be cancelled between any two of its steps."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]  # the generator's own return
        yield number, of, label
