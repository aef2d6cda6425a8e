"""The Word file says what the paper says, in styles a leader can go on editing."""

import re
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Length, Mm

from models.storage.store import Store
from reports.circulars.workflow.compose import produce, read_circular_period
from reports.content.document import (
    Annex,
    Chart,
    ChartKind,
    Document,
    DocumentLayout,
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
)
from reports.docx.circular_document import write_docx
from reports.docx.xml_order import SCHEMA_ORDER
from reports.figures.figure import Figure
from reports.pdf.pdf_renderer import print_pdf
from tests.reports.docx.office import office_pages, pdf_pages
from tests.reports.written import is_printed, sentences
from tests.rows import finish

PERIODS = [
    ("week", "2026-W43"),
    ("minutes", "2026-10-1"),
    ("month", "2026-10"),
    ("quarter", "2026-Q3"),
    ("year", "2026"),
]

SIGNED_FIGURE = Figure("signed.now", "签约项目", "个", Decimal(9), "计数", ("a",))
TABLE = Table(
    "表1　示例指标",
    (TableColumn("专班", 8), TableColumn("签约\n项目", 4)),
    (
        Row((TextSpan("产业类"),), RowKind.GROUP),
        Row((TextSpan("示例专班"), TextSpan("9", SIGNED_FIGURE))),
        Row((TextSpan("合计"), TextSpan("9", SIGNED_FIGURE)), RowKind.TOTAL),
    ),
    unit="单位：个",
    notes=("示例数据",),
)
CHART = Chart(ChartKind.BARS, "图1　签约项目", ("示例专班",), (Series("本期", (SIGNED_FIGURE,)),), "个")
CIRCULAR = Document(
    title="关于示例县招商引资工作\n情况的通报",
    masthead="示例县招商引资工作领导小组文件",
    number="示招组〔2026〕9号",
    recipients="各乡镇人民政府",
    body=(
        SectionHeading(1, "一、总体情况"),
        SectionHeading(2, "（一）签约"),
        Paragraph((TextSpan("本月签约"), TextSpan("9个", SIGNED_FIGURE), TextSpan("，其中𬭎材料1个。"))),
        TABLE,
        CHART,
        Picture(b"", "示例项目现场"),
    ),
    signed_by="示例县招商引资工作领导小组",
    dated=date(2026, 11, 5),
    annexes=(Annex("示例汇总表", (TABLE,), landscape=True),),
    remark="此件公开发布",
    copies_to="市招商局",
    printed_by="示例县招商办",
    printed_on=date(2026, 11, 6),
)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """Write the example."""
    write_docx(CIRCULAR, tmp_path / "通报.docx")
    return tmp_path / "通报.docx"


def test_every_word_of_the_circular_is_there_in_its_order(written: Path) -> None:
    lines = [line.text for line in docx.Document(str(written)).paragraphs if line.text]
    head = ["示例县招商引资工作领导小组文件", "示招组〔2026〕9号", "关于示例县招商引资工作", "情况的通报"]
    body = ["各乡镇人民政府：", "一、总体情况", "（一）签约", "本月签约9个，其中𬭎材料1个。"]
    table = ["表1　示例指标", "单位：个", "注：示例数据"]
    drawn = ["图1　签约项目", "（此处粘贴照片）", "示例项目现场"]
    signed = ["附件：\t示例汇总表", "示例县招商引资工作领导小组", "2026年11月5日", "（此件公开发布）"]
    foot = ["抄送：市招商局。", "示例县招商办\t2026年11月6日印发"]
    assert lines == [*head, *body, *table, *drawn, *signed, "附件", "示例汇总表", *table, *foot]


def test_headings_are_headings_and_tables_are_tables(written: Path) -> None:
    document = docx.Document(str(written))
    styles = {line.text: line.style.name for line in document.paragraphs if line.style is not None}
    assert (styles["一、总体情况"], styles["（一）签约"]) == ("Heading 1", "Heading 2")
    assert styles["情况的通报"] == "Title"
    first, second = document.tables
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["专班", "签约\n项目"],
        ["产业类", "产业类"],  # one cell across the table
        ["示例专班", "9"],
        ["合计", "9"],
    ]
    assert len(second.rows) == 4
    assert len(document.inline_shapes) == 1


def test_the_paper_is_that_of_the_standard(written: Path) -> None:
    upright, sideways, *last = docx.Document(str(written)).sections
    for section in (upright, *last):
        sides = [section.left_margin, section.right_margin, section.top_margin, section.bottom_margin]
        left, right, top, bottom = (round((side or 0) / Mm(1)) for side in sides)
        assert (left, top, 210 - left - right, 297 - top - bottom) == (
            28,
            37,
            156,
            227,
        )  # 225 and room for the last line
    assert sideways.orientation == WD_ORIENT.LANDSCAPE
    assert round((sideways.page_width or 0) / Mm(1)) == 297


def test_pages_are_numbered_by_fields_odd_and_even(written: Path) -> None:
    with zipfile.ZipFile(written) as packed:
        feet = [packed.read(name).decode() for name in packed.namelist() if "footer" in name and "rels" not in name]
        settings = packed.read("word/settings.xml").decode()
    # Two for upright pages, two for the landscape annex; the page of 版记 after an empty one has none.
    assert [foot.count(" PAGE ") for foot in feet] == [1] * 4 + [0] * 2
    assert "evenAndOddHeaders" in settings


def test_the_same_circular_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    write_docx(CIRCULAR, tmp_path / "再.docx")
    assert (tmp_path / "再.docx").read_bytes() == written.read_bytes()


@pytest.mark.parametrize("layout", DocumentLayout)
def test_every_layout_can_be_edited(layout: DocumentLayout, tmp_path: Path) -> None:
    path = tmp_path / "件.docx"
    write_docx(replace(CIRCULAR, layout=layout, signers=("示例甲", "示例乙"), present=(("出席", "示例甲"),)), path)
    word = docx.Document(str(path))
    lines = [line.text for line in word.paragraphs]
    assert ("出席：示例甲" in lines) == (layout is DocumentLayout.MINUTES)  # as printed: only 纪要 lists those present
    assert any("示招组〔2026〕9号" in line for line in lines)
    organ = [line.text for line in word.sections[0].first_page_header.paragraphs]
    assert "示例县招商引资工作领导小组文件" in (organ if layout is DocumentLayout.LETTER else lines)


@pytest.mark.parametrize("layout", DocumentLayout)
def test_every_property_stands_where_the_schema_wants_it(layout: DocumentLayout, tmp_path: Path) -> None:
    path = tmp_path / "件.docx"
    write_docx(replace(CIRCULAR, layout=layout, present=(("出席", "示例甲"),)), path)
    with zipfile.ZipFile(path) as packed:
        parts = [packed.read(name) for name in packed.namelist() if name.startswith("word/") and name.endswith(".xml")]
    orders = {qn(parent): [qn(child) for child in children] for parent, children in SCHEMA_ORDER.items()}
    checked = 0
    for part in parts:
        for element in parse_xml(part).iter():
            if element.tag in orders:
                # References to heads and feet stand in any order among themselves.
                children = [child.tag.replace("headerReference", "footerReference") for child in element]
                places = [orders[element.tag].index(child) for child in children]
                assert places == sorted(places), (element.tag, [child.tag for child in element])
                checked += len(places) > 1
    assert checked > 50


def test_pictures_and_tables_are_described_for_who_does_not_see_them(written: Path) -> None:
    word = docx.Document(str(written))
    assert word.element.xpath("//wp:docPr/@descr") == ["图1　签约项目：示例专班9个。"]
    assert word.element.xpath("//w:tblCaption/@w:val") == ["表1　示例指标", "表1　示例指标"]


def test_the_signature_keeps_the_last_lines_of_the_text(tmp_path: Path) -> None:
    lines = tuple(Paragraph((TextSpan(f"第{number}段。"),)) for number in range(1, 4))
    write_docx(replace(CIRCULAR, body=lines, annexes=()), tmp_path / "件.docx")
    kept = {
        line.text: line.paragraph_format.keep_with_next for line in docx.Document(str(tmp_path / "件.docx")).paragraphs
    }
    assert [kept[f"第{number}段。"] for number in range(1, 4)] == [None, True, True]


@pytest.mark.parametrize(("kind", "period"), PERIODS)
def test_an_office_sees_the_printed_document(demo: Store, tmp_path: Path, kind: str, period: str) -> None:
    circular = finish(produce(demo, kind, read_circular_period(kind, period), tmp_path, ("pdf",))).document
    write_docx(circular, tmp_path / "通报.docx")
    printed, shown = pdf_pages(next(tmp_path.glob("*.pdf"))), office_pages(tmp_path / "通报.docx", tmp_path)
    assert abs(len(shown) - len(printed)) <= 1
    numbered = [page for page in shown if re.search("—[0-9 ]+—", page)]
    assert len(numbered) >= len(shown) - 1
    # Marks that LibreOffice hangs into the margin are lost when a PDF is read back.
    words = "".join(re.findall(r"\w", "".join(re.sub("—[0-9 ]+—", "", page) for page in shown)))
    for sentence in sentences(circular):
        assert is_printed("".join(re.findall(r"\w", sentence)), words), sentence
    counted = [Counter(re.findall(r"[0-9]+[.][0-9]+|[0-9]+", " ".join(pages))) for pages in (printed, shown)]
    cells = [
        cell.text for block in blocks(circular) if isinstance(block, Table) for row in block.rows for cell in row.cells
    ]
    for amount, times in Counter(text for text in cells if re.fullmatch(r"[0-9]+[.][0-9]+", text)).items():
        assert all(numbers[amount] >= times for numbers in counted), amount


def test_a_page_that_is_printed_full_is_one_page_in_an_office_too(tmp_path: Path) -> None:
    """Title and signature fill the page to its last line: 3 lines of head, 16 of text, 3 of signature."""
    lines = tuple(Paragraph((TextSpan(f"第{number}段。"),)) for number in range(1, 17))
    full = replace(CIRCULAR, masthead="", number="", recipients="", body=lines, annexes=(), remark="", copies_to="")
    full = replace(full, printed_by="", signed_by="示例专班")
    print_pdf(full, tmp_path / "件.pdf")
    write_docx(full, tmp_path / "件.docx")
    assert [len(pdf_pages(tmp_path / "件.pdf")), len(office_pages(tmp_path / "件.docx", tmp_path))] == [1, 1]


def test_the_frame_for_a_photograph_is_as_large_as_printed(written: Path) -> None:
    boxed = [line for line in docx.Document(str(written)).paragraphs if line._p.xpath("./w:pPr/w:pBdr/w:left")]  # noqa: SLF001 - no API for borders
    assert [line.text for line in boxed] == ["", "（此处粘贴照片）", ""]
    depth = sum(Length(line.paragraph_format.line_spacing or 0).mm for line in boxed)
    assert depth == pytest.approx(80, abs=0.1)
    (side,) = {(line.paragraph_format.left_indent or Mm(0)).mm for line in boxed}
    assert side == pytest.approx((156 - 120) / 2, abs=0.1)
