"""Issuing circulars: compose, check, number, print and store a snapshot in one transaction; reprint stored files."""

import dataclasses
import re
import tempfile
from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from models import archive, issuing
from models.drafting import About
from models.files import made, whole
from models.issuing import Issue, Issued
from models.refusal import Refusal
from models.rules.duties import duties_ending_in
from models.rules.periods import Period
from models.store import PROGRAM, Store
from reports import frozen
from reports.circulars import differing, drafting
from reports.circulars.edited import Edited
from reports.circulars.letterhead import called
from reports.circulars.precheck import Finding, grave, precheck
from reports.circulars.production import FORMATS, KINDS, Produced, compose, facts_of, read_about, writer
from reports.circulars.sources import with_annex, with_names
from reports.content import Document, Table
from reports.paper.geometry import GB9704, Geometry
from reports.paper.press import Printed, print_pdf

_TOLD = 5  # findings named in one refusal
_HEAD_SHOWN = 16  # characters of the chain's head printed for people; the file's properties carry all of it

_BLANK_NUMBER = re.compile(r"(.*)〔\d{4}〕\s*号")  # a 发文字号 whose number is still blank
_NO_NAME = re.compile(r'[\\/:*?"<>|]')  # characters that Windows forbids in file names

Steps = Generator[tuple[int, int, str], None, "Made"]
Shown = Generator[tuple[int, int, str], None, tuple[Issued, Produced]]


@dataclass(frozen=True, slots=True)
class Order:
    """A request to issue a circular: which one, its signer, formats, and why blocking findings are overridden.

    ``corrects`` is the id of the issued circular that this one corrects; empty where it corrects none.
    """

    about: About
    signer: str = ""
    reason: str = ""
    formats: tuple[str, ...] = FORMATS
    corrects: str = ""
    dated: date | None = None  # 成文日期, where it is not the draft's
    sources: bool = False  # whether 数据来源清单 goes out with it


@dataclass(frozen=True, slots=True)
class Made:
    """An issued circular and the paths its files were written to."""

    circular: Issued
    files: tuple[Path, ...]


def period_of(about: About) -> Period:
    """Return the period of a circular."""
    return read_about(about.kind, about.period)


def drafted(store: Store, about: About) -> Edited:
    """Compose a circular from the current book, with the clerk's text edits applied."""
    document, _ = compose(store, about.kind, period_of(about), about.scheme, about.task_force)
    return drafting.lay(store, about, document)


def checked(store: Store, about: About, today: date) -> tuple[Edited, tuple[Finding, ...]]:
    """Compose a circular and run the precheck on it."""
    draft = drafted(store, about)
    return draft, precheck(store, draft, period_of(about), today)


def issue(store: Store, order: Order, folder: Path, today: date) -> Steps:
    """Issue a circular: store its snapshot and files in the book and write the files into a folder, all or nothing.

    Raises UserError for blocking findings without a reason, for a circular that is already issued, and where the
    book was changed while the pages were being set.
    """
    about, total_steps = order.about, 3 + len(order.formats)
    made(folder)
    yield 0, total_steps, "汇总数据"
    with store.reading() as session:
        head = issuing.head_of(session)
        _refuse_standing(issuing.standing(session, about, kind_of(about)), order)
    draft, findings = checked(store, about, today)
    yield 1, total_steps, "印发前检查"
    _refuse_grave(grave(findings), order.reason)
    document = replace(draft.document, dated=order.dated or draft.document.dated)
    document = with_names(store, _correcting(store, order, document))
    if order.sources:
        document = with_annex(document)
    document = _vouched(replace(document, number=number_to_come(store, document)), head)
    files, printed = yield from _files(document, order.formats, 2, total_steps, name_of(store, about))
    yield total_steps - 1, total_steps, "存入账本"
    new_issue = Issue(
        about=about,
        kind=kind_of(about),
        title=document.title.replace("\n", ""),
        number=document.number,
        dated=document.dated,
        issued_on=today,
        signer=order.signer or draft.signer,
        content=frozen.freeze(document, **_besides(store, head, printed, findings)),
        files=files,
        head=head,
        reason=order.reason.strip(),
        corrects=order.corrects,
        duties=duties_ending_in(about.kind),
    )
    with store.writing(" ".join(filter(None, ("印发", document.number, new_issue.kind, about.period)))) as session:
        if issuing.head_of(session) != head:
            raise Refusal("排版的时候账本又有了改动，这一份没有印发；请再点一次“印发”。")
        row = issuing.issue(session, new_issue)
    with store.reading() as session:
        circular = next(candidate for candidate in issuing.issued(session) if candidate.id == row)
    return Made(circular, _lay_out(folder, files))


def _refuse_standing(old: Issued | None, order: Order) -> None:
    if old is not None and old.id != order.corrects:
        raise Refusal(f"{old.kind} {old.period} 已经印发（{old.name}）；内容有变请“更正”，发错了请“撤回”。")


def _refuse_grave(findings: tuple[Finding, ...], reason: str) -> None:
    if not findings or reason.strip():
        return
    listed = "；".join(finding.said.rstrip("。") for finding in findings[:_TOLD])
    more = f"等 {len(findings)} 处" if len(findings) > _TOLD else ""
    raise Refusal(f"印发前检查有必须处理的问题：{listed}{more}。请改好再印发，或写明理由。")


def kind_of(about: About) -> str:
    """Return the name of a circular's kind as stored in the ledger, with the ranking scheme in brackets."""
    return KINDS[about.kind] + (f"（{about.scheme}）" if about.scheme else "")


def name_of(store: Store, about: About) -> str:
    """Return a circular's name (period, kind, task force), which is also the name of its files."""
    forces = [force for force in facts_of(store).forces if force.id == about.task_force] if about.task_force else []
    suffix = "".join(f"（{called(force)}）" for force in forces)
    return _NO_NAME.sub("", f"{about.period}{kind_of(about)}{suffix}")


def _vouched(document: Document, head: str) -> Document:
    """Add the head digest of the edit log's chain, which proves the data a circular was made from.

    In full it is a keyword in the file's properties; its first 16 characters are printed below the last annex table.
    """
    document = replace(document, keywords=(*document.keywords, f"留痕链头 {head or '空'}"))
    if not head or not document.annexes or not isinstance(document.annexes[-1].blocks[-1], Table):
        return document
    *others, last = document.annexes
    *blocks, table = last.blocks
    assert isinstance(table, Table)  # noqa: S101 - checked above, which the type checker does not keep
    noted = replace(table, notes=(*table.notes, f"数据留痕：{head[:_HEAD_SHOWN]}"))
    return replace(document, annexes=(*others, replace(last, blocks=(*blocks, noted))))


def _correcting(store: Store, order: Order, document: Document) -> Document:
    """Add the correction note to a document that corrects another; UserError where nothing has changed."""
    if not order.corrects:
        return document
    old, content = _frozen(store, order.corrects)
    version_changes = differing.changes(content, document)
    if not version_changes:
        raise Refusal(f"和{old.name}相比没有任何变化，不用更正。")
    return differing.corrected(document, old.number, content, version_changes)


def about_of(circular: Issued) -> About:
    """Return the key of an issued circular, so that it can be composed again; UserError for an unknown kind."""
    name, _, scheme = circular.kind.partition("（")
    kind = next((key for key, known in KINDS.items() if known == name), "")
    if not kind:
        raise Refusal(f"{circular.name}是“{circular.kind}”，这个程序生成不了，不能在这里更正。")
    return About(kind, circular.period, circular.task_force or None, scheme.removesuffix("）"))


def number_to_come(store: Store, document: Document) -> str:
    """Return the 发文字号 a circular would get: the next of its series and year where its number is blank.

    A bulletin's 第N期 stays as it is; meeting material and a task force's own report have none and use none up.
    """
    match = _BLANK_NUMBER.fullmatch(document.number)
    if match is None:
        return document.number
    with store.reading() as session:
        return issuing.next_number(session, match[1], document.dated.year)


def changes(store: Store, circular: str, about: About) -> tuple[differing.Change, ...]:
    """List the differences between an issued circular and one composed from the book today."""
    _, content = _frozen(store, circular)
    return differing.changes(content, drafted(store, about).document)


def _frozen(store: Store, circular: str) -> tuple[Issued, Document]:
    with store.reading() as session:
        issued = issuing.find(session, circular)
        return issued, frozen.thaw(archive.frozen(session, issued.id, issued.content))


def _besides(store: Store, head: str, printed: Printed | None, findings: Sequence[Finding]) -> dict[str, object]:
    """Return what is stored beside the document: settings, page geometry, fonts, findings, chain head, version."""
    return {
        "settings": facts_of(store).settings,
        "geometry": dataclasses.asdict(GB9704),
        "faces": [list(face) for face in printed.faces] if printed else [],
        "findings": [f"{finding.weight.value}：{finding.said}" for finding in findings],
        "head": head,
        "program": PROGRAM,
    }


def _files(
    document: Document, formats: Collection[str], first_step: int, total_steps: int, name: str
) -> Generator[tuple[int, int, str], None, tuple[list[tuple[str, bytes]], Printed | None]]:
    """Make a circular's files in a temporary folder, so that the clerk's folder stays untouched until it is issued."""
    files: list[tuple[str, bytes]] = []
    printed = None
    with tempfile.TemporaryDirectory() as folder:
        for number, suffix in enumerate(formats):
            yield first_step + number, total_steps, f"生成 {suffix.upper()}"
            path = Path(folder) / f"{name}.{suffix}"
            printed = write_as(document, suffix, path) or printed
            files.append((path.name, path.read_bytes()))
    return files, printed


def write_as(document: Document, suffix: str, path: Path, geometry: Geometry = GB9704) -> Printed | None:
    """Write a circular to be issued in one format; a PDF as PDF/A with bundled fonts, identical everywhere."""
    if suffix == "pdf":
        return print_pdf(document, path, geometry=geometry, archive=True)
    writer(suffix)(document, path)
    return None


def _lay_out(folder: Path, files: Sequence[tuple[str, bytes]]) -> tuple[Path, ...]:
    """Write files into a folder; a file with other content is kept and the new one numbered: “…（2）”."""
    laid = []
    for name, content in files:
        path = folder / name
        number = 1
        while path.exists() and path.read_bytes() != content:
            number += 1
            path = folder / f"{Path(name).stem}（{number}）{Path(name).suffix}"
        with whole(path) as draft_file:
            draft_file.write_bytes(content)
        laid.append(path)
    return tuple(laid)


def reprint(store: Store, number: str, folder: Path, formats: Collection[str] = ()) -> Steps:
    """Write an issued circular's stored files into a folder again, byte for byte, with attached files.

    A format that was not made at the time is made from the stored snapshot.
    """
    with store.reading() as session:
        circular = issuing.find(session, number)
        stored = issuing.files(session, circular)
        text = archive.frozen(session, circular.id, circular.content)
    total_steps, files = len(stored) + 1, list[tuple[str, bytes]]()
    made(folder)
    for count, file in enumerate(stored):
        yield count, total_steps, file.name
        if not formats or not file.made or Path(file.name).suffix[1:] in formats:
            with store.reading() as session:
                files.append((file.name, archive.bytes_of(session, file)))
    yield total_steps - 1, total_steps, "写入文件夹"
    wanted = [
        suffix for suffix in formats if not any(file.made and file.name.endswith(f".{suffix}") for file in stored)
    ]
    if wanted:
        stem = Path(stored[0].name).stem if stored else circular.name
        more, _ = yield from _files(frozen.thaw(text), wanted, total_steps - 1, total_steps, stem)
        files += more
    return Made(circular, _lay_out(folder, files))


def thawed(store: Store, number: str) -> Document:
    """Return the document of an issued circular from its snapshot."""
    return _frozen(store, number)[1]


def shown(store: Store, number: str, folder: Path) -> Shown:
    """Write an issued circular's stored PDF into a folder for the preview, with the positions of its figures.

    The positions come from setting the snapshot again; the pages shown are the stored ones.
    """
    yield 0, 2, "取出留存的文件"
    circular, document = _frozen(store, number)
    path = made(folder) / "印发件.pdf"
    with store.reading() as session:
        pdfs = [file for file in issuing.files(session, circular) if file.made and file.name.endswith(".pdf")]
        content = archive.bytes_of(session, pdfs[0]) if pdfs else None
    yield 1, 2, "排版"
    printed = write_as(document, "pdf", path)
    if printed is None:
        raise TypeError("a PDF was not printed")
    if content is not None:
        path.write_bytes(content)
    return circular, Produced(document, path, None, printed)
