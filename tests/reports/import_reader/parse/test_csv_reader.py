"""Text files in the encodings of offices: every value arrives as the text that was written."""

import pytest

from models.errors import UserError
from reports.import_reader.limits import Limits
from reports.import_reader.parse.csv_reader import csv_rows, decode_text

LIMITS = Limits()
SENTENCE = "项目名称,总投资\n汾河焦化,1200\n"


@pytest.mark.parametrize(
    "data",
    [
        SENTENCE.encode("utf-8"),
        b"\xef\xbb\xbf" + SENTENCE.encode("utf-8"),
        SENTENCE.encode("gb18030"),
        SENTENCE.encode("gbk"),
        b"\xff\xfe" + SENTENCE.encode("utf-16-le"),
        b"\xfe\xff" + SENTENCE.encode("utf-16-be"),
        SENTENCE.encode("utf-16-le"),
        SENTENCE.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8-bom", "gb18030", "gbk", "utf-16-le-bom", "utf-16-be-bom", "utf-16-le", "utf-16-be"],
)
def test_the_same_table_in_every_encoding(data: bytes) -> None:
    assert decode_text(data) == SENTENCE


def test_rare_characters_of_company_names_survive_gb18030() -> None:
    assert decode_text("㐂㛃𠮷𬭎".encode("gb18030")) == "㐂㛃𠮷𬭎"


def test_a_character_cut_at_the_sample_end_is_no_fault() -> None:
    # 4096 is no multiple of three: the sample by which the encoding is guessed ends within a character.
    text = "河" * 3000
    assert decode_text(text.encode("utf-8")) == text
    assert decode_text(("a" + text).encode("gb18030")) == "a" + text


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02\x03PK",
        b"abc\x07def",
        b"GIF89a\x10\x00\x10\x00" + b"abcdefgh" * 40,
        b"\xef\xbb\xbf\xff\xff",
        "汾河".encode() + b"\xff\xfe\xff",
        b"\xff\xfea",
    ],
    ids=["zeros", "bell", "picture", "false mark", "broken end", "half a character"],
)
def test_what_is_no_text_is_declined_with_a_way_out(data: bytes) -> None:
    with pytest.raises(UserError, match=r"另存为 \.xlsx"):
        decode_text(data)


def test_tabs_line_ends_and_the_old_end_mark_are_text() -> None:
    assert decode_text(b"a\tb\r\nc\x0bd\x0ce\x1a") == "a\tb\r\nc\x0bd\x0ce\x1a"


def rows_of(text: str) -> list[list[str]]:
    return list(csv_rows(text, LIMITS))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("甲,乙\n1,2\n", [["甲", "乙"], ["1", "2"]]),
        ("甲\t乙\n1,5\t2,5\n", [["甲", "乙"], ["1,5", "2,5"]]),
        ("甲;乙\n1;2\n", [["甲", "乙"], ["1", "2"]]),
        ("甲\r\n乙\r\n", [["甲"], ["乙"]]),
        ("甲\r乙\r", [["甲"], ["乙"]]),
        ("", []),
    ],
    ids=["comma", "tab", "semicolon", "windows line ends", "old mac line ends", "nothing"],
)
def test_the_separator_is_the_most_frequent_candidate(text: str, rows: list[list[str]]) -> None:
    assert rows_of(text) == rows


def test_separators_inside_quotes_do_not_count_for_the_guess() -> None:
    assert rows_of('"甲,乙,丙,丁";"戊,己"\n"一";"二"\n') == [["甲,乙,丙,丁", "戊,己"], ["一", "二"]]


def test_a_quoted_cell_may_hold_line_ends_and_quotes() -> None:
    assert rows_of('名称,备注\n"汾河""焦化""","第一行\n第二行"\n') == [
        ["名称", "备注"],
        ['汾河"焦化"', "第一行\n第二行"],
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("'=1+1", "=1+1"),
        ("'+86 359", "+86 359"),
        ("'-5", "-5"),
        ("'@某局", "@某局"),
        ("'甲", "'甲"),
        ("'", "'"),
        ("''", "''"),
        ("=1+1", "=1+1"),
        ("091234567890123456", "091234567890123456"),
        ("1,200", "1,200"),
    ],
)
def test_only_the_apostrophe_that_protects_a_formula_is_dropped(written: str, read: str) -> None:
    assert rows_of(f"{written}\t乙\t丙\n") == [[read, "乙", "丙"]]


def test_zero_characters_are_dropped_as_they_stop_the_parser() -> None:
    assert rows_of("甲\0,乙\n") == [["甲", "乙"]]


def test_a_long_cell_is_read_whole() -> None:
    long = "进展" * 100_000  # the csv module stops at 131,072 characters unless it is told otherwise
    assert rows_of(f"名称,进展\n甲,{long}\n")[1][1] == long
