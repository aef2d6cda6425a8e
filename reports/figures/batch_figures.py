"""Figures of one numbered batch of 三个一批: projects signed, started and put into production, and investment."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.rules import plausibility, rates
from models.statistics.three_batches import ROLES, BatchMember, members_of_batch
from models.storage.store import Store
from reports.figures.figure import Figure, in_yi

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class BatchPart:
    """One part of a batch (签约, 开工 or 投产) or its total: number of projects and total investment (亿元)."""

    name: str
    count: Figure
    amount: Figure


@dataclass(frozen=True, slots=True)
class BatchFigures:
    """The three parts of a batch and their total."""

    name: str
    parts: tuple[BatchPart, ...]
    total: BatchPart

    @property
    def adds_up(self) -> bool:
        """Whether the three parts add up to the total, all rounded as they are printed."""
        counts, amounts = [], []
        for part in (*self.parts, self.total):
            counts.append(part.count.value or ZERO)
            amounts.append(rates.half_up(part.amount.value or ZERO, 2))
        return plausibility.adds_up(counts[-1], counts[:-1]) and plausibility.adds_up(amounts[-1], amounts[:-1])


def batch_figures(store: Store, name: str, as_of: date | None = None) -> BatchFigures:
    """Compute the figures of a batch from the book, as its projects are now or were on a day."""
    with store.reading() as session:
        batch_members = members_of_batch(session, name, as_of)
    return figures_of_members(name, batch_members)


def figures_of_members(name: str, batch_members: list[BatchMember]) -> BatchFigures:
    """Compute the figures of a batch from its projects, already read."""
    parts = tuple(_part(name, part, [member for member in batch_members if member.role == part]) for part in ROLES)
    return BatchFigures(name, parts, _part(name, "合计", batch_members))


def _part(batch_name: str, name: str, batch_members: list[BatchMember]) -> BatchPart:
    rows = tuple(member.row for member in batch_members)
    label = f"{batch_name}三个一批{name}"
    counted, added = f"{batch_name}列入“{name}”的项目数", f"{len(rows)} 个项目总投资合计（万元÷10000）"
    return BatchPart(
        name,
        Figure("batch.count", f"{label}项目", "个", Decimal(len(rows)), counted, rows, 0, "project"),
        in_yi("batch.amount", f"{label}总投资", ((member.row, member.total) for member in batch_members), added),
    )
