"""A pasted notice is shown as it was understood before it is taken in."""

from pytestqt.qtbot import QtBot

from desktop.county.holidays_sheet import HolidaysSheet
from desktop.desk import Desk
from models.definitions import holidays
from tests.models.test_holidays import NOTICE


def test_a_year_is_taken_in_as_one_deed(county: Desk, qtbot: QtBot) -> None:
    sheet = HolidaysSheet(county)
    qtbot.addWidget(sheet)
    sheet.show()
    box = sheet.box
    box.start.click()
    assert not box.take_in.isEnabled()
    box.text.setPlainText("放假通知还没来")
    assert "没有认出" in box.refused.text()
    box.text.setPlainText(NOTICE)
    assert box.year.text() == "2027"
    assert "春节：放假 2月5日—2月12日，共 8 天；上班 2月14日、2月20日" in box.told.text()
    box.year.setText("二七")
    assert "四位数" in box.refused.text()
    box.year.setText("2027")
    with qtbot.waitSignal(box.done) as signal:
        box.take_in.click()
    assert signal.args is not None
    assert "13 天" in signal.args[0]
    assert not box.body.isVisibleTo(sheet)
    assert 2027 in county.ask(holidays).published
    assert county.undo().label == "记入 2027 年放假安排"
    assert 2027 not in county.ask(holidays).published


def test_another_year_than_the_notice_is_refused(county: Desk, qtbot: QtBot) -> None:
    sheet = HolidaysSheet(county)
    qtbot.addWidget(sheet)
    sheet.box.unfold(True)
    sheet.box.text.setPlainText("元旦：2027年1月1日放假")
    sheet.box.year.setText("2029")
    sheet.box.save()
    assert "2029" in sheet.box.refused.text()
    sheet.box.unfold(False)
