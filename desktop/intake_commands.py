"""The command line's commands for what comes in: workbooks taken in, a batch taken back, conflicts listed."""

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
    """Declare the commands."""
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


def _intake(given: argparse.Namespace) -> int:
    from desktop.exchange_commands import ledger_called, password_of
    from models import store
    from models.exchange.verdicts import Options
    from models.rules.periods import read_period
    from reports.receiving import Asked, accept, receive

    asked = Asked(
        ledger=ledger_called(given.ledger).__tablename__ if given.ledger else None,
        sender=given.sender,
        period=read_period(given.period).key if given.period else None,
        again=given.again,
        password=password_of(given.password_file),
        options=Options(given.clear_blanks, given.remove_missing, given.create_links),
    )
    with store.open_book(given.book, write=not given.dry_run) as book:
        found = finish(receive(book, given.files, asked))
        done = None if given.dry_run or not (found.plans or given.sender) else accept(book, found)
    facts, lines = _tell(found, done)
    if given.refused is not None:
        facts["sent_back"] = _send_back(found, given.refused)
        lines += [f"标出不能收的格：{one}" for one in facts["sent_back"]]
    say(given, facts, *lines)
    for one in found.files:
        if one.declined:
            sys.stderr.write(f"{one.declined}\n")
    return 0 if found.handled else DECLINED


def _tell(found: "Receiving", done: "Applied | None") -> tuple[dict[str, Any], list[str]]:
    """Tell what was found and done, for a program and for a person."""
    files = [_file(one) for one in found.files]
    batch = (done.batch or None) if done else None
    facts: dict[str, Any] = {"written": batch is not None, "batch": batch, "files": files}
    facts["left_out"] = list(done.refused) if done else []
    lines = [line for one in files for line in _lines(one)]
    lines += facts["left_out"]
    if batch:
        lines.append(f"已写入，批次 {batch}；撤销：zhuanban undo 账本 {batch}")
    else:
        lines.append("没有要写入的。" if done else "只核对，没有写入账本。")
    return facts, lines


def _file(one: "Received") -> dict[str, Any]:
    """Tell of one file; rows and columns as the clerk counts them, from 1 and A."""
    from reports.reading.sheets import letters

    facts: dict[str, Any] = {"file": str(one.path), "origin": one.origin, "declined": one.declined}
    facts |= {"again": bool(one.again and not one.plans), "notes": list(one.remarks), "ledger": None, "mapping": []}
    if facts["again"] and one.again:
        facts["notes"].append(one.again.said)
    if (layout := one.layout) is not None:
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
    if (columns := one.columns) is not None:
        facts["ledger"] = columns.ledger
        facts["mapping"] = [
            {"column": letters(c.index), "header": c.header, "key": c.key, "unit": c.unit, "why": c.why, "sure": c.sure}
            for c in columns.columns
        ]
    plans = [_plan(made) for made in one.plans]
    facts["counts"] = {name: sum(made["counts"][name] for made in plans) for name in _names()}
    facts["conflicts"] = sum(made["conflicts"] for made in plans)
    return facts | {"sheets": plans, "refused": [cell for made in plans for cell in made["refused"]]}


def _names() -> list[str]:
    from models.exchange.verdicts import Verdict

    return [verdict.name.lower() for verdict in Verdict]


def _words() -> list[str]:
    from models.exchange.verdicts import Verdict

    return [verdict.value for verdict in Verdict]


def _plan(made: "Plan") -> dict[str, Any]:
    cells = [(row, cell) for row in made.rows for cell in row.refused.values()]
    return {
        "sheet": made.offer.sheet,
        "ledger": made.ledger.__tablename__,
        "counts": {verdict.name.lower(): number for verdict, number in made.counts.items()},
        "conflicts": made.conflicts,
        "absent": len(made.absent),
        "refused": [
            {
                "sheet": made.offer.sheet,
                "row": row.place,
                "cell": cell.at,
                "label": cell.label,
                "value": cell.value,
                "reason": cell.said,
                "suggestion": cell.suggestion,
            }
            for row, cell in cells
        ],
        "duplicates": [_duplicate(row) for row in made.rows if row.verdict.name == "DUPLICATE"],
    }


def _duplicate(row: "PlannedRow") -> dict[str, Any]:
    return {"row": row.place, "why": row.why, "level": row.level, "resembles": row.row, "twin": row.twin}


def _lines(file: dict[str, Any]) -> list[str]:
    """Tell of one file in words."""
    name = Path(file["file"]).name
    if file["declined"]:
        return [f"《{name}》没有收。"]
    counts = dict(zip(_words(), file["counts"].values(), strict=True))
    said = "，".join(f"{word} {number}" for word, number in counts.items() if number)
    if file["again"]:
        return [f"《{name}》：{note}" for note in file["notes"]]
    lines = [f"《{name}》（{_ORIGINS[file['origin']]}）：{said or '没有数据'}"]
    if file["conflicts"]:
        lines.append(f"　两边都改过的有 {file['conflicts']} 格，两个值都留着，请到“冲突”里定。")
    for cell in file["refused"]:
        hint = f"（是不是“{cell['suggestion']}”？）" if cell["suggestion"] else ""
        lines.append(f"　{cell['sheet']} {cell['cell'] or '第' + str(cell['row']) + '行'}：{cell['reason']}{hint}")
    for sheet in file["sheets"]:
        lines += [
            f"　{sheet['sheet']} 第{one['row']}行疑似重复：{one['why']}{one['twin']}" for one in sheet["duplicates"]
        ]
    return [*lines, *(f"　{note}" for note in file["notes"])]


def _send_back(found: "Receiving", path: Path) -> list[str]:
    """Write the files that have refused cells; several get their own name beside the one asked for."""
    from reports.receiving import send_back

    several = [one for one in found.files if any(made.refused for made in one.plans)]
    written = []
    for one in several:
        target = path if len(several) == 1 else path.with_name(f"{path.stem}-{one.path.stem}{path.suffix}")
        if target.exists():
            raise Refusal(f"“{target}”已经存在，不会覆盖；请换一个文件名。")
        send_back(one, target)
        written.append(str(target))
    return written


def _conflicts(given: argparse.Namespace) -> int:
    from models import store
    from models.base import ledger_named
    from models.exchange.conflicts import conflicts

    with store.open_book(given.book, write=False) as book, book.reading() as session:
        found = conflicts(session)
        texts = [[_text(session, one, rival) for rival in one.rivals] for one in found]
    facts = {"conflicts": [_conflict(*pair) for pair in zip(found, texts, strict=True)]}
    lines = [
        f"{ledger_named(one.ledger).about.label}“{one.name}”的{one.label}：{'；'.join(map(_said, one.rivals, own))}"
        for one, own in zip(found, texts, strict=True)
    ]
    say(given, facts, *(lines or ["没有冲突。"]))
    return 0


def _conflict(one: "Conflict", texts: list[str]) -> dict[str, Any]:
    """Tell a conflict to a program: each value as stored, and as one reads it."""
    facts = asdict(one)
    for rival, text in zip(facts["rivals"], texts, strict=True):
        rival["text"] = text
    return facts


def _text(session: "Session", one: "Conflict", rival: "Rival") -> str:
    from models.base import ledger_named
    from models.browse import linked_names, text_of
    from models.field import field_of

    if one.key == "removed":
        return "移入回收站" if rival.removed else "又改过"
    field = field_of(ledger_named(one.ledger), one.key)
    names = linked_names(session, [field], [("", "", rival.value)])
    return text_of(field, field.kind.load(rival.value), rival.mark, names)


def _said(rival: "Rival", text: str) -> str:
    day = datetime.fromtimestamp(rival.at / 1000)  # noqa: DTZ006 - the clerk's own clock
    whose = "本账本" if rival.ours else f"账本 {rival.book[-6:]}"
    return f"{text or '（空）'}（{rival.who}，{day:%Y-%m-%d %H:%M}，{whose}）"


def _undo(given: argparse.Namespace) -> int:
    from models import history, store
    from models.base import ledger_named
    from models.browse import names_of

    with store.open_book(given.book) as book:
        with book.reading() as session:
            label = history.label_of(session, given.batch)
        with book.writing(f"撤销：{label}", undoes=given.batch) as session:
            undone = history.undo(session, given.batch)
        with book.reading() as session:
            kept = [
                {"ledger": name, "row": row, "name": names_of(session, ledger_named(name), [row]).get(row, "")}
                for name, row in undone.kept
            ]
    facts = {"label": undone.label, "rows": undone.rows, "kept": kept}
    lines = [f"后来又改过，保持原样：{ledger_named(str(one['ledger'])).about.label}“{one['name']}”" for one in kept]
    say(given, facts, f"已撤销“{undone.label}”，{undone.rows} 行。", *lines)
    return 0
