"""Every page, form, menu and dialog fits 1366×768 at 125 %, and 1600×900 at 125 %, without making the window larger."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.app.preferences import Preferences
from tests.rows import copy_template
from tests.surfaces import dialogs, forms, menus, pages
from tests.windows import WindowOpener, find_children, let_time_pass

SIZES = ((1280, 707), (1093, 599))  # logical pixels of the window; the smaller one last


@pytest.mark.parametrize("part", [pages, forms, dialogs, menus])
def test_it_fits(part: object, opener: WindowOpener, demo_book: Path, tmp_path: Path, qtbot: QtBot) -> None:
    window = opener(copy_template(demo_book, tmp_path))

    def settle() -> None:
        let_time_pass(30)
        qtbot.waitUntil(lambda: not window.jobs.busy)
        let_time_pass(10)

    window.resize(*SIZES[-1])
    wrong: list[str] = []
    count = 0
    for name, widget in part(window, settle):  # type: ignore[operator]  # one of those above
        count += 1
        for size in SIZES:
            if widget is window:
                window.resize(*size)
                settle()
            if widget.width() > size[0] or widget.height() > size[1]:
                wrong.append(f"{name}: {widget.width()}×{widget.height()} at {size[0]}×{size[1]}")
    assert count > 5
    assert wrong == []


def test_beside_the_panel_the_buttons_of_a_ledger_keep_their_icons_alone_and_their_names(
    opener: WindowOpener, demo_book: Path, tmp_path: Path, preferences: Preferences
) -> None:
    preferences.update(page="lead")
    window = opener(copy_template(demo_book, tmp_path))
    window.resize(*SIZES[-1])
    page = window.ledger_page
    assert page is not None
    assert window.controller is not None
    button = next(button for button in find_children(page, QPushButton) if button.accessibleName() == "筛选")
    assert button.text() == "筛选"
    page.grid.selectRow(0)
    window.controller.row_panel_controller.toggle()
    let_time_pass(200)
    assert (button.text(), button.accessibleName()) == ("", "筛选")
    assert "筛选" in button.toolTip()
    assert not button.icon().isNull()
    window.controller.row_panel_controller.toggle()
    let_time_pass(200)
    assert button.text() == "筛选"
