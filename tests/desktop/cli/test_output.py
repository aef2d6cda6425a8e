"""What the commands of the command line share: a result as sentences or JSON, and a job run to its end."""

import argparse
import json
from collections.abc import Generator

import pytest

from desktop.cli.output import add_command, print_result, run_job


def steps() -> Generator[tuple[int, int, str], None, str]:
    """Yield the steps of a job, one of them in two parts."""
    yield 0, 3, "读取"
    yield 1, 3, "核对"
    yield 1, 3, "核对"
    yield 2, 3, "写入"
    return "完成"


def test_a_job_is_run_to_its_end_without_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_job(steps()) == "完成"
    assert capsys.readouterr() == ("", "")


def test_its_steps_are_told_once_each_beside_the_result(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_job(steps(), show_progress=True) == "完成"
    assert capsys.readouterr() == ("", "[1/3] 读取\n[2/3] 核对\n[3/3] 写入\n")


def test_a_job_that_fails_fails_the_command() -> None:
    def failing() -> Generator[tuple[int, int, str], None, None]:
        yield 0, 1, "读取"
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="disk"):
        run_job(failing())


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [([], "已导出 3 行\n写到 甲.xlsx\n"), (["--json"], '{\n  "行": 3\n}\n')],
)
def test_a_result_is_for_people_or_for_programs(
    capsys: pytest.CaptureFixture[str], arguments: list[str], printed: str
) -> None:
    parser = argparse.ArgumentParser()
    add_command(parser.add_subparsers(), "export", lambda _: 0, "导出")
    args = parser.parse_args(["export", *arguments])
    print_result(args, {"行": 3}, "已导出 3 行", "", "写到 甲.xlsx")
    output = capsys.readouterr().out
    assert output == printed
    if arguments:
        assert json.loads(output) == {"行": 3}


def test_every_command_knows_what_it_runs() -> None:
    parser = argparse.ArgumentParser()
    add_command(parser.add_subparsers(), "export", lambda args: 7 if args.json else 3, "导出")
    args = parser.parse_args(["export", "--json"])
    assert args.run(args) == 7
