"""What is printed beside circulars is asked for, then shown on the circulars' page."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.app import notifications
from desktop.circular.circular_view import CircularView
from desktop.commands import printouts
from desktop.main_window import MainWindow
from models.errors import UserError
from models.ledgers import Chain, ChainNode, Obligation
from models.storage.store import Session
from tests.rows import add_row


class ChoiceStub:
    """Stands for the question: answers with the line that holds a text, and keeps what was offered."""

    def __init__(self, wanted: str) -> None:
        self.wanted, self.choices_offered = wanted, [""]

    def ask(self, _parent: QWidget, _title: str, _question: str, offered: Sequence[str]) -> int | None:
        """Answer."""
        self.choices_offered = list(offered)
        return next((place for place, label in enumerate(offered) if self.wanted in label), None)


def shown_pdf(window: MainWindow, qtbot: QtBot) -> Path:
    """Wait for the sheet and give its file."""
    assert window.controller is not None
    page_stack = window.controller.page_stack
    page = page_stack.front_page(CircularView)
    assert page is not None
    qtbot.waitUntil(lambda: page.produced is not None)
    assert page.produced is not None
    assert page.produced.pdf is not None
    return page.produced.pdf


def add_obligations(window: MainWindow) -> None:
    """Let one unit be late and another on time."""
    assert window.controller is not None
    today, desk = window.controller.context.today, window.controller.book_session

    def fill(session: Session) -> None:
        given = {"side": "政府", "state": "办理中"}
        add_row(session, Obligation, name="环评", unit="环保局", due=today - timedelta(days=3), **given)
        add_row(session, Obligation, name="以后", unit="住建局", due=today + timedelta(days=90), **given)

    desk.run("示例", fill)


def test_the_units_to_be_chased_are_offered_and_one_s_letter_is_shown(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UserError, match="不用督办"):
        printouts.PrintSupervision().execute(window)
    add_obligations(window)
    asker = ChoiceStub("环保局")
    monkeypatch.setattr(notifications, "ask_choice", asker.ask)
    printouts.PrintSupervision().execute(window)
    assert asker.choices_offered == ["全部1个单位，一个单位一份", "环保局（1件，逾期1件）"]
    assert shown_pdf(window, qtbot).name == "环保局到期与逾期责任事项督办单.pdf"


def test_from_its_row_an_obligation_s_unit_is_chased_and_one_not_due_is_refused(
    window: MainWindow, qtbot: QtBot
) -> None:
    add_obligations(window)
    window.go("obligation")
    page = window.ledger_page
    assert page is not None
    names = [page.model.text(row, page.model.keys.index("name")) for row in range(2)]
    page.grid.go_to_cell(names.index("以后"), 0)
    with pytest.raises(UserError, match="还不到期"):
        printouts.SuperviseRow().execute(window)
    page.grid.go_to_cell(names.index("环评"), 0)
    printouts.SuperviseRow().execute(window)
    assert shown_pdf(window, qtbot).name.startswith("环保局")


def test_the_chain_looked_at_is_offered_first(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.controller is not None

    def fill(session: Session) -> None:
        chain = add_row(session, Chain, name="示例链")
        add_row(session, ChainNode, chain=chain, name="电池壳", gap="缺失待招")

    window.controller.book_session.run("示例", fill)
    asker = ChoiceStub("没有这一行")
    monkeypatch.setattr(notifications, "ask_choice", asker.ask)
    printouts.PrintWallChart().execute(window)
    assert asker.choices_offered[0].startswith("项目推进挂图")
    window.go("chain_map")
    asker.wanted = "示例链图谱　A3"
    printouts.PrintWallChart().execute(window)
    first = asker.choices_offered[0]
    assert first.endswith("A3（办公室打印机）")
    assert not first.startswith("项目推进挂图")
    assert "示例链招商图谱" in shown_pdf(window, qtbot).name


def test_a_handbook_and_the_problems_are_shown(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    printouts.PrintProblems().execute(window)
    assert "企业问题清单" in shown_pdf(window, qtbot).name
    monkeypatch.setattr(notifications, "ask_choice", ChoiceStub("焦化").ask)
    before = shown_pdf(window, qtbot)
    printouts.PrintHandbook().execute(window)
    qtbot.waitUntil(lambda: shown_pdf(window, qtbot) != before)
    assert "工作手册" in shown_pdf(window, qtbot).name


def test_the_list_for_the_fair_competition_review_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    printouts.PrintReviews().execute(window)
    assert shown_pdf(window, qtbot).name.endswith("公平竞争审查清单.pdf")
