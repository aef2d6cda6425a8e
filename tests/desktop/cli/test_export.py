"""``zhuanban export``: which ledgers, task forces and periods leave, masked unless a reason is given."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.export import find_ledger, read_password
from desktop.cli.main import main
from models.errors import UserError
from models.ledgers import ExportNote, Lead, Project
from models.storage import store
from reports.import_reader.sandbox import NeedsPassword, read_file
from tests.reports.county import small_county
from tests.reports.xlsx.hands import open_workbook
from tests.rows import add_lead, copy_template, finish, open_unsynced


@pytest.fixture
def county(empty_book: Path, tmp_path: Path) -> Path:
    """Make the small county's book, with a telephone in one lead."""
    path = copy_template(empty_book, tmp_path, "示例县.zhuanban")
    with open_unsynced(path) as book:
        ids = small_county(book)
        with book.writing("电话") as session:
            add_lead(session, "L电话", task_force=ids["B"], phone="13800000000")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["export", *(str(argument) for argument in arguments)])
    output = capsys.readouterr()
    return code, output.out, output.err


def names(path: Path, sheet: str = "线索") -> set[Any]:
    """Return the names in the sheet of leads."""
    rows = open_workbook(path)[sheet].iter_rows(min_row=3, values_only=True)
    head = list(next(rows))
    column = next(number for number, title in enumerate(head) if str(title).lstrip("*") == "线索名称")
    return {row[column] for row in rows} - {None}


def test_everything_leaves_and_is_counted(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "出.xlsx"
    code, text, error = run(capsys, county, "--out", out)
    assert (code, error) == (0, "")
    assert text.startswith("已导出 ")
    assert text.rstrip().endswith(str(out))
    assert {"L1", "L2", "L电话"} <= names(out)
    assert "L6删" not in names(out), "what is in the bin stays at home"


@pytest.mark.parametrize("name", ["线索", "lead"])
def test_only_the_ledgers_asked_for(
    county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    out = tmp_path / "线索.xlsx"
    code, text, _ = run(capsys, county, "--out", out, "--ledger", name, "--json")
    assert code == 0
    facts = json.loads(text)
    assert facts["rows"] == {"lead": 9}
    assert (facts["file"], facts["unmasked"]) == (str(out), False)


def test_only_the_rows_of_a_task_force(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "焦化.xlsx"
    assert run(capsys, county, "--out", out, "--ledger", "线索", "--task-force", "焦化招商专班")[0] == 0
    assert names(out) == {"L1", "L2", "L3"}


def test_a_task_force_nobody_knows_is_refused(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, error = run(capsys, county, "--out", tmp_path / "无.xlsx", "--task-force", "医药招商专班")
    assert code != 0
    assert "医药招商专班" in error
    assert not (tmp_path / "无.xlsx").exists()


def test_telephones_leave_only_with_a_reason_that_is_kept(
    county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    masked, full = tmp_path / "打码.xlsx", tmp_path / "全.xlsx"
    run(capsys, county, "--out", masked, "--ledger", "线索")
    code, _, error = run(capsys, county, "--out", full, "--unmasked")
    assert code != 0
    assert "理由" in error
    assert not full.exists()
    assert run(capsys, county, "--out", full, "--ledger", "线索", "--unmasked", "--reason", "市局要求")[0] == 0
    for path, present in ((masked, False), (full, True)):
        values = {cell for row in open_workbook(path)["线索"].iter_rows(values_only=True) for cell in row}
        assert ("13800000000" in values) is present
    with store.open_book(county, write=False) as book, book.reading() as session:
        (note,) = session.query(ExportNote)
        assert note.why == "市局要求"


def test_a_password_is_taken_from_a_file(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = tmp_path / "密码.txt"
    secret.write_text("\ufeff河津2026\n第二行不算\n", encoding="utf-8")
    out = tmp_path / "密.xlsx"
    assert run(capsys, county, "--out", out, "--ledger", "线索", "--password-file", secret)[0] == 0
    with pytest.raises(NeedsPassword):
        finish(read_file(out, None))
    assert finish(read_file(out, "河津2026")).sheets


@pytest.mark.parametrize(
    ("content", "words"), [(None, "读不了"), (b"\xff\xfe\xff", "读不了"), (b"\n\n", "第一行是空的")]
)
def test_a_password_file_that_says_nothing_is_refused(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "密码.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UserError, match=words):
        read_password(path)
    assert read_password(None) is None


def test_ledgers_are_found_by_either_name() -> None:
    assert find_ledger("项目") is find_ledger("project") is Project
    assert find_ledger("线索") is Lead
    with pytest.raises(UserError, match="可选：线索、"):
        find_ledger("天气")


def test_a_period_that_is_none_is_refused(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, error = run(capsys, county, "--out", tmp_path / "期.xlsx", "--period", "2026-13")
    assert code != 0
    assert error
    assert not (tmp_path / "期.xlsx").exists()
