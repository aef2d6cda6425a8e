"""Choosing 13710 shows its deadlines at once, and saving fills them in."""

from datetime import date

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.form.row_panel import RowPanel
from models.ledgers import Obligation
from models.queries.ledger_query import LedgerQuery, matching_ids
from tests.keys import replace_text


def test_the_deadlines_are_told_before_they_are_saved(county: BookSession, qtbot: QtBot) -> None:
    panel = RowPanel(county)
    qtbot.addWidget(panel)
    panel.show()
    panel.open_row(Obligation, None)
    sections = panel.form_cache.currentWidget()

    def typed(key: str, text: str) -> None:
        replace_text(sections.open_field_row(key).editor, text)  # type: ignore[attr-defined]  # Sections

    def hint() -> str:
        widget = sections.open_field_row("rule").widget_below  # type: ignore[attr-defined]  # Sections
        return widget.text() if isinstance(widget, QLabel) else ""

    typed("name", "通水")
    typed("rule", "13710一般")
    typed("raised_on", "")
    assert hint() == "填上交办日期，就排出反馈和办结时限。"
    typed("raised_on", "2026-11-20")
    assert hint() == "2026-11-20 当天研究部署，2026-11-23 前反馈，2026-11-27 前办结"
    typed("rule", "13710重大")
    assert "2026-12-20 前办结" in hint()
    typed("raised_on", "那天")
    assert hint() == ""
    typed("raised_on", "2026-11-20")
    assert panel.save()
    (row,) = county.read(lambda session: matching_ids(session, LedgerQuery(Obligation)))
    obligation = county.read(lambda session: session.get_one(Obligation, row))
    assert (obligation.feedback_due, obligation.due) == (date(2026, 11, 23), date(2026, 12, 20))
