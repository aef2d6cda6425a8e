"""僵尸企业与闲置资产: every dormant firm and idle asset with its clock, its unit and its light, and counts by class."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.base import Ledger
from models.ledgers import Asset, Dormant, Project, Term
from models.queries.ledger_query import Condition, LedgerQuery
from models.rules.deadlines import DeadlineLight, light
from models.rules.vocabulary import AssetState, DormantState
from models.statistics.clock_alerts import YEAR_WARNING_DAYS
from models.statistics.counting_rules import is_live

UNSORTED, TOTAL = "未分类", "合计"
_REUSED = (AssetState.REUSED,)
_MAX_IDS = 5000  # ids of one statement
_ZERO = Decimal(0)
_MONTH_DAYS = Decimal("30.4375")  # a year's days over twelve
_ORDER = (DeadlineLight.RED, DeadlineLight.YELLOW, DeadlineLight.GREEN, DeadlineLight.DONE)


class BoardCount(StrEnum):
    """The counts of a class, by their headings."""

    ALL = "总数"
    DONE = "已盘活"
    SOON = "30天内到期"
    LATE = "逾期"
    NO_UNIT = "未定责任单位"


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One dormant firm or idle asset; ``since`` is the day it was listed, ``project`` the name of what takes it over.

    ``due`` is None where it has no deadline (class D, and assets where the county set none).
    """

    ledger: type[Ledger]
    row: str
    name: str
    group: str
    unit: str
    since: date | None
    due: date | None
    state: str
    land: Decimal
    plant: Decimal
    project: str
    measure: str
    cause: str  # of a dormant firm: why it stands still
    invested: Decimal  # and what was put into it since, in 万元
    done_on: date | None
    light: DeadlineLight

    @property
    def is_done(self) -> bool:
        """Whether it works again, was taken over, or was put to use."""
        return self.light is DeadlineLight.DONE

    def clock_text(self, today: date) -> str:
        """Say how long it has: 还有40天, 已过12天; without a deadline how long it has been listed."""
        if self.is_done:
            return f"{self.done_on.isoformat()}盘活" if self.done_on else "已盘活"
        if self.due is not None:
            left = (self.due - today).days
            return f"已过{-left}天" if left < 0 else f"还有{left}天" if left else "今天到期"
        if self.since is None or self.since > today:
            return "没有时限"
        months = int((today - self.since).days / _MONTH_DAYS)
        return f"没有时限，已{months}个月" if months else "没有时限，不到1个月"


@dataclass(frozen=True, slots=True)
class BoardGroup:
    """The rows of one class of dormant firms or one kind of asset, and their counts."""

    ledger: type[Ledger]
    name: str
    rows: tuple[BoardRow, ...]

    @property
    def done(self) -> tuple[BoardRow, ...]:
        """Those dealt with."""
        return tuple(row for row in self.rows if row.is_done)

    def lit(self, lit: DeadlineLight) -> tuple[BoardRow, ...]:
        """Those of a light: red is late, yellow has 30 days or less."""
        return tuple(row for row in self.rows if row.light is lit)

    @property
    def without_unit(self) -> tuple[BoardRow, ...]:
        """Those still open for which no unit answers."""
        return tuple(row for row in self.rows if not row.is_done and not row.unit)

    @property
    def land(self) -> Decimal:
        """The land of all of them (亩)."""
        return sum((row.land for row in self.rows), _ZERO)

    @property
    def plant(self) -> Decimal:
        """The plants of all of them (㎡)."""
        return sum((row.plant for row in self.rows), _ZERO)


@dataclass(frozen=True, slots=True)
class DormantBoard:
    """The board on a day: groups in the order of the county's dictionaries, firms before assets."""

    today: date
    firms: tuple[BoardGroup, ...]
    assets: tuple[BoardGroup, ...]

    @property
    def groups(self) -> tuple[BoardGroup, ...]:
        """All groups, each ledger's followed by its total where it has several."""
        return (*with_total(self.firms), *with_total(self.assets))

    @property
    def rows(self) -> tuple[BoardRow, ...]:
        """All rows, the late first, then the nearest deadline; those dealt with at the end."""
        return _sorted(row for group in (*self.firms, *self.assets) for row in group.rows)


def _sorted(rows: Iterable[BoardRow]) -> tuple[BoardRow, ...]:
    order = {lit: number for number, lit in enumerate(_ORDER)}
    return tuple(sorted(rows, key=lambda row: (order[row.light], row.due or date.max, row.name, row.row)))


def with_total(groups: Sequence[BoardGroup]) -> tuple[BoardGroup, ...]:
    """Return groups of one ledger and their total, which a single group is by itself."""
    if len(groups) < 2:
        return tuple(groups)
    return (*groups, BoardGroup(groups[0].ledger, TOTAL, _sorted(row for group in groups for row in group.rows)))


def dormant_board(session: Session, today: date, force: str | None = None) -> DormantBoard:
    """Read the board; of a task force its own dormant firms and all assets, which belong to nobody."""
    firms, assets = _firms(session, today, force), _assets(session, today)
    return DormantBoard(
        today,
        _grouped(Dormant, firms, _words(session, "dormant_class")),
        _grouped(Asset, assets, _words(session, "asset_kind")),
    )


def _words(session: Session, dictionary: str) -> list[str]:
    query = sa.select(Term.word).where(is_live(Term), Term.dictionary == dictionary)
    return list(session.execute(query.order_by(Term.rank, Term.id)).scalars())


def _grouped(ledger: type[Ledger], rows: Iterable[BoardRow], words: Sequence[str]) -> tuple[BoardGroup, ...]:
    by_group: dict[str, list[BoardRow]] = {word: [] for word in words}
    for row in rows:
        by_group.setdefault(row.group, []).append(row)
    return tuple(BoardGroup(ledger, name, _sorted(listed)) for name, listed in by_group.items() if listed)


def _firms(session: Session, today: date, force: str | None) -> list[BoardRow]:
    columns = (Dormant.id, Dormant.name, Dormant.kind, Dormant.unit, Dormant.identified_on, Dormant.due, Dormant.state)
    areas = (Dormant.land, Dormant.plant, Project.name.label("project"), Dormant.measure, Dormant.revived_on)
    more = Dormant.cause, Dormant.invested
    query = sa.select(*columns, *areas, *more).outerjoin(Project, Project.id == Dormant.project).where(is_live(Dormant))
    if force is not None:
        query = query.where(Dormant.task_force == force)
    done = frozenset(DormantState)
    return [
        _board_row(Dormant, row, today, is_done=row[11] is not None or row[6] in done)
        for row in session.execute(query.order_by(Dormant.id))
    ]


def _assets(session: Session, today: date) -> list[BoardRow]:
    columns = (Asset.id, Asset.name, Asset.kind, Asset.unit, Asset.filed_on, Asset.due, Asset.state)
    areas = (Asset.land, Asset.plant, Project.name.label("project"), Asset.place, Asset.used_on)
    query = sa.select(*columns, *areas).outerjoin(Project, Project.id == Asset.project).where(is_live(Asset))
    return [
        _board_row(Asset, row, today, is_done=row[11] is not None or row[6] == AssetState.REUSED)
        for row in session.execute(query.order_by(Asset.id))
    ]


def _board_row(ledger: type[Ledger], row: Sequence[Any], today: date, *, is_done: bool) -> BoardRow:
    row_id, name, group, unit, since, due, state, land, plant, project, measure, done_on, *more = row
    cause, invested = more or (None, None)
    closed = today if is_done else None
    return BoardRow(
        ledger,
        row_id,
        name,
        group or UNSORTED,
        unit or "",
        since,
        due,
        state or "",
        land or _ZERO,
        plant or _ZERO,
        project or "",
        " ".join((measure or "").split()),
        " ".join((cause or "").split()),
        invested or _ZERO,
        done_on,
        light(due, today, closed=closed, warn=YEAR_WARNING_DAYS),
    )


def count_query(group: BoardGroup, count: BoardCount, today: date) -> LedgerQuery:
    """Return the query of the rows behind a count, by conditions so that there may be any number of them."""
    if count is BoardCount.DONE:  # by its day or by its state: no condition says “or”
        return LedgerQuery(group.ledger, row_ids=tuple(row.row for row in group.done[:_MAX_IDS]))
    name = group.name
    of_class = () if name == TOTAL else (Condition("kind", "empty" if name == UNSORTED else "is", name),)
    if count is BoardCount.ALL:
        return LedgerQuery(group.ledger, where=of_class)
    done_on, words = ("revived_on", tuple(DormantState)) if group.ledger is Dormant else ("used_on", _REUSED)
    still = (Condition(done_on, "empty"), *(Condition("state", "not", word) for word in words))
    near = (Condition("due", "ge", today), Condition("due", "le", today + timedelta(days=YEAR_WARNING_DAYS)))
    late = (Condition("due", "le", today - timedelta(days=1)),)
    clock = {BoardCount.SOON: near, BoardCount.LATE: late, BoardCount.NO_UNIT: (Condition("unit", "empty"),)}
    return LedgerQuery(group.ledger, where=(*of_class, *still, *clock[count]))
