"""销号 and 延期 require what the rules require, each as one command."""

from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.panel.closing_strip import CLOSING, ClosingStrip
from desktop.panel.form import RowPanel
from models.ledgers import Lead, Obligation
from tests.keys import fill
from tests.rows import add, lead

TODAY = date.today()  # noqa: DTZ011 - the strip sets the clerk's own day
DUE = TODAY + timedelta(days=3)


@pytest.fixture
def panel(county: Desk, qtbot: QtBot) -> RowPanel:
    """Show an obligation that is still open."""
    row = county.deed("示例", lambda session: add(session, Obligation, name="通水", raised_on=TODAY, due=DUE))
    panel = RowPanel(county)
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    panel.show()
    panel.open_row(Obligation, row)
    return panel


def typed(strip: ClosingStrip, key: str, text: str) -> None:
    """Type into one of the strip's fields."""
    editor = strip.rows[key].editor
    assert editor is not None
    fill(editor, text)


def read(county: Desk, panel: RowPanel) -> Obligation:
    """Read the obligation back."""
    now = panel.current()
    assert now is not None
    return county.ask(lambda session: session.get_one(Obligation, now[1]))


def test_closing_wants_a_result_and_is_one_deed(county: Desk, panel: RowPanel, qtbot: QtBot) -> None:
    strip = panel.strips.closing
    assert strip.state.text() == f"应于 {DUE.isoformat()} 办结"
    strip.close_it.click()
    strip.agree.click()
    assert "销号要写明办理结果" in strip.rows["result"].refused.text()
    assert read(county, panel).closed_on is None
    typed(strip, "result", "已通水")
    with qtbot.waitSignal(panel.saved):
        strip.agree.click()
    row = read(county, panel)
    assert (row.state, row.closed_on, row.closed_by, row.result) == ("已销号", TODAY, "示例甲", "已通水")
    assert strip.state.text() == f"{TODAY.isoformat()} 已销号，销号人 示例甲"
    assert not strip.close_it.isVisibleTo(panel)
    assert county.undo().label == "销号 责任事项：通水"
    assert read(county, panel).state is None
    assert strip.close_it.isVisibleTo(panel)


def test_extending_wants_a_later_day_and_a_plan(county: Desk, panel: RowPanel, qtbot: QtBot) -> None:
    strip = panel.strips.closing
    strip.extend.click()
    strip.agree.click()
    assert strip.rows["extended_to"].refused.text()
    assert strip.rows["extension"].refused.text()
    typed(strip, "extended_to", DUE.isoformat())
    typed(strip, "extension", "分两段施工")
    strip.agree.click()
    assert "没有晚于" in strip.rows["extended_to"].refused.text()
    later = DUE + timedelta(days=30)
    typed(strip, "extended_to", later.isoformat())
    strip.agree.click()
    assert read(county, panel).extended_to == later
    assert strip.state.text() == f"应于 {later.isoformat()} 办结"


def test_giving_up_changes_nothing(county: Desk, panel: RowPanel, qtbot: QtBot) -> None:
    strip = panel.strips.closing
    strip.unfold(CLOSING)
    assert not strip.extend.isVisibleTo(panel)
    strip.give_up.click()
    assert not strip.form.isVisibleTo(panel)
    assert read(county, panel).closed_on is None


def test_the_strip_is_for_obligations_alone(county: Desk, panel: RowPanel, qtbot: QtBot) -> None:
    assert panel.strips.closing.isVisibleTo(panel)
    panel.open_row(Lead, county.deed("示例", lead))
    assert not panel.strips.closing.isVisibleTo(panel)
