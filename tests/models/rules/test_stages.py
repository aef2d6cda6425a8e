"""Moves through the loop, and the rolling warning."""

from datetime import date, timedelta

import pytest

from models.errors import UserError
from models.rules import stages as rules
from models.rules.workdays import WorkCalendar

TODAY = date(2026, 11, 20)
DAYS = WorkCalendar()
FIVE_DAY_WATCH = rules.WarningRules(quiet_days={"在谈库": 5, "签约库": 5})


def test_every_stage_of_the_loop_lies_in_one_library() -> None:
    assert [rules.library_of(stage) for stage in rules.STAGE_ORDER] == [
        "线索库", "线索库", "在谈库", "签约库", "建设投产库", "建设投产库", "建设投产库", "建设投产库",
    ]  # fmt: skip
    assert len(rules.LIBRARIES) == 4


@pytest.mark.parametrize(
    ("now", "to", "on", "sentence"),
    [
        ("在谈", "落地", date(2026, 11, 1), "没有“落地”这个阶段"),
        ("在谈", "签约", date(2026, 11, 21), "还没有到"),
        ("在谈", "签约", date(2026, 9, 30), "早于“在谈”"),
        ("签约", "签约", date(2026, 11, 1), "已经在“签约”阶段"),
    ],
)
def test_a_move_that_cannot_be_is_rejected_with_a_message(now: str, to: str, on: date, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        rules.check_move(now, to, on, {"在谈": date(2026, 10, 1)}, TODAY)


def test_an_earlier_stage_may_be_filled_in_afterwards() -> None:
    rules.check_move("开工", "签约", date(2026, 10, 5), {"在谈": date(2026, 10, 1), "开工": date(2026, 11, 1)}, TODAY)


def test_five_days_without_an_update_warn_and_four_do_not() -> None:
    assert rules.warn_if_quiet("a", "在谈库", date(2026, 11, 16), TODAY, FIVE_DAY_WATCH, DAYS) is None
    warning = rules.warn_if_quiet("a", "在谈库", date(2026, 11, 15), TODAY, FIVE_DAY_WATCH, DAYS)
    assert warning is not None
    assert warning.text == "5天没有更新（在谈库限5天）"
    assert rules.warn_if_quiet("a", "线索库", date(2020, 1, 1), TODAY, FIVE_DAY_WATCH, DAYS) is None


def test_in_working_days_a_weekend_does_not_count() -> None:
    watch = rules.WarningRules(quiet_days={"在谈库": 5}, working_days=True)
    # Friday the 13th to Friday the 20th: five workdays.
    warning = rules.warn_if_quiet("a", "在谈库", date(2026, 11, 14), TODAY, watch, DAYS)
    assert warning is not None
    assert (warning.days, warning.text) == (5, "5个工作日没有更新（在谈库限5个工作日）")
    # Saturday the 14th is six days ago; as days it would have been late on the 19th.
    assert rules.warn_if_quiet("a", "在谈库", date(2026, 11, 14), date(2026, 11, 19), watch, DAYS) is None
    assert rules.warn_if_quiet("a", "在谈库", date(2026, 11, 16), TODAY, watch, DAYS) is None


@pytest.mark.parametrize(
    ("due", "kind"),
    [(date(2026, 11, 19), "节点逾期"), (date(2026, 11, 20), "节点临期"), (date(2026, 11, 25), "节点临期")],
)
def test_a_node_due_within_five_days_or_past_is_listed(due: date, kind: str) -> None:
    warning = rules.warn_if_due("a", "主体封顶", due, TODAY, FIVE_DAY_WATCH)
    assert warning is not None
    assert warning.kind == kind


def test_a_node_six_days_off_is_left_in_peace() -> None:
    assert rules.warn_if_due("a", "主体封顶", date(2026, 11, 26), TODAY, FIVE_DAY_WATCH) is None


def test_standing_aside_is_no_stage_to_stand_in() -> None:
    moves = [("签约", date(2026, 3, 1)), ("终止", date(2026, 9, 1)), ("重启", date(2026, 10, 1))]
    assert rules.current_stage(moves) == "签约"


TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("on", [date(2026, 10, 1), date(2026, 11, 1)])
def test_two_stages_may_fall_on_one_day(on: date) -> None:
    # Signed on the day the talks began, or on the day the building began.
    rules.check_move("开工", "签约", on, {"在谈": date(2026, 10, 1), "开工": date(2026, 11, 1)}, TODAY)


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (date(2026, 9, 30), "进入“签约”的日期 2026-09-30 早于“在谈”的 2026-10-01，请核对。"),
        (date(2026, 11, 2), "进入“签约”的日期 2026-11-02 晚于“开工”的 2026-11-01，请核对。"),
    ],
)
def test_a_stage_a_day_out_of_order_is_refused(on: date, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        rules.check_move("开工", "签约", on, {"在谈": date(2026, 10, 1), "开工": date(2026, 11, 1)}, TODAY)
    assert str(refused.value) == sentence


def test_a_move_may_be_of_today_and_not_of_tomorrow() -> None:
    rules.check_move("在谈", "签约", TODAY, {}, TODAY)
    with pytest.raises(UserError, match="2026-11-21 还没有到；计划日期请填在计划时间里"):
        rules.check_move("在谈", "签约", TODAY + timedelta(days=1), {}, TODAY)


def test_the_day_of_a_suspension_is_no_bound_for_a_stage() -> None:
    rules.check_move("在谈", "签约", date(2026, 10, 1), {"暂停": date(2026, 10, 5), "重启": date(2026, 9, 1)}, TODAY)


def test_of_two_moves_on_one_day_the_further_stage_holds() -> None:
    on = date(2026, 3, 1)
    assert rules.current_stage([("签约", on), ("开工", on)]) == "开工"
    assert rules.current_stage([("开工", on), ("签约", on)]) == "开工"
    assert rules.current_stage([("开工", on), ("签约", on + timedelta(days=1))]) == "签约"
    assert rules.current_stage([]) == ""
    assert rules.current_stage([("暂停", on)]) == ""


def test_the_first_stage_of_all_counts_with_the_others() -> None:
    on = date(2026, 3, 1)
    with pytest.raises(UserError, match="早于“线索”"):
        rules.check_move("线索", "研判", on, {"线索": on + timedelta(days=1)}, TODAY)


WATCH = rules.WarningRules(quiet_days={"在谈库": 5}, days_ahead=5)


@pytest.mark.parametrize(
    ("due", "warning"),
    [
        (TODAY - timedelta(days=1), ("节点逾期", 1, "“封顶”应于2026-11-19完成，已过1天")),
        (TODAY, ("节点临期", 0, "“封顶”今天到期（2026-11-20）")),
        (TODAY + timedelta(days=1), ("节点临期", 1, "“封顶”1天后到期（2026-11-21）")),
        (TODAY + timedelta(days=5), ("节点临期", 5, "“封顶”5天后到期（2026-11-25）")),
        (TODAY + timedelta(days=6), None),
    ],
)
def test_a_node_is_due_on_its_day_and_late_from_the_next(due: date, warning: tuple[str, int, str] | None) -> None:
    given = rules.warn_if_due("row", "封顶", due, TODAY, WATCH)
    assert (given and (given.kind, given.days, given.text)) == warning
    assert given is None or given.row == "row"


@pytest.mark.parametrize(("days", "warns"), [(0, False), (4, False), (5, True), (6, True)])
def test_a_row_is_stale_on_the_day_it_reaches_its_limit(days: int, *, warns: bool) -> None:
    given = rules.warn_if_quiet("row", "在谈库", TODAY - timedelta(days=days), TODAY, WATCH, WorkCalendar())
    assert (given is not None) is warns
    if given:
        assert (given.row, given.kind, given.days) == ("row", "未更新", days)


def test_a_stage_of_another_countys_libraries_is_in_none() -> None:
    assert rules.library_of("开工", {"在谈库": ("在谈",)}) == ""
    assert rules.library_of("落地") == ""
    with pytest.raises(UserError) as refused:
        rules.check_move("在谈", "落地", TODAY, {}, TODAY)
    assert str(refused.value) == "没有“落地”这个阶段，可选：线索、研判、在谈、签约、开工、竣工、投产、达效。"


def test_a_move_to_where_it_is_is_refused_with_what_to_do() -> None:
    with pytest.raises(UserError) as refused:
        rules.check_move("签约", "签约", TODAY, {}, TODAY)
    assert str(refused.value) == "项目已经在“签约”阶段；要改日期请用“更正”。"
