"""Annotations of .ods tables: rows and cells are counted with their repeats (OpenDocument 1.3 part 3)."""

import io
import zipfile

import pytest

from reports.import_reader.parse.ods_annotations import annotations_in_ods
from reports.import_reader.parse.xlsx_annotations import SheetAnnotations
from reports.import_reader.workbook_data import NO_VALUE, MergedArea
from tests.reports.import_reader.files import zipped

_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def scan(tables: str) -> dict[str, SheetAnnotations]:
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}>{tables}'
    package = zipped({"content.xml": f"{content}</office:document-content>".encode()})
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return annotations_in_ods(opened)


def table(inside: str, name: str = "台账") -> str:
    return f'<table:table table:name="{name}">{inside}</table:table>'


def row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def cell(text: str = "", attributes: str = "") -> str:
    inside = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


HIDDEN, FILTERED = 'table:visibility="collapse"', 'table:visibility="filter"'
FORMULA = 'table:formula="of:=[.A1]/0"'


def test_hidden_rows_count_the_rows_repeated_before_them() -> None:
    annotations = scan(
        table(
            row(cell("标题"))
            + row(cell(), 'table:number-rows-repeated="3"')
            + row(cell("甲"), HIDDEN)
            + row(cell("乙"))
            + row(cell("丙"), f'{FILTERED} table:number-rows-repeated="2"')
        )
    )["台账"]
    assert annotations.hidden_rows == [4, 6, 7]


def test_hidden_rows_below_the_table_down_to_the_sheet_end_are_not_listed() -> None:
    annotations = scan(table(row(cell("甲")) + row(cell(), f'{HIDDEN} table:number-rows-repeated="1048575"')))["台账"]
    assert annotations.hidden_rows == []


def test_hidden_columns_count_the_columns_repeated_before_them() -> None:
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        f"<table:table-column {HIDDEN}/>"
        "<table:table-column/>"
        f'<table:table-column {FILTERED} table:number-columns-repeated="2"/>'
    )
    assert scan(table(columns + row(cell("甲"))))["台账"].hidden_columns == [2, 4, 5]


@pytest.mark.parametrize(
    ("attributes", "text", "fault"),
    [
        ('calcext:value-type="error"', "#REF!", "#REF!"),
        ('calcext:value-type="error"', "", NO_VALUE),
        (f'{FORMULA} office:value-type="string"', "#DIV/0!", "#DIV/0!"),
        (f'{FORMULA} office:value-type="string"', "#N/A", "#N/A"),
        (f'{FORMULA} office:value-type="string"', "Err:502", "Err:502"),
        (f'{FORMULA} office:value-type="string"', "错误：502", "错误：502"),
        (FORMULA, "", NO_VALUE),
    ],
)
def test_cells_without_a_usable_value_are_faults(attributes: str, text: str, fault: str) -> None:
    annotations = scan(table(row(cell("名称") + cell("总投资")) + row(cell("甲") + cell(text, attributes))))["台账"]
    assert annotations.faults == [(1, 1, fault)]


@pytest.mark.parametrize(
    ("attributes", "text"),
    [
        ("", "#REF!"),
        ("", "Err:502"),
        (f'{FORMULA} office:value-type="float" office:value="12"', "12"),
        (f'{FORMULA} office:value-type="string"', ""),
        (f'{FORMULA} office:value-type="string"', "Err:50"),
        (f'{FORMULA} office:value-type="string"', "见#1说明"),
    ],
)
def test_texts_that_only_look_like_errors_are_values(attributes: str, text: str) -> None:
    assert scan(table(row(cell(text, attributes))))["台账"].faults == []


def test_repeated_cells_move_the_place_of_the_next() -> None:
    annotations = scan(
        table(row(cell("", 'table:number-columns-repeated="4"') + cell("#REF!", 'calcext:value-type="error"')))
    )["台账"]
    assert annotations.faults == [(0, 4, "#REF!")]


def test_merged_cells_are_areas_and_covered_cells_are_counted() -> None:
    spanned = 'table:number-columns-spanned="3" table:number-rows-spanned="2"'
    covered = "<table:covered-table-cell/>"
    annotations = scan(
        table(
            row(cell("序号") + cell("总投资", spanned) + covered + covered + cell("", FORMULA))
            + row(cell("1") + covered * 3 + cell("", FORMULA))
        )
    )["台账"]
    assert annotations.merges == [MergedArea(0, 1, 1, 3)]
    assert annotations.faults == [(0, 4, NO_VALUE), (1, 4, NO_VALUE)]


def test_every_table_begins_at_its_own_first_cell() -> None:
    hidden = row(cell("甲"), HIDDEN)
    column = f"<table:table-column {HIDDEN}/>"
    both = scan(table(column + row(cell("乙")) + hidden, "线索") + table(column + hidden, "项目"))
    assert both["线索"].hidden_rows == [1]
    assert both["项目"].hidden_rows == [0]
    assert both["线索"].hidden_columns == both["项目"].hidden_columns == [0]
