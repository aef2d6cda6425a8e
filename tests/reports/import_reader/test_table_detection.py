"""Tables are detected as a person would see them, in sheets of real offices and in generated ones."""

import csv
import random
from pathlib import Path

import pytest

from models.errors import UserError
from reports.import_reader.foreign_tables import find_foreign_tables
from reports.import_reader.table_detection import FORM, TABLE, detect_layout
from reports.import_reader.workbook_data import WorkbookData
from tests.reports.import_reader.files import read, sheet_of

TRUTH = Path(__file__).parents[4] / "shared" / "samples" / "chinese" / "header_truth.csv"


def numbers(text: str) -> list[int]:
    """Read “1-2” or “3,4”."""
    numbers: list[int] = []
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        numbers += range(int(first), int(last or first) + 1)
    return numbers


def layout_faults(path: Path, truth: dict[str, str]) -> list[str]:
    """Compare a sheet's layout with what a person wrote; what stands before the first row must be all there."""
    sheet = next(sheet for sheet in read(path).sheets if sheet.name == truth["sheet"])
    layout = detect_layout(sheet)
    if truth["header_rows"] == "FORM":
        return [] if layout.kind == FORM else [layout.kind]
    first = layout.first_data_row
    wrong = [] if list(layout.header_rows) == numbers(truth["header_rows"]) else [f"header {layout.header_rows}"]
    if truth["first_data_row"] and first != int(truth["first_data_row"]):
        wrong.append(f"first {first}")
    above = [row for row in (*layout.total_rows,) if first is None or row < first]
    groups = [row for row in layout.group_rows if first is None or row < first]
    wrong += [] if above == numbers(truth["total_rows"]) else [f"totals {above}"]
    wrong += [] if groups == numbers(truth["group_rows"]) else [f"groups {groups}"]
    wrong += [] if not truth["unit_row"] or [layout.unit_row] == numbers(truth["unit_row"]) else ["unit"]
    if truth["note_rows"] and list(layout.note_rows) != numbers(truth["note_rows"]):
        wrong.append(f"notes {layout.note_rows}")
    return wrong


def test_the_labelled_sheets_of_real_offices(capsys: pytest.CaptureFixture[str]) -> None:
    if not TRUTH.is_file():
        pytest.skip("no ../shared/samples beside the project")
    with TRUTH.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    wrong = {
        f"{row['path']} {row['sheet']}": differences
        for row in rows
        if (differences := layout_faults(TRUTH.parent / row["path"], row))
    }
    with capsys.disabled():
        print(f"\n手工标注的 {len(rows)} 张表，认对 {len(rows) - len(wrong)} 张")  # noqa: T201 - the score is what the test is for
    assert not wrong


def generated_sheet(seed: int) -> tuple[list[list[object]], list[tuple[int, int, int, int]], dict[str, object]]:
    """Generate a sheet with a random layout; return its rows, its merged cells and the expected detection."""
    rng = random.Random(seed)  # noqa: S311 - a layout, not a secret
    title = rng.random() < 0.8
    unit = rng.random() < 0.5
    deep = rng.random() < 0.6
    merged = rng.random() < 0.7
    total = rng.choice(["first", "last", ""])
    note = rng.random() < 0.5
    grouped = rng.random() < 0.4
    rows: list[list[object]] = []
    merges: list[tuple[int, int, int, int]] = []
    truth: dict[str, object] = {"totals": [], "groups": [], "notes": [], "unit": ""}
    if title:
        merges.append((len(rows), 0, len(rows), 5))
        rows.append(["某县2026年10月招商引资项目台账"])
    if unit:
        rows.append(["填报单位：某县焦化专班", "", "", "", "单位：万元"])
        truth["unit"] = "万元"
    top = len(rows)
    rows.append(["序号", "项目名称", "投资方", "投资情况" if deep else "总投资", "" if deep else "到位资金", "备注"])
    if deep:
        rows.append(["", "", "", "总投资", "到位资金", ""])
        if merged:
            merges += [(top, column, top + 1, column) for column in (0, 1, 2, 5)] + [(top, 3, top, 4)]
    truth["header"] = list(range(top, len(rows)))
    if total == "first":
        truth["totals"] = [len(rows)]
        rows.append([rng.choice(["合计", "总  计", "合计（3个）"]), "", "", 600, 60, ""])
    data: list[int] = []
    for number in range(1, 4):
        if grouped and number in {1, 3}:
            truth["groups"] = [*truth["groups"], len(rows)]  # type: ignore[misc]  # a list of ints
            merges.append((len(rows), 0, len(rows), 5))
            rows.append([rng.choice(["一、工业项目", "（二）文旅项目", "焦化专班（2个）"])])
        data.append(len(rows))
        rows.append([number, f"示例第{number}号项目", "示例有限公司", number * 100, number * 10, ""])
    if total == "last":
        truth["totals"] = [len(rows)]
        rows.append(["", "合计", "", 600, 60, ""])
    if note:
        truth["notes"] = [len(rows)]
        rows.append(["注：到位资金以银行凭证为准，不含土地款以外的其他费用。"])
    truth["data"] = data
    return rows, merges, truth


@pytest.mark.parametrize("seed", range(120))
def test_made_sheets(seed: int) -> None:
    rows, merges, truth = generated_sheet(seed)
    layout = detect_layout(sheet_of(rows, merges))
    assert layout.kind == TABLE
    assert list(layout.header_rows) == truth["header"]
    assert list(layout.data_rows) == truth["data"]
    assert list(layout.total_rows) == truth["totals"]
    assert list(layout.group_rows) == truth["groups"]
    assert list(layout.note_rows) == truth["notes"]
    assert layout.unit == truth["unit"]
    assert [heading.text for heading in layout.headings][:2] == ["序号", "项目名称"]
    if len(layout.header_rows) == 2:
        assert layout.headings[3].parts == ("投资情况", "总投资")
        assert layout.headings[4].parts == ("投资情况", "到位资金")


def test_a_table_without_any_row_is_a_table() -> None:
    layout = detect_layout(sheet_of([["项目名称", "投资方", "总投资（亿元）"]]))
    assert (layout.kind, layout.data_rows, layout.headings[2].unit) == (TABLE, (), "亿元")


def test_a_row_with_its_name_alone_is_no_group() -> None:
    layout = detect_layout(sheet_of([["项目名称", "投资方", "总投资"], ["甲项目", "", ""], ["乙项目", "某公司", 3]]))
    assert layout.data_rows == (1, 2)


def test_a_header_printed_again_is_no_row() -> None:
    head = ["项目名称", "投资方", "总投资"]
    assert detect_layout(sheet_of([head, ["甲", "某", 1], head, ["乙", "某", 2]])).data_rows == (1, 3)


def test_the_table_with_most_rows_is_chosen_and_forms_are_declined() -> None:
    form = sheet_of(
        [
            ["项目登记表"],
            ["项目名称", "", "", "业主", ""],
            ["总投资", "", "联系人", "", ""],
            ["负责人（签字）：", "", "", "", ""],
        ],
        [(0, 0, 0, 4), (1, 1, 1, 2), (3, 0, 3, 4)],
        "表单",
    )
    table = sheet_of([["项目名称", "投资方"], ["甲", "乙"]], name="台账")
    (included,) = [table for table in find_foreign_tables(WorkbookData("表.xlsx", (form, table))) if table.included]
    assert included.layout.sheet == "台账"
    with pytest.raises(UserError, match=r"“表.xlsx”里没有可以导入的台账：“表单”"):
        find_foreign_tables(WorkbookData("表.xlsx", (form,)))
