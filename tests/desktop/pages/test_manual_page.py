"""The manual has its contents and finds words."""

from pytestqt.qtbot import QtBot

from desktop.commands import load_commands
from desktop.pages.manual_page import ManualPage
from resources import MANUAL


def test_contents_and_search(qtbot: QtBot) -> None:
    page = ManualPage()
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    names = [page.contents.item(row).text() for row in range(page.contents.count())]
    assert names[0] == "第一次使用"
    assert {"出通报", "备份", "几个人一起用", "键盘"} <= set(names)
    page.contents.setCurrentRow(names.index("备份"))
    assert page.text.textCursor().block().text() == "备份"
    page.search_box.setText("回收站")
    assert page.count.text().startswith("共 ")
    at = page.text.textCursor().position()
    page.find_next()
    assert page.text.textCursor().position() > at
    page.search_box.setText("没有的词")
    assert page.count.text() == "没有找到"


def test_it_names_the_keys_the_program_has() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    keys = {command.shortcut for command in load_commands() if command.shortcut}
    for key in ("Ctrl+N", "Ctrl+Z", "Ctrl+Y", "F2", "F4", "Ctrl+-", "Ctrl+K", "Ctrl+F", "F5", "F1"):
        assert key in keys
        assert f"`{key}`" in text
