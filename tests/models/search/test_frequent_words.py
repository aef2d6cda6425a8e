"""Frequent words answer full pinyin for most rows, and never otherwise than the regular expression would."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.audit.recorder import add_many
from models.ledgers import Enterprise
from models.queries import ledger_query
from models.queries.ledger_query import LedgerQuery
from models.search import frequent_words as words_module
from models.search import index
from models.search.frequent_words import frequent_words
from models.search.index import SearchEntry, index_text, searched_fields
from models.search.spelling import spellings
from models.storage.store import Store

_SYLLABLES = ("shi", "li", "shui", "chong", "qing", "hong", "da")
_CHARACTERS = "示例水利实力重庆大达（）s"  # with marks, letters, and 重, which has two readings


def sample_texts(*names: str) -> list[str]:
    """Return the index texts of firms with these names."""
    return [index_text(searched_fields(Enterprise), {"name": name}) for name in names]


def test_the_words_of_the_sample_are_told_apart() -> None:
    texts = sample_texts("示例一厂", "示例二厂", "实力电器", "水利工程", "示例水利")
    chosen = frequent_words(spellings("shili")[0], texts, "\x1f")
    assert chosen.matching == ("示例", "实力")
    assert chosen.others == ("水利",), "among the texts without a match, which is the fourth alone"


def test_a_word_with_two_readings_accounts_for_nothing() -> None:
    """重 is z and c: in a text where it is read otherwise the initials need not be its own."""
    chosen = frequent_words(spellings("zhaoqing")[0], sample_texts("重庆一厂", "重庆二厂"), "\x1f")
    assert chosen.others == ()


def test_initials_that_can_overlap_are_not_counted() -> None:
    """示山水 has ss twice, which replacing finds once."""
    chosen = frequent_words(spellings("shuishi")[0], sample_texts("示山水", "示山水"), "\x1f")
    assert chosen.others == ()


def test_rare_words_are_left_to_the_regular_expression() -> None:
    texts = sample_texts("实力电器", *(f"示例{number}厂" for number in range(40)))
    assert frequent_words(spellings("shili")[0], texts, "\x1f").matching == ("示例",)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.text(_CHARACTERS, min_size=1, max_size=7), min_size=4, max_size=12),
    typed=st.lists(st.sampled_from(_SYLLABLES), min_size=1, max_size=3).map("".join),
)
def test_every_row_is_found_and_no_other(book: Store, names: list[str], typed: str) -> None:
    """A sample is taken however few the rows are; the answer is compared with the regular expression on each row."""
    with book.writing("换名") as session:
        for row in session.query(Enterprise):
            row.removed = True
        add_many(session, Enterprise, [{"name": name} for name in names])
    with book.reading() as session, pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "_SAMPLE_SIZE", 1)
        patch.setattr(words_module, "_MAX_WORDS", 1)  # most rows are left to what decides the rest
        answered = set(ledger_query.matching_ids(session, LedgerQuery(Enterprise, search_text=typed)))
        texts = session.query(SearchEntry.row, SearchEntry.text).filter(SearchEntry.ledger == "enterprise").all()
    ways = spellings(typed)
    assert answered == {
        row
        for row, text in texts
        if typed in text or any(way.probe in text and re.search(way.pattern, text) for way in ways)
    }
