"""The sentence on the visit plan in circulars: what was planned, done by the period's end, and overdue then."""

from datetime import date

import pytest

from models.ledgers import County, Visit, VisitPlan
from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars import compose
from tests.reports.written import sentences
from tests.rows import add_row, add_task_force


def plan_october(book: Store) -> str:
    """Plan visits of two task forces for September to November; return the first task force's id."""
    with book.writing("计划") as session:
        add_row(session, County, name="示例县", level="县", organ="示例县招商办", number_word="示招")
        coke, steel = add_task_force(session, "焦化", 1), add_task_force(session, "钢铁", 2)
        plans = {
            name: add_row(session, VisitPlan, company=name, month=date(2026, month, 1), task_force=force, **facts)
            for name, month, force, facts in (
                ("九月没去的", 9, coke, {}),
                ("月底去的", 10, coke, {}),
                ("下月才去的", 10, steel, {}),
                ("没去的", 10, steel, {}),
                ("取消的", 10, steel, {"cancelled_on": date(2026, 10, 31)}),
                ("下月取消的", 10, steel, {"cancelled_on": date(2026, 11, 1)}),
                ("十一月的", 11, steel, {}),
            )
        }
        for name, on in (("月底去的", date(2026, 10, 31)), ("下月才去的", date(2026, 11, 1))):
            add_row(session, Visit, direction="外出", company=name, on=on, plan=plans[name])
    return coke


def written(book: Store, kind: str, period: str, force: str | None = None) -> str:
    """Return a circular's text."""
    return "".join(sentences(compose(book, kind, read_period(period), task_force=force)[0]))


def test_the_month_says_what_was_planned_done_and_overdue(book: Store) -> None:
    coke = plan_october(book)
    # Of October 下月取消的 still counted then; 九月没去的, 下月才去的, 没去的 and 下月取消的 are overdue at its end.
    assert "按拜访计划，本月应拜访4次，已完成1次。到期末，逾期未访4次。" in written(book, "month", "2026-10")
    assert "按拜访计划，本月应拜访1次，已完成1次。到期末，逾期未访1次。" in written(book, "month", "2026-10", coke)
    assert "按拜访计划，本月应拜访1次，都没有完成。" in written(book, "month", "2026-09")


def test_the_half_year_says_it_too(book: Store) -> None:
    plan_october(book)
    # 九月没去的, 没去的 and 十一月的 were never made, 月底去的 and 下月才去的 were.
    assert "按拜访计划，下半年应拜访5次，已完成2次。到期末，逾期未访3次。" in written(book, "half-year", "2026-H2")


@pytest.mark.parametrize("kind", ["month", "half-year"])
def test_nothing_is_said_where_nothing_was_planned(book: Store, kind: str) -> None:
    plan_october(book)
    assert "拜访计划" not in written(book, kind, "2026-03" if kind == "month" else "2026-H1")
