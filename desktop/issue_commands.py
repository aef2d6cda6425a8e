"""The command line's commands for circulars that go out: made, issued, reprinted, listed."""

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
    """Declare the commands."""
    made = command(commands, "circular", _circular, "生成通报；加 --issue 就检查、编号、印发")
    made.add_argument("book", metavar="账本")
    made.add_argument("--kind", default="month", help="种类：week、month（默认）、quarter……；all 为全年各期")
    made.add_argument("--period", required=True, metavar="期间", help="例如 2026-10、2026-Q3；--kind all 时写年份")
    made.add_argument("--task-force", default="", metavar="专班", help="只出这个专班的；all 为每个专班各出一份")
    made.add_argument("--scheme", default="", metavar="方案", help="排名方案的名称；不写就用正在使用的")
    _going_out(made)
    made.add_argument("--issue", action="store_true", help="印发：检查、给文号、存档，以后照原样再印")
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


def _going_out(made: argparse.ArgumentParser) -> None:
    made.add_argument("--out", required=True, type=Path, metavar="文件夹")
    _formats(made)
    made.add_argument("--sources", action="store_true", help="附上数据来源清单：每个数由哪几行得来")
    made.add_argument("--signer", default="", metavar="签发人")
    made.add_argument("--reason", default="", metavar="理由", help="检查出必须处理的问题仍要印发时写明")
    made.add_argument("--today", type=date.fromisoformat, default=None, metavar="日期", help="按这一天印发，默认今天")


def _formats(made: argparse.ArgumentParser) -> None:
    for suffix, name in _FORMATS.items():
        made.add_argument(f"--{suffix}", action="store_true", help=f"只要 {name}（一种也不写则都要）")


def _chosen(given: argparse.Namespace) -> tuple[str, ...]:
    return tuple(one for one in _FORMATS if getattr(given, one))


def _circular(given: argparse.Namespace) -> int:
    from models import store
    from models.drafting import About
    from reports.circulars import rounds
    from reports.circulars.production import read_about

    if given.kind == _ALL:
        if not given.period.isdigit():
            raise Refusal(f"--kind all 要写年份，例如 --period 2026，现在是“{given.period}”。")
        given.year = int(given.period)
        return _year(given)
    period = read_about(given.kind, given.period)
    with store.open_book(given.book, write=given.issue) as book:
        about = About(given.kind, period.key, _force(book, given.task_force), given.scheme)
        if given.task_force == _ALL:
            return _round(given, book, rounds.every_force(book, about))
        return _issue(given, book, about) if given.issue else _draft(given, book, about)


def _force(book: "Store", name: str) -> str | None:
    """Find the task force that was named; none where the county is meant, or all of them."""
    from models.intake import Finder

    if not name or name == _ALL:
        return None
    with book.reading() as session:
        return Finder(session)("task_force", name)


def _draft(given: argparse.Namespace, book: "Store", about: "About") -> int:
    from reports.circulars.production import FORMATS, produce_about

    made = finish(produce_about(book, about, given.out, _chosen(given) or FORMATS, sources=given.sources))
    files = {name: str(path) for name in FORMATS if (path := getattr(made, name)) is not None}
    faces = made.printed.faces if made.printed else ()
    used = "、".join(f"{role} {face}" for role, face in faces)
    say(given, files | {"faces": [list(face) for face in faces]}, *files.values(), f"字体：{used}" if used else "")
    return 0


def _issue(given: argparse.Namespace, book: "Store", about: "About") -> int:
    from reports.circulars.issuing import issue

    made = finish(issue(book, _order(given, about), given.out, _today(given)))
    files = [str(path) for path in made.files]
    say(given, _told(made.circular) | {"paths": files}, f"已印发：{made.circular.name}　{made.circular.title}", *files)
    return 0


def _order(given: argparse.Namespace, about: "About") -> Any:
    from reports.circulars.issuing import Order
    from reports.circulars.production import FORMATS

    return Order(about, given.signer, given.reason, _chosen(given) or FORMATS, sources=given.sources)


def _today(given: argparse.Namespace) -> date:
    return given.today or date.today()  # noqa: DTZ011 - the clerk's own day


def _year(given: argparse.Namespace) -> int:
    from models import store
    from reports.circulars import rounds

    with store.open_book(given.book, write=given.issue) as book:
        some = rounds.year((), given.year, _today(given))
        if not some:
            raise Refusal(f"到 {_today(given).isoformat()} 为止，{given.year}年还没有过完的期间，没有要出的通报。")
        return _round(given, book, some)


def _round(given: argparse.Namespace, book: "Store", some: "list[About]") -> int:
    """Issue or draft many; what was refused is told on its own, and makes the exit code that of a refusal."""
    from reports.circulars import rounds
    from reports.circulars.production import FORMATS

    if given.issue:
        steps = rounds.issue_all(book, _order(given, some[0]), some, given.out, _today(given))
    else:
        steps = rounds.produce_all(book, some, given.out, _chosen(given) or FORMATS, sources=given.sources)
    done = finish(steps, aloud=not given.json)
    facts = {
        "issued": [_told(one.circular) | {"paths": [str(path) for path in one.files]} for one in done.made],
        "drafts": [str(path) for path in done.drafts],
        "already": [_told(one) for one in done.out],
        "refused": [{"kind": about.kind, "period": about.period, "why": why} for about, why in done.refused],
    }
    say(given, facts, *_sentences(given, done))
    return 2 if done.refused else 0


def _sentences(given: argparse.Namespace, done: "Round") -> list[str]:
    told = [f"{one.circular.name}　{one.circular.title}" for one in done.made]
    told += [str(path) for path in done.drafts]
    told += [f"早已印发，没有再印：{one.name}　{one.title}" for one in done.out]
    told += [f"没有办成：{about.period} {about.kind}：{why}" for about, why in done.refused]
    count = f"已印发 {len(done.made)} 份" if given.issue else f"已生成 {len(done.drafts)} 个文件"
    return [*told, f"{count}，放在 {given.out}。"]


def _reprint(given: argparse.Namespace) -> int:
    from models import store
    from reports.circulars.issuing import reprint

    with store.open_book(given.book, write=False) as book:
        made = finish(reprint(book, given.number, given.out, _chosen(given)))
    files = [str(path) for path in made.files]
    say(given, _told(made.circular) | {"paths": files}, f"{made.circular.name}　{made.circular.title}", *files)
    return 0


def _circulars(given: argparse.Namespace) -> int:
    from models import issuing, store

    with store.open_book(given.book, write=False) as book, book.reading() as session:
        found, gaps = issuing.issued(session), issuing.gaps(session)
    lines = [f"{one.name}　{one.state}　{one.dated or ''}　{one.title}" for one in found]
    missing = f"空号：{'、'.join(gaps)}" if gaps else ""
    say(given, {"circulars": [_told(one) for one in found], "gaps": gaps}, *lines, missing, f"共 {len(found)} 份。")
    return 0


def _told(one: "Issued") -> dict[str, Any]:
    """Write an issued circular for a program."""
    facts: dict[str, Any] = {"number": one.number, "name": one.name, "title": one.title}
    facts |= {"kind": one.kind, "period": one.period}
    facts |= {"task_force": one.task_force or None, "state": one.state, "version": one.version, "signer": one.signer}
    facts |= {"dated": one.dated and one.dated.isoformat(), "issued_on": one.issued_on and one.issued_on.isoformat()}
    facts |= {"reason": one.reason, "head": one.head, "content": one.content}
    return facts | {"files": {name: digest for name, digest in one.files}}  # noqa: C416 - pairs, as JSON wants them
