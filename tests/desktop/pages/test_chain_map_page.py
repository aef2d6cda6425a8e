"""The chain's page draws every step, is walked with the keys, and leads from a step to its rows."""

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.main_window import MainWindow
from desktop.pages.chain_map_page import ChainMapPage
from models.ledgers import Chain, ChainNode, Enterprise, Project
from models.queries.ledger_query import LedgerQuery
from models.rules.vocabulary import NodeState
from models.storage.store import Session
from tests.rows import add_row


def chain(session: Session) -> str:
    """Put a chain of three steps into a book, its last one missing."""
    row = add_row(session, Chain, name="铝产业链")
    nodes = [
        add_row(session, ChainNode, chain=row, name=name, line=1, step=step, gap=gap)
        for step, (name, gap) in enumerate(
            (("氧化铝", NodeState.PRESENT), ("电解铝", None), ("电池壳", NodeState.MISSING)), start=1
        )
    ]
    add_row(session, Enterprise, name="甲集团", anchor="链主", chain=row, node=nodes[0])
    add_row(session, Project, name="电池壳项目", chain=row, node=nodes[2])
    return row


def shown(page_context: PageContext, qtbot: QtBot) -> ChainMapPage:
    """Open the page on a book with one chain."""
    page = ChainMapPage(page_context)
    qtbot.addWidget(page)
    page.resize(1180, 640)
    page.show()
    page.refresh()
    return page


def test_every_step_stands_left_of_what_follows_it(page_context: PageContext, qtbot: QtBot) -> None:
    page_context.book_session.run("示例", chain)
    page = shown(page_context, qtbot)
    places = [page.canvas.box_rects[name] for name in ("氧化铝", "电解铝", "电池壳")]
    assert all(place.right() < other.left() for place, other in pairwise(places))
    assert not any(place.intersects(other) for place in places for other in places if place != other)
    assert places[-1].right() <= page.canvas.width()
    assert page.count.text() == "3个环节：本地已有1、缺失待招1、未标明1；线索0条，项目1个"
    assert not page.canvas.grab().isNull()


def test_the_keys_walk_along_the_chain_and_enter_leads_to_the_rows(page_context: PageContext, qtbot: QtBot) -> None:
    page_context.book_session.run("示例", chain)
    page = shown(page_context, qtbot)
    page.canvas.setFocus()
    visited = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Right):
        qtbot.keyClick(page.canvas, key)
        assert page.canvas.current_box is not None
        visited.append(page.canvas.current_box.name)
    assert visited == ["电解铝", "电池壳", "电池壳", "电解铝", "电池壳"]
    assert page.canvas.accessibleDescription() == "电池壳，缺失待招，线索 0 条　项目 1 个"
    qtbot.keyClick(page.canvas, Qt.Key.Key_Return)
    assert page.card.buttons[0].hasFocus() or not page.isActiveWindow()
    assert [button.text() for button in page.card.buttons] == ["环节资料　›", "项目 1 个　›"]
    with qtbot.waitSignal(page.view_wanted) as signal:
        page.card.buttons[1].click()
    assert signal.args is not None
    view, heading = signal.args
    assert isinstance(view, LedgerQuery)
    assert (view.ledger, len(view.row_ids or ())) == (Project, 1)
    assert heading == "电池壳：项目"


def test_a_click_chooses_a_step(page_context: PageContext, qtbot: QtBot) -> None:
    page_context.book_session.run("示例", chain)
    page = shown(page_context, qtbot)
    qtbot.mouseClick(page.canvas, Qt.MouseButton.LeftButton, pos=page.canvas.box_rects["电解铝"].center().toPoint())
    assert page.canvas.current_box is not None
    assert page.canvas.current_box.name == "电解铝"


def test_a_book_without_a_chain_says_what_belongs_here(page_context: PageContext, qtbot: QtBot) -> None:
    page = shown(page_context, qtbot)
    assert page.stack.currentWidget() is page.empty_state
    page_context.book_session.run("示例", chain)
    assert page.stack.currentWidget() is not page.empty_state


def test_every_chain_of_hejin_fits_its_room(window: MainWindow, qtbot: QtBot, hejin_book: Path) -> None:
    window.go("chain_map")
    assert window.controller is not None
    page = window.controller.page_stack.currentWidget()
    assert isinstance(page, ChainMapPage)
    for number in range(page.chain_choice.count()):
        page.chain_choice.setCurrentIndex(number)
        page.on_chain_chosen()
        names = {box.name for box in page.canvas.boxes}
        assert names == set(page.canvas.box_rects)
        assert max(place.right() for place in page.canvas.box_rects.values()) <= page.area.viewport().width()
    with qtbot.waitSignal(page.view_wanted):
        page.card.buttons[0].click()
    assert window.ledger_page is not None
    assert window.ledger_page.ledger is ChainNode
