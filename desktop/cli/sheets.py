"""The commands ``sheet`` and ``wall``: one-page sheets, 督办单, problem lists, handbooks, wall charts."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.output import Subparsers, add_command, print_result
from models.errors import UserError

if TYPE_CHECKING:
    from models.storage.store import Store
    from reports.pdf.pdf_renderer import PrintResult

    PrintFunction = Callable[[Store, argparse.Namespace, date], tuple[str, PrintResult]]

_EVERY = "all"
_SHEET_OPTIONS = (
    *("project", "reward", "signing", "recognition", "supervision", "problems", "reviews", "dormant", "people"),
    *("promises", "firm", "letter", "handbook", "reception", "visit_plan", "special", "inspections"),
)
_WORD_SUFFIX = ".docx"


def add_commands(subparsers: Subparsers) -> None:
    """Add the commands to the parser."""
    sheet = add_command(
        subparsers, "sheet", _sheet_command, "打印一页表、审查表、督办单、清单、提醒函、名册、手册、接待方案、拜访计划"
    )
    sheet.add_argument("book", metavar="账本")
    which = sheet.add_mutually_exclusive_group(required=True)
    which.add_argument("--project", metavar="项目", help="项目名称或编号，打印项目一页表")
    which.add_argument("--reward", metavar="奖励", help="奖励对象或编号，打印奖励测算表")
    which.add_argument("--signing", metavar="项目", help="项目名称或编号，打印签约前审查表")
    which.add_argument("--recognition", action="store_true", help="打印未认定到位资金清单")
    which.add_argument(
        "--supervision", metavar="单位", help="责任单位或专班的名称，打印督办单和回执；all 为每个单位一份"
    )
    which.add_argument("--problems", action="store_true", help="打印企业问题清单")
    which.add_argument(
        "--reviews", action="store_true", help="打印公平竞争审查清单：与迁入、纳税、纳统挂钩的政策和承诺"
    )
    which.add_argument("--dormant", action="store_true", help="打印僵尸企业与闲置资产一览表")
    which.add_argument("--people", action="store_true", help="打印招商队伍名册：人员、培训、人才需求")
    which.add_argument("--inspections", action="store_true", help="打印今年的涉企检查清单：未批先查、超过次数的在前")
    which.add_argument("--promises", action="store_true", help="打印双兑现清单：两方兑现率、应兑未兑、到期未履约")
    which.add_argument("--firm", metavar="企业", help="企业或项目的名称或编号，打印双兑现一企一表")
    which.add_argument("--letter", metavar="企业", help="企业或项目的名称或编号，打印履约提醒函和回执")
    which.add_argument("--handbook", metavar="专班", help="专班名称或编号，打印专班工作手册；all 为每个专班一份")
    which.add_argument(
        "--reception", metavar="企业", help="企业名称，或走访、拜访计划的编号，打印客商接待方案（外出的是拜访方案）"
    )
    which.add_argument("--special", action="store_true", help="打印专项招商进度表：启用的选用台账各走到哪一步")
    which.add_argument("--visit-plan", type=int, metavar="年份", help="打印这一年拜访计划的执行情况")
    sheet.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="文件.pdf",
        help="签约前审查表、未认定清单、接待方案、拜访计划、专项进度表也可以写 .docx，出 Word",
    )
    sheet.add_argument("--days", type=int, default=7, metavar="天数", help="督办单：几天内到期的也列上，默认 7")
    sheet.add_argument("--warning", action="store_true", help="和 --letter 一起写：打印警示函")
    sheet.add_argument("--unmasked", action="store_true", help="工作手册、队伍名册：电话不打码")
    _add_today_argument(sheet)
    wall = add_command(subparsers, "wall", _wall_command, "打印挂图：项目对照月份，或一条产业链的图谱")
    wall.add_argument("book", metavar="账本")
    wall.add_argument("--chart", choices=("projects", "chain"), default="projects", help="projects（默认）或 chain")
    wall.add_argument("--chain", default="", metavar="产业链", help="--chart chain 时写产业链的名称")
    wall.add_argument("--size", choices=("A3", "A2"), default="A3", help="纸张，默认 A3")
    wall.add_argument("--out", required=True, type=Path, metavar="文件.pdf")
    _add_today_argument(wall)


def _add_today_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="日期", help="按这一天打印，默认今天")


def _print_day(args: argparse.Namespace) -> date:
    return args.today or date.today()  # noqa: DTZ011 - the user's local day


def _sheet_command(args: argparse.Namespace) -> int:
    from models.storage import store

    kind = next(option for option in _SHEET_OPTIONS if getattr(args, option))
    if args.warning and kind != "letter":
        raise UserError("--warning 要和 --letter 企业 一起写。")
    if args.out.suffix.lower() == _WORD_SUFFIX:
        return _write_word(args, kind)
    with store.open_book(args.book, write=False) as book:
        row, printed = _print(book, args, kind)
    name = "一页表" if kind in {"project", "reward"} else _SHEET_NAMES[kind]
    message = f"已打印{name}：{args.out}" + (f"（{printed.pages} 页）" if printed.pages > 1 else "")
    print_result(args, {"file": str(args.out), "row": row, "pages": printed.pages}, message)
    return 0


def _write_word(args: argparse.Namespace, kind: str) -> int:
    """Write a sheet as Word; UserError for one that is only printed."""
    from models.storage import store
    from reports.circulars.sheets.one_page import WORD_SHEETS
    from reports.docx.circular_document import write_docx

    if kind not in WORD_SHEETS:
        raise UserError(f"{_SHEET_NAMES.get(kind, '一页表')}只有 PDF，--out 请写 .pdf 的文件名。")
    with store.open_book(args.book, write=False) as book:
        row, sheet = _about(book, args, kind), WORD_SHEETS[kind]
        document = sheet.compose(book, row, _print_day(args))
    write_docx(document, args.out, sheet.geometry)
    print_result(args, {"file": str(args.out), "row": row}, f"已写出{_SHEET_NAMES[kind]}：{args.out}")
    return 0


_SHEET_NAMES = {
    "signing": "签约前审查表",
    "recognition": "未认定到位资金清单",
    "supervision": "督办单",
    "problems": "企业问题清单",
    "reviews": "公平竞争审查清单",
    "dormant": "僵尸企业与闲置资产一览表",
    "people": "招商队伍名册",
    "inspections": "涉企检查清单",
    "promises": "双兑现清单",
    "firm": "双兑现一企一表",
    "letter": "函",
    "handbook": "专班工作手册",
    "reception": "接待方案",
    "visit_plan": "拜访计划执行情况",
    "special": "专项招商进度表",
}


def _print(book: "Store", args: argparse.Namespace, kind: str) -> "tuple[str, PrintResult]":
    """Print a sheet, and return it with what it is about."""
    from reports.circulars.sheets.one_page import PLAIN_SHEETS

    if kind in _PRINT_FUNCTIONS:
        return _PRINT_FUNCTIONS[kind](book, args, _print_day(args))
    about = _about(book, args, kind)
    _, printed = PLAIN_SHEETS[_SHEET_KEYS.get(kind, kind)].print(book, about, args.out, _print_day(args))
    return about, printed


_SHEET_KEYS = {"promises": "kept"}  # where the option is named otherwise than the sheet


def _about(book: "Store", args: argparse.Namespace, kind: str) -> str:
    """Return what a sheet is about: a row that is looked for, what was typed, nothing where it is about the county."""
    from models.statistics.project_profile import find_project
    from models.statistics.visit_profile import find_visit

    typed = getattr(args, kind)
    if kind not in {"signing", "reception"}:
        return "" if typed is True else str(typed)
    with book.reading() as session:
        return (find_project if kind == "signing" else find_visit)(session, typed)


def _print_project(book: "Store", args: argparse.Namespace, today: date) -> "tuple[str, PrintResult]":
    from models.statistics.project_profile import find_project
    from reports.circulars.sheets import sheet_files

    with book.reading() as session:
        row = find_project(session, args.project)
    return row, sheet_files.project_sheet(book, row, args.out, today)


def _print_signing(book: "Store", args: argparse.Namespace, today: date) -> "tuple[str, PrintResult]":
    from models.statistics.project_profile import find_project
    from reports.circulars.sheets import sheet_files

    with book.reading() as session:
        row = find_project(session, args.signing)
    return row, sheet_files.signing_sheet(book, row, args.out, today)


def _print_reward(book: "Store", args: argparse.Namespace, today: date) -> "tuple[str, PrintResult]":
    from models.statistics.project_profile import find_reward
    from reports.circulars.sheets import sheet_files

    with book.reading() as session:
        row = find_reward(session, args.reward)
    return row, sheet_files.reward_sheet(book, row, args.out, today)


def _print_supervision(book: "Store", args: argparse.Namespace, today: date) -> "tuple[str, PrintResult]":
    from reports.circulars.sheets import handouts

    if args.days < 0:
        raise UserError(f"--days 要写 0 或更大的天数，现在是 {args.days}。")
    unit = "" if args.supervision == _EVERY else args.supervision
    return unit, handouts.print_supervision(book, unit, args.out, today, args.days)


def _print_people(book: "Store", args: argparse.Namespace, today: date) -> "tuple[str, PrintResult]":
    from reports.circulars.sheets import people_printouts

    return "", people_printouts.print_people(book, args.out, today, unmasked=args.unmasked)


def _print_letter(book: "Store", args: argparse.Namespace, today: date) -> "tuple[str, PrintResult]":
    from reports.circulars.sheets import kept_files
    from reports.circulars.sheets.firm_letter import LetterKind

    kind = LetterKind.WARNING if args.warning else LetterKind.REMINDER
    return args.letter, kept_files.print_letter(book, args.letter, args.out, today, kind)


def _print_handbook(book: "Store", args: argparse.Namespace, today: date) -> "tuple[str, PrintResult]":
    from reports.circulars.sheets import handouts

    force = ""
    if args.handbook != _EVERY:
        with book.reading() as session:
            force = handouts.find_force(session, args.handbook)
    return force, handouts.print_handbook(book, force, args.out, today, unmasked=args.unmasked)


_PRINT_FUNCTIONS: "dict[str, PrintFunction]" = {
    "project": _print_project,
    "reward": _print_reward,
    "signing": _print_signing,
    "supervision": _print_supervision,
    "people": _print_people,
    "letter": _print_letter,
    "handbook": _print_handbook,
}


def _wall_command(args: argparse.Namespace) -> int:
    from models.storage import store
    from reports.pdf.wall_page import PaperSize
    from reports.wallcharts import wall_charts

    paper = PaperSize[args.size]
    if bool(args.chain) != (args.chart == "chain"):
        raise UserError("--chart chain 和 --chain 产业链名称 要一起写；项目挂图两个都不写。")
    with store.open_book(args.book, write=False) as book:
        if args.chart == "chain":
            with book.reading() as session:
                row = wall_charts.find_chain(session, args.chain)
            poster = wall_charts.chain_wall_chart(book, row, _print_day(args), paper)
        else:
            poster = wall_charts.project_wall_chart(book, _print_day(args), paper)
        printed = poster.print(args.out)
    facts = {"file": str(args.out), "chart": args.chart, "size": args.size, "pages": printed.pages}
    print_result(args, facts, f"已打印挂图：{args.out}（{args.size}，{printed.pages} 张）")
    return 0
