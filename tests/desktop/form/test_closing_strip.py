"""销号 and 延期 require what the rules require, each as one command."""

from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.form.closing_strip import CLOSING_FIELDS, ClosingStrip
from desktop.form.row_panel import RowPanel
from models.ledgers import Lead, Obligation
from tests.keys import replace_text
from tests.rows import add_lead, add_row

TODAY = date.today()  # noqa: DTZ011 - the strip sets the clerk's own day
DUE = TODAY + timedelta(days=3)


@pytest.fixture
def panel(county: BookSession, qtbot: QtBot) -> RowPanel:
    """Show an obligation that is still open."""
    row = county.run("示例", lambda session: add_row(session, Obligation, name="通水", raised_on=TODAY, due=DUE))
    panel = RowPanel(county)
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    panel.show()
    panel.open_row(Obligation, row)
    return panel


def typed(strip: ClosingStrip, key: str, text: str) -> None:
    """Type into one of the strip's fields."""
    editor = strip.field_rows[key].editor
    assert editor is not None
    replace_text(editor, text)


def read(county: BookSession, panel: RowPanel) -> Obligation:
    """Read the obligation back."""
    now = panel.current_row()
    assert now is not None
    return county.read(lambda session: session.get_one(Obligation, now[1]))


def test_closing_wants_a_result_and_is_one_command(county: BookSession, panel: RowPanel, qtbot: QtBot) -> None:
    strip = panel.strips.closing_strip
    assert strip.state_label.text() == f"应于 {DUE.isoformat()} 办结"
    strip.close_button.click()
    strip.confirm_button.click()
    assert "销号要写明办理结果" in strip.field_rows["result"].error_label.text()
    assert read(county, panel).closed_on is None
    typed(strip, "result", "已通水")
    with qtbot.waitSignal(panel.saved):
        strip.confirm_button.click()
    row = read(county, panel)
    assert (row.state, row.closed_on, row.closed_by, row.result) == ("已销号", TODAY, "示例甲", "已通水")
    assert strip.state_label.text() == f"{TODAY.isoformat()} 已销号，销号人 示例甲"
    assert not strip.close_button.isVisibleTo(panel)
    assert county.undo().label == "销号 责任事项：通水"
    assert read(county, panel).state is None
    assert strip.close_button.isVisibleTo(panel)


def test_extending_wants_a_later_day_and_a_plan(county: BookSession, panel: RowPanel, qtbot: QtBot) -> None:
    strip = panel.strips.closing_strip
    strip.extend_button.click()
    strip.confirm_button.click()
    assert strip.field_rows["extended_to"].error_label.text()
    assert strip.field_rows["extension"].error_label.text()
    typed(strip, "extended_to", DUE.isoformat())
    typed(strip, "extension", "分两段施工")
    strip.confirm_button.click()
    assert "没有晚于" in strip.field_rows["extended_to"].error_label.text()
    later = DUE + timedelta(days=30)
    typed(strip, "extended_to", later.isoformat())
    strip.confirm_button.click()
    assert read(county, panel).extended_to == later
    assert strip.state_label.text() == f"应于 {later.isoformat()} 办结"


def test_giving_up_changes_nothing(county: BookSession, panel: RowPanel, qtbot: QtBot) -> None:
    strip = panel.strips.closing_strip
    strip.unfold(CLOSING_FIELDS)
    assert not strip.extend_button.isVisibleTo(panel)
    strip.cancel_button.click()
    assert not strip.form.isVisibleTo(panel)
    assert read(county, panel).closed_on is None


def test_the_strip_is_for_obligations_alone(county: BookSession, panel: RowPanel, qtbot: QtBot) -> None:
    assert panel.strips.closing_strip.isVisibleTo(panel)
    panel.open_row(Lead, county.run("示例", add_lead))
    assert not panel.strips.closing_strip.isVisibleTo(panel)
