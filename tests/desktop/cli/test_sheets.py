"""督办单, lists, handbooks and wall charts from the command line, and what is refused."""

import json
from pathlib import Path

import pytest

from desktop.cli.main import EXIT_USER_ERROR, main
from tests.rows import copy_template

ON_DAY = ("--today", "2026-11-20")


@pytest.fixture
def book(demo_book: Path, tmp_path: Path) -> str:
    """Give a copy of the demonstration."""
    return str(copy_template(demo_book, tmp_path, "示例.zhuanban"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("sheet", "--supervision", "all"),
        ("sheet", "--supervision", "能源局", "--days", "30"),
        ("sheet", "--problems"),
        ("sheet", "--reviews"),
        ("sheet", "--dormant"),
        ("sheet", "--people"),
        ("sheet", "--promises"),
        ("sheet", "--firm", "特种车桥总成项目（示例）"),
        ("sheet", "--letter", "焦炉煤气制液化天然气二期项目（示例）"),
        ("sheet", "--letter", "焦炉煤气制液化天然气二期项目（示例）", "--warning"),
        ("sheet", "--handbook", "焦化"),
        ("wall",),
        ("wall", "--size", "A2"),
        ("wall", "--chart", "chain", "--chain", "焦化产业链一"),
    ],
)
def test_each_is_printed(
    book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    command, *rest = arguments
    out = tmp_path / "出.pdf"
    assert main([command, book, *rest, *ON_DAY, "--out", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pages"] >= 1
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("sheet", "--supervision", "没有的单位"), "没有“没有的单位”到期、逾期的责任事项"),
        (("sheet", "--supervision", "all", "--days", "-1"), "--days 要写 0 或更大的天数"),
        (("sheet", "--handbook", "没有的"), "没有名为“没有的”的专班"),
        (("sheet", "--firm", "没有的公司"), "“没有的公司”没有政府承诺，也没有企业履约事项"),
        (("sheet", "--promises", "--warning"), "--warning 要和 --letter 企业 一起写"),
        (("wall", "--chart", "chain"), "要一起写"),
        (("wall", "--chain", "焦化产业链一"), "要一起写"),
        (("wall", "--chart", "chain", "--chain", "焦化"), "有2条产业链的名称含“焦化”"),
    ],
)
def test_what_cannot_be_printed_is_refused(
    book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    command, *rest = arguments
    assert main([command, book, *rest, *ON_DAY, "--out", str(tmp_path / "出.pdf")]) == EXIT_USER_ERROR
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "出.pdf").exists()
