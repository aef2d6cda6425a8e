"""Tables in Word: heads that repeat, rows that are never split, widths by the declared ones, totals in bold type."""

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips
from docx.table import _Row

from reports.content.document import Align, Row, RowKind, Table, TableColumn, TextSpan
from reports.docx.document_styles import BODY, HEI, KAI, blank_document
from reports.docx.word_tables import add_table

TWIP = Twips(1)  # Word keeps whole twentieths of a point
COLUMNS = (TableColumn("专班", 6, Align.LEFT), TableColumn("签约\n金额", 3, Align.RIGHT), TableColumn("名次", 3))


def plain(*texts: str, kind: RowKind = RowKind.PLAIN) -> Row:
    """Build a row of texts."""
    return Row(tuple(TextSpan(text) for text in texts), kind)


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


def test_columns_share_the_width_as_declared(document: Document) -> None:
    add_table(document, Table("", COLUMNS, (plain("焦化", "1.00", "1"),)))
    widths = [column.width for column in document.tables[0].columns]
    assert widths == pytest.approx([Mm(78), Mm(39), Mm(39)], abs=TWIP)  # 6 : 3 : 3 of 156 mm


def test_a_landscape_page_is_wider(document: Document) -> None:
    add_table(document, Table("", COLUMNS, ()), landscape=True)
    assert sum(column.width or 0 for column in document.tables[0].columns) == pytest.approx(Mm(225), abs=3 * TWIP)


@pytest.mark.parametrize(
    ("width", "size"),
    [
        (30, Pt(12)),  # 156 mm hold 31.2 characters of 14.17 points: twelve are enough
        (40, Mm(156) / 41.2),
        (60, Pt(9)),  # 61.2 characters would ask for 7.2 points
    ],
)
def test_the_type_is_between_nine_and_twelve_points(document: Document, width: float, size: float) -> None:
    add_table(document, Table("", (TableColumn("专班", width),), ()))
    run = document.tables[0].rows[0].cells[0].paragraphs[0].runs[0]
    assert run.font.size is not None
    assert run.font.size.pt == pytest.approx(size / Pt(1), abs=0.51)  # Word counts in half points


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
    assert (face(group), face(force), face(total)) == (HEI, BODY, HEI)


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
    assert (caption.text, unit.text, [note.text for note in notes]) == ("表1　示例", "单位：亿元", ["注：一", "注：二"])
    assert caption.paragraph_format.keep_with_next
    assert unit.paragraph_format.keep_with_next
    assert (caption.alignment, unit.alignment) == (WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT)
    assert (caption.runs[0].font.name, unit.runs[0].font.name) == (HEI, KAI)
    assert all(note.paragraph_format.line_spacing == Pt(17) for note in notes)


def test_without_caption_unit_and_notes_there_is_the_table_alone(document: Document) -> None:
    add_table(document, Table("", COLUMNS, ()))
    assert document.paragraphs == []


def test_the_margins_of_a_cell_are_narrow(document: Document) -> None:
    add_table(document, Table("", COLUMNS, ()))
    margins = document.tables[0]._tbl.tblPr.find(qn("w:tblCellMar"))  # noqa: SLF001 - python-docx reads no margins
    assert margins is not None
    assert {edge.tag.rpartition("}")[2]: edge.get(qn("w:w")) for edge in margins} == {"left": "40", "right": "40"}
