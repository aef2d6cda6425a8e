"""The form of a row fills itself from the firm chosen, and says below it what came from the library."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.app.book_session import BookSession
from desktop.editors.firm import FirmEditor
from desktop.editors.link import LinkEditor
from desktop.editors.masked import MaskedEditor
from desktop.form.form_layout import LedgerForm
from desktop.form.row_panel import RowPanel
from models.ledgers import Contact, Enterprise, Lead, Obligation, Term
from models.queries.ledger_query import LedgerQuery, matching_ids
from models.queries.row_detail import load_row_detail
from tests import rows
from tests.keys import key_receiver, replace_text


def add_firms(session: Session) -> None:
    """Add two firms with their contacts."""
    for name, place, person in (("甲公司", "太原", "示例甲"), ("乙公司", "大同", "示例乙")):
        firm = rows.add_row(session, Enterprise, name=name, place=place)
        rows.add_row(session, Contact, enterprise=firm, name=person)


@pytest.fixture
def panel(desk: BookSession, qtbot: QtBot) -> Iterator[RowPanel]:
    """Give the panel in a window in front of all others, over a book with two firms."""
    desk.run("示例", add_firms)
    panel = RowPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    yield panel
    while panel.current_row() is not None:
        panel.discard()


def form(panel: RowPanel) -> LedgerForm:
    """Give the form of the row shown."""
    sections = panel.form_cache.currentWidget()
    assert isinstance(sections, LedgerForm)
    return sections


def type_firm(panel: RowPanel, name: str) -> FirmEditor:
    """Type the investor of a lead in full and leave the field."""
    editor = form(panel).open_field_row("investor").editor
    assert isinstance(editor, FirmEditor)
    replace_text(editor, name)
    editor.completer.popup().hide()
    panel.head.close_button.setFocus(Qt.FocusReason.TabFocusReason)
    return editor


def texts(panel: RowPanel, *keys: str) -> list[str]:
    """Read fields of the form."""
    return [form(panel).open_field_row(key).text() for key in keys]


def note(panel: RowPanel) -> str:
    """Read what stands below the firm."""
    below = form(panel).open_field_row("investor").widget_below
    return below.text() if isinstance(below, QLabel) and below.isVisibleTo(panel) else ""


def stored(desk: BookSession, row: str, *keys: str) -> list[str]:
    """Read fields of a lead of the book."""
    detail = desk.read(lambda session: load_row_detail(session, Lead, row))
    assert detail is not None
    return [detail.values[key].text for key in keys]


def test_a_new_lead_is_filled_and_filled_again_from_another_firm(panel: RowPanel, desk: BookSession) -> None:
    panel.open_row(Lead, None)
    type_firm(panel, "甲公司")
    assert texts(panel, "place", "contact") == ["太原", "示例甲"]
    assert note(panel) == "从企业库带来：线索来源地 太原、资方联系人 示例甲"
    place = form(panel).open_field_row("place").editor
    assert place is not None
    replace_text(place, "阳泉")
    type_firm(panel, "乙公司")
    assert texts(panel, "place", "contact") == ["阳泉", "示例乙"]
    type_firm(panel, "没有的公司")
    assert note(panel) == ""
    assert texts(panel, "contact") == ["示例乙"]
    assert desk.read(lambda session: matching_ids(session, LedgerQuery(Lead))) == []


def test_what_the_clerk_took_out_again_does_not_come_back_when_the_row_is_saved(
    panel: RowPanel, desk: BookSession
) -> None:
    panel.open_row(Lead, None)
    name = form(panel).open_field_row("name").editor
    assert name is not None
    replace_text(name, "新线索")
    type_firm(panel, "甲公司")
    contact = form(panel).open_field_row("contact").editor
    assert contact is not None
    replace_text(contact, "")
    assert panel.save()
    (row,) = desk.read(lambda session: matching_ids(session, LedgerQuery(Lead)))
    assert stored(desk, row, "investor", "enterprise", "place", "contact") == ["甲公司", "甲公司", "太原", ""]


def test_a_lead_of_the_book_is_filled_by_the_command_that_saves_its_firm(panel: RowPanel, desk: BookSession) -> None:
    row = desk.run("示例", lambda session: rows.add_lead(session, contact="示例丙"))
    panel.open_row(Lead, row)
    type_firm(panel, "甲公司")
    assert stored(desk, row, "enterprise", "place", "contact") == ["甲公司", "太原", "示例丙"]
    assert note(panel) == "从企业库带来：线索来源地 太原"
    assert texts(panel, "place") == ["太原"]
    desk.undo()
    assert stored(desk, row, "enterprise", "place", "contact") == ["", "", "示例丙"]
    assert (texts(panel, "investor", "place"), note(panel)) == (["", ""], "")


def test_a_row_begun_from_another_keeps_the_name_that_is_written_there(panel: RowPanel, desk: BookSession) -> None:
    (firm,) = desk.read(lambda session: matching_ids(session, LedgerQuery(Enterprise, search_text="甲公司")))
    panel.open_row(Lead, None, {"name": "新线索", "investor": "甲公司一厂", "enterprise": firm})
    assert texts(panel, "investor", "place") == ["甲公司一厂", ""]
    assert panel.save()
    (row,) = desk.read(lambda session: matching_ids(session, LedgerQuery(Lead)))
    assert stored(desk, row, "investor", "enterprise") == ["甲公司一厂", "甲公司"]


def test_an_industry_that_is_no_longer_a_word_is_not_brought(panel: RowPanel, desk: BookSession) -> None:
    desk.run("示例", lambda session: rows.add_row(session, Term, dictionary="industry", word="钢铁", rank=1))
    (firm,) = desk.read(lambda session: matching_ids(session, LedgerQuery(Enterprise, search_text="甲公司")))

    def rename(session: Session) -> None:
        session.get_one(Enterprise, firm).industry = "不用的词"

    desk.run("示例", rename)
    panel.open_row(Lead, None)
    type_firm(panel, "甲公司")
    assert texts(panel, "place", "industry") == ["太原", ""]


def test_a_number_brought_is_masked(panel: RowPanel, desk: BookSession) -> None:
    (contact,) = desk.read(lambda session: matching_ids(session, LedgerQuery(Contact, search_text="示例甲")))

    def add_number(session: Session) -> None:
        session.get_one(Contact, contact).phone = "10000000001"

    desk.run("示例", add_number)
    panel.open_row(Lead, None)
    type_firm(panel, "甲公司")
    phone = form(panel).open_field_row("phone").editor
    assert isinstance(phone, MaskedEditor)
    assert (phone.line.text(), phone.raw_value()) == ("100****0001", "10000000001")


def test_the_note_is_gone_with_the_row_it_was_about(panel: RowPanel, desk: BookSession) -> None:
    first, second = (desk.run("示例", rows.add_lead) for _ in range(2))
    panel.open_row(Lead, first)
    type_firm(panel, "甲公司")
    panel.open_row(Lead, second)
    assert note(panel) == ""


def test_saving_from_within_the_field_takes_the_firm_named(panel: RowPanel, desk: BookSession) -> None:
    panel.open_row(Lead, None, {"name": "新线索"})
    editor = form(panel).open_field_row("investor").editor
    assert isinstance(editor, FirmEditor)
    replace_text(editor, "甲公司")
    editor.completer.popup().hide()
    QTest.keySequence(key_receiver(editor), "Ctrl+S")
    (row,) = desk.read(lambda session: matching_ids(session, LedgerQuery(Lead)))
    assert stored(desk, row, "enterprise", "place", "contact") == ["甲公司", "太原", "示例甲"]


@pytest.mark.parametrize("in_book", [True, False])
def test_a_name_typed_into_a_link_becomes_a_firm_by_the_key(panel: RowPanel, desk: BookSession, in_book: bool) -> None:
    row = desk.run("示例", lambda session: rows.add_row(session, Obligation, name="供地")) if in_book else None
    panel.open_row(Obligation, row, None if in_book else {"name": "供地"})
    editor = form(panel).open_field_row("enterprise").editor
    assert isinstance(editor, LinkEditor)
    replace_text(editor, "丙公司")
    QTest.keySequence(key_receiver(editor), "Ctrl+L")
    assert panel.save()
    (firm,) = desk.read(lambda session: matching_ids(session, LedgerQuery(Enterprise, search_text="丙公司")))
    (obligation,) = desk.read(lambda session: matching_ids(session, LedgerQuery(Obligation)))
    assert desk.read(lambda session: session.get_one(Obligation, obligation)).enterprise == firm


def test_what_hangs_on_a_firm_opens_and_is_added_to(panel: RowPanel, desk: BookSession) -> None:
    (firm,) = desk.read(lambda session: matching_ids(session, LedgerQuery(Enterprise, search_text="甲公司")))
    lead = desk.run("示例", lambda session: rows.add_lead(session, "甲线索", investor="甲公司", enterprise=firm))
    panel.open_row(Enterprise, firm)
    assert panel.tabs.tabText(1) == "明细 2"  # its contact and its lead
    sections = panel.detail_stack.pages[Enterprise].sections
    assert sections["visit"].isVisibleTo(panel.detail_stack)
    assert not sections["news"].isVisibleTo(panel.detail_stack)  # there is none, and it is no ledger of every day
    sections["lead"].open_wanted.emit(lead)
    assert panel.current_row() == (Lead, lead)
    panel.go_back()
    sections["lead"].add_button.click()
    assert panel.current_row() == (Lead, None)
    assert texts(panel, "investor", "place", "contact") == ["甲公司", "太原", "示例甲"]
    name = form(panel).open_field_row("name").editor
    assert name is not None
    replace_text(name, "又一条")
    assert panel.save()
    assert panel.current_row() == (Enterprise, firm)
    assert panel.tabs.tabText(1) == "明细 3"
