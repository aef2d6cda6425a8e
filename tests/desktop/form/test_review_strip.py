"""The caution above policies, promises and rewards: as it is typed, for whom it stands, and that it takes its room."""

from decimal import Decimal

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.form.row_panel import RowPanel
from models.ledgers import Obligation, Policy, PolicyTier, Project, Reward, Term
from models.storage.store import Session
from tests.desktop.form.test_row_panel import editor, panel
from tests.keys import replace_text
from tests.rows import add_row

__all__ = ["panel"]
RULE = "见《公平竞争审查条例》第十条、实施办法第十九条。"


def cautions(panel: RowPanel) -> str:
    """Judge at once, without waiting for a pause, and return the caution on show."""
    strip = panel.strips.review_strip
    strip.check_row()
    return strip.caution_label.text() if strip.isVisibleTo(panel) else ""


def fill(session: Session) -> tuple[str, str, str]:
    """Add a policy tied to tax, a reward under it and a project."""
    if not session.query(Term).filter(Term.dictionary == "review_word").count():
        add_row(session, Term, dictionary="review_word", word="税收返还", rank=1)
    policy = add_row(session, Policy, name="某办法", kind="落户奖励")
    add_row(session, PolicyTier, policy=policy, name="一档", base="税收增量", rate=Decimal(30), tax=Decimal(10))
    reward = add_row(session, Reward, name="甲公司", kind="落户奖励", policy=policy)
    return policy, reward, add_row(session, Project, name="税收返还项目")


def test_policies_and_rewards_say_what_ties_them_and_projects_nothing(panel: RowPanel, county: BookSession) -> None:
    policy, reward, project = county.run("示例", fill)
    for ledger, row in ((Policy, policy), (Reward, reward)):
        panel.open_row(ledger, row)
        assert cautions(panel) == f"▲ 公平竞争审查：未审查，按税收增量计奖。{RULE}"
    panel.open_row(Project, project)
    assert cautions(panel) == ""


def test_a_promise_is_judged_while_it_is_typed(panel: RowPanel, county: BookSession, qtbot: QtBot) -> None:
    county.run("示例", fill)
    panel.open_row(Obligation, None)
    for key, text in (("side", "政府"), ("name", "通水通电")):
        replace_text(editor(panel, key), text)
    assert cautions(panel) == ""
    replace_text(editor(panel, "clause"), "前三年税收返还一半")
    assert cautions(panel) == f"▲ 公平竞争审查：未审查，写着“税收返还”。{RULE}"
    qtbot.keyClick(editor(panel, "tied").focusProxy(), Qt.Key.Key_N)
    assert cautions(panel) == ""
    qtbot.keyClick(editor(panel, "tied").focusProxy(), Qt.Key.Key_Y)
    replace_text(editor(panel, "review"), "审查中")
    assert cautions(panel) == f"▲ 公平竞争审查：审查中，写着“税收返还”，人工核对为挂钩。{RULE}"
    replace_text(editor(panel, "side"), "企业")
    assert cautions(panel) == ""


def test_the_rules_unfold_below_and_the_strip_is_no_higher_than_its_text(
    panel: RowPanel, county: BookSession, qtbot: QtBot
) -> None:
    policy, _, _ = county.run("示例", fill)
    panel.open_row(Policy, policy)
    cautions(panel)
    strip = panel.strips.review_strip
    qtbot.waitUntil(lambda: 0 < panel.strips.height() < 120)  # two lines and a button, not half the panel
    assert not strip.note_label.isVisibleTo(panel)
    strip.note_button.click()
    assert "第783号" in strip.note_label.text()
    assert strip.note_label.isVisibleTo(panel)
    strip.note_button.click()
    assert not strip.note_label.isVisibleTo(panel)
