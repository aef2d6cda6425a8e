"""What a clerk arranged is there again the next time."""

from pathlib import Path

from PySide6.QtCore import QSettings

from desktop.app.preferences import Preferences, Settings, TableLayout


def settings_file(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)


def test_everything_is_read_back(tmp_path: Path) -> None:
    first = Preferences(settings_file(tmp_path))
    first.update(who="示例甲", theme="dark", page="lead")
    first.update_table("lead", keys=("name", "total"), widths={"name": 300}, sort=(("total", True),))
    first.remember_book("/甲.zhuanban")
    first.remember_book("/乙.zhuanban")
    first.remember_book("/甲.zhuanban")
    again = Preferences(settings_file(tmp_path)).current
    assert again == first.current
    assert again.recent == ("/甲.zhuanban", "/乙.zhuanban")
    assert again.layout("lead") == TableLayout(("name", "total"), {"name": 300}, (("total", True),))
    assert again.layout("visit") == TableLayout()


def test_what_cannot_be_read_starts_afresh(tmp_path: Path) -> None:
    for text in ("{", "[]", '{"tables": {"lead": 3}}', '{"recent": 5}'):
        settings = settings_file(tmp_path)
        settings.setValue("settings", text)
        assert Preferences(settings).current == Settings()


def test_a_setting_of_a_newer_program_is_passed_over(tmp_path: Path) -> None:
    settings = settings_file(tmp_path)
    settings.setValue("settings", '{"who": "示例甲", "unheard_of": 1}')
    assert Preferences(settings).current.who == "示例甲"
