"""Moves through the loop, and the rolling warning."""

from datetime import date

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
    assert rules.warn_if_quiet("a", "在谈库", date(2026, 11, 14), TODAY, watch, DAYS) is not None
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
