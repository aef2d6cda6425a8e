"""Both sides of the contracts with enterprises (双兑现): the government's promises beside the enterprises' duties."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from models.errors import UserError
from models.ledgers import Obligation, Reward
from models.rules.kept_promises import PromiseState
from models.statistics.contract_duties import ContractDuty, expected_duties, read_duties
from models.statistics.kept_promises import Party, Promise, read_promises

T = TypeVar("T", Promise, ContractDuty)


@dataclass(frozen=True, slots=True)
class BothSides:
    """The promises, the reckoned rewards, the duties, and the projects' own plans as they stood at the end of a day."""

    day: date
    promises: tuple[Promise, ...]
    rewards: tuple[Promise, ...]
    duties: tuple[ContractDuty, ...]
    expected: tuple[ContractDuty, ...] = ()

    @property
    def payable(self) -> tuple[Promise, ...]:
        """What the government is to pay: promises of contracts and rewards."""
        return (*self.promises, *self.rewards)

    def in_state(self, *states: PromiseState) -> list[Promise]:
        """List the promises and rewards in some states."""
        return [promise for promise in self.payable if promise.state in states]

    @property
    def owed(self) -> list[Promise]:
        """The promises and rewards that should have been paid by now and are not, or not in full (应兑未兑)."""
        return [promise for promise in self.payable if promise.is_owed]

    def of_party(self, row: str) -> "BothSides":
        """Keep what is about one enterprise, by the row id of its firm or project."""
        return BothSides(
            self.day,
            tuple(promise for promise in self.promises if row in promise.party.rows),
            tuple(reward for reward in self.rewards if row in reward.party.rows),
            tuple(duty for duty in self.duties if row in duty.party.rows),
            tuple(duty for duty in self.expected if row in duty.party.rows),
        )

    @property
    def parties(self) -> dict[str, Party]:
        """The enterprises by row id, those with the most that is open first."""
        counts: dict[str, int] = {}
        by_row: dict[str, Party] = {}
        is_open = [*((promise.party, promise.is_owed) for promise in self.payable)]
        is_open += [(duty.party, duty.is_broken) for duty in self.duties]
        for party, counts_as_open in is_open:
            if party.row:
                by_row.setdefault(party.row, party)
                counts[party.row] = counts.get(party.row, 0) + counts_as_open
        return {row: by_row[row] for row in sorted(by_row, key=lambda row: (-counts[row], by_row[row].name, row))}


def read_both_sides(session: Session, day: date, force: str | None = None, *, with_expected: bool = False) -> BothSides:
    """Read both sides as they stood at the end of a day, those of one task force where given."""
    payable, duties = read_promises(session, day, force), read_duties(session, day, force)
    expected = expected_duties(session, day, force, clauses=duties) if with_expected else ()
    return BothSides(
        day,
        tuple(promise for promise in payable if promise.ledger == Obligation.__tablename__),
        tuple(promise for promise in payable if promise.ledger == Reward.__tablename__),
        tuple(duties),
        tuple(expected),
    )


def grouped(items: Iterable[T], names: Callable[[T], Iterable[str]]) -> list[tuple[str, list[T]]]:
    """Group items by names, an item of several under each; the largest group comes first."""
    groups: dict[str, list[T]] = {}
    for item in items:
        for name in names(item):
            groups.setdefault(name, []).append(item)
    return sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def find_party(both: BothSides, text: str) -> Party:
    """Find the enterprise of a name or a part of it, or of the row id of a firm, a project, a promise or a duty.

    A project means its enterprise. Raises UserError where none or several match.
    """
    parties = list(both.parties.values())
    by_item = [*((promise.row, promise.party) for promise in both.payable)]
    by_item += [(duty.row, duty.party) for duty in both.duties]
    projects = [party for _, party in by_item if party.project]
    for matching in (
        [party for row, party in by_item if text == row],
        [party for party in parties if text == party.row],
        [party for party in projects if text == party.project],
        [party for party in parties if text == party.name],
        [party for party in projects if text == party.project_name],
        [party for party in parties if text in party.name],
        [party for party in projects if text in party.project_name],
    ):
        by_row = {party.row: party for party in matching if party.row}
        if len(by_row) == 1:
            return next(iter(by_row.values()))
        if by_row:
            listed = "、".join(party.name for party in list(by_row.values())[:6])
            raise UserError(f"有{len(by_row)}家企业的名称含“{text}”，请写全称：{listed}。")
    known = "、".join(party.name for party in parties[:6]) or "还没有登记"
    raise UserError(f"“{text}”没有政府承诺，也没有企业履约事项；有的是：{known}。")
