"""The county's dictionaries: terms are added, renamed, reordered and deactivated."""

import pytest

from models.errors import UserError
from models.ledgers import Lead, Visit
from models.ledgers.profile import Term
from models.queries.reading_context import terms
from models.rules.protected_terms import PROTECTED_TERMS
from models.settings.dictionaries import (
    add_term,
    dictionary_names,
    dictionary_terms,
    move_term,
    rename_term,
    set_term_idle,
)
from models.storage import presets
from models.storage.store import Store
from resources import PRESETS
from tests import rows


@pytest.fixture
def filled(book: Store) -> Store:
    """Give a book with three small dictionaries."""
    with book.writing("字典") as session:
        for name, letters in {"channel": "甲乙丙", "visit_purpose": "丁戊", "stage": "己", "own": "庚"}.items():
            for rank, word in enumerate(letters, start=1):
                rows.add_row(session, Term, dictionary=name, word=word, rank=rank)
    return book


def list_words(store: Store, name: str = "channel") -> list[str]:
    """Return a dictionary's words in order."""
    with store.reading() as session:
        return [entry.word for entry in dictionary_terms(session, name)]


def test_dictionaries_are_called_as_their_fields(filled: Store) -> None:
    with filled.reading() as session:
        named = dictionary_names(session)
    assert named["channel"].startswith("信息渠道")
    assert named["own"] == "own"
    assert next(iter(named)) == "lead_state"


def test_a_word_is_added_at_the_end_once(filled: Store) -> None:
    with filled.writing("添加") as session:
        add_term(session, "channel", " 丁 ")
        for bad, why in (("丁", "已经在"), ("", "不能空着"), ("丁、戊", "一个词条")):
            with pytest.raises(UserError, match=why):
                add_term(session, "channel", bad)
    assert list_words(filled) == ["甲", "乙", "丙", "丁"]


def test_a_respelt_word_is_respelt_in_every_row(filled: Store) -> None:
    with filled.writing("示例") as session:
        lead_row = rows.add_lead(session, channel="甲")
        other = rows.add_lead(session, channel="乙")
        visit = rows.add_row(session, Visit, direction="外出", company="某公司", purpose="丁、戊")
    with filled.reading() as session:
        first = {entry.word: entry.row for entry in dictionary_terms(session, "channel")}["甲"]
        ding = {entry.word: entry.row for entry in dictionary_terms(session, "visit_purpose")}["丁"]
    with filled.writing("改名") as session:
        assert rename_term(session, first, "甲字") == 1
        assert rename_term(session, ding, "丁字") == 1
    with filled.reading() as session:
        assert session.get_one(Lead, lead_row).channel == "甲字"
        assert session.get_one(Lead, other).channel == "乙"
        assert session.get_one(Visit, visit).purpose == "丁字、戊"
    assert list_words(filled) == ["甲字", "乙", "丙"]


def test_a_word_that_figures_count_by_keeps_its_name(book: Store) -> None:
    """Every member of the vocabulary is a word of its dictionary, and none can be renamed (外出 → 外出招商)."""
    presets.fill_book(book, "hejin", PRESETS)
    with book.writing("改名") as session:
        for dictionary, enums in PROTECTED_TERMS.items():
            words = {entry.word: entry.row for entry in dictionary_terms(session, dictionary)}
            for word in (member for enum in enums for member in enum):
                assert word in words, (dictionary, word)
                with pytest.raises(UserError, match="不能改名"):
                    rename_term(session, words[word], "别的")
            county_term = add_term(session, dictionary, "本县自己的词")
            assert rename_term(session, county_term, "改过的词") == 0


def test_words_change_places(filled: Store) -> None:
    with filled.reading() as session:
        by_word = {entry.word: entry.row for entry in dictionary_terms(session, "channel")}
    with filled.writing("排序") as session:
        move_term(session, by_word["丙"], -1)
    assert list_words(filled) == ["甲", "丙", "乙"]
    with filled.writing("排序") as session:
        move_term(session, by_word["乙"], 1)
    assert list_words(filled) == ["甲", "丙", "乙"]


def test_an_inactive_word_is_no_longer_offered(filled: Store) -> None:
    with filled.reading() as session:
        row = dictionary_terms(session, "channel")[1].row
    with filled.writing("停用") as session:
        set_term_idle(session, row, idle=True)
    with filled.reading() as session:
        assert terms(session)["channel"] == ["甲", "丙"]
        assert [entry.idle for entry in dictionary_terms(session, "channel")] == [False, True, False]
    with filled.writing("启用") as session:
        set_term_idle(session, row, idle=False)
    with filled.reading() as session:
        assert terms(session)["channel"] == ["甲", "乙", "丙"]
