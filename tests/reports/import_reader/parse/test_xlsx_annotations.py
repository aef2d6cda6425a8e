"""Annotations of .xlsx and .xlsb sheets: what is an error, a formula without a value, a picture, or hidden."""

import io
import zipfile
from struct import pack

import pytest

from reports.import_reader.parse.xlsx_annotations import (
    SheetAnnotations,
    annotations_in_xlsb,
    annotations_in_xml,
    column_number,
)
from reports.import_reader.workbook_data import NO_VALUE, PICTURE, MergedArea
from tests.reports.import_reader.files import sheet_xml, text_cell, zipped

PART = "xl/worksheets/sheet1.xml"


def scan(xml: str) -> SheetAnnotations:
    with zipfile.ZipFile(io.BytesIO(zipped({PART: xml.encode()}))) as package:
        return annotations_in_xml(package, PART)


@pytest.mark.parametrize(
    ("letters", "number"), [(b"A", 0), (b"Z", 25), (b"AA", 26), (b"AB", 27), (b"az", 51), (b"XFD", 16383)]
)
def test_column_letters_count_from_nought(letters: bytes, number: int) -> None:
    assert column_number(letters) == number


# Each cell as WPS, Excel or a county's system writes it, and the fault it is (None: a value).
CELLS = [
    ('<c {r} t="e"><v>#REF!</v></c>', "#REF!"),
    ('<c {r} t="e"><v> #N/A </v></c>', "#N/A"),
    ('<c {r} t="e"><v></v></c>', NO_VALUE),
    ('<c {r} s="3" t="e"><f>A9/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
    ("<c {r} t='e'><v>#REF!</v></c>", "#REF!"),
    ("<c {r}><f>SUM(A1:A9)</f></c>", NO_VALUE),
    ("<c {r}><f>SUM(A1:A9)</f><v></v></c>", NO_VALUE),
    ("<c {r}><f>SUM(A1:A9)</f><v/></c>", NO_VALUE),
    ('<c {r}><f t="shared" si="0"/></c>', NO_VALUE),
    ('<c {r} t="str"><f>A1</f></c>', NO_VALUE),
    ('<c {r} t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>', PICTURE),
    ("<c {r}><f>SUM(A1:A9)</f><v>12</v></c>", None),
    ("<c {r}><f>SUM(A1:A9)</f><v>0</v></c>", None),
    ('<c {r} t="str"><f>""</f><v></v></c>', None),
    ('<c {r} t="str"><f>""</f><v/></c>', None),
    ('<c {r} t="inlineStr"><f>A1</f><is><t>甲</t></is></c>', None),
    ('<c {r} t="inlineStr"><is><t>#REF!</t></is></c>', None),
    ('<c {r} t="inlineStr"><is><t>t="e"</t></is></c>', None),
    ('<c {r} t="b"><v>1</v></c>', None),
    ('<c {r} s="1"/>', None),
]


@pytest.mark.parametrize(("cell", "fault"), CELLS)
def test_a_cell_that_says_where_it_stands(cell: str, fault: str | None) -> None:
    placed = cell.format(r='r="C4"')
    annotations = scan(sheet_xml(f'<row r="4">{text_cell("A4", "甲")}{placed}</row>'))
    assert annotations.faults == ([] if fault is None else [(3, 2, fault)])


@pytest.mark.parametrize(("cell", "fault"), CELLS)
def test_a_cell_that_must_be_counted(cell: str, fault: str | None) -> None:
    blank_first = '<row><c t="e"><v>#NUM!</v></c></row><row/>'
    annotations = scan(sheet_xml(f'{blank_first}<row><c t="n"><v>1</v></c>{cell.format(r="")}</row>'))
    assert annotations.faults == [(0, 0, "#NUM!"), *([] if fault is None else [(2, 1, fault)])]


def test_cells_with_a_prefix_are_the_same_cells() -> None:
    xml = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<x:cols><x:col min="2" max="3" hidden="1"/></x:cols><x:sheetData>'
        '<x:row r="2" hidden="1"><x:c r="B2" t="e"><x:v>#REF!</x:v></x:c><x:c r="C2"><x:f>A1</x:f></x:c>'
        '<x:c r="D2"><x:f>A1</x:f><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    annotations = scan(xml)
    assert sorted(annotations.faults) == [(1, 1, "#REF!"), (1, 2, NO_VALUE)]
    assert (annotations.hidden_rows, annotations.hidden_columns) == ([1], [1, 2])


@pytest.mark.parametrize("hidden", ["1", "true"])
def test_hidden_rows_and_columns(hidden: str) -> None:
    annotations = scan(
        sheet_xml(
            f'<row r="1"><c r="A1"><v>1</v></c></row><row r="5" hidden="{hidden}"/><row r="6" hidden="0"/>'
            '<row r="7" collapsed="1"/>',
            before=f'<cols><col min="1" max="1" width="9"/><col min="3" max="5" width="9" hidden="{hidden}"/></cols>',
        )
    )
    assert annotations.hidden_rows == [4]
    assert annotations.hidden_columns == [2, 3, 4]


def test_columns_hidden_to_the_end_of_the_sheet_are_cut_there() -> None:
    annotations = scan(sheet_xml("", before='<cols><col min="16380" max="9999999" hidden="1"/></cols>'))
    assert annotations.hidden_columns == [16379, 16380, 16381, 16382, 16383]


def test_a_word_in_a_text_hides_nothing() -> None:
    text = text_cell("A1", 'row hidden="1" r="9"')
    annotations = scan(sheet_xml(f'<row r="1">{text}</row>'))
    assert annotations.hidden_rows == []


def test_faults_at_the_seams_of_what_is_read_at_a_time() -> None:
    # A sheet of several megabytes is read in pieces of one: no fault may be lost where two pieces meet.
    rows = [
        f'<row r="{number}">{text_cell(f"A{number}", "进展" * 40)}<c r="B{number}"><f>A1</f></c></row>'
        for number in range(1, 12_001)
    ]
    xml = sheet_xml("".join(rows))
    assert len(xml.encode()) > 3 << 20
    assert sorted(scan(xml).faults) == [(number, 1, NO_VALUE) for number in range(12_000)]


# --- .xlsb ----------------------------------------------------------------------------------------------------------
def record(kind: int, body: bytes) -> bytes:
    """Write one record: its type in one or two bytes, its length in as many as it needs."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(body)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + body


def row_record(row: int, *, hidden: bool) -> bytes:
    return record(0, pack("<IIHBBB", row, 0, 300, 0, 0x10 if hidden else 0, 0) + b"\0" * 4)


def test_records_of_an_xlsb_sheet() -> None:
    data = (
        record(60, pack("<IIIIH", 1, 2, 2560, 0, 1))
        + record(60, pack("<IIIIH", 5, 5, 2560, 0, 0))
        + row_record(0, hidden=False)
        + record(3, pack("<II", 4, 0) + b"\x17")
        + row_record(9, hidden=True)
        + record(11, pack("<II", 2, 0) + b"\x07" + b"\0" * 20)
        + record(176, pack("<IIII", 0, 1, 3, 4))
    )
    annotations = annotations_in_xlsb(data)
    assert annotations.hidden_columns == [1, 2]
    assert annotations.hidden_rows == [9]
    assert annotations.faults == [(0, 4, "#REF!"), (9, 2, "#DIV/0!")]
    assert annotations.merges == [MergedArea(top=0, left=3, bottom=1, right=4)]


def test_a_long_record_between_does_not_shift_the_next() -> None:
    annotations = annotations_in_xlsb(record(7, b"\0" * 20_000) + row_record(3, hidden=True))
    assert annotations.hidden_rows == [3]


def test_a_sheet_cut_in_a_record_keeps_what_came_before() -> None:
    data = row_record(3, hidden=True) + row_record(4, hidden=True)
    assert annotations_in_xlsb(data[:-10]).hidden_rows == [3]
    assert annotations_in_xlsb(b"").hidden_rows == []
