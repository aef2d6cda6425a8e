"""An amount far from its peers, and a text that lost its unit, are pointed out below their field; they are taken."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QRect
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.form.form_layout import LedgerForm
from desktop.form.row_panel import RowPanel
from models.ledgers import Project
from tests.keys import replace_text
from tests.rows import add_row

USUAL_TOTALS = (3000, 5000, 6000, 8000)


@pytest.fixture
def panel(county: BookSession, qtbot: QtBot) -> RowPanel:
    """Show a project among others of a few thousand 万元."""

    def put(session: object) -> str:
        for number, total in enumerate(USUAL_TOTALS):
            add_row(session, Project, name=f"别的{number}", total=Decimal(total))  # type: ignore[arg-type]  # a session
        return add_row(session, Project, name="甲项目", total=Decimal(4000))  # type: ignore[arg-type]  # a session

    row = county.run("示例", put)
    panel = RowPanel(county)
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    panel.show()
    panel.open_row(Project, row)
    return panel


def typed(panel: RowPanel, key: str, text: str) -> str:
    """Type into a field and give what stands below it."""
    row = panel.form_cache.currentWidget().open_field_row(key)  # type: ignore[attr-defined]  # a form
    replace_text(row.editor, text)
    panel.strips.unit_hint.check_fields()
    return row.warning_label.text() if row.warning_label is not None and row.warning_label.isVisibleTo(panel) else ""


def test_an_amount_a_thousand_times_off_is_pointed_out_and_taken(county: BookSession, panel: RowPanel) -> None:
    assert typed(panel, "total", "4500") == ""
    hint = typed(panel, "total", "8亿")
    assert hint == ""  # 80,000 万元 is sixteen times the others: large projects are
    assert "大上千倍（中位数 5,500 万元），请核对单位；本栏单位是万元" in typed(panel, "total", "6,000,000")
    assert "小上千倍" in typed(panel, "total", "0.5")
    assert panel.leave()
    now = panel.current_row()
    assert now is not None
    assert county.read(lambda session: session.get_one(Project, now[1]).total) == Decimal("0.5")


def test_a_text_that_lost_its_unit_is_pointed_out(panel: RowPanel) -> None:
    assert typed(panel, "content", "年产10万吨，总投资261.72元") == "“261.72元”像是漏了“万”或“亿”，请核对。"
    assert typed(panel, "content", "年产10万吨，总投资261.72亿元") == ""


def test_an_amount_that_lost_its_unit_is_pointed_out_while_it_is_typed(panel: RowPanel) -> None:
    assert typed(panel, "total", "261.72元") == "“261.72元”像是漏了“万”或“亿”，请核对。"
    assert typed(panel, "total", "261.72亿元") == ""


def test_what_is_said_below_a_field_at_the_bottom_comes_into_sight(panel: RowPanel, qtbot: QtBot) -> None:
    sections: LedgerForm = panel.form_cache.currentWidget()  # type: ignore[assignment]  # a form
    row = sections.open_field_row("total")
    assert row.editor is not None
    row.editor.setFocus()
    sections.ensureWidgetVisible(row, 0, 0)
    typed(panel, "total", "6,000,000")
    view = sections.viewport()

    def seen() -> None:
        assert row.warning_label is not None
        assert view.rect().contains(QRect(row.warning_label.mapTo(view, QPoint()), row.warning_label.size()))

    qtbot.waitUntil(seen)


def test_what_cannot_be_read_yet_is_nobody_s_doubt(panel: RowPanel) -> None:
    assert typed(panel, "total", "很多") == ""
