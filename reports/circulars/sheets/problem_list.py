"""企业问题清单 (夏邑 X24、X25): enterprises' problems, the units they were passed to, and the response times."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.ledgers import County
from models.rules import rates
from models.rules.vocabulary import ObligationKind
from models.statistics.supervision import SupervisionItem, items_by_unit
from reports.circulars.parts.letterhead import long_date
from reports.circulars.parts.wording import Sentence, column, counted_or_none, fill, paragraph, row
from reports.circulars.sheets.sheet_document import county_list
from reports.circulars.sheets.supervision_sheet import LIGHTS, matter_count
from reports.content.document import Align, Block, Document, Row, RowKind, SectionHeading, Table, TextSpan
from reports.figures.figure import EMPTY, Figure

_NO_FIRM = "（没有写企业）"


@dataclass(frozen=True, slots=True)
class ProblemListRequest:
    """Parameters of a list: the county, the day, the days of the yellow light, and the first day of settled ones."""

    county: County
    today: date
    warn_days: int
    since: date


def draft(request: ProblemListRequest, matters: Iterable[SupervisionItem]) -> Document:
    """Compose the list: totals by unit and by enterprise, every open problem, then those settled since ``since``."""
    problems = [matter for matter in matters if matter.kind == ObligationKind.PROBLEM]
    still = [matter for matter in problems if matter.is_open]
    settled = [
        matter for matter in problems if not matter.is_open and (matter.closed_on or request.today) >= request.since
    ]
    body: list[Block] = [paragraph(*_opening(request, still, settled))]
    if still or settled:
        body += [
            SectionHeading(1, "一、按责任单位"),
            _total_table(request, "责任单位", items_by_unit([*still, *settled])),
        ]
        body += [SectionHeading(1, "二、按企业"), _total_table(request, "企业", _by_firm([*still, *settled]))]
        body += [SectionHeading(1, "三、未销号的问题"), *_open_problems(request, still)]
        body += [SectionHeading(1, "四、今年已销号的问题"), *_settled(settled)]
    return county_list(request.county, "企业问题清单", body, request.today, ("企业问题清单",))


def _opening(
    request: ProblemListRequest, still: Sequence[SupervisionItem], settled: Sequence[SupervisionItem]
) -> tuple[Sentence, ...]:
    if not still and not settled:
        return (f"截至{long_date(request.today)}，没有未销号的企业问题。",)
    late = [matter for matter in still if matter.days_late(request.today) > 0]
    waits = [matter for matter in still if _is_unanswered(matter)]
    of_open = (
        ("已逾期", matter_count("problems.late", "逾期的企业问题", late, "办结时限已过、尚未销号的企业问题数")),
        (
            "推送后尚未响应",
            matter_count("problems.unanswered", "未响应的企业问题", waits, "已推送、还没有响应日期的企业问题数"),
        ),
    )
    n = matter_count("problems.open", "未销号的企业问题", still, "类别为“问题”、尚未销号的责任事项数")
    d = matter_count(
        "problems.settled", "已销号的企业问题", settled, f"{request.since.isoformat()} 以来销号的企业问题数"
    )
    return (
        fill(f"截至{long_date(request.today)}，未销号的企业问题{{n}}，其中", n=n),
        counted_or_none(of_open, "没有逾期和未响应的"),
        fill("；今年已销号{d}。", d=d),
    )


def _is_unanswered(matter: SupervisionItem) -> bool:
    return matter.handed_on is not None and matter.answered_on is None


def _total_table(
    request: ProblemListRequest, head: str, parts: Sequence[tuple[str, Sequence[SupervisionItem]]]
) -> Table:
    rows = [_total_row(request, number, name, matters) for number, (name, matters) in enumerate(parts, start=1)]
    every = list({matter.row: matter for _, matters in parts for matter in matters}.values())
    rows.append(_total_row(request, "", "合计", every, total=True))
    shared = sum(len(matters) for _, matters in parts) > len(every)
    notes = ("几个单位共同负责的问题在各单位名下各计一件，合计中只计一件。",) if shared else ()
    heads = ("登记（件）", "已销号", "未销号", "其中：逾期", "推送后未响应", "平均响应（天）", "销号率（%）")
    columns = (column("序号", 3), column(head, 18, Align.LEFT), *(column(title, 6, Align.RIGHT) for title in heads))
    return Table("", columns, tuple(rows), notes=notes)


def _total_row(
    request: ProblemListRequest,
    number: int | str,
    name: str,
    matters: Sequence[SupervisionItem],
    *,
    total: bool = False,
) -> Row:
    still = [matter for matter in matters if matter.is_open]
    settled = [matter for matter in matters if not matter.is_open]
    late = [matter for matter in still if matter.days_late(request.today) > 0]
    answered = [matter for matter in matters if matter.handed_on and matter.answered_on]
    days = sum(
        (matter.answered_on - matter.handed_on).days for matter in answered if matter.answered_on and matter.handed_on
    )
    mean = Decimal(days) / len(answered) if answered else None
    share = rates.percent(len(settled), len(matters))
    rows = tuple(matter.row for matter in matters)
    formula, share_formula = _mean_of(days, answered), f"已销号{len(settled)}÷登记{len(matters)}"
    return row(
        number,
        name,
        matter_count("problems.all", f"{name} 登记的问题", matters, "未销号的和今年已销号的企业问题数"),
        matter_count("problems.settled", f"{name} 已销号", settled, "今年已销号的企业问题数"),
        matter_count("problems.open", f"{name} 未销号", still, "尚未销号的企业问题数"),
        matter_count("problems.late", f"{name} 逾期", late, "办结时限已过、尚未销号的企业问题数"),
        matter_count(
            "problems.unanswered",
            f"{name} 未响应",
            [matter for matter in still if _is_unanswered(matter)],
            "已推送、还没有响应的",
        ),
        Figure("problems.answer", f"{name} 平均响应", "天", mean, formula, _rows(answered), 1, "obligation"),
        Figure("problems.rate", f"{name} 销号率", "%", share, share_formula, rows, 2, "obligation"),
        total=total,
    )


def _mean_of(days: int, answered: Sequence[SupervisionItem]) -> str:
    return f"推送到响应共{days}天÷{len(answered)}件" if answered else "没有既写推送又写响应日期的"


def _rows(matters: Sequence[SupervisionItem]) -> tuple[str, ...]:
    return tuple(matter.row for matter in matters)


def _by_firm(matters: Sequence[SupervisionItem]) -> list[tuple[str, list[SupervisionItem]]]:
    by_firm: dict[str, list[SupervisionItem]] = {}
    for matter in matters:
        by_firm.setdefault(matter.enterprise or matter.project or _NO_FIRM, []).append(matter)
    return sorted(by_firm.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _open_problems(request: ProblemListRequest, still: Sequence[SupervisionItem]) -> tuple[Block, ...]:
    """Build the table of open problems by unit, then enterprise; one of several units is under the first."""
    if not still:
        return (paragraph("没有。"),)
    parts: dict[str, list[SupervisionItem]] = {}
    for matter in still:
        parts.setdefault(matter.units[0], []).append(matter)
    rows: list[Row] = []
    number = 0
    for unit, matters in sorted(parts.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        rows.append(Row((TextSpan(f"{unit}（{len(matters)}件）"),), RowKind.GROUP))
        for matter in sorted(matters, key=lambda matter: (matter.enterprise, matter.day or date.max)):
            number += 1
            rows.append(_problem_row(request, number, matter))
    columns = (
        column("序号", 2.5),
        column("企业", 9, Align.LEFT),
        column("问题", 12, Align.LEFT),
        column("类别", 3),
        column("责任人", 4),
        column("交办日期", 5.5),
        column("推送→响应", 7),
        column("办结时限", 5.5),
        column("状态", 5),
        column("最近反馈", 10, Align.LEFT),
    )
    return (Table("", columns, tuple(rows), notes=("■逾期，▲临期，●正常。",)),)


def _problem_row(request: ProblemListRequest, number: int, matter: SupervisionItem) -> Row:
    figure = matter_count(f"problem.{matter.row}", matter.name, [matter], "台账登记的企业问题")
    cells = (
        TextSpan(str(number)),
        TextSpan(matter.enterprise or matter.project or _NO_FIRM),
        TextSpan(f"{matter.name}{f'（{matter.project}）' if matter.project and matter.enterprise else ''}", figure),
        TextSpan(matter.problem or EMPTY),
        TextSpan(matter.owner or EMPTY),
        TextSpan(_day(matter.raised_on)),
        TextSpan(_response_text(request, matter)),
        TextSpan(f"{_day(matter.day)}{'（延期）' if matter.extended_to else ''}"),
        TextSpan(_state(request, matter)),
        TextSpan(matter.last_feedback or EMPTY),
    )
    return Row(cells)


def _response_text(request: ProblemListRequest, matter: SupervisionItem) -> str:
    """Return when a problem was passed on and the days to the response, or the days waited so far."""
    if matter.handed_on is None:
        return f"{matter.handed_to}，未填推送日期" if matter.handed_to else "未推送"
    if matter.answered_on is None:
        return f"{_day(matter.handed_on)}推送，{(request.today - matter.handed_on).days}天未响应"
    took = (matter.answered_on - matter.handed_on).days
    return f"{_day(matter.handed_on)}推送，{f'{took}天响应' if took else '当天响应'}"


def _state(request: ProblemListRequest, matter: SupervisionItem) -> str:
    lamp, late = LIGHTS[matter.light(request.today, request.warn_days)], matter.days_late(request.today)
    if late > 0:
        return f"{lamp}逾期{late}天"
    return f"{lamp}{matter.state or '未销号'}"


def _settled(settled: Sequence[SupervisionItem]) -> tuple[Block, ...]:
    if not settled:
        return (paragraph("没有。"),)
    columns = (
        column("序号", 2.5),
        column("企业", 11, Align.LEFT),
        column("问题", 16, Align.LEFT),
        column("责任单位", 10, Align.LEFT),
        column("交办日期", 5.5),
        column("销号日期", 5.5),
        column("用时（天）", 5, Align.RIGHT),
    )
    rows = []
    in_order = sorted(settled, key=lambda matter: (matter.closed_on or date.min, matter.row))
    for number, matter in enumerate(in_order, start=1):
        figure = matter_count(f"problem.{matter.row}", matter.name, [matter], "台账登记的企业问题")
        took = (matter.closed_on - matter.raised_on).days if matter.closed_on and matter.raised_on else EMPTY
        firm, units = matter.enterprise or matter.project or _NO_FIRM, "、".join(matter.units)
        matter_row = row(number, firm, matter.name, units, _day(matter.raised_on), _day(matter.closed_on), took)
        rows.append(Row((*matter_row.cells[:2], TextSpan(matter.name, figure), *matter_row.cells[3:])))
    return (Table("", columns, tuple(rows)),)


def _day(on: date | None) -> str:
    return on.isoformat() if on else EMPTY
