"""How every field is to be filled in, as 填表说明 and the headings' notes put it; and the ranges of drop-downs."""

import pytest

from models.fields.amounts import AreaKind, CountKind, FixedPointKind, MoneyKind, PercentKind
from models.fields.field import Field, FieldFacts, fields
from models.fields.kind import FieldKind
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
from models.ledgers import LEDGERS
from reports.xlsx.choices_sheet import MAX_CHOICES, link_list_name, list_ranges
from reports.xlsx.guide_sheet import filling_hint, heading_note


def declared(kind: FieldKind, *, required: bool = False, hint: str = "") -> Field:
    """Declare a field."""
    return Field("key", kind, required, FieldFacts("栏目", hint=hint))


@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        (MomentKind(), "由程序登记，不用填"),
        (ChoiceKind("channel"), "从下拉里选一项"),
        (ChoiceKind("channel", many=True), "从可选项里选，可选几项，几项之间用顿号隔开"),
        (LinkKind("task_force"), "填“招商专班”里有的名称"),
        (LinksKind("task_force"), "填“招商专班”里有的名称，几项之间用顿号隔开"),
        (MonthKind(), "写到月，如 2026年9月"),
        (DayKind(), "如 2026-9-2；只知道月份就写 2026年9月"),
        (YesNoKind(), "填 是 或 否"),
        (MoneyKind("亿元"), "只填数；约数写成“约300亿元”，超过写成“超300亿元”；不要填区间"),
        (PercentKind(), "填百分号前面的数"),
        (AreaKind("亩", 2), "只填数"),
        (CountKind("家"), "填整数"),
        (FixedPointKind("万元/亩"), "只填数"),
        (CreditCodeKind(), "18 位统一社会信用代码，先把单元格设成文本"),
        (PhoneKind(), "只填号码，几个号码用顿号隔开；姓名填联系人栏"),
        (OrgUnitsKind(), "单位名称，几个单位用顿号隔开"),
        (PeopleKind(), "姓名，几个人用顿号隔开"),
        (ProseKind(), "文字，可以分几行写"),
        (LineKind(), "一行文字"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, FieldKind) else "",
)
def test_each_kind_has_its_own_sentence(kind: FieldKind, hint: str) -> None:
    assert filling_hint(declared(kind)) == hint


def test_no_field_of_the_book_is_left_with_an_open_slot() -> None:
    hints = [filling_hint(field) for ledger in LEDGERS for field in fields(ledger)]
    assert all(hint and "{" not in hint for hint in hints)


def test_a_heading_s_note_begins_with_what_is_required() -> None:
    assert heading_note(declared(LineKind(), required=True, hint="全称")) == "必填。一行文字。全称"
    assert heading_note(declared(LineKind())) == "一行文字。"


def test_a_list_s_range_is_its_own_row() -> None:
    ranges = list_ranges({"甲": ["一"], "空": [], "乙": ["一", "二", "三"]})
    assert ranges == {"甲": "=字典!$B$1:$B$1", "乙": "=字典!$B$3:$D$3"}  # the empty list keeps its row


def test_a_list_too_long_has_no_drop_down() -> None:
    longest = [str(number) for number in range(MAX_CHOICES)]
    assert list_ranges({"甲": longest}) == {"甲": "=字典!$B$1:$IQ$1"}  # 250 columns from B on
    assert list_ranges({"甲": [*longest, "多"]}) == {}


def test_rows_of_a_ledger_are_no_dictionary_of_its_name() -> None:
    assert link_list_name("task_force") == "=task_force"
