"""The supervision letter around a deadline: what is asked, what is counted, and what stands in the reply slip."""

import pytest

from models.ledgers import County
from models.rules.fair_review import ReviewStanding
from models.rules.vocabulary import ObligationRule
from models.statistics.supervision import SupervisionItem
from reports.circulars.sheets.supervision_sheet import (
    SupervisionContext,
    deadline_counts,
    deadlines_text,
    draft,
    matter_text,
    required_action,
    state_text,
    summary,
)
from reports.content.document import Paragraph, RowKind, Table
from tests.reports.circulars.sheets.matters import TODAY, matter, november

AHEAD = 7
LATE_FEEDBACK = {"due": november(25), "feedback_due": november(18)}


def context(organ: str = "") -> SupervisionContext:
    """Return the context of 20 November 2026: a week ahead, three days of yellow light."""
    return SupervisionContext(County(name="示例县", organ=organ), TODAY, AHEAD, 3)


def cells(table: object) -> list[list[str]]:
    """Return a table's cells as printed."""
    assert isinstance(table, Table)
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize(
    ("item", "action"),
    [
        (matter("逾期一天", due=november(19)), "立即办结；写明原因和延期方案"),
        (matter("今天", due=november(20)), "今天办结并报送佐证材料"),
        (matter("明天", due=november(21)), "1天内办结并报送佐证材料"),
        (matter("一周", due=november(27)), "7天内办结并报送佐证材料"),
        (matter("八天", due=november(28)), "按时办结"),
        (matter("重大", due=november(19), rule=ObligationRule.MAJOR), "立即办结；报时间节点和解决方案"),
        (
            matter("延期", due=november(1), extended_to=november(19)),
            "延期后仍未办结，立即办结并由单位负责人说明原因",
        ),
        (matter("延期未到", due=november(1), extended_to=november(20)), "今天办结并报送佐证材料"),
        (matter("没有反馈", **LATE_FEEDBACK), "立即反馈办理情况，按时办结"),
        (matter("反馈当天", due=november(25), feedback_due=november(20)), "5天内办结并报送佐证材料"),
        (matter("反馈过了", fed_back=november(19), **LATE_FEEDBACK), "5天内办结并报送佐证材料"),
        (matter("企业欠的", due=november(19), debtor="甲公司"), "督促企业履约；立即办结；写明原因和延期方案"),
    ],
    ids=lambda value: value.name if isinstance(value, SupervisionItem) else "",
)
def test_what_is_asked_follows_from_the_day(item: SupervisionItem, action: str) -> None:
    assert required_action(item, TODAY, AHEAD) == action


@pytest.mark.parametrize(
    ("item", "state"),
    [
        (matter("逾期一天", due=november(19)), "■逾期\n1天"),
        (matter("今天", due=november(20)), "▲今天\n到期"),
        (matter("临期最后一天", due=november(23)), "▲3天\n后到期"),
        (matter("正常", due=november(24)), "●4天\n后到期"),
        (matter("反馈逾期", **LATE_FEEDBACK), "■反馈逾期\n2天"),
        (matter("两样都逾期", due=november(10), feedback_due=november(6)), "■逾期\n10天"),
    ],
    ids=lambda value: value.name if isinstance(value, SupervisionItem) else "",
)
def test_the_light_and_the_days(item: SupervisionItem, state: str) -> None:
    assert state_text(item, TODAY, 3) == state


def test_deadlines_stand_in_the_order_of_the_rule() -> None:
    major = matter(
        "重大",
        rule=ObligationRule.MAJOR,
        raised_on=november(1),
        feedback_due=november(4),
        due=november(19),
        extended_to=november(30),
    )
    assert deadlines_text(major) == (
        f"交办 2026-11-01\n反馈 2026-11-04\n办结（{ObligationRule.MAJOR.removeprefix('13710')}） 2026-11-19\n"
        "延期至 2026-11-30"
    )
    assert deadlines_text(matter("只有时限", due=november(19))) == "办结 2026-11-19"
    assert deadlines_text(matter("没有时限")) == "—"


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (matter("办用地"), "办用地"),
        (matter("办用地", project="焦化项目", enterprise="甲公司"), "办用地——焦化项目"),
        (matter("办用地", enterprise="甲公司"), "办用地——甲公司"),
        (matter("缴保证金", project="焦化项目", debtor="甲公司"), "缴保证金——焦化项目（甲公司）"),
        (matter("办用地", source="月例会"), "办用地　来源：月例会"),
        (matter("办用地", source="月例会", kind="承诺"), "办用地　来源：月例会，承诺"),
    ],
)
def test_a_matter_is_named_with_what_it_belongs_to(item: SupervisionItem, text: str) -> None:
    assert matter_text(item) == text


def test_each_matter_is_counted_once_the_deadline_before_the_feedback() -> None:
    matters = [
        matter("都逾期", due=november(19), feedback_due=november(18)),
        matter("反馈逾期", **LATE_FEEDBACK),
        matter("将到期", due=november(20)),
    ]
    late, feedback, soon = deadline_counts(context(), matters)
    assert (late.rows, feedback.rows, soon.rows) == (("都逾期",), ("反馈逾期",), ("将到期",))
    assert [figure.phrase for figure in (late, feedback, soon)] == ["1件", "1件", "1件"]
    assert soon.formula == "7天内到期、尚未销号的责任事项数"


def test_a_letter_opens_with_the_numbers_and_numbers_its_matters() -> None:
    matters = [
        matter("甲事", due=november(19), owner="张三"),
        matter("乙事", due=november(18)),
        matter("丙事", due=november(22)),
    ]
    letter = draft(context("示例县招商专班"), "发改局", matters)
    opening, table, _ = letter.body
    assert isinstance(opening, Paragraph)
    assert opening.text == (
        "截至2026年11月20日，你单位承担的责任事项需督办的3件，其中已逾期2件、7天内到期1件。现予督办，请按下表要求逐件办理。"
    )
    assert [(row[0], row[1], row[2]) for row in cells(table)] == [
        ("1", "甲事", "张三"),
        ("2", "乙事", "—"),
        ("3", "丙事", "—"),
    ]
    assert (letter.masthead, letter.signed_by, letter.recipients) == ("示例县招商专班", "示例县招商专班", "发改局")
    assert letter.number == "督〔2026〕　　号"


def test_a_county_without_an_organ_is_signed_by_its_leading_group() -> None:
    assert draft(context(), "发改局", [matter("甲事", due=november(19))]).signed_by == "示例县招商引资领导小组"


def test_the_reply_slip_has_a_line_for_every_matter() -> None:
    (slip,) = draft(context(), "发改局", [matter("甲事", project="焦化项目"), matter("乙事")]).annexes
    to, receipt, table, unit, _ = slip.blocks
    assert [row[:2] for row in cells(table)] == [["1", "甲事——焦化项目"], ["2", "乙事"]]
    assert all(isinstance(block, Paragraph) for block in (to, receipt, unit))
    assert isinstance(to, Paragraph)
    assert isinstance(unit, Paragraph)
    assert (to.text, unit.text) == ("示例县招商引资领导小组：", "单位：发改局（盖章）")


def test_the_summary_counts_a_shared_matter_once_in_its_total() -> None:
    shared = matter("共同", due=november(10))
    near = matter("将到期", due=november(20))
    document = summary(context(), [("发改局", [shared, near]), ("工科局", [shared])])
    table = document.body[1]
    assert cells(table) == [
        ["1", "发改局", "2", "1", "0", "1", "10"],
        ["2", "工科局", "1", "1", "0", "0", "10"],
        ["", "合计", "2", "1", "0", "1", "10"],
    ]
    assert isinstance(table, Table)
    assert table.rows[-1].kind is RowKind.TOTAL
    assert table.notes == ("几个单位共同负责的事项在各单位名下各计一件，合计中只计一件。",)


def test_a_summary_without_shared_or_late_matters_has_neither_note_nor_days() -> None:
    table = summary(context(), [("发改局", [matter("今天", due=november(20))])]).body[1]
    assert isinstance(table, Table)
    assert table.notes == ()
    assert [row[-1] for row in cells(table)] == ["—", "—"]


def test_the_review_of_a_promise_stands_with_it_and_comes_before_its_payment() -> None:
    tied = matter("返还", due=november(19), review=ReviewStanding(words=("税收返还",)))
    passed = matter("已审", due=november(19), review=ReviewStanding("通过", november(1)))
    plain = matter("修路", due=november(19), review=ReviewStanding())
    assert matter_text(tied) == "返还　公平竞争审查：未审查"
    assert matter_text(passed) == "已审　公平竞争审查：通过（2026-11-01）"
    assert matter_text(plain) == "修路"
    assert required_action(tied, TODAY, 7).startswith("先办公平竞争审查，通过前不兑付；立即办结")
    assert required_action(passed, TODAY, 7).startswith("立即办结")
