"""The command ``export`` of the command line."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.output import Subparsers, add_command, print_result, run_job
from models.errors import UserError

if TYPE_CHECKING:
    from models.fields.base import Ledger
    from models.storage.store import Store


def add_commands(subparsers: Subparsers) -> None:
    """Add the commands to the parser."""
    export = add_command(subparsers, "export", _export_command, "把台账导出为 Excel（电话默认打码），改过以后可以读回")
    export.add_argument("book", metavar="账本")
    export.add_argument("--out", required=True, type=Path, metavar="文件.xlsx")
    export.add_argument("--ledger", action="append", metavar="台账", help="只导出这个台账，可以写几次；不写则都导出")
    export.add_argument("--task-force", action="append", metavar="专班", help="只导出这个专班的，可以写几次")
    export.add_argument("--period", metavar="期间", help="只导出这一期登记或改过的，例如 2026-10")
    export.add_argument("--unmasked", action="store_true", help="电话等不打码；必须写理由，记入账本")
    export.add_argument("--reason", metavar="理由", help="不打码的理由")
    export.add_argument("--password-file", type=Path, metavar="文件", help="给导出的文件加打开密码，取这个文件的第一行")


def _export_command(args: argparse.Namespace) -> int:
    from models.rules.periods import read_period
    from models.storage import store
    from reports.xlsx.ledger_workbook import export_ledgers

    with store.open_book(args.book, write=args.unmasked) as book:
        steps = export_ledgers(
            book,
            args.out,
            ledgers=[find_ledger(name) for name in args.ledger] if args.ledger else None,
            task_forces=_task_force_ids(book, args.task_force or []),
            period=read_period(args.period) if args.period else None,
            unmasked=args.unmasked,
            reason=args.reason,
            password=read_password(args.password_file),
        )
        written = run_job(steps)
    facts = {"file": str(args.out), "rows": written, "unmasked": args.unmasked}
    print_result(args, facts, f"已导出 {sum(written.values())} 行：{args.out}")
    return 0


def _task_force_ids(book: "Store", names: list[str]) -> list[str]:
    from models.queries.reading_context import RowFinder

    with book.reading() as session:
        return [RowFinder(session)("task_force", name) for name in names]


def find_ledger(name: str) -> "type[Ledger]":
    """Find a ledger by its Chinese label or its table name; raises UserError where there is none."""
    from models.ledgers import LEDGERS

    for ledger in LEDGERS:
        if name in {ledger.__tablename__, ledger.about.label}:
            return ledger
    raise UserError(f"没有“{name}”这个台账，可选：{'、'.join(ledger.about.label for ledger in LEDGERS)}。")


def read_password(path: Path | None) -> str | None:
    """Read a password from the first line of a file (None without a path); raises UserError where there is none."""
    if path is None:
        return None
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"密码文件“{path}”读不了；请检查位置，并存成 UTF-8 文本。") from error
    if not lines or not lines[0]:
        raise UserError(f"密码文件“{path}”的第一行是空的；请把密码写在第一行。")
    return lines[0]
