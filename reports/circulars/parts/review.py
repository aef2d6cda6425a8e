"""What became of the last period's 下步打算: obligations that were to be settled, projects that were to start."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

from models.ledgers import Obligation
from models.rules.vocabulary import Stage
from models.statistics.events import ProjectRecord
from reports.circulars.parts.comparison import Comparison
from reports.circulars.parts.period_data import PeriodData, deadline
from reports.content.document import TextSpan, figures
from reports.figures.figure import Figure

Item = TypeVar("Item")

_MAX_NAMES = 5
_DUE, _TO_START = "due_next", "to_start"  # the figures by which a circular announced them


@dataclass(frozen=True, slots=True)
class _Promise:
    """What was announced: how it is keyed and counted, its names by row, and which rows were kept."""

    key: str
    label: str
    unit: str
    ledger: str
    names: dict[str, str]
    kept: tuple[str, ...]

    def count(self, which: str, rows: Sequence[str], label: str) -> Figure:
        """Return the number of some of its rows."""
        facts = (f"review.{self.key}{which}", f"{self.label}{label}", self.unit, Decimal(len(rows)))
        return Figure(*facts, f"上期公布、本期{self.label}的逐行核对", tuple(rows), 0, self.ledger)

    def listed(self, rows: Sequence[str]) -> str:
        """Join the names of some rows, cut after the first few."""
        more = "等" if len(rows) > _MAX_NAMES else ""
        return "；".join(self.names[row] for row in rows[:_MAX_NAMES]) + more


def review(data: PeriodData) -> tuple[TextSpan, ...]:
    """Compose the sentences on what was announced for this period; empty where nothing was."""
    issued = data.issued is not None
    return (*_sentence(data, _obligations(data), issued=issued), *_sentence(data, _starts(data), issued=issued))


def _sentence(data: PeriodData, promise: _Promise, *, issued: bool) -> tuple[TextSpan, ...]:
    rows = tuple(promise.names)
    if not rows:
        return ()
    before, present = data.compared.words
    missed = tuple(row for row in rows if row not in promise.kept)
    degree = "all" if not missed else "part" if promise.kept else "none"
    origin = "issued" if issued else "planned"
    return data.say(
        f"review.{promise.key}.{degree}",
        {
            "来由": data.say(f"review.{promise.key}.{origin}", {"上期": before, "这一期": present}),
            "总数": promise.count("", rows, ""),
            "办结": promise.count(".done", promise.kept, "已办"),
            "未办": promise.count(".open", missed, "未办"),
            "已办名单": promise.listed(promise.kept),
            "未办名单": promise.listed(missed),
        },
    )


def _announced(compared: Comparison, key: str) -> frozenset[str] | None:
    """Return the rows that the issued circular announced under a key; None where none was issued."""
    if compared.issued is None:
        return None
    printed = figures(compared.issued.document)
    return frozenset(row for figure in printed if figure.key == key for row in figure.rows)


def _obligations(data: PeriodData) -> _Promise:
    rows = _announced(data.compared, _DUE)
    first, last = data.period.first, data.period.last

    def was_planned(item: Obligation) -> bool:
        was_open = item.closed_on is None or item.closed_on >= first
        return was_open and first <= deadline(item) <= last and (item.raised_on is None or item.raised_on < first)

    promised = _pick(data.facts.obligations, lambda item: item.id, rows, was_planned)
    names = {item.id: f"{item.name}{f'（{item.unit}）' if item.unit else ''}" for item in promised}
    kept = tuple(item.id for item in promised if item.closed_on is not None and item.closed_on <= last)
    return _Promise("due", "应办结的责任事项", "件", Obligation.__tablename__, names, kept)


def _starts(data: PeriodData) -> _Promise:
    rows = _announced(data.compared, _TO_START)
    first, last = data.period.first, data.period.last
    day_before = first - timedelta(days=1)

    def was_planned(course: ProjectRecord) -> bool:
        waited = not course.has_entered(Stage.STARTED, day_before) and not course.has_ended(day_before)
        return waited and course.plan_start is not None and first <= course.plan_start <= last

    promised = _pick(data.facts.projects.values(), lambda course: course.row, rows, was_planned)
    ordered = sorted(promised, key=lambda course: (-course.total, course.name))
    kept = tuple(course.row for course in ordered if course.has_entered(Stage.STARTED, last))
    return _Promise("start", "计划开工的项目", "个", "project", {c.row: c.name for c in ordered}, kept)


def _pick(
    items: Iterable[Item], row_of: Callable[[Item], str], rows: frozenset[str] | None, planned: Callable[[Item], bool]
) -> list[Item]:
    """Return what was announced where that is known, else what was planned for the period."""
    return [item for item in items if (planned(item) if rows is None else row_of(item) in rows)]
