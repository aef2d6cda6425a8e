"""The commands ``circular``, ``year``, ``reprint`` and ``circulars`` of the command line."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.answer import command, finish, say
from models.refusal import Refusal

if TYPE_CHECKING:
    from models.drafting import About
    from models.issuing import Issued
    from models.store import Store
    from reports.circulars.rounds import Round

_FORMATS = {"pdf": "PDF", "xlsx": "Excel", "docx": "Word"}
_ALL = "all"


def declare(commands: Any) -> None:
    """Add the commands to the parser."""
    circular = command(commands, "circular", _circular, "生成通报；加 --issue 就检查、编号、印发")
    circular.add_argument("book", metavar="账本")
    circular.add_argument("--kind", default="month", help="种类：week、month（默认）、quarter……；all 为全年各期")
    circular.add_argument("--period", required=True, metavar="期间", help="例如 2026-10、2026-Q3；--kind all 时写年份")
    circular.add_argument("--task-force", default="", metavar="专班", help="只出这个专班的；all 为每个专班各出一份")
    circular.add_argument("--scheme", default="", metavar="方案", help="排名方案的名称；不写就用正在使用的")
    _going_out(circular)
    circular.add_argument("--issue", action="store_true", help="印发：检查、给文号、存档，以后照原样再印")
    year = command(commands, "year", _year, "一次印发一年里到今天为止的各期通报")
    year.add_argument("book", metavar="账本")
    year.add_argument("--year", required=True, type=int, metavar="年份")
    _going_out(year)
    year.add_argument("--issue", action="store_true", help="印发；不写就只生成草稿")
    again = command(commands, "reprint", _reprint, "把印发过的通报照原样再取出来，逐字节相同")
    again.add_argument("book", metavar="账本")
    again.add_argument("number", metavar="文号", help="例如 河招组〔2026〕3号，或只写 3；没有文号的写 2026-W43周动态")
    again.add_argument("--out", required=True, type=Path, metavar="文件夹")
    _formats(again)
    listed = command(commands, "circulars", _circulars, "列出印发过的通报")
    listed.add_argument("book", metavar="账本")


def _going_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", required=True, type=Path, metavar="文件夹")
    _formats(parser)
    parser.add_argument("--sources", action="store_true", help="附上数据来源清单：每个数由哪几行得来")
    parser.add_argument("--signer", default="", metavar="签发人")
    parser.add_argument("--reason", default="", metavar="理由", help="检查出必须处理的问题仍要印发时写明")
    parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="日期", help="按这一天印发，默认今天")


def _formats(parser: argparse.ArgumentParser) -> None:
    for suffix, name in _FORMATS.items():
        parser.add_argument(f"--{suffix}", action="store_true", help=f"只要 {name}（一种也不写则都要）")


def _chosen(args: argparse.Namespace) -> tuple[str, ...]:
    return tuple(suffix for suffix in _FORMATS if getattr(args, suffix))


def _circular(args: argparse.Namespace) -> int:
    from models import store
    from models.drafting import About
    from reports.circulars import rounds
    from reports.circulars.production import read_about

    if args.kind == _ALL:
        if not args.period.isdigit():
            raise Refusal(f"--kind all 要写年份，例如 --period 2026，现在是“{args.period}”。")
        args.year = int(args.period)
        return _year(args)
    period = read_about(args.kind, args.period)
    with store.open_book(args.book, write=args.issue) as book:
        about = About(args.kind, period.key, _force(book, args.task_force), args.scheme)
        if args.task_force == _ALL:
            return _round(args, book, rounds.every_force(book, about))
        return _issue(args, book, about) if args.issue else _draft(args, book, about)


def _force(book: "Store", name: str) -> str | None:
    """Return the id of the task force named; None for the county as a whole, or for all task forces."""
    from models.intake import Finder

    if not name or name == _ALL:
        return None
    with book.reading() as session:
        return Finder(session)("task_force", name)


def _draft(args: argparse.Namespace, book: "Store", about: "About") -> int:
    from reports.circulars.production import FORMATS, produce_about

    produced = finish(produce_about(book, about, args.out, _chosen(args) or FORMATS, sources=args.sources))
    files = {name: str(path) for name in FORMATS if (path := getattr(produced, name)) is not None}
    faces = produced.printed.faces if produced.printed else ()
    used = "、".join(f"{role} {face}" for role, face in faces)
    say(args, files | {"faces": [list(face) for face in faces]}, *files.values(), f"字体：{used}" if used else "")
    return 0


def _issue(args: argparse.Namespace, book: "Store", about: "About") -> int:
    from reports.circulars.issuing import issue

    issued = finish(issue(book, _order(args, about), args.out, _today(args)))
    files = [str(path) for path in issued.files]
    sentence = f"已印发：{issued.circular.name}　{issued.circular.title}"
    say(args, _told(issued.circular) | {"paths": files}, sentence, *files)
    return 0


def _order(args: argparse.Namespace, about: "About") -> Any:
    from reports.circulars.issuing import Order
    from reports.circulars.production import FORMATS

    return Order(about, args.signer, args.reason, _chosen(args) or FORMATS, sources=args.sources)


def _today(args: argparse.Namespace) -> date:
    return args.today or date.today()  # noqa: DTZ011 - the user's local day


def _year(args: argparse.Namespace) -> int:
    from models import store
    from reports.circulars import rounds

    with store.open_book(args.book, write=args.issue) as book:
        circulars = rounds.year((), args.year, _today(args))
        if not circulars:
            raise Refusal(f"到 {_today(args).isoformat()} 为止，{args.year}年还没有过完的期间，没有要出的通报。")
        return _round(args, book, circulars)


def _round(args: argparse.Namespace, book: "Store", circulars: "list[About]") -> int:
    """Issue or draft many circulars; failures are listed and make the exit code 2."""
    from reports.circulars import rounds
    from reports.circulars.production import FORMATS

    if args.issue:
        steps = rounds.issue_all(book, _order(args, circulars[0]), circulars, args.out, _today(args))
    else:
        steps = rounds.produce_all(book, circulars, args.out, _chosen(args) or FORMATS, sources=args.sources)
    done = finish(steps, aloud=not args.json)
    facts = {
        "issued": [_told(issued.circular) | {"paths": [str(path) for path in issued.files]} for issued in done.made],
        "drafts": [str(path) for path in done.drafts],
        "already": [_told(circular) for circular in done.out],
        "refused": [{"kind": about.kind, "period": about.period, "why": why} for about, why in done.refused],
    }
    say(args, facts, *_sentences(args, done))
    return 2 if done.refused else 0


def _sentences(args: argparse.Namespace, done: "Round") -> list[str]:
    sentences = [f"{issued.circular.name}　{issued.circular.title}" for issued in done.made]
    sentences += [str(path) for path in done.drafts]
    sentences += [f"早已印发，没有再印：{circular.name}　{circular.title}" for circular in done.out]
    sentences += [f"没有办成：{about.period} {about.kind}：{why}" for about, why in done.refused]
    count = f"已印发 {len(done.made)} 份" if args.issue else f"已生成 {len(done.drafts)} 个文件"
    return [*sentences, f"{count}，放在 {args.out}。"]


def _reprint(args: argparse.Namespace) -> int:
    from models import store
    from reports.circulars.issuing import reprint

    with store.open_book(args.book, write=False) as book:
        reprinted = finish(reprint(book, args.number, args.out, _chosen(args)))
    files = [str(path) for path in reprinted.files]
    sentence = f"{reprinted.circular.name}　{reprinted.circular.title}"
    say(args, _told(reprinted.circular) | {"paths": files}, sentence, *files)
    return 0


def _circulars(args: argparse.Namespace) -> int:
    from models import issuing, store

    with store.open_book(args.book, write=False) as book, book.reading() as session:
        circulars, gaps = issuing.issued(session), issuing.gaps(session)
    lines = [f"{circular.name}　{circular.state}　{circular.dated or ''}　{circular.title}" for circular in circulars]
    missing = f"空号：{'、'.join(gaps)}" if gaps else ""
    facts = {"circulars": [_told(circular) for circular in circulars], "gaps": gaps}
    say(args, facts, *lines, missing, f"共 {len(circulars)} 份。")
    return 0


def _told(circular: "Issued") -> dict[str, Any]:
    """Return an issued circular as JSON data."""
    facts: dict[str, Any] = {"number": circular.number, "name": circular.name, "title": circular.title}
    facts |= {"kind": circular.kind, "period": circular.period}
    facts |= {"task_force": circular.task_force or None, "state": circular.state}
    facts |= {"version": circular.version, "signer": circular.signer}
    facts |= {"dated": circular.dated and circular.dated.isoformat()}
    facts |= {"issued_on": circular.issued_on and circular.issued_on.isoformat()}
    facts |= {"reason": circular.reason, "head": circular.head, "content": circular.content}
    return facts | {"files": {name: digest for name, digest in circular.files}}  # noqa: C416 - pairs, as JSON wants them
