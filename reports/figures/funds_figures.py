"""Placed funds by their basis: what was reported, recognised and verified, side by side where the county prints all."""

from models.rules.placed_funds import ALL_FUNDS, FUNDS_COUNTED, FUNDS_SHOWN, FundsBasis, basis_note
from models.statistics.metrics import WAN_PER_YI, CountedDays
from models.statistics.placed_funds import placed_on_basis
from reports.figures.figure import Figure, PeriodFigures, in_yi

_KEYS = {FundsBasis.REPORTED: "reported", FundsBasis.RECOGNISED: "recognised", FundsBasis.VERIFIED: "verified"}


def shows_all_funds(board: PeriodFigures) -> bool:
    """Whether the county prints the three amounts side by side."""
    return board.facts.settings.get(FUNDS_SHOWN) == ALL_FUNDS


def funds_basis(board: PeriodFigures) -> str:
    """Return which of the amounts the figures count."""
    return board.facts.settings.get(FUNDS_COUNTED) or FundsBasis.REPORTED


def funds_note(board: PeriodFigures) -> str:
    """Return the note on which amount counts; empty where it is the reported one and no other is printed."""
    note = basis_note(funds_basis(board), always=shows_all_funds(board)).removeprefix("，")
    return f"到位资金{note}。" if note else ""


def funds_by_basis(board: PeriodFigures, basis: FundsBasis, *, now: bool = False, force: str | None = None) -> Figure:
    """Return the funds placed in the year to date, or the period (``now``), on a basis."""
    first, last = (board.period.first, board.period.last) if now else (board.period.year_start, board.period.year_last)
    placed = placed_on_basis(board.facts.events.funds, CountedDays(first, last), basis)
    held = (event for event in placed if force is None or board.holder(event.task_force) == force)
    amounts = [(event.row, event.amount) for event in held]
    formula = (
        f"{first.isoformat()} 至 {last.isoformat()} 内 {len(amounts)} 笔到位资金的{basis}合计（万元÷{WAN_PER_YI}）"
    )
    scope = "now" if now else "year"
    return in_yi(f"funds.{_KEYS[basis]}.{scope}", f"到位资金{basis}", amounts, formula, "funding")


def figures_by_basis(board: PeriodFigures, force: str | None = None) -> list[Figure]:
    """List the amounts of the year to date on each basis; none where the county prints only what it counts."""
    return [funds_by_basis(board, basis, force=force) for basis in FundsBasis] if shows_all_funds(board) else []
