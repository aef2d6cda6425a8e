"""同比: this year's figure against the same months of the year before, only where those are stored."""

from datetime import date
from decimal import Decimal

from models.facts import Facts
from models.rules import rates
from models.rules.periods import read_period
from reports.content import Span
from reports.figures import BY_KEY, GROWTH, TARGETED, WAN_PER_YI, Board, Figure


def before(board: Board, key: str) -> Figure | None:
    """Give the year before up to the same day: from 往年数据, else from a book that kept all of that year.

    Months are added up only where every one is stored. A book begun in the middle of that year would make any growth
    look larger than it was, so it has nothing to compare with.
    """
    return _stored(board, key) or _kept(board, key)


def _stored(board: Board, key: str) -> Figure | None:
    measure, year, last = BY_KEY[key], board.period.year - 1, board.period.last.month
    if board.period.last.year != board.period.year or key not in TARGETED:
        return None
    known = {one.period.rstrip("年"): one for one in board.facts.past if one.metric == TARGETED[key]}
    found = [known.get(f"{year}-{month:02}") for month in range(1, last + 1)]
    if last == 12 and str(year) in known:
        found = [known[str(year)]]
    rows = [one for one in found if one is not None]
    if not rows or len(rows) < len(found):
        return None
    yi = measure.unit == "亿元"
    parts = tuple(one.value / (WAN_PER_YI if yi and one.unit == "万元" else 1) for one in rows)
    value = sum(parts, Decimal(0))
    ids = tuple(one.id for one in rows)
    label = f"{measure.label}（上年同期）"
    facts = (f"{key}.before", label, measure.unit, value, "往年数据台账", ids, measure.places, "past_figure")
    return Figure(*facts, parts)


def _kept(board: Board, key: str) -> Figure | None:
    year = board.period.year - 1
    began = _began(board.facts)
    wanted = date(year, 4, 1) if board.period.last.month > 3 else date(year, 1, 1)
    if began is None or began >= wanted or board.period.last.year != board.period.year:
        return None
    then = Board(board.facts, read_period(f"{year}-{board.period.last.month:02}"))
    return then.year(key)


def _began(facts: Facts) -> date | None:
    """Tell the first day a project of the book was signed or paid for."""
    return min((one.day for key in ("signed", "funds") for one in facts.events[key]), default=None)


def change(now: Figure, then: Figure | None) -> Figure:
    """Give the growth over the year before (%); None over nothing."""
    value = None
    if then is not None and then.value and now.value is not None:
        value = rates.percent(now.value - then.value, then.value)
    said = f"（{now.phrase}−上年同期{then.phrase}）÷上年同期{then.phrase}" if then else "没有上年同期的数"
    facts = (f"{now.key}.change", f"{now.label}同比", "%", value, said, now.rows, 2, now.ledger)
    return Figure(*facts, operands=(now, then) if then else (), relation=GROWTH if then else "")


def grown(now: Figure, then: Figure | None) -> tuple[Span, ...]:
    """Say 同比增长 or 同比下降, never a negative growth; nothing where there is nothing to compare with."""
    figure = change(now, then)
    if figure.value is None:
        return ()
    value = rates.half_up(figure.value, 2)
    if not value:
        return (Span("与上年同期持平", figure),)
    return Span("同比增长" if value > 0 else "同比下降"), Span(f"{abs(value)}%", figure)


def clause(board: Board, key: str) -> tuple[Span, ...]:
    """Say the growth as the end of a sentence’s clause: “，同比增长8.08%”."""
    said = grown(board.year(key), before(board, key))
    return (Span("，"), *said) if said else ()
