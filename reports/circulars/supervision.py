"""督办单 (13710): a unit's overdue and soon due obligations, the required action, and a reply slip."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models.rules.deadlines import Light
from models.supervision import Matter
from reports.circulars.letterhead import said
from reports.circulars.wording import column, counted_or_none, paragraph, row, say
from reports.content import Align, Annex, Document, Layout, Row, Span, Table
from reports.figures import EMPTY, Figure

LIGHTS = {Light.RED: "■", Light.YELLOW: "▲", Light.GREEN: "●", Light.DONE: "✓"}
_DAYS_TO_ANSWER = 3
_BLANK = "\n\n\u3000\n\n"  # empty lines for handwriting


@dataclass(frozen=True, slots=True)
class Chase:
    """What every 督办单 of one day shares: the county, the day, the days ahead, and the days of the yellow light."""

    county: Any
    today: date
    ahead: int
    warn: int

    @property
    def organ(self) -> str:
        """The organ that sends it."""
        return self.county.organ or f"{self.county.name}招商引资领导小组"


def draft(chase: Chase, unit: str, mine: Sequence[Matter]) -> Document:
    """Compose the 督办单 of one unit or task force, as a letter with its reply slip."""
    late, feedback, soon = counts(chase, mine)
    breakdown = (("已逾期", late), ("超过反馈时限", feedback), (f"{chase.ahead}天内到期", soon))
    every = count("supervised", "督办事项", mine, "到期、逾期和超过反馈时限的责任事项数")
    body = (
        paragraph(
            say(f"截至{said(chase.today)}，你单位承担的责任事项需督办的{{n}}，其中", n=every),
            counted_or_none(breakdown, "没有逾期的"),
            "。现予督办，请按下表要求逐件办理。",
        ),
        _table(chase, mine),
        paragraph(
            f"请于{_DAYS_TO_ANSWER}日内填写回执，由单位负责人签字盖章后报送；不能立即办结的，写明原因、"
            "延期到哪一天和分步方案。办结的附佐证材料，核实后销号。"
        ),
    )
    return Document(
        title="到期与逾期责任事项督办单",
        masthead=chase.organ,
        number=f"督〔{chase.today.year}〕　　号",
        recipients=unit,
        body=body,
        signed_by=chase.organ,
        dated=chase.today,
        annexes=(_slip(chase, unit, mine),),
        subject=f"{chase.county.name}招商引资督办单",
        keywords=("招商引资", "督办", unit),
        layout=Layout.LETTER,
        sealed=True,
    )


def summary(chase: Chase, units: Sequence[tuple[str, Sequence[Matter]]]) -> Document:
    """Compose the summary of all 督办单: each unit's numbers, and a total that counts shared matters once."""
    rows = [_line(chase, number, unit, matters) for number, (unit, matters) in enumerate(units, start=1)]
    every = list({matter.row: matter for _, matters in units for matter in matters}.values())
    rows.append(_line(chase, "", "合计", every, total=True))
    shared = sum(len(matters) for _, matters in units) > len(every)
    heads = ("督办事项\n（件）", "其中：\n已逾期", "超过\n反馈时限", f"{chase.ahead}天内\n到期", "最长逾期\n（天）")
    columns = (
        column("序号", 3),
        column("责任单位", 14, Align.LEFT),
        *(column(title, 5, Align.RIGHT) for title in heads),
    )
    notes = ("几个单位共同负责的事项在各单位名下各计一件，合计中只计一件。",) if shared else ()
    body = (
        paragraph(f"截至{said(chase.today)}；每个单位的督办单和回执附后，一个单位一份。"),
        Table("", columns, tuple(rows), notes=notes),
    )
    return Document(
        title="到期与逾期责任事项督办汇总表",
        masthead="",
        number="",
        recipients="",
        body=body,
        signed_by=chase.organ,
        dated=chase.today,
        subject=f"{chase.county.name}招商引资督办汇总表",
        keywords=("招商引资", "督办"),
    )


def counts(chase: Chase, mine: Sequence[Matter]) -> tuple[Figure, Figure, Figure]:
    """Count the matters overdue, without feedback in time, and due soon; each is counted once."""
    late = [matter for matter in mine if matter.days_late(chase.today) > 0]
    feedback = [matter for matter in mine if matter not in late and matter.feedback_late(chase.today)]
    soon = [matter for matter in mine if matter not in late and matter not in feedback]
    return (
        count("supervised.late", "已逾期", late, "办结时限已过、尚未销号的责任事项数"),
        count(
            "supervised.feedback", "超过反馈时限", feedback, "反馈时限已过、没有反馈的责任事项数（办结时限已过的除外）"
        ),
        count("supervised.soon", "将到期", soon, f"{chase.ahead}天内到期、尚未销号的责任事项数"),
    )


def count(key: str, label: str, found: Sequence[Matter], formula: str) -> Figure:
    """Return the number of some matters as a figure."""
    rows = tuple(matter.row for matter in found)
    return Figure(key, label, "件", Decimal(len(found)), formula, rows, 0, "obligation")


def asked(one: Matter, today: date, ahead: int) -> str:
    """Return the required action: settle, give feedback or plan an extension; for an enterprise's duty, urge it."""
    if one.days_late(today) > 0:
        plan = "报时间节点和解决方案" if one.is_major else "写明原因和延期方案"
        action = f"立即办结；{plan}"
        if one.extended_to:
            action = "延期后仍未办结，立即办结并由单位负责人说明原因"
    elif one.feedback_late(today):
        action = "立即反馈办理情况，按时办结"
    else:
        days = -one.days_late(today)
        action = f"{'今天' if not days else f'{days}天内'}办结并报送佐证材料" if days <= ahead else "按时办结"
    return f"督促企业履约；{action}" if one.debtor else action


def state(one: Matter, today: date, warn: int) -> str:
    """Return the light and the days overdue or left: “■逾期7天”."""
    late, lamp = one.days_late(today), LIGHTS[one.light(today, warn)]
    if late > 0:
        return f"{lamp}逾期\n{late}天"
    if days := one.feedback_late(today):
        return f"{lamp}反馈逾期\n{days}天"
    return f"{lamp}今天\n到期" if not late else f"{lamp}{-late}天\n后到期"


def days(one: Matter) -> str:
    """Return its deadlines: 交办 (day 0), 反馈 (day 3), 办结 (day 7 or one month), 延期."""
    rule = f"（{one.rule.removeprefix('13710')}）" if one.is_major else ""
    named = (("交办", one.raised_on), ("反馈", one.feedback_due), (f"办结{rule}", one.due), ("延期至", one.extended_to))
    return "\n".join(f"{name} {on.isoformat()}" for name, on in named if on) or EMPTY


def described(one: Matter) -> str:
    """Return a matter's name with its project, the enterprise that owes it, and its source."""
    of = one.project or one.enterprise
    firm = f"（{one.debtor}）" if one.debtor else ""
    source = "，".join(part for part in (one.source, one.kind) if part)
    return f"{one.name}{f'——{of}' if of else ''}{firm}{f'　来源：{source}' if source else ''}"


def _table(context: Chase, matters: Sequence[Matter]) -> Table:
    rows = [
        Row(
            (
                Span(str(number)),
                Span(described(matter), count(f"matter.{matter.row}", matter.name, [matter], "台账登记的责任事项")),
                Span(matter.owner or EMPTY),
                Span(days(matter)),
                Span(state(matter, context.today, context.warn)),
                Span(asked(matter, context.today, context.ahead)),
            )
        )
        for number, matter in enumerate(matters, start=1)
    ]
    columns = (
        column("序\n号", 1.6),
        column("督办事项和来源", 10, Align.LEFT),
        column("责任人", 3),
        column("时限", 7.6),
        column("状态", 4),
        column("办理要求", 7, Align.LEFT),
    )
    return Table(
        "", columns, tuple(rows), notes=("■逾期，▲临期，●正常；13710：3天内反馈，一般问题7天、重大问题1个月内解决。",)
    )


def _slip(context: Chase, unit: str, matters: Sequence[Matter]) -> Annex:
    """Build the reply slip, with room for each matter's answer, signature and date."""
    rows = [
        row(number, f"{matter.name}{f'——{matter.project}' if matter.project else ''}", _BLANK, "", "")
        for number, matter in enumerate(matters, start=1)
    ]
    columns = (
        column("序\n号", 2),
        column("督办事项", 10, Align.LEFT),
        column("办理情况（办结的写明结果，未办结的写明原因、时间节点和方案）", 16, Align.LEFT),
        column("负责人", 5),
        column("日期", 5),
    )
    blocks = (
        paragraph(f"{context.organ}："),
        paragraph(f"督〔{context.today.year}〕　　号督办单收悉，现将办理情况反馈如下。"),
        Table("", columns, tuple(rows)),
        paragraph(f"单位：{unit}（盖章）"),
        paragraph("单位负责人（签字）：　　　　　　　　　年　　月　　日"),
    )
    return Annex("督办事项办理回执", blocks)


def _line(context: Chase, number: int | str, unit: str, matters: Sequence[Matter], *, total: bool = False) -> Row:
    late, feedback, soon = counts(context, matters)
    every = count("supervised", f"{unit} 督办事项", matters, "到期、逾期和超过反馈时限的责任事项数")
    longest = max((matter.days_late(context.today) for matter in matters), default=0)
    return row(number, unit, every, late, feedback, soon, longest if longest > 0 else EMPTY, total=total)
