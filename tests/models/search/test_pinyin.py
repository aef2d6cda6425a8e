"""Characters are read as pypinyin reads them, without loading its phrases."""

import subprocess
import sys

from pypinyin import lazy_pinyin

from models.search.pinyin import PINYIN_INITIALS, syllable_of
from tests.source import ROOT

_BLOCKS = ((0x2E80, 0xD800), (0xF900, 0x10000), (0x20000, 0x32400))  # ideographs, and the marks between them
_SEARCH = """
import sys
from models.search.index import pinyin_initials
from models.search.spelling import spellings
assert pinyin_initials("招商") == ("zs",) and spellings("zhaoshang")
sys.exit("pypinyin" in sys.modules)
"""


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
    run = subprocess.run([sys.executable, "-c", _SEARCH], cwd=ROOT, capture_output=True, check=False, timeout=60)  # noqa: S603 - ours
    assert run.returncode == 0, run.stderr.decode()
