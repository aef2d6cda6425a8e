"""Which field a heading means: by its words, its group heading, and the values that stand below it."""

from collections.abc import Sequence
from datetime import date

import pytest

from models.fields.base import Ledger
from models.ledgers import Enterprise, Lead, Project, Visit
from reports.import_reader.column_mapping import map_columns
from reports.import_reader.header_rows import ColumnHeading
from reports.import_reader.heading_similarity import (
    MIN_SCORE,
    FieldNames,
    Similarity,
    field_by_shape,
    field_names,
    heading_similarity,
    known_headings,
    shape_factor,
    value_shape,
)
from reports.import_reader.headings import split_unit
from reports.import_reader.table_detection import detect_layout
from reports.import_reader.workbook_data import CellValue
from tests.reports.import_reader.files import sheet_of


def names_of(ledger: type[Ledger], key: str) -> FieldNames:
    return next(names for names in field_names(ledger) if names.field.key == key)


def similarity(ledger: type[Ledger], key: str, *parts: str) -> Similarity:
    return heading_similarity(ColumnHeading(0, parts), names_of(ledger, key))


def best_key(ledger: type[Ledger], *parts: str) -> str | None:
    """Return the field most similar to a heading, if it is similar enough to be taken."""
    words = tuple(split_unit(part)[0] for part in parts)
    scored = [(heading_similarity(ColumnHeading(0, words), names).score, names) for names in field_names(ledger)]
    score, names = max(scored, key=lambda pair: pair[0])
    return names.field.key if score >= MIN_SCORE else None


# --- words ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("ledger", "parts", "key"),
    [
        (Lead, ("线索名称",), "name"),
        (Lead, ("项 目 名 称",), "name"),
        (Lead, ("投资总额（万元）",), "total"),
        (Lead, ("资方", "联系电话"), "phone"),
        (Lead, ("最新进展情况",), "progress"),
        (Project, ("项目业主单位", "联系人"), "counterpart"),
        (Project, ("计划开工时间",), "plan_start"),
        (Project, ("开工时间",), "started_on"),
        (Project, ("存在的困难和问题",), "problem"),
        (Project, ("本年度", "投资完成情况"), None),
        (Visit, ("走访企业",), "company"),
        (Enterprise, ("统一社会信用代码",), "code"),
        (Enterprise, ("天气",), None),
    ],
)
def test_headings_of_offices_and_the_fields_they_mean(
    ledger: type[Ledger], parts: tuple[str, ...], key: str | None
) -> None:
    assert best_key(ledger, *parts) == key


def test_two_labels_that_differ_by_a_bracket_are_two_fields() -> None:
    assert similarity(Visit, "enterprise", "走访企业(库)").score == similarity(Visit, "company", "走访企业").score == 1
    assert similarity(Visit, "enterprise", "走访企业").score < 1


def test_the_better_a_heading_fits_the_higher_it_scores() -> None:
    label = similarity(Lead, "total", "预计总投资")
    alias = similarity(Lead, "total", "投资总额")
    grouped = similarity(Lead, "total", "项目情况", "投资总额")
    near = similarity(Lead, "content", "项目建设的内容")
    assert label.score > alias.score > grouped.score >= MIN_SCORE
    assert near.score < grouped.score
    assert (label.reason, alias.reason) == ("与栏名相同", "按别名“投资总额”")
    assert grouped.reason == "按别名“投资总额”（下一行的栏名）"


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("计划开工时间", "started_on"),
        ("实际总投资", "total"),
        ("本月签约金额", "signed_amount"),
        ("累计用地面积", "land"),
        ("上年固定资产投资", "fixed"),
        ("2025年签约金额", "signed_amount"),
    ],
)
def test_a_qualifier_makes_it_another_thing(heading: str, key: str) -> None:
    assert similarity(Project, key, heading).score < MIN_SCORE


def test_a_qualifier_in_the_group_heading_counts_too() -> None:
    assert similarity(Project, "total", "投资情况", "总投资").score >= MIN_SCORE
    assert similarity(Project, "total", "本年累计完成", "总投资").score < MIN_SCORE
    assert similarity(Project, "counterpart", "接洽", "联系人").score < MIN_SCORE


def test_short_words_are_similar_to_nothing() -> None:
    assert similarity(Project, "content", "内容").score == 0
    assert similarity(Project, "content", "容").score == 0


def test_a_word_that_is_less_than_half_of_the_other_is_not_similar() -> None:
    assert similarity(Project, "one_leader", "一名领导牵头负责").score > 0
    assert similarity(Project, "one_leader", "一名领导牵头负责推进项目落地情况").score == 0


def test_all_ledgers_know_their_own_headings() -> None:
    known = known_headings()
    assert {"线索名称", "投资总额", "统一社会信用代码", "走访日期", "责任专班"} <= known
    assert "天气" not in known


# --- values ---------------------------------------------------------------------------------------------------------
NUMBERS: Sequence[CellValue] = [12, 3.5, "1,200", "约300万元", "３亿元", "50亩左右"]
DAYS: Sequence[CellValue] = [date(2026, 9, 1), "2026年9月", "2026.9.1", "9月1日", "2026"]
MOMENTS: Sequence[CellValue] = ["2026-09-01 08:00", "2026-09-01 08:00:00", "2026/9/1 8:00", "2026-09-01T08:00:00"]
PHONES: Sequence[CellValue] = [
    "13812345678",
    "0359-5022345",
    "+86 138 1234 5678",
    "13812345678、13912345678",
    "5022345",
]
CODES: Sequence[CellValue] = ["91140882MA0GTK5X1Y", "91140882ma0gtk5x1y", "12140882MB0123456C"]
WORDS: Sequence[CellValue] = ["示例甲公司", "暂无", "洽谈中"]


@pytest.mark.parametrize(
    ("values", "share"),
    [(NUMBERS, "numbers"), (DAYS, "days"), (MOMENTS, "days"), (PHONES, "phones"), (CODES, "codes")],
)
def test_all_values_of_a_kind_look_like_it(values: Sequence[CellValue], share: str) -> None:
    shape = value_shape(values)
    assert getattr(shape, share) == 1
    assert shape.filled == len(values)


def test_words_look_like_nothing_and_no_values_have_no_shape() -> None:
    assert value_shape(WORDS) == (3, 0, 0, 0, 0)
    assert value_shape([]) == (0, 0, 0, 0, 0)


@pytest.mark.parametrize("moment", MOMENTS)
def test_days_with_a_time_as_other_systems_write_them_are_imported(moment: str) -> None:
    rows = [[number, f"示例{name}", moment, 12] for number, name in enumerate("甲乙丙丁", start=1)]
    sheet = sheet_of([["序号", "线索名称", "登记时间", "总投资"], *rows])
    columns = map_columns(sheet, detect_layout(sheet), "lead").columns
    assert [column.key for column in columns] == [None, "name", "reported_on", "total"]


@pytest.mark.parametrize("value", ["2026-09-01号楼", "2026年产值", "1:30", "20260901080000000"])
def test_what_is_no_day(value: CellValue) -> None:
    assert value_shape([value]).days == 0


@pytest.mark.parametrize("value", [True, date(2026, 1, 1), "2026年9月1日", "甲12", "O123456"])
def test_what_is_no_number(value: CellValue) -> None:
    assert value_shape([value]).numbers == 0


@pytest.mark.parametrize("value", ["91140882MA0GTK5X1", "91140882MA0GTK5X1YZ", "9114O882MA0GTK5X1Y", "示例"])
def test_what_is_no_credit_code(value: CellValue) -> None:
    assert value_shape([value]).codes == 0


def test_a_share_is_of_the_filled_cells() -> None:
    shape = value_shape([12, 13, "暂无", "待定"])
    assert (shape.filled, shape.numbers) == (4, 0.5)


@pytest.mark.parametrize(
    ("ledger", "key", "right", "wrong"),
    [
        (Lead, "total", NUMBERS, WORDS),
        (Lead, "reported_on", DAYS, WORDS),
        (Lead, "phone", PHONES, WORDS),
        (Enterprise, "code", CODES, [12, 13, 14]),
        (Lead, "contact", WORDS, [12, 13, 14]),
    ],
)
def test_values_of_another_kind_speak_against_the_heading(
    ledger: type[Ledger], key: str, right: Sequence[CellValue], wrong: Sequence[CellValue]
) -> None:
    field = names_of(ledger, key).field
    assert shape_factor(value_shape(right), field) == 1
    assert shape_factor(value_shape(wrong), field) < 0.5
    assert shape_factor(value_shape(wrong[:2]), field) == 1, "two values are too few to judge by"


def test_dates_saved_as_numbers_are_dates_and_names_are_any_text() -> None:
    assert shape_factor(value_shape([46266, 46267, 46268]), names_of(Lead, "reported_on").field) == 1
    assert shape_factor(value_shape([1, 2, 3]), names_of(Lead, "name").field) == 1


@pytest.mark.parametrize(("amounts", "factor"), [(3, 1.0), (2, 0.4)])
def test_a_column_of_amounts_may_be_mostly_words(amounts: int, factor: float) -> None:
    values: list[CellValue] = [*[12.5] * amounts, *["面议"] * (10 - amounts)]
    assert shape_factor(value_shape(values), names_of(Lead, "total").field) == factor


def test_codes_and_phones_are_known_under_any_heading() -> None:
    code = field_by_shape(value_shape(CODES), field_names(Enterprise))
    assert code is not None
    assert code.key == "code"
    phone = field_by_shape(value_shape(PHONES), field_names(Lead))
    assert phone is not None
    assert phone.key == "phone"


def test_what_is_not_unmistakable_is_not_taken() -> None:
    assert field_by_shape(value_shape(CODES[:2]), field_names(Enterprise)) is None
    assert field_by_shape(value_shape(CODES), field_names(Lead)) is None
    assert field_by_shape(value_shape([*PHONES[:3], "暂无"]), field_names(Lead)) is None  # 75 %
    assert field_by_shape(value_shape(NUMBERS), field_names(Lead)) is None
