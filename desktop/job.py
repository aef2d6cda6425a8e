"""Background jobs: generators that yield their progress, run on a worker thread; stopping throws into the generator."""

import threading
import time
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from models.refusal import Refusal

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

_BREATH = 0.05  # seconds between two progress reports
Steps = Generator[tuple[int, int, str], None, Any]


class Stopped(Exception):
    """The user stopped the job; thrown into the generator, so that every ``with`` block rolls back."""


class Job(QObject):
    """A background job as the window's thread sees it.

    Signals:
        progressed: steps done, of how many, and what is being done; at most twenty times a second.
        finished: the generator's result.
        refused: the message of a UserError.
        stopped: the user stopped it and nothing was kept.
        failed: any other exception.
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
        """Ask the job to stop at its next step."""
        self.stopping.set()


class Jobs(QObject):
    """Runs jobs on one worker thread, one after the other.

    Signals:
        started: a job was queued (not for quiet jobs).
        ended: a job finished, failed or was stopped.
    """

    started = Signal(Job)
    ended = Signal(Job)
    # The worker emits through this object only: a Job may be deleted before the worker's last emit returns.
    _told = Signal(object, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: ThreadPoolExecutor | None = None  # Made with the first job, after the window is painted.
        self._running: list[Job] = []
        self._told.connect(self._on_told)  # Qt queues this connection, as the signal is emitted on another thread.

    @property
    def busy(self) -> bool:
        """Whether any job is queued or running."""
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
        """Queue a job; ``done`` is called on the window's thread with its result. A quiet job is not announced."""
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
        """Stop all jobs and wait for the worker thread."""
        for job in self._running:
            job.stop()
        if self._thread is not None:
            self._thread.shutdown(wait=True)

    def _work(self, job: Job, steps: Steps, stopping: threading.Event) -> None:
        """Run the steps, on the worker's thread."""
        last_report = 0.0
        try:
            while True:
                progress = next(steps)
                if time.monotonic() - last_report > _BREATH:
                    last_report = time.monotonic()
                    self._told.emit(job, "progressed", progress)
                if stopping.is_set():
                    steps.throw(Stopped())
        except StopIteration as end:
            self._told.emit(job, "finished", (end.value,))
        except Stopped:
            self._told.emit(job, "stopped", ())
        except Refusal as user_error:
            self._told.emit(job, "refused", (str(user_error),))
        except Exception as error:  # noqa: BLE001 - a thread has no excepthook; the window's thread raises it again
            self._told.emit(job, "failed", (error,))

    def _on_told(self, job: Job, signal: str, facts: tuple[Any, ...]) -> None:
        """Emit the job's signal on the window's thread."""
        if signal != "progressed":
            self._running.remove(job)
            self.ended.emit(job)
            job.deleteLater()
        getattr(job, signal).emit(*facts)
        if signal == "failed":
            raise facts[0]
