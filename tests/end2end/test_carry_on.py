"""A clerk comes home from a visit: it becomes a lead, the lead is talked about, a promise is kept in mind."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.form.row_panel import RowPanel
from desktop.main_window import MainWindow
from desktop.pages.dashboard_page import DashboardPage
from models.fields.base import Ledger
from models.ledgers import Lead, Negotiation, Obligation, Visit
from models.queries.ledger_query import LedgerQuery, count_rows, matching_ids
from models.queries.row_detail import load_row_detail
from tests.desktop.form.test_row_panel import editor
from tests.keys import key_receiver, replace_text


def fill(panel: RowPanel, **texts: str) -> None:
    """Type into the fields of the row shown and save it with the keys."""
    for key, text in texts.items():
        replace_text(editor(panel, key), text)
        last = key_receiver(editor(panel, key))
    QTest.keyClick(last, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def texts_of(window: MainWindow, ledger: type[Ledger], *keys: str) -> list[str]:
    """Read some fields of a ledger's only row."""
    assert window.book_session is not None
    (row,) = window.book_session.read(lambda session: matching_ids(session, LedgerQuery(ledger)))
    row_detail = window.book_session.read(lambda session: load_row_detail(session, ledger, row))
    assert row_detail is not None
    return [row_detail.values[key].text for key in keys]


def test_from_a_visit_to_a_promise(window: MainWindow, qtbot: QtBot) -> None:
    assert window.controller is not None
    assert window.book_session is not None
    today = window.controller.context.today.isoformat()
    window.go("visit")
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    panel = window.controller.row_panel_controller.panel
    assert editor(panel, "on").text() == today
    fill(panel, direction="外出", company="示例新材料有限公司", place="江苏常州", met="示例乙", content="看了厂房")
    panel.foot.carry_on_bar.buttons["lead"].click()
    fill(panel, name="炭黑项目", owner="示例甲")
    assert texts_of(window, Visit, "lead") == ["炭黑项目"]
    assert texts_of(window, Lead, "investor", "place", "contact", "content", "reported_on") == [
        *("示例新材料有限公司", "江苏常州", "示例乙", "看了厂房", today)
    ]
    panel.foot.carry_on_bar.buttons["negotiation"].click()
    fill(panel, content="谈用地", next_step="协调用地预审", next_on=today)
    assert texts_of(window, Negotiation, "lead", "ours", "theirs") == ["炭黑项目", "示例甲", "示例乙"]
    panel.foot.carry_on_bar.buttons["obligation"].click()
    assert editor(panel, "due").text() == today
    QTest.keyClick(key_receiver(editor(panel, "due")), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert texts_of(window, Obligation, "name", "owner", "raised_on") == ["协调用地预审", "示例甲", today]
    window.go("home")
    dashboard = window.controller.front_page
    assert isinstance(dashboard, DashboardPage)
    sentence = "1 轮洽谈下一步临期"
    qtbot.waitUntil(lambda: sentence in [button.text().strip() for button in dashboard.item_buttons])
    for _ in range(4):
        window.book_session.undo()
    ledgers = (Visit, Lead, Negotiation, Obligation)
    assert window.book_session.read(
        lambda session: [count_rows(session, LedgerQuery(ledger)) for ledger in ledgers]
    ) == [0, 0, 0, 0]
