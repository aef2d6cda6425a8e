"""The sheet 填表说明: every column of the workbook, how to fill it and its choices, from the field declarations."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from models.fields.amounts import AreaKind, CountKind, FixedPointKind, MoneyKind, PercentKind
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import Field
from models.fields.kind import FieldKind
from models.fields.kinds import (
    ChoiceKind,
    CreditCodeKind,
    DayKind,
    LineKind,
    LinkKind,
    LinksKind,
    MonthKind,
    OrgUnitsKind,
    PeopleKind,
    PhoneKind,
    ProseKind,
    YesNoKind,
)
from reports.xlsx.sheet_styles import HEAD, Styles, count_lines, fit_cell_text

if TYPE_CHECKING:  # reading a sheet asks for this one's name alone
    from xlsxwriter.worksheet import Worksheet

SHEET_NAME = "填表说明"
_SEVERAL = "几项之间用顿号隔开"
_FILLING_HINTS: tuple[tuple[type[FieldKind], str], ...] = (
    (MonthKind, "写到月，如 2026年9月"),
    (DayKind, "如 2026-9-2；只知道月份就写 2026年9月"),
    (YesNoKind, "填 是 或 否"),
    (MoneyKind, "只填数；约数写成“约300{unit}”，超过写成“超300{unit}”；不要填区间"),
    (PercentKind, "填百分号前面的数"),
    (AreaKind, "只填数"),
    (CountKind, "填整数"),
    (FixedPointKind, "只填数"),
    (CreditCodeKind, "18 位统一社会信用代码，先把单元格设成文本"),
    (PhoneKind, "只填号码，几个号码用顿号隔开；姓名填联系人栏"),
    (OrgUnitsKind, "单位名称，几个单位用顿号隔开"),
    (PeopleKind, "姓名，几个人用顿号隔开"),
    (ProseKind, "文字，可以分几行写"),
    (LineKind, "一行文字"),
)
_GENERAL_RULES = (
    "一行一条，从空行往下接着填；可以排序、筛选、增删行，不要改标题行和隐藏的“编号（勿改）”列。",
    "空着的格子读回时不会清空账本里原有的内容；少了的行也不会从账本里删掉。",
    "删错、改错不要紧：读回账本前先看一遍改了哪些，确认后才写入，写入后还能整批撤销。",
    "带 * 的栏必填；灰色的栏由程序登记，不用填。",
)
_COLUMNS = (("台账", 14), ("栏目", 22), ("单位", 8), ("必填", 6), ("怎么填", 44), ("说明", 34), ("可选项", 60))


def filling_hint(field: Field) -> str:
    """Return how a field is to be filled in."""
    kind = field.kind
    if kind.set_by_program:
        return "由程序登记，不用填"
    if isinstance(kind, ChoiceKind):
        return f"从可选项里选，可选几项，{_SEVERAL}" if kind.many else "从下拉里选一项"
    if isinstance(kind, (LinkKind, LinksKind)):
        text = f"填“{ledger_by_table(kind.to).about.label}”里有的名称"
        return f"{text}，{_SEVERAL}" if isinstance(kind, LinksKind) else text
    return next((sentence for of, sentence in _FILLING_HINTS if isinstance(kind, of)), "文字").format(unit=kind.unit)


def heading_note(field: Field) -> str:
    """Return the text of a heading's note: whether the field is required, how to fill it, and its hint."""
    parts = ("必填。" if field.required else "", f"{filling_hint(field)}。", field.facts.hint)
    return "".join(part for part in parts if part)


def write_guide(
    sheet: "Worksheet",
    styles: Styles,
    ledger_fields: Iterable[tuple[type[Ledger], Sequence[Field]]],
    terms: Mapping[str, Sequence[str]],
    notes: Sequence[str],
) -> None:
    """Write the sheet: general rules, ``notes`` on this file, then every column of every ledger."""
    for number, (_, width) in enumerate(_COLUMNS):
        sheet.set_column(number, number, width)
    sheet.set_row(0, 32)
    sheet.write_string(0, 0, SHEET_NAME, styles(font_name=HEAD, font_size=16))
    line = 1
    for number, rule in enumerate((*_GENERAL_RULES, *notes), start=1):
        sheet.write_string(line, 0, f"{number}．{rule}", styles())
        line += 1
    line += 1
    head = styles(font_name=HEAD, border=1, align="center", bg_color="#E8EEF5")
    sheet.set_row(line, 22)
    for number, (title, _) in enumerate(_COLUMNS):
        sheet.write_string(line, number, title, head)
    sheet.freeze_panes(line + 1, 2)
    _set_page(sheet, line)
    for ledger, fields in ledger_fields:
        for field in fields:
            line += 1
            _write_field(sheet, styles, line, ledger, field, terms)


def _set_page(sheet: "Worksheet", head: int) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_footer("&C&9第 &P 页，共 &N 页")


def _write_field(
    sheet: "Worksheet",
    styles: Styles,
    line: int,
    ledger: type[Ledger],
    field: Field,
    terms: Mapping[str, Sequence[str]],
) -> None:
    choices = "、".join(terms.get(field.kind.dictionary, ())) if isinstance(field.kind, ChoiceKind) else ""
    unit = field.kind.unit
    cells = (
        ledger.about.label,
        field.label,
        unit,
        "必填" if field.required else "",
        filling_hint(field),
        field.facts.hint,
        choices,
    )
    lines = 1
    for number, text in enumerate(cells):
        facts = {"align": "center"} if number in {2, 3} else {}
        sheet.write_string(line, number, fit_cell_text(text), styles(border=1, text_wrap=True, **facts))
        lines = max(lines, count_lines(text, _COLUMNS[number][1] / 2 - 1))
    sheet.set_row(line, min(400, 15 * lines + 5))
