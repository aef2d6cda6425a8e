"""The command line ``zhuanban``; it never imports Qt, except for the command that opens the window."""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

from desktop.cli import export, forms, intake, issue, sheets
from desktop.cli.output import Subparsers, run_job
from desktop.cli.output import add_command as _command
from desktop.cli.output import print_result as _say
from models.errors import UserError
from resources import PRESETS

if TYPE_CHECKING:
    from reports.figures.figure import Figure
    from reports.figures.target_figures import TargetLine

T = TypeVar("T")
EXIT_USER_ERROR = 2
_ARGUMENT_ERRORS = (
    (r"argument 命令: invalid choice: '(.*?)'", "没有“{}”这个命令"),
    (r"arguments are required: (.*)", "缺少参数：{}"),
    (r"unrecognized arguments: (.*)", "不认识的参数：{}"),
    (r"argument (\S+): invalid \w+ value: '(.*)'", "参数 {} 的值“{}”写法不对"),
    (r"argument (\S+): expected", "参数 {} 后面要跟一个值"),
    (r"one of the arguments (.*) is required", "{} 要选一个"),
    (r"argument (\S+): not allowed with argument (\S+)", "{} 和 {} 只能写一个"),
)


class _ChineseHelpFormatter(argparse.HelpFormatter):
    """Help formatter that writes “用法” in place of argparse's “usage”."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Write the usage line with the Chinese prefix."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _ChineseArgumentParser(argparse.ArgumentParser):
    """Argument parser with Chinese help; wrong arguments raise UserError and so exit as other errors do."""

    def __init__(self, *, prog: str | None = None, description: str | None = None) -> None:
        super().__init__(prog=prog, description=description, add_help=False, formatter_class=_ChineseHelpFormatter)
        self._positionals.title, self._optionals.title = "要写的", "可加的"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Raise UserError with argparse's message translated and a hint at ``--help``."""
        for form, sentence in _ARGUMENT_ERRORS:
            if match := re.search(form, message):
                raise UserError(f"{sentence.format(*match.groups())}；用 zhuanban --help 查看写法。")
        raise UserError(f"命令写法不对（{message}）；用 zhuanban --help 查看写法。")


def build_parser() -> argparse.ArgumentParser:
    """Build the argument parser with all commands."""
    top: argparse.ArgumentParser = _ChineseArgumentParser(
        prog="zhuanban", description="招商台账：县级招商专班的台账、督办与通报"
    )
    commands: Subparsers = top.add_subparsers(dest="command", metavar="命令", parser_class=_ChineseArgumentParser)
    new = _command(commands, "new", _new_command, "新建账本")
    new.add_argument("book", metavar="账本", help="账本文件，或 PostgreSQL 的 URL")
    new.add_argument("--preset", default="blank", help="预置：hejin、xiayi、xiangcheng、blank（默认），或一个预置文件")
    preset = _command(commands, "preset", _preset_command, "存为预置：本县的口径、词、专班、方案，不带台账记录")
    preset.add_argument("book", metavar="账本")
    preset.add_argument("--out", required=True, type=Path, metavar="文件.json")
    demo = _command(commands, "demo", _demo_command, "生成示例账本和上月通报")
    demo.add_argument("--out", required=True, type=Path, metavar="文件夹")
    demo.add_argument("--today", type=date.fromisoformat, default=None, metavar="日期", help="按这一天生成，默认今天")
    figures = _command(commands, "figures", _figures_command, "打印各专班和全县的指标数据")
    _add_period_arguments(figures)
    issue.add_commands(commands)
    sheets.add_commands(commands)
    forms.add_commands(commands)
    export.add_commands(commands)
    intake.add_commands(commands)
    check = _command(commands, "check", _check_command, "检查账本：文件、校验值、留痕链")
    check.add_argument("book", metavar="账本")
    backup = _command(commands, "backup", _backup_command, "备份账本，并校验备份")
    backup.add_argument("book", metavar="账本")
    backup.add_argument("--out", required=True, type=Path, metavar="文件")
    window = _command(commands, "open", _open_command, "打开窗口")
    window.add_argument("book", nargs="?", metavar="账本")
    return top


def _add_period_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("book", metavar="账本")
    command.add_argument("--kind", default="month", help="种类：month（月通报，默认）、quarter（季排名）")
    command.add_argument("--period", required=True, metavar="期间", help="例如 2026-10、2026-Q3、2026")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 2 user error (message on stderr); a bug shows a traceback."""
    try:
        args = build_parser().parse_args(arguments)
        run: Callable[[argparse.Namespace], int] = getattr(args, "run", _open_command)
        return run(args)
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_USER_ERROR


def _new_command(args: argparse.Namespace) -> int:
    from models.storage import presets, store

    presets.check_preset(args.preset)
    with store.create_book(args.book) as book:
        presets.fill_book(book, args.preset, PRESETS)
    _say(args, {"book": str(args.book), "preset": args.preset}, f"已新建账本：{args.book}")
    return 0


def _preset_command(args: argparse.Namespace) -> int:
    from models.storage import preset_file, store

    if args.out.suffix.lower() != preset_file.SUFFIX:
        raise UserError(f"预置是 {preset_file.SUFFIX} 文件，请写 --out 文件{preset_file.SUFFIX}。")
    with store.open_book(args.book, write=False) as book:
        counts = preset_file.write_preset_file(book, args.out, PRESETS)
    listed = "、".join(f"{label} {count}" for label, count in counts.items() if count)
    _say(args, {"file": str(args.out), "rows": counts}, f"预置：{args.out}", f"有 {listed}；没有台账记录和人名、电话。")
    return 0


def _demo_command(args: argparse.Namespace) -> int:
    from models.demo import add_demo_data
    from models.rules.periods import previous_month
    from models.storage import presets, store
    from models.storage.lock import BookLock
    from reports.circulars import produce

    today = args.today or date.today()  # noqa: DTZ011 - the user's local day
    path: Path = args.out / f"河津示例{store.SUFFIX}"
    if path.exists():
        # An existing demonstration book is replaced, unless it is open: taking the lock then raises UserError.
        BookLock(path, "示例").release()
        path.unlink()
    with store.create_book(path) as book:
        presets.fill_book(book, "hejin", PRESETS)
        add_demo_data(book, today, PRESETS)
        produced = run_job(produce(book, "month", previous_month(today), args.out, ("pdf", "xlsx"), today=today))
    _say(
        args,
        {"book": str(path), "pdf": str(produced.pdf), "xlsx": str(produced.xlsx)},
        f"示例账本：{path}",
        f"月通报 PDF：{produced.pdf}",
        f"月通报 Excel：{produced.xlsx}",
    )
    return 0


def _figures_command(args: argparse.Namespace) -> int:
    from models.rules.periods import read_period
    from models.storage import store
    from reports.circulars.workflow.compose import load_facts
    from reports.figures.figure import UNASSIGNED, UNASSIGNED_NAME, PeriodFigures
    from reports.figures.funds_figures import figures_by_basis
    from reports.figures.funnel_figures import funnel_figures
    from reports.figures.target_figures import target_lines

    period = read_period(args.period, args.kind)
    with store.open_book(args.book, write=False) as book:
        board, outcome_figures = PeriodFigures(load_facts(book, period), period), funnel_figures(book, period)
        targets = target_lines(book, period.last)
    county = board.facts.county.name
    forces = [(force.id, force.name) for force in board.facts.forces]
    # Rows of no task force, or of a dissolved one, are a subject too, so that the subjects add up to the county.
    subjects: list[tuple[str | None, str]] = [(None, county), *forces, (UNASSIGNED, UNASSIGNED_NAME)]
    figures = {row: [*board.all_figures(row), *figures_by_basis(board, row)] for row, _ in subjects}
    subject_facts = [
        {"id": row, "name": name, "figures": [_figure_data(f) for f in figures[row]]} for row, name in subjects
    ]
    lines = [f"{name}　{f.label}：{f.text}{f.unit}" for row, name in subjects for f in figures[row]]
    lines += [f"{county}　{f.label}：{f.text}{f.unit}" for f in outcome_figures]
    lines += [_target_text(line) for line in targets]
    facts = {
        "period": period.key,
        "county": county,
        "subjects": subject_facts,
        "outcomes": [_figure_data(f) for f in outcome_figures],
        "targets": [_target_data(line) for line in targets],
    }
    _say(args, facts, *lines)
    return 0


def _target_data(line: "TargetLine") -> dict[str, object]:
    """Return a target's progress as JSON data."""
    progress = line.progress
    facts = {"id": progress.row, "subject": progress.subject, "metric": progress.metric, "period": progress.period}
    numbers = {"goal": line.goal, "stretch": line.stretch, "done": line.done, "completion": line.completion}
    return facts | {
        **{key: None if figure is None else _figure_data(figure) for key, figure in numbers.items()},
        "passed": None if line.passed is None else _figure_data(line.passed),
        "by_year": {str(year): float(value) for year, value in progress.by_year},
        "state": line.state_text,
    }


def _target_text(line: "TargetLine") -> str:
    """Return a target's progress as a line of text."""
    done = line.done.phrase if line.done else "待填报"
    share = f"，完成{line.completion.text}%" if line.completion else ""
    progress = line.progress
    return f"{progress.subject}　{progress.period}目标　{progress.metric}：{done}／{line.goal.phrase}{share}"


def _figure_data(figure: "Figure") -> dict[str, object]:
    """Return a figure as JSON data: exact value, printed text, and the ids of the rows behind it."""
    value = None if figure.value is None else float(figure.value)
    facts = {"key": figure.key, "label": figure.label, "unit": figure.unit, "value": value, "text": figure.text}
    return facts | {"formula": figure.formula, "rows": list(figure.rows)}


def _check_command(args: argparse.Namespace) -> int:
    from models.storage import store
    from models.storage.integrity_check import check_integrity

    with store.open_book(args.book, write=False) as book:
        report = run_job(check_integrity(book))
    facts = {"sound": report.is_intact, "rows": report.rows, "edits": report.edits, "head": report.head}
    counted = f"{report.rows} 行，{report.edits} 条留痕，链头 {report.head[:16]}"
    if report.is_intact:
        _say(args, facts | {"faults": []}, f"账本完好：{counted}。")
        return 0
    _say(args, facts | {"faults": list(report.faults)}, f"账本有问题（{counted}）：", *report.faults)
    return EXIT_USER_ERROR


def _backup_command(args: argparse.Namespace) -> int:
    from models.storage import store

    if args.out.exists():
        raise UserError(f"“{args.out}”已经存在，不会覆盖；请换一个文件名。")
    with store.open_book(args.book, write=False) as book:
        store.copy_book(book.engine, args.out)
    _say(args, {"file": str(args.out)}, f"已备份并校验：{args.out}")
    return 0


def _open_command(args: argparse.Namespace) -> int:
    from desktop.main_window import run_window

    return run_window(getattr(args, "book", None))
