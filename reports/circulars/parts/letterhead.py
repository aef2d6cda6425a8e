"""Head and foot of a county's circulars, and the wording of the county, task forces and dates."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from models.ledgers import TaskForce
from models.rules.periods import Period
from models.statistics.events import StatisticsData
from reports.content.document import (
    Annex,
    Block,
    Chart,
    Document,
    DocumentLayout,
    Paragraph,
    SectionHeading,
    Table,
)

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_CAPTION = re.compile(r"表\d+　(.*)")
_TABLE_BELOW = "见下表"
_SECTION = re.compile(r"[一二三四五六七八九十]、(.*)")
_BLANK_NUMBER = re.compile(r"(.*)〔\d{4}〕(\s*号)")  # a 发文字号 whose number is still blank


def scope_name(facts: StatisticsData) -> str:
    """Return how circulars name the scope of the data: 全县, 全区, 全市, or a task force's name in its own report.

    A county that did not type its level (行政级别) is known by the last character of its name.
    """
    if facts.only_force is not None:
        return display_name(facts.only_force)
    level = (facts.county.level or "").strip() or (facts.county.name or "").strip()[-1:]
    return {"县": "全县", "区": "全区", "旗": "全旗"}.get(level, "全市")


def display_name(force: TaskForce) -> str:
    """Return the name of a task force in a sentence: 焦化专班."""
    return f"{force.short_name}专班"


def long_date(day: date) -> str:
    """Format a date in full: 2026年9月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_date(day: date | None, year: int) -> str:
    """Format a date in a sentence about a year: 9月30日, with the year where it differs; empty for None."""
    if day is None:
        return ""
    return f"{day.month}月{day.day}日" if day.year == year else long_date(day)


def _with_numbers(body: tuple[Block, ...]) -> tuple[Block, ...]:
    """Renumber sections, charts and tables, since parts from several modules bring their own numbers."""
    charts, tables, sections = count(1), count(1), iter(NUMERALS)
    blocks: list[Block] = []
    for block in body:
        if isinstance(block, SectionHeading) and block.level == 1 and (name := _SECTION.fullmatch(block.text)):
            blocks.append(replace(block, text=f"{next(sections)}、{name[1]}"))
        elif isinstance(block, Chart):
            blocks.append(replace(block, caption=f"图{next(charts)}　{block.caption}"))
        elif isinstance(block, Table) and (name := _CAPTION.fullmatch(block.caption)):
            number = next(tables)
            if blocks and isinstance(before := blocks[-1], Paragraph):
                blocks[-1] = _pointing_to(before, number)
            blocks.append(replace(block, caption=f"表{number}　{name[1]}"))
        else:
            blocks.append(block)
    return tuple(blocks)


def _pointing_to(text: Paragraph, number: int) -> Paragraph:
    """Name the table that follows a paragraph by its number where the paragraph points to it."""
    spans = tuple(replace(span, text=span.text.replace(_TABLE_BELOW, f"见表{number}")) for span in text.spans)
    return replace(text, spans=spans)


def circular(
    facts: StatisticsData,
    period: Period,
    title: str,
    body: tuple[Block, ...],
    annexes: tuple[Annex, ...],
    *,
    kind: str,
    due: int,
) -> Document:
    """Build a document with the county's head and foot, dated its planned day: ``due`` days after its period."""
    county = facts.county
    dated = period.last + timedelta(days=due)
    organ = county.organ or f"{county.name}招商引资领导小组"
    word = county.number_word or ""
    document = Document(
        title=title,
        masthead=organ + "文件",
        number=f"{word}〔{dated.year}〕　号",
        recipients=(county.recipients or "").rstrip("：:"),
        body=_with_numbers(body),
        signed_by=organ,
        dated=dated,
        annexes=annexes,
        remark=county.remark or "",
        copies_to=county.copies or "",
        printed_by=organ,
        as_of=period.last,
        subject=f"{county.name}招商引资{kind}",
        keywords=("招商引资", kind, period.key),
    )
    return document if facts.only_force is None else _as_task_force_report(document, facts.only_force.name, kind)


def dated_on(document: Document, day: date, printed_on: date) -> Document:
    """Return a document dated on a day and printed on another; a number still blank counts in the year of its date.

    A 简报 prints a single date, in its head.
    """
    match = _BLANK_NUMBER.fullmatch(document.number)
    number = f"{match[1]}〔{day.year}〕{match[2]}" if match else document.number
    printed = None if document.layout is DocumentLayout.BULLETIN else printed_on
    return replace(document, dated=day, number=number, printed_on=printed)


def _as_task_force_report(document: Document, force: str, kind: str) -> Document:
    """Sign a report with its task force's name; it is no official document of the county and has no 发文字号."""
    return replace(
        document,
        masthead="",
        number="",
        recipients=document.signed_by,
        signed_by=force,
        remark="",
        copies_to="",
        printed_by="",
        subject=f"{force}{kind}",
        keywords=(*document.keywords, force),
    )
