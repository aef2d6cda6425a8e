"""``zhuanban form``: a file or a kept form is filled; a mistake is said and nothing is written."""

import json
from pathlib import Path

import openpyxl
import pytest

from desktop.cli import main
from tests.reports.form_templates.forms import simple_source
from tests.rows import copy_template


def run(*arguments: object) -> int:
    """Run the command."""
    return main.main(["form", *map(str, arguments)])


def form(folder: Path, **cells: str) -> Path:
    """Write a form."""
    path = folder / "月报.xlsx"
    path.write_bytes(simple_source(dict(cells)).content)
    return path


def test_the_number_is_that_of_the_command_figures(
    demo_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = copy_template(demo_book, tmp_path)
    assert main.main(["figures", str(book), "--period", "2026-10", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["subjects"]
    county = {figure["key"]: figure["value"] for figure in listed[0]["figures"]}
    template = form(tmp_path, A1="{{签约项目.累计}}", B1="{{在谈项目}}", C1="{{到位资金.本期}}")
    assert run(book, template, "--period", "2026-10", "--out", tmp_path / "出.xlsx") == 0
    assert "已填好：" in capsys.readouterr().out
    sheet = openpyxl.load_workbook(tmp_path / "出.xlsx").worksheets[0]
    assert [sheet["A1"].value, sheet["B1"].value] == [county["signed.year"], county["talks"]]
    assert sheet["C1"].value == pytest.approx(county["funds.now"], abs=0.005)


def test_a_form_is_kept_and_then_filled_by_its_name(
    demo_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, template = copy_template(demo_book, tmp_path), form(tmp_path, A1="{{期间}}")
    assert run(book, template, "--period", "2026-10", "--check", "--keep") == 0
    template.unlink()
    assert run(book, "月报", "--period", "2026-Q3", "--out", tmp_path / "出.xlsx", "--json") == 0
    assert '"marks": 1' in capsys.readouterr().out
    assert openpyxl.load_workbook(tmp_path / "出.xlsx").worksheets[0]["A1"].value == "2026年第三季度"


def test_mistakes_are_said(demo_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, template = copy_template(demo_book, tmp_path), form(tmp_path, A1="{{签约项木}}")
    assert run(book, template, "--period", "2026-10") == main.EXIT_USER_ERROR
    assert "请写 --out" in capsys.readouterr().err
    assert run(book, template, "--period", "2026-10", "--check") == main.EXIT_USER_ERROR
    assert "是不是“签约项目”" in capsys.readouterr().out
    assert run(book, template, "--period", "2026-10", "--out", tmp_path / "出.xlsx") == main.EXIT_USER_ERROR
    assert "工作表“表”的 A1：不认识" in capsys.readouterr().err
    assert run(book, "没有的", "--period", "2026-10", "--out", tmp_path / "出.xlsx") == main.EXIT_USER_ERROR
    assert "没有名为“没有的”的报表模板，也没有这个文件" in capsys.readouterr().err
    assert not (tmp_path / "出.xlsx").exists()
