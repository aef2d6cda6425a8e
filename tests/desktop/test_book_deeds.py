"""What a clerk does with whole books."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import book_deeds, notice
from desktop.window import Window
from models import check, store
from tests.rows import finish


def test_a_backup_is_a_sound_book(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    target = tmp_path / "备份.zhuanban"
    monkeypatch.setattr(notice, "ask_where_to_save", lambda *_: str(target))
    book_deeds.back_up(window)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert window.status.sentence.text().startswith("已备份到")
    with store.open_book(target, write=False) as copy:
        assert finish(check.check(copy)).sound
    book_deeds.back_up(window)
    qtbot.waitUntil(lambda: "不会覆盖" in window.status.sentence.text())


def test_a_name_given_is_kept_beside_every_change(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notice, "ask_name", lambda *_: "王丽")
    book_deeds.change_who(window)
    assert window.desk is not None
    assert window.desk.store.who == "王丽"
    assert window.topbar.who.text() == "王丽"


def test_nothing_chosen_changes_nothing(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notice, "ask_book_to_open", lambda *_: "")
    before = window.office
    book_deeds.open_book(window)
    assert window.office is before
