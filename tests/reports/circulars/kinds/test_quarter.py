"""The quarterly circular says what the ranking ranking_result, and its annex adds up to it."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from models.ledgers import County, Enterprise, Scheme, SchemeItem, Target
from models.rules.periods import read_period
from models.storage import store
from models.storage.store import Store
from reports.circulars import ProducedCircular, compose, produce
from reports.content.document import Document, Paragraph, RowKind, Table, figures
from reports.figures.rankings import Ranking, ranking
from tests.rows import add_project, add_row, finish

QUARTER = read_period("2026-Q3")


@pytest.fixture(scope="module")
def opened(demo_book: Path) -> Iterator[Store]:
    """Read the demonstration."""
    with store.open_book(demo_book, write=False) as book:
        yield book


@pytest.fixture(scope="module")
def ranking_result(opened: Store) -> Ranking:
    """Rank the demonstration's third quarter."""
    return ranking(opened, QUARTER)


@pytest.fixture(scope="module")
def document(opened: Store) -> Document:
    """Draft its circular."""
    return compose(opened, "quarter", QUARTER)[0]


@pytest.fixture(scope="module")
def produced(opened: Store, tmp_path_factory: pytest.TempPathFactory) -> ProducedCircular:
    """Print it."""
    return finish(produce(opened, "quarter", QUARTER, tmp_path_factory.mktemp("季排名")))


def tables(document: Document) -> list[Table]:
    """Give every table of the body and the annex."""
    blocks = [*document.body, *(block for annex in document.annexes for block in annex.blocks)]
    return [block for block in blocks if isinstance(block, Table)]


def test_it_is_called_by_its_quarter(document: Document, produced: ProducedCircular) -> None:
    assert document.title == "关于2026年第三季度全市各招商专班招商引资工作排名情况的通报"
    assert document.dated.isoformat() == "2026-10-10"  # ten days after the quarter
    assert produced.pdf is not None
    assert produced.xlsx is not None
    assert (produced.pdf.name, produced.xlsx.name) == ("2026-Q3季排名.pdf", "2026-Q3季排名.xlsx")


def test_the_table_is_the_ranking_and_each_line_adds_up(document: Document, ranking_result: Ranking) -> None:
    places = tables(document)[0]
    assert len(places.rows) == 16
    for line, row in zip(ranking_result.lines, places.rows, strict=True):
        texts = [cell.text for cell in row.cells]
        assert texts[0] == str(line.place or "—")
        assert texts[3] == line.score.text
        parts = [cell.figure.value for cell in row.cells[4:8] if cell.figure and cell.figure.value is not None]
        if line.score.value is not None:
            assert sum(parts) == line.score.value
    ranks = [line.place for line in ranking_result.ranked]
    scores = [line.score.value for line in ranking_result.ranked]
    assert ranks == sorted(rank for rank in ranks if rank)
    assert scores == sorted((score for score in scores if score is not None), reverse=True)


def test_the_annex_shows_every_subject_s_arithmetic(document: Document, ranking_result: Ranking) -> None:
    detail = tables(document)[-1]
    groups = [row for row in detail.rows if row.kind is RowKind.GROUP]
    assert len(groups) == 16
    at = -1
    sums: dict[int, Decimal] = {}
    for row in detail.rows:
        if row.kind is RowKind.GROUP:
            at += 1
            continue
        figure = row.cells[-1].figure
        assert figure is not None
        assert row.cells[5].text == figure.formula
        sums[at] = sums.get(at, Decimal(0)) + (figure.value or Decimal(0))
        if (done := row.cells[3].figure) is not None and done.value and done.key != "产业契合项目数":
            assert done.rows  # a number that counts something knows its rows
    for number, line in enumerate(ranking_result.lines):
        if line.score.value is not None:
            assert sums[number] == line.score.value, line.name


def test_the_boards_name_the_first_and_the_last(document: Document, ranking_result: Ranking) -> None:
    board = tables(document)[1]
    rows = [[cell.text for cell in row.cells] for row in board.rows]
    assert {row[0] for row in rows} == {"红榜", "黑榜"}
    assert [row[2] for row in rows if row[0] == "红榜"] == [
        ranking_result.line(name).name for name in ranking_result.top
    ]
    assert [row[2] for row in rows if row[0] == "黑榜"] == [
        ranking_result.line(name).name for name in ranking_result.bottom
    ]
    text = "".join(block.text for block in document.body if isinstance(block, Paragraph))
    (boards,) = (block for block in document.body if isinstance(block, Paragraph) and block.key == "boards")
    twice = boards.text.partition("连续两期")[0].rpartition("。")[2]
    assert all(ranking_result.line(name).name in twice for name in ranking_result.last_twice)
    assert "None" not in text


def test_notes_to_the_clerk_on_the_scheme_are_not_printed(document: Document, ranking_result: Ranking) -> None:
    assert "公开样本" in ranking_result.chosen.scheme.source
    assert any("由人工另加" in note for note in ranking_result.chosen.notes)
    assert tables(document)[-1].notes == ("加分、扣分为0的不列；“封顶”表示超过部分不再计分。",)


def test_it_prints_and_its_sheets_hold_numbers(produced: ProducedCircular) -> None:
    pdf = pypdfium2.PdfDocument(produced.pdf)
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    assert "红黑榜" in re.sub(r"\s", "", text)
    book = openpyxl.load_workbook(produced.xlsx, data_only=True)
    sheet = next(worksheet for worksheet in book.worksheets if "得分和名次" in worksheet.title)
    scores = [sheet.cell(row, 4).value for row in range(4, 10)]
    assert all(isinstance(score, int | float) for score in scores)
    book.close()


def test_a_county_that_set_no_targets_is_told_so(hejin_book: Path) -> None:
    with store.open_book(hejin_book, write=False) as book:
        document, _ = compose(book, "quarter", QUARTER)
    text = "".join(block.text for block in document.body if isinstance(block, Paragraph))
    assert "各招商专班均因目标任务未下达或者无数据，本期没有排名。" in text
    assert "红榜" not in text


def test_firms_that_bring_others_are_ranked_where_the_scheme_in_use_ranks_firms(book: Store) -> None:
    with book.writing("以商招商") as session:
        add_row(session, County, name="示例县", level="县", organ="示例县招商办")
        scheme = add_row(session, Scheme, name="企业以商招商", subject="企业", active=True, ends=1)
        add_row(session, SchemeItem, scheme=scheme, metric="签约金额", kind="完成比例", weight=Decimal(100), rank=1)
        for name, amount in (("甲集团有限公司", 80_000), ("乙焦化有限公司", 30_000)):
            firm = add_row(session, Enterprise, name=name, kind="骨干企业")
            add_row(session, Target, metric="签约金额", period="2026", value=Decimal(10), unit="亿元", enterprise=firm)
            add_project(
                session, f"{name}引进", {"签约": date(2026, 8, 1)}, referrer=name, signed_amount=Decimal(amount)
            )
    document, _ = compose(book, "quarter", QUARTER)
    assert document.title == "关于2026年第三季度全县各企业以商招商工作排名情况的通报"
    rows = [[cell.text for cell in row.cells[:3]] for row in tables(document)[0].rows]
    assert rows == [["1", "甲集团有限公司", "80.00"], ["2", "乙焦化有限公司", "30.00"]]


@pytest.mark.parametrize(
    ("kind", "key", "named"),
    [
        ("queue", "2026-10", "2026年10月全市各企业以商招商工作排队情况"),
        ("inspection", "2026-H1", "2026年上半年全市各企业以商招商工作督查情况"),
        ("assessment", "2026", "2026年全市各企业以商招商工作考核情况"),
    ],
)
def test_hejin_s_firms_are_ranked_by_industry_each_month_half_year_and_year(
    opened: Store, kind: str, key: str, named: str
) -> None:
    period = read_period(key)
    document, _ = compose(opened, kind, period)
    assert document.title == f"关于{named}的通报"
    places = tables(document)[0]
    groups = [row.cells[0].text for row in places.rows if row.kind is RowKind.GROUP]
    assert {"焦化", "钢铁"} <= set(groups)
    text = "".join(block.text for block in document.body if isinstance(block, Paragraph))
    assert "分行业排名，各行业的名次分开计算。" in text
    by_industry = ranking(opened, period, "企业")
    first = [line.name for line in by_industry.lines if line.place == 1 and line.group == "焦化"]
    assert f"焦化行业{first[0]}（" in text
    assert "None" not in text


def test_formulas_show_no_trailing_zeros(document: Document) -> None:
    # Two projects beyond the target earn 2.00 points, not 2.000000.
    formulas = [figure.formula for figure in figures(document)]
    assert any("超额省外亿元项目数2.00" in formula for formula in formulas)
    assert not [formula for formula in formulas if re.search(r"\.\d*000", formula)]


BOARDS = (  # what the firms of an industry brought (亿元), whom the red board names of them, and what is said of it
    ((8, 8, 8), "", "焦化行业参加排名的3家得分相同，不列榜。"),
    ((8, 0, 0, 0), "示例焦化0公司", "焦化行业末位并列的有3家，超过参加排名的一半，不列为后1位，也不算倒数第一。"),
    ((8,), "", "焦化行业参加排名的只有1家，不列榜。"),
    ((8, 5, 2), "示例焦化0公司", ""),
)


@pytest.mark.parametrize(("brought", "red", "exception"), BOARDS)
def test_an_exception_to_the_printed_rule_is_printed_with_it(
    book: Store, brought: tuple[int, ...], red: str, exception: str
) -> None:
    with book.writing("企业") as session:
        add_row(session, County, name="示例县", level="县", organ="示例县招商办")
        scheme = add_row(session, Scheme, name="企业", subject="企业", grouping="分行业", active=True, ends=1)
        add_row(session, SchemeItem, scheme=scheme, metric="签约金额", kind="与最高者比", weight=Decimal(100), rank=1)
        for industry, amounts in (("焦化", brought), ("钢铁", (9, 4, 1))):
            for number, amount in enumerate(amounts):
                name, worth = f"示例{industry}{number}公司", Decimal(amount) * 10_000
                add_row(session, Enterprise, name=name, kind="骨干企业", industry=industry)
                if amount:
                    add_project(session, name, {"签约": date(2026, 8, 1)}, referrer=name, signed_amount=worth)
    document, _ = compose(book, "quarter", QUARTER)
    (boards,) = (block.text for block in document.body if isinstance(block, Paragraph) and block.key == "boards")
    first, rest = boards.split("列入红榜")
    assert {name for name in first.split("的")[-1].split("、") if "焦化" in name} == ({red} if red else set())
    assert exception in rest
    assert ("焦化行业" in rest) == bool(exception)
    assert ("示例焦化2公司" in rest) == (brought == (8, 5, 2))
