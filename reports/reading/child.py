"""The child process: told of one file, it tells its cells line by line in JSON, and may be killed at any moment.

It knows no book and writes no file. Whatever a hostile file makes of it, the parent gets lines of plain values.
"""

import json
import os
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

from models.refusal import Refusal
from reports.reading import fence
from reports.reading.limits import Limits
from reports.reading.parse import tell_file
from reports.reading.unlock import Locked

_REMEMBERED = 50_000


def main() -> None:
    """Read what the parent asks for on the first line of standard input, and answer on standard output."""
    asked = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**asked["limits"])
    fence.stand(limits.memory, asked["longest"])
    encode = json.JSONEncoder(
        ensure_ascii=False, separators=(",", ":"), check_circular=False, default=_Told().__getitem__
    ).encode

    def tell(what: object) -> None:
        sys.stdout.buffer.write(encode(what).encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()

    try:
        told = tell_file(Path(asked["path"]), asked["password"], limits, tell)
    except Refusal as refusal:
        tell({"refused": str(refusal), "locked": isinstance(refusal, Locked)})
    else:
        tell({"end": True, **told})
    os._exit(0)  # The system takes a parser's memory back at once; setting it free cell by cell takes a second.


class _Told(dict[object, object]):
    """Remembers how days were told: a ledger says the same few hundred days in tens of thousands of cells."""

    def __missing__(self, value: object) -> object:
        if len(self) > _REMEMBERED:
            self.clear()
        found = self[value] = _plain(value)
        return found


def _plain(value: object) -> object:
    """Turn what JSON has no word for into what it has: days and moments marked, times of day as text."""
    if isinstance(value, datetime):
        return {"d": (value if value.time() != time() else value.date()).isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    raise TypeError(type(value))


if __name__ == "__main__":
    main()
