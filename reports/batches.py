"""Figures of one numbered batch of 三个一批: projects signed, started and put into production, and investment."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.batches import PARTS, Member, members
from models.rules import guards, rates
from models.store import Store
from reports.figures import Figure, in_yi

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a batch (签约, 开工 or 投产) or its total: number of projects and total investment (亿元)."""

    name: str
    count: Figure
    amount: Figure


@dataclass(frozen=True, slots=True)
class Batch:
    """The three parts of a batch and their total."""

    name: str
    parts: tuple[Part, ...]
    whole: Part

    @property
    def foots(self) -> bool:
        """Whether the three parts add up to the total, all rounded as they are printed."""
        counts, amounts = [], []
        for part in (*self.parts, self.whole):
            counts.append(part.count.value or ZERO)
            amounts.append(rates.half_up(part.amount.value or ZERO, 2))
        return guards.foots(counts[-1], counts[:-1]) and guards.foots(amounts[-1], amounts[:-1])


def batch(store: Store, name: str, on: date | None = None) -> Batch:
    """Compute the figures of a batch from the book, as its projects are now or were on a day."""
    with store.reading() as session:
        batch_members = members(session, name, on)
    return of_members(name, batch_members)


def of_members(name: str, found: list[Member]) -> Batch:
    """Compute the figures of a batch from its projects, already read."""
    parts = tuple(_part(name, part, [member for member in found if member.part == part]) for part in PARTS)
    return Batch(name, parts, _part(name, "合计", found))


def _part(batch_name: str, name: str, batch_members: list[Member]) -> Part:
    rows = tuple(member.row for member in batch_members)
    label = f"{batch_name}三个一批{name}"
    counted, added = f"{batch_name}列入“{name}”的项目数", f"{len(rows)} 个项目总投资合计（万元÷10000）"
    return Part(
        name,
        Figure("batch.count", f"{label}项目", "个", Decimal(len(rows)), counted, rows, 0, "project"),
        in_yi("batch.amount", f"{label}总投资", ((member.row, member.total) for member in batch_members), added),
    )
