"""Typed values become rows, or one error for every bad field at once; another user's changes are never overwritten."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.audit import history
from models.audit.recorder import add_many
from models.errors import FieldErrors, UserError
from models.ledgers import Enterprise, Lead, Target, TaskForce, Term
from models.queries.reading_context import RowFinder, reading_context, terms
from models.services.row_service import save_row, set_cells
from models.storage.integrity_check import check_integrity
from models.storage.store import Store
from tests.rows import TODAY, add_lead, add_task_force, finish


@pytest.fixture
def county(book: Store) -> Store:
    """Add two task forces, three firms and a few words."""
    with book.writing("新增") as session:
        add_task_force(session, "焦化", 1)
        add_task_force(session, "钢铁", 2)
        add_many(
            session,
            Enterprise,
            [
                {"name": "中国石油天然气股份有限公司", "short": "中石油", "code": "91110000600037341L"},
                {"name": "龙门实业", "place": "河津"},
                {"name": "龙门实业", "place": "韩城"},
            ],
        )
        words = [("lead_state", "已上报", 1), ("lead_state", "已认定", 2), ("channel", "云平台", 1)]
        add_many(session, Term, [{"dictionary": d, "word": w, "rank": r} for d, w, r in words])
    return book


def new_lead(session: Session, typed: dict[str, object]) -> Lead:
    """Save a new lead as typed on the tests' day."""
    row = save_row(session, Lead, None, typed, reading_context(session, today=TODAY))
    assert isinstance(row, Lead)
    return row


def test_a_typed_lead_becomes_a_row(county: Store) -> None:
    typed: dict[str, object] = {
        "name": " 炭黑 项目 ",
        "task_force": "焦化",
        "enterprise": "中石油",
        "total": "约1.2亿",
        "reported_on": "昨天",
        "state": "已上报",
        "place": "暂无",
    }
    with county.writing("新增线索") as session:
        row = new_lead(session, typed).id
    with county.reading() as session:
        saved = session.get_one(Lead, row)
        force = session.get_one(TaskForce, str(saved.task_force))
    assert (saved.name, force.short, saved.total, saved.mark_of("total")) == (
        "炭黑 项目",
        "焦化",
        Decimal(12_000),
        "约",
    )
    assert (saved.reported_on, saved.place) == (date(2026, 11, 19), None)
    assert finish(check_integrity(county)).is_intact


def test_every_bad_field_is_rejected_at_once_and_nothing_is_kept(county: Store) -> None:
    typed: dict[str, object] = {
        "name": "",
        "total": "3—5亿元",
        "reported_on": "待定",
        "state": "看看再说",
        "phone": "张三",
    }
    with pytest.raises(FieldErrors) as refused, county.writing("新增线索") as session:
        new_lead(session, typed)
    assert set(refused.value.by_key) == set(typed)
    assert refused.value.by_key["name"] == "线索名称：必填，不能空着。"
    assert "已上报、已认定" in refused.value.by_key["state"]
    assert str(refused.value).count("\n") == len(typed) - 1
    with county.reading() as session:
        assert session.query(Lead).count() == 0


def test_a_new_row_needs_its_required_fields_though_nobody_typed_them(county: Store) -> None:
    with pytest.raises(FieldErrors, match="线索名称：必填"), county.writing("新增线索") as session:
        new_lead(session, {"total": "5"})


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("中国石油天然气股份有限公司", "中国石油天然气股份有限公司"),
        ("中石油", "中国石油天然气股份有限公司"),
        ("９１１１００００６０００３７３４１ｌ", "中国石油天然气股份有限公司"),
        ("中国石油 天然气股份有限公司", "中国石油天然气股份有限公司"),
    ],
)
def test_a_row_is_found_by_name_short_name_or_code(county: Store, typed: str, expected: str) -> None:
    with county.reading() as session:
        row = RowFinder(session)("enterprise", typed)
        assert session.get_one(Enterprise, row).name == expected


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("龙门实业", "在企业库里有 2 个，请从列表里选"),
        ("龙门", "不在企业库里，相近的有：龙门实业"),
        ("完全没有", "请先在“企业库”里新增"),
    ],
)
def test_none_and_several_are_rejected_with_a_hint(county: Store, typed: str, message: str) -> None:
    with county.reading() as session, pytest.raises(UserError, match=message):
        RowFinder(session)("enterprise", typed)


def test_a_deleted_row_is_not_found(county: Store) -> None:
    with county.writing("删除") as session:
        history.move_to_recycle_bin(session.query(Enterprise).filter_by(short="中石油").all())
    with county.reading() as session, pytest.raises(UserError, match="不在企业库里"):
        RowFinder(session)("enterprise", "中石油")


def test_a_field_somebody_changed_meanwhile_is_rejected_and_keeps_their_value(county: Store) -> None:
    with county.writing("新增") as session:
        row = add_lead(session, "甲", total=Decimal(100), place="苏州")
    seen: dict[str, Any] = {"total": 1_000_000, "place": "苏州"}
    with county.writing("别人改") as session:
        session.get_one(Lead, row).total = Decimal(250)
    with pytest.raises(FieldErrors, match="别人刚改为“250”") as refused, county.writing("我改") as session:
        save_row(session, Lead, row, {"total": "300", "place": "宁波"}, reading_context(session), seen)
    assert set(refused.value.by_key) == {"total"}
    with county.reading() as session:
        assert (session.get_one(Lead, row).total, session.get_one(Lead, row).place) == (Decimal(250), "苏州")
    with county.writing("我改别的") as session:
        save_row(session, Lead, row, {"place": "宁波"}, reading_context(session), seen)


def test_a_row_that_is_gone_is_rejected(county: Store) -> None:
    with pytest.raises(UserError, match="已不在账本里"), county.writing("改") as session:
        save_row(session, Lead, "f" * 32, {"place": "宁波"}, reading_context(session))


def test_several_rows_get_one_value_in_one_command_or_none_does(county: Store) -> None:
    with county.writing("新增") as session:
        rows = [add_lead(session, name) for name in "甲乙丙"]
    with county.writing("填充") as session:
        set_cells(session, Lead, rows, "state", "已认定", reading_context(session))
    with county.reading() as session:
        assert {row.state for row in session.query(Lead)} == {"已认定"}
    with pytest.raises(UserError), county.writing("填充") as session:
        set_cells(session, Lead, rows, "name", "", reading_context(session))
    with county.reading() as session:
        assert {row.name for row in session.query(Lead)} == {"甲", "乙", "丙"}


def test_dictionaries_are_the_words_in_use_in_their_order(county: Store) -> None:
    with county.writing("停用") as session:
        session.query(Term).filter_by(word="已上报").one().idle = True
        add_many(session, Term, [{"dictionary": "lead_state", "word": "不予认定", "rank": 0}])
    with county.reading() as session:
        assert terms(session)["lead_state"] == ["不予认定", "已认定"]


# --- targets: a time that can be counted over, and numbers that go together ----------------------------------------


def save_target(book: Store, **typed: object) -> None:
    """Save a target from typed values."""
    with book.writing("目标") as session:
        save_row(session, Target, None, typed, reading_context(session, today=TODAY))


def refused(book: Store, **typed: object) -> Mapping[str, str]:
    """Try to save a target, and return the error messages by field key."""
    with pytest.raises(FieldErrors) as caught:
        save_target(book, **typed)
    return caught.value.by_key


@pytest.mark.parametrize("period", ["明年", "2025—2023", "五年内"])
def test_a_target_whose_time_cannot_be_read_is_refused_with_what_can(book: Store, period: str) -> None:
    messages = refused(book, metric="签约项目数", period=period)
    assert set(messages) == {"period"}
    for good in ("2026年度", "2025年底", "2023—2025", "十四五末"):
        save_target(book, metric="签约项目数", period=good)


def test_a_target_s_numbers_are_held_against_each_other(book: Store) -> None:
    typed = {"metric": "千亿级产业集群数", "period": "2026", "value": "3", "stretch": "2", "reported_on": "2027-1-1"}
    messages = refused(book, **typed)
    assert messages["stretch"] == "奋斗目标值：比目标值还低，请核对两栏是不是填反了。"
    assert "还没有到" in messages["reported_on"]
