"""Columns find their fields, and tables their ledgers, by what offices really write."""

import pytest

from reports.import_reader.column_mapping import guess_ledgers, map_columns
from reports.import_reader.table_detection import detect_layout
from reports.import_reader.workbook_data import SheetData
from tests.reports.import_reader.files import sheet_of


def mapped_keys(sheet: SheetData, ledger: str) -> list[str | None]:
    """Map a sheet and give the keys."""
    return [column.key for column in map_columns(sheet, detect_layout(sheet), ledger).columns]


def test_headings_with_units_marks_and_blanks() -> None:
    sheet = sheet_of(
        [["序 号", "项目\n名称", "投资主体", "★投资总额（亿元）", "进展情况"], [1, "甲", "乙", 1.2, "在建"]]
    )
    mapping = map_columns(sheet, detect_layout(sheet), "project")
    assert [column.key for column in mapping.columns] == [None, "name", "investor", "total", "progress"]
    assert mapping.columns[3].unit == "亿元"
    assert mapping.columns[3].samples == ("1.2",)


def test_planned_is_not_done() -> None:
    sheet = sheet_of(
        [["项目名称", "计划开工时间", "实际开工时间", "签约时间"], ["甲", "2026.3", "2026-4-1", "2025-9-2"]]
    )
    assert mapped_keys(sheet, "project") == ["name", "plan_start", "started_on", "signed_on"]


def test_a_heading_under_another() -> None:
    rows = [["项目名称", "项目业主单位", "", "总投资"], ["", "业主名称", "联系人", ""], ["甲", "乙公司", "某某", 5]]
    sheet = sheet_of(rows, [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3)])
    assert mapped_keys(sheet, "project") == ["name", "investor", "counterpart", "total"]


def test_values_overrule_a_heading_that_lies() -> None:
    rows = [["项目名称", "联系电话", "总投资"], *[[f"第{n}项目", f"某某{n}", "待定"] for n in range(5)]]
    mapping = map_columns(sheet_of(rows), detect_layout(sheet_of(rows)), "project")
    assert [column.key for column in mapping.columns if column.is_certain] == ["name", None, None] or all(
        not column.is_certain for column in mapping.columns[1:] if column.key
    )


@pytest.mark.parametrize(
    ("title", "head", "ledger"),
    [
        ("招商线索登记表", ["项目名称", "投资方", "信息来源", "线索登记时间", "跟进人"], "lead"),
        ("10月签约项目台账", ["项目名称", "投资主体", "投资金额（亿元）", "协议类型", "协议签订时间"], "project"),
        ("外出招商情况", ["组别", "开始时间", "结束时间", "目的地", "拜访企业名称", "接洽人姓名"], "visit"),
        ("来访接待登记", ["接待日期", "主要领导", "陪同领导", "来访单位", "备注"], "visit"),
        ("承诺事项兑现情况", ["承诺事项", "责任单位", "责任人", "完成时限", "兑现情况"], "obligation"),
        ("到位资金统计", ["项目名称", "到资月份", "到资金额", "到资凭证"], "funding"),
        ("推介活动", ["活动名称", "活动日期", "地点", "参加企业数", "线索数"], "activity"),
        ("重点目标企业名单", ["企业名称", "统一社会信用代码", "法定代表人", "注册资本", "主营业务"], "enterprise"),
        ("专班成员名册", ["姓名", "原单位", "职务", "联系电话"], "member"),
    ],
)
def test_the_ledger_is_guessed(title: str, head: list[str], ledger: str) -> None:
    width = len(head)
    sheet = sheet_of([[title], head, ["甲"] * width], [(0, 0, 0, width - 1)])
    guesses = guess_ledgers(sheet, detect_layout(sheet))
    assert guesses[0].ledger == ledger
    assert guesses == tuple(sorted(guesses, key=lambda guessed: -guessed.score))


@pytest.mark.parametrize(
    ("title", "head", "group", "ledger"),
    [
        (
            "招商基金台账",
            ["基金名称", "基金管理人", "基金规模（万元）", "县级认缴出资", "约定返投比例"],
            "基金招商",
            "fund",
        ),
        ("飞地合作园区", ["飞地名称", "飞出地", "飞入地", "本县税收分成比例"], "飞地经济", "enclave"),
        ("应用场景机会清单", ["场景名称", "场景发布单位", "场景需求", "场景征集截止"], "场景机会清单", "scene"),
        ("委托招商合同", ["受托机构", "委托区域", "委托期至", "委托基础服务费"], "委托招商", "agency_contract"),
    ],
)
def test_an_optional_ledger_is_guessed_where_it_is_in_use(title: str, head: list[str], group: str, ledger: str) -> None:
    width = len(head)
    sheet = sheet_of([[title], head, ["甲"] * width], [(0, 0, 0, width - 1)])
    layout = detect_layout(sheet)
    assert guess_ledgers(sheet, layout, groups=[group])[0].ledger == ledger
    assert ledger not in [guess.ledger for guess in guess_ledgers(sheet, layout)]
    assert ledger not in [guess.ledger for guess in guess_ledgers(sheet, layout, groups=["没有这一类"])]


def test_what_the_clerk_settled_is_remembered() -> None:
    sheet = sheet_of([["项目名称", "老板", "口号"], ["甲", "某某", "干"]])
    layout = detect_layout(sheet)
    mapping = map_columns(sheet, layout, "project").with_field(1, "counterpart").with_field(2, "progress")
    past = {"project": mapping.with_field(2, None).to_remember()}
    again = map_columns(sheet, layout, "project", past)
    assert [column.key for column in again.columns] == ["name", "counterpart", None]
    assert again.columns[1].is_certain


def test_two_columns_never_share_a_field() -> None:
    sheet = sheet_of([["项目名称", "总投资", "投资总额"], ["甲", 1, 2]])
    mapping = map_columns(sheet, detect_layout(sheet), "project")
    assert [column.key for column in mapping.columns] == ["name", "total", None]
    assert [column.key for column in mapping.with_field(2, "total").columns] == ["name", None, "total"]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["累计到位资金（万元）", "其中：本年到位"], ["funds_to_date", "funds_of_year"]),
        (["到位资金", "本月到位资金"], ["funds_to_date", None]),  # a month's money is no sum
        (["截至10月底累计到位资金", "今年到位资金"], ["funds_to_date", "funds_of_year"]),
        (["截至目前已到位资金（亿元）", "2025年到位资金"], ["funds_to_date", None]),
        (["累计完成投资", "本年完成投资"], [None, None]),  # investment done is no money placed
        (["资金到位率", "计划到位资金"], [None, None]),
    ],
)
def test_the_funds_placed_so_far_are_told_from_their_neighbours(
    headings: list[str], expected: list[str | None]
) -> None:
    rows = [["项目名称", "投资主体", *headings], *[[f"第{n}项目", f"甲{n}公司", 100 * n, 10 * n] for n in range(1, 6)]]
    assert mapped_keys(sheet_of(rows), "project") == ["name", "investor", *expected]


def test_funds_below_a_heading_of_both() -> None:
    rows = [
        ["项目名称", "总投资", "到位资金", ""],
        ["", "", "累计", "本年"],
        *[[f"第{n}项目", 9, 5, 2] for n in range(4)],
    ]
    sheet = sheet_of(rows, [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3)])
    assert mapped_keys(sheet, "project") == ["name", "total", "funds_to_date", "funds_of_year"]


def test_two_things_in_a_column_below_the_investor_are_parted() -> None:
    rows = [
        ["项目名称", "投资方", "", "责任单位", ""],
        ["", "企业名称", "联系人及电话", "单位名称", "联系人及电话"],
        ["甲", "甲公司", "张某 13800000001", "某局", "李某 13800000002"],
    ]
    sheet = sheet_of(rows, [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4)])
    columns = map_columns(sheet, detect_layout(sheet), "project").columns
    assert [(column.key, column.second_key) for column in columns[1:3]] == [
        ("investor", None),
        ("counterpart", "phone"),
    ]
    assert columns[4].key is None  # another office's contact is not the investor's


def test_a_part_of_the_total_is_taken_and_to_be_looked_at() -> None:
    sheet = sheet_of([["项目名称", "总投资", "其中：固定资产投资"], ["甲", 5, 3], ["乙", 6, 4]])
    column = map_columns(sheet, detect_layout(sheet), "project").columns[2]
    assert (column.key, column.is_certain) == ("fixed", False)
