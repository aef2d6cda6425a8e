"""The annexes' tables agree with the county counted by hand, and every column adds up to its total."""

from decimal import Decimal

import pytest

from models.rules.periods import read_period
from models.statistics.event_reader import read_statistics
from models.storage.store import Store
from reports.circulars.parts import annexes
from reports.content.document import Annex, Row, RowKind, Table
from reports.figures.figure import PeriodFigures

County = tuple[Store, dict[str, str]]


def board(book: Store, period: str = "2026-10") -> PeriodFigures:
    with book.reading() as session:
        return PeriodFigures(read_statistics(session), read_period(period))


def only(parts: tuple[Annex, ...]) -> Annex:
    (annex,) = parts
    return annex


def table_of(annex: Annex) -> Table:
    (table,) = annex.blocks
    assert isinstance(table, Table)
    return table


def cells(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]


# --- the figures of all task forces ---------------------------------------------------------------------------------
# leads 2, recognised 1, visits 3, signed 2, amounts 2, started, produced, funds 2, in talks 2, rate of starts
OCTOBER = {
    "焦化": "2 3 2 1 1 1 1 2 5.00 7.80 1 0 0.50 0.80 1 1.23 50.00",
    "钢铁": "0 1 1 1 2 0 1 1 1.00 1.00 1 1 0.10 0.10 0 0.00 0.00",
    "未分专班": "1 1 0 0 0 0 0 0 0.00 0.00 0 0 0.00 0.00 1 0.50 —",
    "合计": "3 5 3 2 3 1 2 3 6.00 8.80 2 1 0.60 0.90 2 1.73 33.33",
}


def test_every_task_force_has_its_row_and_the_rest_one_of_its_own(county: County) -> None:
    table = table_of(only(annexes.summary(board(county[0]), "全县")))
    assert {cells(row)[1]: " ".join(cells(row)[2:]) for row in table.rows} == OCTOBER
    assert [cells(row)[0] for row in table.rows] == ["1", "2", "", ""]
    assert [row.kind for row in table.rows] == [RowKind.PLAIN, RowKind.PLAIN, RowKind.PLAIN, RowKind.TOTAL]
    assert len(table.columns) == len(table.rows[0].cells)


@pytest.mark.parametrize("period", ["2026-10", "2026-Q3", "2026-H1", "2026", "2025-11"])
def test_every_column_adds_up(county: County, period: str) -> None:
    table = table_of(only(annexes.summary(board(county[0], period), "全县")))
    *parts, total = table.rows
    for number in range(2, len(table.columns) - 1):  # the last is a rate
        figures = [row.cells[number].figure for row in parts]
        whole = total.cells[number].figure
        assert whole is not None
        assert sum((figure.value or Decimal(0)) for figure in figures if figure) == whole.value
        assert sorted(row for figure in figures if figure for row in figure.rows) == sorted(whole.rows)


def test_without_anything_unassigned_there_is_no_row_for_it(county: County) -> None:
    # At the end of July P7, which is nobody's, was not yet in talks, and L7 not yet reported.
    table = table_of(only(annexes.summary(board(county[0], "2026-07"), "全县")))
    assert [cells(row)[1] for row in table.rows] == ["焦化", "钢铁", "合计"]


def test_only_a_month_has_columns_of_its_own(county: County) -> None:
    month = table_of(only(annexes.summary(board(county[0]), "全县")))
    quarter = table_of(only(annexes.summary(board(county[0], "2026-Q3"), "全县")))
    titles = [column.title.replace("\n", "") for column in quarter.columns]
    assert len(month.columns) - len(quarter.columns) == 5
    assert not any("本月" in title or "累计" in title for title in titles)
    assert sum("本月" in column.title for column in month.columns) == 5


def test_the_annex_says_of_what_and_lies_on_its_side(county: County) -> None:
    annex = only(annexes.summary(board(county[0]), "全县"))
    assert annex.title == "2026年10月全县各招商专班主要指标汇总表"
    assert annex.landscape
    assert table_of(annex).unit == "单位：条、次、个、亿元"


# --- the projects signed this year ----------------------------------------------------------------------------------
def test_projects_stand_from_the_latest_signing_to_the_first(county: County) -> None:
    table = table_of(only(annexes.projects(board(county[0]))))
    assert [" ".join(cells(row)) for row in table.rows] == [
        # number, name, investor, task force, signed, total, contract, state, started, funds, progress
        "1 P3  钢铁 2026-10-20 1.00 1.00 终止 — — ",
        "2 P2  焦化 2026-10-08 5.00 5.00 签约 — 0.00 ",
        "3 P1 甲公司 焦化 2026-03-05 3.00 2.80 开工 2026-10-12 0.80 ",
        " 合计    9.00 8.80   0.80 ",
    ]
    assert table.rows[-1].kind is RowKind.TOTAL


def test_what_happens_after_the_period_is_not_in_it(county: County) -> None:
    table = table_of(only(annexes.projects(board(county[0], "2026-03"))))
    (signed, total) = (cells(row) for row in table.rows)
    # P1 was signed in March, started in October, and got its first money in April.
    assert signed[4:10] == ["2026-03-05", "3.00", "2.80", "签约", "—", "0.00"]
    assert total[5:7] == ["3.00", "2.80"]


def test_a_year_without_a_signing_has_no_annex_of_signings(county: County) -> None:
    assert annexes.projects(board(county[0], "2026-02")) == ()


def test_a_project_s_money_knows_its_payments(county: County) -> None:
    book, ids = county
    table = table_of(only(annexes.projects(board(book))))
    funds = table.rows[2].cells[9].figure
    assert funds is not None
    assert (sorted(funds.rows), funds.ledger) == (sorted([ids["F1"], ids["F2"]]), "funding")
    whole = table.rows[-1].cells[6].figure
    assert whole is not None
    assert sorted(whole.rows) == sorted([ids["P1"], ids["P2"], ids["P3"]])


def test_a_project_of_nobody_has_a_dash_for_its_task_force(county: County) -> None:
    table = table_of(only(annexes.projects(board(county[0], "2026-11"))))
    assert cells(table.rows[0])[:5] == ["1", "P7", "", "—", "2026-11-05"]
    assert cells(table.rows[0])[8] == "2026-11-18"
