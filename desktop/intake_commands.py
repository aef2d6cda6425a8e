"""The commands ``intake``, ``undo`` and ``conflicts`` of the command line."""

import argparse
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.answer import command, finish, say
from models.refusal import Refusal

if TYPE_CHECKING:
    from models.exchange.conflicts import Conflict, Rival
    from models.exchange.plan import Plan
    from models.exchange.verdicts import Applied, PlannedRow
    from models.store import Session
    from reports.receiving import Received, Receiving

DECLINED = 2
_ORIGINS = {"本程序": "本程序导出，未改", "手改": "本程序导出，改过", "外来": "外来的表"}


def declare(commands: Any) -> None:
    """Add the commands to the parser."""
    intake = command(commands, "intake", _intake, "收进别人报来的表：先核对，再一次写入，可整批撤销")
    intake.add_argument("book", metavar="账本")
    intake.add_argument("files", nargs="+", type=Path, metavar="文件", help="Excel、WPS、ods 或 csv，可以写几个")
    intake.add_argument("--ledger", metavar="台账", help="收进哪个台账；不写则按表头判断")
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
    undo = command(commands, "undo", _undo, "撤销一批：新增的移走，改过的还原，后来又改过的保留")
    undo.add_argument("book", metavar="账本")
    undo.add_argument("batch", metavar="批次", help="收表时给出的批次编号")

    listed = command(commands, "conflicts", _conflicts, "列出两边都改过、还没有定下来的格")
    listed.add_argument("book", metavar="账本")


def _intake(args: argparse.Namespace) -> int:
    from desktop.exchange_commands import ledger_called, password_of
    from models import store
    from models.exchange.verdicts import Options
    from models.rules.periods import read_period
    from reports.receiving import Asked, accept, receive

    asked = Asked(
        ledger=ledger_called(args.ledger).__tablename__ if args.ledger else None,
        sender=args.sender,
        period=read_period(args.period).key if args.period else None,
        again=args.again,
        password=password_of(args.password_file),
        options=Options(args.clear_blanks, args.remove_missing, args.create_links),
    )
    with store.open_book(args.book, write=not args.dry_run) as book:
        receiving = finish(receive(book, args.files, asked))
        done = None if args.dry_run or not (receiving.plans or args.sender) else accept(book, receiving)
    facts, lines = _tell(receiving, done)
    if args.refused is not None:
        facts["sent_back"] = _send_back(receiving, args.refused)
        lines += [f"标出不能收的格：{path}" for path in facts["sent_back"]]
    say(args, facts, *lines)
    for file in receiving.files:
        if file.declined:
            sys.stderr.write(f"{file.declined}\n")
    return 0 if receiving.handled else DECLINED


def _tell(receiving: "Receiving", done: "Applied | None") -> tuple[dict[str, Any], list[str]]:
    """Return the result of an import as JSON data and as lines of text."""
    files = [_file(file) for file in receiving.files]
    batch = (done.batch or None) if done else None
    facts: dict[str, Any] = {"written": batch is not None, "batch": batch, "files": files}
    facts["left_out"] = list(done.refused) if done else []
    lines = [line for file in files for line in _lines(file)]
    lines += facts["left_out"]
    if batch:
        lines.append(f"已写入，批次 {batch}；撤销：zhuanban undo 账本 {batch}")
    else:
        lines.append("没有要写入的。" if done else "只核对，没有写入账本。")
    return facts, lines


def _file(file: "Received") -> dict[str, Any]:
    """Return one file's result as JSON data; rows count from 1, columns are letters."""
    from reports.reading.sheets import letters

    facts: dict[str, Any] = {"file": str(file.path), "origin": file.origin, "declined": file.declined}
    facts |= {"again": bool(file.again and not file.plans), "notes": list(file.remarks), "ledger": None, "mapping": []}
    if facts["again"] and file.again:
        facts["notes"].append(file.again.said)
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
            {"column": letters(c.index), "header": c.header, "key": c.key, "unit": c.unit, "why": c.why, "sure": c.sure}
            for c in columns.columns
        ]
    plans = [_plan(plan) for plan in file.plans]
    facts["counts"] = {name: sum(plan["counts"][name] for plan in plans) for name in _names()}
    facts["conflicts"] = sum(plan["conflicts"] for plan in plans)
    return facts | {"sheets": plans, "refused": [cell for plan in plans for cell in plan["refused"]]}


def _names() -> list[str]:
    from models.exchange.verdicts import Verdict

    return [verdict.name.lower() for verdict in Verdict]


def _words() -> list[str]:
    from models.exchange.verdicts import Verdict

    return [verdict.value for verdict in Verdict]


def _plan(plan: "Plan") -> dict[str, Any]:
    cells = [(row, cell) for row in plan.rows for cell in row.refused.values()]
    return {
        "sheet": plan.offer.sheet,
        "ledger": plan.ledger.__tablename__,
        "counts": {verdict.name.lower(): number for verdict, number in plan.counts.items()},
        "conflicts": plan.conflicts,
        "absent": len(plan.absent),
        "refused": [
            {
                "sheet": plan.offer.sheet,
                "row": row.place,
                "cell": cell.at,
                "label": cell.label,
                "value": cell.value,
                "reason": cell.said,
                "suggestion": cell.suggestion,
            }
            for row, cell in cells
        ],
        "duplicates": [_duplicate(row) for row in plan.rows if row.verdict.name == "DUPLICATE"],
    }


def _duplicate(row: "PlannedRow") -> dict[str, Any]:
    return {"row": row.place, "why": row.why, "level": row.level, "resembles": row.row, "twin": row.twin}


def _lines(file: dict[str, Any]) -> list[str]:
    """Return one file's result as lines of text."""
    name = Path(file["file"]).name
    if file["declined"]:
        return [f"《{name}》没有收。"]
    counts = dict(zip(_words(), file["counts"].values(), strict=True))
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


def _send_back(receiving: "Receiving", path: Path) -> list[str]:
    """Write copies of the files with rejected cells; several files get their own names added to the path given."""
    from reports.receiving import send_back

    faulty_files = [file for file in receiving.files if any(plan.refused for plan in file.plans)]
    written = []
    for file in faulty_files:
        target = path if len(faulty_files) == 1 else path.with_name(f"{path.stem}-{file.path.stem}{path.suffix}")
        if target.exists():
            raise Refusal(f"“{target}”已经存在，不会覆盖；请换一个文件名。")
        send_back(file, target)
        written.append(str(target))
    return written


def _conflicts(args: argparse.Namespace) -> int:
    from models import store
    from models.base import ledger_named
    from models.exchange.conflicts import conflicts

    with store.open_book(args.book, write=False) as book, book.reading() as session:
        open_conflicts = conflicts(session)
        texts = [[_text(session, conflict, rival) for rival in conflict.rivals] for conflict in open_conflicts]
    facts = {"conflicts": [_conflict(*pair) for pair in zip(open_conflicts, texts, strict=True)]}
    lines = [
        f"{ledger_named(conflict.ledger).about.label}“{conflict.name}”的{conflict.label}："
        + "；".join(map(_said, conflict.rivals, value_texts))
        for conflict, value_texts in zip(open_conflicts, texts, strict=True)
    ]
    say(args, facts, *(lines or ["没有冲突。"]))
    return 0


def _conflict(conflict: "Conflict", texts: list[str]) -> dict[str, Any]:
    """Return a conflict as JSON data: each competing value as stored and as text."""
    facts = asdict(conflict)
    for rival, text in zip(facts["rivals"], texts, strict=True):
        rival["text"] = text
    return facts


def _text(session: "Session", conflict: "Conflict", rival: "Rival") -> str:
    from models.base import ledger_named
    from models.browse import linked_names, text_of
    from models.field import field_of

    if conflict.key == "removed":
        return "移入回收站" if rival.removed else "又改过"
    field = field_of(ledger_named(conflict.ledger), conflict.key)
    names = linked_names(session, [field], [("", "", rival.value)])
    return text_of(field, field.kind.load(rival.value), rival.mark, names)


def _said(rival: "Rival", text: str) -> str:
    day = datetime.fromtimestamp(rival.at / 1000)  # noqa: DTZ006 - the user's local time
    source = "本账本" if rival.ours else f"账本 {rival.book[-6:]}"
    return f"{text or '（空）'}（{rival.who}，{day:%Y-%m-%d %H:%M}，{source}）"


def _undo(args: argparse.Namespace) -> int:
    from models import history, store
    from models.base import ledger_named
    from models.browse import names_of

    with store.open_book(args.book) as book:
        with book.reading() as session:
            label = history.label_of(session, args.batch)
        with book.writing(f"撤销：{label}", undoes=args.batch) as session:
            undone = history.undo(session, args.batch)
        with book.reading() as session:
            skipped = [
                {"ledger": name, "row": row, "name": names_of(session, ledger_named(name), [row]).get(row, "")}
                for name, row in undone.kept
            ]
    facts = {"label": undone.label, "rows": undone.rows, "kept": skipped}
    lines = [f"后来又改过，保持原样：{ledger_named(str(row['ledger'])).about.label}“{row['name']}”" for row in skipped]
    say(args, facts, f"已撤销“{undone.label}”，{undone.rows} 行。", *lines)
    return 0
