"""Read a foreign file in a sandbox: a worker process that is watched, and killed once it exceeds its limits."""

import json
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, Self

from models.errors import UserError
from reports.import_reader.ipc import ROWS_PREFIX, LineDecoder
from reports.import_reader.limits import MEBI, Limits
from reports.import_reader.workbook_data import CellValue, MergedArea, SheetData, WorkbookData

DEFAULT_LIMITS = Limits()
WORKER_FLAG = "--read-foreign"  # argument that starts a frozen program as the worker; handled in desktop/__main__.py

_ROOT = str(Path(__file__).parents[2])
_WORKER_CODE = f"import sys; sys.path.insert(0, {_ROOT!r}); from reports.import_reader.worker import main; main()"
_POLL_SECONDS = 0.25  # seconds between two checks of a silent worker
_PLAIN_TIME_BYTES = 10 * MEBI  # bytes; larger files get proportionally more time
_MAX_LINE_BYTES = 256 * MEBI
_MAX_TIME_FACTOR = 10  # times the plain time, the limit for a worker that keeps sending
_MAX_QUEUED_LINES = 8
_LOG_TAIL = 2000
_TOO_LONG = "读了 {seconds:.0f} 秒还没有结果，已经停下；多半是文件坏了或特别大，请在 WPS 里另存为新的 .xlsx 再导入。"
_WORKER_DIED = (
    "{where}把读表的子程序撑垮了，已经停下，账本没有受影响；多半是很远的角落里填了一格，或者文件坏了。"
    "请在 WPS 里打开，按 Ctrl+End 找到最后一格，删掉多余的行和列，另存为新的 .xlsx 再导入。"
)
_IN_USE = "“{name}”正在别的窗口里打开着，读到的是最后一次保存的内容。"

WorkbookSteps = Generator[tuple[int, int, str], None, WorkbookData]


class NeedsPassword(UserError):
    """UserError of an encrypted file: no password was given, or the wrong one, as its message says."""


def read_file(path: Path, password: str | None = None, limits: Limits = DEFAULT_LIMITS) -> WorkbookSteps:
    """Read a workbook or csv as a job; UserError names the file, the reason and the next step.

    Yields (sheets done, number of sheets, text); returns the workbook. Closing the generator kills the worker.
    """
    with FileReader([path], password, limits) as files:
        return (yield from files.read_next())


class FileReader:
    """Reads files one after another, each in its own worker; the next worker starts while a file is being processed.

    A context manager: leaving it kills the worker that reads ahead.
    """

    def __init__(self, paths: Iterable[Path], password: str | None = None, limits: Limits = DEFAULT_LIMITS) -> None:
        self._remaining = deque(paths)
        self._password, self._limits = password, limits
        self._worker = ExitStack()
        self._lines: queue.Queue[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._worker.close()

    def read_next(self) -> WorkbookSteps:
        """Read the next file as read_file() does; then start the worker of the file after it."""
        path = self._remaining.popleft()
        yield 0, 1, f"正在打开“{path.name}”"
        lines = self._lines or self._start_worker(path)
        self._lines = None
        with self._worker.pop_all():
            workbook = yield from _receive_workbook(path, lines, self._limits)
        if self._remaining:
            self._lines = self._start_worker(self._remaining[0])
        return workbook

    def _start_worker(self, path: Path) -> "queue.Queue[bytes]":
        return self._worker.enter_context(_worker_process(path, self._password, self._limits))


def _receive_workbook(path: Path, lines: "queue.Queue[bytes]", limits: Limits) -> WorkbookSteps:
    """Receive a worker's messages until the last; UserError if it is silent or busy for too long."""
    builder = _WorkbookBuilder(path.name)
    patience = limits.seconds * max(1.0, _size(path) / _PLAIN_TIME_BYTES)
    began = last_heard = time.monotonic()
    while True:
        try:
            line = lines.get(timeout=_POLL_SECONDS)
        except queue.Empty:
            line = None
        now = time.monotonic()
        if line is not None:
            last_heard = now
            if builder.feed(line):
                return builder.workbook(_notes(path))
        elif now - last_heard > patience:
            raise UserError(builder.with_file_name(_TOO_LONG.format(seconds=now - began)))
        if now - began > patience * _MAX_TIME_FACTOR:
            raise UserError(builder.with_file_name(_TOO_LONG.format(seconds=now - began)))
        yield builder.progress


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # The worker reports what is wrong with it.


def _notes(path: Path) -> list[str]:
    """Return a note if the file is open in WPS, Excel or LibreOffice, which put a lock file beside it."""
    marks = (f"~${path.name}", f"~${path.name[2:]}", f".~{path.name}", f".~lock.{path.name}#")
    return [_IN_USE.format(name=path.name)] if any((path.parent / mark).exists() for mark in marks) else []


# --- the worker -----------------------------------------------------------------------------------------------------


@contextmanager
def _worker_process(path: Path, password: str | None, limits: Limits) -> Iterator["queue.Queue[bytes]"]:
    """Start a worker and yield the queue of its lines; on leaving the worker is killed in any case."""
    request: dict[str, Any] = {"path": str(path.absolute()), "password": password, "limits": asdict(limits)}
    request["longest"] = limits.seconds * max(1.0, _size(path) / _PLAIN_TIME_BYTES) * _MAX_TIME_FACTOR
    frozen = getattr(sys, "frozen", False)
    command = [sys.executable, WORKER_FLAG] if frozen else [sys.executable, "-I", "-X", "utf8", "-c", _WORKER_CODE]
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen(  # noqa: S603 - our own interpreter, our own module; the file's path goes by the pipe
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ) as child,
    ):
        lines: queue.Queue[bytes] = queue.Queue(_MAX_QUEUED_LINES)
        stopped = threading.Event()
        listener = threading.Thread(target=_pump_lines, args=(child.stdout, lines, stopped), daemon=True)
        listener.start()
        try:
            _send_request(child.stdin, request)
            yield lines
        except UserError as error:
            error.add_note(_log_tail(log))
            raise
        finally:
            stopped.set()
            child.kill()
            listener.join()


def _send_request(pipe: IO[bytes] | None, request: dict[str, Any]) -> None:
    assert pipe is not None  # noqa: S101 - Popen was called with PIPE
    try:
        pipe.write(json.dumps(request).encode() + b"\n")
        pipe.flush()
    except OSError:
        return  # It died before the request; the end of its lines shows that.


def _pump_lines(pipe: IO[bytes] | None, lines: "queue.Queue[bytes]", stopped: threading.Event) -> None:
    """Put lines into the queue, an empty one at the end; block while it is full, so that memory stays bounded."""
    assert pipe is not None  # noqa: S101 - Popen was called with PIPE
    line = b"-"
    while line and not stopped.is_set():
        line = pipe.readline(_MAX_LINE_BYTES)
        while not stopped.is_set():
            try:
                lines.put(line, timeout=_POLL_SECONDS)
                break
            except queue.Full:
                continue


def _log_tail(log: IO[bytes]) -> str:
    """Return the end of the worker's error log, for diagnosis."""
    log.seek(0)
    return log.read()[-_LOG_TAIL:].decode("utf-8", "replace")


# --- its messages ---------------------------------------------------------------------------------------------------


class _WorkbookBuilder:
    """Builds the workbook from the worker's lines, all of which are validated."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._decoder = LineDecoder()
        self._sheets: list[SheetData] = []
        self._head: dict[str, Any] = {}
        self._rows: list[list[CellValue]] = []
        self._end: dict[str, Any] = {}
        self.progress = (0, 1, f"正在打开“{file}”")

    def with_file_name(self, sentence: str) -> str:
        """Put the file's name before a message."""
        return f"“{self._file}”{sentence}"

    def feed(self, line: bytes) -> bool:
        """Process a line; True for the last one. Raises UserError if the worker reports one, died, or sent nonsense."""
        where = f"的“{self._head['sheet']}”" if self._head else ""
        died = UserError(self.with_file_name(_WORKER_DIED.format(where=where)))
        if not line.endswith(b"\n"):
            raise died
        try:
            if line.startswith(ROWS_PREFIX):
                self._rows += self._decoder.rows(line)
            else:
                self._feed_message(self._decoder.message(line))
            if self._head:
                name, rows = self._head["sheet"], len(self._rows)
                what = f"正在读“{self._file}”的“{name}”，{rows:,} 行"
                self.progress = (int(self._head["place"]), int(self._head["of"]), what)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise died from None
        return bool(self._end)

    def _feed_message(self, message: dict[str, Any]) -> None:
        if "refused" in message:
            kind = NeedsPassword if message["locked"] else UserError
            raise kind(self.with_file_name(message["refused"]))
        if "sheet" in message:
            self._head, self._rows = message, []
        elif "marks" in message:
            self._end_sheet(*message["marks"])
        elif "end" in message:
            self._end = message

    def _end_sheet(self, faults: Any, hidden_rows: Any, hidden_columns: Any, merges: Any) -> None:
        """Finish a sheet with its annotations; rows are padded to the same length."""
        width = max(map(len, self._rows), default=0)
        if any(len(row) != width for row in self._rows):
            self._rows = [row + [""] * (width - len(row)) for row in self._rows]
        self._sheets.append(
            SheetData(
                self._head["sheet"],
                self._rows,
                self._head["visible"],
                tuple(MergedArea(*map(int, span)) for span in merges),
                frozenset(hidden_rows),
                frozenset(hidden_columns),
                {(row, column): str(fault) for row, column, fault in faults},
            )
        )

    def workbook(self, notes: list[str]) -> WorkbookData:
        """Return the finished workbook."""
        return WorkbookData(self._file, tuple(self._sheets), self._end["from_1904"], (*self._end["notes"], *notes))
