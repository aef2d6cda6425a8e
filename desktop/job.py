"""Long work off the window's thread: a generator of steps, run to its end or stopped by throwing into it."""

import threading
import time
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from models.refusal import Refusal

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

_BREATH = 0.05  # seconds between two words of the worker
Steps = Generator[tuple[int, int, str], None, Any]


class Stopped(Exception):
    """The clerk stopped the work; thrown into the generator, so that every ``with`` rolls back."""


class Job(QObject):
    """One piece of long work, as the window's thread sees it.

    Signals:
        progressed: how much is done, of how much, and what is going on; a few times a second at most.
        finished: the generator's result.
        refused: the sentence of a Refusal.
        stopped: the clerk stopped it and nothing was kept.
        failed: an exception nobody expected.
    """

    progressed = Signal(int, int, str)
    finished = Signal(object)
    refused = Signal(str)
    stopped = Signal()
    failed = Signal(object)

    def __init__(self, label: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self.stopping = threading.Event()

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self.stopping.set()


class Jobs(QObject):
    """The one thread that long work runs on, one job after the other.

    Signals:
        started: a job was taken on.
        ended: a job came to its end, whatever the end.
    """

    started = Signal(Job)
    ended = Signal(Job)
    # The worker speaks through this one object only: a job may be gone before the worker's last word is over.
    _told = Signal(object, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: ThreadPoolExecutor | None = None  # Made with the first job, after the window is painted.
        self._running: list[Job] = []
        self._told.connect(self._on_told)  # Queued by itself: it is told on another thread.

    @property
    def busy(self) -> bool:
        """Whether some work is under way."""
        return bool(self._running)

    def run(
        self,
        label: str,
        steps: Steps,
        done: Callable[[Any], None],
        refused: Callable[[str], None] | None = None,
        *,
        quiet: bool = False,
    ) -> Job:
        """Take on some work; ``done`` is called on the window's thread with its result. Quiet work is not announced."""
        job = Job(label, self)
        self._running.append(job)
        job.finished.connect(done)
        if refused is not None:
            job.refused.connect(refused)
        if not quiet:
            self.started.emit(job)
        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor

            self._thread = ThreadPoolExecutor(1, "job")
        self._thread.submit(self._work, job, steps, job.stopping)
        return job

    def close(self) -> None:
        """Stop what runs and wait for it."""
        for job in self._running:
            job.stop()
        if self._thread is not None:
            self._thread.shutdown(wait=True)

    def _work(self, job: Job, steps: Steps, stopping: threading.Event) -> None:
        """Run the steps, on the worker's thread."""
        told = 0.0
        try:
            while True:
                progress = next(steps)
                if time.monotonic() - told > _BREATH:
                    told = time.monotonic()
                    self._told.emit(job, "progressed", progress)
                if stopping.is_set():
                    steps.throw(Stopped())
        except StopIteration as end:
            self._told.emit(job, "finished", (end.value,))
        except Stopped:
            self._told.emit(job, "stopped", ())
        except Refusal as refusal:
            self._told.emit(job, "refused", (str(refusal),))
        except Exception as error:  # noqa: BLE001 - a thread has no excepthook; the window's thread raises it again
            self._told.emit(job, "failed", (error,))

    def _on_told(self, job: Job, signal: str, facts: tuple[Any, ...]) -> None:
        """Hand on the worker's word, on the window's thread."""
        if signal != "progressed":
            self._running.remove(job)
            self.ended.emit(job)
            job.deleteLater()
        getattr(job, signal).emit(*facts)
        if signal == "failed":
            raise facts[0]
