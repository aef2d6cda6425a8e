"""What a project lacks before it is signed and before it starts, and who may let it pass all the same."""

from datetime import date

import pytest

from models.ledgers import AgreementPoint, Obligation, Project, Reward, StageMove, Term, UnitOpinion
from models.services.gates import (
    GateStatus,
    gate_error,
    gate_status,
    gates_between,
    payment_error,
    payment_gap,
    signing_checks,
    stage_days,
)
from models.storage.store import Store
from tests.definitions import set_definitions
from tests.policies import add_hejin_policies
from tests.rows import add_project, add_row

DILIGENCE = {
    "checked_background": "实力雄厚",
    "checked_industry": "成熟",
    "checked_experts": "同意",
    "checked_on": date(2026, 3, 1),
}
LAWS = dict.fromkeys(
    ("law_energy", "law_environment", "law_safety", "law_quality", "law_catalogue", "law_carbon"), True
)
FIVE_ONES = {
    "patron": "示例甲",
    "agent": "示例乙",
    "one_project": True,
    "one_leader": "示例甲",
    "one_team": "班子",
    "one_unit": "发改局",
    "one_plan": "方案",
}
# The county asks for nothing else before signing.
UNASKED = dict.fromkeys(("gate_diligence", "gate_joint", "gate_legal", "gate_decision", "gate_points"), "不查")
DILIGENCE_NAMES = ("企业背景实力考察", "产业与技术评估", "专家论证意见", "尽调完成日期")
LAW_NAMES = ("节约能源法", "环境保护法", "安全生产法", "产品质量法", "产业结构调整指导目录", "碳达峰碳中和要求")
FIVE_ONES_NAMES = (
    *("包联领导", "代办员", "一个重点项目", "一名领导牵头"),
    *("一套班子服务", "一个部门负责", "一套管理方案"),
)


def missing(project: Project, to: str) -> tuple[str, ...]:
    """Return what a project lacks for a stage."""
    return tuple(name for gate in gates_between(project, to) for name in gate.missing)


@pytest.mark.parametrize(
    ("now", "to", "gates"),
    [
        ("在谈", "在谈", []),
        ("在谈", "签约", ["签约"]),
        ("签约", "开工", ["开工"]),
        ("在谈", "开工", ["签约", "开工"]),  # skipping a stage does not skip its gate
        ("在谈", "投产", ["签约", "开工"]),
        (None, "竣工", ["签约", "开工"]),
        ("开工", "投产", []),
        ("签约", "签约", ["签约"]),  # the day is corrected
        ("别的阶段", "签约", ["签约"]),
    ],
)
def test_which_gates_stand_between_two_stages(now: str | None, to: str, gates: list[str]) -> None:
    assert [gate.stage for gate in gates_between(Project(name="甲", stage=now), to)] == gates


def test_a_project_lacks_what_is_not_filled_in() -> None:
    assert missing(Project(name="甲", stage="在谈"), "签约") == (*DILIGENCE_NAMES, *LAW_NAMES)
    assert missing(Project(name="甲", stage="在谈", **DILIGENCE, **LAWS), "签约") == ()
    assert missing(Project(name="甲", stage="签约"), "开工") == FIVE_ONES_NAMES
    assert missing(Project(name="甲", stage="签约", **FIVE_ONES), "开工") == ()


@pytest.mark.parametrize(("law", "name"), tuple(zip(LAWS, LAW_NAMES, strict=True)))
@pytest.mark.parametrize("answer", [False, None])
def test_a_law_that_is_broken_or_not_checked_is_missing(law: str, name: str, answer: bool | None) -> None:
    project = Project(name="甲", stage="在谈", **(DILIGENCE | LAWS | {law: answer}))
    assert missing(project, "签约") == (name,)


@pytest.mark.parametrize(("fact", "name"), tuple(zip(FIVE_ONES, FIVE_ONES_NAMES, strict=True)))
def test_each_of_the_five_ones_is_asked_for(fact: str, name: str) -> None:
    assert missing(Project(name="甲", stage="签约", **(FIVE_ONES | {fact: None})), "开工") == (name,)


def mandatory(book: Store) -> None:
    """Make the gates binding."""
    with book.writing("口径") as session:
        set_definitions(session, gates="必须", **UNASKED)


@pytest.mark.parametrize(
    ("passed_by", "passed_why", "passes"),
    [
        ("示例县长", "县里急需", True),
        ("示例县长", None, False),
        (None, "县里急需", False),
        (" ", "县里急需", False),
        ("示例县长", " ", False),
    ],
)
def test_a_name_and_a_reason_together_let_a_project_pass(
    book: Store, passed_by: str | None, passed_why: str | None, passes: bool
) -> None:
    mandatory(book)
    with book.writing("项目") as session:
        row = add_project(session, "甲", {"在谈": date(2026, 3, 1)}, passed_by=passed_by, passed_why=passed_why)
        project = session.get_one(Project, row)
        binding = gate_status(session, row, "签约").binding
        sentence = gate_error(session, project, "签约")
        assert gate_status(session, row, "签约") == GateStatus((*DILIGENCE_NAMES, *LAW_NAMES), binding, passes)
    assert binding
    assert (sentence == "") is passes
    if not passes:
        assert sentence.startswith("进入“签约”前还缺：企业背景实力考察、")


def test_where_gates_only_remind_nothing_is_refused(book: Store) -> None:
    with book.writing("项目") as session:
        row = add_project(session, "甲", {"在谈": date(2026, 3, 1)})
        assert gate_error(session, session.get_one(Project, row), "签约") == ""
        assert not gate_status(session, row, "签约").binding
        assert gate_status(session, "没有这个项目", "签约") == GateStatus()


def test_the_days_of_the_stages_are_their_first_ones_without_the_move_at_hand(book: Store) -> None:
    first, later = date(2026, 3, 1), date(2026, 4, 1)
    with book.writing("项目") as session:
        row = add_project(session, "甲", {"在谈": first, "签约": later})
        project = session.get_one(Project, row)
        again = project.advance(session, "签约", first)
        wrong = project.advance(session, "开工", later)
        session.get_one(StageMove, wrong.id).removed = True
        session.flush()
        assert stage_days(session, row) == {"在谈": first, "签约": first}
        assert stage_days(session, row, except_move=again.id) == {"在谈": first, "签约": later}


PROMISED = "公平竞争审查：“税收返还三年”（未审查）"


def project_with_promise(book: Store, **settings: str) -> str:
    """Add a project that lacks nothing but the review of one promise; set definitions."""
    with book.writing("项目") as session:
        set_definitions(session, **(UNASKED | settings))
        add_row(session, Term, dictionary="review_word", word="税收返还", rank=1)
        row = add_project(session, "甲", {"在谈": date(2026, 3, 1)}, **DILIGENCE, **LAWS)
        add_row(session, Obligation, name="税收返还三年", side="政府", kind="承诺", project=row)
    return row


@pytest.mark.parametrize(
    ("settings", "binds"),
    [({}, False), ({"gates": "必须"}, False), ({"review_gate": "必须"}, True)],
)
def test_a_promise_that_wants_a_review_stands_at_the_gate_and_binds_as_its_own_setting_says(
    book: Store, settings: dict[str, str], *, binds: bool
) -> None:
    row = project_with_promise(book, **settings)
    with book.reading() as session:
        assert gate_status(session, row, "签约") == GateStatus((PROMISED,), binds)
        assert PROMISED in gate_status(session, row, "开工").missing  # skipping 签约 does not skip its gate
        error = gate_error(session, session.get_one(Project, row), "签约")
    assert (error == "") is not binds
    assert not binds or error.startswith(f"进入“签约”前还缺：{PROMISED}。")


def test_what_only_reminds_is_said_beside_what_binds(book: Store) -> None:
    row = project_with_promise(book, gates="必须")
    with book.writing("尽调") as session:
        session.get_one(Project, row).law_energy = None
    with book.reading() as session:
        status = gate_status(session, row, "签约")
        assert (status.missing, status.binding) == (("节约能源法", PROMISED), True)
        assert status.reminders == (PROMISED,)
        assert PROMISED not in gate_error(session, session.get_one(Project, row), "签约")


def test_a_signed_project_is_not_held_up_at_later_stages(book: Store) -> None:
    row = project_with_promise(book, review_gate="必须")
    with book.writing("签约") as session:
        session.get_one(Project, row).stage = "签约"
        session.flush()
        assert PROMISED not in gate_status(session, row, "开工").missing


def test_paying_is_stopped_only_where_the_county_says_so_and_nobody_lets_it_pass(book: Store) -> None:
    with book.writing("奖励") as session:
        add_hejin_policies(session)
        reward = session.get_one(Reward, add_row(session, Reward, name="甲", kind="落户奖励"))
        assert payment_gap(session, Reward, reward) == "未审查，按税收增量计奖"
        assert payment_error(session, Reward, reward) == ""
        set_definitions(session, review_gate="必须")
        assert payment_error(session, Reward, reward) == (
            "兑付前还缺公平竞争审查：未审查，按税收增量计奖。请补齐，或写明兑付放行人和理由。"
        )
        reward.passed_by, reward.passed_why = "示例县长", "上级文件另有规定"
        assert payment_error(session, Reward, reward) == ""


# --- the review before signing ----------------------------------------------------------------------------------------

REVIEWED = {
    "registered": 5000,
    "paid_in": 1000,
    "controller": "示例甲",
    "litigation": "无",
    "dishonesty": "无",
    "affiliates": "无",
    "checked_by": "示例乙",
    "advice": "建议签约",
    "lawyer": True,
    "lawyer_on": date(2026, 3, 2),
    "decided": "第5次常务会议",
    "decided_on": date(2026, 3, 5),
    "decided_number": "〔2026〕5号",
}


def project_under_review(book: Store, **settings: str) -> str:
    """Add a project with a full due diligence and decision, and lists of two units and one point."""
    with book.writing("项目") as session:
        set_definitions(session, **settings)
        add_row(session, Term, dictionary="review_unit", word="发改局", rank=1)
        add_row(session, Term, dictionary="review_unit", word="财政局", rank=2)
        add_row(session, Term, dictionary="review_unit", word="旧单位", rank=3, idle=True)
        add_row(session, Term, dictionary="agreement_point", word="用地", rank=1)
        add_row(session, Term, dictionary="review_word", word="零地价", rank=1)
        return add_project(session, "甲", {"在谈": date(2026, 3, 1)}, **DILIGENCE, **LAWS, **REVIEWED)


def test_the_opinions_of_the_county_s_units_and_the_points_stand_at_the_gate(book: Store) -> None:
    row = project_under_review(book)
    units, points = "部门联审：发改局、财政局还没有意见", "协议要点：用地没有写明"
    with book.reading() as session:
        assert gate_status(session, row, "签约").missing == (units, points)
    with book.writing("联审") as session:
        given = {"opinion": "同意", "on": date(2026, 3, 3)}
        add_row(session, UnitOpinion, project=row, unit="发改局", **given)
        gone = add_row(session, UnitOpinion, project=row, unit="财政局", **given)
        session.get_one(UnitOpinion, gone).removed = True  # in the recycle bin: no opinion
        add_row(session, AgreementPoint, project=row, point="用地", waived=True)
    with book.reading() as session:
        assert gate_status(session, row, "签约") == GateStatus(("部门联审：财政局还没有意见",))


@pytest.mark.parametrize(
    ("level", "binds", "shown"), [("必须", True, True), ("提醒", False, True), ("不查", False, False)]
)
def test_each_check_binds_only_as_its_own_setting_says(book: Store, level: str, *, binds: bool, shown: bool) -> None:
    row = project_under_review(book, gate_joint=level, gate_points="不查")
    sentence = "部门联审：发改局、财政局还没有意见"
    with book.reading() as session:
        status, project = gate_status(session, row, "签约"), session.get_one(Project, row)
        assert (status.missing, status.binding) == ((sentence,) if shown else (), binds)
        assert (sentence in gate_error(session, project, "签约")) is binds
        names = [check.name for check in signing_checks(session, project)]
    assert ("部门联审" in names) is shown
    assert "协议要点" not in names


def test_a_point_that_promises_free_land_wants_a_review_until_it_has_one(book: Store) -> None:
    row = project_under_review(book, gate_joint="不查")
    with book.writing("要点") as session:
        point = add_row(session, AgreementPoint, project=row, point="用地", text="实行零地价")
    promised = "公平竞争审查：协议要点“用地”（未审查，写着“零地价”）"
    with book.reading() as session:
        assert gate_status(session, row, "签约").missing == (promised,)
    with book.writing("审查") as session:
        session.get_one(AgreementPoint, point).review = "通过"
    with book.reading() as session:
        assert gate_status(session, row, "签约").missing == ()
