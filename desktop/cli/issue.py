"""The commands ``circular``, ``year``, ``reprint``, ``correct``, ``withdraw`` and ``circulars`` of the command line."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.output import Subparsers, add_command, print_result, run_job
from models.errors import UserError

if TYPE_CHECKING:
    from models.circulars.issuing import IssuedCircular
    from models.circulars.text_edits import CircularKey
    from models.storage.store import Store
    from reports.circulars.workflow.batch_issue import IssueJobResult
    from reports.circulars.workflow.findings import PrecheckFinding
    from reports.circulars.workflow.issue import IssueOrder

_FORMATS = {"pdf": "PDF", "xlsx": "Excel", "docx": "Word"}
_EVERY = "all"


def add_commands(subparsers: Subparsers) -> None:
    """Add the commands to the parser."""
    circular = add_command(subparsers, "circular", _circular_command, "生成通报；加 --issue 就检查、编号、印发")
    circular.add_argument("book", metavar="账本")
    circular.add_argument("--kind", default="month", help="种类：week、month（默认）、quarter……；all 为全年各期")
    circular.add_argument("--period", required=True, metavar="期间", help="例如 2026-10、2026-Q3；--kind all 时写年份")
    circular.add_argument("--task-force", default="", metavar="专班", help="只出这个专班的；all 为每个专班各出一份")
    circular.add_argument("--scheme", default="", metavar="方案", help="排名方案的名称；不写就用正在使用的")
    _add_issue_arguments(circular)
    circular.add_argument("--issue", action="store_true", help="印发：检查、给文号、存档，以后照原样再印")
    year = add_command(subparsers, "year", _year_command, "一次印发一年里到今天为止的各期通报")
    year.add_argument("book", metavar="账本")
    year.add_argument("--year", required=True, type=int, metavar="年份")
    _add_issue_arguments(year)
    year.add_argument("--issue", action="store_true", help="印发；不写就只生成草稿")
    again = add_command(subparsers, "reprint", _reprint_command, "把印发过的通报照原样再取出来，逐字节相同")
    again.add_argument("book", metavar="账本")
    again.add_argument("number", metavar="文号", help="例如 河招组〔2026〕3号，或只写 3；没有文号的写 2026-W43周动态")
    again.add_argument("--out", required=True, type=Path, metavar="文件夹")
    _add_format_arguments(again)
    corrected = add_command(
        subparsers, "correct", _correct_command, "更正印发过的通报：按现在的账本重出，给新文号，附更正说明"
    )
    corrected.add_argument("book", metavar="账本")
    corrected.add_argument("number", metavar="文号", help="要更正的那一份，例如 3")
    _add_issue_arguments(corrected)
    corrected.add_argument("--dry-run", action="store_true", help="只列出和印发件的差别，不印发")
    withdrawn = add_command(subparsers, "withdraw", _withdraw_command, "撤回印发过的通报；文号不再使用")
    withdrawn.add_argument("book", metavar="账本")
    withdrawn.add_argument("number", metavar="文号", help="要撤回的那一份，例如 3")
    withdrawn.add_argument("--reason", required=True, metavar="理由")
    withdrawn.add_argument(
        "--today", type=date.fromisoformat, default=None, metavar="日期", help="按这一天撤回，默认今天"
    )
    listed = add_command(subparsers, "circulars", _circulars_command, "列出印发过的通报")
    listed.add_argument("book", metavar="账本")


def _add_issue_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", required=True, type=Path, metavar="文件夹")
    _add_format_arguments(parser)
    parser.add_argument("--sources", action="store_true", help="附上数据来源清单：每个数由哪几行得来")
    parser.add_argument("--signer", default="", metavar="签发人")
    parser.add_argument("--reason", default="", metavar="理由", help="检查出必须处理的问题仍要印发时写明")
    parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="日期", help="按这一天印发，默认今天")
    parser.add_argument("--dated", type=date.fromisoformat, default=None, metavar="日期", help="成文日期，默认印发当天")


def _add_format_arguments(parser: argparse.ArgumentParser) -> None:
    for suffix, name in _FORMATS.items():
        parser.add_argument(f"--{suffix}", action="store_true", help=f"只要 {name}（一种也不写则都要）")


def _chosen_formats(args: argparse.Namespace) -> tuple[str, ...]:
    return tuple(suffix for suffix in _FORMATS if getattr(args, suffix))


def _circular_command(args: argparse.Namespace) -> int:
    from models.circulars.text_edits import CircularKey
    from models.storage import store
    from reports.circulars.workflow import batch_issue
    from reports.circulars.workflow.compose import read_circular_period

    if args.kind == _EVERY:
        if not args.period.isdigit():
            raise UserError(f"--kind all 要写年份，例如 --period 2026，现在是“{args.period}”。")
        args.year = int(args.period)
        return _year_command(args)
    period = read_circular_period(args.kind, args.period)
    with store.open_book(args.book, write=args.issue) as book:
        about = CircularKey(args.kind, period.key, _task_force_id(book, args.task_force), args.scheme)
        if args.task_force == _EVERY:
            return _batch_issue(args, book, batch_issue.for_every_task_force(book, about))
        if args.issue:
            return _issue_circular(args, book, _issue_order(args, about))
        return _draft_circular(args, book, about)


def _task_force_id(book: "Store", name: str) -> str | None:
    """Return the id of the task force named; None for the county as a whole, or for all task forces."""
    from models.queries.reading_context import RowFinder

    if not name or name == _EVERY:
        return None
    with book.reading() as session:
        return RowFinder(session)("task_force", name)


def _draft_circular(args: argparse.Namespace, book: "Store", circular_key: "CircularKey") -> int:
    from reports.circulars.workflow.compose import FORMATS, produce_circular
    from reports.circulars.workflow.issue import check_draft

    produced = run_job(
        produce_circular(
            book,
            circular_key,
            args.out,
            _chosen_formats(args) or FORMATS,
            sources=args.sources,
            today=_issue_day(args),
        )
    )
    findings = check_draft(book, circular_key, produced.edited, _issue_day(args)) if produced.edited else ()
    files = {name: str(path) for name in FORMATS if (path := getattr(produced, name)) is not None}
    faces = produced.printed.faces if produced.printed else ()
    used = "、".join(f"{role} {face}" for role, face in faces)
    facts = files | {"faces": [list(face) for face in faces], "findings": [_finding_data(f) for f in findings]}
    lines = [finding.sentence for finding in findings]
    print_result(args, facts, *files.values(), f"字体：{used}" if used else "", *lines)
    return 0


def _issue_circular(args: argparse.Namespace, book: "Store", order: "IssueOrder") -> int:
    """Issue a circular and print every finding of the check before it, also where these stop it."""
    from reports.circulars.workflow.findings import IssueBlockedError
    from reports.circulars.workflow.issue import issue

    try:
        issued = run_job(issue(book, order, args.out, _issue_day(args)))
    except IssueBlockedError as error:
        sys.stderr.writelines(f"{finding.sentence}\n" for finding in error.findings)
        raise
    files = [str(path) for path in issued.files]
    sentence = f"已印发：{issued.circular.name}　{issued.circular.title}"
    facts = _issued_data(issued.circular) | {"paths": files, "findings": [_finding_data(f) for f in issued.findings]}
    print_result(args, facts, sentence, *files, *(finding.sentence for finding in issued.findings))
    if issued.problem:
        sys.stderr.write(f"{issued.problem}\n")
    return 2 if issued.problem else 0


def _finding_data(finding: "PrecheckFinding") -> dict[str, object]:
    facts: dict[str, object] = {"severity": finding.severity.value, "message": finding.message}
    return facts | {"ledger": finding.ledger, "rows": list(finding.rows), "part": finding.part}


def _correct_command(args: argparse.Namespace) -> int:
    from dataclasses import replace

    from models.circulars import issuing
    from models.storage import store
    from reports.circulars.workflow.issue import changes, circular_key_of

    with store.open_book(args.book, write=not args.dry_run) as book:
        with book.reading() as session:
            old = issuing.find_issued(session, args.number)
        about = circular_key_of(old)
        if not args.dry_run:
            return _issue_circular(args, book, replace(_issue_order(args, about), corrects=old.id))
        differences = changes(book, old.id, about)
    facts = [{"where": change.where, "old": change.old, "new": change.new} for change in differences]
    lines = [f"{change.where}：{change.old or '（无）'} → {change.new or '（删去）'}" for change in differences]
    print_result(args, {"name": old.name, "changes": facts}, *lines, f"和{old.name}相比有 {len(lines)} 处不同。")
    return 0


def _withdraw_command(args: argparse.Namespace) -> int:
    from models.circulars import issuing
    from models.storage import store

    with store.open_book(args.book, write=True) as book:
        with book.reading() as session:
            old = issuing.find_issued(session, args.number)
        with book.writing(f"撤回 {old.name}") as session:
            issuing.withdraw(session, old.id, args.reason, _issue_day(args))
        with book.reading() as session:
            circular = issuing.find_issued(session, old.id)
    print_result(args, _issued_data(circular), f"已撤回：{circular.name}　{circular.title}；文号不再使用。")
    return 0


def _issue_order(args: argparse.Namespace, circular_key: "CircularKey") -> "IssueOrder":
    from reports.circulars.workflow.compose import FORMATS
    from reports.circulars.workflow.issue import IssueOrder

    formats = _chosen_formats(args) or FORMATS
    return IssueOrder(circular_key, args.signer, args.reason, formats, dated=args.dated, sources=args.sources)


def _issue_day(args: argparse.Namespace) -> date:
    return args.today or date.today()  # noqa: DTZ011 - the user's local day


def _year_command(args: argparse.Namespace) -> int:
    from models.storage import store
    from reports.circulars.workflow import batch_issue

    with store.open_book(args.book, write=args.issue) as book:
        circulars = batch_issue.circulars_of_year((), args.year, _issue_day(args))
        if not circulars:
            raise UserError(f"到 {_issue_day(args).isoformat()} 为止，{args.year}年还没有过完的期间，没有要出的通报。")
        return _batch_issue(args, book, circulars)


def _batch_issue(args: argparse.Namespace, book: "Store", circulars: "list[CircularKey]") -> int:
    """Issue or draft many circulars; failures are listed and make the exit code 2."""
    from reports.circulars.workflow import batch_issue
    from reports.circulars.workflow.compose import FORMATS

    if args.issue:
        steps = batch_issue.issue_all(book, _issue_order(args, circulars[0]), circulars, args.out, _issue_day(args))
    else:
        steps = batch_issue.produce_all(
            book,
            circulars,
            args.out,
            _chosen_formats(args) or FORMATS,
            sources=args.sources,
            today=_issue_day(args),
        )
    done = run_job(steps, show_progress=not args.json)
    facts = {
        "issued": [
            _issued_data(issued.circular)
            | {
                "paths": [str(path) for path in issued.files],
                "findings": [_finding_data(finding) for finding in issued.findings],
            }
            for issued in done.issued
        ],
        "drafts": [str(path) for path in done.drafts],
        "already": [_issued_data(circular) for circular in done.already_issued],
        "refused": [{"kind": about.kind, "period": about.period, "why": why} for about, why in done.failed],
    }
    print_result(args, facts, *_result_lines(args, done))
    return 2 if done.failed else 0


def _result_lines(args: argparse.Namespace, result: "IssueJobResult") -> list[str]:
    sentences = []
    for issued in result.issued:
        sentences.append(f"{issued.circular.name}　{issued.circular.title}")
        sentences += [f"　　{finding.sentence}" for finding in issued.findings]
    sentences += [str(path) for path in result.drafts]
    sentences += [f"早已印发，没有再印：{circular.name}　{circular.title}" for circular in result.already_issued]
    sentences += [f"没有办成：{about.period} {about.kind}：{why}" for about, why in result.failed]
    count = f"已印发 {len(result.issued)} 份" if args.issue else f"已生成 {len(result.drafts)} 个文件"
    return [*sentences, f"{count}，放在 {args.out}。"]


def _reprint_command(args: argparse.Namespace) -> int:
    from models.storage import store
    from reports.circulars.workflow.issue import reprint

    with store.open_book(args.book, write=False) as book:
        reprinted = run_job(reprint(book, args.number, args.out, _chosen_formats(args)))
    files = [str(path) for path in reprinted.files]
    sentence = f"{reprinted.circular.name}　{reprinted.circular.title}"
    print_result(args, _issued_data(reprinted.circular) | {"paths": files}, sentence, *files)
    return 0


def _circulars_command(args: argparse.Namespace) -> int:
    from models.circulars import issuing
    from models.storage import store

    with store.open_book(args.book, write=False) as book, book.reading() as session:
        circulars, gaps = issuing.issued(session), issuing.skipped_numbers(session)
    lines = [f"{circular.name}　{circular.state}　{circular.dated or ''}　{circular.title}" for circular in circulars]
    missing = f"空号：{'、'.join(gaps)}" if gaps else ""
    facts = {"circulars": [_issued_data(circular) for circular in circulars], "gaps": gaps}
    print_result(args, facts, *lines, missing, f"共 {len(circulars)} 份。")
    return 0


def _issued_data(circular: "IssuedCircular") -> dict[str, object]:
    """Return an issued circular as JSON data."""
    facts: dict[str, object] = {"number": circular.number, "name": circular.name, "title": circular.title}
    facts |= {"kind": circular.kind, "period": circular.period}
    facts |= {"task_force": circular.task_force or None, "state": circular.state}
    facts |= {"version": circular.version, "signer": circular.signer}
    facts |= {"dated": circular.dated and circular.dated.isoformat()}
    facts |= {"issued_on": circular.issued_on and circular.issued_on.isoformat()}
    facts |= {"reason": circular.reason, "head": circular.head, "content": circular.content}
    return facts | {"files": {name: digest for name, digest in circular.files}}  # noqa: C416 - pairs, as JSON wants them
