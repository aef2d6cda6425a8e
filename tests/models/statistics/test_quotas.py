"""Counts towards 夏邑's quotas, computed by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.ledgers import Activity, Dossier, Enterprise, Lead, Negotiation, Project, Quota, Spending
from models.statistics.quotas import QuotaCounts, count_of, quota_counts
from models.storage.store import Store
from tests.definitions import set_definitions
from tests.rows import add_project, add_row, add_task_force

D = Decimal
MAY = date(2026, 5, 31)


def count_quota(book: Store, metric: str, every: str, *, last: date = MAY, **facts: Any) -> QuotaCounts:
    """Count towards one quota."""
    with book.writing("定额") as session:
        add_row(session, Quota, metric=metric, every=every, **facts)
    with book.reading() as session:
        return quota_counts(session, last)


@pytest.fixture
def force(book: Store) -> str:
    """Add a task force with a budget."""
    with book.writing("专班") as session:
        return add_task_force(session, "军工系", 1, budget=D(10))


def done_count(counts: QuotaCounts, force: str) -> Decimal:
    """Return the count of the only quota."""
    return count_of(counts.done[counts.demands[0].row], force).value


def beside_count(counts: QuotaCounts, force: str) -> Decimal:
    """Return the informative count shown next to the only quota."""
    return count_of(counts.side_counts[counts.demands[0].row], force).value


def test_leads_are_counted_as_reported_and_as_recognised(book: Store, force: str) -> None:
    with book.writing("线索") as session:
        for number in range(10):  # ten reported in May, eight of them recognised
            state = {"state": "已认定", "recognised_on": date(2026, 5, 20)} if number < 8 else {"state": "已上报"}
            add_row(session, Lead, name=f"线索{number}", task_force=force, reported_on=date(2026, 5, 3), **state)
        add_row(session, Lead, name="四月的", task_force=force, reported_on=date(2026, 4, 30), state="已上报")
    counts = count_quota(book, "上报有价值线索", "每月", least=D(10), unit="条")
    assert (beside_count(counts, force), done_count(counts, force)) == (D(10), D(8))
    assert counts.demands[0].minimum == 10


def test_firms_and_dossiers_are_what_there_is(book: Store, force: str) -> None:
    with book.writing("库") as session:
        for name, kind in (("甲", "目标企业"), ("乙", "目标企业"), ("丙", "骨干企业")):
            add_row(session, Enterprise, name=name, kind=kind, task_force=force)
        for name, state in (("一", "策划中"), ("二", None), ("三", "已取消")):
            add_row(session, Dossier, name=name, state=state, task_force=force)
    assert done_count(count_quota(book, "重点招引企业", "累计", least=D(20)), force) == 2
    with book.writing("换一项") as session:
        session.query(Quota).one().removed = True
    assert done_count(count_quota(book, "招商专案", "累计", least=D(5)), force) == 2


def test_events_by_region_inside_and_outside(book: Store, force: str) -> None:
    held: tuple[tuple[str, str | None, bool | None, date], ...] = (
        ("专场推介", "京津冀", None, date(2026, 2, 1)),
        ("专场推介", "京津冀", False, date(2026, 3, 1)),
        ("专场推介", "长三角", None, date(2026, 4, 1)),
        ("专场推介", None, True, date(2026, 4, 2)),  # inside the county
        ("座谈会", "长三角", None, date(2026, 4, 3)),  # no promotion
        ("专场推介", "珠三角", None, date(2025, 12, 1)),  # last year's
        ("专场推介", "省内", None, date(2026, 1, 1)),  # outside, but in no region wanted
    )
    with book.writing("活动") as session:
        for kind, region, inside, on in held:
            add_row(session, Activity, name="活动", kind=kind, region=region, inside=inside, on=on, task_force=force)
    counts = count_quota(book, "区域专场活动", "每年", least=D(4))
    assert done_count(counts, force) == 3
    regions = {region: aggregate.value for region, aggregate in counts.regions[force].items()}
    assert regions == {"京津冀": 2, "长三角": 1}
    for metric, number in (("县内专题推介", 1), ("目标区域专题推介", 4)):
        with book.writing("换一项") as session:
            session.query(Quota).filter_by(removed=False).one().removed = True
        assert done_count(count_quota(book, metric, "每年", least=D(2)), force) == number


def test_budget_and_what_was_spent_this_year(book: Store, force: str) -> None:
    with book.writing("支出") as session:
        for on, amount in (
            (date(2026, 1, 5), "1.5"),
            (date(2026, 5, 31), "2.25"),
            (date(2026, 6, 1), "9"),
            (date(2025, 12, 31), "8"),
        ):
            add_row(session, Spending, task_force=force, on=on, amount=D(amount))
    counts = count_quota(book, "年度经费", "每年", least=D(10), unit="万元")
    assert (done_count(counts, force), beside_count(counts, force)) == (D(10), D("3.75"))


def test_large_projects_talked_about_count_once(book: Store, force: str) -> None:
    with book.writing("洽谈") as session:
        large = add_row(session, Project, name="一亿", total=D(10_000))  # “以上” includes the number
        small = add_row(session, Project, name="不足", total=D(9_999))
        lead = add_row(session, Lead, name="线索", total=D(20_000))
        for what in ({"project": large}, {"project": large}, {"project": small}, {"lead": lead}, {}):
            add_row(session, Negotiation, subject="谈", task_force=force, on=date(2026, 5, 9), **what)
        add_row(session, Negotiation, subject="四月谈", task_force=force, on=date(2026, 4, 9), lead=lead)
    counts = count_quota(book, "接洽亿元以上项目", "每月", unit="一批", source="每月接洽一批亿元以上项目")
    assert done_count(counts, force) == 2
    assert len(count_of(counts.done[counts.demands[0].row], force).rows) == 3  # the talks
    assert counts.demands[0].minimum is None  # “一批” is no number


@pytest.mark.parametrize(
    ("source", "least"),
    [("每月至少1个", D(1)), ("每年不少于一次", D(1)), ("至少10个", None), ("至少一百家", None), ("接洽一批", None)],
)
def test_a_missing_number_is_one_only_where_the_document_says_so(
    book: Store, force: str, source: str, least: Decimal | None
) -> None:
    assert count_quota(book, "接洽亿元以上项目", "每月", source=source).demands[0].minimum == least


def test_a_unit_s_quotas_count_the_rows_that_name_it(book: Store, force: str) -> None:
    """夏邑 X16: 高新区 packages projects, brings in those of a billion and more, and keeps a library of great firms."""
    with book.writing("高新区的工作") as session:
        for name, unit, day in (("甲", "高新区", "02-01"), ("乙", "县高新区", "03-01"), ("丙", None, "02-01")):
            add_row(session, Dossier, name=name, unit=unit, made_on=date.fromisoformat(f"2026-{day}"), task_force=force)
        add_row(session, Dossier, name="去年的", unit="高新区", made_on=date(2025, 12, 1))
        add_row(session, Dossier, name="取消的", unit="高新区", made_on=date(2026, 2, 1), state="已取消")
        for name, where, total in (
            ("够", "高新区", 100_000),
            ("差一点", "高新区", 99_999),
            ("别处", "城关镇", 200_000),
        ):
            add_project(session, name, {"签约": date(2026, 4, 1)}, township=where, total=D(total))
        add_project(session, "去年签的", {"签约": date(2025, 4, 1)}, township="高新区", total=D(300_000))
        for name, tier, unit in (
            ("大", "世界500强、上市公司", "高新区"),
            ("小", "本地龙头", "高新区"),
            ("外", "央企", None),
        ):
            add_row(session, Enterprise, name=name, tier=tier, unit=unit)
        for metric, every in (("重大项目包装", "每年"), ("引进10亿元以上项目", "每年"), ("重点企业信息库", "累计")):
            add_row(
                session, Quota, metric=metric, every=every, whose="高新区", least=D(10) if "包装" in metric else None
            )
    with book.reading() as session:
        counts = quota_counts(session, MAY)
    assert {demand.metric: count_of(counts.done[demand.row], "高新区").value for demand in counts.demands} == {
        "重大项目包装": 2,
        "引进10亿元以上项目": 1,
        "重点企业信息库": 1,
    }
    assert count_of(counts.done[counts.demands[0].row], force).value == 0


def test_a_framework_agreement_is_no_large_project_where_only_contracts_count(book: Store) -> None:
    with book.writing("签约") as session:
        force = add_task_force(session, "焦化", 1)
        for name, contract in (("框架", "框架协议"), ("合同", "投资合同")):
            on = {"签约": date(2026, 4, 1)}
            add_project(session, name, on, task_force=force, total=D(200_000), contract=contract)
        demand = add_row(session, Quota, metric="引进10亿元以上项目", every="每年")
    with book.reading() as session:
        assert count_of(quota_counts(session, MAY).done[demand], force).value == 2
    with book.writing("口径") as session:
        set_definitions(session, signed="只计投资合同")
    with book.reading() as session:
        assert count_of(quota_counts(session, MAY).done[demand], force).value == 1
