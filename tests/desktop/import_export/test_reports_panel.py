"""报送情况: who has not reported is listed, ticked off, reminded; 零报告 counts as a report."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.import_export.reports_panel import ReportsPanel, latest_months
from models.ledgers import Receipt
from tests.desktop.import_export.offices import fill_with_leads


@pytest.fixture
def panel(page_context: PageContext, qtbot: QtBot) -> ReportsPanel:
    """Show the panel on two task forces."""
    fill_with_leads(page_context.book_session.store)
    panel = ReportsPanel(page_context)
    page_context.book_session.changed.connect(panel.refresh)
    qtbot.addWidget(panel)
    panel.show()
    panel.refresh()
    return panel


def waiting_lines(panel: ReportsPanel) -> list[str]:
    """Read who has not reported."""
    return [panel.missing_table.text_model.text(row, 0) for row in range(panel.missing_table.text_model.row_count)]


def test_reported_and_nothing_to_report_are_both_ticked_off(panel: ReportsPanel) -> None:
    assert waiting_lines(panel) == ["焦化", "钢铁"]
    panel.missing_table.go_to_cell(1, 0)
    panel.nil_report_button.click()
    assert waiting_lines(panel) == ["焦化"]
    panel.received_button.click()
    assert panel.summary_label.text() == "都报了。"
    assert not panel.received_button.isEnabled()
    desk = panel._context.book_session  # noqa: SLF001 - the panel's own desk
    assert [
        receipt.empty for receipt in desk.read(lambda session: session.query(Receipt).order_by(Receipt.id).all())
    ] == [
        True,
        None,
    ]
    desk.undo()
    assert waiting_lines(panel) == ["焦化"]


def test_several_are_ticked_off_in_one_command(panel: ReportsPanel) -> None:
    panel.missing_table.selectAll()
    panel.received_button.click()
    assert waiting_lines(panel) == []
    panel._context.book_session.undo()  # noqa: SLF001
    assert waiting_lines(panel) == ["焦化", "钢铁"]


def test_the_names_to_be_reminded_are_copied(panel: ReportsPanel) -> None:
    panel.copy_button.click()
    assert QApplication.clipboard().text() == f"{panel.period.currentText()}还没报的专班：焦化、钢铁。"


def test_a_year_of_months_is_offered() -> None:
    assert [month.key for month in latest_months(date(2026, 2, 28))][:3] == ["2026-02", "2026-01", "2025-12"]
    assert len(latest_months(date(2026, 2, 28))) == 12
