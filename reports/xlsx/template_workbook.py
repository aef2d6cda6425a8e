"""Empty sheets to fill when a book is begun (建账、搬家): headings, drop-downs, examples that an import leaves out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from models.exchange.sheet_import.import_columns import import_column
from models.fields.amounts import FixedPointKind
from models.fields.base import Ledger
from models.fields.field import Field
from models.fields.kinds import ChoiceKind, DayKind
from models.ledgers import Chain, Enterprise, Member, Obligation, Policy, Project, Target, TaskForce
from models.queries.reading_context import terms
from models.storage.store import Store
from reports.xlsx.guide_sheet import filling_hint
from reports.xlsx.sheet_styles import HEAD, Styles, count_lines, open_workbook, sheet_name

_HEADING_ROW, _FIRST_ROW = 2, 3  # rows, counted from 0; the title and how to fill stand above
_EMPTY_ROWS = 300  # with borders and drop-downs
_MAX_CHOICES = 255  # characters that a drop-down may list
_ORDINAL, _EXAMPLE = "序号", "示例"
_HOW_TO_FILL = (
    "从空行起一行填一条；第一列写“示例”的行不会收。有名称就能收，别的栏不知道可以空着；列可以删，也可以换次序。"
)
_GREY, _BLUE = "#59636E", "#E8EEF5"


@dataclass(frozen=True, slots=True)
class Template:
    """An empty sheet: the file's name, the ledger, its columns (fields, stage days, funds), and example rows by key."""

    name: str
    ledger: type[Ledger]
    keys: tuple[str, ...]
    examples: tuple[Mapping[str, object], ...]


_PROJECT_KEYS = (
    *("name", "task_force", "investor", "content", "site", "total", "signed_amount", "origin", "contract"),
    *("signed_on", "started_on", "finished_on", "produced_on", "funds_to_date", "funds_of_year", "owner", "progress"),
)
# By the step of the guides (建账向导, 搬家) that offers it.
TEMPLATES: Mapping[str, Template] = {
    "forces": Template(
        "招商专班",
        TaskForce,
        ("name", "short", "lead_units", "coop_units", "leader", "liaison", "phone"),
        (
            {"name": "装备制造招商专班", "short": "装备", "lead_units": "县工信局", "coop_units": "县发改局、县商务局"},
            {"name": "现代物流招商专班", "short": "物流", "lead_units": "县商务局"},
        ),
    ),
    "members": Template(
        "专班人员",
        Member,
        ("task_force", "name", "unit", "post", "role", "phone", "seconded"),
        (
            {"task_force": "装备制造招商专班", "name": "张示例", "unit": "县工信局", "post": "副局长", "role": "组长"},
            {"task_force": "装备制造招商专班", "name": "李示例", "unit": "县工信局", "role": "联络员"},
        ),
    ),
    "chains": Template(
        "产业链",
        Chain,
        ("name", "task_force", "head", "unit", "text"),
        (
            {"name": "减速机产业链", "task_force": "装备制造招商专班", "text": "铸件——齿轮——减速机——机器人"},
            {"name": "冷链物流产业链", "task_force": "现代物流招商专班", "unit": "县商务局"},
        ),
    ),
    "targets": Template(
        "目标任务",
        Target,
        ("metric", "period", "value", "unit", "task_forces", "source"),
        (
            {"metric": "签约金额", "period": "2026", "value": 100, "unit": "亿元", "source": "县政府工作报告"},
            {"metric": "签约项目数", "period": "2026", "value": 12, "unit": "个", "task_forces": "装备制造招商专班"},
        ),
    ),
    "policies": Template(
        "政策",
        Policy,
        ("name", "document", "number", "clause", "kind", "beneficiary", "text", "valid_from", "valid_to", "review"),
        (
            {"name": "引荐项目奖励", "document": "某县招商引资奖励办法", "clause": "第五条", "valid_from": "2025-1-1"},
            {"name": "标准厂房租金补助", "document": "某县支持制造业若干措施", "valid_to": "2027-12-31"},
        ),
    ),
    "firms": Template(
        "企业",
        Enterprise,
        ("name", "code", "kind", "task_force", "place", "industry", "main", "capital"),
        (
            {"name": "某某精密机械有限公司", "kind": "落户企业", "place": "江苏苏州", "capital": 5000},
            {"name": "某某冷链物流集团", "kind": "目标企业", "place": "浙江杭州", "industry": "现代物流"},
        ),
    ),
    "projects": Template(
        "在建和已签项目",
        Project,
        _PROJECT_KEYS,
        (
            {
                "name": "年产20万套减速机项目",
                "investor": "某某精密机械有限公司",
                "total": 32000,
                "signed_amount": 30000,
                "origin": "省外",
                "contract": "投资合同",
                "signed_on": "2024-5-16",
                "started_on": "2024-10-9",
                "produced_on": "2026-3-20",
                "funds_to_date": 26000,
                "funds_of_year": 4000,
                "progress": "一期已投产",
            },
            {
                "name": "冷链物流园项目",
                "investor": "某某冷链物流集团",
                "total": 15000,
                "signed_amount": 15000,
                "origin": "市外",
                "contract": "框架协议",
                "signed_on": "2026-4-8",
                "funds_to_date": 0,
            },
        ),
    ),
    "funds": Template(
        "到位资金累计",
        Project,
        ("name", "task_force", "funds_to_date", "funds_of_year"),
        (
            {"name": "年产20万套减速机项目", "funds_to_date": 26000, "funds_of_year": 4000},
            {"name": "冷链物流园项目", "funds_to_date": 0},
        ),
    ),
    "promises": Template(
        "未办结的承诺和责任事项",
        Obligation,
        ("name", "side", "kind", "task_force", "project", "unit", "owner", "raised_on", "due", "state"),
        (
            {"name": "园区道路修到厂区门口", "side": "政府", "kind": "承诺", "unit": "县住建局", "due": "2026-12-20"},
            {"name": "设备采购合同签完", "side": "企业", "kind": "履约", "raised_on": "2026-9-1", "due": "2027-3-31"},
        ),
    ),
}


def write_template(store: Store, path: Path, template: Template) -> None:
    """Write an empty sheet with headings, drop-downs of the book's dictionaries, and the examples."""
    with store.reading() as session:
        known = terms(session)
    fields = [import_column(template.ledger, key) for key in template.keys]
    with open_workbook(path, title=template.name) as book:
        sheet = book.add_worksheet(sheet_name(template.name, set()))
        styles = Styles(book)
        _write_head(sheet, styles, template.name, fields)
        _write_rows(sheet, styles, template, fields)
        for number, field in enumerate(fields, 1):
            sheet.data_validation(_FIRST_ROW, number, _FIRST_ROW + _EMPTY_ROWS, number, _column_rule(field, known))


def _write_head(sheet: Worksheet, styles: Styles, title: str, fields: Sequence[Field]) -> None:
    last = len(fields)
    sheet.set_row(0, 32)
    sheet.merge_range(0, 0, 0, last, title, styles(font_name=HEAD, font_size=16, align="center"))
    width = sum(map(_width, fields))
    sheet.set_row(1, 16 * count_lines(_HOW_TO_FILL, width / 2) + 6)
    sheet.merge_range(1, 0, 1, last, _HOW_TO_FILL, styles(font_color=_GREY, text_wrap=True))
    head = styles(font_name=HEAD, border=1, align="center", bg_color=_BLUE, text_wrap=True)
    sheet.set_row(_HEADING_ROW, 34)
    sheet.set_column(0, 0, 6)
    sheet.write_string(_HEADING_ROW, 0, _ORDINAL, head)
    for number, field in enumerate(fields, 1):
        sheet.set_column(number, number, _width(field))
        sheet.write_string(_HEADING_ROW, number, _heading(field), head)
    sheet.freeze_panes(_FIRST_ROW, 2)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADING_ROW)


def _write_rows(sheet: Worksheet, styles: Styles, template: Template, fields: Sequence[Field]) -> None:
    example = styles(border=1, italic=True, font_color=_GREY)
    for line, row in enumerate(template.examples, _FIRST_ROW):
        sheet.write_string(line, 0, _EXAMPLE, example)
        for number, field in enumerate(fields, 1):
            sheet.write(line, number, row.get(field.key), example)
    for line in range(_FIRST_ROW + len(template.examples), _FIRST_ROW + _EMPTY_ROWS):
        sheet.write_blank(line, 0, None, styles(border=1, align="center"))
        for number, field in enumerate(fields, 1):
            sheet.write_blank(line, number, None, styles(border=1, num_format=_number_format(field)))


def _heading(field: Field) -> str:
    unit = field.kind.unit if isinstance(field.kind, FixedPointKind) else ""
    return f"{field.label}（{unit}）" if unit else field.label


def _width(field: Field) -> int:
    return max(9, field.facts.width + 2, len(_heading(field)) + 2)


def _number_format(field: Field) -> str:
    """Days typed as 2026-9-2 are shown as they were typed; codes and phone numbers stay text."""
    if isinstance(field.kind, DayKind):
        return "yyyy-mm-dd"
    return "General" if isinstance(field.kind, FixedPointKind) else "@"


def _column_rule(field: Field, known: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """Return a column's drop-down, or only the note that WPS shows at its cells."""
    note: dict[str, object] = {"input_title": field.label[:32], "input_message": f"{filling_hint(field)}。"[:255]}
    if isinstance(field.kind, ChoiceKind) and not field.kind.many:
        words = list(known.get(field.kind.dictionary, ()))
        if words and len(",".join(words)) <= _MAX_CHOICES:
            return {"validate": "list", "source": words, "error_type": "warning"} | note
    return {"validate": "any"} | note
