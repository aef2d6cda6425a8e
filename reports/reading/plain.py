"""Read text files (.csv and the like) in the encodings offices use; every value stays text."""

import csv
import io
from collections.abc import Iterator

from models.refusal import Refusal
from reports.reading.limits import Limits

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 4096  # bytes or characters from which encoding and separator are guessed
_BINARY = frozenset(range(32)) - frozenset(b"\t\n\r\x0b\x0c\x1a")
_LEADS = ("=", "+", "-", "@", "\t", "\r")
_UNREADABLE = "既不是表格也不是文本，认不出是什么文件；请在 WPS 里打开它，另存为 .xlsx 再导入。"


def text_of(data: bytes) -> str:
    """Decode by byte-order mark, as UTF-16 without a mark, as UTF-8, or as GB 18030; UserError if it is no text."""
    if data.startswith(_MARKS[0]):
        return _decoded(data[3:], "utf-8")
    if data.startswith(_MARKS[1:]):
        return _decoded(data, "utf-16")
    head = data[:_LOOKED_AT]
    zeros = head.count(0)
    if zeros * 5 > len(head):
        return _decoded(data, "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be")
    if zeros or any(byte in _BINARY for byte in head):
        raise Refusal(_UNREADABLE)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, "gb18030")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refusal(_UNREADABLE) from None


def rows_of(text: str, limits: Limits) -> Iterator[list[str]]:
    """Yield rows split at the guessed separator; an apostrophe that only protects a leading “=” is dropped."""
    csv.field_size_limit(limits.size)
    lines = io.StringIO(text.replace("\0", ""), newline="")
    for row in csv.reader(lines, delimiter=_separator(text)):
        yield [cell[1:] if cell[:1] == "'" and cell[1:2] in _LEADS and cell[1:] else cell for cell in row]


def _separator(text: str) -> str:
    """Guess the separator: the most frequent candidate outside quotes in the first lines."""
    bare = "".join(text[:_LOOKED_AT].split('"')[::2])
    return max("\t,;", key=bare.count)
