"""Places and scores of the small county, worked out by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.ledgers import Enterprise, Receipt, Scheme, SchemeItem, Setting, Target
from models.rules.periods import read_period
from models.storage.store import Store
from reports.figures.figure import Figure
from reports.figures.rankings import Ranking, previous, ranking
from tests.reports.county import small_county
from tests.rows import add_lead, add_project, add_row, add_task_force

D = Decimal
OCTOBER = read_period("2026-10")
ITEMS: tuple[dict[str, Any], ...] = (
    {"metric": "签约金额", "kind": "完成比例", "weight": D(50), "cap": D(1)},
    {"metric": "有效线索数", "kind": "加分", "each": D("0.5")},
)


def rank_with_scheme(book: Store, period: str = "2026-10", **facts: Any) -> Ranking:
    """Rank the small county by a scheme with these facts."""
    with book.writing("方案") as session:
        scheme = add_row(session, Scheme, name="试方案", active=True, **facts)
        for rank, item in enumerate(ITEMS):
            add_row(session, SchemeItem, scheme=scheme, rank=rank, **item)
    return ranking(book, read_period(period))


def result_rows(result: Ranking) -> list[tuple[str, int | None, Decimal | None, int | None]]:
    """List each line's name, place, score and place in the period before."""
    return [(line.name, line.place, line.score.value, line.previous_place) for line in result.lines]


def test_the_year_to_date_against_the_year_s_target(book: Store) -> None:
    ids = small_county(book)
    result = rank_with_scheme(book)
    # 焦化 7.8÷10×50 = 39, and 2 recognised leads × 0.5 = 1. 钢铁 1÷5×50 = 10, and 0.5.
    # In September 焦化 had 2.8÷10×50 = 14 and 钢铁 0 + 0.5 for the lead recognised in January.
    assert result_rows(result) == [("焦化", 1, D(40), 1), ("钢铁", 2, D("10.5"), 2)]
    first = result.lines[0]
    assert [part.arithmetic for part in first.parts] == ["7.8÷10×50＝39", "2×0.5＝1"]
    assert set(first.done["签约金额"].rows) == {ids["P1"], ids["P2"]}
    assert first.goal["签约金额"].rows == (ids["T1"],)
    assert first.points(1).text == "1.00"
    assert set(first.points(1).rows) == {ids["L1"], ids["L3"]}
    assert (result.top, result.bottom, result.last_twice) == ((ids["A"],), (ids["B"],), (ids["B"],))


def test_against_the_pace_of_the_year(book: Store) -> None:
    small_county(book)
    result = rank_with_scheme(book, goal="时序目标")
    # Ten months of twelve: 10 × 83.33 % = 8.333, 7.8 ÷ 8.333 × 50 = 46.8; 5 × 83.33 % = 4.167, 1 ÷ 4.167 × 50 = 12.
    assert result_rows(result)[0][2] == D("47.8")
    assert result_rows(result)[1][2] == D("12.5")
    assert result.lines[0].goal["签约金额"].text == "8.33"
    assert "×序时进度83.33%" in result.lines[0].goal["签约金额"].formula


def test_within_the_month_against_the_month_s_share(book: Store) -> None:
    small_county(book)
    result = rank_with_scheme(book, span="本期", goal="时序目标")
    # A month is a twelfth: 10 ÷ 12 = 0.8333; 5 ÷ 0.8333 × 50 = 300, at the most 50. 5 ÷ 12 = 0.4167; 1 is more: 50.
    # Both recognised leads of 焦化 are October's; 钢铁's was January's. In September neither signed anything.
    assert result_rows(result) == [("焦化", 1, D(51), 1), ("钢铁", 2, D(50), 1)]
    assert result.last_twice == ()  # both shared the last place in September, and the first


def test_who_has_too_little_data_has_no_place(book: Store) -> None:
    small_county(book)
    with book.writing("新专班") as session:
        add_task_force(session, "铝", 3)
    result = rank_with_scheme(book)
    assert result_rows(result)[-1] == ("铝", None, None, None)
    assert [line.name for line in result.unranked] == ["铝"]
    assert result.unranked[0].parts[0].arithmetic == "无目标，不计分"
    assert result.unranked[0].score.formula == "有数据、有任务数的指标不足，不计得分"


@pytest.mark.parametrize(
    ("key", "before"), [("2026-Q1", "2025-Q4"), ("2026-10", "2026-09"), ("2026-H1", "2025-H2"), ("2026", "2025")]
)
def test_the_period_before(key: str, before: str) -> None:
    assert previous(read_period(key)).key == before


def test_a_single_subject_is_on_no_board(book: Store) -> None:
    small_county(book)
    with book.writing("一个专班") as session:
        from models.ledgers import TaskForce

        session.query(TaskForce).filter_by(short="钢铁").one().removed = True
    result = rank_with_scheme(book)
    assert (result.top, result.bottom, result.last_twice) == ((), (), ())


def firms(book: Store) -> None:
    """Put two industries of firms into a book, and what they brought in October 2026."""
    brought = (("甲焦化公司", 8), ("乙焦化公司", 2), ("丙钢厂", 3))
    with book.writing("企业") as session:
        coke = add_task_force(session, "焦化", 1)
        for name, industry, force in (
            ("甲焦化公司", None, coke),
            ("乙焦化公司", "焦化", None),
            ("丁焦化公司", "焦化", None),
            ("丙钢厂", "钢铁", None),
            ("戊铝厂", "铝及铝加工", None),
        ):
            add_row(session, Enterprise, name=name, kind="骨干企业", industry=industry, task_force=force)
        for name, yi in brought:
            on = {"签约": date(2026, 10, 9)}
            add_project(session, f"{name}引进的", on, referrer=name, signed_amount=D(yi) * 10_000)
        add_lead(session, "散客", referrer="路人商会", state="已认定", recognised_on=date(2026, 10, 9))


def test_firms_are_ranked_industry_by_industry(book: Store) -> None:
    firms(book)
    with book.writing("方案") as session:
        scheme = add_row(session, Scheme, name="企业", subject="企业", grouping="分行业", active=True, ends=1)
        for rank, metric in enumerate(("签约项目数", "签约金额"), start=1):
            add_row(session, SchemeItem, scheme=scheme, metric=metric, kind="与最高者比", weight=D(50), rank=rank)
    result = ranking(book, OCTOBER)
    # 焦化: 甲 1÷1×50 + 8÷8×50 = 100; 乙 50 + 2÷8×50 = 62.5; 丁 0. 钢铁: 丙 alone is best, 100. 铝: nobody brought any.
    by_group = {name: [(line.name, line.place, line.score.value) for line in lines] for name, lines in result.groups}
    assert by_group == {
        "焦化": [("甲焦化公司", 1, D(100)), ("乙焦化公司", 2, D("62.5")), ("丁焦化公司", 3, D(0))],
        "钢铁": [("丙钢厂", 1, D(100))],
        "铝及铝加工": [("戊铝厂", None, None)],
        "未分行业": [("路人商会", None, None)],
    }
    assert (result.top, result.bottom) == (("甲焦化公司",), ("丁焦化公司",))
    assert result.last_twice == ()  # nobody stood anywhere in September


def test_a_crowd_at_the_end_is_on_no_board(book: Store) -> None:
    with book.writing("方案") as session:
        scheme = add_row(session, Scheme, name="企业", subject="企业", active=True, ends=1)
        add_row(session, SchemeItem, scheme=scheme, metric="签约项目数", kind="与最高者比", weight=D(100), rank=1)
        for name in ("甲公司", "乙公司", "丙公司"):
            add_row(session, Enterprise, name=name, kind="骨干企业")
        add_project(session, "甲引进的", {"签约": date(2026, 8, 9)}, referrer="甲公司")
    result = ranking(book, OCTOBER)
    assert [(line.name, line.place) for line in result.lines] == [("甲公司", 1), ("丙公司", 2), ("乙公司", 2)]
    assert (result.top, result.bottom, result.last_twice) == (("甲公司",), (), ())


def described(figure: Figure) -> tuple[str, str, str, str, str]:
    """Return what a figure says of itself: key, label, number with unit, ledger, formula."""
    return figure.key, figure.label, figure.phrase, figure.ledger, figure.formula


def test_the_figures_of_a_line_say_what_they_are(book: Store) -> None:
    ids = small_county(book)
    line = rank_with_scheme(book, goal="时序目标").line(ids["A"])
    of_year = "2026-01-01 至 2026-10-31 的"
    assert described(line.done["签约金额"]) == (
        "签约金额",
        "焦化 签约金额",
        "7.80亿元",
        "project",
        f"{of_year}签约金额",
    )
    assert described(line.done["有效线索数"]) == (
        "有效线索数",
        "焦化 有效线索数",
        "2条",
        "lead",
        f"{of_year}有效线索数",
    )
    goal = "2026年目标任务“签约金额”×序时进度83.33%"
    assert described(line.goal["签约金额"]) == ("签约金额.goal", "焦化 签约金额目标", "8.33亿元", "target", goal)
    # 7.8 ÷ 8.3333 × 50 = 46.8, and 2 × 0.5.
    assert described(line.score) == ("score", "焦化 得分", "47.80分", "", "各项得分之和：签约金额46.80＋有效线索数1.00")
    assert described(line.points(0)) == ("points.0", "焦化 签约金额得分", "46.80分", "project", "7.8÷8.3333×50＝46.8")
    assert (line.points(0).rows, line.points(1).ledger) == (line.done["签约金额"].rows, "lead")


def test_a_county_may_keep_pace_by_days(book: Store) -> None:
    small_county(book)
    with book.writing("口径") as session:
        add_row(session, Setting, key="pace", name="序时进度", value="按日")
    by_day = rank_with_scheme(book, goal="时序目标")
    # 304 of 365 days; October alone has 31 of them.
    assert round(by_day.pace, 4) == D("83.2877")
    with book.writing("本期") as session:
        session.query(Scheme).one().span = "本期"
    assert round(ranking(book, OCTOBER).pace, 4) == D("8.4932")


@pytest.mark.parametrize(
    ("period", "pace"), [("2026-01", "8.3333"), ("2026-Q1", "25"), ("2026", "100"), ("2026-H2", "50")]
)
def test_a_period_expects_its_share_of_the_year(book: Store, period: str, pace: str) -> None:
    small_county(book)
    assert round(rank_with_scheme(book, period, span="本期", goal="时序目标").pace, 4) == D(pace)


def test_targets_are_printed_whole_where_they_are_whole(book: Store) -> None:
    with book.writing("目标") as session:
        force = add_task_force(session, "焦化", 1)
        other = add_task_force(session, "钢铁", 2)
        for holder, value in ((force, 12), (other, 9)):
            add_row(session, Target, metric="签约项目数", task_forces=holder, period="2026", value=D(value), unit="个")
        scheme = add_row(session, Scheme, name="试方案", active=True, goal="时序目标")
        add_row(session, SchemeItem, scheme=scheme, metric="签约项目数", kind="完成比例", weight=D(50), rank=1)
    lines = ranking(book, OCTOBER).lines
    # Ten months of twelve: 12 × 10 ÷ 12 = 10 and 9 × 10 ÷ 12 = 7.5.
    assert sorted(line.goal["签约项目数"].text for line in lines) == ["10", "7.50"]
    with book.writing("全年") as session:
        session.query(Scheme).one().goal = "年度目标"
    assert sorted(line.goal["签约项目数"].text for line in ranking(book, OCTOBER).lines) == ["12", "9"]


def test_what_no_ledger_knows_is_said(book: Store) -> None:
    """Which township went out is in no ledger; faults of reporting are named in the formula."""
    with book.writing("方案") as session:
        force = add_task_force(session, "焦化", 1)
        add_project(session, "甲", {"签约": date(2026, 10, 9)}, township="东乡")
        add_row(session, Receipt, kind="月通报", period="2026-09", task_force=force, due=date(2026, 10, 3))
        for subject, metric in (("乡镇", "外出招商次数"), ("招商专班", "缺报次数")):
            scheme = add_row(session, Scheme, name=subject, subject=subject, active=True)
            add_row(session, SchemeItem, scheme=scheme, metric="签约项目数", kind="与最高者比", weight=D(50), rank=1)
            add_row(session, SchemeItem, scheme=scheme, metric=metric, kind="扣分", each=D(2), rank=2)
    (town,) = ranking(book, OCTOBER, "乡镇").lines
    assert (town.done["外出招商次数"].text, town.done["外出招商次数"].formula) == ("—", "台账里没有可取的数")
    (line,) = ranking(book, OCTOBER, "招商专班").lines
    missed = line.done["缺报次数"]
    assert (missed.phrase, missed.formula) == ("1次", "2026-01-01 至 2026-10-31 的缺报次数：2026-09月通报")
    # Nobody signed anything, so that there is no score; 东乡's only project is the best there is.
    assert line.score.text == "—"
    assert (town.score.text, town.score.formula) == ("50.00", "各项得分之和：签约项目数50.00")


def test_a_penalty_stands_in_the_formula_with_its_sign(book: Store) -> None:
    with book.writing("方案") as session:
        force = add_task_force(session, "焦化", 1)
        add_project(session, "甲", {"签约": date(2026, 10, 9)}, task_force=force)
        add_row(session, Receipt, kind="月通报", period="2026-09", task_force=force, due=date(2026, 10, 3))
        scheme = add_row(session, Scheme, name="试方案", active=True)
        add_row(session, SchemeItem, scheme=scheme, metric="签约项目数", kind="与最高者比", weight=D(50), rank=1)
        add_row(session, SchemeItem, scheme=scheme, metric="缺报次数", kind="扣分", each=D(2), rank=2)
    (line,) = ranking(book, OCTOBER).lines
    assert (line.score.text, line.score.formula) == ("48.00", "各项得分之和：签约项目数50.00−缺报次数2.00")


def test_all_at_nought_is_said(book: Store) -> None:
    small_county(book)
    with book.writing("方案") as session:
        scheme = add_row(session, Scheme, name="来访", active=True)
        add_row(session, SchemeItem, scheme=scheme, metric="来访接待次数", kind="与最高者比", weight=D(50), rank=1)
    lines = {line.name: line for line in ranking(book, OCTOBER).lines}
    # 焦化 received one visit, 钢铁 none.
    assert (lines["焦化"].score.text, lines["钢铁"].score.formula) == ("50.00", "各项均为0")
