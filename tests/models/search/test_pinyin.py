"""Characters with several readings: a clerk types the initial that is spoken, and the place or name is found."""

import subprocess
import sys

import pytest
from pypinyin import lazy_pinyin

from models.ledgers import Enterprise, Lead
from models.queries.ledger_query import LedgerQuery, matching_ids
from models.search.index import index_text, searched_fields
from models.search.pinyin import PINYIN_INITIALS, syllable_of
from models.storage.store import Store
from tests.rows import add_lead, add_row
from tests.source import ROOT
from tests.waiting import PROCESS_SECONDS

_BLOCKS = ((0x2E80, 0xD800), (0xF900, 0x10000), (0x20000, 0x32400))  # ideographs, and the marks between them
_SEARCH = """
import sys
from models.search.pinyin import pinyin_initials
from models.search.spelling import spellings
assert pinyin_initials("招商") == ("zs",) and spellings("zhaoshang")
sys.exit("pypinyin" in sys.modules)
"""


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("重庆示例", "cq"),
        ("重型机械示例", "zx"),
        ("长治示例", "cz"),
        ("厦门示例", "xm"),
        ("大厦示例", "ds"),
        ("六安示例", "la"),
        ("亳州示例", "bz"),
        ("单县示例", "sx"),
        ("乐清示例", "yq"),
        ("铅山示例", "ys"),
        ("莘县示例", "sx"),
        ("歙县示例", "sx"),
        ("丽水示例", "ls"),
        ("银行示例", "yh"),
        ("步行示例", "bx"),
        ("盛京示例", "sj"),
        ("系统示例", "xt"),
        ("朝阳示例", "cy"),
    ],
)
def test_a_name_is_found_by_the_reading_that_is_spoken(book: Store, name: str, typed: str) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, name)
        add_row(session, Enterprise, name="别的企业")
    with book.reading() as session:
        assert matching_ids(session, LedgerQuery(Lead, search_text=typed)) == [row]


def test_every_character_has_its_readings_once_in_small_letters() -> None:
    for character, initials in PINYIN_INITIALS.items():
        assert len(character) == 1
        assert "\u4e00" <= character <= "\u9fff"
        assert len(set(initials)) == len(initials)
        assert all(letter.isascii() and letter.islower() for letter in initials)


def test_rare_readings_do_not_fill_the_index() -> None:
    text = index_text(searched_fields(Lead), {"name": "重庆长安集团重型长途客车厂"})
    assert len(text) < 400


def test_every_character_has_the_syllable_pypinyin_gives_it() -> None:
    """The library's own function is asked for each character alone."""
    characters = [chr(code) for first, end in _BLOCKS for code in range(first, end)]
    differing = [text for text in characters if syllable_of(text) != "".join(lazy_pinyin(text))]
    assert differing == []


def test_words_and_names_have_their_initials() -> None:
    """重庆, 单县 and 乐: two or three readings each, the names' included."""
    assert PINYIN_INITIALS["重"] == ("z", "c")
    assert PINYIN_INITIALS["单"] == ("d", "s", "c")
    assert (syllable_of("绿"), syllable_of("女"), syllable_of("Ｑ"), syllable_of("7")) == ("lv", "nv", "Ｑ", "7")


def test_searching_does_not_load_the_phrases() -> None:
    """The library's dictionary of phrases costs half a second, which every command line would pay."""
    command = [sys.executable, "-c", _SEARCH]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=PROCESS_SECONDS)  # noqa: S603 - ours
    assert run.returncode == 0, run.stderr.decode()
