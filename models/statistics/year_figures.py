"""The figures of the county and each task force in a span, such as the year so far, with the rows behind each.

They are held against the office's own last circular when a book is begun (搬家), and whenever numbers are doubted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.numerals import read_amount
from models.ledgers import TaskForce
from models.rules.rates import half_up
from models.statistics.counting_rules import is_live
from models.statistics.event_reader import read_counted_data
from models.statistics.events import Event
from models.statistics.metrics import CIRCULAR_METRICS, WAN_PER_YI, CountedDays, Metric

COUNTY, WITHOUT_FORCE = "", "-"  # in place of a task force's id
_COUNTY_NAME, _WITHOUT_FORCE_NAME = "全县", "没有专班的"


@dataclass(frozen=True, slots=True)
class YearFigure:
    """One figure: of whom (the id of a task force, COUNTY or WITHOUT_FORCE), in the metric's unit, and its rows."""

    holder: str
    holder_name: str
    metric: Metric
    value: Decimal
    rows: tuple[str, ...]

    @property
    def key(self) -> str:
        """A name for the figure that stays the same from day to day."""
        return f"{self.holder}/{self.metric.key}"

    @property
    def printed(self) -> Decimal:
        """The number as circulars print it."""
        return half_up(self.value, self.metric.places)

    @property
    def text(self) -> str:
        """The same as text."""
        return f"{self.printed:,}"

    def difference(self, typed: str) -> Decimal | None:
        """Return how much more the book has than another number; None where none is typed.

        A typed amount may name its unit (3200万元); raises UserError for a text that is no number.
        """
        if not typed.strip():
            return None
        amount = read_amount(typed.strip())
        value = amount.count * Decimal(10) ** (amount.power or 0)
        if amount.power is not None and self.metric.unit == "亿元":
            value /= WAN_PER_YI**2
        elif amount.power is not None or amount.noun not in {"", self.metric.unit}:
            raise UserError(f"“{typed}”看不懂，这一格填{self.metric.unit}数，例如 {self.text}。")
        return self.printed - half_up(value, self.metric.places)


def year_to_date(last: date) -> CountedDays:
    """Return the days of a year up to a day (累计)."""
    return CountedDays(date(last.year, 1, 1), last)


def year_figures(session: Session, span: CountedDays) -> list[YearFigure]:
    """Count the figures of a span: the county's, each task force's, and what belongs to no task force."""
    data = read_counted_data(session, span.first)
    counted = {metric.key: metric.count(data, span) for metric in CIRCULAR_METRICS if metric.count is not None}
    query = sa.select(TaskForce.id, TaskForce.short, TaskForce.name).where(is_live(TaskForce))
    forces = [
        (row, short or name) for row, short, name in session.execute(query.order_by(TaskForce.rank, TaskForce.id))
    ]
    known = {row for row, _ in forces}
    figures = list(_figures_of(COUNTY, _COUNTY_NAME, counted))
    for row, name in forces:
        of_force = {key: [event for event in events if event.task_force == row] for key, events in counted.items()}
        figures += _figures_of(row, name, of_force)
    others = {key: [event for event in events if event.task_force not in known] for key, events in counted.items()}
    return figures + (list(_figures_of(WITHOUT_FORCE, _WITHOUT_FORCE_NAME, others)) if any(others.values()) else [])


def _figures_of(holder: str, name: str, counted: Mapping[str, Sequence[Event]]) -> Iterator[YearFigure]:
    for metric in CIRCULAR_METRICS:
        events = counted[metric.key]
        value = Decimal(len(events))
        if metric.is_amount:
            value = sum((event.amount for event in events), Decimal(0)) / metric.per_unit
        yield YearFigure(holder, name, metric, value, tuple(event.row for event in events))
