"""Validation of typed values: what is derived from them and what is rejected, through the row service."""

from collections.abc import Mapping
from datetime import date

import pytest

from models.audit import history
from models.audit.edit_writer import edit_writer
from models.audit.recorder import add_many
from models.errors import FieldErrors
from models.fields.base import Ledger
from models.ledgers import Dormant, Funding, Lead, Negotiation, Obligation, Project, StageMove, Visit
from models.queries.reading_context import reading_context
from models.services.row_service import save_row
from models.storage.store import Session, Store
from tests import rows
from tests.definitions import add_holidays, set_definitions

TODAY = date(2026, 11, 20)


def save_obligation(book: Store, ledger: type[Ledger], row: str | None = None, **typed: object) -> str:
    """Save typed values in their own command; return the row's id."""
    with book.writing("保存") as session:
        return save_row(session, ledger, row, typed, reading_context(session, today=TODAY)).id


def rejected_fields(book: Store, ledger: type[Ledger], row: str | None = None, **typed: object) -> Mapping[str, str]:
    """Try to save, and return the error messages by field key."""
    with pytest.raises(FieldErrors) as caught:
        save_obligation(book, ledger, row, **typed)
    return caught.value.by_key


def read_obligation(book: Store, row: str) -> Obligation:
    """Read an obligation."""
    with book.reading() as session:
        return session.get_one(Obligation, row)


def iso_days(*days: date | None) -> list[str | None]:
    """Format days as ISO strings for comparison; None stays None."""
    return [day.isoformat() if day else None for day in days]


# --- 13710: 山西 2016-09 ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "raised", "natural", "working"),
    [
        # 28 September is a Monday; the holiday is 1 to 7 October, and Saturday the 10th is worked.
        ("13710一般", "2026-9-28", ["2026-10-01", "2026-10-05"], ["2026-10-08", "2026-10-13"]),
        ("13710重大", "2026-9-28", ["2026-10-01", "2026-10-28"], ["2026-10-08", "2026-10-28"]),
        ("13710一般", "2026-10-20", ["2026-10-23", "2026-10-27"], ["2026-10-23", "2026-10-29"]),
        ("13710重大", "2026-1-31", ["2026-02-03", "2026-02-28"], ["2026-02-04", "2026-02-28"]),
    ],
)
def test_13710_sets_its_own_days(book: Store, rule: str, raised: str, natural: list[str], working: list[str]) -> None:
    with book.writing("节假日") as session:
        add_holidays(session)
    obligation = read_obligation(book, save_obligation(book, Obligation, name="供水", rule=rule, raised_on=raised))
    assert iso_days(obligation.feedback_due, obligation.due) == natural
    with book.writing("口径") as session:
        set_definitions(session, deadline_count="工作日")
    obligation = read_obligation(book, save_obligation(book, Obligation, name="供电", rule=rule, raised_on=raised))
    assert iso_days(obligation.feedback_due, obligation.due) == working


def test_a_plain_item_gets_no_day_it_was_not_given(book: Store) -> None:
    obligation = read_obligation(
        book, save_obligation(book, Obligation, name="供水", rule="普通时限", raised_on="2026-10-20")
    )
    assert iso_days(obligation.feedback_due, obligation.due) == [None, None]


def test_a_day_a_person_set_is_kept_and_the_other_still_filled_in(book: Store) -> None:
    row = save_obligation(book, Obligation, name="供水", rule="13710一般", raised_on="2026-10-20", due="2026-10-30")
    assert iso_days(read_obligation(book, row).feedback_due, read_obligation(book, row).due) == [
        "2026-10-23",
        "2026-10-30",
    ]
    save_obligation(book, Obligation, row, rule="13710重大")
    assert iso_days(read_obligation(book, row).due) == ["2026-10-30"]


def test_days_follow_a_corrected_rule_and_a_corrected_day(book: Store) -> None:
    row = save_obligation(book, Obligation, name="供水", rule="13710一般", raised_on="2026-10-20")
    save_obligation(book, Obligation, row, rule="13710重大")
    assert iso_days(read_obligation(book, row).feedback_due, read_obligation(book, row).due) == [
        "2026-10-23",
        "2026-11-20",
    ]
    save_obligation(book, Obligation, row, raised_on="2026-10-22")
    assert iso_days(read_obligation(book, row).feedback_due, read_obligation(book, row).due) == [
        "2026-10-25",
        "2026-11-22",
    ]
    save_obligation(book, Obligation, row, rule="普通时限")
    assert iso_days(read_obligation(book, row).feedback_due, read_obligation(book, row).due) == [None, "2026-11-22"]
    with book.reading() as session:
        dues = [
            change.old
            for entry in history.row_history(session, session.get_one(Obligation, row))
            for change in entry.changes
            if change.key == "due"
        ]
    assert dues == ["2026-11-20", "2026-10-27", None]


def test_a_deadline_before_the_item_was_raised_is_rejected(book: Store) -> None:
    messages = rejected_fields(book, Obligation, name="供水", raised_on="2026-10-20", due="2026-10-19")
    assert messages == {"due": "完成时限：2026-10-19 早于交办日期 2026-10-20。"}


def test_extending_wants_a_plan_and_a_later_day(book: Store) -> None:
    row = save_obligation(book, Obligation, name="供水", rule="13710一般", raised_on="2026-10-20")
    assert rejected_fields(book, Obligation, row, extended_to="2026-10-27") == {
        "extension": "延期方案：延期必须写明时间节点和方案。",
        "extended_to": "延期至：没有晚于原时限 2026-10-27。",
    }
    save_obligation(book, Obligation, row, extended_to="2026-11-27", extension="11月20日前铺管，27日前通水")
    assert iso_days(read_obligation(book, row).due, read_obligation(book, row).extended_to) == [
        "2026-10-27",
        "2026-11-27",
    ]


def test_closing_wants_a_result_and_a_name(book: Store) -> None:
    row = save_obligation(book, Obligation, name="供水", raised_on="2026-10-20")
    assert set(rejected_fields(book, Obligation, row, state="已销号")) == {"result", "closed_by"}
    assert set(rejected_fields(book, Obligation, row, closed_on="2026-11-1", result="已通水")) == {"closed_by"}
    typed = {"closed_on": "2026-10-1", "result": "已通水", "closed_by": "李明"}
    assert set(rejected_fields(book, Obligation, row, **typed)) == {"closed_on"}
    save_obligation(book, Obligation, row, state="已销号", result="已通水", closed_by="李明")
    assert (read_obligation(book, row).closed_on, read_obligation(book, row).state) == (TODAY, "已销号")
    other = save_obligation(book, Obligation, name="供电", closed_on="2026-11-1", result="已通电", closed_by="李明")
    assert read_obligation(book, other).state == "已销号"


@pytest.mark.parametrize("typed", [{"state": "办理中"}, {"closed_on": ""}])
def test_a_closed_item_is_opened_again_by_either_field(book: Store, typed: dict[str, str]) -> None:
    row = save_obligation(book, Obligation, name="供水", state="已销号", result="已通水", closed_by="李明")
    save_obligation(book, Obligation, row, **typed)
    obligation = read_obligation(book, row)
    assert (obligation.state, obligation.closed_on, obligation.closed_by) == ("办理中", None, None)
    assert obligation.result == "已通水"
    assert set(rejected_fields(book, Obligation, row, state="已销号")) == {"closed_by"}


# --- leads, projects, dormant firms -----------------------------------------------------------------------------------


def test_a_lead_turned_down_wants_a_reason(book: Store) -> None:
    row = save_obligation(book, Lead, name="甲线索", reported_on="2026-10-1")
    assert rejected_fields(book, Lead, row, state="不予认定") == {"reason": "不予认定理由：不予认定要写明理由。"}
    assert set(rejected_fields(book, Lead, name="乙线索", state="不予认定", reason="　")) == {"reason"}
    save_obligation(book, Lead, row, state="不予认定", reason="住宅项目")


def test_a_lead_is_recognised_on_the_day_it_is_and_never_before_it_was_reported(book: Store) -> None:
    row = save_obligation(book, Lead, name="甲线索", reported_on="2026-10-1")
    save_obligation(book, Lead, row, state="已认定")
    with book.reading() as session:
        assert session.get_one(Lead, row).recognised_on == TODAY
    assert rejected_fields(book, Lead, row, recognised_on="2026-9-30") == {
        "recognised_on": "认定时间：早于登记时间 2026-10-01。"
    }


@pytest.mark.parametrize("status", ["暂停", "终止", "退库"])
def test_a_project_that_stands_aside_wants_a_reason(book: Store, status: str) -> None:
    row = save_obligation(book, Project, name="甲项目")
    assert rejected_fields(book, Project, row, status=status) == {"status_reason": f"状态原因：{status}要写明原因。"}
    save_obligation(book, Project, row, status=status, status_reason="资金未到位")
    save_obligation(book, Project, row, status="重启")


def test_only_what_stopped_is_started_again(book: Store) -> None:
    row = save_obligation(book, Project, name="甲项目", status="正常")
    assert set(rejected_fields(book, Project, row, status="重启")) == {"status"}


def test_a_pass_through_a_gate_names_who_and_why(book: Store) -> None:
    row = save_obligation(book, Project, name="甲项目")
    assert set(rejected_fields(book, Project, row, passed_by="王县长")) == {"passed_why"}
    assert set(rejected_fields(book, Project, row, passed_why="重大项目先行签约")) == {"passed_by"}
    save_obligation(book, Project, row, passed_by="王县长", passed_why="重大项目先行签约")


def test_a_plan_does_not_end_before_it_begins(book: Store) -> None:
    assert set(rejected_fields(book, Project, name="甲", plan_start="2026-6-1", plan_finish="2026-5-31")) == {
        "plan_finish"
    }


@pytest.mark.parametrize(("kind", "due"), [("A", "2027-02-28"), ("B", "2027-02-28"), ("C", "2027-02-28"), ("D", None)])
def test_dormant_firms_of_class_a_to_c_have_twelve_months_and_d_none(book: Store, kind: str, due: str | None) -> None:
    row = save_obligation(book, Dormant, name="某厂", kind=kind, identified_on="2026-2-28")
    with book.reading() as session:
        assert iso_days(session.get_one(Dormant, row).due) == [due]


def test_a_dormant_firm_put_into_another_class_takes_its_deadline(book: Store) -> None:
    row = save_obligation(book, Dormant, name="某厂", kind="A", identified_on="2026-3-1")
    save_obligation(book, Dormant, row, kind="D")
    with book.reading() as session:
        assert session.get_one(Dormant, row).due is None
    save_obligation(book, Dormant, row, kind="B")
    with book.reading() as session:
        assert iso_days(session.get_one(Dormant, row).due) == ["2027-03-01"]


# --- corrected stage moves --------------------------------------------------------------------------------------------


def moves_of(session: Session, project: str) -> list[StageMove]:
    """Give a project's moves by their day."""
    return list(session.query(StageMove).filter(StageMove.project == project).order_by(StageMove.on))


def test_a_corrected_day_keeps_the_earlier_one_in_history(book: Store) -> None:
    with book.writing("示例") as session:
        row = rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2), "签约": date(2026, 6, 1)})
        move = moves_of(session, row)[1].id
    save_obligation(book, StageMove, move, on="2026-6-18")
    with book.reading() as session:
        saved = session.get_one(StageMove, move)
        assert saved.on == date(2026, 6, 18)
        entry = history.row_history(session, saved)[0]
    assert [(change.key, change.old, change.new) for change in entry.changes] == [("on", "2026-06-01", "2026-06-18")]
    assert entry.who == "示例甲"


@pytest.mark.parametrize(
    ("typed", "key", "sentence"),
    [
        ({"on": "2026-11-21"}, "on", "还没有到"),
        ({"on": "2026-3-1"}, "on", "早于“在谈”的 2026-03-02"),
        ({"on": "2026-8-2"}, "on", "晚于“开工”的 2026-08-01"),
        ({"stage": "落地"}, "stage", "没有“落地”这个阶段"),
    ],
)
def test_a_move_is_corrected_only_as_it_could_have_been(
    book: Store, typed: dict[str, str], key: str, sentence: str
) -> None:
    course = {"在谈": date(2026, 3, 2), "签约": date(2026, 6, 1), "开工": date(2026, 8, 1)}
    with book.writing("示例") as session:
        row = rows.add_project(session, "甲项目", course)
        move = moves_of(session, row)[1].id
    messages = rejected_fields(book, StageMove, move, **typed)
    assert set(messages) == {key}
    assert sentence in messages[key]


def test_a_move_registered_under_the_wrong_stage_is_put_right(book: Store) -> None:
    with book.writing("示例") as session:
        row = rows.add_project(session, "甲项目", {"签约": date(2026, 6, 1)})
        (move,) = (stage_move.id for stage_move in moves_of(session, row))
    save_obligation(book, StageMove, move, stage="在谈", on="2026-6-5")
    with book.reading() as session:
        assert session.get_one(Project, row).stage == "在谈"


def test_a_project_stands_where_its_log_says_however_the_log_is_changed(book: Store) -> None:
    with book.writing("示例") as session:
        row = rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2), "签约": date(2026, 6, 1)})
        move = moves_of(session, row)[1].id

    def stage() -> str | None:
        with book.reading() as session:
            return session.get_one(Project, row).stage

    with book.writing("移入回收站") as session:
        history.move_to_recycle_bin(history.fetch_rows(session, StageMove, [move]))
        batch = edit_writer(session).batch
    assert stage() == "在谈"
    with book.writing("撤销", undoes=batch) as session:
        history.undo(session, batch)
    assert stage() == "签约"
    save_obligation(book, StageMove, move, stage="研判", on="2026-3-1")
    assert stage() == "在谈"


# --- a rejected command leaves nothing behind -------------------------------------------------------------------------


def test_what_was_rejected_is_not_saved_with_the_rest_of_the_command(book: Store) -> None:
    row = save_obligation(book, Lead, name="甲线索", place="苏州")
    with book.writing("两行") as session:
        reading = reading_context(session, today=TODAY)
        save_row(session, Lead, row, {"place": "无锡"}, reading)
        with pytest.raises(FieldErrors):
            save_row(session, Lead, row, {"state": "不予认定", "place": "上海"}, reading)
    with book.reading() as session:
        saved = session.get_one(Lead, row)
        assert (saved.place, saved.state) == ("无锡", None)


def test_every_error_names_its_field_as_the_clerk_knows_it(book: Store) -> None:
    with book.writing("示例") as session:
        row = rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)})
    messages = {
        **rejected_fields(book, Obligation, name="供水", closed_on="2026-1-1", raised_on="2026-2-1", due="2026-1-2"),
        **rejected_fields(book, Obligation, name="供水", due="2026-2-1", extended_to="2026-1-2"),
        **rejected_fields(book, Project, row, status="重启", plan_start="2026-6-1", plan_finish="2026-5-31"),
        **rejected_fields(book, Project, row, passed_by="王县长"),
        **rejected_fields(book, Lead, name="甲", state="不予认定"),
    }
    for sentence in messages.values():
        label, _, message = sentence.partition("：")
        assert 2 <= len(label) <= 8, sentence
        assert message.endswith("。"), sentence
        assert not any(character.isascii() and character.isalpha() for character in sentence), sentence


def test_an_old_fault_does_not_stop_a_change_of_something_else(book: Store) -> None:
    with book.writing("旧数据") as session:
        (row,) = add_many(session, Lead, [{"name": "旧线索", "state": "不予认定"}])  # imported without a reason
    with book.writing("改来源地") as session:
        save_row(session, Lead, row, {"place": "江苏苏州"}, reading_context(session))
    with book.reading() as session:
        assert session.get_one(Lead, row).place == "江苏苏州"
    with pytest.raises(FieldErrors) as refused, book.writing("清空理由") as session:
        save_row(session, Lead, row, {"reason": ""}, reading_context(session))
    assert list(refused.value.by_key) == ["reason"]


def test_the_day_a_project_ended_can_be_put_right_in_its_log_and_only_there(book: Store) -> None:
    with book.writing("示例") as session:
        row = rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)})
    save_obligation(book, Project, row, status="终止", status_reason="资方撤资")
    with book.reading() as session:
        move = session.query(StageMove).filter_by(project=row, stage="终止").one()
        assert (move.on, session.get_one(Project, row).stage) == (TODAY, "在谈")
    save_obligation(book, StageMove, move.id, on="2026-10-28")
    with book.reading() as session:
        assert session.get_one(Project, row).status_on == date(2026, 10, 28)
    save_obligation(book, Project, row, status_on="2026-10-30")
    with book.reading() as session:
        assert session.get_one(StageMove, move.id).on == date(2026, 10, 30)
    assert "还没有到" in rejected_fields(book, StageMove, move.id, on="2026-12-01")["on"]
    assert "请改项目状态" in rejected_fields(book, StageMove, move.id, stage="签约")["stage"]
    paused = rejected_fields(book, StageMove, None, project="甲项目", stage="暂停", on="2026-11-01")
    assert "请改项目状态" in paused["stage"]


@pytest.mark.parametrize(
    ("ledger", "required"),
    [(Lead, {"name": "甲"}), (Visit, {"direction": "外出", "company": "甲"}), (Negotiation, {"subject": "甲"})],
)
@pytest.mark.parametrize(
    ("change", "done"),
    [
        ({"next_step": "送协议"}, None),
        ({"next_on": "2026-12-9"}, None),
        ({"next_by": "王丽"}, TODAY),
        ({"next_step": "送协议", "next_done": "2026-11-18"}, date(2026, 11, 18)),
        ({"next_done": ""}, None),
    ],
)
def test_another_next_step_is_not_done_yet(
    book: Store, ledger: type[Ledger], required: dict[str, str], change: dict[str, str], done: date | None
) -> None:
    step = {"next_step": "寄样品", "next_on": "2026-11-19", "next_done": "2026-11-20"}
    row = save_obligation(book, ledger, **required, **step)
    save_obligation(book, ledger, row, **change)
    with book.reading() as session:
        assert getattr(session.get_one(ledger, row), "next_done") == done  # noqa: B009 - the ledgers have no common type


@pytest.mark.parametrize(
    ("typed", "column", "sentence"),
    [
        ({"month": "2026-10", "covers_from": "2026-1-1"}, "covers_from", "还要填“期初截至”"),
        ({"month": "2026-11", "covers_to": "2026-11-21"}, "covers_to", "还没有到"),
        ({"month": "2026-9", "covers_to": "2026-10-31"}, "month", "到资月份就填 2026年10月"),
        ({"month": "2025-10", "covers_to": "2026-10-31"}, "month", "到资月份就填 2026年10月"),
        ({"month": "2026-10", "covers_to": "2026-10-31", "covers_from": "2026-11-1"}, "covers_from", "晚于截至的"),
    ],
)
def test_the_days_of_an_opening_amount_fit_each_other(
    book: Store, typed: dict[str, str], column: str, sentence: str
) -> None:
    with book.writing("示例") as session:
        rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)})
    ((rejected, message),) = rejected_fields(book, Funding, None, project="甲项目", amount="100", **typed).items()
    assert (rejected, sentence in message) == (column, True)


def test_an_opening_amount_may_cover_a_day_or_the_past(book: Store) -> None:
    with book.writing("示例") as session:
        rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)})
    for days in ({"covers_to": "2026-11-20"}, {"covers_from": "2026-11-20", "covers_to": "2026-11-20"}, {}):
        assert save_obligation(book, Funding, None, project="甲项目", amount="100", month="2026-11", **days)
