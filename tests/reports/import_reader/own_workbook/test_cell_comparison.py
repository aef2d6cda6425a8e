"""A returned cell is compared by what it means: what other programs change in passing is no edit of a clerk."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from models.fields.base import Ledger
from models.fields.field import field_of
from models.fields.kind import StoredValue
from models.ledgers import Lead, Project, TaskForce, Visit
from reports.import_reader.own_workbook.cell_comparison import ExportedColumn, is_cut_text_edited
from reports.xlsx.sheet_styles import CUT_MARK

FORCE = "0" * 31 + "1"
OTHER_FORCE = "0" * 31 + "2"
NAMES = {FORCE: "焦化招商专班", OTHER_FORCE: "医药招商专班"}


def column(ledger: type[Ledger], key: str, *, masked: bool = False) -> ExportedColumn:
    return ExportedColumn(field_of(ledger, key), NAMES, masked=masked)


@pytest.mark.parametrize(
    ("key", "stored", "mark", "cell"),
    [
        ("name", "汾河焦化", "", "汾河焦化"),
        ("reported_on", "2026-09-01", "", date(2026, 9, 1)),
        ("reported_on", "2026-09-01", "月", "2026年9月"),
        ("task_force", FORCE, "", "焦化招商专班"),
        ("ceded_by", f"{FORCE} {OTHER_FORCE}", "", "焦化招商专班、医药招商专班"),
        ("followed", 1, "", "是"),
        ("followed", 0, "", "否"),
        ("jobs", 80, "", 80),
        ("name", None, "", None),
    ],
)
def test_what_the_cell_held_when_it_left(key: str, stored: StoredValue, mark: str, cell: object) -> None:
    assert column(Lead, key).exported_cell(stored, mark) == cell


def test_an_amount_left_as_a_number_or_with_its_mark_as_text() -> None:
    field = field_of(Lead, "total")
    stored = field.kind.store(Decimal("300.5"))
    assert column(Lead, "total").exported_cell(stored, "") == 300.5
    assert "约" in str(column(Lead, "total").exported_cell(stored, "约"))


def test_a_masked_value_is_compared_with_what_was_shown() -> None:
    masked = column(Lead, "phone", masked=True)
    assert masked.exported_cell("138****5678", "") == "138****5678"
    assert masked.is_same("138****5678", "138****5678")
    assert masked.is_same(" 138****5678 ", "138****5678")
    assert not masked.is_same("13812345678", "138****5678")
    assert not masked.is_same(13812345678, "138****5678")


SAME: list[tuple[type[Ledger], str, object, object]] = [
    (Lead, "name", "汾河焦化", "汾河焦化"),
    (Lead, "name", "汾河焦化 ", "汾河焦化"),
    (Lead, "content", "第一行\r\n第二行", "第一行\n第二行"),
    (Lead, "content", "第一行_x000D_\n第二行", "第一行\n第二行"),
    (Lead, "content", "甲_x0041_乙", "甲A乙"),
    (Lead, "reported_on", datetime.combine(date(2026, 9, 1), time.min), date(2026, 9, 1)),
    (Lead, "reported_on", "2026年9月1日", date(2026, 9, 1)),
    (Lead, "reported_on", "2026.9", "2026年9月"),
    (Lead, "total", "300万元", 300.0),
    (Lead, "total", "３００", 300.0),
    (Lead, "total", "0.03亿元", 300.0),
    (Lead, "jobs", "80", 80),
    (Lead, "jobs", 80.0, 80),
    (Lead, "followed", "√", "是"),
    (Lead, "followed", "×", "否"),
    (Lead, "task_force", "焦化 招商专班", "焦化招商专班"),
    (Lead, "total", None, None),
]


@pytest.mark.parametrize(("ledger", "key", "raw", "shown"), SAME)
def test_the_same_written_otherwise(ledger: type[Ledger], key: str, raw: object, shown: object) -> None:
    assert column(ledger, key).is_same(raw, shown)


CHANGED: list[tuple[type[Ledger], str, object, object]] = [
    (Lead, "name", "汾河焦化二期", "汾河焦化"),
    (Lead, "name", None, "汾河焦化"),
    (Lead, "name", "汾河焦化", None),
    (Lead, "content", "第一行第二行", "第一行\n第二行"),
    (Lead, "reported_on", date(2026, 9, 2), date(2026, 9, 1)),
    (Lead, "reported_on", date(2026, 9, 1), "2026年9月"),
    (Lead, "reported_on", "九月上旬", date(2026, 9, 1)),
    (Lead, "total", 300.01, 300.0),
    (Lead, "total", 300.0, "约300"),
    (Lead, "total", "面议", 300.0),
    (Lead, "followed", "否", "是"),
    (Lead, "task_force", "医药招商专班", "焦化招商专班"),
    (Project, "stage", "开工", "签约"),
    (Visit, "heads", 4, 3),
]


@pytest.mark.parametrize(("ledger", "key", "raw", "shown"), CHANGED)
def test_another_value_is_an_edit(ledger: type[Ledger], key: str, raw: object, shown: object) -> None:
    assert not column(ledger, key).is_same(raw, shown)


# --- texts too long for a cell --------------------------------------------------------------------------------------
LONG = "进展" * 20_000  # 40,000 characters, where a cell holds 32,767


def test_a_long_text_was_cut_and_says_so() -> None:
    content = column(Lead, "content")
    cell = content.exported_cell(LONG, "")
    assert isinstance(cell, str)
    assert len(cell) == 32_767
    assert cell.endswith(CUT_MARK)
    assert content.was_cut(LONG, "")
    assert not content.was_cut("短的进展", "")
    assert not content.was_cut("短的进展" + CUT_MARK, ""), "a clerk may have typed the very words"
    assert not content.was_cut(None, "")


@pytest.mark.parametrize(
    ("raw", "edited"),
    [
        ("新写的进展", False),
        (None, False),
        (LONG[:200], True),
        ("前言：" + LONG[:200], True),
        ("改过的一段" + CUT_MARK, True),
        (LONG[:99], False),
    ],
)
def test_an_edit_of_a_cut_text_is_told_from_a_new_text(raw: object, edited: bool) -> None:
    shown = column(Lead, "content").exported_cell(LONG, "")
    assert is_cut_text_edited(raw, shown) is edited


# --- looking rows up ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("key", "raw", "same_as"),
    [
        ("name", "汾河 焦化", "汾河焦化"),
        ("name", "ＡＢＣ化工", "abc化工"),
        ("reported_on", "2026年9月1日", date(2026, 9, 1)),
        ("total", "300万元", 300.0),
        ("jobs", "80", 80),
    ],
)
def test_rows_are_looked_up_by_meaning(key: str, raw: object, same_as: object) -> None:
    assert column(Lead, key).canonical(raw) == column(Lead, key).canonical(same_as) != ""


def test_a_mark_is_part_of_the_meaning_and_nonsense_is_its_own_text() -> None:
    total = column(Lead, "total")
    assert total.canonical("约300") != total.canonical("300")
    assert total.canonical("面议 ") == total.canonical("面议") == "面议"
    assert total.canonical(None) == ""


def test_task_forces_are_named_as_the_county_names_them() -> None:
    assert column(TaskForce, "name").canonical("焦化招商专班") == "焦化招商专班"
