"""设置: the county, its words, its definitions, its calendar and who works."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.form.form_layout import LedgerForm
from desktop.form.row_panel import RowPanel
from desktop.pages.settings_page import SettingsPage
from desktop.settings.definitions_editor import DefinitionsEditor
from desktop.settings.dictionary_editor import DictionaryEditor
from desktop.settings.rows_editor import RowsEditor
from models.ledgers import County, Holiday, Lead, Scheme, Setting
from models.queries.ledger_query import LedgerQuery, count_rows, matching_ids
from models.settings.definitions import RULE_GROUPS
from models.settings.dictionaries import dictionary_terms
from tests import rows
from tests.keys import replace_text, type_text
from tests.windows import find_children


@pytest.fixture
def page(county: BookSession, qtbot: QtBot) -> SettingsPage:
    """Give the settings in a window in front of all others."""
    page = SettingsPage(county)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def open_sheet(page: SettingsPage, name: str) -> object:
    """Open a sheet by its name in the list."""
    (item,) = page.contents.findItems(name, Qt.MatchFlag.MatchExactly)
    page.contents.setCurrentItem(item)
    return page.editors[name]


def test_the_county_is_the_first_sheet_and_saves_itself(page: SettingsPage, county: BookSession) -> None:
    panel = page.editors["县情"]
    assert isinstance(panel, RowPanel)
    form = panel.form_cache.currentWidget()
    assert isinstance(form, LedgerForm)
    word = form.open_field_row("number_word").editor
    assert word is not None
    replace_text(word, "河招专")
    assert panel.leave()
    row = county.read(lambda session: matching_ids(session, LedgerQuery(County)))[0]
    assert county.read(lambda session: session.get_one(County, row)).number_word == "河招专"


def test_words_are_added_renamed_ordered_and_laid_to_rest(
    page: SettingsPage, county: BookSession, qtbot: QtBot
) -> None:
    sheet = open_sheet(page, "字典")
    assert isinstance(sheet, DictionaryEditor)
    row = county.run("示例", lambda session: rows.add_lead(session, channel="引荐企业"))
    sheet.dictionary_choice.setCurrentIndex(sheet.dictionary_choice.findData("channel"))
    assert sheet.dictionary_choice.currentText().startswith("信息渠道")
    type_text(sheet.new_term_line, "校友引荐")
    qtbot.keyClick(sheet.new_term_line, Qt.Key.Key_Return)
    assert sheet.term_list.currentItem().text() == "校友引荐"

    (item,) = sheet.term_list.findItems("引荐企业", Qt.MatchFlag.MatchExactly)
    item.setText("企业引荐")
    qtbot.waitUntil(lambda: bool(sheet.term_list.findItems("企业引荐", Qt.MatchFlag.MatchExactly)))
    assert county.read(lambda session: session.get_one(Lead, row)).channel == "企业引荐"
    county.undo()
    assert county.read(lambda session: session.get_one(Lead, row)).channel == "引荐企业"

    sheet.refresh()
    sheet.term_list.setCurrentRow(1)
    second = sheet.term_list.currentItem().text()
    sheet._move_term(-1)  # noqa: SLF001 - what 上移 does
    assert sheet.term_list.item(0).text() == second
    sheet.idle_button.click()
    assert sheet.term_list.item(0).text() == f"{second}（停用）"
    assert second not in county.reading_context().terms["channel"]
    sheet.idle_button.click()
    assert second in county.reading_context().terms["channel"]


def test_a_word_that_is_there_is_refused_beside_the_list(page: SettingsPage, qtbot: QtBot) -> None:
    sheet = open_sheet(page, "字典")
    assert isinstance(sheet, DictionaryEditor)
    sheet.dictionary_choice.setCurrentIndex(sheet.dictionary_choice.findData("stage"))
    (item,) = sheet.term_list.findItems("签约", Qt.MatchFlag.MatchExactly)
    item.setText("签了")
    assert "不能改名" in sheet.error_label.text()
    qtbot.waitUntil(lambda: bool(sheet.term_list.findItems("签约", Qt.MatchFlag.MatchExactly)))
    type_text(sheet.new_term_line, "签约")
    sheet.add_term()
    assert "已经在这个字典里" in sheet.error_label.text()
    assert sheet.new_term_line.text() == "签约"


def test_a_definition_is_chosen(page: SettingsPage, county: BookSession, qtbot: QtBot) -> None:
    sheet = open_sheet(page, "统计口径")
    assert isinstance(sheet, DefinitionsEditor)
    box = sheet.value_editors["pace"]
    assert isinstance(box, QComboBox)
    with qtbot.waitSignal(sheet.saved):
        box.textActivated.emit("按日")
    settings = county.read(
        lambda session: [session.get_one(Setting, row) for row in matching_ids(session, LedgerQuery(Setting))]
    )
    assert {setting.key: setting.value for setting in settings}["pace"] == "按日"
    county.undo()
    qtbot.waitUntil(lambda: isinstance(now := sheet.value_editors["pace"], QComboBox) and now.currentText() == "按月")


def test_holidays_are_listed_and_added(page: SettingsPage, county: BookSession, qtbot: QtBot) -> None:
    sheet = open_sheet(page, "节假日")
    assert isinstance(sheet, RowsEditor)
    before = county.read(lambda session: count_rows(session, LedgerQuery(Holiday)))
    assert sheet.table.model().rowCount() == before
    sheet.add_button.click()
    form = sheet.panel.form_cache.currentWidget()
    assert isinstance(form, LedgerForm)
    for key, text in (("on", "2028-1-1"), ("kind", county.read(lambda s: dictionary_terms(s, "holiday_kind"))[0].word)):
        editor = form.open_field_row(key).editor
        assert editor is not None
        replace_text(editor, text)
    assert sheet.panel.save()
    qtbot.waitUntil(lambda: sheet.table.model().rowCount() == before + 1)
    assert sheet.table.model().index(0, 0).data() == "2028-01-01"


def test_who_works_is_told(page: SettingsPage, county: BookSession, qtbot: QtBot) -> None:
    open_sheet(page, "经办人")
    line = page.editors["经办人"].findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText("王芳")
    with qtbot.waitSignal(page.user_changed) as changed:
        line.editingFinished.emit()
    assert changed.args == ["王芳"]
    assert county.store.who == "王芳"


def test_definitions_stand_under_their_rules_in_the_clerks_words(page: SettingsPage, county: BookSession) -> None:
    sheet = open_sheet(page, "统计口径")
    assert isinstance(sheet, DefinitionsEditor)
    rules = [label.text() for label in find_children(sheet, QLabel) if label.objectName() == "rule"]
    assert rules == [*(rule for rule, _ in RULE_GROUPS), "本县文件里的规定"]
    box = sheet.value_editors["cadence_set"]
    assert isinstance(box, QComboBox)
    assert box.currentText().startswith("河津")
    box.textActivated.emit(box.itemText(box.findData("xiayi")))
    settings = county.read(
        lambda session: [session.get_one(Setting, row) for row in matching_ids(session, LedgerQuery(Setting))]
    )
    assert {setting.key: setting.value for setting in settings}["cadence_set"] == "xiayi"


def test_a_definition_no_rule_can_reckon_with_is_refused_beside_it(page: SettingsPage, qtbot: QtBot) -> None:
    sheet = open_sheet(page, "统计口径")
    assert isinstance(sheet, DefinitionsEditor)
    line = sheet.value_editors["tax_per_mu"]
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    type_text(line, "很多")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "应是数字" in sheet.error_labels["tax_per_mu"].text()
    assert line.text() == "很多"


def test_a_ranking_scheme_opens_with_its_items(page: SettingsPage, county: BookSession) -> None:
    sheet = open_sheet(page, "排名方案")
    assert isinstance(sheet, RowsEditor)
    assert sheet.table.model().rowCount() == county.read(lambda session: count_rows(session, LedgerQuery(Scheme)))
    row = county.read(lambda session: matching_ids(session, LedgerQuery(Scheme)))[0]
    sheet.table.open_wanted.emit(row)
    assert sheet.panel.tabs.isTabVisible(1)
    assert sheet.panel.tabs.tabText(1).startswith("明细 ")
