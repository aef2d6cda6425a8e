"""The row panel: autosave by field, a new row saved whole with all its field errors, the row history and back."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.editors import Editor
from desktop.panel.form import RowPanel
from desktop.panel.sections import Sections
from models.base import Ledger
from models.browse import View, count, ids, titles
from models.card import card
from models.history import history
from models.ledgers import LEDGERS, Enterprise, Funding, Lead, Milestone, Project, TaskForce
from tests import rows
from tests.keys import compose, fill, inner


@pytest.fixture
def panel(county: Desk, qtbot: QtBot) -> Iterator[RowPanel]:
    """Give the panel in a window in front of all others."""
    panel = RowPanel(county)
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    yield panel
    while panel.current() is not None:
        panel.drop()


def form(panel: RowPanel) -> Sections:
    """Give the form of the row shown."""
    sections = panel.forms.currentWidget()
    assert isinstance(sections, Sections)
    return sections


def editor(panel: RowPanel, key: str) -> Editor:
    """Give the editor of a field of the row shown."""
    editor = form(panel).row_of(key).editor
    assert editor is not None
    return editor


def go_on(panel: RowPanel) -> None:
    """Leave the field one is in."""
    other = panel.head.close_button
    other.setFocus(Qt.FocusReason.TabFocusReason)


def stored(desk: Desk, ledger: type[Ledger], row: str, key: str) -> str:
    """Read a field of the book as text."""
    row_detail = desk.ask(lambda session: card(session, ledger, row))
    assert row_detail is not None
    return row_detail.values[key].text


def steps(desk: Desk, row: str) -> list[tuple[str, int]]:
    """List a lead's commands with the number of fields each changed, latest first."""
    entries = desk.ask(lambda session: history(session, session.get_one(Lead, row)))
    return [(entry.deed, len(entry.changes)) for entry in entries]


def test_leaving_a_field_saves_it_in_one_deed(panel: RowPanel, county: Desk, qtbot: QtBot) -> None:
    row = county.deed("示例", rows.lead)
    panel.open_row(Lead, row)
    fill(editor(panel, "total"), "1.2亿")
    assert stored(county, Lead, row, "total") == ""
    with qtbot.waitSignal(panel.saved) as saved:
        go_on(panel)
    assert saved.args == [row]
    assert steps(county, row)[0] == ("修改 线索：预计总投资", 1)
    assert editor(panel, "total").raw() == "12,000"
    county.undo()
    assert editor(panel, "total").raw() == ""


def test_a_field_left_as_it_was_writes_nothing(panel: RowPanel, county: Desk) -> None:
    row = county.deed("示例", lambda session: rows.lead(session, phone="13812345678"))
    panel.open_row(Lead, row)
    for key in ("total", "phone", "reported_on", "task_force", "channel"):
        editor(panel, key).setFocus()
    go_on(panel)
    assert len(steps(county, row)) == 1


def test_a_refused_field_keeps_what_was_typed_and_the_keys(panel: RowPanel, county: Desk) -> None:
    row = county.deed("示例", rows.lead)
    panel.open_row(Lead, row)
    fill(editor(panel, "total"), "3-5亿")
    assert not panel.leave()
    refused = form(panel).row_of("total").refused
    assert "区间" in refused.text()
    assert not refused.text().startswith("预计总投资")
    assert editor(panel, "total").raw() == "3-5亿"
    assert inner(editor(panel, "total")).hasFocus()
    fill(editor(panel, "total"), "3亿")
    assert panel.leave()
    assert not refused.isVisibleTo(panel)
    assert stored(county, Lead, row, "total") == "30,000"


def test_a_new_row_shows_all_refusals_at_once(panel: RowPanel, county: Desk) -> None:
    panel.open_row(Lead, None)
    fill(editor(panel, "total"), "很多")
    fill(editor(panel, "reported_on"), "2月30日")
    assert not panel.save()
    messages = {key: form_row.refused.text() for key, form_row in form(panel).rows.items() if form_row.refused.text()}
    assert set(messages) == {"name", "total", "reported_on"}
    assert messages["name"] == "必填，不能空着。"
    assert "3 栏" in panel.foot.refused.text()
    assert county.ask(lambda session: count(session, View(Lead))) == 0


def test_a_new_row_is_saved_whole_with_its_preset(panel: RowPanel, county: Desk, qtbot: QtBot) -> None:
    force = county.ask(lambda session: titles(session, TaskForce))[0]
    panel.open_row(Lead, None, {"task_force": force[0]})
    assert inner(editor(panel, "task_force")).property("text") == force[1]
    fill(editor(panel, "name"), "新线索")
    fill(editor(panel, "content"), "年产20万吨")
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    current = panel.current()
    assert current is not None
    assert current[1] is not None
    assert stored(county, Lead, current[1], "task_force") == force[1]
    assert stored(county, Lead, current[1], "content") == "年产20万吨"
    assert steps(county, current[1])[0][0] == "新增 线索：新线索"


def test_an_untouched_new_row_leaves_nothing_behind(panel: RowPanel, county: Desk) -> None:
    row = county.deed("示例", rows.lead)
    panel.open_row(Lead, None)
    assert panel.open_row(Lead, row)
    assert county.ask(lambda session: count(session, View(Lead))) == 1


def test_saving_takes_what_is_still_being_composed(panel: RowPanel, county: Desk) -> None:
    row = county.deed("示例", lambda session: rows.lead(session, place="江"))
    panel.open_row(Lead, row)
    target = inner(editor(panel, "place"))
    assert isinstance(target, QLineEdit)
    target.setFocus()
    target.setCursorPosition(len(target.text()))
    compose(target, "su")
    assert panel.leave()
    assert stored(county, Lead, row, "place") == "江su"


def test_a_change_of_somebody_else_is_not_overwritten(panel: RowPanel, county: Desk) -> None:
    row = county.deed("示例", lambda session: rows.lead(session, place="江苏"))
    panel.open_row(Lead, row)
    fill(editor(panel, "place"), "浙江")

    def other(session: object) -> None:
        session.get_one(Lead, row).place = "上海"  # type: ignore[attr-defined]  # a Session

    county.deed("别人改", other)
    assert not panel.leave()
    assert "别人刚改为“上海”" in form(panel).row_of("place").refused.text()
    assert editor(panel, "place").raw() == "浙江"
    assert stored(county, Lead, row, "place") == "上海"


def test_what_the_program_stamps_is_shown_not_typed(panel: RowPanel, county: Desk) -> None:
    row = county.deed("示例", rows.lead)
    panel.open_row(Lead, row)
    shown = form(panel).row_of("first_report")
    assert shown.editor is None
    assert shown.stamp is not None
    assert shown.stamp.text().startswith("20")


def test_a_linked_row_opens_and_leads_back(panel: RowPanel, county: Desk) -> None:
    firm = county.deed("示例", lambda session: rows.add(session, Enterprise, name="甲公司"))
    row = county.deed("示例", lambda session: rows.lead(session, enterprise=firm))
    panel.open_row(Lead, row)
    editor(panel, "enterprise").jump.click()  # type: ignore[attr-defined]  # a LinkEditor
    assert panel.current() == (Enterprise, firm)
    assert panel.head.title.text() == "甲公司"
    panel.head.return_button.click()
    assert panel.current() == (Lead, row)


def test_a_row_that_is_missing_is_added_and_comes_back_linked(panel: RowPanel, county: Desk) -> None:
    row = county.deed("示例", rows.lead)
    panel.open_row(Lead, row)
    editor(panel, "enterprise").add_wanted.emit("enterprise", "乙公司")
    current = panel.current()
    assert current is not None
    assert current == (Enterprise, None)
    assert editor(panel, "name").raw() == "乙公司"
    assert panel.save()
    assert panel.current() == (Lead, row)
    assert stored(county, Lead, row, "enterprise") == "乙公司"


def test_details_hang_on_their_row(panel: RowPanel, county: Desk) -> None:
    row = county.deed("示例", lambda session: rows.project(session, "甲项目", {"在谈": date(2026, 3, 2)}))
    panel.open_row(Project, row)
    assert panel.tabs.tabText(1) == "明细 1"
    panel.hanging.add_wanted.emit("funding")
    assert panel.current() == (Funding, None)
    fill(editor(panel, "month"), "2026年9月")
    fill(editor(panel, "amount"), "1200")
    assert panel.save()
    assert panel.current() == (Project, row)
    assert panel.tabs.tabText(1) == "明细 2"
    table = panel.hanging.pages[Project].tables["funding"]
    assert table.model().index(0, 0).data() == "2026年9月"
    table.open_wanted.emit(county.ask(lambda session: ids(session, View(Funding)))[0])
    assert panel.current()[0] is Funding  # type: ignore[index]  # a row is shown
    panel.go_back()
    assert panel.current() == (Project, row)


def test_a_row_put_into_the_bin_can_be_taken_back(panel: RowPanel, county: Desk) -> None:
    row = county.deed("示例", rows.lead)
    panel.open_row(Lead, row)

    def remove(session: object) -> None:
        session.get_one(Lead, row).removed = True  # type: ignore[attr-defined]  # a Session

    county.deed("移走", remove)
    assert panel.foot.back_button.isVisibleTo(panel)
    assert not form(panel).widget().isEnabled()
    panel.foot.back_button.click()
    assert not panel.foot.back_button.isVisibleTo(panel)
    assert form(panel).widget().isEnabled()


def test_every_ledger_has_a_form(panel: RowPanel) -> None:
    for ledger in LEDGERS:
        assert panel.open_row(ledger, None)
        for section in form(panel).sections:
            section.open(wanted=True)
        assert not form(panel).dirty()
    assert isinstance(panel, QWidget)


def test_a_milestone_names_its_project(panel: RowPanel, county: Desk) -> None:
    row = county.deed("示例", lambda session: rows.project(session, "甲项目", {"在谈": date(2026, 3, 2)}))
    panel.open_row(Milestone, None, {"project": row})
    assert editor(panel, "project").read().value == row


def test_what_was_given_up_can_be_had_back(panel: RowPanel, county: Desk) -> None:
    force = county.ask(lambda session: titles(session, TaskForce))[0][1]
    panel.open_row(Lead, None)
    typed = {"name": "新线索", "total": "1.2亿", "content": "年产20万吨", "task_force": force, "phone": "13812345678"}
    for key, text in typed.items():
        fill(editor(panel, key), text)
    panel.foot.give_up_button.click()
    assert panel.current() is None
    panel.open_row(Lead, None)
    assert panel.foot.restore_button.isVisibleTo(panel)
    panel.foot.restore_button.click()
    assert {key: editor(panel, key).text() for key in typed} == typed
    assert not panel.foot.restore_button.isVisibleTo(panel)
    assert panel.save()


def test_a_half_typed_row_further_back_is_not_lost(panel: RowPanel, county: Desk) -> None:
    other = county.deed("示例", rows.lead)
    panel.open_row(Lead, None)
    fill(editor(panel, "total"), "1.2亿")
    editor(panel, "enterprise").add_wanted.emit("enterprise", "")
    assert not panel.open_row(Lead, other)
    assert panel.current() == (Lead, None)
    assert editor(panel, "total").raw() == "1.2亿"
    assert form(panel).row_of("name").refused.text() == "必填，不能空着。"
    fill(editor(panel, "name"), "新线索")
    assert panel.open_row(Lead, other)
    assert county.ask(lambda session: count(session, View(Lead))) == 2
