"""The command line: what ``zhuanban`` does without a window; never imports Qt."""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from desktop import exchange_commands, intake_commands, issue_commands, sheet_commands
from desktop.answer import command as _command
from desktop.answer import finish
from desktop.answer import say as _say
from models.refusal import Refusal
from resources import PRESETS

if TYPE_CHECKING:
    from reports.figures import Figure

T = TypeVar("T")
REFUSED = 2
_COMPLAINTS = (
    (r"argument 命令: invalid choice: '(.*?)'", "没有“{}”这个命令"),
    (r"arguments are required: (.*)", "缺少参数：{}"),
    (r"unrecognized arguments: (.*)", "不认识的参数：{}"),
    (r"argument (\S+): invalid \w+ value: '(.*)'", "参数 {} 的值“{}”写法不对"),
    (r"argument (\S+): expected", "参数 {} 后面要跟一个值"),
    (r"one of the arguments (.*) is required", "{} 要选一个"),
    (r"argument (\S+): not allowed with argument (\S+)", "{} 和 {} 只能写一个"),
)


class _Help(argparse.HelpFormatter):
    """Says “用法” where argparse says “usage”."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Begin the help with how the command is written."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Helps and refuses in the clerk's language; a refusal goes to stderr with the same exit code as every other."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(**(facts | {"add_help": False, "formatter_class": _Help}))
        self._positionals.title, self._optionals.title = "要写的", "可加的"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> Any:
        """Say what is wrong with the command and how to see the right one."""
        for form, said in _COMPLAINTS:
            if found := re.search(form, message):
                raise Refusal(f"{said.format(*found.groups())}；用 zhuanban --help 查看写法。")
        raise Refusal(f"命令写法不对（{message}）；用 zhuanban --help 查看写法。")


def parser() -> argparse.ArgumentParser:
    """Describe every command."""
    top = _Parser(prog="zhuanban", description="招商台账：县级招商专班的台账、督办与通报")
    commands = top.add_subparsers(dest="command", metavar="命令", parser_class=_Parser)
    new = _command(commands, "new", _new, "新建账本")
    new.add_argument("book", metavar="账本", help="账本文件，或 PostgreSQL 的 URL")
    new.add_argument("--preset", default="blank", help="预置：hejin、xiayi、blank（默认）")
    demo = _command(commands, "demo", _demo, "生成示例账本和上月通报")
    demo.add_argument("--out", required=True, type=Path, metavar="文件夹")
    demo.add_argument("--today", type=date.fromisoformat, default=None, metavar="日期", help="按这一天生成，默认今天")
    figures = _command(commands, "figures", _figures, "打印各专班和全县的指标数据")
    _about_period(figures)
    issue_commands.declare(commands)
    sheet_commands.declare(commands)
    exchange_commands.declare(commands)
    intake_commands.declare(commands)
    check = _command(commands, "check", _check, "检查账本：文件、校验值、留痕链")
    check.add_argument("book", metavar="账本")
    backup = _command(commands, "backup", _backup, "备份账本，并校验备份")
    backup.add_argument("book", metavar="账本")
    backup.add_argument("--out", required=True, type=Path, metavar="文件")
    window = _command(commands, "open", _open, "打开窗口")
    window.add_argument("book", nargs="?", metavar="账本")
    return top


def _about_period(command: argparse.ArgumentParser) -> None:
    command.add_argument("book", metavar="账本")
    command.add_argument("--kind", default="month", help="种类：month（月通报，默认）、quarter（季排名）")
    command.add_argument("--period", required=True, metavar="期间", help="例如 2026-10、2026-Q3、2026")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 2 refused with a sentence on stderr, 1 a bug with its traceback."""
    try:
        given = parser().parse_args(arguments)
        run: Callable[[argparse.Namespace], int] = getattr(given, "run", _open)
        return run(given)
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return REFUSED


def _new(given: argparse.Namespace) -> int:
    from models import presets, store

    if given.preset not in presets.NAMES:
        raise Refusal(f"没有名为“{given.preset}”的预置，可选：{'、'.join(presets.NAMES)}。")
    with store.create(given.book) as book:
        presets.fill(book, given.preset, PRESETS)
    _say(given, {"book": str(given.book), "preset": given.preset}, f"已新建账本：{given.book}")
    return 0


def _demo(given: argparse.Namespace) -> int:
    from models import presets, store
    from models.demo import add_demonstration
    from models.lock import Lock
    from models.rules.periods import month_before
    from reports.circulars import produce

    today = given.today or date.today()  # noqa: DTZ011 - the clerk's own day
    path: Path = given.out / f"河津示例{store.SUFFIX}"
    if path.exists():
        # An example left from last time is made anew, but never under the hands of somebody who has it open.
        Lock(path, "示例").release()
        path.unlink()
    with store.create(path) as book:
        presets.fill(book, "hejin", PRESETS)
        add_demonstration(book, today, PRESETS)
        made = finish(produce(book, "month", month_before(today), given.out, ("pdf", "xlsx")))
    _say(
        given,
        {"book": str(path), "pdf": str(made.pdf), "xlsx": str(made.xlsx)},
        f"示例账本：{path}",
        f"月通报 PDF：{made.pdf}",
        f"月通报 Excel：{made.xlsx}",
    )
    return 0


def _figures(given: argparse.Namespace) -> int:
    from models import store
    from models.rules.periods import read_period
    from reports.circulars.production import facts_of
    from reports.figures import Board
    from reports.outcomes import outcomes

    period = read_period(given.period, given.kind)
    with store.open_book(given.book, write=False) as book:
        board, came = Board(facts_of(book), period), outcomes(book, period)
    county = board.facts.county.name
    subjects = [(None, county), *((force.id, force.name) for force in board.facts.forces)]
    told = [{"id": one, "name": name, "figures": [_tell(f) for f in board.every(one)]} for one, name in subjects]
    lines = [f"{name}　{f.label}：{f.text}{f.unit}" for one, name in subjects for f in board.every(one)]
    lines += [f"{county}　{f.label}：{f.text}{f.unit}" for f in came]
    facts = {"period": period.key, "county": county, "subjects": told, "outcomes": [_tell(f) for f in came]}
    _say(given, facts, *lines)
    return 0


def _tell(figure: "Figure") -> dict[str, Any]:
    """Write a figure for a program: exact value, printed text, and the rows behind it."""
    value = None if figure.value is None else float(figure.value)
    facts = {"key": figure.key, "label": figure.label, "unit": figure.unit, "value": value, "text": figure.text}
    return facts | {"formula": figure.formula, "rows": list(figure.rows)}


def _check(given: argparse.Namespace) -> int:
    from models import store
    from models.check import check

    with store.open_book(given.book, write=False) as book:
        found = finish(check(book))
    facts = {"sound": found.sound, "rows": found.rows, "edits": found.edits, "head": found.head}
    counted = f"{found.rows} 行，{found.edits} 条留痕，链头 {found.head[:16]}"
    if found.sound:
        _say(given, facts | {"faults": []}, f"账本完好：{counted}。")
        return 0
    _say(given, facts | {"faults": list(found.faults)}, f"账本有问题（{counted}）：", *found.faults)
    return REFUSED


def _backup(given: argparse.Namespace) -> int:
    from models import store

    if given.out.exists():
        raise Refusal(f"“{given.out}”已经存在，不会覆盖；请换一个文件名。")
    with store.open_book(given.book, write=False) as book:
        store.copy_book(book.engine, given.out)
    _say(given, {"file": str(given.out)}, f"已备份并校验：{given.out}")
    return 0


def _open(given: argparse.Namespace) -> int:
    from desktop.window import run

    return run(getattr(given, "book", None))
