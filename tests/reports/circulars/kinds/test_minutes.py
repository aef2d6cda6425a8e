"""半月调度会议纪要: written from the meeting's own row and what it decided, or to be filled in where there is none."""

from datetime import date

from models.circulars.text_edits import CircularKey
from models.ledgers import County, Meeting
from models.rules.periods import read_period
from models.services.meeting_decisions import MeetingDecision, enter_decisions
from models.storage.store import Store
from reports.circulars import compose
from reports.circulars.workflow.issue import compose_and_check
from reports.content.document import DocumentLayout
from tests.reports.written import cells, sentences
from tests.rows import add_project, add_row, add_task_force

HALF = read_period("2026-10-2")


def test_the_ledger_s_meeting_and_what_it_decided_are_told(book: Store) -> None:
    with book.writing("会议") as session:
        add_row(session, County, name="示例县", organ="示例县招商办")
        force = add_task_force(session, "焦化", 1)
        row = add_project(session, "甲项目", {"在谈": date(2026, 9, 1)}, task_force=force)
        facts = {"host": "示例甲", "present": "示例乙、示例丙", "topics": "听取汇报", "decisions": "抓好开工。"}
        meeting = add_row(session, Meeting, name="十月下半月调度会", kind="半月一调度", on=date(2026, 10, 30), **facts)
        enter_decisions(
            session,
            meeting,
            [MeetingDecision("办好环评", "生态环境局", date(2026, 11, 15), "示例丁", project=row)],
            date.max,
        )
    document, _ = compose(book, "minutes", HALF)
    text = "".join(sentences(document))
    assert (
        "2026年10月30日，示例甲主持召开十月下半月调度会。会议议题：听取汇报。现将会议情况和议定事项纪要如下：" in text
    )
    assert "会议议定，抓好开工。" in text
    assert cells(document, "表1") == [["1", "办好环评——甲项目", "生态环境局", "示例丁", "2026-11-15"]]
    assert (document.layout, document.present) == (DocumentLayout.MINUTES, (("出席", "示例乙、示例丙"),))
    assert document.dated == date(2026, 10, 30)
    _, findings = compose_and_check(book, CircularKey("minutes", HALF.key), date(2026, 11, 2))
    assert not [finding.message for finding in findings if "空着待填" in finding.message]


def test_who_attended_and_who_was_excused_may_be_typed_behind_those_present(book: Store) -> None:
    with book.writing("会议") as session:
        add_row(session, County, name="示例县", organ="示例县招商办")
        facts = {"host": "示例甲", "present": "示例乙、示例丙；列席：示例丁；请假：示例戊。"}
        add_row(session, Meeting, name="调度会", kind="半月一调度", on=date(2026, 10, 30), **facts)
    assert compose(book, "minutes", HALF)[0].present == (
        ("出席", "示例乙、示例丙"),
        ("列席", "示例丁"),
        ("请假", "示例戊"),
    )


def test_several_decisions_are_numbered_and_the_one_who_presides_has_a_post(book: Store) -> None:
    with book.writing("会议") as session:
        add_row(session, County, name="示例县", organ="示例县招商办", commander="示例甲", deputies="示例乙、示例丙")
        facts = {"host": "示例丙", "decisions": "1.抓好开工；\n2.会议议定：限期销号。"}
        add_row(session, Meeting, name="调度会", kind="半月一调度", on=date(2026, 10, 30), **facts)
    texts = sentences(compose(book, "minutes", HALF)[0])
    assert "副指挥长示例丙主持召开调度会。" in texts[0]
    assert texts[texts.index("二、议定事项") + 1 :] == ["1．抓好开工。", "2．限期销号。"]


def test_minutes_record_no_motion(county: tuple[Store, dict[str, str]]) -> None:
    """Without a meeting in the ledger there is a blank to fill in, which the check finds, and nothing made up."""
    document, _ = compose(county[0], "minutes", HALF)
    texts = sentences(document)
    assert texts[-1] == "会议议定：　　　"
    assert "提请" not in "".join(texts)
    assert "会议通报了办理情况：到期未销号的责任事项2件、超期未开工的项目1个。" in texts


def test_a_task_force_s_minutes_bear_its_own_name(county: tuple[Store, dict[str, str]]) -> None:
    book, ids = county
    minutes, _ = compose(book, "minutes", read_period("2026-10-2"), task_force=ids["A"])
    assert minutes.masthead == f"{minutes.signed_by}会议纪要"
    assert minutes.masthead != compose(book, "minutes", read_period("2026-10-2"))[0].masthead
