"""A circular is complete before it goes out: no placeholder, no empty part, nobody left unnamed unnoticed."""

from dataclasses import replace
from datetime import date

import pytest

from models.circulars.text_edits import CircularKey
from models.ledgers import County, Obligation, TaskForce
from models.storage.store import Store
from reports.circulars.workflow.completeness import completeness_findings
from reports.circulars.workflow.findings import Severity
from reports.circulars.workflow.issue import compose_and_check
from reports.content.document import (
    Annex,
    Document,
    DocumentLayout,
    Paragraph,
    Picture,
    Row,
    RowKind,
    SectionHeading,
    Table,
    TableColumn,
    TextSpan,
)
from tests.reports.county import small_county
from tests.rows import TODAY, add_row, add_task_force

TEXT = Paragraph((TextSpan("正文。"),))
EMPTY_TABLE = Table("", (TableColumn("项目", 4),), (Row((TextSpan("合计"),), RowKind.TOTAL),))
FULL_TABLE = replace(EMPTY_TABLE, rows=(Row((TextSpan("甲"),)), *EMPTY_TABLE.rows))
WHOLE = Document("题", "某局文件", "某〔2026〕　号", "各单位", (TEXT,), "某局", date(2026, 11, 5))


def messages(book: Store, document: Document, severity: Severity = Severity.BLOCKING) -> list[str]:
    """Give the messages of the findings of one severity."""
    return [finding.message for finding in completeness_findings(book, document) if finding.severity is severity]


def test_a_whole_circular_is_left_alone(book: Store) -> None:
    sections = (
        SectionHeading(1, "一、甲"),
        SectionHeading(2, "（一）乙"),
        TEXT,
        SectionHeading(1, "二、丙"),
        FULL_TABLE,
    )
    whole = replace(WHOLE, body=sections, annexes=(Annex("表", (FULL_TABLE,)), Annex("文", (TEXT,))))
    assert list(completeness_findings(book, whole)) == []


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (replace(WHOLE, masthead="（请填县市名称）文件"), "发文机关标志还是“（请填……）”"),
        (replace(WHOLE, number="〔2026〕　号"), "没有发文代字"),
        (replace(WHOLE, body=(TEXT, SectionHeading(1, "四、下步打算"))), "“四、下步打算”下面没有内容"),
        (
            replace(WHOLE, body=(SectionHeading(1, "三、问题"), SectionHeading(1, "四、打算"), TEXT)),
            "“三、问题”下面没有",
        ),
        (replace(WHOLE, body=(SectionHeading(2, "（一）问题"), SectionHeading(1, "四、打算"), TEXT)), "“（一）问题”"),
        (replace(WHOLE, annexes=(Annex("项目\n明细表", (EMPTY_TABLE,)),)), "附件“项目明细表”是空的"),
        (replace(WHOLE, body=(Paragraph((TextSpan("权重由县里审定后使用。"),)),)), "给填表人看的说明"),
        (replace(WHOLE, layout=DocumentLayout.MINUTES, present=(("出席", "　　　"),)), "纪要有 1 处空着待填"),
    ],
)
def test_what_is_missing_stops_the_issue(book: Store, document: Document, message: str) -> None:
    (sentence,) = messages(book, document)
    assert message in sentence


def test_minutes_carry_no_word_before_their_number(book: Store) -> None:
    assert messages(book, replace(WHOLE, number="〔2026〕　号", layout=DocumentLayout.MINUTES)) == []


def test_an_empty_section_is_found_again_in_the_texts(book: Store) -> None:
    document = replace(WHOLE, body=(TEXT, SectionHeading(1, "四、下步打算")))
    (finding,) = completeness_findings(book, document)
    assert finding.part == "下步打算"


def test_who_cannot_be_named_well_is_said_once(book: Store) -> None:
    with book.writing("专班") as session:
        add_task_force(session, "焦化", 1, lead_units="开发区")
        rows = [
            add_row(session, TaskForce, name=f"示例{n}产业招商专班", rank=n, lead_units="某局") for n in range(2, 7)
        ]
    (finding,) = completeness_findings(book, WHOLE)
    assert "示例5产业招商专班、示例6产业招商专班没有填简称" in finding.message
    assert (finding.severity, finding.ledger, finding.rows) == (Severity.ADVISORY, "task_force", tuple(rows))
    assert list(completeness_findings(book, replace(WHOLE, masthead=""))) == []  # a task force's own report


def test_matters_printed_without_an_owner_are_named(book: Store) -> None:
    ids = small_county(book)
    with book.writing("责任") as session:
        session.get_one(Obligation, ids["O1"]).unit = None
        session.get_one(Obligation, ids["O1"]).owner = "示例"
    _, findings = compose_and_check(book, CircularKey("half-month", "2026-10-2"), TODAY)
    lacking = {finding.message: finding.rows for finding in findings if "责任事项里" in finding.message}
    # O1 and O2 are overdue and O5 falls due in November: none of them but O1 has a person, and O1 has no unit.
    assert set(lacking.values()) == {(ids["O1"],), tuple(ids[name] for name in ("O2",))}
    assert any(message.startswith("印出的责任事项里O1没有责任单位") for message in lacking)


def test_an_empty_new_book_cannot_send_out_its_county_s_placeholder(book: Store) -> None:
    with book.writing("新建") as session:
        add_row(session, County, name="（请填县市名称）")
    _, findings = compose_and_check(book, CircularKey("month", "2026-10"), TODAY)
    grave = [finding.message for finding in findings if finding.severity is Severity.BLOCKING]
    assert any("（请填……）" in message for message in grave)
    assert any("没有发文代字" in message for message in grave)
    assert not any("下面没有内容" in message for message in grave)
    assert not any("附件" in message and "空的" in message for message in grave)  # they are left out


def test_decisions_that_nobody_has_to_carry_out_by_no_day_are_named(book: Store) -> None:
    texts = (
        "1．环评批复由生态环境局负责，11月30日前办结。",
        "2．厂房由住建局负责交付。",
        "3．12月5日前签约。",
        "4．抓好开工。",
    )
    body = tuple(Paragraph((TextSpan(text),), f"decisions.{number}") for number, text in enumerate(texts, start=1))
    assert messages(book, replace(WHOLE, body=body), Severity.ADVISORY) == [
        f"议定事项“{name}”没有写{lacking}；请写上由谁负责、几月几日前办结。"
        for name, lacking in (
            ("厂房由住建局负责交付", "完成时限"),
            ("12月5日前签约", "责任单位"),
            ("抓好开工", "责任单位、完成时限"),
        )
    ]


def test_frames_that_wait_for_a_photograph_are_named_before_the_circular_goes_out(book: Store) -> None:
    tour = tuple(Annex(f"P{number}", (Picture(image, "现场"), TEXT)) for number, image in enumerate((b"jpg", b"", b"")))
    assert messages(book, replace(WHOLE, annexes=tour), Severity.ADVISORY) == [
        "从附件2起有 2 处照片是空框；请导出 Word 放进照片，或者印好后贴上再发。"
    ]


def test_a_demand_that_falls_due_before_the_circular_is_dated_is_named(book: Store) -> None:
    def plan(text: str, key: str = "next.signing") -> list[str]:
        whole = replace(WHOLE, body=(Paragraph((TextSpan(text),), key),), as_of=date(2026, 10, 31))
        return [message for message in messages(book, whole, Severity.ADVISORY) if "已经过了" in message]

    # The circular is dated 5 November 2026.
    assert plan("11月4日前报办公室。") == [
        "正文要求“11月4日前”办的事，到成文日期11月5日已经过了；请改写这一段，写上新的日期。"
    ]
    assert plan("11月5日前报办公室。") == []
    assert plan("2027年1月10日前报办公室。") == []
    assert plan("2月30日前报办公室。") == []
    assert plan("11月4日前报办公室。", "highlights") == []
