"""半月调度会议纪要 (GB/T 9704 §10.3): attendance, reports heard, and decisions with units and deadlines."""

from dataclasses import replace

from models.ledgers import Obligation
from models.rules.vocabulary import CircularName, MeetingKind
from models.statistics.activity_log import HeldMeeting
from reports.circulars.parts import letterhead, work_lists
from reports.circulars.parts.circular_kind import CircularKind, from_period_data
from reports.circulars.parts.period_data import PeriodData
from reports.circulars.parts.wording import column, paragraph, row
from reports.content.document import Align, Block, Document, DocumentLayout, SectionHeading, Table
from reports.figures.figure import EMPTY

MEETING_KIND = MeetingKind.HALF_MONTH
_BLANK = "　　　"
_MAX_ROWS = 12


def draft(data: PeriodData) -> Document:
    """Compose the 纪要 of a half-month's meeting from the ledger, or a form to fill in where it is not registered."""
    meeting = next((candidate for candidate in reversed(data.diary.meetings) if candidate.kind == MEETING_KIND), None)
    items = meeting.items if meeting else ()
    body: tuple[Block, ...] = (
        paragraph(*_opening(data, meeting), key="opening"),
        *_reports_heard(data, meeting),
        *_decisions(data, items),
    )
    title = f"{data.period.name}{data.scope_name}招商引资调度会议纪要"
    document = letterhead.circular(data.facts, data.period, title, body, (), kind="半月调度纪要", due=1)
    organ = data.facts.county.organ or f"{data.facts.county.name}招商引资领导小组"
    number = f"〔{data.period.year}〕{_BLANK}号"
    return replace(
        document,
        layout=DocumentLayout.MINUTES,
        masthead=f"{organ}会议纪要",
        number=number,
        recipients="",
        signed_by=document.signed_by,
        present=_attendance(meeting),
        dated=meeting.on if meeting else document.dated,
    )


def _attendance(meeting: HeldMeeting | None) -> tuple[tuple[str, str], ...]:
    """Return the attendance rows; blanks to fill in where the ledger has no meeting."""
    return ("出席", meeting.present if meeting and meeting.present else _BLANK), ("列席", _BLANK), ("请假", _BLANK)


def _opening(data: PeriodData, meeting: HeldMeeting | None) -> tuple[str, ...]:
    day = letterhead.long_date(meeting.on) if meeting else f"{data.period.year}年{data.period.first.month}月{_BLANK}日"
    host = meeting.host if meeting and meeting.host else _BLANK
    name = meeting.name if meeting else f"{data.period.name}招商引资调度会议"
    topics = f"会议议题：{meeting.topics.rstrip('。')}。" if meeting and meeting.topics else ""
    return f"{day}，{host}主持召开{name}，听取各专班工作汇报，研究调度重点事项。", topics, "现将会议议定事项纪要如下："


def _reports_heard(data: PeriodData, meeting: HeldMeeting | None) -> tuple[Block, ...]:
    """一、会议听取的情况."""
    summary = paragraph("会议听取了工作情况汇报：", work_lists.signings_sentence(data), key="heard")
    decided = (
        (paragraph(f"会议议定：{meeting.decisions.rstrip('。')}。", key="decisions"),)
        if meeting and meeting.decisions
        else ()
    )
    return SectionHeading(1, "一、会议听取的情况"), summary, *decided


def _decisions(data: PeriodData, items: tuple[Obligation, ...]) -> tuple[Block, ...]:
    """二、议定事项: each with unit and deadline; without any in the ledger the overdue ones are proposed."""
    proposed = not items
    obligations = list(items) or list(data.overdue[:_MAX_ROWS])
    rows = []
    for number, obligation in enumerate(obligations, start=1):
        figure = work_lists.obligation_count(
            f"item.{obligation.id}", obligation.name, [obligation], "台账登记的责任事项"
        )
        due = obligation.extended_to or obligation.due
        deadline = _BLANK if proposed else due.isoformat() if due else EMPTY
        facts = (obligation.unit or EMPTY, obligation.owner or EMPTY, deadline)
        item_row = row(number, work_lists.obligation_name(data, obligation), *facts)
        cells = (item_row.cells[0], replace(item_row.cells[1], figure=figure), *item_row.cells[2:])
        rows.append(replace(item_row, cells=cells))
    head = "会议对以下事项提出要求：" if items else "提请会议对以下逾期事项重新明确完成时限："
    blocks: tuple[Block, ...] = (SectionHeading(1, "二、议定事项"),)
    if not rows:
        return *blocks, paragraph("没有需要议定的逾期事项。", key="items.none")
    columns = (
        column("序\n号", 2),
        column("议定事项", 14, Align.LEFT),
        column("责任单位", 8, Align.LEFT),
        column("责任人", 4),
        column("完成时限", 6),
    )
    close = "责任单位要按时限办结，办结后在台账销号；不能按期办结的，提前说明原因并写明延期方案。"
    table = Table("表1　会议议定事项", columns, tuple(rows))
    return *blocks, paragraph(head, key="items"), table, paragraph(close, key="closing")


KIND = CircularKind("minutes", CircularName.MINUTES, "half-month", from_period_data(draft), position=30)
