"""Registering a stage from what was typed."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
import sqlalchemy as sa

from models.audit import history
from models.errors import FieldErrors, UserError
from models.fields.kind import ReadContext
from models.ledgers import Project, StageMove
from models.queries.reading_context import reading_context
from models.services.row_service import save_row
from models.services.stage_moves import create_row, register_stage_move
from models.statistics.event_reader import read_statistics
from models.storage.store import Session, Store
from tests import rows
from tests.definitions import set_definitions


def test_a_move_keeps_its_day_amount_mark_and_who(book: Store) -> None:
    with book.writing("示例") as session:
        row = rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)})
    with book.writing("登记阶段") as session:
        typed = {"stage": "签约", "on": "2026-5-18", "amount": "约9.8亿", "evidence": "HT-018"}
        move = register_stage_move(session, row, typed, "李明", reading_context(session))
        assert (move.on, move.mark_of("amount"), move.by) == (date(2026, 5, 18), "约", "李明")
        assert move.amount == 98000
    with book.reading() as session:
        assert session.get_one(Project, row).stage == "签约"


def test_an_earlier_move_registered_later_does_not_set_the_project_back(book: Store) -> None:
    with book.writing("示例") as session:
        row = rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2), "开工": date(2026, 8, 1)})
        register_stage_move(session, row, {"stage": "签约", "on": "2026-5-18"}, "李明", reading_context(session))
    with book.reading() as session:
        assert session.get_one(Project, row).stage == "开工"


def test_all_that_is_wrong_is_rejected_at_once(book: Store) -> None:
    with book.writing("示例") as session:
        row = rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)})
        with pytest.raises(FieldErrors) as refused:
            register_stage_move(
                session, row, {"stage": "", "on": "2月30日", "amount": "很多"}, "李明", reading_context(session)
            )
        assert set(refused.value.by_key) == {"stage", "on", "amount"}
        with pytest.raises(UserError, match="已不在账本里"):
            register_stage_move(session, "nobody", {}, "李明", reading_context(session))


# --- moves that cannot be ---------------------------------------------------------------------------------------------

TODAY = date(2026, 11, 20)
STAGE_DAYS = {"在谈": date(2026, 3, 2), "签约": date(2026, 6, 1), "开工": date(2026, 8, 1)}


def register_stage(session: Session, row: str, stage: str, on: str) -> StageMove:
    """Register a stage as the window's stage strip does."""
    return register_stage_move(session, row, {"stage": stage, "on": on}, "李明", reading_context(session, today=TODAY))


@pytest.mark.parametrize(
    ("stage", "on", "key", "sentence"),
    [
        ("竣工", "2026-11-21", "on", "进入日期：进入“竣工”的日期 2026-11-21 还没有到；计划日期请填在计划时间里。"),
        ("竣工", "2026-7-31", "on", "进入日期：进入“竣工”的日期 2026-07-31 早于“开工”的 2026-08-01，请核对。"),
        ("签约", "2026-8-2", "on", "进入日期：进入“签约”的日期 2026-08-02 晚于“开工”的 2026-08-01，请核对。"),
        ("开工", "2026-9-1", "stage", "进入阶段：项目已经在“开工”阶段；要改日期请用“更正”。"),
    ],
)
def test_a_move_that_cannot_be_is_rejected_at_its_field(
    book: Store, stage: str, on: str, key: str, sentence: str
) -> None:
    with book.writing("示例") as session:
        row = rows.add_project(session, "甲项目", STAGE_DAYS)
        with pytest.raises(FieldErrors) as refused:
            register_stage(session, row, stage, on)
    assert refused.value.by_key == {key: sentence}


def test_today_and_the_day_of_the_stage_before_are_days_like_others(book: Store) -> None:
    with book.writing("示例") as session:
        row = rows.add_project(session, "甲项目", STAGE_DAYS)
        register_stage(session, row, "竣工", "2026-8-1")
        register_stage(session, row, "投产", "2026-11-20")
        assert session.get_one(Project, row).stage == "投产"


@pytest.mark.parametrize("order", [("开工", "签约"), ("签约", "开工")])
def test_of_stages_entered_on_one_day_the_furthest_counts_in_whatever_order(
    book: Store, order: tuple[str, str]
) -> None:
    with book.writing("示例") as session:
        row = rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)})
        for stage in order:
            register_stage(session, row, stage, "2026-8-1")
    with book.reading() as session:
        assert session.get_one(Project, row).stage == "开工"
        assert read_statistics(session).projects[row].stage_on(date(2026, 8, 1)) == "开工"


def test_a_move_in_the_recycle_bin_is_in_nobodys_way(book: Store) -> None:
    with book.writing("示例") as session:
        row = rows.add_project(session, "甲项目", STAGE_DAYS)
        started = session.execute(sa.select(StageMove).where(StageMove.stage == "开工")).scalar_one()
        history.move_to_recycle_bin([started])
        register_stage(session, row, "竣工", "2026-7-1")
        assert session.get_one(Project, row).stage == "竣工"


def test_a_project_in_the_recycle_bin_does_not_move(book: Store) -> None:
    with book.writing("示例") as session:
        row = rows.add_project(session, "甲项目", STAGE_DAYS, removed=True)
        with pytest.raises(UserError, match="已不在账本里"):
            register_stage(session, row, "竣工", "2026-9-1")


# --- a new project and its first stage, whenever that was -------------------------------------------------------------


def create_project(session: Session, **typed: str) -> Project:
    """Create a project from typed values, as the form of a new row does."""
    row = create_row(session, Project, {"name": "炭黑项目", **typed}, "李明", reading_context(session, today=TODAY))
    assert isinstance(row, Project)
    return row


def logged_moves(session: Session) -> list[tuple[str, date, str | None]]:
    """Return all stage moves by their days: stage, day, who registered it."""
    query = sa.select(StageMove.stage, StageMove.on, StageMove.by).order_by(StageMove.on)
    return [(stage, on, by) for stage, on, by in session.execute(query)]


def test_a_project_signed_in_march_is_entered_in_november_with_that_day_alone(book: Store) -> None:
    with book.writing("新增项目") as session:
        row = create_project(session, stage="签约", on="2026-3-12").id
    with book.reading() as session:
        assert logged_moves(session) == [("签约", date(2026, 3, 12), "李明")]
        assert session.get_one(Project, row).stage == "签约"
        course = read_statistics(session).projects[row]
        assert [course.stage_on(date(2026, 3, day)) for day in (11, 12)] == ["", "签约"]


@pytest.mark.parametrize(
    "order", list(permutations([("在谈", "2026-1-5"), ("开工", "2026-8-1"), ("竣工", "2026-11-20")]))
)
def test_stages_before_and_after_the_first_come_later_in_any_order(
    book: Store, order: tuple[tuple[str, str], ...]
) -> None:
    with book.writing("新增项目") as session:
        row = create_project(session, stage="签约", on="2026-3-12").id
        for stage, on in order:
            register_stage(session, row, stage, on)
    with book.reading() as session:
        assert [(stage, on) for stage, on, _by in logged_moves(session)] == [
            ("在谈", date(2026, 1, 5)),
            ("签约", date(2026, 3, 12)),
            ("开工", date(2026, 8, 1)),
            ("竣工", date(2026, 11, 20)),
        ]
        assert session.get_one(Project, row).stage == "竣工"


def test_a_project_without_a_stage_gets_no_day_invented_and_its_first_stage_later(book: Store) -> None:
    with book.writing("新增项目") as session:
        row = create_project(session).id
        assert (logged_moves(session), session.get_one(Project, row).stage) == ([], None)
        register_stage(session, row, "签约", "2026-3-12")
    with book.reading() as session:
        assert session.get_one(Project, row).stage == "签约"


@pytest.mark.parametrize(
    ("typed", "key", "sentence"),
    [
        ({"stage": "签约"}, "on", "进入日期：填了阶段，请写明哪天进入的"),
        ({"on": "2026-3-12"}, "stage", "进入阶段：填了日期，请选这一天进入的阶段"),
        ({"stage": "签约", "on": "2026-11-21"}, "on", "进入日期：进入“签约”的日期 2026-11-21 还没有到"),
        ({"stage": "暂停", "on": "2026-3-12"}, "stage", "进入阶段：暂停、终止、退库和重启请改项目状态"),
    ],
)
def test_a_first_stage_that_cannot_be_is_refused_with_the_project(
    book: Store, typed: dict[str, str], key: str, sentence: str
) -> None:
    with pytest.raises(FieldErrors) as refused, book.writing("新增项目") as session:
        create_project(session, **typed)
    assert refused.value.by_key.keys() == {key}
    assert refused.value.by_key[key].startswith(sentence)
    with book.reading() as session:
        assert session.query(Project).all() == []


def test_errors_of_a_project_and_of_its_first_stage_are_told_at_once(book: Store) -> None:
    with pytest.raises(FieldErrors) as refused, book.writing("新增项目") as session:
        create_project(session, name="", total="很多", stage="签约", on="2月30日")
    assert refused.value.by_key.keys() == {"name", "total", "on"}


# --- figures of a past day come out of the log ------------------------------------------------------------------------


def test_a_past_day_is_reported_as_logged_and_a_correction_changes_it(book: Store) -> None:
    with book.writing("示例") as session:
        row = rows.add_project(session, "甲项目", STAGE_DAYS)
        move = session.execute(sa.select(StageMove).where(StageMove.stage == "签约")).scalar_one().id

    def stages(*days: date) -> list[str]:
        with book.reading() as session:
            course = read_statistics(session).projects[row]
        return [course.stage_on(day) for day in days]

    asked_days = (date(2026, 3, 1), date(2026, 3, 2), date(2026, 5, 31), date(2026, 6, 1), date(2026, 7, 31), TODAY)
    assert stages(*asked_days) == ["", "在谈", "在谈", "签约", "签约", "开工"]
    with book.writing("更正") as session:
        save_row(session, StageMove, move, {"on": "2026-5-20"}, reading_context(session, today=TODAY))
    assert stages(*asked_days) == ["", "在谈", "签约", "签约", "签约", "开工"]


# --- gates ------------------------------------------------------------------------------------------------------------

DUE_DILIGENCE = {
    "checked_background": "自有资金充足",
    "checked_industry": "技术成熟",
    "checked_experts": "同意",
    "checked_on": "2026-5-1",
}
LAWS_PASSED = dict.fromkeys(
    ("law_energy", "law_environment", "law_safety", "law_quality", "law_catalogue", "law_carbon"), "是"
)
FIVE_ONES = {
    "one_project": "是",
    "one_leader": "王县长",
    "one_team": "专班",
    "one_unit": "发改局",
    "one_plan": "一案",
    "patron": "王县长",
    "agent": "李明",
}


def county_with_binding_gates(book: Store, gates: str = "必须") -> str:
    """Make a county whose gates are binding, with one project in talks."""
    with book.writing("示例") as session:
        set_definitions(session, gates=gates)
        return rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)})


def fill_fields(book: Store, row: str, typed: dict[str, str]) -> None:
    """Fill fields of the project."""
    with book.writing("填写") as session:
        save_row(session, Project, row, typed, reading_context(session, today=TODAY))


def rejection_message(book: Store, row: str, stage: str) -> str:
    """Try to register a stage; return the rejection message, empty where it was accepted."""
    try:
        with book.writing("登记阶段") as session:
            register_stage(session, row, stage, "2026-6-1")
    except FieldErrors as refused:
        return refused.by_key["stage"]
    return ""


def test_gates_only_speak_unless_the_county_says_they_bind(book: Store) -> None:
    row = county_with_binding_gates(book, "提醒")
    assert rejection_message(book, row, "签约") == ""


def test_signing_wants_due_diligence_and_every_law(book: Store) -> None:
    row = county_with_binding_gates(book)
    assert rejection_message(book, row, "签约") == (
        "进入阶段：进入“签约”前还缺：企业背景实力考察、产业与技术评估、专家论证意见、尽调完成日期、节约能源法、"
        "环境保护法、安全生产法、产品质量法、产业结构调整指导目录、碳达峰碳中和要求。"
        "请补齐，或在“联审与放行”里写明放行人和理由。"
    )
    fill_fields(book, row, DUE_DILIGENCE | LAWS_PASSED | {"law_safety": "否"})
    assert "还缺：安全生产法。" in rejection_message(book, row, "签约")
    fill_fields(book, row, {"law_safety": "是"})
    assert rejection_message(book, row, "签约") == ""


def test_starting_wants_a_patron_an_agent_and_the_five_ones(book: Store) -> None:
    row = county_with_binding_gates(book)
    fill_fields(book, row, DUE_DILIGENCE | LAWS_PASSED)
    assert rejection_message(book, row, "签约") == ""
    assert "还缺：包联领导、代办员、一个重点项目、一名领导牵头、" in rejection_message(book, row, "开工")
    fill_fields(book, row, FIVE_ONES)
    assert rejection_message(book, row, "开工") == ""


def test_a_stage_left_out_does_not_leave_out_its_gate(book: Store) -> None:
    row = county_with_binding_gates(book)
    assert "专家论证意见" in rejection_message(book, row, "投产")
    assert "代办员" in rejection_message(book, row, "投产")
    with book.writing("示例") as session, pytest.raises(FieldErrors) as refused:
        save_row(
            session, StageMove, None, {"project": row, "stage": "签约", "on": "2026-6-1"}, context_with_ids(session)
        )
    assert "专家论证意见" in refused.value.by_key["stage"]


def context_with_ids(session: Session) -> ReadContext:
    """Return a reading context that reads links by their ids, as the window gives them."""
    return replace(reading_context(session, today=TODAY), find_row=lambda _ledger, typed: typed)


def test_a_named_person_with_a_reason_opens_the_gate_and_stays_in_history(book: Store) -> None:
    row = county_with_binding_gates(book)
    fill_fields(book, row, {"passed_by": "王县长", "passed_why": "省重点项目，尽调同步进行"})
    assert rejection_message(book, row, "签约") == ""
    with book.reading() as session:
        project = session.get_one(Project, row)
        new_values = {
            change.key: change.new for entry in history.row_history(session, project) for change in entry.changes
        }
    assert project.stage == "签约"
    assert new_values["passed_by"] == "王县长"
    assert new_values["passed_why"] == "省重点项目，尽调同步进行"
