"""The commands ``intake``, ``undo`` and ``conflicts`` of the command line."""

import argparse
import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.import_data import DuplicateData, FileData, ImportData, PlanData
from desktop.cli.output import Subparsers, add_command, print_result, run_job
from models.errors import UserError
from models.rules.vocabulary import ReceivedKind

if TYPE_CHECKING:
    from models.audit.history import UndoResult
    from models.exchange.merge.conflicts import CompetingValue, Conflict
    from models.exchange.sheet_import.preview import ImportPlan
    from models.exchange.sheet_import.row_outcome import ApplyResult, PlannedRow
    from models.storage.store import Session
    from reports.import_reader.import_file import ImportFile, ImportRun

EXIT_DECLINED = 2
_ORIGINS: dict[str, str] = {
    ReceivedKind.OWN: "本程序导出，未改",
    ReceivedKind.EDITED: "本程序导出，改过",
    ReceivedKind.FOREIGN: "外来的表",
}


def add_commands(subparsers: Subparsers) -> None:
    """Add the commands to the parser."""
    intake = add_command(subparsers, "intake", _intake_command, "收进别人报来的表：先核对，再一次写入，可整批撤销")
    intake.add_argument("book", metavar="账本")
    intake.add_argument("files", nargs="+", type=Path, metavar="文件", help="Excel、WPS、ods 或 csv，可以写几个")
    intake.add_argument("--ledger", metavar="台账", help="收进哪个台账；不写则按表头判断")
    intake.add_argument("--sheet", action="append", default=[], metavar="工作表", help="收哪张工作表，可以写几次")
    intake.add_argument(
        "--unit",
        action="append",
        default=[],
        metavar="栏名=单位",
        help="表里没写清的单位，例如 总投资=亿元",
    )
    intake.add_argument(
        "--same", action="append", default=[], metavar="行号", help="疑似重复的这一行就是账本里那一行；all 是全部"
    )
    intake.add_argument("--new", action="append", default=[], metavar="行号", help="疑似重复的这一行是新的；all 是全部")
    intake.add_argument("--accept-amounts", action="store_true", help="金额整列差几个零也没有错，照写")
    intake.add_argument(
        "--funds-as-of",
        type=date.fromisoformat,
        metavar="日期",
        help="项目表里的累计、本年到位资金截至哪一天，例如 2026-10-31；记为期初",
    )
    intake.add_argument(
        "--funds-part", choices=("往年", "本年"), help="只有累计数、没有本年数的：这个数是去年底以前到的，还是今年到的"
    )
    intake.add_argument("--funds-difference", action="store_true", help="表里的到位资金比账本多的，补记差额")
    intake.add_argument("--dry-run", action="store_true", help="只核对，不写入账本")
    intake.add_argument("--sender", metavar="报送单位", help="谁报来的；记住他的表头和报送时间")
    intake.add_argument("--period", metavar="期间", help="报的是哪一期，例如 2026-10；报送的专班就记为已报")
    intake.add_argument("--password-file", type=Path, metavar="文件", help="打开密码，取这个文件的第一行")
    intake.add_argument(
        "--refused", type=Path, metavar="文件.xlsx", help="把不能收的格标出来，另存为这个文件，供退回更正"
    )
    intake.add_argument("--create-links", action="store_true", help="库里没有的名称（如企业）一并新建")
    intake.add_argument("--clear-blanks", action="store_true", help="表里空着的格，把账本里的内容也清空")
    intake.add_argument("--remove-missing", action="store_true", help="导出时有、表里没有了的行，移入回收站")
    intake.add_argument("--again", action="store_true", help="同一个文件收过了，还要再核对一次")
    undo = add_command(subparsers, "undo", _undo_command, "撤销一批：新增的移走，改过的还原，后来又改过的保留")
    undo.add_argument("book", metavar="账本")
    undo.add_argument("batch", metavar="批次", help="收表时给出的批次编号")

    listed = add_command(subparsers, "conflicts", _conflicts_command, "列出两边都改过、还没有定下来的格")
    listed.add_argument("book", metavar="账本")


def _intake_command(args: argparse.Namespace) -> int:
    from desktop.cli.export import find_ledger, read_password
    from models.exchange.sheet_import.row_outcome import FundsOptions, FundsPart, ImportOptions
    from models.rules.periods import read_period
    from models.storage import store
    from reports.import_reader.import_file import ImportRequest
    from reports.import_reader.import_workflow import answer_duplicates, apply_import, plan_files

    asked = ImportRequest(
        ledger=find_ledger(args.ledger).__tablename__ if args.ledger else None,
        sender=args.sender,
        period=read_period(args.period).key if args.period else None,
        sheets=tuple(args.sheet),
        units=_units(args.unit),
        repeat=args.again,
        password=read_password(args.password_file),
        options=ImportOptions(
            *(args.clear_blanks, args.remove_missing, args.create_links, args.accept_amounts),
            FundsOptions(
                args.funds_as_of, FundsPart(args.funds_part) if args.funds_part else None, args.funds_difference
            ),
        ),
    )
    with store.open_book(args.book, write=not args.dry_run) as book:
        receiving = run_job(plan_files(book, args.files, asked))
        answer_duplicates(book, receiving, args.same, args.new)
        done = None if args.dry_run or not (receiving.plans or args.sender) else apply_import(book, receiving)
    facts, lines = _result_data(receiving, done)
    if args.refused is not None:
        facts["sent_back"] = _write_rejected_files(receiving, args.refused)
        lines += [f"标出不能收的格：{path}" for path in facts["sent_back"]]
    print_result(args, facts, *lines)
    for file in receiving.files:
        if file.declined:
            sys.stderr.write(f"{file.declined}\n")
    return 0 if receiving.handled else EXIT_DECLINED


def _units(texts: list[str]) -> dict[str, str]:
    """Read “总投资=亿元”; raises UserError where there is no “=”."""
    pairs = [text.replace("＝", "=").partition("=") for text in texts]
    if wrong := [text for text, (heading, _, unit) in zip(texts, pairs, strict=True) if not heading or not unit]:
        raise UserError(f"--unit 要写成 栏名=单位，例如 总投资=亿元；“{wrong[0]}”不是。")
    return {heading.strip(): unit.strip() for heading, _, unit in pairs}


def _result_data(receiving: "ImportRun", result: "ApplyResult | None") -> tuple[ImportData, list[str]]:
    """Return the result of an import as JSON data and as lines of text."""
    files = [_file_data(file) for file in receiving.files]
    batch = (result.batch or None) if result else None
    left_out = list(result.rejected) if result else []
    facts: ImportData = {"written": batch is not None, "batch": batch, "files": files, "left_out": left_out}
    lines = [line for file in files for line in _file_lines(file)]
    lines += left_out
    if batch:
        lines.append(f"已写入，批次 {batch}；撤销：zhuanban undo 账本 {batch}")
    else:
        lines.append("没有要写入的。" if result else "只核对，没有写入账本。")
    return facts, lines


def _file_data(file: "ImportFile") -> FileData:
    """Return one file's result as JSON data; rows count from 1, columns are letters."""
    from reports.import_reader.workbook_data import column_letters

    again = file.earlier_import if not file.plans else None
    facts: FileData = {
        "file": str(file.path),
        "origin": file.origin,
        "declined": file.declined,
        "again": bool(again),
        "notes": [*file.remarks, *([again.message] if again else [])],
        "ledger": None,
        "mapping": [],
    }
    if (layout := file.layout) is not None:
        facts |= {
            "sheet": layout.sheet,
            "title": layout.title,
            "unit": layout.unit,
            "header_rows": [row + 1 for row in layout.header_rows],
            "first_data_row": None if layout.first_data_row is None else layout.first_data_row + 1,
            "total_rows": [row + 1 for row in layout.total_rows],
            "group_rows": [row + 1 for row in layout.group_rows],
            "note_rows": [row + 1 for row in layout.note_rows],
        }
    if (columns := file.columns) is not None:
        facts["ledger"] = columns.ledger
        facts["mapping"] = [
            {
                "column": column_letters(c.index),
                "header": c.header,
                "key": c.key,
                "unit": c.unit,
                "why": c.reason,
                "sure": c.is_certain,
            }
            for c in columns.columns
        ]
    plans = [_plan_data(plan) for plan in file.plans]
    facts["counts"] = {name: sum(plan["counts"][name] for plan in plans) for name in _outcome_keys()}
    facts["conflicts"] = sum(plan["conflicts"] for plan in plans)
    facts["sheets"], facts["refused"] = plans, [cell for plan in plans for cell in plan["refused"]]
    return facts


def _outcome_keys() -> list[str]:
    from models.exchange.sheet_import.row_outcome import RowOutcome

    return [outcome.name.lower() for outcome in RowOutcome]


def _outcome_labels() -> list[str]:
    from models.exchange.sheet_import.row_outcome import RowOutcome

    return [outcome.value for outcome in RowOutcome]


def _plan_data(plan: "ImportPlan") -> PlanData:
    cells = [(row, cell) for row in plan.rows for cell in row.rejected.values()]
    return {
        "sheet": plan.table.sheet,
        "ledger": plan.ledger.__tablename__,
        "counts": {outcome.name.lower(): number for outcome, number in plan.counts.items()},
        "conflicts": plan.conflict_count,
        "absent": len(plan.missing_rows),
        "refused": [
            {
                "sheet": plan.table.sheet,
                "row": row.row_number,
                "cell": cell.address,
                "label": cell.label,
                "value": cell.value,
                "reason": cell.message,
                "suggestion": cell.suggestion,
            }
            for row, cell in cells
        ],
        "duplicates": [_duplicate_data(row) for row in plan.rows if row.outcome.name == "DUPLICATE"],
    }


def _duplicate_data(row: "PlannedRow") -> DuplicateData:
    return {"row": row.row_number, "why": row.reason, "level": row.level, "resembles": row.row, "twin": row.repeats}


def _file_lines(file: FileData) -> list[str]:
    """Return one file's result as lines of text."""
    name = Path(file["file"]).name
    if file["declined"]:
        return [f"《{name}》没有收。"]
    counts = dict(zip(_outcome_labels(), file["counts"].values(), strict=True))
    counts_text = "，".join(f"{word} {number}" for word, number in counts.items() if number)
    if file["again"]:
        return [f"《{name}》：{note}" for note in file["notes"]]
    lines = [f"《{name}》（{_ORIGINS[file['origin']]}）：{counts_text or '没有数据'}"]
    if file["conflicts"]:
        lines.append(f"　两边都改过的有 {file['conflicts']} 格，两个值都留着，请到“冲突”里定。")
    for cell in file["refused"]:
        hint = f"（是不是“{cell['suggestion']}”？）" if cell["suggestion"] else ""
        lines.append(f"　{cell['sheet']} {cell['cell'] or '第' + str(cell['row']) + '行'}：{cell['reason']}{hint}")
    for sheet in file["sheets"]:
        lines += [
            f"　{sheet['sheet']} 第{duplicate['row']}行疑似重复：{duplicate['why']}{duplicate['twin']}"
            for duplicate in sheet["duplicates"]
        ]
    return [*lines, *(f"　{note}" for note in file["notes"])]


def _write_rejected_files(receiving: "ImportRun", path: Path) -> list[str]:
    """Write copies of the files with rejected cells; several files get their own names added to the path given."""
    from reports.import_reader.import_workflow import write_refused_rows

    faulty_files = [file for file in receiving.files if any(plan.rejected_cells for plan in file.plans)]
    written = []
    for file in faulty_files:
        target = path if len(faulty_files) == 1 else path.with_name(f"{path.stem}-{file.path.stem}{path.suffix}")
        if target.exists():
            raise UserError(f"“{target}”已经存在，不会覆盖；请换一个文件名。")
        write_refused_rows(file, target)
        written.append(str(target))
    return written


def _conflicts_command(args: argparse.Namespace) -> int:
    from models.exchange.merge.conflicts import list_conflicts
    from models.fields.base import ledger_by_table
    from models.storage import store

    with store.open_book(args.book, write=False) as book, book.reading() as session:
        open_conflicts = list_conflicts(session)
        texts = [
            [_competing_value_text(session, conflict, rival) for rival in conflict.competing]
            for conflict in open_conflicts
        ]
    facts = {"conflicts": [_conflict_data(*pair) for pair in zip(open_conflicts, texts, strict=True)]}
    lines = [
        f"{ledger_by_table(conflict.ledger).about.label}“{conflict.name}”的{conflict.label}："
        + "；".join(map(_value_with_source, conflict.competing, value_texts))
        for conflict, value_texts in zip(open_conflicts, texts, strict=True)
    ]
    print_result(args, facts, *(lines or ["没有冲突。"]))
    return 0


def _conflict_data(conflict: "Conflict", texts: list[str]) -> dict[str, object]:
    """Return a conflict as JSON data: each competing value as stored and as text.

    Programs read these keys, so they do not follow the names of the attributes.
    """
    data = asdict(conflict)
    competing = data.pop("competing")
    rivals = [{"deed" if key == "batch_label" else key: value for key, value in rival.items()} for rival in competing]
    return data | {"rivals": [rival | {"text": text} for rival, text in zip(rivals, texts, strict=True)]}


def _competing_value_text(session: "Session", conflict: "Conflict", competing_value: "CompetingValue") -> str:
    from models.fields.base import ledger_by_table
    from models.fields.field import field_of
    from models.queries.ledger_query import linked_names, value_text

    if conflict.key == "removed":
        return "移入回收站" if competing_value.removed else "又改过"
    field = field_of(ledger_by_table(conflict.ledger), conflict.key)
    names = linked_names(session, [field], [("", "", competing_value.value)])
    return value_text(field, field.kind.load(competing_value.value), competing_value.mark, names)


def _value_with_source(competing_value: "CompetingValue", text: str) -> str:
    day = datetime.fromtimestamp(competing_value.at / 1000)  # noqa: DTZ006 - the user's local time
    source = "本账本" if competing_value.ours else f"账本 {competing_value.book[-6:]}"
    return f"{text or '（空）'}（{competing_value.who}，{day:%Y-%m-%d %H:%M}，{source}）"


def _undo_command(args: argparse.Namespace) -> int:
    from models.audit import history
    from models.fields.base import ledger_by_table
    from models.queries.ledger_query import titles_by_id
    from models.storage import store

    with store.open_book(args.book) as book:
        with book.reading() as session:
            label = history.batch_label(session, args.batch)
        with book.writing(f"撤销：{label}", undoes=args.batch) as session:
            undone = history.undo(session, args.batch)
        with book.reading() as session:
            skipped = [
                {"ledger": name, "row": row, "name": titles_by_id(session, ledger_by_table(name), [row]).get(row, "")}
                for name, row in undone.skipped
            ]
    facts = {"label": undone.label, "rows": undone.rows, "kept": skipped, "changed": undone.has_changes}
    lines = [
        f"后来又改过，保持原样：{ledger_by_table(str(row['ledger'])).about.label}“{row['name']}”" for row in skipped
    ]
    print_result(args, facts, _undone_text(undone), *lines)
    return 0


def _undone_text(undone: "UndoResult") -> str:
    """Say what an undo did, or that there was nothing left to undo."""
    if undone.has_changes:
        return f"已撤销“{undone.label}”，{undone.rows} 行。"
    if undone.skipped:
        return f"没有改动：“{undone.label}”里的行后来都又改过。"
    return f"这一批已经撤销过，没有改动：“{undone.label}”。"
