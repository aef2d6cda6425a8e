"""What SQL counts for each figure of the October circular, by the figure's key, and whose figure a sentence prints."""

import re
from collections.abc import Callable
from decimal import Decimal

from reports.figures.figure import Figure
from tests.reports.recount import JANUARY, Recount, printed_number


def expected(recount: Recount, key: str, force: str | None) -> str:
    """Count a figure again by its key."""
    name, _, scope = key.partition(".")
    if scope in {"now", "year"}:
        return recount.measure(name, scope, force)
    if scope == "target":
        return printed_number(recount.target(name, force), 2 if name in {"signed_value", "funds"} else 0)
    if scope == "completion":
        return printed_number(recount.completion(name, force), 2)
    if scope == "ahead":
        return recount.ahead(name, force)
    if name.endswith("_rate"):
        return recount.rate(name, force)
    if scope == "step":
        return recount.step(name)
    if name == "talent":  # the number of people that the ticked demand of this id asks for
        return printed_number(recount.wanted(scope), 0)
    if (number := _reviewed(recount, key)) is not None:
        return printed_number(number, 0)
    left = (recount.target("signed_value", None) or Decimal(0)) - _signed(recount)
    known: dict[str, Callable[[], str]] = {
        "talks": lambda: printed_number(recount.in_talks("COUNT(*)", force), 0),
        "talks_amount": lambda: printed_number(recount.in_talks("SUM(total)", force) / 10**8, 2),
        "overdue": lambda: printed_number(recount.overdue(), 0),
        "overdue.firms": lambda: printed_number(recount.overdue() - recount.overdue(ours=True), 0),
        "late_start.force": lambda: printed_number(recount.late_starts(force or ""), 0),
        "forces.behind": lambda: str(sum(recount.ahead("signed_value", id_)[0] == "-" for id_ in recount.forces())),
        "months.left": lambda: "2",
        "pace.targets": lambda: str(recount.keeping_pace()[0]),
        "pace.met": lambda: str(recount.keeping_pace()[1]),
        "overdue.ours": lambda: printed_number(recount.overdue(ours=True), 0),
        "due_next": lambda: printed_number(recount.due_next(), 0),
        "unstarted": lambda: printed_number(recount.unstarted(), 0),
        "late_start": lambda: printed_number(recount.unstarted(late=True), 0),
        "to_start": lambda: printed_number(recount.to_start(), 0),
        "visit_plan.planned": lambda: printed_number(recount.planned_visits(), 0),
        "visit_plan.made": lambda: printed_number(recount.planned_visits(is_made=True), 0),
        "visit_plan.late": lambda: printed_number(recount.planned_visits(is_made=False, month=JANUARY), 0),
        "signed_value.left": lambda: printed_number(left, 2),
        "signed_value.monthly": lambda: printed_number(left / 2, 2),
    }
    return known[key]()


def _reviewed(recount: Recount, key: str) -> Decimal | None:
    """Count again what became of what was announced for October; None for other figures."""
    counts: dict[str, Callable[[], Decimal]] = {
        "review.due": recount.promised,
        "review.due.done": lambda: recount.promised(settled=True),
        "review.due.open": lambda: recount.promised(settled=False),
        "review.start": recount.planned_starts,
        "review.start.done": lambda: recount.planned_starts(started=True),
        "review.start.open": lambda: recount.planned_starts(started=False),
    }
    return counts[key]() if key in counts else None


def _signed(recount: Recount) -> Decimal:
    return sum((Decimal(signing[4].replace(",", "")) for signing in recount.signings()), Decimal(0))


def force_after(before: str, forces: dict[str, str]) -> str | None:
    """Tell whose figure follows a text like “，焦化专班低”; of a group that shares the number, the last named."""
    named = re.sub(r"(?:各|低|在谈项目只有|超期未开工项目)+$", "", before)
    fitting = [force for force, short in forces.items() if named.endswith(f"{short}专班")]
    return max(fitting, key=lambda force: len(forces[force]), default=None)


def check(recount: Recount, figure: Figure, before: str, printed: str, forces: dict[str, str]) -> None:
    """Hold a printed number against what SQL counts."""
    if figure.key == "overdue.unit":
        unit = re.split("[，；]涉及|涉及|、|，", before.removesuffix("各"))[-1]
        again = printed_number(recount.overdue_of(unit), 0)
    else:
        again = expected(recount, figure.key, force_after(before, forces))
    number = re.sub(r"[^\d.,—-]", "", printed)
    assert number.lstrip("-") == again.lstrip("-"), (before, printed, figure.key)
