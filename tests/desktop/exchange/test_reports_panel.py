"""报送情况: who has not reported is listed, ticked off, reminded; 零报告 counts as a report."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.exchange.reports_panel import ReportsPanel, months_to
from desktop.pages.fittings import Fittings
from models.ledgers import Receipt
from tests.desktop.exchange.offices import furnished


@pytest.fixture
def panel(fittings: Fittings, qtbot: QtBot) -> ReportsPanel:
    """Show the panel on two task forces."""
    furnished(fittings.desk.store)
    panel = ReportsPanel(fittings)
    fittings.desk.changed.connect(panel.refresh)
    qtbot.addWidget(panel)
    panel.show()
    panel.refresh()
    return panel


def waiting(panel: ReportsPanel) -> list[str]:
    """Read who has not reported."""
    return [panel.owed.lines.text(row, 0) for row in range(panel.owed.lines.count)]


def test_reported_and_nothing_to_report_are_both_ticked_off(panel: ReportsPanel) -> None:
    assert waiting(panel) == ["焦化", "钢铁"]
    panel.owed.go(1, 0)
    panel.empty.click()
    assert waiting(panel) == ["焦化"]
    panel.came.click()
    assert panel.told.text() == "都报了。"
    assert not panel.came.isEnabled()
    desk = panel._fit.desk  # noqa: SLF001 - the panel's own desk
    assert [
        receipt.empty for receipt in desk.ask(lambda session: session.query(Receipt).order_by(Receipt.id).all())
    ] == [
        True,
        None,
    ]
    desk.undo()
    assert waiting(panel) == ["焦化"]


def test_several_are_ticked_off_in_one_deed(panel: ReportsPanel) -> None:
    panel.owed.selectAll()
    panel.came.click()
    assert waiting(panel) == []
    panel._fit.desk.undo()  # noqa: SLF001
    assert waiting(panel) == ["焦化", "钢铁"]


def test_the_names_to_be_reminded_are_copied(panel: ReportsPanel) -> None:
    panel.copy.click()
    assert QApplication.clipboard().text() == f"{panel.period.currentText()}还没报的专班：焦化、钢铁。"


def test_a_year_of_months_is_offered() -> None:
    assert [month.key for month in months_to(date(2026, 2, 28))][:3] == ["2026-02", "2026-01", "2025-12"]
    assert len(months_to(date(2026, 2, 28))) == 12
