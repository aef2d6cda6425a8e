"""Which row of the book a row of a sheet is: certainly, perhaps, or none."""

from datetime import date

import pytest

from models.exchange.sheet_import.row_index import (
    RowIndex,
    RowMatch,
    distinguishing_fields,
    identifying_fields,
    matching_fields,
)
from models.fields.base import Ledger
from models.fields.kind import StoredValue
from models.ledgers import Enterprise, Lead, Project, Target, TaskForce, Visit
from models.storage.store import Store
from tests.rows import add_lead

CODE, OTHER_CODE = "91110000600037341L", "91140000100003524F"


def match(
    book: Store,
    ledger: type[Ledger],
    stored: dict[str, dict[str, StoredValue]],
    known: dict[str, StoredValue],
    import_key: str = "",
) -> RowMatch | None:
    """Match a row against rows by id."""
    with book.reading() as session:
        return RowIndex(session, ledger, stored).find(known, import_key)


def test_what_identifies_and_what_distinguishes_a_row() -> None:
    assert "code" in identifying_fields(Enterprise)
    assert identifying_fields(Visit) == ()
    assert {"task_force", "investor"} <= set(distinguishing_fields(Lead))
    assert "name" not in distinguishing_fields(Lead)
    assert {"name", "total", "industry", "enterprise"} <= set(matching_fields(Lead))
    assert {"name", "short"} <= set(matching_fields(TaskForce))


def test_one_code_is_one_firm_whatever_it_is_called(book: Store) -> None:
    stored: dict[str, dict[str, StoredValue]] = {"甲": {"name": "旧名", "code": CODE}, "乙": {"name": "新名"}}
    assert match(book, Enterprise, stored, {"name": "新名", "code": CODE}) == RowMatch("甲")


def test_two_rows_of_one_code_are_asked_about(book: Store) -> None:
    stored: dict[str, dict[str, StoredValue]] = {key: {"name": key, "code": CODE} for key in ("甲", "乙")}
    suspect = match(book, Enterprise, stored, {"name": "丙", "code": CODE})
    assert suspect == RowMatch("甲", "统一社会信用代码相同的有 2 行", 1)


@pytest.mark.parametrize(
    "typed", ["示例新材料有限公司", "示例新材料（有限）公司", "示例 新材料 有限公司", "示例新材料,有限公司"]
)
def test_a_name_is_the_same_whatever_its_punctuation(book: Store, typed: str) -> None:
    stored: dict[str, dict[str, StoredValue]] = {"甲": {"name": "示例新材料有限公司"}}
    assert match(book, Enterprise, stored, {"name": typed}) == RowMatch("甲")


def test_a_firm_of_the_same_core_is_asked_about_unless_its_code_is_another(book: Store) -> None:
    stored: dict[str, dict[str, StoredValue]] = {"甲": {"name": "山西示例恒远新材料有限公司", "code": CODE}}
    similar = match(book, Enterprise, stored, {"name": "示例恒远新材料股份有限公司"})
    assert similar == RowMatch("甲", "去掉地区和公司类型后名称相同", 2)
    assert match(book, Enterprise, stored, {"name": "示例恒远新材料股份有限公司", "code": OTHER_CODE}) is None


def test_a_row_is_known_by_its_short_name_too(book: Store) -> None:
    stored: dict[str, dict[str, StoredValue]] = {"甲": {"name": "焦化产业链招商专班", "short": "焦化"}}
    assert match(book, TaskForce, stored, {"name": "焦化"}) == RowMatch("甲")


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"name": "炭黑", "task_force": "A"}, RowMatch("甲")),
        ({"name": "炭黑", "task_force": "B"}, RowMatch("乙")),
        ({"name": "炭黑"}, RowMatch("甲", "名称相同的有 2 行", 1)),
        ({"name": "炭黑", "task_force": "C"}, RowMatch("甲", "名称相同，上报专班不同", 1)),
        (
            {"name": "炭黑", "task_force": "C", "investor": "别的公司"},
            RowMatch("甲", "名称相同，上报专班、意向投资方不同", 2),
        ),
        # The same investor by the core of its name.
        ({"name": "炭黑", "task_force": "A", "investor": "恒远公司"}, RowMatch("甲")),
        ({"name": "针状焦", "task_force": "A"}, None),
    ],
)
def test_leads_of_one_name_are_told_apart_by_task_force_and_investor(
    book: Store, known: dict[str, StoredValue], expected: RowMatch | None
) -> None:
    stored: dict[str, dict[str, StoredValue]] = {
        "甲": {"name": "炭黑", "task_force": "A", "investor": "恒远有限公司"},
        "乙": {"name": "炭黑", "task_force": "B"},
    }
    assert match(book, Lead, stored, known) == expected


def test_visits_to_one_firm_are_told_apart_by_their_day(book: Store) -> None:
    first, second = date(2026, 3, 1).isoformat(), date(2026, 4, 1).isoformat()
    stored: dict[str, dict[str, StoredValue]] = {"甲": {"company": "某公司", "on": first, "direction": "外出"}}
    assert match(book, Visit, stored, {"company": "某公司", "on": first, "direction": "外出"}) == RowMatch("甲")
    assert match(book, Visit, stored, {"company": "某公司", "on": second, "direction": "外出"}) is None
    assert match(book, Visit, stored, {"company": "某公司", "on": first, "direction": "来访"}) is None


def test_targets_of_one_metric_are_told_apart_by_whose_they_are(book: Store) -> None:
    """The county's has no task force; another year's is another as well."""
    county: dict[str, StoredValue] = {"metric": "签约金额", "period": "2026"}
    stored = {"全县": county, "焦化": county | {"task_forces": "f1"}}
    assert match(book, Target, stored, county) == RowMatch("全县")
    assert match(book, Target, stored, county | {"task_forces": "f1"}) == RowMatch("焦化")
    assert match(book, Target, stored, county | {"task_forces": "f2"}) is None
    assert match(book, Target, stored, county | {"period": "2025"}) is None


def test_a_row_of_the_sheet_is_not_itself_and_may_be_forgotten(book: Store) -> None:
    known: dict[str, StoredValue] = {"name": "炭黑"}
    with book.reading() as session:
        matcher = RowIndex(session, Project, {})
        matcher.add_row("第5行", known)
        assert matcher.find(known, "第5行") is None
        assert matcher.find(known, "第6行") == RowMatch("第5行")
        matcher.forget("第5行")
        assert matcher.find(known, "第6行") is None


def test_a_similar_lead_is_found_by_the_duplicate_rules_and_a_project_is_not(book: Store) -> None:
    with book.writing("线索") as session:
        lead = add_lead(session, "年产10万吨炭黑项目", investor="示例恒远有限公司")
    known: dict[str, StoredValue] = {"name": "10万吨炭黑", "investor": "示例恒远有限公司"}
    suspect = match(book, Lead, {lead: {"name": "年产10万吨炭黑项目"}}, known)
    assert suspect is not None
    assert suspect.row == lead
    assert "投资方相同" in suspect.reason
    assert suspect.reason.endswith(f"（L{suspect.level}）")
    assert match(book, Project, {}, known) is None
