"""The list of enterprises' problems: what counts as open, late, unanswered and settled, by unit and by firm."""

from datetime import date

import pytest

from models.ledgers import County
from models.rules.vocabulary import ObligationKind
from models.statistics.supervision import SupervisionItem
from reports.circulars.sheets.problem_list import ProblemListRequest, draft
from reports.content.document import Document, Paragraph, RowKind, SectionHeading, Table
from tests.reports.circulars.sheets.matters import TODAY, matter, november

NEW_YEAR = date(2026, 1, 1)


def problem(row: str, **facts: object) -> SupervisionItem:
    """Make an open problem of 甲公司."""
    return matter(row, **{"kind": ObligationKind.PROBLEM, "enterprise": "甲公司", **facts})


def drafted(*matters: SupervisionItem) -> Document:
    """Compose the list of 20 November 2026."""
    return draft(ProblemListRequest(County(name="示例县"), TODAY, 3, NEW_YEAR), matters)


def opening(document: Document) -> str:
    """Return the first paragraph."""
    block = document.body[0]
    assert isinstance(block, Paragraph)
    return block.text


def tables(document: Document) -> list[Table]:
    """Return the document's tables in reading order."""
    return [block for block in document.body if isinstance(block, Table)]


def cells(table: Table) -> list[list[str]]:
    """Return a table's cells as printed."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_other_obligations_are_no_problems() -> None:
    document = drafted(matter("议定", kind=ObligationKind.MEETING_DECISION), matter("没有类别"))
    assert opening(document) == "截至2026年11月20日，没有未销号的企业问题。"
    assert len(document.body) == 1


@pytest.mark.parametrize(
    ("closed_on", "is_listed"),
    [(date(2025, 12, 31), False), (NEW_YEAR, True), (TODAY, True), (None, True)],
)
def test_settled_problems_are_those_of_the_year(closed_on: date | None, is_listed: bool) -> None:
    document = drafted(problem("旧事", is_open=False, closed_on=closed_on))
    assert ("今年已销号1件" in opening(document)) is is_listed


def test_the_opening_counts_the_late_and_the_unanswered() -> None:
    document = drafted(
        problem("逾期", due=november(19)),
        problem("今天", due=november(20), handed_on=november(10)),
        problem("响应了", handed_on=november(10), answered_on=november(12)),
        problem("销号了", is_open=False, closed_on=november(3)),
    )
    assert opening(document) == (
        "截至2026年11月20日，未销号的企业问题3件，其中已逾期1件、推送后尚未响应1件；今年已销号1件。"
    )


def test_without_late_and_unanswered_ones_that_is_written() -> None:
    assert opening(drafted(problem("正常", due=november(25)))) == (
        "截至2026年11月20日，未销号的企业问题1件，其中没有逾期和未响应的；今年已销号0件。"
    )


def test_a_unit_s_line_adds_up() -> None:
    by_unit, by_firm, *_ = tables(
        drafted(
            problem("一", due=november(19), handed_on=november(1), answered_on=november(2)),
            problem("二", handed_on=november(1), answered_on=november(3), units=("发改局", "工科局")),
            problem("三", is_open=False, closed_on=november(3), enterprise="乙公司"),
            problem("四", handed_on=november(1), units=("工科局",), enterprise=""),
        )
    )
    # Registered, settled, open, late, unanswered, mean of the days to the response, share settled.
    assert cells(by_unit) == [
        ["1", "发改局", "3", "1", "2", "1", "0", "1.5", "33.33"],  # (1 + 2) ÷ 2; 1 ÷ 3
        ["2", "工科局", "2", "0", "2", "0", "1", "2.0", "0.00"],
        ["", "合计", "4", "1", "3", "1", "1", "1.5", "25.00"],  # 二 is counted once
    ]
    assert by_unit.notes == ("几个单位共同负责的问题在各单位名下各计一件，合计中只计一件。",)
    assert [row[1] for row in cells(by_firm)] == ["甲公司", "乙公司", "（没有写企业）", "合计"]
    assert by_firm.notes == ()


def test_a_mean_needs_both_days() -> None:
    by_unit = tables(drafted(problem("一", answered_on=november(3)), problem("二", handed_on=november(3))))[0]
    assert [row[7] for row in cells(by_unit)] == ["—", "—"]
    figure = by_unit.rows[0].cells[7].figure
    assert figure is not None
    assert figure.formula == "没有既写推送又写响应日期的"


def test_a_problem_without_a_firm_goes_under_its_project() -> None:
    by_firm = tables(drafted(problem("一", enterprise="", project="焦化项目")))[1]
    assert [row[1] for row in cells(by_firm)] == ["焦化项目", "合计"]


def test_open_problems_stand_under_their_first_unit_the_fullest_first() -> None:
    listed = tables(
        drafted(
            problem("乙一", units=("教育局",)),
            problem("甲二", units=("发改局", "教育局"), due=november(25)),
            problem("甲一", units=("发改局",), due=november(21)),
            problem("甲三", units=("发改局",)),
        )
    )[2]
    assert [row.cells[0].text for row in listed.rows if row.kind is RowKind.GROUP] == ["发改局（3件）", "教育局（1件）"]
    # Within a unit by deadline, those without one last; the numbers go on from unit to unit.
    rows = [row.cells for row in listed.rows if row.kind is RowKind.PLAIN]
    assert [(row[0].text, row[2].text) for row in rows] == [("1", "甲一"), ("2", "甲二"), ("3", "甲三"), ("4", "乙一")]


@pytest.mark.parametrize(
    ("facts", "response"),
    [
        ({}, "未推送"),
        ({"handed_to": "教育局"}, "教育局，未填推送日期"),
        ({"handed_on": november(10)}, "2026-11-10推送，10天未响应"),
        ({"handed_on": november(20)}, "2026-11-20推送，0天未响应"),
        ({"handed_on": november(10), "answered_on": november(12)}, "2026-11-10推送，2天响应"),
        ({"handed_on": november(10), "answered_on": november(10)}, "2026-11-10推送，当天响应"),
    ],
)
def test_the_response_is_told_in_days(facts: dict[str, object], response: str) -> None:
    listed = tables(drafted(problem("一", **facts)))[2]
    assert listed.rows[1].cells[6].text == response


@pytest.mark.parametrize(
    ("facts", "deadline", "state"),
    [
        ({"due": november(19)}, "2026-11-19", "■逾期1天"),
        ({"due": november(20), "state": "在办"}, "2026-11-20", "▲在办"),
        ({"due": november(30)}, "2026-11-30", "●未销号"),
        ({"due": november(1), "extended_to": november(30)}, "2026-11-30（延期）", "●未销号"),
    ],
)
def test_the_deadline_and_the_state(facts: dict[str, object], deadline: str, state: str) -> None:
    row = tables(drafted(problem("一", **facts)))[2].rows[1]
    assert (row.cells[7].text, row.cells[8].text) == (deadline, state)


def test_settled_problems_stand_by_day_with_the_days_they_took() -> None:
    settled = tables(
        drafted(
            problem("后", is_open=False, raised_on=november(1), closed_on=november(9), units=("发改局", "教育局")),
            problem("先", is_open=False, closed_on=november(3)),
        )
    )[-1]
    assert cells(settled) == [
        ["1", "甲公司", "先", "发改局", "—", "2026-11-03", "—"],
        ["2", "甲公司", "后", "发改局、教育局", "2026-11-01", "2026-11-09", "8"],
    ]


def test_an_empty_half_says_so() -> None:
    document = drafted(problem("一"))
    *_, heading, nothing = document.body
    assert isinstance(heading, SectionHeading)
    assert isinstance(nothing, Paragraph)
    assert (heading.text, nothing.text) == ("四、今年已销号的问题", "没有。")
