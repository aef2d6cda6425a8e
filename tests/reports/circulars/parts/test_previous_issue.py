"""What the previous circular said stays said: its places are read from the archive, and what came late is listed."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.circulars.text_edits import CircularKey
from models.ledgers import Lead, Project, Scheme, SchemeItem, TaskForce
from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars import compose
from reports.circulars.parts.previous_issue import LATE_KEY, previous_issue, printed_places
from reports.circulars.workflow.findings import PrecheckFinding, Severity
from reports.circulars.workflow.issue import IssueOrder, compose_and_check, issue
from reports.content.document import Document, Paragraph, figures
from tests.reports.county import day, small_county
from tests.rows import TODAY, add_lead, add_project, add_row, finish

Q2, Q3 = CircularKey("quarter", "2026-Q2"), CircularKey("quarter", "2026-Q3")
SEPTEMBER, OCTOBER = CircularKey("month", "2026-09"), CircularKey("month", "2026-10")


def issue_workbook(book: Store, about: CircularKey, folder: Path) -> None:
    """Issue a circular as a workbook only, which is quick to write."""
    finish(issue(book, IssueOrder(about, reason="试", formats=("xlsx",)), folder, TODAY))


def late_text(document: Document) -> str:
    """Return the paragraph of what came late; empty where there is none."""
    return "".join(block.text for block in document.body if isinstance(block, Paragraph) and block.key == LATE_KEY)


def draft(book: Store, about: CircularKey) -> Document:
    """Draft a circular."""
    return compose(book, about.kind, read_period(about.period))[0]


@pytest.fixture
def ranked(book: Store, tmp_path: Path) -> tuple[Store, dict[str, str]]:
    """Issue the second quarter's ranking (焦化 2.8亿元 before 钢铁 0), then enter 钢铁's 9亿元 of June late."""
    ids = small_county(book)
    with book.writing("方案") as session:
        scheme = add_row(session, Scheme, name="试方案", active=True, ends=1)
        add_row(session, SchemeItem, scheme=scheme, metric="签约金额", kind="与最高者比", weight=Decimal(100), rank=1)
    issue_workbook(book, Q2, tmp_path)
    with book.writing("补录") as session:
        worth = {"total": Decimal(90_000), "signed_amount": Decimal(90_000)}
        ids["晚录"] = add_project(session, "晚录项目", {"签约": day(6, 20)}, task_force=ids["B"], **worth)
    return book, ids


def blocking_messages(findings: tuple[PrecheckFinding, ...]) -> list[str]:
    """Return the messages of the findings that stop an issue."""
    return [finding.message for finding in findings if finding.severity is Severity.BLOCKING]


def test_the_previous_places_are_those_that_were_issued(ranked: tuple[Store, dict[str, str]]) -> None:
    book, _ = ranked
    before = previous_issue(book, "季排名", read_period("2026-Q3"))
    assert before is not None
    assert before.places == {("", "焦化"): 1, ("", "钢铁"): 2}
    assert previous_issue(book, "季排名", read_period("2026-Q2")) is None
    document = draft(book, Q3)
    assert printed_places(document) == {("", "钢铁"): 1, ("", "焦化"): 2}
    rows = {row.cells[1].text: row.cells[-1].text for block in document.body for row in getattr(block, "rows", ())}
    assert (rows["钢铁"], rows["焦化"]) == ("2", "1")
    # Counted again, 焦化 would have been last in June too; it was told that it was first.
    text = "".join(block.text for block in document.body if isinstance(block, Paragraph))
    assert "没有连续两期排名倒数第一的情况" in text


def test_places_that_would_be_others_today_stop_the_issue(ranked: tuple[Store, dict[str, str]]) -> None:
    book, ids = ranked
    _, findings = compose_and_check(book, Q3, TODAY)
    (message,) = [message for message in blocking_messages(findings) if "重算" in message]
    assert "焦化印发第1、重算第2" in message
    assert "钢铁印发第2、重算第1" in message
    assert "〔2026〕1号" in message
    late = [finding for finding in findings if "补录了1个属于上期的签约项目" in finding.message]
    assert [finding.rows for finding in late] == [(ids["晚录"],)]


def test_what_came_late_is_listed_by_the_next_circular(book: Store, tmp_path: Path) -> None:
    ids = small_county(book)
    assert late_text(draft(book, OCTOBER)) == ""
    issue_workbook(book, SEPTEMBER, tmp_path)
    assert late_text(draft(book, OCTOBER)) == ""
    with book.writing("补录") as session:
        lead = add_lead(session, "晚报的线索", task_force=ids["A"], reported_on=day(9, 3))
        add_lead(session, "本月的线索", task_force=ids["A"], reported_on=day(10, 3))
        facts = {"task_force": ids["B"], "signed_amount": Decimal(1000)}
        project = add_project(session, "晚报的项目", {"签约": day(8, 30)}, **facts)
    document = draft(book, OCTOBER)
    assert late_text(document) == (
        "上期（〔2026〕1号）印发后补报的：上报线索1条（晚报的线索）；签约项目1个（晚报的项目）。"
        "已计入2026年累计，不计入本期。"
    )
    rows = {figure.key: figure.rows for figure in figures(document) if figure.key.startswith("late.")}
    assert rows == {"late.leads_reported": (lead,), "late.signed": (project,)}
    _, findings = compose_and_check(book, OCTOBER, TODAY)
    assert any("补录了1条属于上期的上报线索" in finding.message for finding in findings)
    assert not any("不算了" in message for message in blocking_messages(findings))


def test_what_no_longer_counts_stops_the_issue(book: Store, tmp_path: Path) -> None:
    ids = small_county(book)
    issue_workbook(book, SEPTEMBER, tmp_path)
    with book.writing("改日期") as session:
        session.get_one(Lead, ids["L3"]).reported_on = date(2026, 10, 2)  # it was counted as March's
    _, findings = compose_and_check(book, OCTOBER, TODAY)
    (gone,) = [finding for finding in findings if "不算了" in finding.message]
    assert (gone.severity, gone.rows, gone.ledger) == (Severity.BLOCKING, (ids["L3"],), "lead")
    assert "数过的上报线索有1条现在不算了" in gone.message


def test_a_row_that_went_over_to_another_task_force_is_named(book: Store, tmp_path: Path) -> None:
    ids = small_county(book)
    issue_workbook(book, SEPTEMBER, tmp_path)
    with book.writing("改派") as session:
        session.get_one(Project, ids["P1"]).task_force = ids["B"]
        session.get_one(TaskForce, ids["A"]).short = "焦化和煤化工"  # a new name alone moves nothing
    _, findings = compose_and_check(book, OCTOBER, TODAY)
    moved = {finding.message: finding.rows for finding in findings if "登记那一天" in finding.message}
    ((message, rows),) = [item for item in moved.items() if "签约项目" in item[0]]
    assert rows == (ids["P1"],)
    assert message.startswith("上期（〔2026〕1号）计在“焦化”名下的签约项目有1个现在计在“钢铁”名下")
    assert any("焦化”名下的到位资金有1笔" in other for other in moved)
    assert not any("上报线索" in other for other in moved)
