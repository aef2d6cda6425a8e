"""Reads a foreign file by a child process that is watched, and killed once it takes too much."""

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

from models.refusal import Refusal
from reports.reading.limits import MEBI, Limits
from reports.reading.sheets import Sheet, Span, Value, Workbook
from reports.reading.wire import BLOCK, Listener

STANDARD = Limits()
CHILD = "--read-foreign"  # what a frozen program is called with to be the child; desktop/__main__.py answers to it

_ROOT = str(Path(__file__).parents[2])
_START = f"import sys; sys.path.insert(0, {_ROOT!r}); from reports.reading.child import main; main()"
_BREATH = 0.25  # seconds between two looks at a silent child
_EASY = 10 * MEBI  # a file up to this size gets the plain time
_LONGEST_LINE = 256 * MEBI
_LONGEST = 10  # times the plain time, for a file that tells something all along
_QUEUED = 8
_LOG_TAIL = 2000
_TOO_LONG = "读了 {seconds:.0f} 秒还没有结果，已经停下；多半是文件坏了或特别大，请在 WPS 里另存为新的 .xlsx 再导入。"
_DIED = (
    "{where}把读表的子程序撑垮了，已经停下，账本没有受影响；多半是很远的角落里填了一格，或者文件坏了。"
    "请在 WPS 里打开，按 Ctrl+End 找到最后一格，删掉多余的行和列，另存为新的 .xlsx 再导入。"
)
_IN_USE = "“{name}”正在别的窗口里打开着，读到的是最后一次保存的内容。"

Steps = Generator[tuple[int, int, str], None, Workbook]


class NeedsPassword(Refusal):
    """The file has a password: none was given, or the wrong one, as its sentence says."""


def read_file(path: Path, password: str | None = None, limits: Limits = STANDARD) -> Steps:
    """Read a workbook or a csv; a Refusal names the file, the reason and the next step.

    Stopping the generator kills the child. ``done`` counts sheets, and ``what`` says which and its rows so far.
    """
    with Files([path], password, limits) as files:
        return (yield from files.read_next())


class Files:
    """Files to be read one after another, each by a child of its own; the next child works while one is thought over.

    Whoever leaves it kills the child that is ahead.
    """

    def __init__(self, paths: Iterable[Path], password: str | None = None, limits: Limits = STANDARD) -> None:
        self._left = deque(paths)
        self._password, self._limits = password, limits
        self._child = ExitStack()
        self._lines: queue.Queue[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.close()

    def read_next(self) -> Steps:
        """Read the next file, as read_file() does; once it is read, the child of the one after it begins."""
        path = self._left.popleft()
        yield 0, 1, f"正在打开“{path.name}”"
        lines = self._lines or self._begin(path)
        self._lines = None
        with self._child.pop_all():
            found = yield from _heard(path, lines, self._limits)
        if self._left:
            self._lines = self._begin(self._left[0])
        return found

    def _begin(self, path: Path) -> "queue.Queue[bytes]":
        return self._child.enter_context(_child(path, self._password, self._limits))


def _heard(path: Path, lines: "queue.Queue[bytes]", limits: Limits) -> Steps:
    """Take what a child tells until it has told all, as long as it is not silent for too long."""
    told = _Told(path.name)
    patience = limits.seconds * max(1.0, _size(path) / _EASY)
    began = heard = time.monotonic()
    while True:
        try:
            line = lines.get(timeout=_BREATH)
        except queue.Empty:
            line = None
        now = time.monotonic()
        if line is not None:
            heard = now
            if told.take(line):
                return told.workbook(_notes(path))
        elif now - heard > patience:
            raise Refusal(told.about(_TOO_LONG.format(seconds=now - began)))
        if now - began > patience * _LONGEST:
            raise Refusal(told.about(_TOO_LONG.format(seconds=now - began)))
        yield told.progress


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # The child says what is wrong with it.


def _notes(path: Path) -> list[str]:
    """Tell of the mark that WPS, Excel and LibreOffice set beside a file while they have it open."""
    marks = (f"~${path.name}", f"~${path.name[2:]}", f".~{path.name}", f".~lock.{path.name}#")
    return [_IN_USE.format(name=path.name)] if any((path.parent / mark).exists() for mark in marks) else []


# --- the child ------------------------------------------------------------------------------------------------------


@contextmanager
def _child(path: Path, password: str | None, limits: Limits) -> Iterator["queue.Queue[bytes]"]:
    """Start the child, and give the lines it tells; whatever happens, it is gone afterwards."""
    asked: dict[str, Any] = {"path": str(path.absolute()), "password": password, "limits": asdict(limits)}
    asked["longest"] = limits.seconds * max(1.0, _size(path) / _EASY) * _LONGEST
    frozen = getattr(sys, "frozen", False)
    command = [sys.executable, CHILD] if frozen else [sys.executable, "-I", "-X", "utf8", "-c", _START]
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
        lines: queue.Queue[bytes] = queue.Queue(_QUEUED)
        gone = threading.Event()
        listener = threading.Thread(target=_listen, args=(child.stdout, lines, gone), daemon=True)
        listener.start()
        try:
            _ask(child.stdin, asked)
            yield lines
        except Refusal as refusal:
            refusal.add_note(_tail(log))
            raise
        finally:
            gone.set()
            child.kill()
            listener.join()


def _ask(pipe: IO[bytes] | None, asked: dict[str, Any]) -> None:
    assert pipe is not None  # noqa: S101 - it was asked for
    try:
        pipe.write(json.dumps(asked).encode() + b"\n")
        pipe.flush()
    except OSError:
        return  # It died before it was asked; the end of its lines says so.


def _listen(pipe: IO[bytes] | None, lines: "queue.Queue[bytes]", gone: threading.Event) -> None:
    """Hand lines on, the empty one at the end; wait where nobody takes them, lest a quick child fill the memory."""
    assert pipe is not None  # noqa: S101 - it was asked for
    line = b"-"
    while line and not gone.is_set():
        line = pipe.readline(_LONGEST_LINE)
        while not gone.is_set():
            try:
                lines.put(line, timeout=_BREATH)
                break
            except queue.Full:
                continue


def _tail(log: IO[bytes]) -> str:
    """Give the end of what the child complained of, for whoever looks into it."""
    log.seek(0)
    return log.read()[-_LOG_TAIL:].decode("utf-8", "replace")


# --- what it tells --------------------------------------------------------------------------------------------------


class _Told:
    """Builds the workbook from the child's lines, and believes none of them."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._listener = Listener()
        self._sheets: list[Sheet] = []
        self._head: dict[str, Any] = {}
        self._rows: list[list[Value]] = []
        self._end: dict[str, Any] = {}
        self.progress = (0, 1, f"正在打开“{file}”")

    def about(self, sentence: str) -> str:
        """Put the file's name before what is said of it."""
        return f"“{self._file}”{sentence}"

    def take(self, line: bytes) -> bool:
        """Take a line; True with the last one. A Refusal where the child refuses, died, or tells nonsense."""
        where = f"的“{self._head['sheet']}”" if self._head else ""
        died = Refusal(self.about(_DIED.format(where=where)))
        if not line.endswith(b"\n"):
            raise died
        try:
            if line.startswith(BLOCK):
                self._rows += self._listener.rows(line)
            else:
                self._take_word(self._listener.word(line))
            if self._head:
                name, rows = self._head["sheet"], len(self._rows)
                what = f"正在读“{self._file}”的“{name}”，{rows:,} 行"
                self.progress = (int(self._head["place"]), int(self._head["of"]), what)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise died from None
        return bool(self._end)

    def _take_word(self, told: dict[str, Any]) -> None:
        if "refused" in told:
            kind = NeedsPassword if told["locked"] else Refusal
            raise kind(self.about(told["refused"]))
        if "sheet" in told:
            self._head, self._rows = told, []
        elif "marks" in told:
            self._close(*told["marks"])
        elif "end" in told:
            self._end = told

    def _close(self, faults: Any, hidden_rows: Any, hidden_columns: Any, merges: Any) -> None:
        """End a sheet with what stands beside its values; rows are made equally long."""
        width = max(map(len, self._rows), default=0)
        if any(len(row) != width for row in self._rows):
            self._rows = [row + [""] * (width - len(row)) for row in self._rows]
        self._sheets.append(
            Sheet(
                self._head["sheet"],
                self._rows,
                self._head["visible"],
                tuple(Span(*map(int, span)) for span in merges),
                frozenset(hidden_rows),
                frozenset(hidden_columns),
                {(row, column): str(fault) for row, column, fault in faults},
            )
        )

    def workbook(self, notes: list[str]) -> Workbook:
        """Give what was told."""
        return Workbook(self._file, tuple(self._sheets), self._end["from_1904"], (*self._end["notes"], *notes))
