"""Background jobs: generators that yield their progress, run on a worker thread; stopping throws into the generator."""

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from models import job_steps
from models.errors import UserError

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

_REPORT_INTERVAL = 0.05  # seconds between two progress reports
JobSteps = job_steps.JobSteps[Any]  # whatever its result


class JobStopped(Exception):
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
        self.stop_event = threading.Event()

    def stop(self) -> None:
        """Ask the job to stop at its next step."""
        self.stop_event.set()


class Jobs(QObject):
    """Runs jobs on one worker thread, one after the other.

    Signals:
        started: a job was queued (not for quiet jobs).
        ended: a job finished, failed or was stopped.
    """

    started = Signal(Job)
    ended = Signal(Job)
    # The worker emits through this object only: a Job may be deleted before the worker's last emit returns.
    _reported = Signal(object, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor: ThreadPoolExecutor | None = None  # Made with the first job, after the window is painted.
        self._running: list[Job] = []
        self._reported.connect(
            self._on_reported
        )  # Qt queues this connection, as the signal is emitted on another thread.

    @property
    def busy(self) -> bool:
        """Whether any job is queued or running."""
        return bool(self._running)

    def run(
        self,
        label: str,
        steps: JobSteps,
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
        if self._executor is None:
            from concurrent.futures import ThreadPoolExecutor

            self._executor = ThreadPoolExecutor(1, "job")
        self._executor.submit(self._work, job, steps, job.stop_event)
        return job

    def close(self) -> None:
        """Stop all jobs and wait for the worker thread."""
        for job in self._running:
            job.stop()
        if self._executor is not None:
            self._executor.shutdown(wait=True)

    def _work(self, job: Job, steps: JobSteps, stopping: threading.Event) -> None:
        """Run the steps, on the worker's thread."""
        last_report = 0.0
        try:
            while True:
                progress = next(steps)
                if time.monotonic() - last_report > _REPORT_INTERVAL:
                    last_report = time.monotonic()
                    self._reported.emit(job, "progressed", progress)
                if stopping.is_set():
                    steps.throw(JobStopped())
        except StopIteration as end:
            self._reported.emit(job, "finished", (end.value,))
        except JobStopped:
            self._reported.emit(job, "stopped", ())
        except UserError as user_error:
            self._reported.emit(job, "refused", (str(user_error),))
        except Exception as error:  # noqa: BLE001 - a thread has no excepthook; the window's thread raises it again
            self._reported.emit(job, "failed", (error,))

    def _on_reported(self, job: Job, signal: str, arguments: tuple[Any, ...]) -> None:
        """Emit the job's signal on the window's thread."""
        if signal != "progressed":
            self._running.remove(job)
            self.ended.emit(job)
            job.deleteLater()
        getattr(job, signal).emit(*arguments)
        if signal == "failed":
            raise arguments[0]
