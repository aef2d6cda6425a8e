"""Amounts in sentences: what was signed and placed, yuan and dollars apart; an amount nobody entered is left out.

Missing is not nought: a project without an amount is never printed as 0.00亿元, and its total investment never as
signed.
"""

from collections.abc import Sequence

from models.rules import rates
from models.rules.rates import without_trailing_zeros
from models.statistics.events import ProjectRecord
from models.statistics.metrics import BY_KEY, WAN_PER_YI
from reports.circulars.parts.wording import fill
from reports.content.document import TextSpan
from reports.figures.figure import Figure, PeriodFigures

_NOT_ENTERED = "金额未填"
_Amounts = Sequence[tuple[str, Figure]]


def signed_spans(
    board: PeriodFigures, lead: str = "新签约项目", *, now: bool = False, comma: str = "，"
) -> tuple[TextSpan, ...]:
    """Compose “新签约项目3个，签约金额8.80亿元，合同外资800万美元” of the year to date, or of the period (``now``)."""
    scope = board.now if now else board.year
    amounts = (("签约金额", scope("signed_value")), ("合同外资", scope("signed_foreign")))
    return _with_amounts(lead, scope("signed"), amounts, comma)


def talks_spans(board: PeriodFigures, lead: str = "期末在谈项目") -> tuple[TextSpan, ...]:
    """Compose “期末在谈项目5个，计划总投资7.40亿元”."""
    return _with_amounts(lead, board.talks(), (("计划总投资", board.talks_amount()),), "，")


def funds_spans(board: PeriodFigures, lead: str = "到位资金", *, now: bool = False) -> tuple[TextSpan, ...]:
    """Compose “到位资金0.80亿元（其中省外资金0.30亿元），到位外资300万美元”; empty where nothing was placed."""
    scope = board.now if now else board.year
    funds, foreign = scope("funds"), scope("funds_foreign")
    origins = (("市外资金", scope("funds_other_city")), ("省外资金", scope("funds_other_province")))
    inside: list[TextSpan] = []
    for label, figure in origins if funds.value else ():
        if figure.value:
            inside += [TextSpan("、" if inside else "（其中"), *fill(f"{label}{{a}}", a=figure)]
    spans = [*fill(f"{lead}{{a}}", a=funds), *inside, *([TextSpan("）")] if inside else [])] if funds.value else []
    if foreign.value:
        spans += fill(f"{'，' if spans else ''}到位外资{{a}}", a=foreign)
    return tuple(spans)


def _with_amounts(lead: str, count: Figure, amounts: _Amounts, comma: str) -> tuple[TextSpan, ...]:
    known = [(label, figure) for label, figure in amounts if figure.value]
    parts = [part for label, figure in known for part in fill(f"{comma}{label}{{a}}", a=figure)]
    return (*fill(f"{lead}{{n}}", n=count), *parts)


def capital_notes(board: PeriodFigures) -> tuple[str, ...]:
    """Return the notes below a table that lists capital from outside: how it is counted; none where it lists none."""
    outside = [key for key in board.compared if BY_KEY[key].where_it_occurs]
    notes = []
    if {"signed_foreign", "funds_foreign"} & set(outside):
        count = board.facts.settings.get("foreign_count", "部口径")
        notes.append(f"外资为{count}，单位万美元，不折算为人民币，不计入签约金额和到位资金。")
    if "funds_other_city" in outside:
        notes.append("市外资金包括省外资金。")
    return tuple(notes)


def worth_text(project: ProjectRecord) -> str:
    """Return what is known of a signing's worth: “签约2.80亿元”, “总投资5.00亿元”, “合同外资800万美元”."""
    parts = []
    if project.signed_amount:
        parts.append(f"签约{rates.half_up(project.signed_amount / WAN_PER_YI, 2):,}亿元")
    elif project.total:
        parts.append(f"总投资{rates.half_up(project.total / WAN_PER_YI, 2):,}亿元")
    if project.foreign:
        parts.append(f"合同外资{without_trailing_zeros(project.foreign):,f}万美元")
    return "，".join(parts) or _NOT_ENTERED
