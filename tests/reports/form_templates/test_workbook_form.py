"""A workbook is filled with the figures of the command, by marks and by ties; what cannot be filled leaves it alone."""

import io
import zipfile
from pathlib import Path

import pytest

from models.errors import UserError
from models.storage.store import Store
from reports.form_templates.form_filling import source_of_file
from tests.reports.form_templates.filled import filled_bytes, first_sheet, read_back
from tests.reports.form_templates.forms import LIST_SHEET, SHEET, board_of, progress_form, simple_source


def test_every_number_is_the_figures(demo: Store, tmp_path: Path) -> None:
    board = board_of(demo, "2026-10")
    book = read_back(filled_bytes(demo, source_of_file(progress_form(tmp_path / "进展.xlsx"))))
    sheet, forces = book[SHEET], board.facts.forces
    for row, force in enumerate(forces, start=4):
        signed, worth = board.year("signed", force.id), board.year("signed_value", force.id)
        share = board.completion("signed_value", force.id).value
        assert sheet.cell(row, 3).value == signed.value
        assert sheet.cell(row, 4).value == pytest.approx(float(worth.value or 0) * 10_000)
        cell = sheet.cell(row, 5).value
        assert cell is None if share is None else cell == pytest.approx(float(share) / 100)
    whole = 5 + len(forces)
    assert sheet.cell(whole, 3).value == board.year("signed").value
    sentence = f"截至2026年10月31日，全县签约{board.year('signed').text}个，开工率{board.started_rate().text}%。"
    assert sheet.cell(whole + 1, 1).value == sentence
    assert sheet["A1"].value == "河津市招商引资进展情况统计表（2026年10月）"
    assert str(sheet["E2"].value).startswith("2026-10-31")
    listed = [row[1] for row in book[LIST_SHEET].iter_rows(min_row=2, values_only=True) if row[1]]
    assert len(listed) == len(board.now("signed").rows)


def test_the_looks_of_a_rich_text_are_kept(demo: Store, tmp_path: Path) -> None:
    content = filled_bytes(demo, source_of_file(progress_form(tmp_path / "进展.xlsx")))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    cell = xml[xml.index('r="A2"') : xml.index('r="B2"') if 'r="B2"' in xml else xml.index('r="E2"')]
    assert "填报单位：" in cell
    assert "FFFF0000" in cell[cell.index("填报单位：") :]
    assert "河津市招商引资领导小组" in cell


def test_ties_stand_for_what_a_cell_holds(demo: Store) -> None:
    source = simple_source({"A1": "签约", "B1": 0}, B1="签约项目.累计", D9="签约金额.累计|万元")
    sheet, board = first_sheet(demo, source), board_of(demo, "2026-10")
    assert sheet["A1"].value == "签约"
    assert sheet["B1"].value == board.year("signed").value
    assert sheet["D9"].value == pytest.approx(float(board.year("signed_value").value or 0) * 10_000)


def test_all_faults_are_told_with_their_cells(demo: Store) -> None:
    cells: dict[str, object] = {
        "A1": "{{签约项木}}",
        "B2": "共{{签约项目.全年}}个",
        "C3": "{{签约项目",
        "D4": "{{县名}}",
    }
    with pytest.raises(UserError) as caught:
        filled_bytes(demo, simple_source(cells))
    lines = str(caught.value).splitlines()
    assert lines[0] == "有3处填不了，一格也没有写："
    assert lines[1].startswith("工作表“表”的 A1：不认识“签约项木”，是不是“签约项目”")
    assert lines[2].startswith("工作表“表”的 B2：“全年”和要填的期间（2026年10月）不是一回事")
    assert lines[3].startswith("工作表“表”的 C3：“{{签约项目”的大括号不成对")


def test_a_form_without_marks_and_a_tie_to_a_lost_sheet_are_told(demo: Store) -> None:
    with pytest.raises(UserError, match="里面没有标记，也没有在页面里对应过格"):
        filled_bytes(demo, simple_source({"A1": "无"}))
    source = simple_source({"A1": "{{县名}}"}, B1="县名")
    moved = type(source)(source.file, source.content, {("旧表", "B1"): "县名"})
    with pytest.raises(UserError, match="工作表“旧表”：在页面里对应过它的格，可是模板里没有这张工作表"):
        filled_bytes(demo, moved)


def test_old_results_of_formulas_are_gone_and_are_reckoned_on_opening(demo: Store, tmp_path: Path) -> None:
    source = source_of_file(progress_form(tmp_path / "进展.xlsx"))
    with zipfile.ZipFile(io.BytesIO(source.content)) as package:
        assert b"777" in package.read("xl/worksheets/sheet1.xml")
    with zipfile.ZipFile(io.BytesIO(filled_bytes(demo, source))) as package:
        assert b"777" not in package.read("xl/worksheets/sheet1.xml")
        assert b'fullCalcOnLoad="1"' in package.read("xl/workbook.xml")


def test_a_list_without_rows_leaves_its_line_blank(demo: Store) -> None:
    cells: dict[str, object] = {"A1": "{{#签约项目.本期}}{{序号}}", "B1": "{{项目名称}}", "A2": "合计"}
    sheet = first_sheet(demo, simple_source(cells), "2019-01")
    assert [sheet["A1"].value, sheet["B1"].value, sheet["A2"].value] == [None, None, "合计"]


def test_two_row_marks_in_a_row_are_refused(demo: Store) -> None:
    with pytest.raises(UserError, match="的 B1：这一行已经有一个#标记了"):
        filled_bytes(demo, simple_source({"A1": "{{#专班}}", "B1": "{{#项目}}"}))


def test_two_lists_on_one_sheet_and_a_tie_in_a_repeated_row(demo: Store) -> None:
    cells: dict[str, object] = {
        "A1": "{{#专班}}{{名称}}",
        "A2": "小计",
        "A4": "{{#签约项目.本期}}{{项目名称}}",
        "A5": "完",
    }
    sheet, board = first_sheet(demo, simple_source(cells, B1="签约项目.累计", D4="数额")), board_of(demo, "2026-10")
    forces, projects = len(board.facts.forces), len(board.now("signed").rows)
    assert [sheet.cell(1 + row, 2).value for row in range(forces)] == [
        board.year("signed", force.id).value for force in board.facts.forces
    ]
    assert sheet.cell(forces + 1, 1).value == "小计"
    first = forces + 3
    assert [sheet.cell(first + row, 4).value for row in range(projects)] == [1] * projects
    assert sheet.cell(first + projects, 1).value == "完"


def test_a_picture_stays_to_the_byte(demo: Store, tmp_path: Path) -> None:
    from PIL import Image
    from xlsxwriter import Workbook

    Image.new("RGB", (40, 20), "red").save(tmp_path / "章.png")
    book = Workbook(tmp_path / "图.xlsx")
    sheet = book.add_worksheet("表")
    sheet.write("A1", "{{#专班}}{{名称}}")
    sheet.insert_image("A3", str(tmp_path / "章.png"))
    book.close()
    source = source_of_file(tmp_path / "图.xlsx")
    content = filled_bytes(demo, source)
    with zipfile.ZipFile(io.BytesIO(source.content)) as old, zipfile.ZipFile(io.BytesIO(content)) as new:
        assert new.namelist() == old.namelist()
        assert new.read("xl/media/image1.png") == old.read("xl/media/image1.png")
        anchor = new.read("xl/drawings/drawing1.xml").decode()
    added = len(board_of(demo, "2026-10").facts.forces) - 1
    assert f"<xdr:row>{2 + added}</xdr:row>" in anchor
