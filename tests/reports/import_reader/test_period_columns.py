"""Columns whose headings write a time stand for that time's field, or are asked about; today is in November 2026."""

from datetime import date

import pytest

from models.exchange.sheet_import.import_rows import FundsPeriod
from reports.import_reader.column_mapping import ColumnMapping, map_columns
from reports.import_reader.foreign_rows import foreign_import_table
from reports.import_reader.table_detection import detect_layout
from reports.import_reader.workbook_data import SheetData, WorkbookData
from tests.reports.import_reader.files import sheet_of

TODAY = date(2026, 11, 20)
OCTOBER, LAST_YEAR = date(2026, 10, 31), date(2025, 12, 31)
TO_DATE, OF_YEAR, BEFORE = "funds_to_date", "funds_of_year", "funds_before_year"


def list_of(headings: list[str], title: str = "") -> SheetData:
    """Return a project list with some columns of numbers."""
    rows: list[list[object]] = [["项目名称", "投资方", *headings]]
    rows += [[f"示例{number}项目", f"示例{number}公司", *[number] * len(headings)] for number in range(1, 5)]
    blanks = [""] * (len(headings) + 1)
    return sheet_of([[title, *blanks], *rows] if title else rows)


def columns_of(sheet: SheetData, past: dict[str, dict[str, str]] | None = None) -> list[ColumnMapping]:
    """Map a list onto the projects, and return the columns after name and investor."""
    return list(map_columns(sheet, detect_layout(sheet), "project", past, TODAY).columns[2:])


def days_of(sheet: SheetData) -> FundsPeriod:
    """Return what a list says of the days of its funds."""
    layout = detect_layout(sheet)
    mapping = map_columns(sheet, layout, "project", None, TODAY)
    return foreign_import_table(WorkbookData("表.xlsx", (sheet,)), sheet, layout, mapping).funds


@pytest.mark.parametrize(
    ("headings", "keys", "as_of"),
    [
        (["累计到位资金", "2026年1—10月到位资金"], [TO_DATE, OF_YEAR], OCTOBER),
        (["截至2025年底累计到位资金", "2026年1-10月到位资金"], [BEFORE, OF_YEAR], OCTOBER),
        (["截至10月底累计到位资金", "截至2025年底累计到位资金", "1-10月到位资金"], [TO_DATE, BEFORE, OF_YEAR], OCTOBER),
        (["截至2025年底累计到位资金"], [TO_DATE], LAST_YEAR),
        (["2025年到位资金"], [OF_YEAR], LAST_YEAR),
        (["2025年到位资金", "2026年1-10月到位资金"], [None, OF_YEAR], OCTOBER),
        (["截至9月底累计到位资金", "截至10月底累计到位资金"], [None, TO_DATE], OCTOBER),
        (["累计到位资金", "2025年到位资金"], [TO_DATE, None], None),
        (["累计到位资金", "截至2025年底累计到位资金"], [TO_DATE, BEFORE], None),
        (["本年累计到位资金", "上年同期到位资金"], [OF_YEAR, None], None),
        (["截至10月底累计到位资金", "10月到位资金", "本月到位资金"], [TO_DATE, None, None], OCTOBER),
    ],
)
def test_funds_stand_for_the_days_that_their_headings_write(
    headings: list[str], keys: list[str | None], as_of: date | None
) -> None:
    sheet = list_of(headings)
    assert [column.key for column in columns_of(sheet)] == keys
    assert days_of(sheet).as_of == as_of


def test_the_title_says_the_day_where_the_headings_are_silent() -> None:
    sheet = list_of(["累计到位资金", "本年到位资金"], title="在建项目表（截至2026年10月31日）")
    assert days_of(sheet) == FundsPeriod(OCTOBER, 2026)


def test_a_list_of_last_year_asks_for_a_day_of_that_year() -> None:
    assert days_of(list_of(["本年到位资金"], title="2025年度在建项目表")) == FundsPeriod(None, 2025)
    assert days_of(list_of(["截至2025年底累计到位资金", "本年到位资金"])) == FundsPeriod(None, 2026)


@pytest.mark.parametrize(
    ("heading", "title", "key"),
    [
        ("2026年计划投资", "", "year_plan"),
        ("2026年度计划投资（万元）", "", "year_plan"),
        ("2025年计划投资", "", None),
        ("今年计划投资", "", "year_plan"),
        ("年度计划投资", "2025年重点项目", None),  # this year is 2026
        ("年度计划投资", "2026年重点项目", "year_plan"),
        ("年度计划投资", "2024年以来签约项目", "year_plan"),
    ],
)
def test_a_plan_is_taken_only_of_this_year(heading: str, title: str, key: str | None) -> None:
    (column,) = columns_of(list_of([heading], title))
    assert column.key == key
    assert key is not None or column.reason == "写的是2025年，不是“今年计划投资”要的那一年"


def test_a_plan_of_last_year_is_not_taken_though_it_was_last_year() -> None:
    past = {"project": {"年度计划投资": "year_plan"}}
    assert [column.key for column in columns_of(list_of(["年度计划投资"], "2025年重点项目"), past)] == [None]
    assert [column.key for column in columns_of(list_of(["年度计划投资"]), past)] == ["year_plan"]


@pytest.mark.parametrize(
    ("heading", "reason"),
    [
        ("2025年产值", "写的是2025年，“预计年产值”一栏不分年月"),
        ("2025年用工（人）", "写的是2025年，“预计用工”一栏不分年月"),
        ("总投资（2025年）", "写的是2025年，“总投资”一栏不分年月"),
        ("10月到位资金", "写的是10月一个月的数，请到“到位资金”台账逐月登记"),
        ("8—10月到位资金", "写的是8—10月，不是从年初起的数"),
        ("上年同期到位资金", "写的是上年同期的数，账本里没有这一栏"),
    ],
)
def test_a_time_that_no_field_keeps_is_asked_about(heading: str, reason: str) -> None:
    (column,) = columns_of(list_of([heading]))
    assert (column.key, column.reason) == (None, reason)


def test_of_the_progress_by_months_the_latest_is_taken_and_to_be_looked_at() -> None:
    sheet = list_of(["9月进展情况", "10月进展情况", "11月进展情况"])
    for row in sheet.rows[1:]:
        row[-1] = ""  # November is still to come
    september, october, _ = columns_of(sheet)
    assert (september.key, october.key, october.is_certain) == (None, "progress", False)
