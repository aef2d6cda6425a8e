"""What has come back of each fund (返投): the amount and its rows, the ratio, and where the promise stands."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import Fund, FundReturn
from models.rules.fund_returns import ReturnState, return_ratio, return_state
from models.statistics.alert import RowFilter, in_rows
from models.statistics.counting_rules import is_live


@dataclass(frozen=True, slots=True)
class FundStanding:
    """A fund on a day; amounts in 万元, ratios in percent. ``rows`` are the investments that count."""

    row: str
    name: str
    task_force: str | None
    size: Decimal | None
    county_share: Decimal | None
    county_paid: Decimal | None
    promised: Decimal | None
    due: date | None
    returned: Decimal
    rows: tuple[str, ...]
    ratio: Decimal | None
    state: ReturnState | None


def fund_standings(
    session: Session, today: date, force: str | None = None, rows: RowFilter = None
) -> tuple[FundStanding, ...]:
    """Read the funds, of all or of one task force; what is dated after the day has not come back yet."""
    ours = Fund.task_force == force if force else sa.true()
    funds = session.execute(sa.select(Fund).where(is_live(Fund), ours, in_rows(Fund.id, rows)).order_by(Fund.id))
    returned = sa.select(FundReturn.fund, FundReturn.id, FundReturn.amount).where(
        is_live(FundReturn), in_rows(FundReturn.fund, rows), sa.or_(FundReturn.on.is_(None), FundReturn.on <= today)
    )
    amounts: dict[str, dict[str, Decimal]] = {}
    for fund, row, amount in session.execute(returned.order_by(FundReturn.on, FundReturn.id)):
        amounts.setdefault(fund, {})[row] = amount or Decimal(0)
    return tuple(_standing(fund, amounts.get(fund.id, {}), today) for fund in funds.scalars())


def _standing(fund: Fund, amounts: dict[str, Decimal], today: date) -> FundStanding:
    returned = sum(amounts.values(), Decimal(0))
    ratio = return_ratio(returned, fund.county_share, fund.county_paid)
    return FundStanding(
        fund.id,
        fund.name,
        fund.task_force,
        fund.size,
        fund.county_share,
        fund.county_paid,
        fund.promised,
        fund.promise_due,
        returned,
        tuple(amounts),
        ratio,
        return_state(ratio, fund.promised, fund.promise_due, today),
    )
