"""The protection of a lead above its form: how long it holds, and what a visit or the recycle bin changes."""

from datetime import timedelta

import pytest

from desktop.app.book_session import BookSession
from desktop.form.protection_strip import ProtectionStrip
from desktop.form.row_panel import RowPanel
from models.ledgers import Lead, Project, Visit
from models.storage.store import Session
from tests import rows
from tests.definitions import set_definitions
from tests.desktop.form.test_row_panel import panel

__all__ = ["panel"]


def strip_of(panel: RowPanel) -> ProtectionStrip:
    """Return the strip."""
    return panel.strips.protection_strip


def add_reported_lead(county: BookSession, days_ago: int, protect_days: str = "14") -> str:
    """Add a lead first reported some days ago, in a county that protects it for some days."""
    on = county.reading_context().today - timedelta(days=days_ago)

    def add(session: Session) -> str:
        set_definitions(session, lead_protect_days=protect_days)
        return rows.add_lead(session, "甲线索", first_report=f"{on.isoformat()} 09:14")

    return county.run("示例", add)


@pytest.mark.parametrize(
    ("days_ago", "text"),
    [
        (4, "● 首报保护到{}，还有10天；记一次走访或洽谈就重新起算"),
        (12, "▲ 首报保护到{}，还有2天；记一次走访或洽谈就重新起算"),
        (14, "▲ 首报保护到{}，今天最后一天；记一次走访或洽谈就重新起算"),
        (15, "▲ 首报保护已于{}到期，期间没有走访、洽谈；别的专班登记同一家不再算撞单"),
    ],
)
def test_it_says_how_long_the_lead_is_protected(panel: RowPanel, county: BookSession, days_ago: int, text: str) -> None:
    row = add_reported_lead(county, days_ago)
    panel.open_row(Lead, row)
    until = county.reading_context().today + timedelta(days=14 - days_ago)
    assert strip_of(panel).isVisibleTo(panel)
    assert strip_of(panel).text_label.text() == text.format(until.isoformat())


def test_a_county_without_a_number_and_other_ledgers_show_none(panel: RowPanel, county: BookSession) -> None:
    row = add_reported_lead(county, 4, protect_days="0")
    panel.open_row(Lead, row)
    assert not strip_of(panel).isVisibleTo(panel)
    panel.open_row(Project, county.run("示例", lambda session: rows.add_project(session, "甲项目", {})))
    assert not strip_of(panel).isVisibleTo(panel)


def test_a_visit_starts_it_anew(panel: RowPanel, county: BookSession) -> None:
    row = add_reported_lead(county, 15)
    today = county.reading_context().today
    facts = {"direction": "外出", "company": "甲公司", "lead": row, "on": today}
    county.run("走访", lambda session: rows.add_row(session, Visit, **facts))
    panel.open_row(Lead, row)
    assert strip_of(panel).text_label.text().startswith("● 首报保护到")
