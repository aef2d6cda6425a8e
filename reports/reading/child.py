"""The child process: told of one file, it tells its cells line by line, and may be killed at any moment.

It knows no book and writes no file. Whatever a hostile file makes of it, the parent gets lines of plain values.
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
    """Read what the parent asks for on the first line of standard input, and answer on standard output."""
    asked = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**asked["limits"])
    fence.stand(limits.memory, asked["longest"])
    try:
        told = tell_file(Path(asked["path"]), asked["password"], limits, _tell)
    except Refusal as refusal:
        _tell({"refused": str(refusal), "locked": isinstance(refusal, Locked)})
    else:
        _tell({"end": True, **told})
    os._exit(0)  # The system takes a parser's memory back at once; setting it free cell by cell takes a second.


def _tell(what: wire.Told) -> None:
    sys.stdout.buffer.write(wire.line(what))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
