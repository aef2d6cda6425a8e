"""夏邑's 2025 as its seven task forces would hand it in: one workbook, a sheet a ledger, of invented firms (示例).

Amounts are in 万元. What the circulars must say of it is counted by hand in ``test_a_year_of_xiayi.py``.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl

Cell = str | int | date | None
Rows = Sequence[Sequence[Cell]]
JUNGONG, FANGZHI, GUILIU = "军工系产业招商专班", "纺织系产业招商专班", "桂柳系产业招商专班"
ZHUZAO, JIANGSHI = "淮海铸造产业招商专班", "僵尸企业整治盘活专班"
DORMANT_CLASSES = "A" * 17 + "B" * 17 + "C" * 10 + "D" * 7
REVIVED, REVIVED_IN_OCTOBER = 20, 5


def day(month: int, number: int, year: int = 2025) -> date:
    """Name a day of 2025."""
    return date(year, month, number)


def _dormant(number: int, kind: str) -> Sequence[Cell]:
    revived = None
    if number <= REVIVED:
        revived = day(10, number) if number <= REVIVED_IN_OCTOBER else day(6, number)
    state = "已复工复产" if revived else None
    return (f"示例停产企业{number:02}", kind, JIANGSHI, "示例高新区", day(1, 6), state, revived)


LEADS: Rows = (
    ("线索名称", "专班", "投资方", "信息渠道", "上报日期", "认定状态", "认定日期"),
    *(
        (f"示例军品线索{n}", JUNGONG, f"示例军品公司{n}", "在外老乡引荐", day(10, n), "已认定", day(10, n + 1))
        for n in range(1, 11)
    ),
    ("示例纺纱线索", FANGZHI, "示例纺纱公司", "商会协会联系", day(10, 21), "已上报", None),
)
VISITS: Rows = (
    ("走访日期", "方向", "专班", "走访企业", "带队领导", "事由"),
    (day(10, 21), "外出", FANGZHI, "示例纺纱公司", "示例副县长", "对接项目"),
    (day(10, 22), "来访", JUNGONG, "示例军品公司1", "示例副县长", "考察论证"),
)
PROJECTS: Rows = (
    (
        *("项目名称", "专班", "投资方", "总投资（万元）", "签约金额（万元）", "固定资产投资（万元）"),
        *("资金来源", "签约日期", "开工日期"),
    ),
    ("示例锂电项目", JUNGONG, "示例锂电公司", 130_000, 120_000, 110_000, "省外", day(2, 18), day(5, 20)),
    ("示例印染项目", FANGZHI, "示例印染公司", 30_000, 30_000, 20_000, "省外", day(4, 9), day(8, 1)),
    ("示例服装项目", FANGZHI, "示例服装公司", 20_000, 20_000, 15_000, "省外", day(10, 21), None),
    ("示例曲轴项目", ZHUZAO, "示例曲轴公司", 50_000, 50_000, 40_000, "省外", day(10, 14), None),
    ("示例家纺项目", GUILIU, "示例家纺公司", 40_000, 40_000, 30_000, "省外", day(6, 3, 2024), day(10, 22)),
)
FUNDS: Rows = (
    ("项目名称", "到位月份", "到位资金（万元）", "到位外资（万美元）"),
    ("示例锂电项目", "2025年6月", 30_000, None),
    ("示例锂电项目", "2025年10月", 20_000, None),
    ("示例印染项目", "2025年9月", 10_000, None),
    ("示例家纺项目", "2024年12月", 8_000, None),
    ("示例曲轴项目", "2025年11月", 700, 100),
)
DORMANT: Rows = (
    ("企业名称", "类别", "专班", "责任单位", "列入日期", "状态", "复工复产日期"),
    *(_dormant(number, kind) for number, kind in enumerate(DORMANT_CLASSES, start=1)),
)
VISIT_PLAN: Rows = (
    ("拜访企业", "企业家", "计划月份", "专班", "带队县领导", "责任人", "事由"),
    ("示例桂柳公司", "示例桂总", "2025年5月", GUILIU, "示例副县长", "示例桂", "对接项目"),
    ("示例曲轴公司", "示例曲总", "2025年9月", ZHUZAO, "示例副县长", "示例淮", "对接项目"),
    ("示例纺纱公司", "示例纺总", "2025年10月", FANGZHI, "示例副县长", "示例纺", "对接项目"),
)
NEWS: Rows = (
    ("标题", "日期", "动态类别", "专班", "内容"),
    ("示例纺织专班赴绍兴招商", day(10, 22), "外出招商", FANGZHI, "走访三家印染企业"),
    ("示例专班内部学习", day(10, 23), "其他", FANGZHI, "学习文件"),
)
PROBLEMS: Rows = (
    (
        "事项名称",
        "事项类型",
        "专班",
        "责任单位",
        "责任人",
        "提出日期",
        "时限",
        "办理状态",
        "销号日期",
        "销号人",
        "办理结果",
    ),
    (
        *("示例用电难", "问题", FANGZHI, "县供电公司", "示例甲", day(10, 1), day(10, 24)),
        *("已销号", day(10, 24), "示例乙", "已扩容"),
    ),
    ("示例用地难", "问题", ZHUZAO, "县自然资源局", "示例甲", day(9, 1), day(10, 20), "办理中", None, None, None),
    ("示例用工难", "问题", JUNGONG, "县人社局", "示例甲", day(10, 8), day(11, 5), "办理中", None, None, None),
)
TARGETS: Rows = (
    ("指标", "考核专班", "目标期限", "目标值", "计量单位"),
    ("签约金额", None, "2025", 40, "亿元"),
    ("签约金额", JUNGONG, "2025", 10, "亿元"),
    ("签约金额", FANGZHI, "2025", 8, "亿元"),
    ("到位资金", JUNGONG, "2025", 5, "亿元"),
    ("到位资金", FANGZHI, "2025", 4, "亿元"),
    ("省外亿元项目数", JUNGONG, "2025", 1, "个"),
    ("省外亿元项目数", FANGZHI, "2025", 4, "个"),
)
SHEETS = {
    "线索": LEADS,
    "走访": VISITS,
    "项目": PROJECTS,
    "到位资金": FUNDS,
    "僵尸企业": DORMANT,
    "拜访计划": VISIT_PLAN,
    "招商动态": NEWS,
    "问题清单": PROBLEMS,
    "目标任务": TARGETS,
}
ROWS_IN_ALL = sum(len(rows) - 1 for rows in SHEETS.values())


def write_workbook(path: Path) -> Path:
    """Write the workbook and return its path."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in SHEETS.items():
        worksheet = workbook.create_sheet(name)
        for row in rows:
            worksheet.append(list(row))
    workbook.save(path)
    return path
