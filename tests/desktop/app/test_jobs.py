"""Long work runs off the window's thread, tells how far it is, and can be stopped without leaving a trace."""

import threading
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.jobs import Jobs, JobStopped
from models.errors import UserError
from tests.waiting import WAIT_SECONDS


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.close()


def test_a_job_gives_its_result_on_the_windows_thread(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[Any] = []

    def steps() -> Generator[tuple[int, int, str], None, str]:
        yield 0, 2, "一"
        seen.append(threading.current_thread() is threading.main_thread())
        yield 1, 2, "二"
        return "好了"

    def done(result: str) -> None:
        seen.append((result, threading.current_thread() is threading.main_thread()))

    progress: list[tuple[int, int, str]] = []
    jobs.started.connect(lambda job: job.progressed.connect(lambda *args: progress.append(args)))
    jobs.run("数一数", steps(), done)
    assert jobs.busy
    qtbot.waitUntil(lambda: not jobs.busy)
    assert seen == [False, ("好了", True)]
    assert progress[0] == (0, 2, "一")


def test_a_user_error_is_handed_on_as_its_sentence(jobs: Jobs, qtbot: QtBot) -> None:
    def steps() -> Generator[tuple[int, int, str], None, None]:
        yield 0, 1, "试"
        raise UserError("不行。")

    sentences: list[str] = []
    jobs.run("试一试", steps(), lambda _: None, sentences.append)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert sentences == ["不行。"]


def test_a_stopped_job_unwinds_by_itself(jobs: Jobs, qtbot: QtBot) -> None:
    undone: list[str] = []
    began, go_on = threading.Event(), threading.Event()

    def steps() -> Generator[tuple[int, int, str], None, None]:
        try:
            began.set()
            go_on.wait(WAIT_SECONDS)
            yield 0, 1, "写"
            undone.append("never")
        except JobStopped:
            undone.append("rolled back")
            raise

    job = jobs.run("写一写", steps(), lambda _: undone.append("finished"))
    assert began.wait(WAIT_SECONDS)
    job.stop()
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert undone == ["rolled back"]


def test_a_bug_reaches_the_excepthook(jobs: Jobs, qtbot: QtBot) -> None:
    def steps() -> Generator[tuple[int, int, str], None, None]:
        yield 0, 1, "错"
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        jobs.run("出错", steps(), lambda _: None)
        qtbot.waitUntil(lambda: not jobs.busy)
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]


def test_jobs_wait_for_each_other(jobs: Jobs, qtbot: QtBot) -> None:
    order: list[int] = []

    def steps(number: int) -> Generator[tuple[int, int, str], None, int]:
        yield 0, 1, ""
        order.append(number)
        return number

    for number in range(5):
        jobs.run("排队", steps(number), lambda _: None, quiet=True)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert order == [0, 1, 2, 3, 4]
