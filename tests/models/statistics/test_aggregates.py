"""Aggregates are counted as circulars count them; the small county (tests/reports/county) was counted by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.ledgers import Activity, Chain, Enterprise, Project, Receipt, Setting, Target, TaskForce, Visit
from models.statistics.aggregates import Aggregates, count_aggregates
from models.statistics.event_reader import read_statistics
from models.statistics.metrics import CountedDays
from models.storage.store import Store
from tests.definitions import set_definitions
from tests.reports.county import day, small_county
from tests.rows import add_project, add_row

D = Decimal
YEAR = CountedDays(date(2026, 1, 1), date(2026, 10, 31))


@pytest.fixture
def ids(book: Store) -> dict[str, str]:
    """Fill the small county."""
    return small_county(book)


def metric_values(aggregates: Aggregates, metric: str) -> dict[str, Decimal]:
    """Return a metric's numbers by subject name."""
    return {aggregates.names[key]: aggregate.value for key, aggregate in aggregates.done[metric].items()}


def count_subjects(book: Store, subject: str, span: CountedDays = YEAR) -> Aggregates:
    """Count for all subjects of a kind."""
    with book.reading() as session:
        return count_aggregates(session, subject, span)


# January to October 2026, by hand from the county's list: (焦化, 钢铁).
COUNTED_BY_HAND: dict[str, tuple[int | str, int | str]] = {
    "签约项目数": (2, 1),  # P1, P2 | P3; P7 signed in November, P8 is deleted, P4 was signed in 2025
    "签约金额": ("7.8", "1"),  # 28000 + 50000 | 10000 万元
    "开工项目数": (1, 1),  # P1 on 12 October | P4 on 2 February
    "投产项目数": (0, 1),  # P4 on 30 October
    "到位资金": ("0.8", "0.1"),  # 5000 + 3000 | 1000; November's and the deleted project's do not count
    "上报线索数": (3, 1),  # L1, L2, L3 | L4
    "有效线索数": (2, 1),  # L1, L3 | L5, reported in 2025 and recognised in January
    "外出招商次数": (1, 2),  # V1 | V3, V5
    "来访接待次数": (1, 0),
    "招商活动场数": (1, 1),
    "在谈项目数": (1, 0),  # P5; P6 has ended
    "超期未开工项目数": (1, 0),  # P2, planned for 25 October; P3 has ended
    "10亿元以上项目数": (0, 0),
}


@pytest.mark.parametrize("metric", COUNTED_BY_HAND)
def test_a_metric_is_what_was_counted_by_hand(book: Store, ids: dict[str, str], metric: str) -> None:
    expected = dict(zip(("焦化", "钢铁"), (D(number) for number in COUNTED_BY_HAND[metric]), strict=True))
    assert metric_values(count_subjects(book, "招商专班"), metric) == expected


def test_numbers_know_their_rows_and_targets_their_unit(book: Store, ids: dict[str, str]) -> None:
    aggregates = count_subjects(book, "招商专班")
    assert set(aggregates.done["签约金额"][ids["A"]].rows) == {ids["P1"], ids["P2"]}
    assert set(aggregates.done["到位资金"][ids["A"]].rows) == {ids["F1"], ids["F2"]}
    # 10 亿元 | 50,000 万元 = 5 亿元; the shared target and the one given to a person are nobody's.
    goals = {aggregates.names[key]: goal.value for key, goal in aggregates.target["签约金额"].items()}
    assert goals == {"焦化": D(10), "钢铁": D(5)}
    assert aggregates.target["签约金额"][ids["B"]].rows == (ids["T2"],)
    assert not aggregates.target["签约项目数"]


def test_within_a_month_only_the_month_counts(book: Store, ids: dict[str, str]) -> None:
    october = count_subjects(book, "招商专班", CountedDays(day(10, 1), day(10, 31)))
    assert metric_values(october, "签约项目数") == {"焦化": D(1), "钢铁": D(1)}  # P2 | P3
    assert metric_values(october, "到位资金") == {"焦化": D("0.5"), "钢铁": D("0.1")}
    assert metric_values(october, "在谈项目数") == {"焦化": D(1), "钢铁": D(0)}  # a stock, whatever the span


def test_units_take_over_what_their_task_forces_did(book: Store, ids: dict[str, str]) -> None:
    with book.writing("两个专班一个单位") as session:
        session.get_one(TaskForce, ids["B"]).lead_units = "工科局、开发区"
    aggregates = count_subjects(book, "单位")
    assert metric_values(aggregates, "签约金额") == {"开发区": D("8.8"), "工科局": D(1)}
    assert {aggregates.names[key]: goal.value for key, goal in aggregates.target["签约金额"].items()} == {
        "开发区": D(15),
        "工科局": D(5),
    }


def test_townships_and_firms_have_projects_and_targets_of_their_own(book: Store, ids: dict[str, str]) -> None:
    with book.writing("乡镇和企业") as session:
        for name, township, referrer in (
            ("P1", "城关镇", "甲集团有限公司"),
            ("P2", "东乡", "示例甲"),
            ("P3", "城关镇", "甲集团有限公司"),
        ):
            row = session.get_one(Project, ids[name])
            row.township, row.referrer = township, referrer
        firm = add_row(session, Enterprise, name="乙商会", kind="商会协会")
        add_row(session, Target, metric="签约金额", period="2026", value=D(2), unit="亿元", owner="东乡")
        add_row(session, Target, metric="签约金额", period="2026", value=D(3), unit="亿元", enterprise=firm)
    towns, firms = count_subjects(book, "乡镇"), count_subjects(book, "企业")
    assert metric_values(towns, "签约金额") == {"东乡": D(5), "城关镇": D("3.8")}
    assert towns.target["签约金额"]["东乡"].value == 2
    assert "外出招商次数" not in towns.done  # no ledger says which township went
    # A person who brought a project is not ranked; a firm with a target is, even with nothing done.
    assert metric_values(firms, "签约项目数") == {"乙商会": D(0), "甲集团有限公司": D(2)}
    assert firms.target["签约金额"]["乙商会"].value == 3


def test_sizes_origins_and_great_firms(book: Store, ids: dict[str, str]) -> None:
    with book.writing("大项目") as session:
        great = add_row(session, Enterprise, name="某央企", tier="中国500强、央企")
        chain = {force: add_row(session, Chain, name=force, task_force=ids[force]) for force in "AB"}

        def add_signed(name: str, total: int, **facts: Any) -> None:
            add_project(session, name, {"签约": day(5, 1)}, task_force=ids["A"], total=D(total), **facts)

        add_signed("一亿", 10_000, origin="省外", chain=chain["A"])  # “以上” includes the number
        add_signed("不足一亿", 9_999, origin="省外", chain=chain["B"])
        add_signed("境外一亿", 10_000, origin="境外")
        add_signed("十亿", 100_000, origin="省外", enterprise=great)
        add_signed("五十亿", 500_000, origin="省内县外")
    aggregates = count_subjects(book, "招商专班")
    assert metric_values(aggregates, "省外亿元项目数") == {"焦化": D(2), "钢铁": D(0)}
    assert metric_values(aggregates, "10亿至50亿元项目数") == {"焦化": D(1), "钢铁": D(0)}
    assert metric_values(aggregates, "50亿元以上项目数") == {"焦化": D(1), "钢铁": D(0)}
    assert metric_values(aggregates, "10亿元以上项目数") == {"焦化": D(2), "钢铁": D(0)}
    assert metric_values(aggregates, "500强投资项目数") == {"焦化": D(1), "钢铁": D(0)}
    # 契合: one of two on a chain is on its own; over all seven signed (P1, P2, these five). 钢铁 has none.
    assert metric_values(aggregates, "产业契合项目数") == {"焦化": D(1)}
    assert aggregates.target["产业契合项目数"][ids["A"]].value == 7


def test_more_than_the_target_is_counted_beyond_it(book: Store, ids: dict[str, str]) -> None:
    with book.writing("超额") as session:
        for number in range(3):
            facts: dict[str, Any] = {"task_force": ids["A"], "total": D(20_000), "origin": "省外"}
            add_project(session, f"省外{number}", {"签约": day(4, 1)}, **facts)
        add_row(session, Target, metric="省外亿元项目数", task_forces=ids["A"], period="2026", value=D(1), unit="个")
    aggregates = count_subjects(book, "招商专班")
    assert metric_values(aggregates, "超额省外亿元项目数") == {"焦化": D(2), "钢铁": D(0)}


def test_leaders_visits_count_firms_and_shows_count_alone(book: Store, ids: dict[str, str]) -> None:
    with book.writing("走访") as session:
        leading = add_row(session, Enterprise, name="龙头公司", tier="行业龙头")
        for company, level, firm in (
            ("甲", "分管领导", None),
            ("甲", "党政主要领导", None),
            ("乙", "工作人员", leading),
            ("乙", "工作人员", leading),
        ):
            add_row(
                session,
                Visit,
                direction="外出",
                company=company,
                level=level,
                enterprise=firm,
                task_force=ids["A"],
                on=day(6, 1),
            )
        add_row(session, Activity, name="专场", kind="专场推介", task_force=ids["A"], on=day(6, 1))
    aggregates = count_subjects(book, "招商专班")
    assert metric_values(aggregates, "县领导走访家数") == {"焦化": D(1), "钢铁": D(0)}  # 甲, twice
    assert metric_values(aggregates, "对接龙头企业数") == {"焦化": D(1), "钢铁": D(0)}
    assert metric_values(aggregates, "推介会场数") == {"焦化": D(1), "钢铁": D(0)}


def test_missed_and_late_reports(book: Store, ids: dict[str, str]) -> None:
    rows = [
        ("A", "2026-07", day(7, 31), day(7, 31)),
        ("A", "2026-08", day(8, 31), day(9, 2)),  # late
        ("A", "2026-09", day(9, 30), None),  # missed
        ("B", "2026-07", day(7, 31), day(7, 30)),
        # 钢铁 has no row at all for August and September, which 焦化 was asked for: missed twice.
        ("A", "2026-11", day(11, 30), None),  # not yet due
    ]
    with book.writing("报送") as session:
        for force, period, due, received in rows:
            facts: dict[str, Any] = {"due": due, "received_on": received}
            add_row(session, Receipt, task_force=ids[force], kind="月通报", period=period, **facts)
    aggregates = count_subjects(book, "招商专班")
    assert metric_values(aggregates, "缺报次数") == {"焦化": D(1), "钢铁": D(2)}
    assert metric_values(aggregates, "迟报次数") == {"焦化": D(1), "钢铁": D(0)}
    assert aggregates.done["缺报次数"][ids["B"]].note == "2026-08月通报、2026-09月通报"


def test_what_a_firm_reports_is_not_held_against_its_task_force(book: Store, ids: dict[str, str]) -> None:
    with book.writing("报送") as session:
        firm = add_row(session, Enterprise, name="示例企业")
        facts: dict[str, Any] = {"due": day(9, 30), "received_on": day(10, 9), "kind": "月通报", "period": "2026-09"}
        add_row(session, Receipt, task_force=ids["A"], enterprise=firm, **facts)
    assert "迟报次数" not in count_subjects(book, "招商专班").done


def test_where_nobody_keeps_count_of_reports_nobody_missed_any(book: Store, ids: dict[str, str]) -> None:
    assert "缺报次数" not in count_subjects(book, "招商专班").done


def test_a_project_ended_later_counts_as_it_stood_then(book: Store, ids: dict[str, str]) -> None:
    """P5 is in talks in October; ended in November, it still was then, and no longer is at the year's end."""
    before = metric_values(count_subjects(book, "招商专班"), "在谈项目数")
    with book.writing("终止") as session:
        row = session.get_one(Project, ids["P5"])
        row.status, row.status_on = "终止", date(2026, 11, 5)
        row.update_dependents(session)
    assert metric_values(count_subjects(book, "招商专班"), "在谈项目数") == before
    assert before["焦化"] == 1
    later = CountedDays(date(2026, 1, 1), date(2026, 12, 31))
    assert metric_values(count_subjects(book, "招商专班", later), "在谈项目数")["焦化"] == 0


def test_a_definition_in_the_recycle_bin_holds_in_no_count(book: Store, ids: dict[str, str]) -> None:
    with book.writing("口径") as session:
        (setting,) = set_definitions(session, signed="只计投资合同")
        for project in session.query(Project):
            project.contract = "框架协议"

    def signed() -> tuple[set[Decimal], int]:
        with book.reading() as session:
            events = read_statistics(session).events.signed
        return set(metric_values(count_subjects(book, "招商专班"), "签约项目数").values()), len(events)

    assert signed() == ({D(0)}, 0)
    with book.writing("移入回收站") as session:
        session.get_one(Setting, setting).removed = True
    assert signed() == ({D(2), D(1)}, 5)
