"""The worker process: reads one file and streams its cells line by line; it may be killed at any moment.

It opens no book and writes no file. Even if a hostile file takes it over, the parent only gets lines of plain values.
"""

import json
import os
import sys
from pathlib import Path

from models.errors import UserError
from reports.reading import fence, wire
from reports.reading.limits import Limits
from reports.reading.parse import stream_file
from reports.reading.unlock import LockedFile


def main() -> None:
    """Read the parent's request (one JSON line on standard input) and answer on standard output."""
    request = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**request["limits"])
    fence.apply_limits(limits.memory, request["longest"])
    try:
        summary = stream_file(Path(request["path"]), request["password"], limits, _send)
    except UserError as refusal:
        _send({"refused": str(refusal), "locked": isinstance(refusal, LockedFile)})
    else:
        _send({"end": True, **summary})
    os._exit(0)  # Skips the interpreter's clean-up: freeing the parser's memory cell by cell takes a second.


def _send(message: wire.Message) -> None:
    sys.stdout.buffer.write(wire.encode_line(message))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
