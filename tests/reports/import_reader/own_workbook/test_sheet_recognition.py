"""Which exported sheet a returned sheet is, and which column is which, after other hands had them."""

from collections.abc import Sequence
from typing import Any

import pytest

from models.fields.base import Ledger, ledger_by_table
from models.fields.field import Field, field_of
from models.ledgers import Lead, Visit
from reports.import_reader.own_workbook.sheet_recognition import (
    RecognisedSheet,
    is_heading,
    plain_heading,
    recognise,
)
from reports.xlsx.hidden_sheet import ROW_CODE_HEADING, ExportedSheet, row_code
from tests.reports.import_reader.files import sheet_of

LEAD_KEYS = ("name", "task_force", "reported_on", "investor", "total", "phone")
VISIT_KEYS = ("on", "company", "enterprise", "leader", "content", "outcome")
CODES = [row_code(f"{number:032x}") for number in range(1, 4)]


def part_of(ledger: type[Ledger], keys: tuple[str, ...]) -> ExportedSheet:
    return ExportedSheet(ledger.__tablename__, ledger.about.label, keys, frozenset())


PARTS = [part_of(Lead, LEAD_KEYS), part_of(Visit, VISIT_KEYS)]


def headings(ledger: type[Ledger], keys: tuple[str, ...]) -> list[str]:
    return [field_of(ledger, key).title for key in keys]


def fields_by_ledger() -> dict[str, dict[str, Field]]:
    return {part.ledger: {key: field_of(ledger_by_table(part.ledger), key) for key in part.keys} for part in PARTS}


def look(rows: Sequence[Sequence[Any]], name: str = "线索") -> tuple[str, RecognisedSheet] | None:
    return recognise(sheet_of(rows, name=name), PARTS, fields_by_ledger())


def recognised(rows: Sequence[Sequence[Any]], name: str = "线索") -> RecognisedSheet:
    answer = look(rows, name)
    assert answer is not None
    return answer[1]


HEAD = [ROW_CODE_HEADING, *headings(Lead, LEAD_KEYS)]
ROW: list[Any] = [CODES[0], "汾河焦化", "焦化专班", None, "甲公司", 1200, "13812345678"]


def test_a_sheet_as_it_was_exported() -> None:
    sheet = recognised([["线索台账"], ["说明"], HEAD, ROW])
    assert (sheet.heading, sheet.code_column, sheet.unknown) == (2, 0, {})
    assert sheet.columns == {key: number for number, key in enumerate(LEAD_KEYS, start=1)}
    assert sheet.units == {}


def test_a_renamed_sheet_is_known_by_its_headings() -> None:
    answer = look([HEAD, ROW], name="报县里的")
    assert answer is not None
    assert answer[0] == "lead"
    visits = look([[ROW_CODE_HEADING, *headings(Visit, VISIT_KEYS)]], name="线索")
    assert visits is not None
    assert visits[0] == "visit", "six headings say more than the name of the sheet"


def test_half_of_the_headings_must_be_there_unless_the_name_helps() -> None:
    assert look([[*HEAD[1:4]]], name="报县里的") is not None
    assert look([[*HEAD[1:3]]], name="报县里的") is None
    assert look([[*HEAD[1:3]]], name="线索") is not None
    assert look([[HEAD[1]]], name="线索") is None


def test_other_sheets_are_no_exports() -> None:
    assert look([["日期", "摘要", "收入", "支出"], ["9月1日", "差旅", None, 300]]) is None
    assert look([[None, None]]) is None


def test_a_heading_far_down_is_not_looked_for() -> None:
    blanks: list[list[object]] = [[None]] * 39
    assert look([*blanks, HEAD]) is not None
    assert look([*blanks, [None], HEAD]) is None


# --- columns --------------------------------------------------------------------------------------------------------
def test_columns_moved_and_deleted() -> None:
    sheet = recognised([[HEAD[5], HEAD[1], None, HEAD[4], HEAD[0]], [1200, "汾河焦化", None, "甲公司", CODES[0]]])
    assert sheet.columns == {"total": 0, "name": 1, "investor": 3}
    assert sheet.code_column == 4


def test_the_codes_are_known_by_themselves_when_their_heading_is_gone() -> None:
    head = [*HEAD[1:], "备查"]
    sheet = recognised([head, [*ROW[1:], CODES[1]], [*ROW[1:], CODES[2]]])
    assert sheet.code_column == 6
    assert recognised([HEAD[1:], ROW[1:]]).code_column is None
    changed = CODES[1][:-1] + ("x" if CODES[1][-1] != "x" else "y")
    assert recognised([head, [*ROW[1:], changed]]).code_column is None, "a code that was typed over is none"


@pytest.mark.parametrize("heading", ["投资企业", "意向投资方名称", "意向的投资方"])
def test_a_heading_slightly_changed_or_an_alias_is_the_same_column(heading: str) -> None:
    head = [heading if text == field_of(Lead, "investor").title else text for text in HEAD]
    sheet = recognised([head, ROW])
    assert sheet.columns["investor"] == 4
    assert sheet.unknown == {}


def test_added_columns_are_listed_and_take_nobody_elses_place() -> None:
    sheet = recognised([[*HEAD, "经办人电话号码是否核对", " "], [*ROW, "是", None]])
    assert sheet.unknown == {7: "经办人电话号码是否核对"}
    assert set(sheet.columns) == set(LEAD_KEYS)


def test_a_column_twice_is_read_once() -> None:
    sheet = recognised([[*HEAD, HEAD[1]], [*ROW, "汾河焦化"]])
    assert sheet.columns["name"] == 1
    assert sheet.unknown == {7: HEAD[1]}


def test_two_fields_that_differ_by_a_bracket_keep_their_columns() -> None:
    head = headings(Visit, VISIT_KEYS)
    sheet = recognised([[head[2], head[1], head[0], *head[3:]]], name="走访")
    assert (sheet.columns["enterprise"], sheet.columns["company"]) == (0, 1)


# --- units ----------------------------------------------------------------------------------------------------------
def with_total(heading: str) -> list[str]:
    return [heading if text == field_of(Lead, "total").title else text for text in HEAD]


def test_a_unit_changed_in_the_heading_is_the_unit_of_the_column() -> None:
    label = field_of(Lead, "total").label
    assert recognised([with_total(f"{label}（亿元）"), ROW]).units["total"].unit == "亿元"
    assert recognised([with_total(f"{label}（万元）"), ROW]).units == {}
    assert recognised([with_total(label), ROW]).units == {}


def test_a_line_above_gives_the_unit_unless_the_heading_says_another() -> None:
    label = field_of(Lead, "total").label
    above = ["单位：亿元"]
    assert recognised([above, with_total(label), ROW]).units["total"].unit == "亿元"
    assert recognised([above, with_total(f"{label}（万元）"), ROW]).units == {}


# --- headings -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("written", "plain"),
    [("*线索名称", "线索名称"), ("预计总投资（万元）", "预计总投资"), ("预计总投资 (万元)", "预计总投资"), (12, "12")],
)
def test_stars_and_units_are_no_part_of_a_heading(written: object, plain: str) -> None:
    assert plain_heading(written) == plain


def test_a_heading_printed_again_on_the_next_page_is_no_row() -> None:
    assert is_heading(["", *HEAD], HEAD)
    assert is_heading(with_total("预计总投资"), HEAD)
    assert not is_heading(ROW, HEAD)
    assert not is_heading([HEAD[0], "汾河焦化"], HEAD)
    assert not is_heading(["", ""], HEAD)
