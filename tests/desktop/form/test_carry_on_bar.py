"""The buttons of what is entered next after a row, in the row panel."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.form.row_panel import RowPanel
from desktop.main_window import MainWindow
from models.fields.base import Ledger
from models.ledgers import Funding, Meeting, Negotiation, Obligation, Project, Visit
from models.queries.ledger_query import LedgerQuery, count_rows, matching_ids
from models.queries.row_detail import load_row_detail
from tests import rows
from tests.desktop.form.test_row_panel import editor, panel
from tests.keys import replace_text

__all__ = ["panel"]


def shown_buttons(panel: RowPanel) -> list[str]:
    """List the buttons that can be pressed."""
    bar = panel.foot.carry_on_bar
    return [button.text() for button in bar.buttons.values() if button.isVisibleTo(panel)]


@pytest.mark.parametrize(
    ("ledger", "labels"),
    [
        (Visit, ["转为线索", "记洽谈"]),
        (Negotiation, ["记承诺、责任事项", "转为项目"]),
        (Project, ["记到位资金", "记责任事项", "记走访", "记洽谈"]),
        (Meeting, []),
    ],
)
def test_a_row_offers_what_follows_from_it_and_a_new_one_nothing(
    panel: RowPanel, county: BookSession, ledger: type[Ledger], labels: list[str]
) -> None:
    title = ledger.about.title
    facts = {title: "甲", **({"direction": "外出"} if ledger is Visit else {})}
    row = county.run("示例", lambda session: rows.add_row(session, ledger, **facts))
    panel.open_row(ledger, row)
    assert shown_buttons(panel) == labels
    panel.open_row(ledger, None)
    assert shown_buttons(panel) == []


def test_a_button_is_pressed_with_the_keyboard(panel: RowPanel, county: BookSession, qtbot: QtBot) -> None:
    row = county.run("示例", lambda session: rows.add_row(session, Negotiation, subject="炭黑项目", ours="李明"))
    panel.open_row(Negotiation, row)
    button = panel.foot.carry_on_bar.buttons["obligation"]
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert panel.current_row() == (Obligation, None)
    assert editor(panel, "owner").text() == "李明"
    replace_text(editor(panel, "name"), "协调用地")
    assert panel.save()
    panel.head.back_button.click()
    assert panel.current_row() == (Negotiation, row)


def test_funds_are_recorded_from_the_project_and_lead_back_to_it(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", lambda session: rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)}))
    panel.open_row(Project, row)
    panel.foot.carry_on_bar.buttons["funding"].click()
    assert panel.current_row() == (Funding, None)
    replace_text(editor(panel, "month"), "2026年9月")
    assert panel.save()
    assert panel.current_row() == (Project, row)
    assert county.read(lambda session: count_rows(session, LedgerQuery(Funding))) == 1


def test_what_is_typed_into_the_row_is_saved_before_the_next_is_begun(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", lambda session: rows.add_row(session, Visit, direction="外出", company="甲公司"))
    panel.open_row(Visit, row)
    replace_text(editor(panel, "met"), "王丽")
    panel.foot.carry_on_bar.buttons["negotiation"].click()
    assert editor(panel, "theirs").text() == "王丽"
    row_detail = county.read(lambda session: load_row_detail(session, Visit, row))
    assert row_detail is not None
    assert row_detail.values["met"].text == "王丽"


def test_what_a_row_has_already_is_not_offered_until_it_is_taken_away(panel: RowPanel, county: BookSession) -> None:
    lead = county.run("示例", rows.add_lead)
    facts = {"direction": "外出", "company": "甲公司", "lead": lead}
    row = county.run("示例", lambda session: rows.add_row(session, Visit, **facts))
    panel.open_row(Visit, row)
    assert shown_buttons(panel) == ["记洽谈"]
    replace_text(editor(panel, "lead"), "")
    assert panel.leave()
    assert shown_buttons(panel) == ["转为线索", "记洽谈"]


def test_a_row_that_went_to_the_bin_meanwhile_says_why_on_the_line_below(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", lambda session: rows.add_row(session, Visit, direction="外出", company="甲公司"))
    sentences: list[str] = []
    panel.user_error.connect(sentences.append)
    panel.open_row(Visit, row)
    with county.store.writing("别人移走") as session:
        session.get_one(Visit, row).removed = True
    panel.foot.carry_on_bar.buttons["lead"].click()
    assert sentences == ["这次走访已不在账本里，请刷新后再试。"]
    assert panel.current_row() == (Visit, row)


def test_begun_and_left_alone_it_leaves_nothing_behind(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", lambda session: rows.add_row(session, Visit, direction="外出", company="甲公司"))
    panel.open_row(Visit, row)
    panel.foot.carry_on_bar.buttons["negotiation"].click()
    panel.close_row()
    assert panel.current_row() is None
    assert county.read(lambda session: matching_ids(session, LedgerQuery(Negotiation))) == []


def test_the_four_buttons_of_a_project_do_not_widen_the_panel(window: MainWindow) -> None:
    assert window.book_session is not None
    assert window.controller is not None
    stages = {"在谈": date(2026, 3, 2)}
    row = window.book_session.run("示例", lambda session: rows.add_project(session, "甲项目", stages))
    window.controller.show_row("project", row)
    panel = window.controller.row_panel_controller.panel
    assert len(shown_buttons(panel)) == 4
    assert panel.minimumSizeHint().width() <= 360
