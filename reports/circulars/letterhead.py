"""What every circular of a county shares: its head, its foot, and how it names the whole county and a day."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

from models.facts import Facts
from models.rules.periods import Period
from reports.content import Annex, Block, Chart, Document, Table

_CAPTION = re.compile(r"表\d+　(.*)")


def whole(facts: Facts) -> str:
    """Name all of the county as its circulars do: 全县, 全区 or 全市; a task force's own facts by its name."""
    if facts.only is not None:
        return called(facts.only)
    level = (facts.county.level or "").strip()
    return {"县": "全县", "区": "全区"}.get(level, "全市")


def called(force: Any) -> str:
    """Name a task force in a sentence: 焦化专班."""
    return f"{force.short or force.name.removesuffix('专班').removesuffix('招商')}专班"


def said(day: date) -> str:
    """Write a day out: 2026年9月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def near(day: date | None, year: int) -> str:
    """Write a day into a sentence about a year: 9月30日, with its year where that is another."""
    if day is None:
        return ""
    return f"{day.month}月{day.day}日" if day.year == year else said(day)


def _figured(body: tuple[Block, ...]) -> tuple[Block, ...]:
    """Give charts and tables their numbers in order: what is put together from several reports has each once."""
    charts, tables = count(1), count(1)
    found: list[Block] = []
    for one in body:
        if isinstance(one, Chart):
            found.append(replace(one, caption=f"图{next(charts)}　{one.caption}"))
        elif isinstance(one, Table) and (name := _CAPTION.fullmatch(one.caption)):
            found.append(replace(one, caption=f"表{next(tables)}　{name[1]}"))
        else:
            found.append(one)
    return tuple(found)


def circular(
    facts: Facts,
    period: Period,
    title: str,
    body: tuple[Block, ...],
    annexes: tuple[Annex, ...],
    *,
    kind: str,
    due: int,
) -> Document:
    """Put the county's head and foot around a circular of this kind, dated ``due`` days after its period."""
    county = facts.county
    dated = period.last + timedelta(days=due)
    organ = county.organ or f"{county.name}招商引资领导小组"
    word = county.number_word or ""
    made = Document(
        title=title,
        masthead=organ + "文件",
        number=f"{word}〔{dated.year}〕　号",
        recipients=(county.recipients or "").rstrip("：:"),
        body=_figured(body),
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
    return made if facts.only is None else _own(made, facts.only.name, kind)


def _own(made: Document, force: str, kind: str) -> Document:
    """Put a task force's name under its own report, which is no document of the county's: it has no number."""
    return replace(
        made,
        masthead="",
        number="",
        recipients=made.signed_by,
        signed_by=force,
        remark="",
        copies_to="",
        printed_by="",
        subject=f"{force}{kind}",
        keywords=(*made.keywords, force),
    )
