"""半月调度会议纪要 (GB/T 9704 §10.3): who met, what was heard, what was decided, by whom and by when."""

from dataclasses import replace
from typing import Any

from models.happenings import Held
from reports.circulars import letterhead, matters
from reports.circulars.scene import Scene
from reports.circulars.wording import column, paragraph, row
from reports.content import Align, Block, Document, Heading, Layout, Table
from reports.figures import EMPTY

KIND = "半月一调度"
_BLANK = "　　　"
_MOST = 12


def draft(scene: Scene) -> Document:
    """Write the 纪要 of a half-month's meeting as the ledger has it, or one to be filled in where it has none."""
    held = next((one for one in reversed(scene.diary.meetings) if one.kind == KIND), None)
    items = held.items if held else ()
    body: tuple[Block, ...] = (
        paragraph(*_opening(scene, held), key="opening"),
        *_heard(scene, held),
        *_decided(scene, items),
    )
    title = f"{scene.period.name}{scene.whole}招商引资调度会议纪要"
    made = letterhead.circular(scene.facts, scene.period, title, body, (), kind="半月调度纪要", due=1)
    organ = scene.facts.county.organ or f"{scene.facts.county.name}招商引资领导小组"
    number = f"〔{scene.period.year}〕{_BLANK}号"
    return replace(
        made,
        layout=Layout.MINUTES,
        masthead=f"{organ}会议纪要",
        number=number,
        recipients="",
        signed_by=made.signed_by,
        present=_present(held),
        dated=held.on if held else made.dated,
    )


def _present(held: Held | None) -> tuple[tuple[str, str], ...]:
    """Give who was there; without a meeting in the ledger the rows are there to be filled in."""
    return ("出席", held.present if held and held.present else _BLANK), ("列席", _BLANK), ("请假", _BLANK)


def _opening(scene: Scene, held: Held | None) -> tuple[str, ...]:
    day = letterhead.said(held.on) if held else f"{scene.period.year}年{scene.period.first.month}月{_BLANK}日"
    host = held.host if held and held.host else _BLANK
    name = held.name if held else f"{scene.period.name}招商引资调度会议"
    topics = f"会议议题：{held.topics.rstrip('。')}。" if held and held.topics else ""
    return f"{day}，{host}主持召开{name}，听取各专班工作汇报，研究调度重点事项。", topics, "现将会议议定事项纪要如下："


def _heard(scene: Scene, held: Held | None) -> tuple[Block, ...]:
    """一、会议听取的情况."""
    said = paragraph("会议听取了工作情况汇报：", matters.signings(scene), key="heard")
    decided = (
        (paragraph(f"会议议定：{held.decisions.rstrip('。')}。", key="decisions"),) if held and held.decisions else ()
    )
    return Heading(1, "一、会议听取的情况"), said, *decided


def _decided(scene: Scene, items: tuple[Any, ...]) -> tuple[Block, ...]:
    """二、议定事项: each with its unit and its day; what the ledger has none of, the overdue are proposed for."""
    proposed = not items
    found = list(items) or list(scene.late[:_MOST])
    rows = []
    for number, one in enumerate(found, start=1):
        figure = matters.items(f"item.{one.id}", one.name, [one], "台账登记的责任事项")
        due = one.extended_to or one.due
        facts = (one.unit or EMPTY, one.owner or EMPTY, _BLANK if proposed else due.isoformat() if due else EMPTY)
        made = row(number, matters.named(scene, one), *facts)
        cells = (made.cells[0], replace(made.cells[1], figure=figure), *made.cells[2:])
        rows.append(replace(made, cells=cells))
    head = "会议对以下事项提出要求：" if items else "提请会议对以下逾期事项重新明确完成时限："
    blocks: tuple[Block, ...] = (Heading(1, "二、议定事项"),)
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
