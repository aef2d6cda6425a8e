"""Sheets of any layout read back equal: units in heading or above, groups, totals, tables below each other."""

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from models.fields.field import field_of
from models.fields.kind import ReadContext
from models.ledgers import Project
from reports.import_reader.foreign_tables import find_foreign_tables, tables_notes, unread_sheets
from reports.import_reader.table_detection import detect_layouts
from reports.import_reader.workbook_data import CellValue, SheetData, WorkbookData

POWERS = {"元": 0, "万元": 4, "百万元": 6, "千万元": 7, "亿元": 8}
SPELLINGS = (
    "总投资（{}）",
    "总投资({})",
    "总投资{}",
    "总投资/{}",
    "总 投 资\n（{}）",
    "总投资（单位：{}）",
    "总投资（人民币{}）",
)
TOTALS = ("合计", "总 计", "合  计", "本页合计", "总计（3个）")
NAMES = ("针状焦项目", "合计科技产业园", "小计划农业项目", "一期光伏项目", "其中镇物流园", "总计算中心", "共计云仓")

PROJECTS = SheetData(
    "项目", [["项目名称", "投资方", "总投资（万元）"], ["示例甲", "甲公司", 1], ["示例乙", "乙公司", 2]]
)

Row = list[CellValue]


@dataclass(frozen=True)
class GeneratedTable:
    """A table's rows as a clerk would type them, and the amounts it means, in yuan by name."""

    rows: list[Row]
    amounts: dict[str, Decimal]


@st.composite
def tables(draw: st.DrawFn, number: int) -> GeneratedTable:
    """Draw a table with headings, rows, and perhaps a title, a unit line, groups and a total."""
    unit = draw(st.sampled_from([*POWERS]))
    in_heading = draw(st.booleans())
    spelling = draw(st.sampled_from(SPELLINGS if unit != "元" else SPELLINGS[:2]))
    ordinal = draw(st.booleans())
    heading: Row = ["项目名称", "投资方", spelling.format(unit) if in_heading else "总投资", "备注"]
    rows: list[Row] = [["", f"第{number}批签约项目"]] if draw(st.booleans()) else []
    rows += [] if in_heading else [["", "", f"单位：{unit}"]]
    rows.append(["序号", *heading] if ordinal else heading)
    amounts: dict[str, Decimal] = {}
    written = Decimal(0)
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5, unique=True))
    for place, name in enumerate(names, 1):
        value = (
            Decimal(draw(st.integers(1, 10**6))) / 10 ** draw(st.integers(0, 2))
            if unit != "元"
            else Decimal(draw(st.integers(1, 10**6)) * 10_000)
        )
        if Decimal(value).scaleb(POWERS[unit]) % 1:
            value = value.to_integral_value()
        full_name = f"{name}{number}"
        amounts[full_name] = value.scaleb(POWERS[unit])
        written += value
        row: Row = [full_name, f"{name}公司", float(value), ""]
        rows.append([place, *row] if ordinal else row)
    if draw(st.booleans()):
        total: Row = [draw(st.sampled_from(TOTALS)), "", float(written), ""]
        rows.append([total[0], "", "", *total[2:]] if ordinal else total)
    return GeneratedTable(rows, amounts)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[SheetData, dict[str, Decimal]]:
    """Draw a sheet with one table, or two with blank rows between them."""
    drawn = [draw(tables(number)) for number in range(1, draw(st.integers(1, 2)) + 1)]
    rows: list[Row] = []
    for table in drawn:
        rows += [*table.rows, []]
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    amounts = {name: amount for table in drawn for name, amount in table.amounts.items()}
    return SheetData("项目", padded), amounts


def read_amounts(sheet: SheetData) -> dict[str, Decimal]:
    """Read a sheet as the import does; return the amounts in yuan by name, a row that is no project under its name."""
    workbook = WorkbookData("表.xlsx", (sheet,))
    field = field_of(Project, "total")
    amounts = {}
    for table in find_foreign_tables(workbook, "project"):
        assert table.included
        for row in table.import_table(workbook).rows:
            value = field.read(row.raw("total"), ReadContext()).value
            assert isinstance(value, Decimal)
            amounts[str(row.raw("name"))] = value.scaleb(4)
    return amounts


@settings(max_examples=200, deadline=None)
@given(sheets())
def test_a_sheet_reads_back_equal(drawn: tuple[SheetData, dict[str, Decimal]]) -> None:
    sheet, amounts = drawn
    assert read_amounts(sheet) == amounts


def test_a_table_that_no_ledger_knows_is_offered_and_named() -> None:
    prices = SheetData("行情", [["品名", "规格", "产地"], ["示例钢", "8毫米", "示例省"], ["示例铁", "6毫米", "示例市"]])
    workbook = WorkbookData("表.xlsx", (PROJECTS, prices))
    known, unknown = find_foreign_tables(workbook)
    assert (known.included, unknown.included, unknown.is_known) == (True, False, False)
    assert tables_notes((known, unknown))[-1].startswith("还有没收的表：行情（2 行，看不出是哪个台账）")


def test_a_sheet_without_a_list_is_named_with_the_reason() -> None:
    note = SheetData("说明", [["填表说明"], ["一律用万元"]])
    heads = SheetData("空表", [["项目名称", "投资方", "总投资"]])
    layouts = detect_layouts(WorkbookData("表.xlsx", (PROJECTS, note, heads, SheetData("空", []))))
    (sentence,) = unread_sheets(layouts)
    assert sentence == (
        "没有收的工作表：“说明”没有找到表头（写着项目名称、投资方等的那一行）；“空表”只有表头，没有内容。"
    )
