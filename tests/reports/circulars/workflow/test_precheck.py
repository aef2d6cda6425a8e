"""Before a circular goes out everything that would shame its signer is found, with the place to mend it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.circulars import text_edits
from models.circulars.text_edits import CircularKey
from models.ledgers import Funding, Lead, Term
from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars.workflow import findings as prechecks
from reports.circulars.workflow.findings import PrecheckFinding, Severity
from reports.circulars.workflow.issue import compose_and_check
from reports.circulars.workflow.precheck import precheck
from reports.circulars.workflow.text_overrides import apply_edits
from reports.content.document import Annex, Document, Paragraph, Row, RowKind, Table, TableColumn, TextSpan
from reports.figures.figure import Figure
from tests.reports.county import small_county
from tests.rows import TODAY, add_lead, add_project, add_row

OCTOBER = read_period("2026-10")
ABOUT = CircularKey("month", "2026-10")


def document(sentence: str) -> Document:
    """Make a circular whose body is one sentence."""
    body = (Paragraph((TextSpan(sentence),)),)
    return Document("题", "某局文件", "某〔2026〕　号", "各单位", body, "某局", date(2026, 11, 5))


def grave_sentences(book: Store, composed: Document, today: date = TODAY) -> list[str]:
    """Give the sentences of the grave findings."""
    findings = precheck(book, apply_edits(composed, ()), OCTOBER, today)
    return [finding.message for finding in prechecks.blocking(findings)]


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("联系人电话13800000000。", "138****0000"),
        ("电话0359-5022222。", "035****2222"),
        ("总投资261.72元。", "261.72元"),
        ("企业名称为\U0002b740。", "印不出来"),
    ],
)
def test_slips_in_the_words_are_grave(book: Store, sentence: str, word: str) -> None:
    (sentence_found,) = grave_sentences(book, document(sentence))
    assert word in sentence_found
    assert "正文第1段" in sentence_found
    assert "13800000000" not in sentence_found


@pytest.mark.parametrize(
    "sentence",
    [
        "总投资261.72亿元。",
        "奖励50万元。",
        "编号138000000001。",
        "人均10000元。",
        "GDP 1.2万亿元",
    ],
)
def test_what_is_in_order_is_left_alone(book: Store, sentence: str) -> None:
    assert grave_sentences(book, document(sentence)) == []


def test_words_that_want_a_fair_competition_review_are_pointed_out_and_stop_nothing(book: Store) -> None:
    with book.writing("词") as session:
        for rank, word in enumerate(("先征后返", "纳统＋奖"), start=1):
            add_row(session, Term, dictionary="review_word", word=word, rank=rank)
    sentence = "对落户企业先征后返，项目纳统即奖50万元。"
    findings = precheck(book, apply_edits(document(sentence), ()), OCTOBER, TODAY)
    (hit,) = [finding for finding in findings if "公平竞争审查" in finding.message]
    assert hit.severity is Severity.ADVISORY
    assert hit.message.startswith("正文第1段写着“先征后返”“纳统……奖”，对外公布以前请确认已作公平竞争审查。")
    assert "第783号" in hit.message
    plain = precheck(book, apply_edits(document("新增纳统项目3个，税收返还保证金。"), ()), OCTOBER, TODAY)
    assert not [finding for finding in plain if "公平竞争审查" in finding.message]


def test_a_table_that_does_not_foot_is_grave(book: Store) -> None:
    rows = tuple(Row((TextSpan(name), TextSpan(value))) for name, value in (("焦化", "3"), ("钢铁", "4")))
    total = Row((TextSpan("合计"), TextSpan("8")), RowKind.TOTAL)
    with_annex = replace(
        document("见附件。"),
        annexes=(
            Annex("附表", (Table("签约", (TableColumn("专班", 4), TableColumn("签约项目", 4)), (*rows, total)),)),
        ),
    )
    (message,) = grave_sentences(book, with_annex)
    assert "8" in message
    assert "7" in message


def test_a_period_that_is_not_over_is_grave(book: Store) -> None:
    (message,) = grave_sentences(book, document("甲。"), date(2026, 10, 31))
    assert "还没过完" in message


def test_an_amount_off_its_peers_is_grave_only_behind_a_printed_figure(book: Store) -> None:
    with book.writing("线索") as session:
        for number in range(4):
            add_lead(session, f"线索{number}", total=Decimal(8000))
        slip = add_lead(session, "丢了单位", total=Decimal(1))
    figure = Figure("n", "线索", "条", Decimal(1), "", (slip,), 0, "lead")
    printed = replace(document(""), body=(Paragraph((TextSpan("1条", figure),)),))
    assert [
        finding.rows
        for finding in precheck(book, apply_edits(printed, ()), OCTOBER, TODAY)
        if finding.severity is Severity.BLOCKING
    ] == [(slip,)]
    assert grave_sentences(book, document("甲。")) == []
    worth = precheck(book, apply_edits(document("甲。"), ()), OCTOBER, TODAY)
    assert any(finding.rows == (slip,) and finding.severity is Severity.ADVISORY for finding in worth)


def test_funds_of_the_period_that_an_opening_amount_holds_are_grave(book: Store) -> None:
    with book.writing("期初") as session:
        project = add_project(session, "甲", {"在谈": date(2025, 1, 1)})
        days = {"month": date(2026, 10, 1), "covers_from": date(2026, 1, 1), "covers_to": date(2026, 10, 31)}
        add_row(session, Funding, project=project, amount=Decimal(5), **days)
    (message,) = grave_sentences(book, document("10月没有到位。"))
    assert "本期的到位资金没有把它算进去" in message


def test_a_stale_sentence_is_grave_until_the_clerk_decides(book: Store) -> None:
    ids = small_county(book)

    def grave() -> list[PrecheckFinding]:
        return list(prechecks.blocking(compose_and_check(book, ABOUT, TODAY)[1]))

    (part,) = (part for part in compose_and_check(book, ABOUT, TODAY)[0].parts if part.key == "work.leads")
    with book.writing("改写") as session:
        text_edits.save_text(session, ABOUT, part.key, "线索不少。", part.generated)
    before = grave()
    with book.writing("新增") as session:
        add_lead(session, "新线索", task_force=ids["A"], reported_on=date(2026, 10, 6))
    (stale,) = [finding for finding in grave() if finding not in before]
    assert stale.part == part.key
    now = next(
        checked_part for checked_part in compose_and_check(book, ABOUT, TODAY)[0].parts if checked_part.key == part.key
    )
    with book.writing("保留") as session:
        text_edits.confirm_text(session, ABOUT, part.key, now.generated)
    assert grave() == before


def test_the_demonstration_can_go_out(demo: Store) -> None:
    _, findings = compose_and_check(demo, ABOUT, TODAY)
    assert prechecks.blocking(findings) == ()
    assert {finding.ledger for finding in findings} >= {"task_force", "project", "obligation"}
    assert all(finding.rows or finding.part or finding.ledger for finding in findings)


def test_rows_nobody_touched_are_told_together(demo: Store) -> None:
    _, findings = compose_and_check(demo, ABOUT, date(2027, 3, 1))
    quiet = [finding for finding in findings if finding.ledger == Lead.__tablename__ and len(finding.rows) > 3]
    assert quiet
    assert f"等 {len(quiet[0].rows)} 个" in quiet[0].message
