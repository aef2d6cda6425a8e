"""设置: the county, its words, its definitions, its calendar and who works."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.county.definitions_sheet import DefinitionsSheet
from desktop.county.rows_sheet import RowsSheet
from desktop.county.words_sheet import WordsSheet
from desktop.desk import Desk
from desktop.pages.profile import ProfilePage
from desktop.panel.form import RowPanel
from desktop.panel.sections import Sections
from models.browse import View, count, ids
from models.definitions import RULES
from models.ledgers import County, Holiday, Lead, Scheme, Setting
from models.words import words
from tests import rows
from tests.keys import fill, type_in
from tests.windows import children


@pytest.fixture
def page(county: Desk, qtbot: QtBot) -> ProfilePage:
    """Give the settings in a window in front of all others."""
    page = ProfilePage(county)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def open_sheet(page: ProfilePage, name: str) -> object:
    """Open a sheet by its name in the list."""
    (item,) = page.list.findItems(name, Qt.MatchFlag.MatchExactly)
    page.list.setCurrentItem(item)
    return page.sheets[name]


def test_the_county_is_the_first_sheet_and_saves_itself(page: ProfilePage, county: Desk) -> None:
    panel = page.sheets["县情"]
    assert isinstance(panel, RowPanel)
    form = panel.forms.currentWidget()
    assert isinstance(form, Sections)
    word = form.row_of("number_word").editor
    assert word is not None
    fill(word, "河招专")
    assert panel.leave()
    row = county.ask(lambda session: ids(session, View(County)))[0]
    assert county.ask(lambda session: session.get_one(County, row)).number_word == "河招专"


def test_words_are_added_renamed_ordered_and_laid_to_rest(page: ProfilePage, county: Desk, qtbot: QtBot) -> None:
    sheet = open_sheet(page, "字典")
    assert isinstance(sheet, WordsSheet)
    row = county.deed("示例", lambda session: rows.lead(session, channel="引荐企业"))
    sheet.which.setCurrentIndex(sheet.which.findData("channel"))
    assert sheet.which.currentText().startswith("信息渠道")
    type_in(sheet.line, "校友引荐")
    qtbot.keyClick(sheet.line, Qt.Key.Key_Return)
    assert sheet.list.currentItem().text() == "校友引荐"

    (item,) = sheet.list.findItems("引荐企业", Qt.MatchFlag.MatchExactly)
    item.setText("企业引荐")
    qtbot.waitUntil(lambda: bool(sheet.list.findItems("企业引荐", Qt.MatchFlag.MatchExactly)))
    assert county.ask(lambda session: session.get_one(Lead, row)).channel == "企业引荐"
    county.undo()
    assert county.ask(lambda session: session.get_one(Lead, row)).channel == "引荐企业"

    sheet.refresh()
    sheet.list.setCurrentRow(1)
    second = sheet.list.currentItem().text()
    sheet._move(-1)  # noqa: SLF001 - what 上移 does
    assert sheet.list.item(0).text() == second
    sheet.rest.click()
    assert sheet.list.item(0).text() == f"{second}（停用）"
    assert second not in county.context().terms["channel"]
    sheet.rest.click()
    assert second in county.context().terms["channel"]


def test_a_word_that_is_there_is_refused_beside_the_list(page: ProfilePage, qtbot: QtBot) -> None:
    sheet = open_sheet(page, "字典")
    assert isinstance(sheet, WordsSheet)
    sheet.which.setCurrentIndex(sheet.which.findData("stage"))
    (item,) = sheet.list.findItems("签约", Qt.MatchFlag.MatchExactly)
    item.setText("签了")
    assert "不能改名" in sheet.refused.text()
    qtbot.waitUntil(lambda: bool(sheet.list.findItems("签约", Qt.MatchFlag.MatchExactly)))
    type_in(sheet.line, "签约")
    sheet.add()
    assert "已经在这个字典里" in sheet.refused.text()
    assert sheet.line.text() == "签约"


def test_a_definition_is_chosen(page: ProfilePage, county: Desk, qtbot: QtBot) -> None:
    sheet = open_sheet(page, "统计口径")
    assert isinstance(sheet, DefinitionsSheet)
    box = sheet.choices["pace"]
    assert isinstance(box, QComboBox)
    with qtbot.waitSignal(sheet.done):
        box.textActivated.emit("按日")
    settings = county.ask(lambda session: [session.get_one(Setting, row) for row in ids(session, View(Setting))])
    assert {setting.key: setting.value for setting in settings}["pace"] == "按日"
    county.undo()
    qtbot.waitUntil(lambda: isinstance(now := sheet.choices["pace"], QComboBox) and now.currentText() == "按月")


def test_holidays_are_listed_and_added(page: ProfilePage, county: Desk, qtbot: QtBot) -> None:
    sheet = open_sheet(page, "节假日")
    assert isinstance(sheet, RowsSheet)
    before = county.ask(lambda session: count(session, View(Holiday)))
    assert sheet.table.model().rowCount() == before
    sheet.add.click()
    form = sheet.panel.forms.currentWidget()
    assert isinstance(form, Sections)
    for key, text in (("on", "2028-1-1"), ("kind", county.ask(lambda s: words(s, "holiday_kind"))[0].word)):
        editor = form.row_of(key).editor
        assert editor is not None
        fill(editor, text)
    assert sheet.panel.save()
    qtbot.waitUntil(lambda: sheet.table.model().rowCount() == before + 1)
    assert sheet.table.model().index(0, 0).data() == "2028-01-01"


def test_who_works_is_told(page: ProfilePage, county: Desk, qtbot: QtBot) -> None:
    open_sheet(page, "经办人")
    line = page.sheets["经办人"].findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText("王芳")
    with qtbot.waitSignal(page.who_changed) as changed:
        line.editingFinished.emit()
    assert changed.args == ["王芳"]
    assert county.store.who == "王芳"


def test_definitions_stand_under_their_rules_in_the_clerks_words(page: ProfilePage, county: Desk) -> None:
    sheet = open_sheet(page, "统计口径")
    assert isinstance(sheet, DefinitionsSheet)
    rules = [label.text() for label in children(sheet, QLabel) if label.objectName() == "rule"]
    assert rules == [*(rule for rule, _ in RULES), "本县文件里的规定"]
    box = sheet.choices["cadence_set"]
    assert isinstance(box, QComboBox)
    assert box.currentText().startswith("河津")
    box.textActivated.emit(box.itemText(1))
    settings = county.ask(lambda session: [session.get_one(Setting, row) for row in ids(session, View(Setting))])
    assert {setting.key: setting.value for setting in settings}["cadence_set"] == "xiayi"


def test_a_definition_no_rule_can_reckon_with_is_refused_beside_it(page: ProfilePage, qtbot: QtBot) -> None:
    sheet = open_sheet(page, "统计口径")
    assert isinstance(sheet, DefinitionsSheet)
    line = sheet.choices["tax_per_mu"]
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    type_in(line, "很多")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "应是数字" in sheet.refused["tax_per_mu"].text()
    assert line.text() == "很多"


def test_a_ranking_scheme_opens_with_its_items(page: ProfilePage, county: Desk) -> None:
    sheet = open_sheet(page, "排名方案")
    assert isinstance(sheet, RowsSheet)
    assert sheet.table.model().rowCount() == county.ask(lambda session: count(session, View(Scheme)))
    row = county.ask(lambda session: ids(session, View(Scheme)))[0]
    sheet.table.open_wanted.emit(row)
    assert sheet.panel.tabs.isTabVisible(1)
    assert sheet.panel.tabs.tabText(1).startswith("明细 ")
