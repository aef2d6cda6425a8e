"""Read text files (.csv and the like) in the encodings offices use; every value stays text."""

import csv
import io
from collections.abc import Iterator

from models.errors import UserError
from reports.import_reader.limits import Limits

_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SAMPLE_SIZE = 4096  # bytes or characters from which encoding and separator are guessed
_BINARY = frozenset(range(32)) - frozenset(b"\t\n\r\x0b\x0c\x1a")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_UNREADABLE = "既不是表格也不是文本，认不出是什么文件；请在 WPS 里打开它，另存为 .xlsx 再导入。"


def decode_text(data: bytes) -> str:
    """Decode by byte-order mark, as UTF-16 without a mark, as UTF-8, or as GB 18030; UserError if it is no text."""
    if data.startswith(_BYTE_ORDER_MARKS[0]):
        return _decode(data[3:], "utf-8")
    if data.startswith(_BYTE_ORDER_MARKS[1:]):
        return _decode(data, "utf-16")
    head = data[:_SAMPLE_SIZE]
    zeros = head.count(0)
    if zeros * 5 > len(head):
        return _decode(data, "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be")
    if zeros or any(byte in _BINARY for byte in head):
        raise UserError(_UNREADABLE)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(data, "gb18030")


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise UserError(_UNREADABLE) from None


def csv_rows(text: str, limits: Limits) -> Iterator[list[str]]:
    """Yield rows split at the guessed separator; an apostrophe that only protects a leading “=” is dropped."""
    csv.field_size_limit(limits.size)
    lines = io.StringIO(text.replace("\0", ""), newline="")
    for row in csv.reader(lines, delimiter=_separator(text)):
        yield [cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA_STARTS and cell[1:] else cell for cell in row]


def _separator(text: str) -> str:
    """Guess the separator: the most frequent candidate outside quotes in the first lines."""
    bare = "".join(text[:_SAMPLE_SIZE].split('"')[::2])
    return max("\t,;", key=bare.count)
