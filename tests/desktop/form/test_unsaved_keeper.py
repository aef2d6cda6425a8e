"""What is typed and not saved: in the file while it is, out of it when it is saved or given up, offered when lost."""

import json
import logging
import os
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QSplitter
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.form.unsaved_keeper import UnsavedKeeper
from desktop.form.unsaved_rows import UnsavedFile
from desktop.shell.page_stack import PageStack
from desktop.shell.row_panel_controller import RowPanelController
from models.exchange.export_rows import book_id
from models.ledgers import Enterprise, Lead, Project, TaskForce, Visit
from models.queries.ledger_query import LedgerQuery, count_rows
from tests import rows
from tests.desktop.form.test_row_panel import editor, form
from tests.keys import replace_text


@pytest.fixture
def controller(page_context: PageContext, qtbot: QtBot) -> RowPanelController:
    """Give the panel beside an empty stack of pages, in a window in front."""
    splitter = QSplitter()
    qtbot.addWidget(splitter)
    stack = PageStack(page_context)
    splitter.addWidget(stack)
    controller = RowPanelController(stack, splitter)
    splitter.resize(1200, 700)
    with qtbot.waitActive(splitter):
        splitter.show()
        splitter.activateWindow()
    return controller


def path_of(context: PageContext) -> Path:
    """Return where the file of the book is."""
    return UnsavedFile(context.book_session.read(book_id)).path


def typed_texts(context: PageContext) -> list[dict[str, Any]]:
    """Read the texts of the file, row by row, as they stand in it; nothing where there is no file."""
    path = path_of(context)
    if not path.exists():
        return []
    return [row["texts"] for typing in json.loads(path.read_text("utf-8"))["typings"] for row in typing["rows"]]


def next_run(context: PageContext) -> UnsavedKeeper:
    """Give what the program finds when it is started again."""
    return UnsavedKeeper(context.book_session, context.book_session)


def test_it_is_written_by_itself_and_gone_when_it_is_saved(
    controller: RowPanelController, page_context: PageContext, qtbot: QtBot
) -> None:
    controller.show_row(Enterprise, None)
    replace_text(editor(controller.panel, "name"), "示例新材料")
    assert typed_texts(page_context) == []
    qtbot.waitUntil(lambda: [texts.get("name") for texts in typed_texts(page_context)] == ["示例新材料"])
    assert controller.panel.save()
    assert not path_of(page_context).exists()


def test_it_is_gone_when_it_is_given_up_or_taken_back(
    controller: RowPanelController, page_context: PageContext
) -> None:
    book_session = page_context.book_session
    controller.show_row(Enterprise, None)
    replace_text(editor(controller.panel, "name"), "示例新材料")
    controller.unsaved.update()
    assert path_of(page_context).exists()
    controller.panel.foot.cancel_button.click()
    assert not path_of(page_context).exists()
    row = book_session.run("示例", lambda session: rows.add_row(session, Project, name="汾河焦化"))
    controller.show_row(Project, row)
    replace_text(editor(controller.panel, "name"), "")
    controller.unsaved.update()
    assert typed_texts(page_context) == [{"name": ""}]
    assert not controller.panel.leave()
    assert path_of(page_context).exists()
    controller.panel.foot.revert_button.click()
    assert not path_of(page_context).exists()


def test_a_row_half_typed_for_a_link_of_another_comes_back_with_it(
    controller: RowPanelController, page_context: PageContext
) -> None:
    book_session = page_context.book_session
    visit = book_session.run("示例", lambda session: rows.add_row(session, Visit, direction="外出", company="甲公司"))
    controller.show_row(Visit, visit)
    controller.panel.foot.carry_on_bar.buttons["lead"].click()
    replace_text(editor(controller.panel, "name"), "炭黑项目")
    controller.panel.add_linked("task_force", "task_force", "化工")
    replace_text(editor(controller.panel, "name"), "化工专班")
    controller.unsaved.update()
    left = next_run(page_context)
    assert left.offer_text().startswith("上次没有保存的内容：线索“炭黑项目”、招商专班“化工专班”，")
    for _ in range(2):
        controller.panel.discard()
    controller.panel.close_row()
    assert left.offer is not None
    assert controller.resume(left.offer)
    assert controller.panel.current_row() == (TaskForce, None)
    assert editor(controller.panel, "name").text() == "化工专班"
    counts = [
        book_session.read(lambda session, ledger=ledger: count_rows(session, LedgerQuery(ledger)))  # type: ignore[misc]
        for ledger in (Lead, TaskForce)
    ]
    assert counts == [0, 0]
    assert controller.panel.save()
    assert controller.panel.current_row() == (Lead, None)
    assert editor(controller.panel, "task_force").text() == "化工专班"
    assert controller.panel.save()
    assert book_session.read(lambda session: session.get_one(Visit, visit).lead) == controller.panel.current_row()[1]  # type: ignore[index]


def test_a_picked_row_among_several_of_one_name_is_picked_again(
    controller: RowPanelController, page_context: PageContext
) -> None:
    book_session = page_context.book_session
    first, second = (book_session.run("示例", lambda session: rows.add_lead(session, "同名线索")) for _ in range(2))
    visit = book_session.run("示例", lambda session: rows.add_row(session, Visit, direction="外出", company="甲公司"))
    controller.show_row(Visit, visit)
    form(controller.panel).put_back({"lead": "同名线索"}, {"lead": second})
    controller.unsaved.update()
    left = next_run(page_context)
    controller.panel.revert()
    assert left.offer is not None
    assert controller.resume(left.offer)
    assert editor(controller.panel, "lead").raw_value() == second != first
    assert book_session.read(lambda session: session.get_one(Visit, visit).lead) is None
    controller.panel.revert()


def test_what_was_saved_after_all_is_not_offered(controller: RowPanelController, page_context: PageContext) -> None:
    book_session = page_context.book_session
    row = book_session.run("示例", lambda session: rows.add_row(session, Project, name="汾河焦化"))
    controller.show_row(Project, row)
    replace_text(editor(controller.panel, "name"), "汾河焦化二期")
    controller.unsaved.update()
    content = path_of(page_context).read_bytes()
    assert next_run(page_context).offer is not None
    assert controller.panel.leave()
    path_of(page_context).write_bytes(content)  # the program ended just before the file was removed
    assert next_run(page_context).offer_text() == ""
    assert not path_of(page_context).exists()


def test_a_row_in_the_recycle_bin_is_named_and_a_row_that_is_gone_becomes_a_new_one(
    controller: RowPanelController, page_context: PageContext
) -> None:
    book_session = page_context.book_session
    row = book_session.run("示例", lambda session: rows.add_row(session, Project, name="汾河焦化"))
    controller.show_row(Project, row)
    replace_text(editor(controller.panel, "name"), "汾河焦化二期")
    controller.unsaved.update()
    left = next_run(page_context)
    assert left.offer is not None
    assert left.row_in_bin(left.offer) is None
    controller.panel.revert()
    book_session.undo()
    assert left.row_in_bin(left.offer) == left.offer.rows[0]
    path = path_of(page_context)
    path.write_text(path.read_text("utf-8").replace(row, "0" * 32), "utf-8")  # of a later copy of the book
    left = next_run(page_context)
    assert left.offer is not None
    assert controller.resume(left.offer)
    assert controller.panel.current_row() == (Project, None)
    assert editor(controller.panel, "name").text() == "汾河焦化二期"


def test_a_disk_that_is_full_is_said_once_and_no_text_is_logged(
    controller: RowPanelController,
    page_context: PageContext,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    sentences: list[str] = []
    controller.user_error.connect(sentences.append)
    monkeypatch.setattr(os, "fsync", fail)
    controller.show_row(Enterprise, None)
    for name in ("示例甲", "示例乙"):
        replace_text(editor(controller.panel, "name"), name)
        controller.unsaved.update()
    assert sentences == ["没保存的内容暂时记不下来（磁盘已满），断电会丢；请早点保存。"]
    assert len(caplog.records) == 2
    assert not any("示例" in record.getMessage() for record in caplog.records)
    caplog.clear()


def test_a_damaged_file_is_passed_over(
    page_context: PageContext, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    path = path_of(page_context)
    path.parent.mkdir(parents=True)
    path.write_text('{"format": 1, "book": "示例', "utf-8")
    with caplog.at_level(logging.INFO):
        assert next_run(page_context).offer is None
    assert [record.getMessage() for record in caplog.records] == [
        "what was typed and not saved cannot be read: JSONDecodeError"
    ]
    path.write_text('{"format": 2}', "utf-8")
    assert next_run(page_context).offer is None
