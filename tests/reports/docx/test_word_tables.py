"""Tables in Word: heads that repeat, rows that are never split, widths by the declared ones, totals in bold type."""

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips
from docx.table import _Row

from reports.content.document import Align, Row, RowKind, Table, TableColumn, TextSpan
from reports.docx.document_styles import FONT_NAMES, blank_document
from reports.docx.word_tables import WordTable
from reports.pdf.elements import Typesetter
from reports.pdf.fonts import FontRole, FontSet
from reports.pdf.geometry import GB9704, Frame, PageOrientation
from reports.pdf.line_breaking import Breaker

HEI = FONT_NAMES[FontRole.HEI]
TWIP = Twips(1)  # Word keeps whole twentieths of a point
COLUMNS = (TableColumn("专班", 6, Align.LEFT), TableColumn("签约\n金额", 3, Align.RIGHT), TableColumn("名次", 3))


def plain(*texts: str, kind: RowKind = RowKind.PLAIN) -> Row:
    """Build a row of texts."""
    return Row(tuple(TextSpan(text) for text in texts), kind)


def add_table(document: Document, table: Table, orientation: PageOrientation = PageOrientation.UPRIGHT) -> None:
    """Write a table as on a page of this orientation."""
    frame = Frame.for_page(GB9704, orientation)
    WordTable(document, Typesetter(Breaker(FontSet.bundled()), GB9704, frame.width), table, frame).write()


@pytest.fixture
def document() -> Document:
    """Give an empty document with the styles of a circular."""
    return blank_document()


def flags(row: _Row) -> set[str]:
    """Return the row properties that are set."""
    properties = row._tr.trPr  # noqa: SLF001 - python-docx knows neither mark
    return set() if properties is None else {child.tag.rpartition("}")[2] for child in properties}


def face(row: _Row, number: int = 0) -> str | None:
    """Return the font of a cell."""
    name: str | None = row.cells[number].paragraphs[0].runs[0].font.name
    return name


def test_the_head_repeats_and_no_row_is_split(document: Document) -> None:
    add_table(document, Table("", COLUMNS, (plain("焦化", "1.00", "1"), plain("合计", "1.00", "", kind=RowKind.TOTAL))))
    head, *rows = document.tables[0].rows
    assert {"tblHeader", "cantSplit"} <= flags(head)
    assert all("cantSplit" in flags(row) and "tblHeader" not in flags(row) for row in rows)


def test_columns_fill_the_page_and_wider_ones_stay_wider(document: Document) -> None:
    add_table(document, Table("", COLUMNS, (plain("焦化", "1.00", "1"),)))
    wide, *narrow = [column.width or 0 for column in document.tables[0].columns]
    assert wide + sum(narrow) == pytest.approx(Mm(156), abs=3 * TWIP)
    assert wide > max(narrow)
    assert narrow[0] == pytest.approx(narrow[1], abs=2 * TWIP)  # both were declared three characters wide


def test_a_landscape_page_is_wider(document: Document) -> None:
    add_table(document, Table("", COLUMNS, ()), PageOrientation.SIDEWAYS)
    assert sum(column.width or 0 for column in document.tables[0].columns) == pytest.approx(Mm(225), abs=3 * TWIP)


@pytest.mark.parametrize(
    ("width", "size"),
    [
        (30, 14.0),  # 442.2 points hold 30.6 characters of 14.4 points; fourteen is the largest size
        (40, 10.5),  # 40.6 characters of 10.9 points
        (57, 9.0),  # would need 7.5 points: the text is narrowed, so that it stays readable
    ],
)
def test_the_type_is_as_large_as_the_columns_allow(document: Document, width: float, size: float) -> None:
    add_table(document, Table("", (TableColumn("专班", width),), ()))
    run = document.tables[0].rows[0].cells[0].paragraphs[0].runs[0]
    assert run.font.size == Pt(size)


def test_cells_stand_on_the_side_of_their_column_and_heads_in_the_middle(document: Document) -> None:
    add_table(document, Table("", COLUMNS, (plain("焦化", "1.00", "1"),)))
    head, row = document.tables[0].rows
    sides = [cell.paragraphs[0].alignment for cell in row.cells]
    assert sides == [WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER]
    assert {cell.paragraphs[0].alignment for cell in head.cells} == {WD_ALIGN_PARAGRAPH.CENTER}


def test_totals_and_groups_are_set_in_black_type(document: Document) -> None:
    rows = (
        plain("产业类", kind=RowKind.GROUP),
        plain("焦化", "1.00", "1"),
        plain("合计", "1.00", "", kind=RowKind.TOTAL),
    )
    add_table(document, Table("", COLUMNS, rows))
    _, group, force, total = document.tables[0].rows
    assert (face(group), face(force), face(total)) == (HEI, FONT_NAMES[FontRole.BODY], HEI)


def test_a_group_spans_the_table_and_stands_left(document: Document) -> None:
    add_table(document, Table("", COLUMNS, (plain("产业类", kind=RowKind.GROUP),)))
    group = document.tables[0].rows[1]
    assert [cell.text for cell in group.cells] == ["产业类"] * 3  # the same merged cell three times
    assert len(group._tr.tc_lst) == 1  # noqa: SLF001 - the file's own cells
    assert group.cells[0].paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.LEFT


def test_line_breaks_stay_within_one_paragraph(document: Document) -> None:
    add_table(document, Table("", COLUMNS, (plain("焦化\n专班", "1.00", "1"),)))
    head, row = document.tables[0].rows
    assert (head.cells[1].text, row.cells[0].text) == ("签约\n金额", "焦化\n专班")
    assert len(row.cells[0].paragraphs) == 1


def test_the_caption_and_the_unit_stay_with_the_table_and_notes_follow(document: Document) -> None:
    add_table(document, Table("表1　示例", COLUMNS, (), unit="单位：亿元", notes=("一", "二")))
    caption, unit, *notes = document.paragraphs
    assert (caption.text, unit.text, [note.text for note in notes]) == (
        "表1　示例",
        "单位：亿元",
        ["注：1. 一", "　　2. 二"],
    )
    assert caption.paragraph_format.keep_with_next
    assert unit.paragraph_format.keep_with_next
    assert caption.style is not None
    assert (caption.style.name, unit.alignment) == ("Caption", WD_ALIGN_PARAGRAPH.RIGHT)


def test_without_caption_unit_and_notes_there_is_the_table_alone(document: Document) -> None:
    add_table(document, Table("", COLUMNS, ()))
    assert document.paragraphs == []


def test_the_margins_of_a_cell_are_narrow(document: Document) -> None:
    add_table(document, Table("", COLUMNS, ()))
    margins = document.tables[0]._tbl.tblPr.find(qn("w:tblCellMar"))  # noqa: SLF001 - python-docx reads no margins
    assert margins is not None
    assert {edge.tag.rpartition("}")[2]: edge.get(qn("w:w")) for edge in margins} == {
        "left": "64",
        "right": "64",
    }  # 0.3 of 14 points, less what the rules take


def test_a_form_without_column_titles_has_no_empty_head(document: Document) -> None:
    columns = (TableColumn("", 6), TableColumn("", 6))
    add_table(document, Table("", columns, (plain("企业名称", "示例公司"),)))
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [["企业名称", "示例公司"]]


def test_a_reader_is_told_what_the_table_is(document: Document) -> None:
    add_table(document, Table("表1　示例", COLUMNS, ()))
    properties = document.tables[0]._tbl.tblPr  # noqa: SLF001 - python-docx reads no description
    assert properties.xpath("./w:tblCaption/@w:val") == ["表1　示例"]
    assert properties.xpath("./w:tblDescription/@w:val") == ["各栏：专班、签约金额、名次"]


def test_rows_stay_together_so_that_no_page_shows_fewer_than_three(document: Document) -> None:
    """Of eight rows a page may end behind the third, the fourth and the fifth."""
    add_table(document, Table("", COLUMNS, tuple(plain(f"第{number}", "1.00", "1") for number in range(8))))
    head, *rows = document.tables[0].rows
    kept_rows = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next is True for row in (head, *rows)]
    assert kept_rows == [True, True, True, False, False, False, True, True, False]
