"""Amounts in sentences: what was signed and placed, yuan and dollars apart; an amount nobody entered is left out.

Missing is not nought: a project without an amount is never printed as 0.00亿元, and its total investment never as
signed.
"""

from models.rules import rates
from models.rules.placed_funds import FundsBasis
from models.rules.rates import without_trailing_zeros
from models.statistics.events import ProjectRecord
from models.statistics.metrics import BY_KEY, WAN_PER_YI
from reports.circulars.parts.wording import against_pace, against_target, fill, unless_none
from reports.content.document import TextSpan
from reports.figures.figure import Figure, PeriodFigures
from reports.figures.funds_figures import funds_basis, funds_by_basis, funds_note, shows_all_funds

_NOT_ENTERED = "金额未填"


def signed_spans(
    board: PeriodFigures, lead: str = "新签约项目", *, now: bool = False, label: str = "，签约金额"
) -> tuple[TextSpan, ...]:
    """Compose “新签约项目3个，签约金额8.80亿元” of the year to date, or of the period (``now``)."""
    scope = board.now if now else board.year
    return _with_amount(fill(f"{lead}{{n}}", n=scope("signed")), label, scope("signed_value"))


def talks_spans(board: PeriodFigures, lead: str = "期末在谈项目") -> tuple[TextSpan, ...]:
    """Compose “期末在谈项目5个，计划总投资7.40亿元”."""
    return _with_amount(fill(f"{lead}{{n}}", n=board.talks()), "，计划总投资", board.talks_amount())


def _with_amount(count: tuple[TextSpan, ...], label: str, amount: Figure) -> tuple[TextSpan, ...]:
    return (*count, *fill(f"{label}{{a}}", a=amount)) if amount.value else count


def funds_spans(board: PeriodFigures, *, now: bool = False) -> tuple[TextSpan, ...]:
    """Compose “到位资金0.80亿元”, or 没有到位资金."""
    funds = (board.now if now else board.year)("funds")
    return unless_none(funds, "到位资金{a}", "没有到位资金", a=funds)


def outside_sentence(board: PeriodFigures, lead: str = "", *, now: bool = False) -> tuple[TextSpan, ...]:
    """Compose the sentence on capital from outside, each amount in its own currency; empty where there is none.

    “省外到位资金0.30亿元，完成年度目标35.00亿元的0.86%，低于序时进度82.47个百分点；合同外资800万美元。” Of the period
    (``now``) the amounts alone.
    """
    spans: list[TextSpan] = []
    # Without targets the amounts are a plain list.
    outside = [key for key in board.compared if BY_KEY[key].where_it_occurs]
    between = "、" if now or all(board.target(key).value is None for key in outside) else "；"
    for key in outside:
        figure = (board.now if now else board.year)(key)
        if not figure.value:
            continue
        part = "（含省外）" if key == "funds_other_city" and any(span.figure for span in spans) else ""
        spans += [TextSpan(between if spans else lead), *fill(f"{BY_KEY[key].label}{part}{{a}}", a=figure)]
        if not now:
            spans += against_target(board.facts.settings, board.target(key), board.completion(key))
            spans += against_pace(board.facts.settings, board.pace_gap(key))
    return (*((*spans, TextSpan("。")) if spans else ()), *_funds_sentence(board, lead, now=now))


def _funds_sentence(board: PeriodFigures, lead: str, *, now: bool) -> tuple[TextSpan, ...]:
    """Compose “到位资金上报0.80亿元、认定0.60亿元、统计核定0.50亿元，按认定数计。” where the county prints all."""
    if not shows_all_funds(board):
        return ()
    reported, recognised, verified = (funds_by_basis(board, basis, now=now) for basis in FundsBasis)
    if not reported.value:
        return ()
    return fill(
        f"{lead}到位资金上报{{a}}、认定{{b}}、统计核定{{c}}，按{funds_basis(board)}计。",
        a=reported,
        b=recognised,
        c=verified,
    )


def capital_notes(board: PeriodFigures) -> tuple[str, ...]:
    """Return the notes below a table of funds: how capital from outside is counted, and on which basis funds count."""
    outside = [key for key in board.compared if BY_KEY[key].where_it_occurs]
    notes = []
    if {"signed_foreign", "funds_foreign"} & set(outside):
        count = board.facts.settings.get("foreign_count", "部口径")
        notes.append(f"外资为{count}，单位万美元，不折算为人民币，不计入签约金额和到位资金。")
    if "funds_other_city" in outside:
        notes.append("市外资金包括省外资金。")
    if note := funds_note(board):
        notes.append(note)
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
