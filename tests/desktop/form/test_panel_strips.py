"""The strips take the height they need while there is room, and scroll where there is not."""

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.app.book_session import BookSession
from desktop.app.jobs import Jobs
from desktop.form.field_row import FieldRow
from desktop.form.form_layout import LedgerForm
from desktop.form.row_panel import RowPanel
from models.ledgers import Enterprise, Project
from tests import rows
from tests.keys import replace_text
from tests.windows import let_time_pass


def test_a_ledger_without_strips_gives_them_no_room(county: BookSession, qtbot: QtBot) -> None:
    panel = RowPanel(county)
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    panel.show()
    panel.open_row(Enterprise, county.run("示例", lambda session: rows.add_row(session, Enterprise, name="甲公司")))
    assert not panel.strips.isVisibleTo(panel)


def test_an_unfolded_strip_never_pushes_the_foot_away(county: BookSession, qtbot: QtBot) -> None:
    panel = RowPanel(county)
    qtbot.addWidget(panel)
    panel.resize(420, 520)
    panel.show()
    panel.open_row(
        Project, county.run("示例", lambda session: rows.add_project(session, "甲", {"在谈": date(2026, 3, 2)}))
    )
    panel.stage_strip.new_stage_button.click()
    panel.stage_strip.status_button.click()
    qtbot.waitUntil(lambda: panel.strips.verticalScrollBar().maximum() > 0)
    assert panel.height() == 520


def leave_open(_panel: RowPanel) -> None:
    """Do nothing to a panel."""


ENDS = [(leave_open, True), (RowPanel.close, False), (RowPanel.deleteLater, False), (RowPanel.discard, False)]


@pytest.mark.parametrize(("end", "asks"), ENDS)
def test_nothing_that_waits_for_a_pause_in_the_typing_outlives_the_form(
    county: BookSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, end: Callable[[RowPanel], None], *, asks: bool
) -> None:
    jobs, asked = Jobs(), set[str]()
    panel = RowPanel(county, jobs=jobs)
    panel.show()
    panel.open_row(Project, None)
    form = panel.form_cache.currentWidget()
    assert isinstance(form, LedgerForm)
    for key, text in (("name", "甲项目"), ("content", "总投资261.72元")):
        editor = form.open_field_row(key).editor
        assert editor is not None
        replace_text(editor, text)
    monkeypatch.setattr(jobs, "run", lambda label, *_arguments, **_options: asked.add(label))
    monkeypatch.setattr(FieldRow, "show_warning", lambda *_arguments: asked.add("warning"))
    end(panel)
    let_time_pass(1000)  # longer than every pause of the panel
    assert asked == ({"比对撞单", "warning"} if asks else set())
    if isValid(panel):
        panel.deleteLater()
