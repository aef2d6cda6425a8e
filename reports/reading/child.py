"""The worker process: reads one file and streams its cells line by line; it may be killed at any moment.

It opens no book and writes no file. Even if a hostile file takes it over, the parent only gets lines of plain values.
"""

import json
import os
import sys
from pathlib import Path

from models.refusal import Refusal
from reports.reading import fence, wire
from reports.reading.limits import Limits
from reports.reading.parse import tell_file
from reports.reading.unlock import Locked


def main() -> None:
    """Read the parent's request (one JSON line on standard input) and answer on standard output."""
    request = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**request["limits"])
    fence.stand(limits.memory, request["longest"])
    try:
        summary = tell_file(Path(request["path"]), request["password"], limits, _tell)
    except Refusal as refusal:
        _tell({"refused": str(refusal), "locked": isinstance(refusal, Locked)})
    else:
        _tell({"end": True, **summary})
    os._exit(0)  # Skips the interpreter's clean-up: freeing the parser's memory cell by cell takes a second.


def _tell(what: wire.Told) -> None:
    sys.stdout.buffer.write(wire.line(what))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
