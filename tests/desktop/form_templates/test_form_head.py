"""The head offers the kept forms and the periods, and only the buttons that can be used."""

from datetime import date

from pytestqt.qtbot import QtBot

from desktop.form_templates.form_head import FormHead
from models.services.form_templates import KeptTemplate

FORMS = [KeptTemplate("1", "季报", "季报.xlsx", "", ""), KeptTemplate("2", "月报", "月报.docx", "", "")]


def test_forms_and_periods(qtbot: QtBot) -> None:
    head = FormHead(date(2026, 11, 29))
    qtbot.addWidget(head)
    assert head.chosen_template() == ""
    assert head.chosen_period().key == "2026-10"
    head.offer_templates(FORMS, "2")
    assert head.chosen_template() == "2"
    head.offer_templates(FORMS)
    assert head.chosen_template() == "2"
    head.kind.setCurrentIndex(head.kind.findData("quarter"))
    assert head.chosen_period().key == "2026-Q3"


def test_a_book_that_may_not_be_changed_can_still_be_reported_from(qtbot: QtBot) -> None:
    head = FormHead(date(2026, 11, 29))
    qtbot.addWidget(head)
    head.enable_actions(has_form=True, writable=False)
    assert (head.add_button.isEnabled(), head.remove_button.isEnabled(), head.fill_button.isEnabled()) == (
        *(False, False),
        True,
    )
    head.enable_actions(has_form=False, writable=True)
    assert (head.add_button.isEnabled(), head.fill_button.isEnabled()) == (True, False)
