"""Every kind reads what clerks and sheets really contain, rejects the rest with a message, and loses no value."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.fields.amounts import AreaKind, CountKind, FixedPointKind, MoneyKind, PercentKind
from models.fields.kind import FieldKind, PickedRow, ReadContext, ReadValue
from models.fields.kinds import (
    ChoiceKind,
    CreditCodeKind,
    DayKind,
    LineKind,
    LinkKind,
    LinksKind,
    MomentKind,
    MonthKind,
    OrgUnitsKind,
    PeopleKind,
    PhoneKind,
    ProseKind,
    YesNoKind,
)

CONTEXT = ReadContext(
    today=date(2026, 11, 20),
    year=2025,
    terms={"channel": ["链内企业调研", "在外老乡引荐", "云平台"]},
    find_row=lambda ledger, name: f"{ledger}-{name}",
)
WAN_YUAN, HUNDRED_MILLION_YUAN, DOLLARS = MoneyKind("万元"), MoneyKind("亿元"), MoneyKind("万美元")


def read_or_error(kind: FieldKind, raw: object) -> tuple[ReadValue | None, str]:
    """Read a value, or return the message it is rejected with."""
    try:
        return kind.read(raw, CONTEXT), ""
    except UserError as refused:
        return None, str(refused)


def error_message(kind: FieldKind, raw: object, context: ReadContext = CONTEXT) -> str:
    """Return the message a value is rejected with."""
    with pytest.raises(UserError) as refused:
        kind.read(raw, context)
    return str(refused.value)


# --- numbers: the vectors of domain.md 8.6 and what real sheets write around them


@pytest.mark.parametrize(
    ("kind", "raw", "value", "mark"),
    [
        (WAN_YUAN, "2000万", "2000", ""),
        (WAN_YUAN, "1.2亿", "12000", ""),
        (WAN_YUAN, "1，200万元", "1200", ""),
        (WAN_YUAN, "１２００", "1200", ""),
        (WAN_YUAN, "约3亿元", "30000", "约"),
        (WAN_YUAN, "3亿元左右", "30000", "约"),
        (WAN_YUAN, "超过2000万元", "2000", "超"),
        (WAN_YUAN, "3000余万元", "3000", "超"),
        (WAN_YUAN, "1亿2000万元", "12000", ""),
        (WAN_YUAN, "50000元", "5", ""),
        (WAN_YUAN, "¥50000", "5", ""),
        (WAN_YUAN, "人民币500万元", "500", ""),
        (WAN_YUAN, "0", "0", ""),
        (WAN_YUAN, -3, "-3", ""),
        (WAN_YUAN, 1200, "1200", ""),
        (WAN_YUAN, 0.1 + 0.2, "0.3", ""),
        (HUNDRED_MILLION_YUAN, "3亿元", "3", ""),
        (HUNDRED_MILLION_YUAN, "2000万", "0.2", ""),
        (DOLLARS, "500万美元", "500", ""),
        (DOLLARS, "500", "500", ""),
        (AreaKind("亩", 2), "3000亩", "3000", ""),
        (AreaKind("㎡", 2), "100㎡", "100", ""),
        (AreaKind("㎡", 2), "1.5万平方米", "15000", ""),
        (AreaKind("㎡", 2), "27万m2", "270000", ""),
        (AreaKind("万㎡", 2), "27万㎡", "27", ""),
        (FixedPointKind("万元/亩"), "300万元/亩", "300", ""),
        (FixedPointKind("万元/亩"), "300", "300", ""),
        (FixedPointKind("万元/亩"), "2500000元/亩", "250", ""),
        (PercentKind(), "82.19%", "82.19", ""),
        (PercentKind(), "82.19", "82.19", ""),
        (CountKind("人"), "3万人", "30000", ""),
        (CountKind("家"), "20 家", "20", ""),
    ],
)
def test_a_number_is_read_in_its_columns_own_unit(kind: FixedPointKind, raw: object, value: str, mark: str) -> None:
    assert kind.read(raw, CONTEXT) == ReadValue(Decimal(value), mark)


@pytest.mark.parametrize(
    ("kind", "raw", "message"),
    [
        (HUNDRED_MILLION_YUAN, "261.72元", "漏写了“万”或“亿”"),
        (WAN_YUAN, "261.72元", "漏写了“万”或“亿”"),
        (WAN_YUAN, "¥1,200", "漏写了“万”或“亿”"),
        (WAN_YUAN, "3—5亿元", "区间"),
        (WAN_YUAN, "3亿～5亿元", "区间"),
        (WAN_YUAN, "1-2亿", "区间"),
        (WAN_YUAN, "3至5亿元", "区间"),
        (WAN_YUAN, "500万美元", "“万美元”栏"),
        (DOLLARS, "500万元", "“万元”栏"),
        (WAN_YUAN, "500万港元", "港元"),
        (WAN_YUAN, "一期3亿二期5亿", "不是数"),
        (WAN_YUAN, "3亿 5亿", "看不出是哪一个"),
        (WAN_YUAN, "1.23456", "最多 4 位小数"),
        (WAN_YUAN, "9" * 40, "太大"),
        (WAN_YUAN, 1e300, "太大"),
        (WAN_YUAN, float("inf"), "不是数"),
        (WAN_YUAN, float("nan"), "不是数"),
        (WAN_YUAN, True, "是/否"),
        (PhoneKind(), "138****1234", "打了码的号码"),
        (WAN_YUAN, "120亩", "单位"),
        (AreaKind("亩", 2), "2000㎡", "与本栏“亩”不同"),
        (AreaKind("㎡", 2), "30亩", "与本栏“㎡”不同"),
        (FixedPointKind("万元/亩"), "300万元", "与本栏“万元/亩”不同"),
        (CountKind("人"), "500万元", "不是个数"),
        (CountKind("人"), "12.5", "最多 0 位小数"),
    ],
)
def test_what_is_no_single_number_of_that_unit_is_rejected_with_the_reason(
    kind: FieldKind, raw: object, message: str
) -> None:
    assert message in error_message(kind, raw)


@pytest.mark.parametrize("raw", [None, "", " ", "/", "-", "—", "——", "暂无", "无", "　", "\x00", "…", "N/A"])
@pytest.mark.parametrize(
    "kind",
    [
        WAN_YUAN,
        CountKind(),
        DayKind(),
        LineKind(),
        PhoneKind(),
        CreditCodeKind(),
        ChoiceKind("channel"),
        LinkKind("lead"),
    ],
)
def test_what_clerks_write_for_nothing_is_nothing(kind: FieldKind, raw: str | None) -> None:
    assert kind.read(raw, CONTEXT) == ReadValue(None)


def test_zero_is_not_nothing() -> None:
    assert WAN_YUAN.read("0", CONTEXT).value == 0
    assert WAN_YUAN.text(Decimal(0)) == "0"
    assert YesNoKind().text(value=False) == "否"


def test_a_word_for_nothing_answers_where_a_question_was_asked() -> None:
    assert ProseKind().read("无", CONTEXT).value == "无"
    assert YesNoKind().read("无", CONTEXT).value is False
    assert YesNoKind().read("√", CONTEXT).value is True
    assert "请填 是 或 否" in error_message(YesNoKind(), "大概")


# --- days


@pytest.mark.parametrize(
    ("raw", "day", "mark"),
    [
        (45292, date(2024, 1, 1), ""),
        (45292.75, date(2024, 1, 1), ""),
        ("45292", date(2024, 1, 1), ""),
        (datetime(2026, 9, 2, 14, 30), date(2026, 9, 2), ""),  # noqa: DTZ001 - a sheet's cell has no time zone
        ("2026-9-2", date(2026, 9, 2), ""),
        ("2026.9.2", date(2026, 9, 2), ""),
        ("2026/09/02 14:30:00", date(2026, 9, 2), ""),
        ("2026年9月2日", date(2026, 9, 2), ""),
        ("２０２６年９月２日", date(2026, 9, 2), ""),
        ("2026年9月", date(2026, 9, 1), "月"),
        ("2026.9", date(2026, 9, 1), "月"),
        ("2026", date(2026, 1, 1), "年"),
        (2026, date(2026, 1, 1), "年"),
        ("9月2日", date(2025, 9, 2), ""),
        ("20260902", date(2026, 9, 2), ""),
        (20260902, date(2026, 9, 2), ""),
        ("0302", date(2025, 3, 2), ""),
        ("昨天", date(2026, 11, 19), ""),
        ("上周五", date(2026, 11, 13), ""),
        ("周日", date(2026, 11, 22), ""),
        ("2028-2-29", date(2028, 2, 29), ""),
    ],
)
def test_a_day_is_read_as_it_is_written(raw: object, day: date, mark: str) -> None:
    assert DayKind().read(raw, CONTEXT) == ReadValue(day, mark)


def test_a_serial_of_a_workbook_that_counts_from_1904_is_four_years_later() -> None:
    # 2024-01-01 is 45292 counted from 1900 and 43830 counted from 1904.
    assert DayKind().read(43830, ReadContext(today=CONTEXT.today, from_1904=True)).value == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("2026-02-30", "2026年没有2月30日"),
        ("2月29日", "2025年没有2月29日"),
        ("0026-9-2", "年份是 26"),
        ("待定", "不是日期"),
        (302, "不是日期"),
        (float("inf"), "不是日期"),
        (9_999_999, "不是日期"),
        (True, "不是日期"),
    ],
)
def test_what_is_no_day_is_rejected(raw: object, message: str) -> None:
    assert message in error_message(DayKind(), raw)


def test_a_month_keeps_its_first_day_and_takes_the_periods_year() -> None:
    for raw in ("9月", "9月份", "2025年9月", "2025-9-30", date(2025, 9, 30)):
        assert MonthKind().read(raw, CONTEXT) == ReadValue(date(2025, 9, 1))


def test_a_moment_has_an_hour_of_the_day() -> None:
    assert MomentKind().read("2026-3-2 9:14:05", CONTEXT).value == "2026-03-02 09:14"
    assert MomentKind().read("2026-3-2", CONTEXT).value == "2026-03-02 00:00"
    assert "不是时间" in error_message(MomentKind(), "2026-03-02 24:61")


# --- codes, telephones, words, ticks


@pytest.mark.parametrize(
    "code", ["91110000600037341L", "91350100M000100Y43", "914403001922038216", "9144030071526726XG"]
)
def test_a_real_credit_code_is_taken_and_one_wrong_digit_is_not(code: str) -> None:
    assert CreditCodeKind().read(f" {code.lower()} ", CONTEXT).value == code
    for place in range(18):
        wrong = code[:place] + ("2" if code[place] == "1" else "1") + code[place + 1 :]
        with pytest.raises(UserError):
            CreditCodeKind().read(wrong, CONTEXT)


def test_a_code_that_a_sheet_took_for_a_number_is_never_repaired() -> None:
    assert "设为文本" in error_message(CreditCodeKind(), 9.1110000600037e17)
    assert "有 17 位" in error_message(CreditCodeKind(), "91110000600037341")


@pytest.mark.parametrize(
    ("typed", "stored", "masked"),
    [
        ("13812345678", "13812345678", "138****5678"),
        ("１３８１２３４５６７８", "13812345678", "138****5678"),
        ("0359-5022345", "0359-5022345", "035****2345"),
        ("5022345", "5022345", "****"),
        ("13812345678/13987654321", "13812345678、13987654321", "138****5678、139****4321"),
        ("0359-5022345转801", "0359-5022345转801", "035****转801"),
    ],
)
def test_telephones_are_read_and_masked(typed: str, stored: str, masked: str) -> None:
    assert PhoneKind().read(typed, CONTEXT).value == stored
    assert PhoneKind().mask(stored) == masked


def test_a_name_in_a_telephones_place_is_rejected() -> None:
    assert "不是电话号码" in error_message(PhoneKind(), "张三 13812345678")


def test_a_choice_takes_the_countys_words_only_and_names_them() -> None:
    assert ChoiceKind("channel").read(" 云平台 ", CONTEXT).value == "云平台"
    assert "链内企业调研、在外老乡引荐、云平台" in error_message(ChoiceKind("channel"), "熟人介绍")
    assert ChoiceKind("channel", many=True).read("云平台，在外老乡引荐；", CONTEXT).value == "云平台、在外老乡引荐"
    assert ChoiceKind("a dictionary nobody wrote").read("熟人介绍", CONTEXT).value == "熟人介绍"


def test_names_lose_their_gaps_and_share_one_separator() -> None:
    assert PeopleKind().read("张  三,李 四；王五\n赵六", CONTEXT).value == "张三、李四、王五、赵六"
    assert OrgUnitsKind().read("市工科局/市能源局", CONTEXT).value == "市工科局、市能源局"
    assert PeopleKind().read("John  Smith", CONTEXT).value == "John Smith"


def test_a_link_is_found_by_name_unless_it_was_picked() -> None:
    assert LinkKind("lead").read("某 线索", CONTEXT).value == "lead-某线索"
    assert LinkKind("lead").read(PickedRow("0123"), CONTEXT).value == "0123"
    assert LinksKind("lead").read("甲、乙", CONTEXT).value == "lead-甲 lead-乙"
    assert "查不到" in error_message(LinkKind("lead"), "甲", ReadContext(today=CONTEXT.today))


# --- properties: nothing is lost, nothing crashes

LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def steps(kind: FixedPointKind) -> st.SearchStrategy[Decimal]:
    """Draw any number the kind can hold."""
    return st.integers(-(10**17), 10**17).map(lambda n: Decimal(n).scaleb(-kind.places))


NUMBERS = [
    WAN_YUAN,
    HUNDRED_MILLION_YUAN,
    DOLLARS,
    AreaKind("亩", 2),
    AreaKind("㎡", 2),
    AreaKind("万㎡", 2),
    FixedPointKind("万元/亩"),
    FixedPointKind(),
    PercentKind(),
]
NUMBERS += [CountKind("人"), CountKind("")]


@pytest.mark.campaign
@pytest.mark.parametrize("kind", NUMBERS, ids=lambda kind: f"{type(kind).__name__}{kind.unit}")
@given(data=st.data())
def test_a_number_written_reads_back_equal(kind: FixedPointKind, data: st.DataObject) -> None:
    value = data.draw(steps(kind).filter(lambda number: abs(number) < 10**14))
    mark = data.draw(st.sampled_from(["", "约", "超"]))
    assert kind.read(kind.text(value, mark), CONTEXT) == ReadValue(value, mark)
    assert kind.read(kind.text(value, mark) + ("" if kind.unit == "" else kind.unit), CONTEXT) == ReadValue(value, mark)
    assert kind.load(kind.store(value)) == value
    if abs(value) < 10**10:  # what a sheet's 15 digits hold exactly
        assert kind.read(kind.excel_value(value, mark), CONTEXT) == ReadValue(value, mark)


@pytest.mark.parametrize("kind", [DayKind(), MonthKind()], ids=["day", "month"])
@given(day=DAYS, mark=st.sampled_from(["", "月", "年"]))
def test_a_day_written_reads_back_equal(kind: DayKind, day: date, mark: str) -> None:
    exact = {"": day, "月": day.replace(day=1), "年": day.replace(month=1, day=1)}[mark]
    if isinstance(kind, MonthKind):
        exact, mark = day.replace(day=1), ""
    if mark == "年" and not 1949 <= exact.year <= 2100:
        return
    for written in (kind.text(exact, mark), kind.excel_value(exact, mark)):
        assert kind.read(written, CONTEXT) == ReadValue(exact, mark)
    assert kind.load(kind.store(exact)) == exact


@pytest.mark.parametrize("value", [True, False])
def test_a_tick_written_reads_back_equal(value: bool) -> None:
    assert YesNoKind().read(YesNoKind().text(value), CONTEXT).value is value
    assert YesNoKind().load(YesNoKind().store(value)) is value
    assert YesNoKind().load(None) is None


TEXTS: list[FieldKind] = [
    LineKind(),
    ProseKind(),
    PeopleKind(),
    OrgUnitsKind(),
    ChoiceKind("free", many=True),
    ChoiceKind("free"),
    PhoneKind(),
    MomentKind(),
]


@pytest.mark.campaign
@pytest.mark.parametrize("kind", TEXTS, ids=lambda kind: type(kind).__name__)
@given(raw=LETTERS | st.from_regex(r"[0-9 \-、，/]{1,14}", fullmatch=True))
def test_a_text_once_read_reads_back_the_same(kind: FieldKind, raw: str) -> None:
    try:
        read = kind.read(raw, CONTEXT)
    except UserError:
        return
    assert kind.read(kind.text(read.value), CONTEXT) == read
    assert kind.load(kind.store(read.value)) == read.value


ANYTHING = (
    LETTERS
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.decimals()
    | st.from_regex(r"[约超近]?[0-9.,，万亿 ]{1,12}(元|亩|㎡|%|万|美元|余|以上)?", fullmatch=True)
    | st.from_regex(r"[0-9年月日./\- :：上下周一]{1,14}", fullmatch=True)
)


@pytest.mark.campaign
@pytest.mark.parametrize(
    "kind",
    [*NUMBERS, *TEXTS, DayKind(), MonthKind(), CreditCodeKind(), YesNoKind(), LinkKind("lead"), LinksKind("lead")],
    ids=lambda k: repr(k)[:12],
)
@given(raw=ANYTHING)
def test_whatever_a_sheet_holds_is_read_or_rejected_with_a_message(kind: FieldKind, raw: Any) -> None:
    read, refused = read_or_error(kind, raw)
    if read is None:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in refused)
        return
    value, mark = read
    assert value != ""
    assert kind.load(kind.store(value)) == value
    assert isinstance(kind.text(value, mark), str)
