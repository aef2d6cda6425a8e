"""半月调度会议纪要 (GB/T 9704 §10.3): attendance, reports heard, and decisions with units and deadlines."""

import re
from dataclasses import replace

from models.ledgers import Obligation
from models.rules.vocabulary import CircularName, MeetingKind
from models.statistics.activity_log import LEADS, RECOGNISED, TALKS, VISITS_IN, VISITS_OUT, HeldMeeting
from reports.circulars.parts import letterhead, next_steps, work_lists
from reports.circulars.parts.circular_kind import CircularKind, from_period_data
from reports.circulars.parts.period_data import KIND_NAMES, PeriodData
from reports.circulars.parts.wording import Sentence, column, counted_or_none, paragraph, row
from reports.circulars.phrases.bank import SlotValue
from reports.content.document import Align, Block, Document, DocumentLayout, SectionHeading, Table
from reports.figures.figure import EMPTY

MEETING_KIND = MeetingKind.HALF_MONTH
_BLANK = "　　　"
_BETWEEN = re.compile(r"[；;。\n]+")
_ATTENDANCE = re.compile(r"(出席|列席|请假)[：:]")
_TYPED_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、]|（\d+）)")


def draft(data: PeriodData) -> Document:
    """Compose the 纪要 of a half-month's meeting from the ledger, or a form to fill in where it is not registered."""
    meeting = next((candidate for candidate in reversed(data.diary.meetings) if candidate.kind == MEETING_KIND), None)
    body: tuple[Block, ...] = (
        paragraph(*_opening(data, meeting), key="opening"),
        SectionHeading(1, "一、会议听取的情况"),
        *_reports_heard(data),
        SectionHeading(1, "二、议定事项"),
        *_decisions(data, meeting),
    )
    title = f"{data.period.name}{data.scope_name}招商引资调度会议纪要"
    document = letterhead.circular(data.facts, data.period, title, body, (), kind="半月调度纪要", due=1)
    county, only = data.facts.county, data.facts.only_force
    organ = only.name if only else county.organ or f"{county.name}招商引资领导小组"
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
    """Return the attendance rows; blanks to fill in where the ledger has none.

    Who attended without a vote and who was excused may be typed behind those present: “甲、乙；列席：丙；请假：丁”.
    """
    if meeting is None or not meeting.present:
        return ("出席", _BLANK), ("列席", _BLANK), ("请假", _BLANK)
    _, *typed = _ATTENDANCE.split(f"出席：{meeting.present}")
    labels, names = typed[::2], [part.strip(" 　；;。，\n") for part in typed[1::2]]
    return tuple((label, listed) for label, listed in zip(labels, names, strict=True) if listed)


def _opening(data: PeriodData, meeting: HeldMeeting | None) -> tuple[Sentence, ...]:
    day = letterhead.long_date(meeting.on) if meeting else f"{data.period.year}年{data.period.first.month}月{_BLANK}日"
    values: dict[str, SlotValue] = {
        "日期": day,
        "主持": _host(data, meeting.host) if meeting and meeting.host else _BLANK,
        "会议": meeting.name if meeting else f"{data.period.name}招商引资调度会议",
    }
    opening = data.say("minutes.opening", values)
    topics = meeting.topics.rstrip("。；") if meeting and meeting.topics else ""
    return opening, data.say("minutes.topics", {"议题": topics}) if topics else "", data.say("minutes.lead")


def _host(data: PeriodData, name: str) -> str:
    """Return who presided with the post the county's profile gives the person; the name alone where it gives none."""
    county = data.facts.county
    posts = (("指挥长", county.commander), ("副指挥长", county.deputies), ("办公室主任", county.office_head))
    return next((f"{post}{name}" for post, names in posts if name in (names or "").split("、")), name)


def _reports_heard(data: PeriodData) -> tuple[Block, ...]:
    """Compose 一、会议听取的情况: what was reported, and how what is due stands."""
    work = [(KIND_NAMES[kind], data.count(kind)) for kind in (LEADS, RECOGNISED, VISITS_OUT, VISITS_IN, TALKS)]
    only = data.facts.only_force
    values: dict[str, SlotValue] = {
        "汇报单位": letterhead.display_name(only) if only else "各专班",
        "期间": data.period.name,
        "范围": data.scope_name,
        "工作情况": counted_or_none(work, "没有上报线索、走访和洽谈"),
        "签约情况": work_lists.signings_clause(data),
    }
    heard: list[Block] = [paragraph(data.say("minutes.heard", values), key="heard")]
    late = work_lists.obligation_count("overdue", "到期未销号事项", data.overdue, "时限已过、尚未销号的责任事项数")
    starts = work_lists.project_count(
        "late_start", "超期未开工项目", data.late_starts, "计划开工时间已过、尚未开工的项目数"
    )
    if late.value or starts.value:
        state = counted_or_none((("到期未销号的责任事项", late), ("超期未开工的项目", starts)), "")
        heard.append(paragraph(data.say("minutes.late", {"事项情况": state}), key="heard.late"))
    return tuple(heard)


def _decisions(data: PeriodData, meeting: HeldMeeting | None) -> tuple[Block, ...]:
    """Compose 二、议定事项: what the meeting decided, as the ledger records it; blank where nothing is recorded."""
    decided = _split_decisions(meeting.decisions if meeting else "")
    items = meeting.items if meeting else ()
    if not decided and not items:
        return (paragraph(f"会议议定：{_BLANK}", key="items.none"),)
    blocks: list[Block] = [
        paragraph(f"{f'{number}．' if len(decided) > 1 else '会议议定，'}{sentence}。", key=f"decisions.{number}")
        for number, sentence in enumerate(decided, start=1)
    ]
    if not items:
        return tuple(blocks)
    closing = data.say("minutes.closing", {"办公室": next_steps.office_name(data.board)})
    return (
        *blocks,
        paragraph(data.say("minutes.items"), key="items"),
        _item_table(data, items),
        paragraph(closing, key="closing"),
    )


def _split_decisions(text: str) -> list[str]:
    """Split what was typed as decisions into sentences, without numbers typed before them."""
    parts = (_TYPED_NUMBER.sub("", part.strip()) for part in _BETWEEN.split(text))
    return [part.removeprefix("会议议定").lstrip("：，") for part in parts if part]


def _item_table(data: PeriodData, items: tuple[Obligation, ...]) -> Table:
    """Build the table of the obligations that the meeting decided, each with unit, owner and deadline."""
    rows = []
    for number, obligation in enumerate(items, start=1):
        figure = work_lists.obligation_count(
            f"item.{obligation.id}", obligation.name, [obligation], "台账登记的责任事项"
        )
        due = obligation.extended_to or obligation.due
        facts = (obligation.unit or EMPTY, obligation.owner or EMPTY, due.isoformat() if due else EMPTY)
        item_row = row(number, work_lists.obligation_name(data, obligation), *facts)
        cells = (item_row.cells[0], replace(item_row.cells[1], figure=figure), *item_row.cells[2:])
        rows.append(replace(item_row, cells=cells))
    columns = (
        column("序\n号", 2),
        column("议定事项", 14, Align.LEFT),
        column("责任单位", 8, Align.LEFT),
        column("责任人", 4),
        column("完成时限", 6),
    )
    return Table("表1　会议议定事项", columns, tuple(rows))


KIND = CircularKind("minutes", CircularName.MINUTES, "half-month", from_period_data(draft), position=30)
