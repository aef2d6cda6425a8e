"""Three workbooks in the layouts of real offices, of invented projects: a district's return, a summary form, two lists.

The return follows the ten-day and yearly lists of a prefecture's development commission (two heading rows, the total
first, groups, a note and signatures below); the summary form has more groups than rows; the lists stand below each
other with other units, and a sheet of visits beside them.
"""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | float | None
Rows = Sequence[Sequence[Cell]]

RETURN_HEADINGS: Rows = (
    (
        *("序号", "项目名称", "建设性质", "建设内容及规模", "建设地点", "投资方", None, None, "总投资\n（亿元）"),
        *("其中：固定资产投资（亿元）", "2026年计划投资", "到位资金", None, "签约时间", "开工时间", "形象进度"),
        *("存在问题", "下步打算", "责任单位及责任人", "包联领导", "2025年产值", "备注"),
    ),
    (
        *(None, None, None, None, None, "企业名称", "所在地", "联系人及电话", None),
        *(None, None, "截至2025年底累计", "2026年1—10月", None, None, None),
        *(None, None, None, None, None, None),
    ),
)
RETURN_ROWS: Rows = (
    (
        *("合计", None, None, None, None, None, None, None, 9.5, 6.2, 31000, 12000, 8300.5),
        *(None, None, None, None, None, None, None, None, None),
    ),
    ("一、装备制造", *[None] * 21),
    (
        *(1, "示例轴承智能化改造项目", "技改", "改造三条生产线", "示例园区东区", "示例轴承有限公司", "浙江省宁波市"),
        *("张某 13800000001", 1.5, 1.2, 6000, 2000, 1300.5, "2025.3.6", "2025年9月", "主体完工"),
        *("用电增容", "10月底前送电", "示例市工信局 李某", "王某某", 800, "老厂原址"),
    ),
    (
        *(2, "示例传动设备生产项目", "新建", "年产20万套", "示例园区西区", "示例传动公司", "江苏省常州市"),
        *("赵某、0510-80000002", 5, 3, 20000, 10000, 7000, "2024-11-20", "2025-4-8", "设备安装"),
        *(None, "年底试产", "示例市发改局、钱某", "孙某某", None, None),
    ),
    ("二、新材料", *[None] * 21),
    (
        *(3, "示例玄武岩纤维项目", "新建", "年产1万吨", "示例镇", "示例纤维有限公司", "四川省成都市"),
        *("周某13800000003", 3, 2, 5000, None, None, "2026/8/15", None, "办理前期手续"),
        *("土地指标", "11月完成摘牌", "示例镇 吴某", "郑某某", None, "计划12月开工"),
    ),
)


def write_return(path: Path) -> Path:
    """Write the return of a district: 22 columns, two heading rows, units in headings and above the table."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "经开区"
    sheet.append(["示例经开区2026年1—10月招商引资项目进展情况表"])
    sheet.append(["填报单位：示例经开区", *[None] * 6, "填报人：冯某", *[None] * 8, "单位：万元"])
    _append(sheet, (*RETURN_HEADINGS, *RETURN_ROWS))
    sheet.append(["注：到位资金以银行进账单为准。"])
    sheet.append(["负责人：陈某", None, None, "审核人：褚某", None, None, "填报日期：2026年11月3日"])
    sheet.merge_cells("A1:V1")
    for span in ("F3:H3", "L3:M3", *(f"{letter}3:{letter}4" for letter in "ABCDEIJKNOPQRSTUV")):
        sheet.merge_cells(span)
    workbook.save(path)
    return path


SUMMARY_ROWS: Rows = (
    ("示例市2026年招商项目汇总表", *[None] * 9),
    (
        *("序号", "项目名称", "属地", "项目建设规模和内容", "估算投资\n（万元）", "目前进展情况"),
        *("招商形式(独资、合资等）", "承办单位", "联系人及电话", "备注"),
    ),
    ("总计", "5个", None, None, 82000, None, None, None, None, None),
    ("一、农业", "1个", None, None, 2000, None, None, None, None, None),
    (1, "示例食用菌工厂化项目", "示例乡", "年产5000吨", 2000, "已签约", "独资", "示例乡", "卫某 13800000011", None),
    ("二、工业", "3个", None, None, 75000, None, None, None, None, None),
    ("(一）", "产业园区", *[None] * 8),
    ("(1)", "示例电子元件项目", "甲县", "年产一百万件", 5000, "洽谈", "独资", "甲县开发区", "王某13800000012", None),
    ("(2)", "示例储能项目", "甲县", "200兆瓦时", "4亿元", "已开工", "合资", "甲县开发区", "蒋某 13800000013", "省重点"),
    ("(二）", "装备制造", *[None] * 8),
    ("(1)", "示例矿山机械项目", "乙县", "年产300台", 30000, "正在谈判", "合作", "乙县工信局", "沈某13800000014", None),
    ("三、服务业", "1个", None, None, 5000, None, None, None, None, None),
    (
        1,
        "示例冷链物流园项目",
        "丙区",
        "库容5万吨",
        5000,
        "已签约",
        "独资",
        "丙区商务局",
        "韩某 13800000015",
        "二期待定",
    ),
)


def write_summary(path: Path) -> Path:
    """Write a yearly summary form: groups with their counts and sums, numbering that starts anew in each."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "汇总表"
    _append(sheet, SUMMARY_ROWS)
    sheet.merge_cells("A1:J1")
    workbook.save(path)
    return path


SIGNED_ROWS: Rows = (
    ("示例县重点招商项目清单（截至2026年10月31日）", *[None] * 7),
    ("一、签约项目", *[None] * 6, "单位：万元"),
    ("序号", "项目名称", "投资主体", "投资总额", "签约时间", "累计到资", "其中：今年到资", "项目进展"),
    (1, "示例光伏组件项目", "示例光能公司", 120000, "2026-3-12", 9000, 9000, "厂房封顶"),
    (2, "示例预制菜项目", "示例食品公司", 8600, "2025-6-1", 5000, 1200, "试生产"),
    ("合计", None, None, 128600, None, 14000, 10200, None),
)
TALKS_ROWS: Rows = (
    ("二、在谈项目", *[None] * 7),
    ("序号", "项目名称", "投资企业", "拟投资额（亿元）", "洽谈情况", "跟进人", "联系电话", "下一步"),
    (1, "示例数据中心项目", "示例云计算公司", 12.5, "实地考察两次", "杨某", "13800000021", "11月签框架协议"),
    (2, "示例无人机项目", "示例航空公司", "约3", "线上沟通", "朱某", "13800000022", None),
)
VISIT_ROWS: Rows = (
    ("示例县10月外出招商情况", *[None] * 6),
    ("序号", "外出时间", "目的地", "拜访企业", "带队领导", "外出人数", "洽谈情况"),
    (1, "2026-10-12", "浙江省宁波市", "示例轴承有限公司", "秦某某", 4, "商谈二期用地"),
    (2, "2026-10-13", "江苏省常州市", "示例传动公司", "秦某某", 4, "邀请来访"),
)


def write_two_lists(path: Path) -> Path:
    """Write a project list of two tables on one sheet, and a sheet of visits."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "项目清单"
    _append(sheet, (*SIGNED_ROWS, (), *TALKS_ROWS))
    visits = workbook.create_sheet("外出招商")
    _append(visits, VISIT_ROWS)
    sheet.merge_cells("A1:H1")
    visits.merge_cells("A1:G1")
    workbook.save(path)
    return path


def _append(sheet: Worksheet, rows: Rows) -> None:
    for row in rows:
        sheet.append(list(row))
