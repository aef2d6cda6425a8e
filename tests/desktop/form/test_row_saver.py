"""What is refused in a row of the book: said where it was typed, and a way out."""

from datetime import date

from desktop.app.book_session import BookSession
from desktop.form.row_panel import RowPanel
from models.ledgers import Lead
from tests import rows
from tests.desktop.form.test_row_panel import editor, form, leave_field, panel, stored_text
from tests.keys import replace_text

__all__ = ["panel"]


def test_a_refused_change_is_marked_where_it_was_typed_and_can_be_given_up(
    panel: RowPanel, county: BookSession
) -> None:
    days = {"reported_on": date(2026, 8, 1), "recognised_on": date(2026, 8, 14), "state": "已认定"}
    row = county.run("示例", lambda session: rows.add_row(session, Lead, name="甲线索", **days))
    panel.open_row(Lead, row)
    assert not panel.foot.revert_button.isVisibleTo(panel)
    replace_text(editor(panel, "reported_on"), "2026-11-20")
    leave_field(panel)
    assert form(panel).open_field_row("recognised_on").error_label.text() == "早于登记时间 2026-11-20。"
    refused = form(panel).open_field_row("reported_on").error_label
    assert refused.text() == "没有保存，因为认定时间：早于登记时间 2026-11-20。"
    assert not panel.leave()
    assert panel.foot.revert_button.isVisibleTo(panel)
    panel.foot.revert_button.click()
    assert editor(panel, "reported_on").text() == "2026-08-01"
    assert not any(form_row.error_label.text() for form_row in form(panel).field_rows.values())
    assert not panel.foot.revert_button.isVisibleTo(panel)
    assert panel.leave()
    assert stored_text(county, Lead, row, "reported_on") == "2026-08-01"


def test_giving_up_shows_what_somebody_else_wrote_meanwhile(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", lambda session: rows.add_lead(session, place="江苏"))
    panel.open_row(Lead, row)
    replace_text(editor(panel, "place"), "浙江")
    with county.store.writing("别人改") as session:
        session.get_one(Lead, row).place = "上海"
    assert not panel.leave()
    panel.foot.revert_button.click()
    assert editor(panel, "place").text() == "上海"
    assert panel.leave()
    assert stored_text(county, Lead, row, "place") == "上海"
