"""Where a number comes from: its formula, its rows by name, and why there are none."""

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.circular.figure_panel import FigurePanel
from models.ledgers import Lead
from reports.figures.figure import Figure
from tests.rows import add_lead


@pytest.fixture
def panel(desk: BookSession, qtbot: QtBot) -> FigurePanel:
    """Show the panel."""
    panel = FigurePanel(desk)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def figure(*rows: str, ledger: str = "lead", value: Decimal | None = Decimal(2)) -> Figure:
    return Figure("leads", "上报线索", "条", value, "日期在本期的线索数", rows, 0, ledger)


def test_before_a_number_is_clicked_it_says_what_to_do(panel: FigurePanel) -> None:
    assert panel.figure is None
    assert panel.button.isHidden()
    panel.request_rows()  # Enter on no figure does nothing


def test_its_rows_are_listed_by_name_and_lead_to_the_ledger(
    panel: FigurePanel, desk: BookSession, qtbot: QtBot
) -> None:
    rows = desk.run("示例", lambda session: [add_lead(session, name) for name in ("示例甲", "示例乙")])
    panel.show_figure(figure(*rows))
    assert (panel.label.text(), panel.value.text(), panel.formula.text()) == (
        "上报线索",
        "2条",
        "日期在本期的线索数",
    )
    assert [panel.rows.item(number).text() for number in range(2)] == ["示例甲", "示例乙"]
    assert panel.count.text() == "由 2 条线索得来："
    with qtbot.waitSignal(panel.rows_wanted) as wanted:
        panel.button.click()
    assert wanted.args == [Lead, tuple(rows), "上报线索 2条"]
    with qtbot.waitSignal(panel.rows_wanted) as one_row:
        panel.rows.itemActivated.emit(panel.rows.item(1))
    assert one_row.args == [Lead, (rows[1],), "上报线索 2条"]


def test_a_row_that_is_gone_is_still_counted(panel: FigurePanel, desk: BookSession) -> None:
    row = desk.run("示例", lambda session: add_lead(session, "示例甲"))
    panel.show_figure(figure(row, "0" * 32))
    assert [panel.rows.item(number).text() for number in range(2)] == ["示例甲", "（已不在）"]


@pytest.mark.parametrize(
    ("shown", "why"),
    [
        (figure(value=None), "缺少算它要用的数（例如没有定目标），所以印“—”。"),
        (figure(value=Decimal(0)), "没有符合条件的行。"),
        (figure(ledger="", value=Decimal("83.33")), "由别的数算出，没有直接对应的行。"),
    ],
)
def test_a_number_without_rows_says_why(panel: FigurePanel, shown: Figure, why: str) -> None:
    panel.show_figure(shown)
    assert panel.count.text() == why
    assert panel.button.isHidden()
    assert panel.rows.count() == 0


def test_of_very_many_rows_the_first_are_listed_and_all_are_opened(panel: FigurePanel, qtbot: QtBot) -> None:
    rows = tuple(f"{number:032x}" for number in range(300))
    panel.show_figure(figure(*rows, value=Decimal(300)))
    assert panel.rows.count() == 200
    assert panel.button.text() == "看这 300 条线索"
    with qtbot.waitSignal(panel.rows_wanted) as wanted:
        panel.request_rows()
    assert (wanted.args or [None, ()])[1] == rows


def test_another_circular_forgets_the_number(panel: FigurePanel, desk: BookSession) -> None:
    row = desk.run("示例", lambda session: add_lead(session, "示例甲"))
    panel.show_figure(figure(row))
    panel.clear()
    assert panel.figure is None
    assert panel.rows.count() == 0
    assert panel.button.isHidden()
