"""The calendar against the State Council's own table of 2026."""

import json
from datetime import date, timedelta

import pytest

from models.errors import UserError
from models.rules.vocabulary import HolidayKind, HolidayState
from models.rules.workdays import WorkCalendar, read_notice
from resources import PRESETS

# 国办发明电〔2025〕7号, as an office pastes it.
NOTICE_2026 = """
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
"""


@pytest.fixture(scope="module")
def days() -> WorkCalendar:
    table = json.loads((PRESETS / "holidays.json").read_text("utf-8"))
    return WorkCalendar.from_rows((date.fromisoformat(day), kind, state) for day, kind, _, state in table)


def test_the_pasted_notice_gives_the_shipped_table() -> None:
    table = json.loads((PRESETS / "holidays.json").read_text("utf-8"))
    shipped = sorted((day, kind, name) for day, kind, name, _ in table if day.startswith("2026"))
    assert sorted((day.isoformat(), kind, name) for day, kind, name in read_notice(NOTICE_2026, 2026)) == shipped


def test_text_that_is_no_notice_is_rejected_with_a_message() -> None:
    with pytest.raises(UserError, match="没有认出放假安排"):
        read_notice("各乡镇人民政府：现将有关事项通知如下。", 2026)


def test_2026_has_248_workdays(days: WorkCalendar) -> None:
    # 365 days, 104 of them weekends; 33 days off of which 13 fall on weekends; 7 weekends worked: 365-104-20+7 = 248.
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert sum(map(days.is_workday, year)) == 248


@pytest.mark.parametrize(
    ("day", "worked"),
    [(date(2026, 2, 14), True), (date(2026, 2, 16), False), (date(2026, 9, 20), True), (date(2026, 10, 8), True)],
)
def test_a_weekend_worked_is_a_workday_and_a_weekday_off_is_none(
    days: WorkCalendar, day: date, *, worked: bool
) -> None:
    assert days.is_workday(day) is worked


def test_seven_workdays_after_the_eve_of_the_national_day_reach_the_16th(days: WorkCalendar) -> None:
    # 8, 9, 10 (worked Saturday), 12, 13, 14, 15 October.
    assert days.add(date(2026, 9, 30), 7) == date(2026, 10, 15)
    assert days.between(date(2026, 9, 30), date(2026, 10, 15)) == 7
    assert days.between(date(2026, 10, 15), date(2026, 9, 30)) == -7


def test_a_day_off_moves_to_the_next_day_worked(days: WorkCalendar) -> None:
    assert days.on_or_after(date(2026, 10, 1)) == date(2026, 10, 8)


def test_a_year_not_published_yet_is_not_certain(days: WorkCalendar) -> None:
    assert days.is_certain(date(2026, 12, 31))
    assert not days.is_certain(date(2027, 1, 4))


# The national holiday of 2026: 1 to 7 October free, Saturday 10 October worked.
OCTOBER = WorkCalendar.from_rows(
    [(date(2026, 10, day), HolidayKind.FREE, HolidayState.PUBLISHED) for day in range(1, 8)]
    + [(date(2026, 10, 10), HolidayKind.WORKED, HolidayState.PUBLISHED)]
)


def test_a_deadline_of_workdays_jumps_the_holiday_and_counts_the_worked_saturday() -> None:
    # From Wednesday 30 September: Thursday 8, Friday 9, Saturday 10 (worked), then Monday 12.
    eve = date(2026, 9, 30)
    assert [OCTOBER.add(eve, count).day for count in (0, 1, 2, 3, 4)] == [30, 8, 9, 10, 12]
    assert OCTOBER.on_or_after(date(2026, 10, 10)) == date(2026, 10, 10)
    assert OCTOBER.on_or_after(date(2026, 10, 11)) == date(2026, 10, 12)
    assert OCTOBER.on_or_after(eve) == eve


def test_the_first_day_of_a_span_of_workdays_is_left_out_and_the_last_counts() -> None:
    assert OCTOBER.between(date(2026, 10, 8), date(2026, 10, 8)) == 0
    assert OCTOBER.between(date(2026, 10, 8), date(2026, 10, 9)) == 1
    assert OCTOBER.between(date(2026, 10, 7), date(2026, 10, 12)) == 4
    assert OCTOBER.between(date(2026, 10, 1), date(2026, 10, 7)) == 0
    assert OCTOBER.between(date(2026, 10, 9), date(2026, 10, 8)) == -1


def test_a_notice_may_run_over_the_new_year_and_name_both_years() -> None:
    text = "一、元旦：2026年12月31日至2027年1月2日放假调休。2027年1月3日（周日）上班。"
    assert read_notice(text, 2027) == [
        (date(2026, 12, 31), HolidayKind.FREE, "元旦"),
        (date(2027, 1, 1), HolidayKind.FREE, "元旦"),
        (date(2027, 1, 2), HolidayKind.FREE, "元旦"),
        (date(2027, 1, 3), HolidayKind.WORKED, "元旦"),
    ]


def test_a_single_day_off_and_days_that_share_a_month() -> None:
    assert read_notice("清明节：4月4日放假。", 2026) == [(date(2026, 4, 4), HolidayKind.FREE, "清明节")]
    assert read_notice("春节：2月14日、28日上班。", 2026) == [
        (date(2026, 2, 14), HolidayKind.WORKED, "春节"),
        (date(2026, 2, 28), HolidayKind.WORKED, "春节"),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("元旦：3日放假。", "“3日”前没有写月份，请检查粘贴的通知。"),
        ("元旦：1月32日放假。", "通知里的 1月32日 不是日期，请检查粘贴的内容。"),
        ("春节：2月28日至30日放假。", "通知里的 2月30日 不是日期，请检查粘贴的内容。"),
    ],
)
def test_a_day_that_is_none_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        read_notice(text, 2026)
    assert str(refused.value) == sentence


def test_a_table_says_which_years_are_published_and_which_weekends_are_worked() -> None:
    rows = [
        (date(2026, 10, 1), HolidayKind.FREE, HolidayState.PUBLISHED),
        (date(2026, 10, 10), HolidayKind.WORKED, HolidayState.PUBLISHED),
        (date(2027, 10, 1), HolidayKind.FREE, HolidayState.COMPUTED),
    ]
    calendar = WorkCalendar.from_rows(rows)
    # 10 October 2026 is a Saturday, both 1 October are workdays of the week.
    assert [calendar.is_workday(day) for day, _, _ in rows] == [False, True, False]
    assert [calendar.is_certain(date(year, 5, 1)) for year in (2025, 2026, 2027)] == [False, True, False]


def test_a_worked_day_may_name_another_year_than_the_notice() -> None:
    notice = "元旦：2027年1月1日（周五）至3日（周日）放假。2026年12月27日（周日）上班。"
    assert read_notice(notice, 2027) == [
        (date(2027, 1, 1), HolidayKind.FREE, "元旦"),
        (date(2027, 1, 2), HolidayKind.FREE, "元旦"),
        (date(2027, 1, 3), HolidayKind.FREE, "元旦"),
        (date(2026, 12, 27), HolidayKind.WORKED, "元旦"),
    ]


def test_what_stands_before_the_first_festival_is_not_read() -> None:
    notice = "各省：现将2026年1月1日起的安排通知如下，请遵照放假。元旦：1月2日放假。"
    assert read_notice(notice, 2026)[-1][0] == date(2026, 1, 2)
    assert {festival for _, _, festival in read_notice(notice, 2026)} == {"元旦"}
