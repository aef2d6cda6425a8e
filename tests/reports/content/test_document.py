"""A document's blocks and figures are walked in reading order, and nothing that is printed is passed over."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from reports.content.document import (
    Annex,
    Chart,
    ChartKind,
    Document,
    Paragraph,
    Picture,
    Row,
    RowKind,
    SectionHeading,
    Series,
    Table,
    TableColumn,
    TextSpan,
    blocks,
    figures,
)
from reports.figures.figure import Figure


def figure(key: str) -> Figure:
    return Figure(key, key, "个", Decimal(1), "计数")


def span(key: str) -> TextSpan:
    return TextSpan(key, figure(key))


SENTENCE = Paragraph((TextSpan("签约"), span("a"), TextSpan("，开工"), span("b"), TextSpan("。")), "opening")
TABLE = Table(
    "表1",
    (TableColumn("名称", 5), TableColumn("数", 3)),
    (Row((span("group"),), RowKind.GROUP), Row((TextSpan("甲"), span("c"))), Row((TextSpan("合计"), span("d")))),
)
CHART = Chart(
    ChartKind.BARS, "图", ("甲", "乙"), (Series("本期", (figure("e"), None)), Series("上期", (None, figure("f")))), "%"
)
PICTURE = Picture(b"", "现场")
HEADING = SectionHeading(1, "一、总体情况")


def document(*body: Paragraph | Table | Chart | Picture | SectionHeading, annexes: tuple[Annex, ...] = ()) -> Document:
    return Document("题", "", "", "", body, "", date(2026, 11, 5), annexes)


def keys(of: Document) -> list[str]:
    return [each.key for each in figures(of)]


def test_a_paragraph_reads_as_one_text() -> None:
    assert SENTENCE.text == "签约a，开工b。"


def test_figures_come_in_reading_order() -> None:
    assert keys(document(HEADING, SENTENCE, TABLE, PICTURE, CHART)) == ["a", "b", "group", "c", "d", "e", "f"]


def test_the_reference_line_of_a_chart_is_a_printed_figure() -> None:
    assert keys(document(replace(CHART, line=figure("pace")))) == ["e", "f", "pace"]


def test_a_figure_printed_twice_is_met_twice() -> None:
    assert keys(document(SENTENCE, SENTENCE)) == ["a", "b", "a", "b"]


def test_annexes_follow_the_body() -> None:
    whole = document(SENTENCE, annexes=(Annex("附件1", (TABLE,)), Annex("附件2", (HEADING, CHART))))
    assert list(blocks(whole)) == [SENTENCE, TABLE, HEADING, CHART]
    assert keys(whole) == ["a", "b", "group", "c", "d", "e", "f"]


def test_a_document_without_figures_has_none() -> None:
    assert keys(document(HEADING, PICTURE, Paragraph((TextSpan("无数。"),)))) == []
