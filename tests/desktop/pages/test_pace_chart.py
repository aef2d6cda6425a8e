"""How far each task force is stands on the first page, and a bar opens its rows; without targets there is nothing."""

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.pages.pace_chart import PaceChart, pace_chart_job
from models.ledgers import Project
from tests.reports.county import small_county
from tests.rows import finish


def test_a_bar_opens_the_projects_behind_it(page_context: PageContext, qtbot: QtBot) -> None:
    ids = small_county(page_context.book_session.store)
    chart = PaceChart(page_context)
    qtbot.addWidget(chart)
    chart.show_charts(finish(pace_chart_job(page_context.book_session.store, date(2026, 10, 20))))
    assert chart.view is not None
    bars = chart.view.figure_areas()
    assert [bar.figure and bar.figure.unit for bar in bars] == ["%", "%"]
    chart.view.setFocus()
    qtbot.keyClick(chart.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(chart.rows_wanted) as signal:
        qtbot.keyClick(chart.view, Qt.Key.Key_Return)
    assert signal.args is not None
    ledger, rows, heading = signal.args
    assert ledger is Project
    assert set(rows) <= set(ids.values())
    assert heading == "签约金额完成率"


def test_a_book_without_targets_shows_nothing(page_context: PageContext, qtbot: QtBot) -> None:
    chart = PaceChart(page_context)
    qtbot.addWidget(chart)
    with qtbot.waitSignal(page_context.jobs.ended):
        chart.show()
    assert chart.view is None


def test_it_is_reckoned_only_while_it_is_seen(page_context: PageContext, qtbot: QtBot) -> None:
    chart = PaceChart(page_context)
    qtbot.addWidget(chart)
    chart.refresh()
    assert not page_context.jobs.busy
    with qtbot.waitSignal(page_context.jobs.ended):
        chart.show()
