"""Circulars read as written by one hand: no sentence twice, no punctuation collides, nothing is told as nought.

Checked on the demonstration for every kind, county and task force, on the presets without rows, and on drawn books.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

from models.rules.periods import read_period
from models.storage import store
from models.storage.store import Store
from reports.circulars import compose
from reports.circulars.workflow.compose import load_facts
from reports.circulars.workflow.kind_registry import CIRCULAR_KINDS
from reports.content.document import Block, Document, Paragraph, SectionHeading
from tests.counted_rows import BookFiller, DrawnBook, drawn_books
from tests.rows import copy_template, open_unsynced

PERIODS = {
    "week": ("2026-W43", "2026-W01", "2026-W53"),
    "half-month": ("2026-10-1", "2026-10-2"),
    "month": ("2026-10", "2026-01", "2026-12"),
    "quarter": ("2026-Q3", "2026-Q1"),
    "half-year": ("2026-H1", "2026-H2"),
    "year": ("2026", "2025"),
    "batch": ("2026-2",),
}
FIRMS = {"queue", "inspection", "assessment"}
OF_DRAWN_BOOKS = [kind for kind in CIRCULAR_KINDS if kind not in FIRMS]
COLLIDING = re.compile(r"[，；：、。][，；：、。]|“”|[{}]|None|(?<![\d.])0(?:个|条|次|件|场|轮)")
RESPONSIBLE = re.compile(r"（(?:责任单位|由各专班|督促)[^）]*）")  # who answers for it stands behind every task
BRACKETED = re.compile(r"（[^（）]*）")
AGENDA = re.compile(r"^\d+．")


def sentences(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield the sentences of paragraphs; the lines of an agenda are none."""
    for block in blocks:
        if isinstance(block, Paragraph) and not AGENDA.match(block.text):
            text = RESPONSIBLE.sub("", block.text)
            yield from (part.strip() for part in re.split(r"[。？！]", text) if part.strip())


def annex_parts(blocks: tuple[Block, ...]) -> list[tuple[Block, ...]]:
    """Divide an annex at its headings: below each stands another task force, of which the same may be true."""
    starts = [number for number, block in enumerate(blocks) if isinstance(block, SectionHeading)]
    return [blocks[first:end] for first, end in pairwise([0, *starts, len(blocks)])]


def faults(document: Document) -> list[str]:
    """List what an office writer would strike out."""
    listed = []
    for blocks in (document.body, *(part for annex in document.annexes for part in annex_parts(annex.blocks))):
        body_sentences = list(sentences(blocks))
        listed += [f"twice: {sentence}" for sentence in set(body_sentences) if body_sentences.count(sentence) > 1]
        # Quotas set what was done, nought too, beside what was asked.
        paragraphs = [block for block in blocks if isinstance(block, Paragraph) and not block.key.startswith("quota.")]
        texts = [BRACKETED.sub("", paragraph.text) for paragraph in paragraphs]
        listed += [f"{match[0]} in: {text}" for text in texts if (match := COLLIDING.search(text))]
    return listed


def drafts(book: Store, kinds: list[str], *, forces: int) -> Iterator[tuple[str, Document]]:
    """Draft every kind for every period, of the county and of some task forces."""
    ids = [force.id for force in load_facts(book).forces[:forces]]
    for kind in kinds:
        known = CIRCULAR_KINDS[kind]
        for period in PERIODS[known.period]:
            for force in (None, *(() if known.ranks else ids)):
                name = f"{kind} {period} {force or ''}"
                yield name, compose(book, kind, read_period(period, known.period), task_force=force)[0]


@pytest.mark.parametrize("kind", CIRCULAR_KINDS)
def test_the_demonstration_reads_well_in_every_kind(demo_book: Path, kind: str) -> None:
    with store.open_book(demo_book, write=False) as book:
        assert {name: listed for name, document in drafts(book, [kind], forces=4) if (listed := faults(document))} == {}


@pytest.mark.parametrize("kind", CIRCULAR_KINDS)
def test_a_preset_without_rows_reads_well(hejin_book: Path, kind: str) -> None:
    with store.open_book(hejin_book, write=False) as book:
        assert {name: listed for name, document in drafts(book, [kind], forces=1) if (listed := faults(document))} == {}


@settings(max_examples=5, phases=(Phase.explicit, Phase.generate))
@given(drawn=drawn_books())
def test_no_sentence_is_told_twice_in_drawn_books(
    empty_book: Path, tmp_path_factory: pytest.TempPathFactory, drawn: DrawnBook
) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path_factory.mktemp("画出"))) as book:
        with book.writing("画出") as session:
            BookFiller(session).fill(drawn)
        drawn_faults = {name: faults(document) for name, document in drafts(book, OF_DRAWN_BOOKS, forces=2)}
    assert {name: listed for name, listed in drawn_faults.items() if listed} == {}


def test_the_same_book_is_told_in_the_same_words(demo_book: Path) -> None:
    with store.open_book(demo_book, write=False) as book:
        month = read_period("2026-10")
        assert compose(book, "month", month)[0] == compose(book, "month", month)[0]
