"""What is offered for a typed text, and in which order: beginnings, parts, then pinyin initials."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.editors.completion_list import Completion, CompletionList, matching_completions, nearest_first

WORDS = ("产业链招商", "以商招商", "节会招商", "基金招商", "委托招商")


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("", list(WORDS)),
        ("招商", list(WORDS)),  # a part of each, in the dictionary's order
        ("以商", ["以商招商"]),
        ("jhzs", ["节会招商"]),
        ("j", ["节会招商", "基金招商"]),
        ("zs", list(WORDS)),  # the initials of a part
        ("YSZS", ["以商招商"]),
        ("　以商 ", ["以商招商"]),
        ("没有", []),
        ("商招", ["以商招商"]),
    ],
)
def test_words_are_found_by_characters_and_initials(typed: str, texts: list[str]) -> None:
    assert [offer.text for offer in matching_completions(typed, WORDS)] == texts


def test_a_beginning_comes_before_a_part_and_a_part_before_initials() -> None:
    words = ("云平台", "甲yp公司", "yp公司", "大云平台")
    assert [offer.text for offer in matching_completions("yp", words)] == ["yp公司", "甲yp公司", "云平台", "大云平台"]


def test_at_most_so_many_are_offered_the_nearest_of_them() -> None:
    words = [f"大{number}" for number in range(60)] + ["小大"]
    assert len(matching_completions("", words)) == 50
    assert [offer.text for offer in matching_completions("大", ["小大", *words], limit=2)] == ["大0", "大1"]


def test_rows_found_by_another_word_stand_last() -> None:
    offers = [Completion("1", "乙公司"), Completion("2", "新甲公司"), Completion("3", "甲公司")]
    assert [offer.key for offer in nearest_first("甲", offers)] == ["3", "2", "1"]


def test_rows_as_near_keep_their_order() -> None:
    offers = [Completion("1", "甲二"), Completion("2", "甲一")]
    assert [offer.key for offer in nearest_first("甲", offers)] == ["1", "2"]


@pytest.fixture
def completion_list(qtbot: QtBot) -> CompletionList:
    """Give the list below a line, of the words."""
    line = QLineEdit()
    qtbot.addWidget(line)
    with qtbot.waitExposed(line):
        line.show()
    return CompletionList(line, lambda typed: matching_completions(typed, WORDS))


def test_the_first_is_chosen_for_what_was_typed_and_none_for_nothing(completion_list: CompletionList) -> None:
    completion_list.show_matches("j")
    assert completion_list.popup().currentIndex().row() == 0
    completion_list.show_matches("")
    assert completion_list.popup().currentIndex().row() == -1


def test_the_word_that_stands_there_is_chosen_among_all(completion_list: CompletionList) -> None:
    completion_list.show_matches("", "节会招商")
    assert completion_list.popup().currentIndex().data() == "节会招商"


def test_the_list_closes_when_nothing_fits_any_more(completion_list: CompletionList) -> None:
    completion_list.show_matches("j")
    assert completion_list.popup().isVisible()
    completion_list.show_matches("没有")
    assert not completion_list.popup().isVisible()


def test_a_click_on_an_offer_takes_it(completion_list: CompletionList, qtbot: QtBot) -> None:
    completion_list.show_matches("jh")
    popup = completion_list.popup()
    with qtbot.waitSignal(completion_list.picked) as picked:
        qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert picked.args == ["节会招商", "节会招商"]
