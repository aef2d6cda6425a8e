"""The targets of plans are annexed with their years, while they run; a year's own stand in the circular's tables."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.ledgers import County, Funding, Target
from models.rules.periods import Period, read_period
from models.storage.store import Store
from reports.circulars.parts.target_table import annex
from reports.circulars.workflow.compose import compose, load_facts
from reports.content.document import Annex, Table
from tests.rows import add_project, add_row, add_task_force, copy_template, open_unsynced

D = Decimal


def tables(annexes: tuple[Annex, ...]) -> dict[str, list[list[str]]]:
    """Return the cells of an annex's tables by caption, without the running number."""
    return {
        block.caption: [[cell.text for cell in row.cells][1:] for row in block.rows]
        for each in annexes
        for block in each.blocks
        if isinstance(block, Table)
    }


@pytest.fixture
def county(book: Store) -> Store:
    """Make a county with a plan of three years, a year's target and one that nothing can be counted for."""
    with book.writing("县") as session:
        add_row(session, County, name="示例县", level="县", organ="示例县招商办")
        coke = add_task_force(session, "焦化", 1)
        project = add_project(session, "甲", {"签约": date(2025, 3, 1)}, task_force=coke, origin="省外")
        add_project(session, "乙", {"签约": date(2026, 3, 1)}, task_force=coke)
        add_row(session, Funding, project=project, month=date(2025, 5, 1), amount=D(12_500))
        for metric, unit, value, forces in (("引进项目数", "个", 4, coke), ("省外资金", "亿元", 5, None)):
            goal = {"period": "2025—2027", "value": D(value), "unit": unit, "task_forces": forces}
            add_row(session, Target, metric=metric, stretch=D(10) if forces else None, **goal)
        add_row(session, Target, metric="千亿级产业集群数", period="2025—2027", value=D(3), unit="个")
        add_row(session, Target, metric="签约项目数", period="2026", value=D(5), unit="个", task_forces=coke)
        add_row(session, Target, metric="签约项目数", period="2026", value=D(2), unit="个", owner="示例甲")
        add_row(session, Target, metric="引进项目数", period="十四五末", value=D(9), unit="个")
    return book


def annexed(book: Store, period: Period) -> tuple[Annex, ...]:
    """Build the annex of a county's circular."""
    return annex(book, load_facts(book, period), period)


def test_a_plan_s_years_are_columns_and_what_nobody_reported_is_said(county: Store) -> None:
    (built,) = annexed(county, read_period("2026-10"))
    assert built.title == "全县目标任务进度表（截至2026年10月31日）"
    printed = tables((built,))
    # 22 of 36 months are over; 2 of 4 projects, 1.25 of 5亿元.
    assert printed["表1　2025—2027目标任务"] == [
        ["焦化", "引进项目数", "个", "4", "10", "1", "1", "2", "50.00", "61.11"],
        ["全县", "省外资金", "亿元", "5.00", "—", "1.25", "0.00", "1.25", "25.00", "61.11"],
        ["全县", "千亿级产业集群数", "个", "3", "—", "—", "—", "—", "—", "61.11"],
    ]
    assert printed["表2　2026目标任务"] == [["示例甲", "签约项目数", "个", "2", "0", "0.00", "83.33"]]
    notes = [note for block in built.blocks if isinstance(block, Table) for note in block.notes]
    assert notes == ["千亿级产业集群数台账里数不出，尚未填报。"]


def test_a_plan_that_is_over_is_listed_for_the_last_time_in_its_last_year(county: Store) -> None:
    captions = [list(tables(annexed(county, read_period(text)))) for text in ("2025", "2026", "2024", "2028")]
    assert captions == [
        ["表1　2025—2027目标任务", "表2　十四五末目标任务"],
        ["表1　2025—2027目标任务", "表2　2026目标任务"],
        ["十四五末目标任务"],
        [],
    ]


@pytest.mark.parametrize(("kind", "period"), [("month", "2026-10"), ("half-year", "2026-H1"), ("year", "2026")])
def test_the_circulars_that_look_back_annex_it(county: Store, kind: str, period: str) -> None:
    document, _ = compose(county, kind, read_period(period))
    assert document.annexes[-1].title.startswith("全县目标任务进度表")


def test_hejins_and_xiayis_own_targets_print_with_progress(hejin_book: Path, xiayi_book: Path, tmp_path: Path) -> None:
    """河津: four industries and one shared by eleven, of projects, output and tax each; 夏邑: a plan of three years."""
    year = read_period("2025")
    with open_unsynced(copy_template(hejin_book, tmp_path, "河津.zhuanban")) as book:
        rows = tables(annexed(book, year))["十四五末目标任务"]
    assert len(rows) == 15
    assert rows[0] == ["焦化", "引进项目数", "个", "20", *"000000", "0.00", "100.00"]
    assert rows[1][:4] == ["焦化", "产值", "亿元", "300.00"]
    with open_unsynced(copy_template(xiayi_book, tmp_path, "夏邑.zhuanban")) as book:
        printed = tables(annexed(book, year))
    plan = {row[1]: row[3] for caption in printed for row in printed[caption] if "2023—2025" in caption}
    assert (plan["省外资金"], plan["境外资金"], plan["引进项目数"]) == ("350.00", "2,000", "100")
    (chain,) = [caption for caption in printed if "2025年底" in caption]
    assert [row[0] for row in printed[chain]] == ["军工系", "纺织系", "桂柳系", "轻跑系", "飞江系", "淮海铸造"]
