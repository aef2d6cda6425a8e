"""The command ``form`` of the command line: a superior office's own form, filled with a period's figures and rows."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.output import Subparsers, add_command, print_result, run_job
from models.errors import UserError

if TYPE_CHECKING:
    from models.storage.store import Store
    from reports.form_templates.form_filling import FormSource

_EXIT_FAULTS = 2


def add_commands(subparsers: Subparsers) -> None:
    """Add the command to the parser."""
    form = add_command(subparsers, "form", _form_command, "按上级的固定报表（.xlsx、.docx）填数")
    form.add_argument("book", metavar="账本")
    form.add_argument("template", metavar="模板", help="账本里报表模板的名称，或一个 .xlsx、.xlsm、.docx 文件")
    form.add_argument("--period", required=True, metavar="期间", help="例如 2026-10、2026-Q3、2026")
    form.add_argument("--out", type=Path, metavar="文件", help="填好的文件；只检查时不用写")
    form.add_argument("--check", action="store_true", help="只检查哪些标记填不了，不写文件")
    form.add_argument("--keep", action="store_true", help="把这个模板文件存进账本，以后写名称就行")


def _form_command(args: argparse.Namespace) -> int:
    from models.rules.periods import read_period
    from models.storage import store
    from reports.form_templates import form_filling

    period, today = read_period(args.period), date.today()  # noqa: DTZ011 - the user's local day
    if args.out is None and not args.check:
        raise UserError("请写 --out 填好的文件；只想检查标记，请写 --check。")
    with store.open_book(args.book, write=args.keep) as book:
        source = _source(book, args.template, keep=args.keep)
        if args.check:
            check = form_filling.check_form(book, source, period, today)
            good = "" if check.faults else "标记都填得了。"
            facts: dict[str, object] = {"faults": list(check.faults), "notes": list(check.notes)}
            values = [f"{mark}　{text}" for mark, text in check.values]
            print_result(args, facts | {"values": dict(check.values)}, *check.faults, *check.notes, *values, good)
            return _EXIT_FAULTS if check.faults else 0
        filled = run_job(form_filling.fill_form(book, source, period, args.out, today))
    facts = {"file": str(filled.path), "marks": filled.marks, "notes": list(filled.notes)}
    print_result(args, facts, *filled.notes, f"已填好：{filled.path}（{filled.marks} 个标记）")
    return 0


def _source(book: "Store", template: str, *, keep: bool) -> "FormSource":
    """Return the form: a file where the text is the path of one, else a kept template."""
    from models.services import form_templates
    from reports.form_templates import form_filling

    path = Path(template)
    if not path.is_file():
        return form_filling.source_of_template(book, template)
    source = form_filling.source_of_file(path)
    if keep:
        form_filling.open_form(source)
        with book.writing(f"添加报表模板“{path.stem}”") as session:
            form_templates.keep_template(session, path.name, source.content)
    return source
