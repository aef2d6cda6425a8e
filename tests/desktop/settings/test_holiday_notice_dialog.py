"""A pasted notice is shown as it was understood before it is taken in."""

from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.settings.holidays_editor import HolidaysEditor
from models.settings.definitions import load_work_calendar
from tests.models.settings.test_holidays import NOTICE


def test_a_year_is_taken_in_as_one_command(county: BookSession, qtbot: QtBot) -> None:
    sheet = HolidaysEditor(county)
    qtbot.addWidget(sheet)
    sheet.show()
    box = sheet.notice_box
    box.start_button.click()
    assert not box.save_button.isEnabled()
    box.notice_text.setPlainText("放假通知还没来")
    assert "没有认出" in box.error_label.text()
    box.notice_text.setPlainText(NOTICE)
    assert box.year_line.text() == "2027"
    assert "春节：放假 2月5日—2月12日，共 8 天；上班 2月14日、2月20日" in box.summary_label.text()
    box.year_line.setText("二七")
    assert "四位数" in box.error_label.text()
    box.year_line.setText("2027")
    with qtbot.waitSignal(box.saved) as signal:
        box.save_button.click()
    assert signal.args is not None
    assert "13 天" in signal.args[0]
    assert not box.body.isVisibleTo(sheet)
    assert 2027 in county.read(load_work_calendar).published
    assert county.undo().label == "记入 2027 年放假安排"
    assert 2027 not in county.read(load_work_calendar).published


def test_another_year_than_the_notice_is_refused(county: BookSession, qtbot: QtBot) -> None:
    sheet = HolidaysEditor(county)
    qtbot.addWidget(sheet)
    sheet.notice_box.unfold(True)
    sheet.notice_box.notice_text.setPlainText("元旦：2027年1月1日放假")
    sheet.notice_box.year_line.setText("2029")
    sheet.notice_box.save()
    assert "2029" in sheet.notice_box.error_label.text()
    sheet.notice_box.unfold(False)
