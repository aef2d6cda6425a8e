"""Many circulars in one go: every cadence of a year up to a day, or one kind for every task force."""

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
    """What came of a round: what was issued or made, what was out already, and what was refused and why."""

    made: tuple[Made, ...] = ()
    drafts: tuple[Path, ...] = ()
    out: tuple[Issued, ...] = ()
    refused: tuple[tuple[About, str], ...] = ()


Steps = Generator[Progress, None, Round]


def year(kinds: Sequence[str], of: int, today: date) -> list[About]:
    """List the circulars of a year whose period is over by a day, in the order their periods end.

    ``kinds`` are makers' keys; empty for the cadence every county keeps: one kind for each kind of period.
    """
    wanted = list(kinds) or [key for key in PERIODS if key in MAKERS]
    found: list[tuple[date, int, About]] = []
    for rank, kind in enumerate(wanted):
        if kind not in MAKERS:
            raise Refusal(f"还不能生成“{kind}”，目前可选：{'、'.join(MAKERS)}。")
        over = [one for one in _periods(MAKERS[kind].period, of) if one.last < today]
        found += [(one.last, rank, About(kind, one.key)) for one in over]
    return [about for _, _, about in sorted(found, key=lambda one: one[:2])]


def _periods(kind: str, of: int) -> list[Period]:
    """Give every period of a kind that counts towards a year."""
    # The fourth of January lies in the year's first ISO week, and in the first of every other period.
    one = period_of(kind, date(of, 1, 4))
    found = []
    while one.year == of:
        found.append(one)
        one = period_of(kind, one.last + timedelta(days=1))
    return found


def every_force(store: Store, about: About) -> list[About]:
    """List a circular once for each task force of the book."""
    forces = facts_of(store).forces
    if not forces:
        raise Refusal("账本里还没有招商专班。")
    return [replace(about, task_force=force.id) for force in forces]


def issue_all(store: Store, order: Order, some: Sequence[About], folder: Path, today: date) -> Steps:
    """Issue circulars one after the other, each into a folder named by its period.

    One that is out already is left as it is, one that is refused does not stop the rest; stopped half way, what was
    issued stays issued, and the next round goes on from there.
    """
    done: list[Made] = []
    out: list[Issued] = []
    refused: list[tuple[About, str]] = []
    for number, about in enumerate(some):
        label = f"印发{name_of(store, about)}"
        yield number, len(some), label
        with store.reading() as session:
            old = issuing.standing(session, about, kind_of(about))
        if old is not None:
            out.append(old)
            continue
        steps = issue(store, replace(order, about=about), folder / about.period, today)
        try:
            done.append((yield from _within(steps, number, len(some), label)))
        except Refusal as refusal:
            refused.append((about, str(refusal)))
    return Round(tuple(done), (), tuple(out), tuple(refused))


def produce_all(
    store: Store, some: Sequence[About], folder: Path, formats: Sequence[str], *, sources: bool = False
) -> Steps:
    """Make circulars one after the other without issuing them, each into a folder named by its period."""
    drafts: list[Path] = []
    refused: list[tuple[About, str]] = []
    for number, about in enumerate(some):
        label = f"生成{name_of(store, about)}"
        steps = produce_about(store, about, folder / about.period, formats, sources=sources)
        try:
            made = yield from _within(steps, number, len(some), label)
            drafts += made.files
        except Refusal as refusal:
            refused.append((about, str(refusal)))
    return Round((), tuple(drafts), (), tuple(refused))


def _within(steps: Generator[Progress, None, T], number: int, of: int, label: str) -> Generator[Progress, None, T]:
    """Run one circular's steps as a part of the round, so that it can be stopped between any two of them."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]  # the generator's own return
        yield number, of, label
