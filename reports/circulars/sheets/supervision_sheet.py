"""督办单 (13710): a unit's overdue and soon due obligations, the required action, and a reply slip."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.ledgers import County
from models.rules.deadlines import DeadlineLight
from models.rules.fair_review import PAYING_GATE
from models.rules.vocabulary import ReviewState
from models.statistics.supervision import SupervisionItem
from reports.circulars.parts.letterhead import long_date
from reports.circulars.parts.wording import column, counted_or_none, fill, paragraph, row
from reports.content.document import Align, Annex, Document, DocumentLayout, Row, Table, TextSpan
from reports.figures.figure import EMPTY, Figure

LIGHTS = {DeadlineLight.RED: "■", DeadlineLight.YELLOW: "▲", DeadlineLight.GREEN: "●", DeadlineLight.DONE: "✓"}
_DAYS_TO_ANSWER = 3
_BLANK = "\n\n\u3000\n\n"  # empty lines for handwriting


@dataclass(frozen=True, slots=True)
class SupervisionContext:
    """What every 督办单 of one day shares: the county, the day, the days ahead, and the days of the yellow light."""

    county: County
    today: date
    ahead: int
    warn_days: int

    @property
    def organ(self) -> str:
        """The organ that sends it."""
        return self.county.organ or f"{self.county.name}招商引资领导小组"


def draft(context: SupervisionContext, unit: str, matters: Sequence[SupervisionItem]) -> Document:
    """Compose the 督办单 of one unit or task force, as a letter with its reply slip."""
    late, feedback, soon = deadline_counts(context, matters)
    breakdown = (("已逾期", late), ("超过反馈时限", feedback), (f"{context.ahead}天内到期", soon))
    every = matter_count("supervised", "督办事项", matters, "到期、逾期和超过反馈时限的责任事项数")
    body = (
        paragraph(
            fill(f"截至{long_date(context.today)}，你单位承担的责任事项需督办的{{n}}，其中", n=every),
            counted_or_none(breakdown, "没有逾期的"),
            "。现予督办，请按下表要求逐件办理。",
        ),
        _table(context, matters),
        paragraph(
            f"请于{_DAYS_TO_ANSWER}日内填写回执，由单位负责人签字盖章后报送；不能立即办结的，写明原因、"
            "延期到哪一天和分步方案。办结的附佐证材料，核实后销号。"
        ),
    )
    return Document(
        title="到期与逾期责任事项督办单",
        masthead=context.organ,
        number=f"督〔{context.today.year}〕　　号",
        recipients=unit,
        body=body,
        signed_by=context.organ,
        dated=context.today,
        annexes=(_slip(context, unit, matters),),
        subject=f"{context.county.name}招商引资督办单",
        keywords=("招商引资", "督办", unit),
        layout=DocumentLayout.LETTER,
        sealed=True,
    )


def summary(context: SupervisionContext, units: Sequence[tuple[str, Sequence[SupervisionItem]]]) -> Document:
    """Compose the summary of all 督办单: each unit's numbers, and a total that counts shared matters once."""
    rows = [_line(context, number, unit, matters) for number, (unit, matters) in enumerate(units, start=1)]
    every = list({matter.row: matter for _, matters in units for matter in matters}.values())
    rows.append(_line(context, "", "合计", every, total=True))
    shared = sum(len(matters) for _, matters in units) > len(every)
    heads = ("督办事项\n（件）", "其中：\n已逾期", "超过\n反馈时限", f"{context.ahead}天内\n到期", "最长逾期\n（天）")
    columns = (
        column("序号", 3),
        column("责任单位", 14, Align.LEFT),
        *(column(title, 5, Align.RIGHT) for title in heads),
    )
    notes = ("几个单位共同负责的事项在各单位名下各计一件，合计中只计一件。",) if shared else ()
    body = (
        paragraph(f"截至{long_date(context.today)}；每个单位的督办单和回执附后，一个单位一份。"),
        Table("", columns, tuple(rows), notes=notes),
    )
    return Document(
        title="到期与逾期责任事项督办汇总表",
        masthead="",
        number="",
        recipients="",
        body=body,
        signed_by=context.organ,
        dated=context.today,
        subject=f"{context.county.name}招商引资督办汇总表",
        keywords=("招商引资", "督办"),
    )


def deadline_counts(context: SupervisionContext, matters: Sequence[SupervisionItem]) -> tuple[Figure, Figure, Figure]:
    """Count the matters overdue, without feedback in time, and due soon; each is counted once."""
    late = [matter for matter in matters if matter.days_late(context.today) > 0]
    feedback = [matter for matter in matters if matter not in late and matter.feedback_late(context.today)]
    soon = [matter for matter in matters if matter not in late and matter not in feedback]
    return (
        matter_count("supervised.late", "已逾期", late, "办结时限已过、尚未销号的责任事项数"),
        matter_count(
            "supervised.feedback", "超过反馈时限", feedback, "反馈时限已过、没有反馈的责任事项数（办结时限已过的除外）"
        ),
        matter_count("supervised.soon", "将到期", soon, f"{context.ahead}天内到期、尚未销号的责任事项数"),
    )


def matter_count(key: str, label: str, matters: Sequence[SupervisionItem], formula: str) -> Figure:
    """Return the number of some matters as a figure."""
    rows = tuple(matter.row for matter in matters)
    return Figure(key, label, "件", Decimal(len(matters)), formula, rows, 0, "obligation")


def required_action(matter: SupervisionItem, today: date, ahead: int) -> str:
    """Return the required action: settle, give feedback or plan an extension; for an enterprise's duty, urge it."""
    if matter.days_late(today) > 0:
        plan = "报时间节点和解决方案" if matter.is_major else "写明原因和延期方案"
        action = f"立即办结；{plan}"
        if matter.extended_to:
            action = "延期后仍未办结，立即办结并由单位负责人说明原因"
    elif matter.feedback_late(today):
        action = "立即反馈办理情况，按时办结"
    else:
        days = -matter.days_late(today)
        action = f"{'今天' if not days else f'{days}天内'}办结并报送佐证材料" if days <= ahead else "按时办结"
    if matter.review is not None and matter.review.needs_review:
        action = f"先办{PAYING_GATE}，通过前不兑付；{action}"
    return f"督促企业履约；{action}" if matter.debtor else action


def state_text(matter: SupervisionItem, today: date, warn: int) -> str:
    """Return the light and the days overdue or left: “■逾期7天”."""
    late, lamp = matter.days_late(today), LIGHTS[matter.light(today, warn)]
    if late > 0:
        return f"{lamp}逾期\n{late}天"
    if days := matter.feedback_late(today):
        return f"{lamp}反馈逾期\n{days}天"
    return f"{lamp}今天\n到期" if not late else f"{lamp}{-late}天\n后到期"


def deadlines_text(matter: SupervisionItem) -> str:
    """Return its deadlines: 交办 (day 0), 反馈 (day 3), 办结 (day 7 or one month), 延期."""
    rule = f"（{matter.rule.removeprefix('13710')}）" if matter.is_major else ""
    named = (
        ("交办", matter.raised_on),
        ("反馈", matter.feedback_due),
        (f"办结{rule}", matter.due),
        ("延期至", matter.extended_to),
    )
    return "\n".join(f"{name} {on.isoformat()}" for name, on in named if on) or EMPTY


def matter_text(matter: SupervisionItem) -> str:
    """Return a matter's name with its project, the enterprise that owes it, its source, and where its review stands.

    Of a promise that is not tied to anything and was not reviewed, nothing is said of a review.
    """
    of = matter.project or matter.enterprise
    firm = f"（{matter.debtor}）" if matter.debtor else ""
    source = "，".join(part for part in (matter.source, matter.kind) if part)
    review = ""
    if matter.review is not None and (matter.review.is_tied or matter.review.state != ReviewState.OPEN):
        review = f"　{PAYING_GATE}：{matter.review.state_text}"
    return f"{matter.name}{f'——{of}' if of else ''}{firm}{f'　来源：{source}' if source else ''}{review}"


def _table(context: SupervisionContext, matters: Sequence[SupervisionItem]) -> Table:
    rows = [
        Row(
            (
                TextSpan(str(number)),
                TextSpan(
                    matter_text(matter),
                    matter_count(f"matter.{matter.row}", matter.name, [matter], "台账登记的责任事项"),
                ),
                TextSpan(matter.owner or EMPTY),
                TextSpan(deadlines_text(matter)),
                TextSpan(state_text(matter, context.today, context.warn_days)),
                TextSpan(required_action(matter, context.today, context.ahead)),
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


def _slip(context: SupervisionContext, unit: str, matters: Sequence[SupervisionItem]) -> Annex:
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


def _line(
    context: SupervisionContext,
    number: int | str,
    unit: str,
    matters: Sequence[SupervisionItem],
    *,
    total: bool = False,
) -> Row:
    late, feedback, soon = deadline_counts(context, matters)
    every = matter_count("supervised", f"{unit} 督办事项", matters, "到期、逾期和超过反馈时限的责任事项数")
    longest = max((matter.days_late(context.today) for matter in matters), default=0)
    return row(number, unit, every, late, feedback, soon, longest if longest > 0 else EMPTY, total=total)
