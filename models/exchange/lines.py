"""Records as lines of letters that each fit a cell, made as the records come and read back whole or not at all.

The first line names what they are. Then come the records, one JSON value each, deflated and in base64 behind a letter
that keeps every program from taking a cell for a number or a formula. The last line tells how many there were and their
hash, for whoever writes does not know it sooner: so neither side ever holds more than a few lines of the whole.
"""

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_LONGEST = 30_000  # characters in a line; Excel's cell takes 32,767
_BYTES = (_LONGEST - 1) // 4 * 3
_AT_ONCE = 1 << 20
_LEVEL = 4
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


class Changed(ValueError):
    """Lines that are not as they were written: changed, cut off, or out of order."""


class Lines:
    """Turns records into lines; each call gives those that became full."""

    def __init__(self, magic: str) -> None:
        self._magic = magic
        self._full = [magic]
        self._deflate = zlib.compressobj(_LEVEL)
        self._pending = bytearray()
        self._hash = hashlib.sha256()
        self._count = 0

    def add(self, records: Iterable[Any]) -> list[str]:
        """Take records."""
        plain = "".join([_JSON.encode(record) + "\n" for record in records])
        self._pending += self._deflate.compress(plain.encode())
        return self._cut(_BYTES)

    def close(self) -> list[str]:
        """Give what is left, and the last line."""
        self._pending += self._deflate.flush()
        return [*self._cut(_BYTES), *self._cut(1), f"{self._magic} {self._count} {self._hash.hexdigest()}"]

    def _cut(self, least: int) -> list[str]:
        """Cut what came out of the deflater into lines, as long as there are so many bytes."""
        while len(self._pending) >= least:
            line = "z" + base64.b64encode(self._pending[:_BYTES]).decode()
            del self._pending[:_BYTES]
            self._hash.update(line.encode())
            self._count += 1
            self._full.append(line)
        full, self._full = self._full, []
        return full


def records(lines: Sequence[str], magic: str, most: int) -> Iterator[Any]:
    """Give the records of some lines, once their hash is found right; ``most`` bytes is all an honest one unpacks to.

    Raises ``Changed`` where they are not as written, any other ValueError where what was written cannot be read.
    """
    hashed = hashlib.sha256()
    for line in lines[1:-1]:
        hashed.update(line.encode())
    if lines[:1] != [magic] or lines[-1] != f"{magic} {len(lines) - 2} {hashed.hexdigest()}":
        raise Changed
    try:
        yield from _unpacked(lines[1:-1], most)
    except (zlib.error, RecursionError) as error:
        raise ValueError from error


def _unpacked(lines: Iterable[str], most: int) -> Iterator[Any]:
    inflate, rest, read = zlib.decompressobj(), b"", 0
    for line in lines:
        packed = base64.b64decode(line[1:], validate=True)
        while packed:
            found = inflate.decompress(packed, _AT_ONCE)
            packed = inflate.unconsumed_tail
            read += len(found)
            if read > most:
                raise ValueError(read)
            *whole, rest = (rest + found).split(b"\n")
            yield from map(json.loads, whole)
    if rest or not inflate.eof:
        raise ValueError(rest[:100])
