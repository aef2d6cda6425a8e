"""The line at the bottom tells the truth and stays out of the way."""

from collections.abc import Generator

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.frame.status import StatusLine
from desktop.job import Job, Jobs
from desktop.look.colours import LIGHT
from desktop.notice import REFUSED, SAVED


def test_it_says_what_it_is_told(qtbot: QtBot) -> None:
    line = StatusLine(LIGHT)
    qtbot.addWidget(line)
    line.say(SAVED, "已保存 09:41")
    assert line.sentence.text() == "已保存 09:41"
    line.say(REFUSED, "不行。")
    assert line.sentence.objectName() == "refused"
    assert line.sentence.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_work_is_shown_after_half_a_second_and_can_be_stopped(qtbot: QtBot) -> None:
    line, jobs = StatusLine(LIGHT), Jobs()
    qtbot.addWidget(line)
    line.show()

    def steps() -> Generator[tuple[int, int, str], None, None]:
        while True:
            yield 1, 3, "走一步"

    jobs.started.connect(line.follow)
    jobs.ended.connect(line.leave)
    job: Job = jobs.run("干活", steps(), lambda _: None)
    assert line.stop.isHidden()
    qtbot.waitUntil(lambda: not line.stop.isHidden(), timeout=3000)
    qtbot.waitUntil(lambda: line.what.text() == "干活：走一步")
    stopped: list[bool] = []
    job.stopped.connect(lambda: stopped.append(True))
    qtbot.mouseClick(line.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(stopped))
    assert line.stop.isHidden()
    jobs.close()
