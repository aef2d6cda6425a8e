"""Circulars to print, and a reader of the printed PDF, for the tests of the PDF renderer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2

from reports.content.document import (
    Align,
    Annex,
    Block,
    Document,
    Paragraph,
    Row,
    RowKind,
    SectionHeading,
    Table,
    TableColumn,
    TextSpan,
)
from reports.figures.figure import Figure
from reports.pdf.fonts import FontSet
from reports.pdf.geometry import MM
from reports.pdf.pdf_renderer import PrintResult, print_pdf

RARE = "𬭎㛃𠮷䶮"


def figure(value: str, unit: str = "个", places: int = 0) -> Figure:
    """Make a figure that was counted from one row."""
    return Figure(f"key-{value}", "新签约项目", unit, Decimal(value), "计数", ("row-1",), places)


def figure_span(value: str, unit: str = "个", places: int = 0) -> TextSpan:
    """Make the span of a figure with its unit, as sentences print it."""
    number = figure(value, unit, places)
    return TextSpan(number.phrase, number)


def cell_span(value: str, places: int = 0) -> TextSpan:
    """Put a figure into a cell, without its unit."""
    number = figure(value, places=places)
    return TextSpan(number.text, number)


def paragraph(*parts: str | TextSpan) -> Paragraph:
    """Join words and figures into a paragraph."""
    return Paragraph(tuple(TextSpan(part) if isinstance(part, str) else part for part in parts))


def table(rows: int, *, total: bool = True, notes: tuple[str, ...] = ("本表按完成率排序。",)) -> Table:
    """Make a ranking table of so many rows and a sum."""
    columns = (
        TableColumn("序号", 2),
        TableColumn("产业专班", 8, Align.LEFT),
        TableColumn("目标\n任务", 3, Align.RIGHT),
        TableColumn("完成率\n（%）", 4, Align.RIGHT),
        TableColumn("备注", 8, Align.LEFT),
    )
    plain = [
        Row(
            (
                TextSpan(f"{number}"),
                TextSpan(f"第{number}产业链"),
                cell_span("40"),
                cell_span(f"{number}.25", 2),
                TextSpan("按期推进"),
            )
        )
        for number in range(1, rows + 1)
    ]
    group = Row((TextSpan("一、工业类专班"),), RowKind.GROUP)
    sums = Row((TextSpan(""), TextSpan("合计"), cell_span("1204"), cell_span("82.19", 2), TextSpan("")), RowKind.TOTAL)
    return Table("专班排名表", columns, (group, *plain, *([sums] if total else [])), "个", notes)


def circular(*body: Block, annexes: tuple[Annex, ...] = ()) -> Document:
    """Make a circular with every element around a body."""
    return Document(
        title="夏邑县招商引资工作领导小组办公室关于2026年10月全县招商引资工作情况的通报",
        masthead="夏邑县招商引资工作领导小组办公室文件",
        number="夏招办〔2026〕15号",
        recipients="各乡镇人民政府，县直有关单位",
        body=body or (SectionHeading(1, "一、总体情况"), paragraph("全县新签约项目", figure_span("174"), "个。")),
        signed_by="夏邑县招商引资工作领导小组办公室",
        dated=date(2026, 11, 5),
        annexes=annexes,
        remark="联系人：张伟",
        copies_to="县委办公室，县人大常委会办公室",
        printed_by="夏邑县招商引资工作领导小组办公室",
        subject="月通报",
    )


def body_only(*body: Block) -> Document:
    """Make a circular that is all body: no masthead, no recipients, no imprint."""
    return replace(
        circular(*body), title="题", masthead="", number="", recipients="", remark="", copies_to="", printed_by=""
    )


@dataclass(frozen=True)
class PrintedChar:
    """A character on paper: its box in millimetres from the upper left corner, as an inspector's ruler reads it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class PrintedReader:
    """Reads a printed file back."""

    def __init__(self, path: Path, printed: PrintResult) -> None:
        """Open what was printed."""
        self.printed = printed
        self.path = path
        self.pdf: Any = pypdfium2.PdfDocument(path)

    def text(self, page: int) -> str:
        """Give the text of a page (from 1) without line ends."""
        words: str = self.pdf[page - 1].get_textpage().get_text_range()
        return words.replace("\r", "").replace("\n", "")

    def all_text(self) -> str:
        """Give the text of all pages."""
        return "".join(self.text(page) for page in range(1, self.printed.pages + 1))

    def text_without_blanks(self) -> str:
        """Give the text of all pages without blanks; a reader of PDFs takes a gap beside Latin letters for one."""
        return "".join(self.all_text().split())

    def text_under(self, page: int, box: tuple[float, float, float, float]) -> str:
        """Give the text under a rectangle: left, bottom, right, top in points."""
        left, bottom, right, top = box
        covered: str = self.pdf[page - 1].get_textpage().get_text_bounded(left, bottom, right, top)
        return covered.replace("\r", "").replace("\n", "")

    def chars(self, page: int) -> list[PrintedChar]:
        """Measure every character of a page by its loose box: its whole square, not only its ink."""
        sheet = self.pdf[page - 1]
        height = sheet.get_height()
        words = sheet.get_textpage()
        chars = []
        for index in range(words.count_chars()):
            text = words.get_text_range(index, 1)
            left, bottom, right, top = words.get_charbox(index, loose=True)
            if text.strip():
                chars.append(PrintedChar(text, left / MM, (height - top) / MM, right / MM, (height - bottom) / MM))
        return chars

    def pages_with(self, text: str) -> list[int]:
        """Return the numbers of the pages a text is on, from 1."""
        return [page for page in range(1, self.printed.pages + 1) if text in self.text(page)]


def print_circular(folder: Path, document: Document, **options: Any) -> PrintedReader:
    """Print with the faces that ship, and open what came out."""
    path = folder / "circular.pdf"
    return PrintedReader(path, print_pdf(document, path, faces=FontSet.bundled(), **options))


def filler(count: int) -> Iterable[Paragraph]:
    """Fill pages with paragraphs of two lines."""
    return (
        paragraph("招商引资是经济工作的生命线，各专班要倒排工期、挂图作战，确保年度目标任务圆满完成。")
        for _ in range(count)
    )
