"""Our workbook comes back from any hand: touched cells are known, untouched ones stay, rows keep their names."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.audit.recorder import add_many
from models.exchange.sheet_import.import_rows import UNKNOWN
from models.fields.kind import ReadValue
from models.ledgers import Lead, Visit
from models.storage.store import Store
from reports.import_reader.own_workbook.returned_workbook import read_returned_workbook, why_not_ours
from reports.import_reader.sandbox import read_file
from reports.xlsx.ledger_workbook import export_ledgers
from tests.reports.xlsx.hands import (
    column_of,
    import_table_of,
    line_of,
    open_workbook,
    read_returned,
    row_named,
    saved_by_libreoffice,
    touched_cells,
)
from tests.rows import add_task_force, finish, open_unsynced

NAMES = ["甲焦化", "乙钢铁", "丙铝业", "丁医药", "戊物流", "己装备"]


@pytest.fixture
def rows(book: Store) -> dict[str, str]:
    """Put six leads into a book; gives their ids by name."""
    with book.writing("新增") as session:
        force = add_task_force(session, "焦化", 1)
        facts = [
            {
                "name": name,
                "task_force": force,
                "investor": f"{name}有限公司",
                "total": ReadValue(Decimal(300 + number), "约" if number == 1 else ""),
                "tax": Decimal("12.5") if number % 2 else None,
                "reported_on": ReadValue(date(2026, 9, 1), "月") if number == 2 else date(2026, 9, number + 1),
                "channel": "云平台",
                "phone": "13812345678",
                "content": f"第一行\n第二行{number}",
                "followed": bool(number % 2),
            }
            for number, name in enumerate(NAMES)
        ]
        return dict(zip(NAMES, add_many(session, Lead, facts), strict=True))


@pytest.fixture
def sent(book: Store, rows: dict[str, str], tmp_path: Path) -> Path:
    """Export the leads, masked."""
    path = tmp_path / "线索.xlsx"
    assert finish(export_ledgers(book, path, ledgers=[Lead])) == {"lead": 6}
    return path


SheetEdit = Callable[[Any], None]


def edited(path: Path, *edits: SheetEdit) -> Path:
    """Edit the sheet of leads by hand and save it beside the file that was sent."""
    workbook = open_workbook(path)
    for edit in edits:
        edit(workbook["线索"])
    back = path.with_name("回来.xlsx")
    workbook.save(back)
    return back


def put(name: str, heading: str, value: object) -> SheetEdit:
    """Type a value into a cell."""

    def type_in(sheet: Any) -> None:
        sheet.cell(line_of(sheet, name), column_of(sheet, heading)).value = value

    return type_in


def test_a_file_nobody_touched_says_so_of_every_cell(sent: Path, rows: dict[str, str]) -> None:
    back = read_returned(sent)
    offer = import_table_of(back, "lead")
    assert [row.row for row in offer.rows] == list(rows.values())
    assert touched_cells(back) == {}
    assert (offer.missing_rows, back.notes) == ((), ())
    assert {cell.key for row in offer.rows for cell in row.cells} >= {"name", "task_force", "total", "followed"}


def test_only_the_cells_a_hand_touched_differ(sent: Path, rows: dict[str, str]) -> None:
    back = read_returned(
        edited(
            sent,
            put("甲焦化", "预计总投资", 9000),
            put("乙钢铁", "意向投资方", "另一家公司"),
            put("丙铝业", "登记时间", date(2026, 9, 15)),
            put("丁医药", "信息渠道", None),
            put("戊物流", "最新进展", "=HYPERLINK(1)"),
        )
    )
    changed = {
        (row, key): (cell.raw, cell.exported, cell.exported_mark) for (_, row, key), cell in touched_cells(back).items()
    }
    progress = changed.pop((rows["戊物流"], "progress"))
    assert changed == {
        (rows["甲焦化"], "total"): (9000, 3_000_000, ""),
        (rows["乙钢铁"], "investor"): ("另一家公司", "乙钢铁有限公司", ""),
        (rows["丙铝业"], "reported_on"): (date(2026, 9, 15), "2026-09-01", "月"),
        (rows["丁医药"], "channel"): (None, "云平台", ""),
    }
    assert progress[1:] == (None, "")


@pytest.mark.parametrize(
    ("name", "heading", "value"),
    [
        ("甲焦化", "预计总投资", "300"),
        ("甲焦化", "预计总投资", "３００万元"),
        ("乙钢铁", "预计总投资", "约 301 万元"),
        ("甲焦化", "登记时间", "2026/9/1"),
        ("甲焦化", "登记时间", "2026年9月1日"),
        ("甲焦化", "登记时间", 46266),
        ("丙铝业", "登记时间", "2026.9"),
        ("甲焦化", "是否跟进", "×"),
        ("甲焦化", "上报专班", " 焦化招商 专班"),
        ("甲焦化", "投资内容", "第一行\r\n第二行0"),
        ("甲焦化", "意向投资方", "甲焦化有限公司 "),
    ],
)
def test_the_same_value_written_otherwise_is_no_touch(sent: Path, name: str, heading: str, value: object) -> None:
    assert touched_cells(read_returned(edited(sent, put(name, heading, value)))) == {}


def test_a_mark_lost_is_a_touch(sent: Path, rows: dict[str, str]) -> None:
    changed = touched_cells(read_returned(edited(sent, put("乙钢铁", "预计总投资", 301))))
    assert list(changed) == [("lead", rows["乙钢铁"], "total")]


def test_rows_sorted_inserted_and_deleted_keep_their_names(sent: Path, rows: dict[str, str]) -> None:
    def shuffle(sheet: Any) -> None:
        cell_values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=9)]
        del cell_values[3]
        cell_values = [*cell_values[::-1], [None, "新来的", *[None] * (len(cell_values[0]) - 2)]]
        sheet.delete_rows(4, 6)
        sheet.insert_rows(2, 2)  # the heading slips down as well
        for number, values in enumerate(cell_values, start=6 + 1):
            for column, value in enumerate(values, start=1):
                sheet.cell(number, column).value = value

    back = read_returned(edited(sent, shuffle))
    offer = import_table_of(back, "lead")
    assert {row.raw("name"): row.row for row in offer.rows} == {
        "新来的": None,
        **{name: row for name, row in rows.items() if name != "丁医药"},
    }
    assert offer.missing_rows == (rows["丁医药"],)
    assert [(row, key) for _, row, key in touched_cells(back)] == [(None, "name")]
    assert row_named(offer, "新来的").cells[0].exported is UNKNOWN


def test_columns_moved_renamed_and_added_are_found_or_listed(sent: Path) -> None:
    def rebuild(sheet: Any) -> None:
        width = sheet.max_column
        for line in range(3, sheet.max_row + 1):
            values = [sheet.cell(line, column).value for column in range(1, width + 1)]
            values = [values[0], "备查" if line == 3 else "随手", *values[:0:-1]]
            for column, value in enumerate(values, start=1):
                sheet.cell(line, column).value = value
        names = {"意向投资方": "投资企业", "线索来源地": "线索的来源地", "预计总投资": "预计总投资（万元）"}
        for cell in sheet[3]:
            cell.value = names.get(cell.value, cell.value)

    back = read_returned(edited(sent, rebuild))
    assert touched_cells(back) == {}
    assert {"investor", "total"} <= {cell.key for cell in import_table_of(back, "lead").rows[0].cells}
    assert back.notes == ("“线索”里多出来的栏没有读：备查（6 格）。",)


def test_a_row_filled_down_is_new_but_the_first(sent: Path, rows: dict[str, str]) -> None:
    def fill_down(sheet: Any) -> None:
        first = line_of(sheet, "己装备")
        for line in (first + 1, first + 2):
            for cell in sheet[first]:
                sheet.cell(line, cell.column).value = cell.value

    offer = import_table_of(read_returned(edited(sent, fill_down)), "lead")
    assert [row.row for row in offer.rows] == [*rows.values(), None, None]
    assert offer.rows[-1].raw("investor") == "己装备有限公司"


def test_a_copy_above_its_original_does_not_take_its_name(sent: Path, rows: dict[str, str]) -> None:
    def copy_above(sheet: Any) -> None:
        sheet.insert_rows(4)
        for cell in sheet[5]:
            sheet.cell(4, cell.column).value = cell.value
        sheet.cell(4, column_of(sheet, "*线索名称")).value = "另一个项目"

    offer = import_table_of(read_returned(edited(sent, copy_above)), "lead")
    assert {row.raw("name"): row.row for row in offer.rows} == {**rows, "另一个项目": None}


@pytest.mark.parametrize("lost", [True, False], ids=["column gone", "sorted without it"])
def test_rows_out_of_step_with_their_codes_go_by_their_names(sent: Path, rows: dict[str, str], lost: bool) -> None:
    def disturb(sheet: Any) -> None:
        code = column_of(sheet, "编号（勿改）")
        if lost:
            sheet.delete_cols(code)
            return
        cell_values = [[cell.value for cell in row][: code - 1] for row in sheet.iter_rows(min_row=4, max_row=9)]
        for line, values in enumerate(cell_values[::-1], start=4):
            for column, value in enumerate(values, start=1):
                sheet.cell(line, column).value = value

    back = read_returned(edited(sent, disturb, put("乙钢铁", "意向投资方", "改过的公司")))
    offer = import_table_of(back, "lead")
    assert {row.raw("name"): row.row for row in offer.rows} == rows
    assert [key for _, row, key in touched_cells(back) if row == rows["乙钢铁"]] == ["investor"]
    assert len(touched_cells(back)) == 1
    assert any("编号" in note for note in back.notes) == lost


def test_masked_cells_say_nothing_and_half_masked_ones_are_not_taken(sent: Path, rows: dict[str, str]) -> None:
    back = read_returned(sent)
    assert "phone" not in {cell.key for row in import_table_of(back, "lead").rows for cell in row.cells}
    back = read_returned(
        edited(sent, put("甲焦化", "资方电话", "138****5679"), put("乙钢铁", "资方电话", "13900001111"))
    )
    changed = {row: (cell.raw, cell.exported, bool(cell.fault)) for (_, row, key), cell in touched_cells(back).items()}
    assert changed == {
        rows["甲焦化"]: ("138****5679", UNKNOWN, True),
        rows["乙钢铁"]: ("13900001111", UNKNOWN, False),
    }


def test_a_unit_changed_in_the_heading_is_said_and_read_in_the_open(sent: Path, rows: dict[str, str]) -> None:
    def to_yi(sheet: Any) -> None:
        sheet.cell(3, column_of(sheet, "预计总投资")).value = "预计总投资（亿元）"

    back = read_returned(edited(sent, put("甲焦化", "预计总投资", 2), to_yi))
    assert {row: cell.raw for (_, row, _), cell in touched_cells(back).items()} == {rows["甲焦化"]: "2亿元"}
    assert len(back.notes) == 1
    assert "亿元" in back.notes[0]

    def line_to_yi(sheet: Any) -> None:
        (cell,) = [cell for cell in sheet[2] if cell.value == "单位：万元"]
        cell.value = "单位：亿元"

    back = read_returned(edited(sent, put("甲焦化", "线索预计税收", 3), line_to_yi))
    assert {key: cell.raw for (*_, key), cell in touched_cells(back).items()} == {"tax": "3亿元"}


def test_a_total_typed_below_and_a_heading_repeated_are_no_rows(sent: Path) -> None:
    def add_total(sheet: Any) -> None:
        sheet.cell(sheet.max_row + 1, 1).value = "合 计"
        sheet.cell(sheet.max_row, column_of(sheet, "预计总投资")).value = 1815
        for cell in list(sheet[3]):
            sheet.cell(sheet.max_row + (cell.column == 1), cell.column).value = cell.value

    assert len(import_table_of(read_returned(edited(sent, add_total)), "lead").rows) == 6


def test_a_sheet_renamed_is_known_by_its_headings_and_a_stranger_is_named(
    book: Store, rows: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "两张.xlsx"
    finish(export_ledgers(book, path, ledgers=[Lead, Visit]))
    workbook = open_workbook(path)
    workbook["线索"].title = "9月线索汇总"
    del workbook["走访"]
    workbook.create_sheet("随手记").append(["联系了谁", "说了什么"])
    workbook.save(path)
    back = read_returned(path)
    assert [offer.sheet for offer in back.import_tables] == ["9月线索汇总"]
    assert touched_cells(back) == {}
    assert set(back.notes) == {"工作表“随手记”不是导出时的表，没有读。", "工作表“走访”不见了，账本里的不受影响。"}


def test_a_hidden_part_gone_or_changed_makes_it_a_foreign_workbook(sent: Path) -> None:
    edited_book = open_workbook(sent)
    hidden = edited_book["_招商台账_"]
    cell = [cell for cell in hidden["A"] if cell.value][1]
    cell.value = cell.value[:-1] + ("A" if cell.value[-1] != "A" else "B")
    edited_book.save(sent)
    workbook = finish(read_file(sent))
    assert read_returned_workbook(workbook) is None
    assert "改动过" in why_not_ours(workbook)
    del edited_book["_招商台账_"]
    edited_book.save(sent)
    workbook = finish(read_file(sent))
    assert read_returned_workbook(workbook) is None
    assert "已不在" in why_not_ours(workbook)


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_every_ledger_survives_libreoffice(demo_book: Path, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "台账.xlsx"
    with open_unsynced(demo_book) as demo:
        written = finish(export_ledgers(demo, path))
    back = read_returned(saved_by_libreoffice(path, tmp_path, suffix))
    assert touched_cells(back) == {}
    assert back.notes == ()
    assert {offer.ledger: len(offer.rows) for offer in back.import_tables} == written
    assert all(row.row for offer in back.import_tables for row in offer.rows)


def test_a_hand_edit_saved_by_libreoffice_as_xls_is_the_only_touch(
    sent: Path, rows: dict[str, str], tmp_path: Path
) -> None:
    back = read_returned(saved_by_libreoffice(edited(sent, put("丁医药", "预计总投资", 450.5)), tmp_path, "xls"))
    assert {(row, key): cell.raw for (_, row, key), cell in touched_cells(back).items()} == {
        (rows["丁医药"], "total"): 450.5
    }
