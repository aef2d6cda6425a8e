"""What is still missing before a project is signed, check by check."""

from datetime import date
from decimal import Decimal

from models.rules.signing_review import (
    SettledPoint,
    UnitReply,
    decision_gaps,
    diligence_gaps,
    joint_review_gaps,
    legal_gaps,
    point_gaps,
)

DAY, LATER = date(2026, 3, 1), date(2026, 3, 9)
UNITS = ("发改局", "财政局", "应急管理局")
DILIGENCE: dict[str, object] = {
    "registered": Decimal(5_000),
    "paid_in": Decimal(0),  # nothing paid in yet is an answer
    "controller": "示例甲",
    "litigation": "无",
    "dishonesty": "无",
    "affiliates": "无",
    "checked_by": "示例乙",
    "advice": "建议签约",
}


def test_a_full_sheet_of_due_diligence_lacks_nothing_and_nought_is_an_amount() -> None:
    assert diligence_gaps(DILIGENCE) == ()


def test_blanks_are_named_in_one_line_and_a_conclusion_against_signing_in_another() -> None:
    assert diligence_gaps(DILIGENCE | {"litigation": "", "paid_in": None, "advice": "不建议签约"}) == (
        "尽调表：投资方实缴资本、涉诉情况没有填",
        "尽调表：结论是“不建议签约”",
    )


def test_a_unit_without_a_day_has_not_answered_and_its_last_answer_counts() -> None:
    replies = [
        UnitReply("发改局", "同意", LATER),
        UnitReply("发改局", "不同意", DAY),
        UnitReply("财政局", "同意", None),
        UnitReply("应急管理局", "不同意", DAY),
        UnitReply("文物局", "不同意", DAY),  # not on the county's list, and against it all the same
    ]
    assert joint_review_gaps(UNITS, replies) == (
        "部门联审：财政局还没有意见",
        "部门联审：应急管理局、文物局不同意",
    )


def test_conditions_do_not_stop_a_project() -> None:
    assert joint_review_gaps(("发改局",), [UnitReply("发改局", "有条件同意", DAY)]) == ()
    assert joint_review_gaps((), []) == ()


def test_the_legal_review_wants_a_yes_and_a_day() -> None:
    assert legal_gaps({"lawyer": True, "lawyer_on": DAY}) == ()
    assert legal_gaps({"lawyer": True}) == ("司法审核：司法审核日期没有填",)
    assert legal_gaps({"lawyer": False, "lawyer_on": DAY}) == ("司法审核没有通过",)
    assert legal_gaps({}) == ("司法审核：司法审核、司法审核日期没有填",)


def test_the_decision_wants_meeting_day_and_number() -> None:
    decided = {"decided": "第5次常务会议", "decided_on": DAY, "decided_number": "〔2026〕5号"}
    assert decision_gaps(decided) == ()
    assert decision_gaps(decided | {"decided_number": None}) == ("集体决策：决策文号没有填",)


def test_points_that_nothing_settles_are_named_in_the_county_s_order() -> None:
    points = [SettledPoint("用地", True), SettledPoint("税收贡献", False), SettledPoint("别的", True)]
    assert point_gaps(("投资强度", "税收贡献", "用地"), points) == ("协议要点：投资强度、税收贡献没有写明",)
    assert point_gaps(("用地",), points) == ()
