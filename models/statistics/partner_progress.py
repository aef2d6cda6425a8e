"""How far the county is with partners: enclaves shared with other places, agents it commissioned, scenes it opened."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import AgencyContract, AgencyResult, Enclave, EnclaveYear, Scene
from models.rules.rates import half_up
from models.rules.vocabulary import SceneState
from models.statistics.alert import RowFilter, in_rows
from models.statistics.counting_rules import is_live

ZERO = Decimal(0)
_PLACES = 4  # of amounts in 万元: whole yuan


@dataclass(frozen=True, slots=True)
class EnclaveShare:
    """A year of an enclave: its tax and output, the county's parts by the agreement, and the tax it really got."""

    row: str
    name: str
    places: str
    year: int
    tax: Decimal | None
    tax_share: Decimal | None
    tax_due: Decimal | None
    received: Decimal | None
    gdp: Decimal | None
    gdp_share: Decimal | None
    gdp_due: Decimal | None

    @property
    def owed(self) -> Decimal | None:
        """The tax that the county has not got yet; None where its part is not known."""
        return None if self.tax_due is None else max(self.tax_due - (self.received or ZERO), ZERO)


@dataclass(frozen=True, slots=True)
class AgencyStanding:
    """A contract with an agent and what came of it; amounts in 万元. ``late`` are results whose reward is overdue."""

    row: str
    name: str
    task_force: str | None
    area: str
    until: date | None
    ended_on: date | None
    base_fee: Decimal | None
    base_paid: Decimal | None
    results: tuple[str, ...]
    amount: Decimal
    reward: Decimal
    reward_paid: Decimal
    open_rewards: tuple[tuple[str, date, Decimal], ...]

    @property
    def owed(self) -> Decimal:
        """The rewards not paid yet."""
        return max(self.reward - self.reward_paid, ZERO)


@dataclass(frozen=True, slots=True)
class OpenScene:
    """A scene: who published it, by when firms answer, its state, and what it led to."""

    row: str
    name: str
    unit: str
    task_force: str | None
    amount: Decimal | None
    due: date | None
    state: str
    company: str
    has_project: bool

    @property
    def is_open(self) -> bool:
        """Whether it still waits for firms."""
        return self.state in {"", SceneState.OPEN}


def part_of(amount: Decimal | None, share: Decimal | None) -> Decimal | None:
    """Return a share in percent of an amount in 万元, to the yuan; None where either is missing."""
    return None if amount is None or share is None else half_up(amount * share / 100, _PLACES)


def enclave_shares(session: Session, force: str | None = None) -> tuple[EnclaveShare, ...]:
    """Read the years of the enclaves, of all or of one task force, the latest year of an enclave first."""
    ours = Enclave.task_force == force if force else sa.true()
    query = (
        sa.select(Enclave, EnclaveYear)
        .join(EnclaveYear, EnclaveYear.enclave == Enclave.id)
        .where(is_live(Enclave), is_live(EnclaveYear), ours)
        .order_by(Enclave.id, EnclaveYear.year.desc(), EnclaveYear.id)
    )
    return tuple(
        EnclaveShare(
            year.id,
            enclave.name,
            "→".join(place for place in (enclave.out_place, enclave.in_place) if place),
            year.year,
            year.tax,
            enclave.tax_share,
            part_of(year.tax, enclave.tax_share),
            year.received,
            year.gdp,
            enclave.gdp_share,
            part_of(year.gdp, enclave.gdp_share),
        )
        for enclave, year in session.execute(query)
    )


def agency_standings(
    session: Session, today: date, force: str | None = None, rows: RowFilter = None
) -> tuple[AgencyStanding, ...]:
    """Read the contracts with agents, of all or of one task force, with what came of them up to the day."""
    ours = AgencyContract.task_force == force if force else sa.true()
    query = sa.select(AgencyContract).where(is_live(AgencyContract), ours, in_rows(AgencyContract.id, rows))
    results: dict[str, list[AgencyResult]] = {}
    found_by_day = sa.or_(AgencyResult.on.is_(None), AgencyResult.on <= today)
    of_contract = sa.select(AgencyResult).where(
        is_live(AgencyResult), in_rows(AgencyResult.contract, rows), found_by_day
    )
    for result in session.execute(of_contract.order_by(AgencyResult.on, AgencyResult.id)).scalars():
        results.setdefault(result.contract, []).append(result)
    contracts = session.execute(query.order_by(AgencyContract.id)).scalars()
    return tuple(_agency(contract, results.get(contract.id, [])) for contract in contracts)


def _agency(contract: AgencyContract, results: list[AgencyResult]) -> AgencyStanding:
    return AgencyStanding(
        contract.id,
        contract.agent,
        contract.task_force,
        contract.area or "",
        contract.until,
        contract.ended_on,
        contract.base_fee,
        contract.base_paid,
        tuple(result.id for result in results),
        sum((result.amount or ZERO for result in results), ZERO),
        sum((result.reward or ZERO for result in results), ZERO),
        sum((result.paid or ZERO for result in results), ZERO),
        tuple(
            (result.name, result.reward_due, result.reward - (result.paid or ZERO))
            for result in results
            if result.reward_due is not None and result.reward is not None and (result.paid or ZERO) < result.reward
        ),
    )


def open_scenes(session: Session, force: str | None = None) -> tuple[OpenScene, ...]:
    """Read the scenes, of all or of one task force, those that close first on top."""
    ours = Scene.task_force == force if force else sa.true()
    scenes = session.execute(sa.select(Scene).where(is_live(Scene), ours)).scalars()
    return tuple(
        OpenScene(
            scene.id,
            scene.name,
            scene.unit or "",
            scene.task_force,
            scene.amount,
            scene.due,
            scene.state or "",
            scene.company or "",
            scene.project is not None,
        )
        for scene in sorted(scenes, key=lambda scene: (scene.due or date.max, scene.id))
    )
