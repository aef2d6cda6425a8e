"""三个一批 as a circular: parts, sums, task force by task force, however a batch is named (科学导报 K6)."""

from datetime import date
from decimal import Decimal

import pytest

from models.errors import UserError
from models.ledgers import County
from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars import compose
from reports.circulars.parts.total_check import total_faults
from tests.reports.written import annex, cells, sentences, tables
from tests.rows import add_project, add_row, add_task_force

SIGNED = {"在谈": date(2026, 8, 1), "签约": date(2026, 9, 1)}


def fill(book: Store) -> None:
    """Put four projects into two batches, the names written in three ways."""
    with book.writing("三个一批") as session:
        add_row(session, County, name="示例县", level="县", organ="示例县招商办")
        forces = [add_task_force(session, "焦化", 1, lead_units="开发区"), add_task_force(session, "钢铁", 2)]
        add_task_force(session, "大数据", 3)
        begun = SIGNED | {"开工": date(2026, 10, 1)}
        for name, force, course, total, batch in (
            ("甲", forces[0], SIGNED, 12_345, "2026年第三次签约"),
            ("乙", forces[0], begun, 30_000, "2026-3"),
            ("丙", forces[1], begun, 50_000, "2026年第3次"),
            ("丁", forces[1], SIGNED, 70_000, "2026年第二次"),
        ):
            add_project(session, name, course, task_force=force, total=Decimal(total), three_batches=batch)


@pytest.mark.parametrize("name", ["2026-3", "2026年第三次", "2026年第3次"])
def test_a_batch_is_found_by_its_number_or_its_name(book: Store, name: str) -> None:
    fill(book)
    document, _ = compose(book, "three-batches", read_period(name))
    text = "".join(sentences(document))
    assert "全县列入2026年第三次“三个一批”活动的项目3个，总投资9.23亿元，" in text
    assert (
        "其中签约项目1个、总投资1.23亿元；开工项目2个、总投资8.00亿元；没有投产项目。总投资最大的是开工项目中的丙（5.00亿元）。"
        in text
    )
    assert "大数据专班没有项目列入本次活动。" in text
    assert cells(document, "表2") == [
        ["焦化", "1", "1.23", "1", "3.00", "0", "0.00", "2", "4.23"],
        ["钢铁", "0", "0.00", "1", "5.00", "0", "0.00", "1", "5.00"],
        ["合计", "1", "1.23", "2", "8.00", "0", "0.00", "3", "9.23"],
    ]
    assert total_faults(document) == []


def test_every_project_is_listed_with_its_unit_under_its_part(book: Store) -> None:
    fill(book)
    document, _ = compose(book, "three-batches", read_period("2026-3"))
    (listed,) = tables(iter(annex(document, "明细表").blocks))
    rows = [[cell.text for cell in row.cells] for row in listed.rows]
    assert rows[:3] == [["签约项目1个"], ["1", "甲", "—", "1.23", "焦化", "开发区"], ["", "小计", "", "1.23", "", ""]]
    assert rows[-1] == ["", "合计", "", "9.23", "", ""]


def test_a_month_is_no_batch_and_a_batch_no_month(book: Store) -> None:
    fill(book)
    for kind, period in (("three-batches", "2026-10"), ("month", "2026-3")):
        with pytest.raises(UserError, match="三个一批写期次，例如 2026-3"):
            compose(book, kind, read_period(period))
    with pytest.raises(UserError, match="期次“2026-Q3”写法不对"):
        read_period("2026-Q3", "batch")
