"""The document of a sheet: numbered sections without empty ones, no red head; the county's organ signs lists."""

from collections.abc import Iterable, Sequence
from datetime import date

from models.ledgers import County
from reports.content.document import Block, Document, SectionHeading

_NUMERALS = "一二三四五六七八九十"


def numbered_sections(sections: Iterable[tuple[str, Sequence[Block]]]) -> list[Block]:
    """Return the sections that have anything, numbered as in 一、基本情况."""
    blocks: list[Block] = []
    for number, (title, parts) in enumerate(section for section in sections if section[1]):
        blocks += [SectionHeading(1, f"{_NUMERALS[number]}、{title}"), *parts]
    return blocks


def sheet(title: str, body: Sequence[Block], day: date, subject: str, keywords: tuple[str, ...]) -> Document:
    """Return the document of a sheet that nobody signs; ``keywords`` are what it is about."""
    return Document(
        title=title,
        masthead="",
        number="",
        recipients="",
        body=tuple(body),
        signed_by="",
        dated=day,
        subject=subject,
        keywords=("招商引资", *keywords),
    )


def county_list(county: County, name: str, body: Sequence[Block], day: date, keywords: tuple[str, ...]) -> Document:
    """Return the document of a list of the whole county, signed by its organ."""
    title = f"{county.name}{name}"
    return Document(
        title=title,
        masthead="",
        number="",
        recipients="",
        body=tuple(body),
        signed_by=county.organ or f"{county.name}招商引资领导小组",
        dated=day,
        subject=title,
        keywords=("招商引资", *keywords),
    )
