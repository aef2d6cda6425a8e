"""A stream format for records as text lines that each fit into a spreadsheet cell; read back complete or not at all.

The first line is a magic word. Then follow the records, one JSON value per line of text, deflated and in base64; each
line starts with the letter “z”, so that no program takes a cell for a number or a formula. The last line has the number
of lines and their SHA-256, which the writer knows only at the end. Thus neither side holds more than a few lines.
"""

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence

_MAX_LINE_LENGTH = 30_000  # characters in a line; Excel's cell takes 32,767
_BYTES_PER_LINE = (_MAX_LINE_LENGTH - 1) // 4 * 3
_INFLATE_CHUNK = 1 << 20
_COMPRESSION_LEVEL = 4
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


class RecordsDamaged(ValueError):
    """The lines are not as they were written: changed, cut off, or out of order."""


class RecordWriter:
    """Turns records into lines; each call returns the lines that became full."""

    def __init__(self, magic: str) -> None:
        self._magic = magic
        self._full = [magic]
        self._deflate = zlib.compressobj(_COMPRESSION_LEVEL)
        self._pending = bytearray()
        self._hash = hashlib.sha256()
        self._count = 0

    def add(self, records: Iterable[object]) -> list[str]:
        """Add records; return the lines that became full."""
        plain = "".join([_JSON.encode(record) + "\n" for record in records])
        self._pending += self._deflate.compress(plain.encode())
        return self._cut_lines(_BYTES_PER_LINE)

    def close(self) -> list[str]:
        """Return the remaining lines and the closing line."""
        self._pending += self._deflate.flush()
        return [
            *self._cut_lines(_BYTES_PER_LINE),
            *self._cut_lines(1),
            f"{self._magic} {self._count} {self._hash.hexdigest()}",
        ]

    def _cut_lines(self, least: int) -> list[str]:
        """Cut the compressed output into lines while at least ``least`` bytes are pending."""
        while len(self._pending) >= least:
            line = "z" + base64.b64encode(self._pending[:_BYTES_PER_LINE]).decode()
            del self._pending[:_BYTES_PER_LINE]
            self._hash.update(line.encode())
            self._count += 1
            self._full.append(line)
        full, self._full = self._full, []
        return full


def read_records(lines: Sequence[str], magic: str, max_bytes: int) -> Iterator[object]:
    """Verify the hash of the lines, then yield their records; at most ``max_bytes`` bytes are unpacked.

    Raises RecordsDamaged where the lines are not as written, any other ValueError where they cannot be read.
    """
    hashed = hashlib.sha256()
    for line in lines[1:-1]:
        hashed.update(line.encode())
    if lines[:1] != [magic] or lines[-1] != f"{magic} {len(lines) - 2} {hashed.hexdigest()}":
        raise RecordsDamaged
    try:
        yield from _unpack(lines[1:-1], max_bytes)
    except (zlib.error, RecursionError) as error:
        raise ValueError from error


def _unpack(lines: Iterable[str], max_bytes: int) -> Iterator[object]:
    inflate, rest, read = zlib.decompressobj(), b"", 0
    for line in lines:
        packed = base64.b64decode(line[1:], validate=True)
        while packed:
            chunk = inflate.decompress(packed, _INFLATE_CHUNK)
            packed = inflate.unconsumed_tail
            read += len(chunk)
            if read > max_bytes:
                raise ValueError(read)
            *whole, rest = (rest + chunk).split(b"\n")
            yield from map(json.loads, whole)
    if rest or not inflate.eof:
        raise ValueError(rest[:100])
