"""Batch issue: all circulars of a year up to a day, or one circular for every task force."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from models import issuing
from models.drafting import About
from models.issuing import Issued
from models.refusal import Refusal
from models.rules.duties import period_of
from models.rules.periods import KINDS as PERIODS
from models.rules.periods import Period
from models.store import Store
from reports.circulars.issuing import Made, Order, issue, kind_of, name_of
from reports.circulars.production import MAKERS, facts_of, produce_about

T = TypeVar("T")
Progress = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Round:
    """The result of a batch: circulars issued, draft files, those already issued, and failures with the reason."""

    made: tuple[Made, ...] = ()
    drafts: tuple[Path, ...] = ()
    out: tuple[Issued, ...] = ()
    refused: tuple[tuple[About, str], ...] = ()


Steps = Generator[Progress, None, Round]


def year(kinds: Sequence[str], of: int, today: date) -> list[About]:
    """List the circulars of a year whose period is over on a day, in the order their periods end.

    ``kinds`` are keys of the table of kinds; empty for the default: one kind for each kind of period.
    """
    wanted = list(kinds) or [key for key in PERIODS if key in MAKERS]
    scheduled: list[tuple[date, int, About]] = []
    for rank, kind in enumerate(wanted):
        if kind not in MAKERS:
            raise Refusal(f"还不能生成“{kind}”，目前可选：{'、'.join(MAKERS)}。")
        over = [period for period in _periods(MAKERS[kind].period, of) if period.last < today]
        scheduled += [(period.last, rank, About(kind, period.key)) for period in over]
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


def every_force(store: Store, about: About) -> list[About]:
    """Return one circular's key for each task force; UserError where there is none."""
    forces = facts_of(store).forces
    if not forces:
        raise Refusal("账本里还没有招商专班。")
    return [replace(about, task_force=force.id) for force in forces]


def issue_all(store: Store, order: Order, some: Sequence[About], folder: Path, today: date) -> Steps:
    """Issue several circulars, each into a folder named by its period.

    A circular already issued is skipped, and one that raises UserError does not stop the rest. If the job is
    cancelled, what was issued stays issued, and running it again continues from there.
    """
    done: list[Made] = []
    already_issued: list[Issued] = []
    refused: list[tuple[About, str]] = []
    for number, about in enumerate(some):
        label = f"印发{name_of(store, about)}"
        yield number, len(some), label
        with store.reading() as session:
            old = issuing.standing(session, about, kind_of(about))
        if old is not None:
            already_issued.append(old)
            continue
        steps = issue(store, replace(order, about=about), folder / about.period, today)
        try:
            done.append((yield from _within(steps, number, len(some), label)))
        except Refusal as error:
            refused.append((about, str(error)))
    return Round(tuple(done), (), tuple(already_issued), tuple(refused))


def produce_all(
    store: Store, some: Sequence[About], folder: Path, formats: Sequence[str], *, sources: bool = False
) -> Steps:
    """Write the drafts of several circulars without issuing them, each into a folder named by its period."""
    drafts: list[Path] = []
    refused: list[tuple[About, str]] = []
    for number, about in enumerate(some):
        label = f"生成{name_of(store, about)}"
        steps = produce_about(store, about, folder / about.period, formats, sources=sources)
        try:
            produced = yield from _within(steps, number, len(some), label)
            drafts += produced.files
        except Refusal as error:
            refused.append((about, str(error)))
    return Round((), tuple(drafts), (), tuple(refused))


def _within(steps: Generator[Progress, None, T], number: int, of: int, label: str) -> Generator[Progress, None, T]:
    """Run one circular's job within the batch, so that the batch can be cancelled between any two of its steps."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]  # the generator's own return
        yield number, of, label
