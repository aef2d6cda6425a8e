"""The line at the bottom tells the truth and stays out of the way."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from desktop.app.jobs import Job, Jobs
from desktop.app.notifications import ERROR, SAVED, Notifications
from desktop.shell.status_line import StatusLine
from desktop.theme.colours import LIGHT_COLOURS


def test_it_says_what_it_is_told(qtbot: QtBot) -> None:
    line = StatusLine(LIGHT_COLOURS)
    qtbot.addWidget(line)
    line.show_message(SAVED, "已保存 09:41")
    assert line.message_label.text() == "已保存 09:41"
    line.show_message(ERROR, "不行。")
    assert line.message_label.objectName() == "refused"
    assert line.message_label.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_work_is_shown_after_half_a_second_and_can_be_stopped(qtbot: QtBot) -> None:
    line, jobs = StatusLine(LIGHT_COLOURS), Jobs()
    qtbot.addWidget(line)
    line.show()

    def steps() -> Generator[tuple[int, int, str], None, None]:
        while True:
            yield 1, 3, "走一步"

    jobs.started.connect(line.follow_job)
    jobs.ended.connect(line.drop_job)
    job: Job = jobs.run("干活", steps(), lambda _: None)
    assert line.stop_button.isHidden()
    qtbot.waitUntil(lambda: not line.stop_button.isHidden())
    qtbot.waitUntil(lambda: line.job_label.text() == "干活：走一步")
    stopped: list[bool] = []
    job.stopped.connect(lambda: stopped.append(True))
    qtbot.mouseClick(line.stop_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(stopped))
    assert line.stop_button.isHidden()
    jobs.close()


def test_a_file_that_was_written_can_be_opened_until_something_else_is_said(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, opened = StatusLine(LIGHT_COLOURS), list[str]()
    qtbot.addWidget(line)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    notice = Notifications()
    notice.message_posted.connect(line.show_message)
    notice.file_written.connect(line.offer_file)
    notice.notify_file_written(Path("/示例/台账.xlsx"), "已导出 3 行。")
    line.open_file_button.click()
    line.open_folder_button.click()
    assert opened == ["/示例/台账.xlsx", "/示例"]
    notice.notify_saved()
    assert not line.open_file_button.isVisibleTo(line)
