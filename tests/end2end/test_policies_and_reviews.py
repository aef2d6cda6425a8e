"""A county ends an old policy, writes its own, reckons a reward by it, and pays it once its review is passed."""

from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.circular.circular_view import CircularView
from desktop.editors import Editor
from desktop.form.row_panel import RowPanel
from desktop.main_window import MainWindow
from models.fields.kind import ReadValue
from models.ledgers import Obligation, Policy, Reward, Setting
from models.queries.ledger_query import Condition, LedgerQuery, matching_ids
from tests.keys import replace_text


def parts_of(window: MainWindow) -> tuple[RowPanel, BookSession]:
    """Return the row panel and the book of the window."""
    assert window.controller is not None
    return window.controller.row_panel_controller.panel, window.controller.book_session


def type_fields(panel: RowPanel, fields: dict[str, str]) -> None:
    """Type into fields of the row on show."""
    for key, text in fields.items():
        replace_text(editor_of(panel, key), text)


def editor_of(panel: RowPanel, key: str) -> Editor:
    """Return the editor of a field of the row on show."""
    editor = panel.form_cache.currentWidget().open_field_row(key).editor  # type: ignore[attr-defined]  # a form
    assert isinstance(editor, Editor)
    return editor


def save(panel: RowPanel, qtbot: QtBot) -> None:
    """Save as a clerk does."""
    qtbot.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def row_named(book_session: BookSession, ledger: type[Policy | Reward | Obligation], name: str) -> str:
    """Return the id of the row of a name."""
    (row,) = book_session.read(
        lambda session: matching_ids(session, LedgerQuery(ledger, where=(Condition("name", "is", name),)))
    )
    return row


def sheet_text(window: MainWindow, qtbot: QtBot) -> str:
    """Wait for the sheet on the circulars' page and return its running text and tables."""
    assert window.controller is not None
    page = window.controller.page_stack.front_page(CircularView)
    assert page is not None
    qtbot.waitUntil(lambda: page.produced is not None)
    assert page.produced is not None
    return repr(page.produced.document)


def test_a_county_writes_its_own_policy_and_reckons_by_it(window: MainWindow, qtbot: QtBot) -> None:
    panel, book_session = parts_of(window)
    add, actions = window.actions_.actions_by_name["add_row"], window.actions_.actions_by_name
    window.go("policy")
    # The policy of 2021 is abolished; from then on it reckons nothing.
    panel.open_row(Policy, row_named(book_session, Policy, "引荐企业和个人奖励（2021年）"))
    type_fields(panel, {"abolished_on": "2024-8-1", "abolished_by": "某政〔2024〕9号"})
    save(panel, qtbot)
    add.trigger()
    facts = {"name": "引荐奖励办法", "document": "招商引荐奖励办法", "number": "某政〔2025〕3号", "clause": "第六条"}
    type_fields(panel, facts | {"kind": "引荐奖励", "valid_from": "2025-1-1", "cap": "100"})
    save(panel, qtbot)
    policy = row_named(book_session, Policy, "引荐奖励办法")
    for name, least, most, rate in (("一档", "1000", "5000", "1%"), ("二档", "5000", "", "0.8%")):
        panel.open_row(Policy, policy)
        panel.detail_stack.add_wanted.emit("policy_tier")
        measured = {"name": name, "measure": "固投实际额", "base": "固投实际额", "least": least, "rate": rate}
        type_fields(panel, measured | ({"most": most} if most else {}))
        save(panel, qtbot)

    window.go("reward")
    add.trigger()
    type_fields(panel, {"name": "示例引荐人", "kind": "引荐奖励", "real_amount": "2亿"})
    save(panel, qtbot)
    page = window.ledger_page
    assert page is not None
    page.show_row(row_named(book_session, Reward, "示例引荐人"))
    actions["reward_sheet"].trigger()
    # 20,000 × 0.8 % = 160, capped at 100.
    text = sheet_text(window, qtbot)
    for words in ("招商引荐奖励办法", "某政〔2025〕3号", "第六条", "2025-01-01起", "未审查", "封顶100万元"):
        assert words in text, words
    assert "河政办函" not in text


def test_a_promise_is_typed_with_its_caution_and_paid_past_its_review(window: MainWindow, qtbot: QtBot) -> None:
    panel, book_session = parts_of(window)
    where = (Condition("key", "is", "review_gate"),)
    (gate,) = book_session.read(lambda session: matching_ids(session, LedgerQuery(Setting, where=where)))
    book_session.run("必须", lambda session: session.get_one(Setting, gate).assign("value", ReadValue("必须")))
    window.go("obligation")
    window.actions_.actions_by_name["add_row"].trigger()
    type_fields(panel, {"name": "税收返还三年", "side": "政府", "kind": "承诺", "amount": "300万"})
    strip = panel.strips.review_strip
    qtbot.waitUntil(lambda: strip.isVisibleTo(panel))
    rule = "见《公平竞争审查条例》第十条、实施办法第十九条。"
    assert strip.caution_label.text() == f"▲ 公平竞争审查：未审查，写着“税收返还”。{rule}"
    qtbot.mouseClick(strip.note_button, Qt.MouseButton.LeftButton)
    assert "国务院令第783号" in strip.note_label.text()
    save(panel, qtbot)
    row = row_named(book_session, Obligation, "税收返还三年")
    type_fields(panel, {"fulfilled": "100"})
    save(panel, qtbot)
    form = panel.form_cache.currentWidget()
    assert "兑付前还缺公平竞争审查：未审查" in form.field_rows["fulfilled"].error_label.text()  # type: ignore[attr-defined]
    type_fields(panel, {"review": "通过", "review_on": "2026-6-1"})
    save(panel, qtbot)
    save(panel, qtbot)
    promise = book_session.read(lambda session: session.get_one(Obligation, row))
    assert (promise.fulfilled, promise.review, promise.review_on) == (Decimal(100), "通过", date(2026, 6, 1))
    qtbot.waitUntil(strip.isHidden)
    window.actions_.actions_by_name["undo"].trigger()
    assert book_session.read(lambda session: session.get_one(Obligation, row)).fulfilled is None
