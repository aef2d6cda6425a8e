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
