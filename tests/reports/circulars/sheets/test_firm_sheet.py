"""双兑现一企一表: both sides beside each other, and the project's own plan."""

from datetime import date
from decimal import Decimal

from models.ledgers import County, Project
from models.statistics.both_sides import find_party, read_both_sides
from models.storage.store import Store
from reports.circulars.sheets.firm_sheet import draft
from reports.content.document import Document, Paragraph, SectionHeading, Table
from tests.kept_rows import DAY, add_both_sides, add_duty, add_firm


def sheet(book: Store) -> Document:
    """Compose the sheet of 甲公司."""
    with book.reading() as session:
        both = read_both_sides(session, DAY, with_expected=True)
    party = find_party(both, "甲公司")
    return draft(County(name="示例县"), party, both.of_party(party.row))


def test_both_sides_stand_row_beside_row(book: Store) -> None:
    with book.writing("例") as session:
        add_both_sides(session)
    document = sheet(book)
    first, table = document.body[0], document.body[2]
    assert isinstance(first, Paragraph)
    assert first.text == (
        "截至2026年10月31日，项目：甲公司项目。政府承诺：应兑现3件、已全部兑现1件，兑现率33.33%。"
        "企业履约：应履约2件、已履约1件，履约率50.00%。"
    )
    assert isinstance(table, Table)
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == [
        *("没兑的补助", "投产，2026-08-01达到", "2026-09-30", "200.00", "0.00", "■应兑未兑"),
        *("年纳税五百万", "年税收500万元", "250万元（项目台账），50%", "2026-09-30", "■到期部分履约"),
    ]
    # Seven promises beside three duties: the right side ends earlier.
    assert (len(cells), cells[3][6:], cells[2][6]) == (7, [""] * 5, "按时开工")


def test_the_plan_of_the_project_stands_apart(book: Store) -> None:
    with book.writing("例") as session:
        rows = add_both_sides(session)
        project = session.get_one(Project, rows.project)
        project.output, project.plan_start = Decimal(8000), date(2026, 6, 1)
    document = sheet(book)
    headings = [block.text for block in document.body if isinstance(block, SectionHeading)]
    assert headings[1] == "二、项目自己登记的预计数和实际数（没有写成条款，不计履约率）"
    plan = [block for block in document.body if isinstance(block, Table)][1]
    # The start is a clause of the contract, so that only the output stands here.
    assert [[cell.text for cell in row.cells] for row in plan.rows] == [
        ["甲公司项目", "年产值8,000万元", "—", "达效后", "●未到期"]
    ]


def test_a_side_without_anything_due_is_said_in_words(book: Store) -> None:
    with book.writing("例") as session:
        rows = add_firm(session)
        add_duty(session, "开工", project=rows.project)
    document = sheet(book)
    assert isinstance(document.body[0], Paragraph)
    assert document.body[0].text.endswith("政府承诺：没有应兑现的。企业履约：没有到期应履约的。")
    assert len([block for block in document.body if isinstance(block, Table)]) == 1
