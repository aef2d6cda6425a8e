"""The worker process: reads one file and streams its cells line by line; it may be killed at any moment.

It opens no book and writes no file. Even if a hostile file takes it over, the parent only gets lines of plain values.
"""

import json
import os
import sys
from pathlib import Path

from models.errors import UserError
from reports.import_reader import ipc, process_limits
from reports.import_reader.limits import Limits
from reports.import_reader.parse.decryption import LockedFile
from reports.import_reader.parse.workbook_parser import stream_file


def main() -> None:
    """Read the parent's request (one JSON line on standard input) and answer on standard output."""
    request = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**request["limits"])
    process_limits.apply_limits(limits.memory, request["longest"])
    try:
        summary = stream_file(Path(request["path"]), request["password"], limits, _send)
    except UserError as error:
        _send({"refused": str(error), "locked": isinstance(error, LockedFile)})
    else:
        _send({"end": True, **summary})
    os._exit(0)  # Skips the interpreter's clean-up: freeing the parser's memory cell by cell takes a second.


def _send(message: ipc.Message) -> None:
    sys.stdout.buffer.write(ipc.encode_line(message))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
