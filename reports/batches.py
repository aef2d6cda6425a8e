"""三个一批 of one batch: how many projects were signed, started and put into production, worth how much; it foots."""

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
    """One of the three, or all of them: how many, and how much (亿元)."""

    name: str
    count: Figure
    amount: Figure


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch by its three parts and their sum."""

    name: str
    parts: tuple[Part, ...]
    whole: Part

    @property
    def foots(self) -> bool:
        """Whether the three parts, as they print, add up to the sum as it prints."""
        counts, amounts = [], []
        for part in (*self.parts, self.whole):
            counts.append(part.count.value or ZERO)
            amounts.append(rates.half_up(part.amount.value or ZERO, 2))
        return guards.foots(counts[-1], counts[:-1]) and guards.foots(amounts[-1], amounts[:-1])


def batch(store: Store, name: str, on: date | None = None) -> Batch:
    """Sum up one batch as its projects stand, or stood on a day."""
    with store.reading() as session:
        found = members(session, name, on)
    return of_members(name, found)


def of_members(name: str, found: list[Member]) -> Batch:
    """Sum up a batch whose projects are known."""
    parts = tuple(_part(name, part, [one for one in found if one.part == part]) for part in PARTS)
    return Batch(name, parts, _part(name, "合计", found))


def _part(batch_name: str, name: str, found: list[Member]) -> Part:
    rows = tuple(one.row for one in found)
    label = f"{batch_name}三个一批{name}"
    counted, added = f"{batch_name}列入“{name}”的项目数", f"{len(rows)} 个项目总投资合计（万元÷10000）"
    return Part(
        name,
        Figure("batch.count", f"{label}项目", "个", Decimal(len(rows)), counted, rows, 0, "project"),
        in_yi("batch.amount", f"{label}总投资", ((one.row, one.total) for one in found), added),
    )
