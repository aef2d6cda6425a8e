"""Circulars from the command line: drafted, issued, listed, reprinted; a whole year in one go."""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.main import main
from models.ledgers import County, Lead
from models.storage import store
from models.storage.integrity_check import check_integrity
from tests.rows import add_lead, copy_template, finish, open_unsynced


@pytest.fixture
def book(demo_book: Path, tmp_path: Path) -> Path:
    """Give a copy of the demonstration."""
    return copy_template(demo_book, tmp_path, "示例.zhuanban")


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Run a command; give its code, its answer and its complaint."""
    code = main([str(argument) for argument in arguments])
    output = capsys.readouterr()
    return code, output.out, output.err


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    """Run a command that answers a program."""
    code, out, err = run(capsys, *arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


ISSUE = ("--period", "2026-10", "--issue", "--signer", "张示例", "--today", "2026-11-20")


def test_issued_listed_and_reprinted_alike(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = answer(capsys, "circular", book, "--out", tmp_path / "出", *ISSUE)
    assert (result["number"], result["state"], result["signer"]) == ("河招组〔2026〕1号", "已印发", "张示例")
    assert result["files"] == {
        Path(path).name: hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in result["paths"]
    }
    listed = answer(capsys, "circulars", book)
    assert [circular["number"] for circular in listed["circulars"]] == ["河招组〔2026〕1号"]
    assert listed["gaps"] == []
    with open_unsynced(book) as opened, opened.writing("改") as session:
        for row in session.query(Lead).limit(9):
            row.removed = True
    again = answer(capsys, "reprint", book, "1", "--out", tmp_path / "再")
    assert again["files"] == result["files"]
    for issued_path, reprinted_path in zip(result["paths"], again["paths"], strict=True):
        assert Path(issued_path).read_bytes() == Path(reprinted_path).read_bytes()
    code, out, _ = run(capsys, "circulars", book)
    assert (code, out.splitlines()[-1]) == (0, "共 1 份。")
    assert "河招组〔2026〕1号　已印发　2026-11-20　关于2026年10月全市招商引资工作情况的通报" in out


def test_what_cannot_go_out_is_refused_with_its_reason(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    running = ("circular", book, "--period", "2026-11", "--out", tmp_path, "--issue", "--today", "2026-11-20")
    code, _, err = run(capsys, *running)
    assert (code, "还没过完" in err, "写明理由" in err) == (2, True, True)
    assert answer(capsys, *running, "--reason", "会上要用", "--xlsx")["reason"] == "会上要用"
    code, _, err = run(capsys, "reprint", book, "7", "--out", tmp_path)
    assert (code, "没有印发过“7”" in err) == (2, True)
    code, _, err = run(capsys, "circular", book, "--kind", "all", "--period", "2026-10", "--out", tmp_path)
    assert (code, "写年份" in err) == (2, True)


def test_one_task_force_and_all_of_them(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("circular", book, "--period", "2026-10", "--out", tmp_path / "一", "--xlsx")
    result = answer(capsys, *arguments, "--task-force", "焦化行业招商专班")
    assert "焦化" in Path(result["xlsx"]).name
    code, _, err = run(capsys, *arguments, "--task-force", "没有的专班")
    assert (code, "没有的专班" in err) == (2, True)
    many = answer(
        capsys, "circular", book, "--period", "2026-10", "--out", tmp_path / "多", "--xlsx", "--task-force", "all"
    )
    assert len(many["drafts"]) == 16
    assert {Path(path).parent.name for path in many["drafts"]} == {"2026-10"}


def test_the_year_goes_out_by_one_command(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # By 20 February: seven weeks, three half-months and a month; the whole year is a campaign of its own.
    year = ("year", book, "--year", "2026", "--out", tmp_path / "年", "--issue", "--xlsx", "--today", "2026-02-20")
    code, out, err = run(capsys, *year)
    assert code == 0
    assert "[1/" in err
    assert out.splitlines()[-1].startswith("已印发 11 份")
    folders = {path.name for path in (tmp_path / "年").iterdir()}
    assert {"2026-W01", "2026-W07", "2026-01-1", "2026-02-1", "2026-01"} <= folders
    assert len(folders) == 11
    with store.open_book(book, write=False) as opened:
        assert finish(check_integrity(opened)).is_intact
    assert answer(capsys, *year)["issued"] == []
    assert len(answer(capsys, "circulars", book)["circulars"]) == 11
    code, _, err = run(capsys, "year", book, "--year", "2030", "--out", tmp_path, "--today", "2026-11-20")
    assert (code, "没有要出的通报" in err) == (2, True)


def test_a_correction_and_a_withdrawal(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer(capsys, "circular", book, "--out", tmp_path, *ISSUE, "--xlsx")
    with open_unsynced(book) as opened, opened.writing("补登") as session:
        add_lead(session, "补登的线索", reported_on=date(2026, 10, 8))
    code, out, _ = run(capsys, "correct", book, "1", "--out", tmp_path, "--dry-run")
    assert code == 0
    assert "和河招组〔2026〕1号相比有" in out
    day = ("--today", "2026-11-24", "--xlsx")
    corrected = answer(capsys, "correct", book, "1", "--out", tmp_path, *day)
    assert (corrected["number"], corrected["version"], corrected["dated"]) == ("河招组〔2026〕2号", 2, "2026-11-24")
    code, out, _ = run(capsys, "withdraw", book, "2", "--reason", "发错了", "--today", "2026-11-25")
    assert (code, out.splitlines()[0][:19]) == (0, "已撤回：河招组〔2026〕2号　关于2")
    states = [circular["state"] for circular in answer(capsys, "circulars", book)["circulars"]]
    assert states == ["已更正", "已撤回"]
    code, _, err = run(capsys, "withdraw", book, "2", "--reason", "再撤一次")
    assert (code, "不能撤回" in err) == (2, True)


def test_every_finding_is_printed_with_a_draft_and_with_an_issue_even_where_it_is_stopped(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    common = ("--out", tmp_path, "--period", "2026-10", "--today", "2026-11-20", "--xlsx")
    code, out, _ = run(capsys, "circular", book, *common)
    advised = {line for line in out.splitlines() if line.startswith("请看一看：")}
    assert code == 0
    assert len(advised) > 3
    with open_unsynced(book) as opened, opened.writing("县情") as session:
        session.query(County).one().number_word = None
    code, _, err = run(capsys, "circular", book, *common, "--issue")
    assert code == 2
    assert "必须处理：没有发文代字" in err
    assert advised <= set(err.splitlines())
    result = answer(capsys, "circular", book, *common, "--issue", "--reason", "县里还没有定代字")
    assert {"必须处理", "请看一看"} == {finding["severity"] for finding in result["findings"]}
