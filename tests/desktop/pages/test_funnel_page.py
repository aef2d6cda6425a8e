"""The funnel's page shows each step with its share, and leads to the rows."""

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.pages.funnel_page import FunnelPage
from desktop.widgets.funnel_bars import conversion_text
from models.ledgers import Activity, Lead
from models.queries.scope import Scope
from models.storage.store import Session
from tests.rows import add_lead, add_row, add_task_force

TODAY = date.today()  # noqa: DTZ011 - the page shows the clerk's own year


def fill(session: Session) -> str:
    force = add_task_force(session, "铝", 1)
    event = add_row(session, Activity, name="甲推介会", invited=40, firms=30, docked=9, on=TODAY, task_force=force)
    add_row(session, Activity, name="乙推介会", invited=10, firms=5, on=TODAY)
    add_row(session, Activity, name="去年的", invited=500, on=TODAY.replace(year=TODAY.year - 1, day=1))
    for number in range(3):
        add_lead(session, f"线索{number}", activity=event)
    return force


def shown(page_context: PageContext, qtbot: QtBot) -> FunnelPage:
    page = FunnelPage(page_context)
    qtbot.addWidget(page)
    page.resize(1180, 640)
    page.show()
    page.refresh()
    return page


def test_the_year_s_funnel_and_the_rows_behind_a_step(page_context: PageContext, qtbot: QtBot) -> None:
    page_context.book_session.run("示例", fill)
    page = shown(page_context, qtbot)
    assert [(step.label, int(step.value)) for step in page.bars.steps[:4]] == [
        ("邀请企业", 50),
        ("到会企业", 35),
        ("获得线索", 3),
        ("对接项目", 9),
    ]
    assert conversion_text(page.bars.steps, 1) == "上一步的 70.0%"
    assert conversion_text(page.bars.steps, 2) == ""  # leads are no firms
    assert [button.text() for button in page.event_buttons] == ["甲推介会", "乙推介会"]
    page.bars.setFocus()
    qtbot.keyClick(page.bars, Qt.Key.Key_Down)
    qtbot.keyClick(page.bars, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.view_wanted) as signal:
        qtbot.keyClick(page.bars, Qt.Key.Key_Return)
    assert signal.args is not None
    view, heading = signal.args
    assert (view.ledger, len(view.row_ids), heading) == (Lead, 3, "活动漏斗：获得线索")
    assert page.bars.accessibleDescription().startswith("获得线索 3条；来源写明是这些活动的3条")
    assert not page.grab().isNull()


def test_last_year_and_one_task_force(page_context: PageContext, qtbot: QtBot) -> None:
    force = page_context.book_session.run("示例", fill)
    page = shown(page_context, qtbot)
    page.period_choice.setCurrentIndex(page.period_choice.findData("last"))
    page.refresh()
    assert int(page.bars.steps[0].value) == 500
    page.period_choice.setCurrentIndex(0)
    page_context.scope = Scope(force)
    page.refresh()
    assert int(page.bars.steps[0].value) == 40
    with qtbot.waitSignal(page.row_wanted) as signal:
        page.event_buttons[0].click()
    assert signal.args is not None
    assert signal.args[0] == "activity"


def test_a_year_without_events_says_so(page_context: PageContext, qtbot: QtBot) -> None:
    page = shown(page_context, qtbot)
    assert page.event_buttons == []
    assert all(not step.value for step in page.bars.steps)
    qtbot.keyClick(page.bars, Qt.Key.Key_Return)  # nothing to open
