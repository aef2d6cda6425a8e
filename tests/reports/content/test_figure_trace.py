"""Every figure of a circular has one number, and is known for what it is: counted, added up, reckoned or stated."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.periods import read_period
from models.statistics.event_reader import read_statistics
from models.storage.store import Store
from reports.content import snapshot_codec
from reports.content.document import Document, Paragraph, TextSpan
from reports.content.figure_trace import FigureOrigin, origin_of, trace_entries
from reports.figures.figure import GROWTH, LEFT, LESS, SHARE, Figure, PeriodFigures, in_yi
from tests.reports.county import small_county
from tests.rows import copy_template, open_unsynced

CountyBook = tuple[Store, dict[str, str]]


@pytest.fixture(scope="module")
def county(empty_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CountyBook]:
    """Open the small county."""
    with open_unsynced(copy_template(empty_book, tmp_path_factory.mktemp("县"))) as book:
        yield book, small_county(book)


def document_of_figures(*figures: Figure) -> Document:
    """Make the smallest document that prints some figures."""
    paragraph = Paragraph(tuple(TextSpan(figure.text, figure) for figure in figures))
    return Document("题", "", "", "", (paragraph,), "", date(2026, 11, 5))


def board(county: CountyBook) -> PeriodFigures:
    """Give October's figures."""
    with county[0].reading() as session:
        return PeriodFigures(read_statistics(session), read_period("2026-10"))


def test_figures_know_what_each_row_adds_and_what_they_follow_from(county: CountyBook) -> None:
    book, ids = board(county), county[1]
    signed = book.year("signed_value")
    assert dict(zip(signed.rows, signed.parts, strict=True))[ids["P1"]] == Decimal("2.8")
    assert dict(zip(signed.rows, signed.days, strict=True))[ids["P1"]] == date(2026, 3, 5)
    for figure in (*book.all_figures(), *book.all_figures(ids["A"])):
        assert figure.parts == () or sum(figure.parts) == figure.value
        assert len(figure.parts) in {0, len(figure.rows)}
    rate = book.completion("signed_value", ids["A"])
    assert (rate.relation, rate.operands) == (
        SHARE,
        (book.year("signed_value", ids["A"]), book.target("signed_value", ids["A"])),
    )
    assert [origin_of(figure) for figure in (signed, book.now("signed"), rate)] == [
        FigureOrigin.SUM,
        FigureOrigin.COUNT,
        FigureOrigin.DERIVED,
    ]
    assert origin_of(book.elapsed()) is FigureOrigin.STATED


def test_every_share_of_a_board_is_its_operands_share(county: CountyBook) -> None:
    book = board(county)
    related = [figure for figure in book.all_figures() if figure.value is not None and figure.relation == SHARE]
    assert {"started_rate", "funds_rate", "kept_rate"} <= {figure.key for figure in related}
    for figure in related:
        part, whole = figure.operands
        assert part.value is not None
        assert whole.value
        assert figure.value == part.value * 100 / whole.value


def test_what_a_figure_follows_from_is_listed_after_what_is_printed() -> None:
    part, whole = (Figure(key, key, "个", Decimal(2), "", ("a", "b"), 0, "project") for key in "ab")
    rate = Figure("r", "率", "%", Decimal(100), "", ("a", "b"), 2, "project", operands=(part, whole), relation=SHARE)
    listed = trace_entries(document_of_figures(rate, part))
    assert [(entry.number, entry.figure.key) for entry in listed] == [("F001", "r"), ("F002", "a"), ("F003", "b")]
    assert [entry.in_text for entry in listed] == [True, True, False]


def test_what_is_short_by_chance_as_many_as_its_rows_is_no_count() -> None:
    short = Figure("quota.x.short", "缺", "个", Decimal(2), "", ("a", "b"), 0, "lead")
    assert origin_of(short) is FigureOrigin.STATED
    assert origin_of(replace(short, key="leads")) is FigureOrigin.COUNT


@given(st.lists(st.decimals(0, 10**8, places=4), max_size=6), st.sampled_from([SHARE, LESS, LEFT, GROWTH]))
def test_what_was_frozen_keeps_parts_days_and_operands(amounts: list[Decimal], relation: str) -> None:
    added = in_yi("x", "数", [(f"r{number}", amount) for number, amount in enumerate(amounts)], "和")
    added = replace(added, days=tuple(date(2026, 1, 1 + number) for number in range(len(amounts))))
    document = document_of_figures(replace(added, key="y", operands=(added, added), relation=relation), added)
    text = snapshot_codec.encode_snapshot(document)
    assert snapshot_codec.decode_snapshot(text) == document
    assert snapshot_codec.encode_snapshot(snapshot_codec.decode_snapshot(text)) == text
