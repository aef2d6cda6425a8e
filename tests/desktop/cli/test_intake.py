"""Importing workbooks from the command line: what is printed, what is written, and how it is undone."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from desktop.cli.main import main
from models.ledgers import Funding, Lead
from models.storage.store import Store
from tests.reports.county import small_county
from tests.rows import copy_template, open_unsynced


@pytest.fixture
def path(empty_book: Path, tmp_path: Path) -> Path:
    """Make the small county's book."""
    book_path = copy_template(empty_book, tmp_path, "示例县.zhuanban")
    with open_unsynced(book_path) as book:
        small_county(book)
    return book_path


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Make a foreign office's sheet of leads: title, unit line, headings, three rows and their sum."""
    path = tmp_path / "示例县招商线索.xlsx"
    with xlsxwriter.Workbook(path) as book:
        worksheet = book.add_worksheet("明细")
        worksheet.merge_range("A1:E1", "示例县招商引资线索统计表")
        worksheet.write("A2", "单位：亿元")
        for line, row in enumerate(
            [
                ["序号", "项目名称", "投资方", "总投资", "报送单位"],
                [1, "示例光伏项目", "示例阳光公司", 1.2, "焦化"],
                [2, "示例储能项目", "示例电力公司", "3—5", "焦化"],
                [3, "示例风电项目", "示例清风公司", 2, "没有的专班"],
                ["合计", "", "", 3.2, ""],
            ],
            start=2,
        ):
            worksheet.write_row(line, 0, row)
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, Any, str]:
    """Run a command; give its exit code, its answer and its complaint."""
    code = main([*map(str, arguments), "--json"])
    output = capsys.readouterr()
    return code, json.loads(output.out) if output.out else None, output.err


@pytest.fixture
def opened(path: Path) -> Iterator[Store]:
    """Open the book to look into it."""
    with open_unsynced(path) as book:
        yield book


def names(path: Path) -> set[str]:
    with open_unsynced(path) as book, book.reading() as session:
        return {row.name for row in session.query(Lead).filter(Lead.removed.is_(False)) if row.name.startswith("示例")}


def test_what_was_found_is_told_and_nothing_written_in_a_dry_run(
    capsys: pytest.CaptureFixture[str], path: Path, sheet: Path
) -> None:
    code, result, _ = run(capsys, "intake", path, sheet, "--ledger", "线索", "--dry-run")
    (file,) = result["files"]
    assert (code, result["written"], result["batch"]) == (0, False, None)
    assert (file["sheet"], file["header_rows"], file["first_data_row"], file["total_rows"]) == ("明细", [3], 4, [7])
    assert {column["header"]: column["key"] for column in file["mapping"] if column["key"]} == {
        "项目名称": "name",
        "投资方": "investor",
        "总投资": "total",
        "报送单位": "task_force",
    }
    assert file["counts"] == {"new": 3, "changed": 0, "same": 0, "duplicate": 0, "refused": 0}
    assert {cell["cell"] for cell in file["refused"]} == {"D5", "E6"}
    assert names(path) == set()


def test_a_batch_is_written_and_taken_back_by_its_number(
    capsys: pytest.CaptureFixture[str], path: Path, sheet: Path, tmp_path: Path
) -> None:
    back = tmp_path / "退回.xlsx"
    code, result, _ = run(capsys, "intake", path, sheet, "--ledger", "lead", "--refused", back)
    assert (code, result["written"], back.is_file()) == (0, True, True)
    assert names(path) == {"示例光伏项目", "示例储能项目", "示例风电项目"}
    again = run(capsys, "intake", path, sheet, "--ledger", "lead")[1]
    assert (again["files"][0]["again"], again["batch"]) == (True, None)
    assert "已经收过" in again["files"][0]["notes"][0]
    again = run(capsys, "intake", path, sheet, "--ledger", "lead", "--again", "--dry-run")[1]
    assert again["files"][0]["counts"]["same"] == 1
    assert again["batch"] is None
    code, undone, _ = run(capsys, "undo", path, result["batch"])
    assert (code, undone["kept"]) == (0, [])
    assert names(path) == set()


def placed(path: Path) -> dict[str, int]:
    """Give the sums of the opening fundings by the day they are summed up to."""
    sums: dict[str, int] = {}
    with open_unsynced(path) as book, book.reading() as session:
        for row in session.query(Funding).filter(Funding.removed.is_(False), Funding.covers_to.is_not(None)):
            sums[str(row.covers_to)] = sums.get(str(row.covers_to), 0) + int(row.amount or 0)
    return sums


def test_the_funds_of_a_project_list_are_taken_as_of_a_day(
    capsys: pytest.CaptureFixture[str], path: Path, tmp_path: Path
) -> None:
    projects = tmp_path / "项目.xlsx"
    with xlsxwriter.Workbook(projects) as written:
        worksheet = written.add_worksheet("项目")
        rows = (["项目名称", "签约时间", "到位资金（万元）"], ["示例甲", "2024.5.6", 900], ["示例乙", "2026.3.4", 0])
        for line, row in enumerate(rows):
            worksheet.write_row(line, 0, row)
    result = run(capsys, "intake", path, projects)[1]
    assert any("先填“到位资金截至”哪一天" in note for note in result["files"][0]["notes"])
    assert placed(path) == {}
    again = ("intake", path, projects, "--again", "--funds-as-of", "2026-10-31")
    assert any("先选这个数是往年的还是本年的" in note for note in run(capsys, *again)[1]["files"][0]["notes"])
    result = run(capsys, *again, "--funds-part", "往年")[1]
    assert (result["files"][0]["counts"]["changed"], placed(path)) == (1, {"2025-12-31": 900})
    run(capsys, "undo", path, result["batch"])
    assert placed(path) == {}


def test_a_second_undo_says_that_nothing_changed(capsys: pytest.CaptureFixture[str], path: Path, sheet: Path) -> None:
    batch = run(capsys, "intake", path, sheet, "--ledger", "lead")[1]["batch"]
    assert run(capsys, "undo", path, batch)[1]["changed"] is True
    assert main(["undo", str(path), batch]) == 0
    assert "这一批已经撤销过，没有改动" in capsys.readouterr().out


def test_a_file_that_is_no_table_is_declined_in_words(
    capsys: pytest.CaptureFixture[str], path: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"nothing")
    code, result, error = run(capsys, "intake", path, broken)
    assert code == 2
    assert "坏.xlsx" in error
    assert result["files"][0]["declined"]


def test_an_unknown_batch_is_refused(capsys: pytest.CaptureFixture[str], path: Path) -> None:
    code, _, error = run(capsys, "undo", path, "f" * 32)
    assert code == 2
    assert "没有" in error


def test_conflicts_are_listed_with_both_values(capsys: pytest.CaptureFixture[str], path: Path, tmp_path: Path) -> None:
    first, second = (_leads(tmp_path / f"{name}.xlsx", total) for name, total in (("甲", 1000), ("乙", 2000)))
    result = run(capsys, "intake", path, first, second, "--ledger", "lead")[1]
    assert [file["conflicts"] for file in result["files"]] == [0, 1]
    (conflict,) = run(capsys, "conflicts", path)[1]["conflicts"]
    assert (conflict["name"], conflict["label"]) == ("L1", "预计总投资")
    assert [rival["text"] for rival in conflict["rivals"]] == ["1,000", "2,000"]
    assert main(["conflicts", str(path)]) == 0
    assert "L1" in capsys.readouterr().out


def _leads(path: Path, total: int) -> Path:
    with xlsxwriter.Workbook(path) as book:
        worksheet = book.add_worksheet("线索")
        for line, row in enumerate(
            (["线索名称", "预计总投资（万元）", "最新进展"], ["L1", total, "示例"], ["L2", "", "示例"])
        ):
            worksheet.write_row(line, 0, row)
    return path


def test_a_sender_s_headings_are_remembered(capsys: pytest.CaptureFixture[str], path: Path, sheet: Path) -> None:
    run(capsys, "intake", path, sheet, "--ledger", "lead", "--sender", "示例街道")
    result = run(capsys, "intake", path, sheet, "--ledger", "lead", "--sender", "示例街道", "--again", "--dry-run")[1]
    why = {column["header"]: column["why"] for column in result["files"][0]["mapping"]}
    assert "上次" in why["投资方"]


def test_the_recognised_amounts_of_a_sheet_are_taken_and_wrong_ones_given_back(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recognised = tmp_path / "到位资金认定表.xlsx"
    with xlsxwriter.Workbook(recognised) as book:
        worksheet = book.add_worksheet("到位资金")
        for line, row in enumerate(
            [
                [
                    "项目名称",
                    "到资月份",
                    "上报金额（万元）",
                    "认定金额（万元）",
                    "统计核定金额（万元）",
                    "未认定原因",
                    "有发票",
                ],
                ["P1", "2026年9月", 900, 600, 580, "凭证不全", "是"],
                ["P2", "2026年9月", 300, 400, "", "", "否"],  # more recognised than reported
            ]
        ):
            worksheet.write_row(line, 0, row)
    code, _, _ = run(capsys, "intake", path, recognised, "--ledger", "到位资金")
    assert code == 0
    with open_unsynced(path) as book, book.reading() as session:
        rows = session.query(Funding).filter(Funding.recognised.is_not(None)).all()
        taken = [(row.amount, row.recognised, row.verified_amount, row.verified, row.proof_invoice) for row in rows]
    assert taken == [(Decimal(900), Decimal(600), Decimal(580), True, True)]
