"""The texts of quotas: reported and recognised both, what is missing, and no outcome for a quota without a number."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.ledgers import Activity, County, Dossier, Enterprise, Lead, Quota, Spending, TaskForce
from models.rules.periods import read_period
from models.statistics.event_reader import read_statistics
from models.storage.store import Store
from reports.figures.figure import Figure
from reports.figures.quota_figures import Quotas, quotas, requirement_text
from tests.rows import add_row, add_task_force, copy_template, open_unsynced

D = Decimal
MAY = read_period("2026-05")


def quotas_of_may(book: Store, *quota_fields: dict[str, Any]) -> Quotas:
    """Hold the book's task forces against some quotas at the end of May."""
    with book.writing("定额") as session:
        for fields in quota_fields:
            add_row(session, Quota, **fields)
    with book.reading() as session:
        forces = read_statistics(session).forces
    return quotas(book, forces, MAY)


def leads(book: Store, force: str, reported: int, recognised: int) -> None:
    """Report leads in May, some of them recognised."""
    with book.writing("线索") as session:
        for number in range(reported):
            known = {"state": "已认定", "recognised_on": date(2026, 5, 20)} if number < recognised else {}
            add_row(session, Lead, name=f"线索{number}", task_force=force, reported_on=date(2026, 5, 3), **known)


TEN = {"metric": "上报有价值线索", "every": "每月", "least": D(10), "unit": "条"}


def test_leads_reported_and_recognised(book: Store) -> None:
    with book.writing("专班") as session:
        first, second = add_task_force(session, "军工系", 1), add_task_force(session, "纺织系", 2)
    leads(book, first, 10, 8)
    leads(book, second, 9, 9)
    quotas_held = quotas_of_may(book, TEN)
    (first_quota, second_quota) = quotas_held.results
    assert requirement_text(first_quota.demand) == "每月不少于10条"
    assert first_quota.summary == "上报10条、认定8条，缺2条"
    assert second_quota.summary == "上报9条、认定9条，缺1条"
    assert len(first_quota.done.rows) == 8
    assert first_quota.secondary is not None
    assert len(first_quota.secondary.rows) == 10


def test_a_year_s_quota_is_not_missed_before_the_year_is_out(book: Store) -> None:
    with book.writing("专班") as session:
        force = add_task_force(session, "军工系", 1, budget=D(8))
        add_row(session, Activity, name="甲", kind="专场推介", region="京津冀", on=date(2026, 3, 1), task_force=force)
        add_row(session, Spending, task_force=force, on=date(2026, 3, 1), amount=D("1.2"))
    asked = (
        {"metric": "区域专场活动", "every": "每年", "least": D(4), "unit": "次"},
        {"metric": "年度经费", "every": "每年", "least": D(10), "unit": "万元"},
    )
    result = quotas_of_may(book, *asked)
    assert [quota.summary for quota in result.results] == ["1次，还差3次", "安排8.00万元、支出1.20万元，还差2.00万元"]
    assert result.regions == ("京津冀",)
    assert result.by_region[force, "京津冀"].value == 1


def test_what_names_no_number_is_counted_without_a_outcome(book: Store) -> None:
    with book.writing("专班") as session:
        add_task_force(session, "军工系", 1)
    (quota,) = quotas_of_may(book, {"metric": "接洽亿元以上项目", "every": "每月", "unit": "一批"}).results
    assert (quota.met, quota.shortfall, quota.summary) == (None, None, "还没有")
    assert requirement_text(quota.demand) == "每月一批"


def test_a_quota_of_one_task_force_is_asked_of_it_alone(book: Store) -> None:
    with book.writing("专班") as session:
        first, second = add_task_force(session, "军工系", 1), add_task_force(session, "高新区", 2)
    result = quotas_of_may(book, TEN, TEN | {"task_force": second, "least": D(3)})
    assert [(quota.name, quota.demand.minimum) for quota in result.results if quota.force == first] == [
        ("军工系", D(10))
    ]
    assert len([quota for quota in result.results if quota.force == second]) == 2


def described(figure: Figure | None) -> tuple[str, str, str, str, str]:
    """Return what a figure says of itself: key, label, number with unit, ledger, formula."""
    assert figure is not None
    return figure.key, figure.label, figure.phrase, figure.ledger, figure.formula


def test_the_figures_of_a_quota_say_what_they_are(book: Store) -> None:
    with book.writing("专班") as session:
        force = add_task_force(session, "军工系", 1, budget=D(8))
        add_row(session, Spending, task_force=force, on=date(2026, 5, 31), amount=D("1.25"))
        add_row(session, Spending, task_force=force, on=date(2026, 6, 1), amount=D(9))
    leads(book, force, 3, 2)
    budget_of_year = {"metric": "年度经费", "every": "每年", "least": D(10), "unit": "万元"}
    by_metric = {result.demand.metric: result for result in quotas_of_may(book, TEN, budget_of_year).results}
    lead_quota, budget = by_metric["上报有价值线索"], by_metric["年度经费"]
    span = "2026-05-01 至 2026-05-31 的"
    counted = ("quota.上报有价值线索", "军工系 上报有价值线索", "2条", "lead", f"{span}上报有价值线索")
    assert described(lead_quota.done) == counted
    assert described(lead_quota.secondary) == ("quota.reported", "军工系 上报线索", "3条", "lead", f"{span}上报线索")
    assert described(lead_quota.shortfall) == (
        "quota.上报有价值线索.short",
        "军工系 上报有价值线索缺",
        "8条",
        "lead",
        "每月不少于10条−2条",
    )
    year = "2026-01-01 至 2026-05-31 的"
    arranged = ("quota.年度经费", "军工系 年度经费", "8.00万元", "task_force", f"{year}年度经费")
    assert described(budget.done) == arranged
    assert described(budget.secondary) == (
        "quota.spent",
        "军工系 经费支出",
        "1.25万元",
        "spending",
        f"{year}年度经费支出",
    )
    assert (lead_quota.met, budget.met) == (False, False)


def test_a_quota_just_reached_is_met_and_nothing_is_short(book: Store) -> None:
    with book.writing("专班") as session:
        force = add_task_force(session, "军工系", 1)
    leads(book, force, 10, 10)
    (result,) = quotas_of_may(book, TEN).results
    assert (result.met, result.summary) == (True, "上报10条、认定10条")
    assert result.shortfall is not None
    assert result.shortfall.value == 0


def test_regional_events_are_figures_by_task_force_and_region(book: Store) -> None:
    with book.writing("专班") as session:
        first, second = add_task_force(session, "军工系", 1), add_task_force(session, "纺织系", 2)
        for region in ("京津冀", "别的地方", "京津冀"):
            facts = {"kind": "专场推介", "region": region, "on": date(2026, 5, 8)}
            add_row(session, Activity, name="活动", task_force=first, **facts)
    result = quotas_of_may(book, {"metric": "区域专场活动", "every": "每年", "least": D(4), "unit": "次"})
    assert result.regions == ("京津冀", "别的地方")
    assert described(result.by_region[first, "京津冀"]) == (
        "quota.region",
        "军工系 京津冀专场活动",
        "2次",
        "activity",
        "今年截至2026-05-31在京津冀举办的专场推介",
    )
    assert result.by_region[second, "京津冀"].value == 0
    (demand,) = result.demands
    reached = result.result_at(demand, first)
    assert reached is not None
    assert reached.done.value == 3
    assert result.result_at(demand, "没有的专班") is None
    assert [listed.name for listed in result.results_of(demand)] == ["军工系", "纺织系"]


def test_the_monthly_circular_has_a_table_only_where_there_are_quotas(book: Store) -> None:
    from reports.circulars import compose
    from reports.content.document import SectionHeading, Table

    with book.writing("县") as session:
        add_row(session, County, name="示例县", level="县", organ="示例县招商办")
        force = add_task_force(session, "军工系", 1)
    without, _ = compose(book, "month", MAY)
    assert not any(isinstance(block, SectionHeading) and "工作定额" in block.text for block in without.body)
    leads(book, force, 10, 8)
    quotas_of_may(book, TEN)
    document, _ = compose(book, "month", MAY)
    texts = "".join(getattr(block, "text", "") for block in document.body)
    assert "上报有价值线索（每月不少于10条）：未达到的有军工系专班（上报10条、认定8条，缺2条）。" in texts
    table = next(block for block in document.body if isinstance(block, Table) and "定额完成情况" in block.caption)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["定额要求", "—", "10", ""],
        ["军工系", "10", "8", "1"],
    ]


def test_xiayis_month_says_how_far_each_group_is_with_each_quota(xiayi_book: Path, tmp_path: Path) -> None:
    from reports.circulars import compose
    from reports.content.document import Table

    with open_unsynced(copy_template(xiayi_book, tmp_path)) as book:
        with book.writing("一个组的工作") as session:
            force = session.query(TaskForce).order_by(TaskForce.rank).first()
            assert force is not None
            name, first = force.short, force.id
            for number in range(20):
                add_row(session, Enterprise, name=f"企业{number}", kind="目标企业", task_force=first)
            for number in range(4):
                add_row(session, Dossier, name=f"专案{number}", task_force=first)
            for region, inside in (("京津冀", False), ("京津冀", False), ("长三角", False), (None, True)):
                facts = {"kind": "专场推介", "region": region, "inside": inside, "on": date(2026, 5, 8)}
                add_row(session, Activity, name="活动", task_force=first, **facts)
        leads(book, first, 10, 8)
        document, _ = compose(book, "month", MAY)
    text = "".join(getattr(block, "text", "") for block in document.body)
    assert "上报有价值线索（每月不少于10条）：" in text
    assert f"{name}专班（上报10条、认定8条，缺2条）" in text
    assert f"重点招引企业（不少于20家）：完成的有{name}专班；" in text
    assert f"{name}专班（4个，缺1个）" in text
    assert f"{name}专班（3次，还差1次）" in text  # 区域专场活动, four a year
    assert "县内专题推介（每年不少于2次）：还没有完成的有" in text
    assert f"目标区域专题推介（每年不少于2次）：完成的有{name}专班" in text
    regions = next(block for block in document.body if isinstance(block, Table) and "区域专场活动分布" in block.caption)
    assert [column.title for column in regions.columns] == ["专班", "京津冀", "长三角", "合计"]
    assert [cell.text for cell in regions.rows[0].cells] == [name, "2", "1", "3"]


def test_a_unit_s_quotas_have_a_sentence_and_a_table_of_their_own(xiayi_book: Path, tmp_path: Path) -> None:
    from reports.circulars import compose
    from reports.content.document import Table

    with open_unsynced(copy_template(xiayi_book, tmp_path)) as book:
        with book.writing("高新区的工作") as session:
            for number in range(3):
                add_row(session, Dossier, name=f"项目{number}", unit="高新区", made_on=date(2026, 1, 8))
        document, _ = compose(book, "month", MAY)
    text = "".join(getattr(block, "text", "") for block in document.body)
    assert "高新区：重大项目包装（每年不少于10个）3个，还差7个；引进10亿元以上项目（每年一批）还没有；" in text
    table = next(block for block in document.body if isinstance(block, Table) and "有关单位定额" in block.caption)
    assert [cell.text for cell in table.rows[0].cells] == ["高新区", "重大项目包装", "每年不少于10个", "个", "3", "7"]
    assert not any(
        "高新区" in cell.text
        for block in document.body
        if isinstance(block, Table) and "各专班定额" in block.caption
        for row in block.rows
        for cell in row.cells
    )


def test_a_task_force_founded_in_october_has_its_quota_pro_rata(book: Store) -> None:
    """Of a year from 1 October 92 of 365 days are left: 10 × 92 ÷ 365 = 2.52; 10万元 is 2.52万元."""
    with book.writing("专班") as session:
        add_task_force(session, "旧", 1, founded=date(2021, 5, 1))
        add_task_force(session, "新", 2, founded=date(2026, 10, 1))
        add_task_force(session, "后", 3, founded=date(2026, 12, 1))
        add_row(session, Quota, metric="县内专题推介", every="每年", least=D(10), unit="次")
        add_row(session, Quota, metric="年度经费", every="每年", least=D(10), unit="万元")
        add_row(session, Quota, metric="上报有价值线索", every="每月", least=D(10), unit="条")
    with book.reading() as session:
        forces = read_statistics(session).forces
    held = quotas(book, forces, read_period("2026-10"))
    asked = {(result.demand.metric, result.name): result.minimum for result in held.results}
    assert [asked["县内专题推介", name] for name in ("旧", "新", "后")] == [10, 3, 0]
    assert [asked["年度经费", name] for name in ("旧", "新", "后")] == [10, D("2.52"), 0]
    assert [asked["上报有价值线索", name] for name in ("旧", "新", "后")] == [10, 10, 0]
    new = next(result for result in held.results if (result.demand.metric, result.name) == ("县内专题推介", "新"))
    assert new.shortfall is not None
    assert (new.shortfall.value, new.shortfall.formula) == (D(3), "每年不少于10次，按成立以来的天数折算为3次−0次")
