"""企业问题清单 (夏邑 X24、X25): what firms ask for, who was given it and when, how soon they answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models.rules import rates
from models.supervision import PROBLEM, Matter, by_unit
from reports.circulars.letterhead import said
from reports.circulars.supervision import LIGHTS, count
from reports.circulars.wording import column, counted_or_none, paragraph, row, say
from reports.content import Align, Block, Document, Heading, Row, RowKind, Span, Table
from reports.figures import EMPTY, Figure

_NO_FIRM = "（没有写企业）"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is about: the county, the day, when a light turns yellow, and since when settled ones are shown."""

    county: Any
    today: date
    warn: int
    since: date


def draft(asked: Asked, every: Iterable[Matter]) -> Document:
    """Write the list: totals by unit and by enterprise, then every open problem, then what was settled this year."""
    found = [one for one in every if one.kind == PROBLEM]
    still = [one for one in found if one.is_open]
    settled = [one for one in found if not one.is_open and (one.closed_on or asked.today) >= asked.since]
    body: list[Block] = [paragraph(*_opening(asked, still, settled))]
    if still or settled:
        body += [Heading(1, "一、按责任单位"), _totals(asked, "责任单位", by_unit([*still, *settled]))]
        body += [Heading(1, "二、按企业"), _totals(asked, "企业", _by_firm([*still, *settled]))]
        body += [Heading(1, "三、未销号的问题"), *_open(asked, still)]
        body += [Heading(1, "四、今年已销号的问题"), *_settled(settled)]
    return Document(
        title=f"{asked.county.name}企业问题清单",
        masthead="",
        number="",
        recipients="",
        body=tuple(body),
        signed_by=asked.county.organ or f"{asked.county.name}招商引资领导小组",
        dated=asked.today,
        subject=f"{asked.county.name}企业问题清单",
        keywords=("招商引资", "企业问题清单"),
    )


def _opening(asked: Asked, still: Sequence[Matter], settled: Sequence[Matter]) -> tuple[Any, ...]:
    if not still and not settled:
        return (f"截至{said(asked.today)}，没有未销号的企业问题。",)
    late = [one for one in still if one.days_late(asked.today) > 0]
    waits = [one for one in still if _unanswered(one)]
    of_open = (
        ("已逾期", count("problems.late", "逾期的企业问题", late, "办结时限已过、尚未销号的企业问题数")),
        (
            "推送后尚未响应",
            count("problems.unanswered", "未响应的企业问题", waits, "已推送、还没有响应日期的企业问题数"),
        ),
    )
    n = count("problems.open", "未销号的企业问题", still, "类别为“问题”、尚未销号的责任事项数")
    d = count("problems.settled", "已销号的企业问题", settled, f"{asked.since.isoformat()} 以来销号的企业问题数")
    return (
        say(f"截至{said(asked.today)}，未销号的企业问题{{n}}，其中", n=n),
        counted_or_none(of_open, "没有逾期和未响应的"),
        say("；今年已销号{d}。", d=d),
    )


def _unanswered(one: Matter) -> bool:
    return one.handed_on is not None and one.answered_on is None


def _totals(asked: Asked, head: str, parts: Sequence[tuple[str, Sequence[Matter]]]) -> Table:
    rows = [_total(asked, number, name, mine) for number, (name, mine) in enumerate(parts, start=1)]
    every = list({one.row: one for _, mine in parts for one in mine}.values())
    rows.append(_total(asked, "", "合计", every, total=True))
    shared = sum(len(mine) for _, mine in parts) > len(every)
    notes = ("几个单位共同负责的问题在各单位名下各计一件，合计中只计一件。",) if shared else ()
    heads = ("登记（件）", "已销号", "未销号", "其中：逾期", "推送后未响应", "平均响应（天）", "销号率（%）")
    columns = (column("序号", 3), column(head, 18, Align.LEFT), *(column(one, 6, Align.RIGHT) for one in heads))
    return Table("", columns, tuple(rows), notes=notes)


def _total(asked: Asked, number: int | str, name: str, mine: Sequence[Matter], *, total: bool = False) -> Row:
    still = [one for one in mine if one.is_open]
    settled = [one for one in mine if not one.is_open]
    late = [one for one in still if one.days_late(asked.today) > 0]
    took = [one for one in mine if one.handed_on and one.answered_on]
    days = sum((one.answered_on - one.handed_on).days for one in took if one.answered_on and one.handed_on)
    mean = Decimal(days) / len(took) if took else None
    share = rates.percent(len(settled), len(mine))
    rows = tuple(one.row for one in mine)
    return row(
        number,
        name,
        count("problems.all", f"{name} 登记的问题", mine, "未销号的和今年已销号的企业问题数"),
        count("problems.settled", f"{name} 已销号", settled, "今年已销号的企业问题数"),
        count("problems.open", f"{name} 未销号", still, "尚未销号的企业问题数"),
        count("problems.late", f"{name} 逾期", late, "办结时限已过、尚未销号的企业问题数"),
        count(
            "problems.unanswered", f"{name} 未响应", [one for one in still if _unanswered(one)], "已推送、还没有响应的"
        ),
        Figure("problems.answer", f"{name} 平均响应", "天", mean, _mean_of(days, took), _rows(took), 1, "obligation"),
        Figure(
            "problems.rate",
            f"{name} 销号率",
            "%",
            share,
            f"已销号{len(settled)}÷登记{len(mine)}",
            rows,
            2,
            "obligation",
        ),
        total=total,
    )


def _mean_of(days: int, took: Sequence[Matter]) -> str:
    return f"推送到响应共{days}天÷{len(took)}件" if took else "没有既写推送又写响应日期的"


def _rows(some: Sequence[Matter]) -> tuple[str, ...]:
    return tuple(one.row for one in some)


def _by_firm(some: Sequence[Matter]) -> list[tuple[str, list[Matter]]]:
    found: dict[str, list[Matter]] = {}
    for one in some:
        found.setdefault(one.enterprise or one.project or _NO_FIRM, []).append(one)
    return sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _open(asked: Asked, still: Sequence[Matter]) -> tuple[Block, ...]:
    """List what is open by unit, within it by firm; a problem of several units stands under the one that leads."""
    if not still:
        return (paragraph("没有。"),)
    parts: dict[str, list[Matter]] = {}
    for one in still:
        parts.setdefault(one.units[0], []).append(one)
    rows: list[Row] = []
    number = 0
    for unit, mine in sorted(parts.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        rows.append(Row((Span(f"{unit}（{len(mine)}件）"),), RowKind.GROUP))
        for one in sorted(mine, key=lambda one: (one.enterprise, one.day or date.max)):
            number += 1
            rows.append(_line(asked, number, one))
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


def _line(asked: Asked, number: int, one: Matter) -> Row:
    figure = count(f"problem.{one.row}", one.name, [one], "台账登记的企业问题")
    cells = (
        Span(str(number)),
        Span(one.enterprise or one.project or _NO_FIRM),
        Span(f"{one.name}{f'（{one.project}）' if one.project and one.enterprise else ''}", figure),
        Span(one.problem or EMPTY),
        Span(one.owner or EMPTY),
        Span(_day(one.raised_on)),
        Span(_handed(asked, one)),
        Span(f"{_day(one.day)}{'（延期）' if one.extended_to else ''}"),
        Span(_state(asked, one)),
        Span(one.told or EMPTY),
    )
    return Row(cells)


def _handed(asked: Asked, one: Matter) -> str:
    """Say when it was handed on and how soon that was answered; an answer still waited for says since when."""
    if one.handed_on is None:
        return f"{one.handed_to}，未填推送日期" if one.handed_to else "未推送"
    if one.answered_on is None:
        return f"{_day(one.handed_on)}推送，{(asked.today - one.handed_on).days}天未响应"
    took = (one.answered_on - one.handed_on).days
    return f"{_day(one.handed_on)}推送，{f'{took}天响应' if took else '当天响应'}"


def _state(asked: Asked, one: Matter) -> str:
    lamp, late = LIGHTS[one.light(asked.today, asked.warn)], one.days_late(asked.today)
    if late > 0:
        return f"{lamp}逾期{late}天"
    return f"{lamp}{one.state or '未销号'}"


def _settled(settled: Sequence[Matter]) -> tuple[Block, ...]:
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
    for number, one in enumerate(sorted(settled, key=lambda one: (one.closed_on or date.min, one.row)), start=1):
        figure = count(f"problem.{one.row}", one.name, [one], "台账登记的企业问题")
        took = (one.closed_on - one.raised_on).days if one.closed_on and one.raised_on else EMPTY
        firm, units = one.enterprise or one.project or _NO_FIRM, "、".join(one.units)
        made = row(number, firm, one.name, units, _day(one.raised_on), _day(one.closed_on), took)
        rows.append(Row((*made.cells[:2], Span(one.name, figure), *made.cells[3:])))
    return (Table("", columns, tuple(rows)),)


def _day(on: date | None) -> str:
    return on.isoformat() if on else EMPTY
