"""What came of events and idle assets, as figures by hand."""

from datetime import date
from decimal import Decimal

from models.ledgers import Activity, Asset, Target
from models.rules.periods import read_period
from models.storage.store import Store
from reports.figures.funnel_figures import funnel_figures
from tests.rows import add_row, add_task_force

D = Decimal


def test_events_and_areas_are_figures_with_their_rows(book: Store) -> None:
    with book.writing("行") as session:
        force = add_task_force(session, "铝", 1)
        event = add_row(session, Activity, name="甲", firms=28, signed=2, task_force=force, on=date(2026, 5, 8))
        add_row(session, Activity, name="四月的", firms=9, on=date(2026, 4, 8))
        facts = {"state": "已盘活", "used_on": date(2026, 2, 1)}
        plants = [add_row(session, Asset, name=f"厂{area}", used_plant=D(area), **facts) for area in (30_000, 20_000)]
        add_row(session, Asset, name="去年的", used_plant=D(9_000), used_on=date(2025, 2, 1))
        add_row(session, Target, metric="盘活厂房面积", period="2026", value=D(100_000), unit="㎡")
    by_key = {figure.key: figure for figure in funnel_figures(book, read_period("2026-05"))}
    assert (by_key["funnel.firms"].text, by_key["funnel.firms"].rows) == ("28", (event,))
    assert by_key["funnel.signed"].value == 2
    # 30,000 + 20,000 of 100,000 ㎡ is half; land has no target, so its rate prints a dash.
    assert (by_key["assets.plant"].value, set(by_key["assets.plant"].rows)) == (D(50_000), set(plants))
    assert (by_key["assets.plant.rate"].text, by_key["assets.land.rate"].text) == ("50.00", "—")
    assert not any(figure.key.startswith("assets") for figure in funnel_figures(book, read_period("2026-05"), force))


def test_a_task_force_s_events_alone_are_its_funnel(book: Store) -> None:
    with book.writing("两个专班") as session:
        first, second = add_task_force(session, "铝", 1), add_task_force(session, "钢", 2)
        for force, firms in ((first, 28), (second, 9)):
            add_row(session, Activity, name="推介", firms=firms, task_force=force, on=date(2026, 5, 31))
    period = read_period("2026-05")
    expected = {None: "37家", first: "28家", second: "9家"}
    for holder, present in expected.items():
        by_key = {figure.key: figure for figure in funnel_figures(book, period, holder)}
        assert by_key["funnel.firms"].phrase == present


def test_the_figures_say_what_they_are(book: Store) -> None:
    with book.writing("行") as session:
        event = add_row(session, Activity, name="甲", on=date(2026, 5, 8), signed_amount=D(30_000))
        asset = add_row(session, Asset, name="地", used_land=D("60.5"), used_on=date(2026, 12, 31))
        add_row(session, Target, metric="盘活土地面积", period="2026年", value=D(600), unit="亩")
    by_key = {figure.key: figure for figure in funnel_figures(book, read_period("2026-05"))}
    described = {
        key: (figure.label, figure.phrase, figure.ledger, figure.formula, figure.rows)
        for key, figure in by_key.items()
        if key in {"funnel.amount", "funnel.firms"} or key.startswith("assets")
    }
    of_year, rows = "2026年盘活日期在内的资产，盘活", (asset,)
    assert described == {
        "funnel.firms": ("活动漏斗·到会企业", "0家", "activity", "各场活动登记的“到会企业”之和", (event,)),
        "funnel.amount": ("活动漏斗·签约金额", "3.00亿元", "activity", "签约项目的签约金额之和", (event,)),
        "assets.plant": ("盘活厂房", "0.00㎡", "asset", f"{of_year}厂房面积之和", rows),
        "assets.plant.rate": ("盘活厂房完成率", "—", "asset", "盘活厂房÷2026年目标（未下达）", rows),
        "assets.land": ("盘活土地", "60.50亩", "asset", f"{of_year}土地面积之和", rows),
        # 60.5 ÷ 600 = 10.0833… %
        "assets.land.rate": ("盘活土地完成率", "10.08%", "asset", "盘活土地÷2026年目标600亩", rows),
    }
