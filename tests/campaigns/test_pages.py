"""Every page of every circular is one an office would send out: full and empty books, county and task force.

The full campaign sets each kind for several periods, with names of 2 to 20 characters and on other grids.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from models.circulars.issuing import task_force_choices
from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars import compose
from reports.circulars.workflow.kind_registry import CIRCULAR_KINDS
from reports.content.document import Block, Document, Paragraph, SectionHeading, TextSpan
from reports.pdf.fonts import FontSet
from reports.pdf.geometry import GB9704
from reports.pdf.line_breaking import Breaker
from reports.pdf.page_division import PrintSheet, print_sheets
from tests.reports.pdf.page_faults import page_faults, sheet_faults
from tests.reports.pdf.sheets import circular, filler, table
from tests.rows import TODAY, copy_template, open_unsynced

FULL_CAMPAIGN = os.environ.get("CAMPAIGN") == "full"
PERIODS = {
    "week": ("2026-W43", "2026-W20", "2026-W09"),
    "half-month": ("2026-10-2", "2026-06-1", "2026-03-2"),
    "month": ("2026-10", "2026-05", "2026-02"),
    "quarter": ("2026-Q3", "2026-Q2", "2026-Q1"),
    "half-year": ("2026-H1", "2026-H2", "2025-H2"),
    "year": ("2026", "2025", "2026"),
    "batch": ("2026-3", "2026-2", "2026-1"),
}
PLACES = ("郏县", "夏邑县", "积石山保安族东乡族撒拉族自治县", "双江拉祜族佤族布朗族傣族自治县")
BREAKER = Breaker(FontSet.bundled())


def documents(book: Store, rounds: int) -> Iterator[tuple[str, Document]]:
    """Compose every kind of circular for so many periods, for the county and for a task force."""
    with book.reading() as session:
        forces = [None, *(force for force, _ in task_force_choices(session)[: rounds + 1])]
    for key, kind in CIRCULAR_KINDS.items():
        for text, force in product(PERIODS[kind.period][:rounds], forces[: 1 if kind.ranks else None]):
            period = read_period(text, kind.period)
            yield f"{key} {text} {force or ''}", compose(book, key, period, task_force=force, today=TODAY)[0]


def renamed(document: Document, place: str) -> Document:
    """Return a circular of a county with another name."""
    organ = f"{place}招商引资工作领导小组办公室"
    masthead, printed_by = f"{organ}文件" if document.masthead else "", organ if document.printed_by else ""
    return replace(document, masthead=masthead, signed_by=organ, printed_by=printed_by)


@pytest.mark.campaign
@pytest.mark.parametrize("name", ["demo_book", "hejin_book", "xiayi_book"])
def test_no_page_of_any_circular_would_be_sent_back(name: str, request: pytest.FixtureRequest) -> None:
    path = copy_template(request.getfixturevalue(name), request.getfixturevalue("tmp_path"))
    faults = []
    with open_unsynced(path) as book:
        for label, document in documents(book, 3 if FULL_CAMPAIGN else 1):
            of_document = page_faults(BREAKER, document, GB9704)
            if FULL_CAMPAIGN:
                for place, lines in product(PLACES, (22, 24, 20)):
                    of_document += page_faults(BREAKER, renamed(document, place), replace(GB9704, lines=lines))
                of_document += page_faults(BREAKER, document, replace(GB9704, duplex=False))
            faults += [f"{label}: {fault}" for fault in of_document]
    assert not faults, "\n".join(faults)


@pytest.mark.campaign
def test_no_length_of_text_strands_a_signature_or_parts_a_table() -> None:
    """Texts of every length around a page's end, with a table before the end, at the end and without one."""
    faults = []
    for lines in range(2, 60 if FULL_CAMPAIGN else 24):
        for rows, tail in product((0, 4, 12, 30), (0, 2)):
            middle: list[Block] = [SectionHeading(1, "二、排名"), *filler(1), table(rows)] if rows else []
            document = circular(*filler(lines), *middle, *filler(tail))
            faults += [f"{lines} {rows} {tail}: {fault}" for fault in page_faults(BREAKER, document, GB9704)]
    assert not faults, "\n".join(faults)


def test_the_judge_finds_what_it_looks_for() -> None:
    """Pages are spoilt one way each, and the judge names the fault."""
    document = replace(
        circular(*filler(30), SectionHeading(1, "二、排名"), *filler(2), table(12)), dated=date(2026, 11, 5)
    )
    sheets = list(print_sheets(BREAKER, document, GB9704))
    assert sheet_faults(sheets, document, GB9704) == []

    def kinds(spoilt: list[PrintSheet], of: Document = document) -> set[str]:
        return {fault.partition(":")[0] for fault in sheet_faults(spoilt, of, GB9704)}

    first, second, *rest = sheets
    half = replace(second.page, boxes=second.page.boxes[:8], used_height=second.page.boxes[8][1])
    assert "sparse page" in kinds([first, replace(second, page=half), *rest])
    last = sheets[-1]
    assert last.imprint is not None
    assert "imprint" in kinds([*sheets[:-1], sheets[-1], replace(last, page=replace(last.page, boxes=()))])
    low = replace(second.page, boxes=tuple((box, top + 30) for box, top in second.page.boxes))
    assert "outside" in kinds([first, replace(second, page=low), *rest])
    elsewhere = replace(document, body=(*document.body[:3], table(12), *document.body[3:-1]))
    assert "astray" not in kinds(list(print_sheets(BREAKER, elsewhere, GB9704)), elsewhere)
    assert "astray" in kinds(sheets, elsewhere)


def test_the_judge_finds_lone_words_and_stranded_signatures() -> None:
    short = circular(Paragraph((TextSpan("招" * 26 + "商"),)), Paragraph((TextSpan("引" * 26 + "资。"),)))
    narrow = replace(GB9704, size=16.0)
    sheets = list(print_sheets(BREAKER, short, narrow))
    assert sheet_faults(sheets, short, narrow) == []
    signature = [
        (box, top)
        for sheet in sheets
        for box, top in sheet.page.boxes
        if box.ink is not None and "2026年11月5日" in "".join(line.text for _, line in getattr(box.ink, "parts", ()))
    ]
    blank = replace(sheets[0], page=replace(sheets[0].page, boxes=tuple(signature)), imprint=None)
    kept = tuple(pair for pair in sheets[0].page.boxes if pair not in signature)
    spoilt = [replace(sheets[0], page=replace(sheets[0].page, boxes=kept)), blank]
    assert any(fault.startswith("lonely signature") for fault in sheet_faults(spoilt, short, narrow))
