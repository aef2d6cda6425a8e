"""The list of sources: the figures of the text with their rows by name, six of them at the most, and what is gone."""

from datetime import date
from decimal import Decimal

import pytest

from models.storage.store import Store
from reports.circulars.parts.sources import TITLE, annex, with_annex, with_names
from reports.content.document import Document, FigureSource, Paragraph, Table, TextSpan
from reports.figures.figure import SHARE, Figure

CountyBook = tuple[Store, dict[str, str]]


def counted(*rows: str) -> Figure:
    """Return the number of some projects."""
    return Figure("signed.year", "签约项目", "个", Decimal(len(rows)), "签约的项目数", rows, 0, "project")


def printing(*figures: Figure, sources: tuple[FigureSource, ...] = ()) -> Document:
    """Make a document that states some figures."""
    text = Paragraph(tuple(TextSpan(figure.phrase, figure) for figure in figures))
    return Document("题", "", "", "", (text,), "", date(2026, 11, 5), sources=sources)


def cells(document: Document) -> list[list[str]]:
    """Return the list of sources as printed."""
    (table,) = annex(document).blocks
    assert isinstance(table, Table)
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_count_names_its_rows(county: CountyBook) -> None:
    book, ids = county
    document = with_names(book, printing(counted(ids["P1"], ids["P2"])))
    assert {source.name for source in document.sources} == {"P1", "P2"}
    assert cells(document) == [["F001", "", "签约项目", "2", "个", "2", "签约的项目数", "项目：P1、P2"]]


@pytest.mark.parametrize(("number", "more"), [(6, ""), (7, "等7项")])
def test_more_than_six_rows_are_counted(number: int, more: str) -> None:
    rows = tuple(f"row{at}" for at in range(number))
    sources = tuple(FigureSource("project", row, f"甲{at}") for at, row in enumerate(rows, start=1))
    (line,) = cells(printing(counted(*rows), sources=sources))
    assert line[-1] == f"项目：甲1、甲2、甲3、甲4、甲5、甲6{more}"


def test_a_row_that_is_gone_is_named_as_such() -> None:
    assert cells(printing(counted("row")))[0][-1] == "项目：（已不在）"


def test_a_derived_figure_names_the_numbers_it_follows_from(county: CountyBook) -> None:
    book, ids = county
    started, signed = counted(ids["P1"]), counted(ids["P1"], ids["P2"])
    rate = Figure(
        "rate", "开工率", "%", Decimal(50), "1÷2", signed.rows, 2, "project", operands=(started, signed), relation=SHARE
    )
    document = with_names(book, printing(rate))
    assert {source.name for source in document.sources} == {"P1", "P2"}  # those of the operands too
    assert cells(document) == [["F001", "", "开工率", "50.00", "%", "2", "1÷2", "由 F002、F003 推算"]]


def test_a_figure_without_rows_has_dashes() -> None:
    target = Figure("target", "年度目标", "亿元", Decimal(15), "下达的目标", (), 2, "")
    assert cells(printing(target)) == [["F001", "", "年度目标", "15.00", "亿元", "—", "下达的目标", "—"]]


def test_a_figure_stated_twice_is_listed_once() -> None:
    assert len(cells(printing(counted("row"), counted("row")))) == 1


def test_the_list_is_the_last_annex() -> None:
    document = with_annex(with_annex(printing(counted("row"))))
    assert [part.title for part in document.annexes] == [TITLE, TITLE]
    assert document.annexes[0].landscape
