"""双兑现清单: its sentences and tables, with the numbers of tests/kept_rows.py."""

from datetime import date
from decimal import Decimal

from models.ledgers import County
from models.statistics.both_sides import read_both_sides
from models.storage.store import Store
from reports.circulars.sheets.kept_list import KeptListRequest, draft
from reports.content.document import Document, Paragraph, SectionHeading, Table, figures
from tests.kept_rows import DAY, add_both_sides, add_promise


def listed(book: Store) -> Document:
    """Compose the list."""
    with book.reading() as session:
        both = read_both_sides(session, DAY)
    return draft(KeptListRequest(County(name="示例县"), DAY), both)


def tables(document: Document) -> dict[str, list[list[str]]]:
    """Return the cells of the first table under each heading."""
    by_heading: dict[str, list[list[str]]] = {}
    heading = ""
    for block in document.body:
        if isinstance(block, SectionHeading):
            heading = block.text.partition("、")[2]
        elif isinstance(block, Table):
            by_heading.setdefault(heading, [[cell.text for cell in row.cells] for row in block.rows])
    return by_heading


def test_the_opening_tells_both_sides_and_what_a_review_holds_up(book: Store) -> None:
    with book.writing("例") as session:
        add_both_sides(session)
    first = listed(book).body[0]
    assert isinstance(first, Paragraph)
    assert first.text == (
        "截至2026年10月31日，应兑现的政府承诺3件，已全部兑现1件，兑现率33.33%；企业应履约的2件，已履约1件，履约率50.00%。"
        "因公平竞争审查暂不兑的政府承诺1件，不算应兑未兑。到期还没有核实实际数的企业事项1件。"
    )


def test_every_list_has_its_rows_and_empty_ones_are_left_out(book: Store) -> None:
    with book.writing("例") as session:
        add_both_sides(session)
    read = tables(listed(book))
    assert list(read) == [
        "两方兑现率",
        "按责任单位",
        "应兑未兑的",
        "达到条件、企业还没有申请的",
        "因公平竞争审查暂不兑的",
        "时限已到、条件是否达到没有登记的",
        "企业到期没有履约的",
        "企业履约到期、还没有核实的",
    ]
    assert read["两方兑现率"][0] == ["政府承诺", "3", "1", "33.33", "400.00", "150.00", "37.50"]
    assert read["按责任单位"] == [
        ["财政局", "3", "1", "33.33", "400.00", "150.00", "37.50", "0", "0", "—"],
        ["发改局", "0", "0", "—", "—", "—", "—", "2", "1", "50.00"],
    ]
    assert read["应兑未兑的"][1] == [
        *("2", "甲公司", "兑一半的补助（投资合同）", "投产", "2026-08-01", "2026-08-10", "2026-09-30"),
        *("100.00", "50.00", "财政局", "■部分兑现"),
    ]
    assert [cells[-1] for cells in read["因公平竞争审查暂不兑的"]] == ["▲审查未过暂不兑（未审查）"]
    assert read["企业到期没有履约的"][0] == [
        *("1", "甲公司", "年纳税五百万（投资合同，第六条）", "年税收500万元", "250万元（项目台账），50%"),
        *("2026-09-30", "发改局", "—", "■到期部分履约"),
    ]


def test_what_is_not_paid_is_added_up_below_its_list(book: Store) -> None:
    with book.writing("例") as session:
        add_both_sides(session)
    sums = [block.text for block in listed(book).body if isinstance(block, Paragraph) and "合计" in block.text]
    # 200 + 50 are owed, 70 are not claimed, 900 are held up; what has no amount has no sum.
    assert sums == [f"未兑金额合计：政府承诺{amount}万元。" for amount in ("250.00", "70.00", "900.00")]


def test_nothing_due_is_said_in_words(book: Store) -> None:
    with book.writing("例") as session:
        add_promise(session, "明年的", amount=Decimal(3), condition="投产", due=date(2027, 1, 1))
    document = listed(book)
    assert isinstance(document.body[0], Paragraph)
    assert document.body[0].text == "截至2026年10月31日，没有应兑现的政府承诺；没有到期应履约的企业事项。"
    assert list(tables(document)) == ["两方兑现率"]


def test_every_printed_number_leads_to_rows_of_one_ledger(book: Store) -> None:
    with book.writing("例") as session:
        add_both_sides(session)
    for figure in figures(listed(book)):
        assert figure.ledger == "obligation", figure
        assert figure.value in {None, Decimal(0)} or figure.rows, figure
