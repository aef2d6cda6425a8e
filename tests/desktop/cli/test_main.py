"""The command line answers in files and numbers, refuses in Chinese, and never needs a screen."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.main import main
from models.ledgers import Lead, TaskForce
from models.storage import store
from models.storage.integrity_check import check_integrity
from models.storage.store import Store
from tests.reports.county import small_county
from tests.reports.xlsx.hands import open_workbook
from tests.rows import USUAL_LEDGERS, copy_template, finish, open_unsynced
from tests.source import ROOT


@pytest.fixture
def county(empty_book: Path, tmp_path: Path) -> Path:
    """Make the small county's book."""
    path = copy_template(empty_book, tmp_path, "示例县.zhuanban")
    with open_unsynced(path) as book:
        small_county(book)
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Run a command here; give its exit code, its answer and its complaint."""
    code = main([str(argument) for argument in arguments])
    output = capsys.readouterr()
    return code, output.out, output.err


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    """Run a command that answers a program."""
    code, out, err = run(capsys, *arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


WITHOUT_A_SCREEN = """
import json, sys
sys.modules["PySide6"] = None
from desktop.cli.main import main
for command in json.loads(sys.argv[1]):
    if code := main(command):
        sys.exit(code)
"""


def run_without_screen(*commands: list[object]) -> subprocess.CompletedProcess[str]:
    """Run commands one after another in a Python that has no PySide6, up to the first refused."""
    given = json.dumps([[str(argument) for argument in command] for command in commands])
    return subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-W", "error", "-c", WITHOUT_A_SCREEN, given],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_demonstration_makes_a_book_and_last_months_circular_without_a_screen(tmp_path: Path) -> None:
    out = tmp_path / "示例"
    completed = run_without_screen(["demo", "--out", out, "--today", "2026-11-20"])
    assert (completed.returncode, completed.stderr) == (0, "")
    assert sorted(path.name for path in out.iterdir()) == [
        "2026-10月通报.pdf",
        "2026-10月通报.xlsx",
        "河津示例.zhuanban",
    ]
    assert completed.stdout.splitlines() == [
        f"示例账本：{out / '河津示例.zhuanban'}",
        f"月通报 PDF：{out / '2026-10月通报.pdf'}",
        f"月通报 Excel：{out / '2026-10月通报.xlsx'}",
    ]
    assert (out / "2026-10月通报.pdf").read_bytes().startswith(b"%PDF-")
    with store.open_book(out / "河津示例.zhuanban") as book:
        assert finish(check_integrity(book)).is_intact


def test_every_command_runs_without_a_screen(county: Path, tmp_path: Path) -> None:
    done = run_without_screen(
        ["new", tmp_path / "新.zhuanban", "--preset", "xiayi"],
        ["figures", county, "--period", "2026-10"],
        ["circular", county, "--period", "2026-10", "--out", tmp_path / "通报"],
        ["export", county, "--out", tmp_path / "台账.xlsx"],
        ["check", county],
        ["backup", county, "--out", tmp_path / "备份.zhuanban"],
    )
    assert (done.returncode, done.stderr) == (0, "")
    for sentence in ("已新建账本：", "示例县　", ".pdf", "已导出 ", "账本完好：", "已备份并校验："):
        assert sentence in done.stdout


def test_a_user_error_is_a_chinese_sentence_on_stderr_and_code_2() -> None:
    refused = run_without_screen(["check", "/没有/这个.zhuanban"])
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "找不到账本“/没有/这个.zhuanban”；请检查路径，或用“新建账本”。\n"


def test_a_new_book_has_its_presets_task_forces(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "深" / "河津.zhuanban"
    assert answer(capsys, "new", path, "--preset", "hejin") == {"book": str(path), "preset": "hejin"}
    with store.open_book(path, write=False) as book, book.reading() as session:
        assert session.query(TaskForce).count() == 16
    code, out, err = run(capsys, "new", path)
    assert (code, out) == (2, "")
    assert "已经存在，不会覆盖" in err


def test_a_county_s_book_is_made_into_a_preset_that_the_next_book_begins_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, file, second = tmp_path / "襄城.zhuanban", tmp_path / "预置.json", tmp_path / "邻县.zhuanban"
    answer(capsys, "new", first, "--preset", "xiangcheng")
    facts = answer(capsys, "preset", first, "--out", file)
    assert facts["file"] == str(file)
    assert (facts["rows"]["招商专班"], facts["rows"]["产业链"], facts["rows"]["政策"]) == (2, 4, 4)
    assert answer(capsys, "new", second, "--preset", file) == {"book": str(second), "preset": str(file)}
    with store.open_book(second, write=False) as book, book.reading() as session:
        assert session.query(TaskForce).count() == 2
    code, _, err = run(capsys, "preset", first, "--out", tmp_path / "预置.xlsx")
    assert (code, err) == (2, "预置是 .json 文件，请写 --out 文件.json。\n")


def test_a_preset_s_file_that_is_none_leaves_no_book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "坏.json").write_text("{}", "utf-8")
    code, _, err = run(capsys, "new", tmp_path / "新.zhuanban", "--preset", tmp_path / "坏.json")
    assert code == 2
    assert "“坏.json”不是招商台账的预置文件：没有预置的标记" in err
    assert [path.name for path in tmp_path.iterdir()] == ["坏.json"]


@pytest.mark.parametrize("preset", ["yuncheng", ""])
def test_an_unknown_preset_leaves_no_book(preset: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "new", tmp_path / "新.zhuanban", "--preset", preset)
    assert code == 2
    assert "可选：hejin、xiayi、xiangcheng、blank" in err
    assert list(tmp_path.iterdir()) == []


def test_a_demonstration_is_made_anew_but_never_under_somebodys_hands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], demo_book: Path
) -> None:
    path = copy_template(demo_book, tmp_path, "河津示例.zhuanban")
    with Store.__enter__(store.open_book(path, "王某")):
        code, _, err = run(capsys, "demo", "--out", tmp_path, "--today", "2026-11-20")
    assert (code, "王某" in err) == (2, True)
    assert path.read_bytes() == demo_book.read_bytes()
    facts = answer(capsys, "demo", "--out", tmp_path, "--today", "2026-03-20")
    assert facts["pdf"].endswith("2026-02月通报.pdf")
    assert set(facts) == {"book", "pdf", "xlsx"}


def test_figures_are_told_for_the_county_and_each_task_force(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = answer(capsys, "figures", county, "--kind", "month", "--period", "2026-10")
    assert (result["period"], result["county"]) == ("2026-10", "示例县")
    assert [subject["name"] for subject in result["subjects"]] == ["示例县", "焦化招商专班", "钢铁招商专班", "未分专班"]
    assert result["subjects"][0]["id"] is None
    by_key = {figure["key"]: figure for figure in result["subjects"][0]["figures"]}
    worth = by_key["signed_value.year"]
    assert (worth["value"], worth["text"], worth["unit"], len(worth["rows"])) == (8.8, "8.80", "亿元", 3)
    assert by_key["funds.target"]["value"] is None
    assert by_key["funds.target"]["text"] == "—"
    assert set(worth) == {"key", "label", "unit", "value", "text", "formula", "rows"}
    code, out, _ = run(capsys, "figures", county, "--period", "2026-10")
    assert code == 0
    assert "示例县　签约金额（累计）：8.80亿元" in out.splitlines()
    assert "钢铁招商专班　签约金额完成率：20.00%" in out.splitlines()
    (target,) = [
        target for target in result["targets"] if (target["subject"], target["metric"]) == ("钢铁", "签约金额")
    ]
    assert (target["goal"]["text"], target["done"]["text"], target["state"]) == ("5.00", "1.00", "慢于进度")
    assert f"钢铁　{target['period']}目标　签约金额：1.00亿元／5.00亿元，完成20.00%" in out.splitlines()


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        ([], {"pdf", "xlsx", "docx"}),
        (["--pdf"], {"pdf"}),
        (["--xlsx"], {"xlsx"}),
        (["--docx"], {"docx"}),
        (["--pdf", "--xlsx"], {"pdf", "xlsx"}),
        (["--pdf", "--sources"], {"pdf"}),
    ],
)
def test_a_circular_comes_in_the_formats_asked_for(
    county: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str], files: set[str]
) -> None:
    out = tmp_path / "通报"
    result = answer(capsys, "circular", county, "--period", "2026-10", "--out", out, *arguments)
    assert {path.suffix.removeprefix(".") for path in out.iterdir()} == files
    assert {name: Path(result[name]).exists() for name in files} == dict.fromkeys(files, True)
    assert ("faces" in result and bool(result["faces"])) == ("pdf" in files)


def test_an_export_holds_every_ledger_with_telephones_masked(
    demo_book: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "台账.xlsx"
    result = answer(capsys, "export", demo_book, "--out", path)
    with store.open_book(demo_book, write=False) as book, book.reading() as session:
        assert result["rows"]["lead"] == session.query(Lead).filter(Lead.removed.is_(False)).count()
    assert set(result["rows"]) == {ledger.__tablename__ for ledger in USUAL_LEDGERS}
    sheets = open_workbook(path)
    texts = {str(cell) for sheet in sheets for line in sheet.iter_rows(values_only=True) for cell in line if cell}
    assert not any("10000000003" in text for text in texts)
    assert "100****0003" in texts


def test_an_export_takes_only_what_was_asked_for(
    demo_book: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book, path, word = copy_template(demo_book, tmp_path), tmp_path / "台账.xlsx", tmp_path / "密码.txt"
    word.write_text("河津2026\n", "utf-8")
    asked = ["--ledger", "线索", "--task-force", "焦化", "--period", "2026", "--password-file", word]
    result = answer(capsys, "export", book, "--out", path, *asked)
    assert 0 < result["rows"].pop("lead") < 286
    assert result["rows"] == {}
    assert path.read_bytes()[:4] == bytes.fromhex("d0cf11e0")
    assert run(capsys, "export", book, "--out", path, "--ledger", "没有的")[0] == 2
    assert "理由" in run(capsys, "export", book, "--out", path, "--unmasked")[2]
    answer(capsys, "export", book, "--out", path, "--ledger", "lead", "--unmasked", "--reason", "核对")
    assert any(cell.value == "10000000003" for row in open_workbook(path)["线索"].iter_rows() for cell in row)


def test_a_check_tells_sound_from_broken(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = answer(capsys, "check", county)
    assert (result["sound"], result["faults"], len(result["head"])) == (True, [], 64)
    code, out, _ = run(capsys, "check", county)
    assert (code, out.startswith("账本完好：")) == (0, True)
    import sqlite3

    connection = sqlite3.connect(county)
    connection.execute("UPDATE lead SET place = '别处' WHERE name = 'L1'")
    connection.commit()
    connection.close()
    code, out, _ = run(capsys, "check", county)
    assert code == 2
    assert "线索“L1”的内容与校验值不符" in out
    code, out, _ = run(capsys, "check", county, "--json")
    assert code == 2
    assert json.loads(out)["sound"] is False


def test_a_backup_is_the_book_and_never_overwrites(
    county: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "U盘" / "备份.zhuanban"
    assert answer(capsys, "backup", county, "--out", path) == {"file": str(path)}
    with store.open_book(path, write=False) as book:
        assert finish(check_integrity(book)).is_intact
    code, _, err = run(capsys, "backup", county, "--out", path)
    assert (code, "不会覆盖" in err) == (2, True)


def test_reading_commands_work_on_a_book_somebody_has_open(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with store.open_book(county, "王某"):
        assert answer(capsys, "check", county)["sound"]
        assert answer(capsys, "figures", county, "--period", "2026-10")["period"] == "2026-10"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["plan"], "没有“plan”这个命令"),
        (["figures"], "缺少参数"),
        (["figures", "x", "--period"], "参数 --period 后面要跟一个值"),
        (["check", "x", "--fast"], "不认识的参数：--fast"),
        (["demo", "--out", "x", "--today", "昨天"], "参数 --today 的值“昨天”写法不对"),
        (["figures", "{book}", "--period", "十月"], "期间“十月”（月）写法不对"),
        (["figures", "{book}", "--period", "2026-Q3"], "期间“2026-Q3”（月）写法不对"),
        (["figures", "{book}", "--period", "2026-13"], "没有第 13 个月"),
        (["circular", "{book}", "--period", "2026-10", "--kind", "haiku", "--out", "{out}"], "haiku"),
        (["check", "{out}"], "找不到账本"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    county: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    given = [argument.format(book=county, out=tmp_path / "出") for argument in arguments]
    code, out, err = run(capsys, *given)
    assert (code, out) == (2, "")
    assert sentence in err
    assert err.count("\n") == 1
    assert not (tmp_path / "出").exists()


def test_a_book_without_a_county_says_what_to_fill_in(
    empty_book: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, err = run(capsys, "circular", empty_book, "--period", "2026-10", "--out", tmp_path / "出")
    assert (code, "请先在“设置”里填写县市名称" in err) == (2, True)


def test_a_file_that_cannot_be_written_is_said(
    county: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "占着").write_text("这里已经有一个文件", "utf-8")
    for arguments in (
        ["circular", county, "--period", "2026-10", "--out", tmp_path / "占着"],
        ["export", county, "--out", tmp_path / "占着" / "台账.xlsx"],
        ["backup", county, "--out", tmp_path / "占着" / "备份.zhuanban"],
        ["new", tmp_path / "占着" / "新.zhuanban"],
        ["demo", "--out", tmp_path / "占着"],
    ):
        code, out, err = run(capsys, *arguments)
        assert (code, out) == (2, ""), arguments
        assert "占着" in err


def test_help_is_in_chinese_and_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    output = capsys.readouterr().out
    for command in ("new", "demo", "figures", "circular", "export", "check", "backup", "open"):
        assert command in output
    assert "新建账本" in output
