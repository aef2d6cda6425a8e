"""What was done towards targets over several years, by hand: of task forces, shared ones, firms and persons."""

from datetime import date
from decimal import Decimal

import pytest

from models.ledgers import Asset, Chain, Dormant, Enterprise, Funding, Project, Target, Visit
from models.statistics.event_reader import read_statistics
from models.statistics.target_progress import TargetProgress, completion, target_progress
from models.storage.store import Session, Store
from tests.rows import add_lead, add_project, add_row, add_task_force

LAST = date(2024, 10, 31)
D = Decimal


def signed(session: Session, name: str, day: str, **facts: object) -> str:
    """Add a project signed on a day."""
    return add_project(session, name, {"签约": date.fromisoformat(day)}, **facts)


@pytest.fixture
def county(book: Store) -> dict[str, str]:
    """Make two task forces with signings before, within and after 2023—2024."""
    with book.writing("县") as session:
        coke, steel = add_task_force(session, "焦化", 1), add_task_force(session, "钢铁", 2)
        chain = add_row(session, Chain, name="焦化链", task_force=coke)
        firm = add_row(session, Enterprise, name="示例企业")
        signed(session, "早", "2022-12-31", task_force=coke, total=D(200_000))
        first = signed(
            session,
            "甲",
            "2023-01-01",
            task_force=coke,
            total=D(120_000),
            chain=chain,
            enterprise=firm,
            owner="示例甲、示例乙",
        )
        signed(session, "乙", "2024-10-31", task_force=coke, total=D(100_000), chain=chain, investor="示例投资方")
        signed(session, "丙", "2024-06-01", task_force=coke, chain=chain, investor="示例投资方", foreign=D(1000))
        signed(session, "丁", "2024-05-05", task_force=steel, total=D(99_999), foreign=D(999), owner="示例甲")
        signed(session, "迟", "2024-11-01", task_force=steel, total=D(500_000), real_output=D(30_000))
        add_row(session, Funding, project=first, month=date(2023, 5, 1), amount=D(15_000), origin="省外")
        add_row(session, Funding, project=first, month=date(2024, 5, 1), amount=D(5_000), origin="省外")
        add_lead(
            session, task_force=coke, recognised_on=date(2024, 2, 2), state="已认定", owner="示例乙", enterprise=firm
        )
        for day in (date(2024, 3, 1), date(2025, 3, 1)):
            add_row(session, Dormant, name="示例僵尸企业", kind="A", task_force=steel, revived_on=day)
        add_row(session, Asset, name="厂房", used_on=date(2024, 4, 4), used_plant=D(800), project=first)
        add_row(
            session, Visit, direction="外出", on=date(2024, 4, 4), company="示例企业", enterprise=firm, people="示例乙"
        )
    return {"coke": coke, "steel": steel, "firm": firm}


def progress_of(book: Store, **facts: object) -> TargetProgress:
    """Return the progress of one target by 31 October 2024."""
    with book.writing("目标") as session:
        row = add_row(session, Target, **({"period": "2023—2024", "unit": "个"} | facts))
    with book.reading() as session:
        data = read_statistics(session, as_of=LAST)
        return next(progress for progress in target_progress(session, data, LAST) if progress.row == row)


@pytest.mark.parametrize(
    ("metric", "unit", "force", "by_year"),
    [
        ("引进项目数", "个", "", [1, 3]),
        ("引进项目数", "个", "coke", [1, 2]),
        ("引进项目数", "个", "coke steel", [1, 3]),  # shared: counted together
        ("10亿元以上项目数", "个", "", [1, 1]),
        ("上下游企业数", "家", "coke", [1, 1]),  # two projects of one investor are one firm
        ("外资企业数", "家", "", [0, 1]),  # 1000万美元 counts, 999 does not
        ("省外资金", "亿元", "", [D("1.5"), D("0.5")]),
        ("有效线索数", "条", "coke", [0, 1]),
        ("僵尸企业盘活数", "家", "steel", [0, 1]),
        ("僵尸企业盘活数", "家", "coke", [0, 0]),
        ("盘活厂房面积", "㎡", "coke", [0, 800]),  # by the project that uses it
    ],
)
def test_what_was_done_over_two_years(
    book: Store, county: dict[str, str], metric: str, unit: str, force: str, by_year: list[Decimal]
) -> None:
    forces = " ".join(county[name] for name in force.split()) or None
    progress = progress_of(book, metric=metric, unit=unit, task_forces=forces, value=D(10))
    done = sum(by_year)
    assert (progress.done, [value for _, value in progress.by_year]) == (done, by_year)
    assert progress.passed == (22, 24)
    assert completion(progress) == D(done) * 10


@pytest.mark.parametrize(
    ("period", "done"), [("2024", 3), ("2024年底", 5), ("2025年底", 5), ("未写明", 5), ("2025", None)]
)
def test_each_span_counts_its_own_days(book: Store, county: dict[str, str], period: str, done: int | None) -> None:
    assert progress_of(book, metric="引进项目数", period=period).done == done


def test_a_firm_s_and_a_person_s_targets_count_what_they_did(book: Store, county: dict[str, str]) -> None:
    done = {
        (metric, who): progress_of(book, metric=metric, unit=unit, **facts).done
        for metric, unit in (("引进项目数", "个"), ("省外资金", "亿元"), ("有效线索数", "条"), ("外出招商次数", "次"))
        for who, facts in (
            ("企业", {"enterprise": county["firm"]}),
            ("示例甲", {"owner": "示例甲"}),
            ("示例乙", {"owner": "示例乙"}),
        )
    }
    assert done == {
        ("引进项目数", "企业"): 1,
        ("引进项目数", "示例甲"): 2,
        ("引进项目数", "示例乙"): 1,
        ("省外资金", "企业"): 2,
        ("省外资金", "示例甲"): 2,
        ("省外资金", "示例乙"): 2,
        ("有效线索数", "企业"): 1,
        ("有效线索数", "示例甲"): 0,
        ("有效线索数", "示例乙"): 1,
        ("外出招商次数", "企业"): 1,
        ("外出招商次数", "示例甲"): 0,
        ("外出招商次数", "示例乙"): 1,
    }


def test_output_is_what_was_entered_last_and_nothing_where_nobody_did(book: Store, county: dict[str, str]) -> None:
    assert progress_of(book, metric="产值", unit="亿元").done == 3  # 30,000 万元, not summed over years
    assert progress_of(book, metric="产值", unit="亿元").by_year == ()
    assert progress_of(book, metric="税收", unit="亿元").done is None
    assert progress_of(book, metric="产值", unit="亿元", task_forces=county["coke"]).done is None


def test_what_no_ledger_tells_is_what_the_county_reports(book: Store, county: dict[str, str]) -> None:
    assert progress_of(book, metric="百亿级产业集群数", value=D(9)).done is None
    reported = progress_of(book, metric="百亿级产业集群数", value=D(9), reported=D(4), reported_on=date(2024, 9, 30))
    assert (reported.done, reported.is_reported, completion(reported)) == (D(4), True, D(400) / 9)
    later = progress_of(book, metric="百亿级产业集群数", value=D(9), reported=D(4), reported_on=date(2024, 11, 30))
    assert later.done is None  # on the day of the report it was not known yet


def test_targets_in_other_units_are_compared_in_the_metric_s(book: Store, county: dict[str, str]) -> None:
    progress = progress_of(book, metric="省外资金", unit="万元", value=D(40_000), stretch=D(50_000))
    assert (progress.value, progress.stretch, progress.unit, completion(progress)) == (D(4), D(5), "亿元", D(50))


def test_a_task_force_sees_the_targets_it_has_a_part_in(book: Store, county: dict[str, str]) -> None:
    coke, steel = county["coke"], county["steel"]
    for forces in (coke, steel, f"{coke} {steel}", None):
        progress_of(book, metric="引进项目数", task_forces=forces)
    with book.reading() as session:
        mine = target_progress(session, read_statistics(session), LAST, steel)
        assert [progress.subject for progress in mine] == ["钢铁", "焦化、钢铁"]
        assert session.query(Project).count() == 6
