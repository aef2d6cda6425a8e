"""The line at the bottom tells the truth and stays out of the way."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from desktop.frame.status import StatusLine
from desktop.job import Job, Jobs
from desktop.look.colours import LIGHT
from desktop.notice import REFUSED, SAVED, Notice


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


def test_a_file_that_was_written_can_be_opened_until_something_else_is_said(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, opened = StatusLine(LIGHT), list[str]()
    qtbot.addWidget(line)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    notice = Notice()
    notice.said.connect(line.say)
    notice.written.connect(line.offer)
    notice.wrote(Path("/示例/台账.xlsx"), "已导出 3 行。")
    line.open_file.click()
    line.open_folder.click()
    assert opened == ["/示例/台账.xlsx", "/示例"]
    notice.saved()
    assert not line.open_file.isVisibleTo(line)
