"""The ranking of task forces of the small county, by hand, by each completion a county may choose."""

from datetime import date
from decimal import Decimal

import pytest

from models.ledgers import County, Target
from models.rules.periods import read_period
from models.statistics.event_reader import read_statistics
from models.storage.store import Store
from reports.circulars import compose
from reports.circulars.parts.ranking_table import table
from reports.content.document import Paragraph, Table
from reports.figures.figure import PeriodFigures
from tests.definitions import set_definitions
from tests.reports.county import small_county
from tests.rows import add_project, add_row, add_task_force


def ranked(book: Store, period: str = "2026-10") -> Table:
    """Build the table of a period."""
    with book.reading() as session:
        return table(PeriodFigures(read_statistics(session), read_period(period)))


def texts(built: Table) -> list[list[str]]:
    """Return the table's cells as printed."""
    return [[cell.text for cell in row.cells] for row in built.rows]


def test_a_month_has_its_own_column_beside_the_year_to_date(book: Store) -> None:
    small_county(book)
    built = ranked(book)
    # 亿元: 焦化 5 of October, 2.8 of March; of 10. 钢铁 1 of 5. Ten months of twelve are 83.33 %.
    assert texts(built) == [
        ["1", "焦化", "开发区", "10.00", "5.00", "7.80", "78.00", "-5.33"],
        ["2", "钢铁", "工科局", "5.00", "1.00", "1.00", "20.00", "-63.33"],
        ["", "合计", "", "15.00", "6.00", "8.80", "58.67", "-24.66"],
    ]
    assert [column.title for column in built.columns][3:6] == ["年度\n目标", "本月\n完成", "累计\n完成"]
    assert (built.caption, built.unit) == ("表2　各专班签约金额任务完成情况排名", "单位：亿元")
    assert built.notes[0].startswith("按签约金额完成率从高到低排列")


def test_another_period_has_the_year_to_date_alone(book: Store) -> None:
    small_county(book)
    assert texts(ranked(book, "2026-Q3"))[0] == ["1", "焦化", "开发区", "10.00", "2.80", "28.00", "-47.00"]


def test_what_belongs_to_no_task_force_has_a_row_so_that_columns_add_up(book: Store) -> None:
    """P7 of no task force was signed on 5 November, 5000 万元."""
    small_county(book)
    built = texts(ranked(book, "2026-11"))
    assert built[-2] == ["—", "未分专班", "—", "—", "0.50", "0.50", "—", "—"]
    assert built[-1][4:6] == ["0.50", "9.30"]


@pytest.mark.parametrize(
    ("rank_by", "caption", "unit", "first"),
    [
        # The county's eight projects are shared, so neither has a target of its own and neither is ranked.
        ("签约项目数完成率", "签约项目数", "个", ["—", "焦化", "开发区", "—", "1", "2", "—", "—"]),
        ("到位资金完成率", "到位资金", "亿元", ["—", "焦化", "开发区", "—", "0.50", "0.80", "—", "—"]),
        ("没有这种口径", "签约金额", "亿元", ["1", "焦化", "开发区", "10.00", "5.00", "7.80", "78.00", "-5.33"]),
    ],
)
def test_a_county_may_rank_by_another_completion(
    book: Store, rank_by: str, caption: str, unit: str, first: list[str]
) -> None:
    small_county(book)
    with book.writing("口径") as session:
        set_definitions(session, rank_by=rank_by)
    built = ranked(book)
    assert texts(built)[0] == first
    assert (built.caption, built.unit) == (f"表2　各专班{caption}任务完成情况排名", f"单位：{unit}")


def test_equal_rates_share_a_place_and_the_next_is_left_out(book: Store) -> None:
    """Rates are compared as they print: 100,000 and 100,001 of 300,000 are both 33.33 %."""
    goals = {
        "甲": (30_000, 10_000),
        "乙": (30_000, 10_000),
        "丙": (60_000, 20_000),
        "丁": (50_000, 25_000),
        "戊": (0, 0),
    }
    with book.writing("专班") as session:
        for rank, (name, (goal, done)) in enumerate(goals.items()):
            force = add_task_force(session, name, rank)
            if goal:
                facts = {"metric": "签约金额", "period": "2026", "unit": "万元"}
                add_row(session, Target, task_forces=force, value=goal, **facts)
                add_project(session, name, {"签约": date(2026, 10, 9)}, task_force=force, signed_amount=done)
    assert [row[:2] for row in texts(ranked(book))] == [
        ["1", "丁"],
        ["2", "甲"],
        ["2", "乙"],
        ["2", "丙"],
        ["—", "戊"],
        ["", "合计"],
    ]


def ends(book: Store, *signed: int) -> str:
    """Return the sentence on the ranking of task forces that each signed so many yi of a target of ten."""
    with book.writing("名次") as session:
        add_row(session, County, name="示例县", level="县")
        for rank, yi in enumerate(signed):
            force = add_task_force(session, f"第{rank + 1}", rank)
            goal = {"metric": "签约金额", "period": "2026", "value": Decimal(10), "unit": "亿元"}
            add_row(session, Target, task_forces=force, **goal)
            if yi:
                facts: dict[str, Decimal] = {"total": Decimal(yi * 10_000), "signed_amount": Decimal(yi * 10_000)}
                add_project(session, "项目", {"签约": date(2026, 3, 1)}, task_force=force, **facts)
    month, _ = compose(book, "month", read_period("2026-10"))
    return next(block.text for block in month.body if isinstance(block, Paragraph) and block.key == "work.places")


@pytest.mark.parametrize(
    ("signed", "words"),
    [
        ((3, 2, 1), "依次是第1专班（30.00%）、第2专班（20.00%）、第3专班（10.00%）。"),
        (
            (7, 6, 5, 4, 3, 2, 1),
            "居前三位的是第1专班（70.00%）、第2专班（60.00%）、第3专班（50.00%）；居后三位的是第5专班",
        ),
        # Four have nothing: no three of them are the last.
        ((7, 6, 5, 0, 0, 0, 0), "居前三位的是第1专班（70.00%）、第2专班（60.00%）、第3专班（50.00%），最低的为0.00%。"),
        (
            (7, 7, 7, 7, 3, 2, 1),
            "最高的为70.00%；居后三位的是第5专班（30.00%）、第6专班（20.00%）、第7专班（10.00%）。",
        ),
        ((7, 7, 7, 7, 0, 0, 0, 0), "最高的为70.00%，最低的为0.00%。"),
    ],
)
def test_the_ends_are_named_where_no_tie_cuts_across_them(book: Store, signed: tuple[int, ...], words: str) -> None:
    assert words in ends(book, *signed)
