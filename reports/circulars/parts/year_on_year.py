"""Year-on-year comparison (同比): a figure against the same months of the year before, where these are known."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from models.ledgers import Funding
from models.ledgers.profile import TO_DATE
from models.rules import rates
from models.rules.periods import read_period
from models.statistics.events import StatisticsData
from models.statistics.metrics import BY_KEY, TARGET_METRICS, WAN_PER_YI
from reports.circulars.phrases.bank import say
from reports.content.document import TextSpan
from reports.figures.figure import GROWTH, Figure, PeriodFigures


def last_year_figure(board: PeriodFigures, key: str) -> Figure | None:
    """Return last year's figure up to the same month: from 往年数据, else counted from the book; None where incomplete.

    A sum up to the month (“2025-10累计”) is used as it is; months are added up only where every one is stored. A book
    started in the middle of last year would make the growth look larger than it was, so its own rows are used only
    where they cover that year from the start, and not where opening amounts say that the book was moved into since.
    """
    return _from_past_figures(board, key) or _from_last_years_rows(board, key)


def _from_past_figures(board: PeriodFigures, key: str) -> Figure | None:
    measure, year, last = BY_KEY[key], board.period.year - 1, board.period.last.month
    if board.period.last.year != board.period.year or key not in TARGET_METRICS:
        return None
    known = {
        past_figure.period.rstrip("年"): past_figure
        for past_figure in board.facts.past
        if past_figure.metric == TARGET_METRICS[key]
    }
    stored = [known.get(f"{year}-{month:02}") for month in range(1, last + 1)]
    if last == 12 and str(year) in known:
        stored = [known[str(year)]]
    elif (to_date := known.get(f"{year}-{last:02}{TO_DATE}")) is not None:
        stored = [to_date]
    rows = [past_figure for past_figure in stored if past_figure is not None]
    if not rows or len(rows) < len(stored):
        return None
    yi = measure.unit == "亿元"
    parts = tuple(past_figure.value / (WAN_PER_YI if yi and past_figure.unit == "万元" else 1) for past_figure in rows)
    value = sum(parts, Decimal(0))
    ids = tuple(past_figure.id for past_figure in rows)
    label = f"{measure.label}（上年同期）"
    facts = (f"{key}.before", label, measure.unit, value, "往年数据台账", ids, measure.places, "past_figure")
    return Figure(*facts, parts)


def _from_last_years_rows(board: PeriodFigures, key: str) -> Figure | None:
    year = board.period.year - 1
    began = _first_event_day(board.facts)
    wanted = date(year, 4, 1) if board.period.last.month > 3 else date(year, 1, 1)
    if began is None or began >= wanted or board.period.last.year != board.period.year:
        return None
    then_last = read_period(f"{year}-{board.period.last.month:02}").last
    openings = [event.day for event in board.facts.events.funds if event.since is not None]
    if any(day >= date(year, 12, 31) for day in openings):
        return None  # moved into after that year: what the book has of it is what was still running then
    is_undivided = any(then_last < day and day.year == year for day in openings)
    if is_undivided and BY_KEY[key].ledger == Funding.__tablename__:
        return None  # how much of an opening amount had come by then nobody knows
    then = PeriodFigures(board.facts, read_period(f"{year}-{board.period.last.month:02}"))
    return then.year(key)


def _first_event_day(facts: StatisticsData) -> date | None:
    """Return the earliest day of any signing or payment in the book; None where there is none."""
    return min((event.day for event in (*facts.events.signed, *facts.events.funds)), default=None)


def growth_rate(now: Figure, then: Figure | None) -> Figure:
    """Return the growth over the year before (%); its value is None where that figure is missing or zero."""
    value = None
    if then is not None and then.value and now.value is not None:
        value = rates.percent(now.value - then.value, then.value)
    formula = f"（{now.phrase}−上年同期{then.phrase}）÷上年同期{then.phrase}" if then else "没有上年同期的数"
    facts = (f"{now.key}.change", f"{now.label}同比", "%", value, formula, now.rows, 2, now.ledger)
    return Figure(*facts, operands=(now, then) if then else (), relation=GROWTH if then else "")


def growth_phrase(settings: Mapping[str, str], now: Figure, then: Figure | None) -> tuple[TextSpan, ...]:
    """Word the growth as 同比增长 or 同比下降, never as a negative number; empty where it is unknown."""
    figure = growth_rate(now, then)
    if figure.value is None:
        return ()
    value = rates.half_up(figure.value, 2)
    if not value:
        return tuple(replace(span, figure=figure) for span in say(settings, "growth.flat"))
    return say(settings, "growth.up" if value > 0 else "growth.down", {"增幅": (TextSpan(f"{abs(value)}%", figure),)})


def growth_clause(board: PeriodFigures, key: str) -> tuple[TextSpan, ...]:
    """Word the growth as the continuation of a sentence: “，同比增长8.08%”; empty where it is unknown."""
    spans = growth_phrase(board.facts.settings, board.year(key), last_year_figure(board, key))
    return (TextSpan("，"), *spans) if spans else ()
