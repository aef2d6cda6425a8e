"""What a clerk does with whole books."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from desktop.app import notifications
from desktop.commands import book
from desktop.import_export.export_dialog import ExportDialog
from desktop.import_export.import_view import ImportView
from desktop.main_window import MainWindow
from desktop.pages.setup_view import SetupView
from models.storage import integrity_check, store
from models.storage.preset_file import read_preset_file
from tests.rows import finish
from tests.windows import find_children


def test_a_backup_is_a_sound_book(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    target = tmp_path / "备份.zhuanban"
    monkeypatch.setattr(notifications, "ask_where_to_save", lambda *_: str(target))
    book.BackUpBook().execute(window)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert window.status.message_label.text().startswith("已备份到")
    with store.open_book(target, write=False) as copy:
        assert finish(integrity_check.check_integrity(copy)).is_intact
    book.BackUpBook().execute(window)
    qtbot.waitUntil(lambda: "不会覆盖" in window.status.message_label.text())


def test_a_preset_is_written_from_the_open_book(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    suggested: list[str] = []

    def choose(_parent: object, _title: str, name: str, suffix: str) -> str:
        suggested.append(Path(name).name)
        assert suffix == ".json"
        return str(tmp_path / "县.json")

    monkeypatch.setattr(notifications, "ask_where_to_write", choose)
    book.SavePreset().execute(window)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert suggested == ["河津招商台账预置.json"]
    assert window.status.message_label.text().startswith("预置写好了：县.json；新建账本时选“从预置文件”。")
    assert read_preset_file(tmp_path / "县.json").name == "河津市"


def test_the_setting_up_guide_opens_by_its_command(window: MainWindow) -> None:
    book.SetUp().execute(window)
    assert window.controller is not None
    assert isinstance(window.controller.front_page, SetupView)


def test_a_name_given_is_kept_beside_every_change(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notifications, "ask_name", lambda *_: "王丽")
    book.ChangeUser().execute(window)
    assert window.book_session is not None
    assert window.book_session.store.who == "王丽"
    assert window.top_bar.user_button.text() == "王丽"


def test_nothing_chosen_changes_nothing(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notifications, "ask_book_to_open", lambda *_: "")
    before = window.controller
    book.OpenBook().execute(window)
    assert window.controller is before


def test_ledgers_go_out_by_key_and_the_file_is_offered(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    target = tmp_path / "出.xlsx"
    shown: list[str] = []

    def agree() -> None:
        (dialog,) = find_children(window, ExportDialog)
        shown.append(dialog.path.text())
        dialog.path.setText(str(target))
        qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)

    window.go("lead")
    QTimer.singleShot(100, agree)
    qtbot.keySequence(window, "Ctrl+E")
    qtbot.waitUntil(lambda: target.is_file() and not window.jobs.busy)
    assert Path(shown[0]).name.startswith("河津招商台账-台账-")
    assert window.status.message_label.text() == "已导出 0 行到“出.xlsx”。"
    assert window.status.open_folder_button.isVisibleTo(window)


def test_files_chosen_are_looked_at(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(notifications, "ask_tables", lambda *_: [str(tmp_path / "没有.xlsx")])
    qtbot.keySequence(window, "Ctrl+I")
    qtbot.waitUntil(lambda: not window.jobs.busy)
    (page,) = find_children(window, ImportView)
    assert page.files.text_model.row_texts(0)[2] == "没有收"
