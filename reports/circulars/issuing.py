"""Issuing circulars: drafted, looked over, numbered, printed and frozen in one deed; reprinted as they were."""

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

_BLANK_NUMBER = re.compile(r"(.*)〔\d{4}〕\s*号")  # what a draft leaves for the number to be written into
_NO_NAME = re.compile(r'[\\/:*?"<>|]')  # what no file may be called by on Windows

Steps = Generator[tuple[int, int, str], None, "Made"]
Shown = Generator[tuple[int, int, str], None, tuple[Issued, Produced]]


@dataclass(frozen=True, slots=True)
class Order:
    """What the clerk orders: which circular, who signs it, why in spite of grave findings, and in which formats.

    ``corrects`` is the id of the issued circular this one puts right.
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
    """A circular as it was issued, and where its files lie."""

    circular: Issued
    files: tuple[Path, ...]


def period_of(about: About) -> Period:
    """Read the period a circular is about."""
    return read_about(about.kind, about.period)


def drafted(store: Store, about: About) -> Edited:
    """Write a circular from the book as it stands, with the clerk's own words in it."""
    document, _ = compose(store, about.kind, period_of(about), about.scheme, about.task_force)
    return drafting.lay(store, about, document)


def checked(store: Store, about: About, today: date) -> tuple[Edited, tuple[Finding, ...]]:
    """Draft a circular and look it over."""
    draft = drafted(store, about)
    return draft, precheck(store, draft, period_of(about), today)


def issue(store: Store, order: Order, folder: Path, today: date) -> Steps:
    """Issue a circular: its files are kept in the book, and laid into a folder; all of it, or nothing.

    Raises Refusal for grave findings without a reason, for a circular that is out already, and where the book was
    changed by somebody else meanwhile.
    """
    about, of = order.about, 3 + len(order.formats)
    made(folder)
    yield 0, of, "汇总数据"
    with store.reading() as session:
        head = issuing.head_of(session)
        _refuse_standing(issuing.standing(session, about, kind_of(about)), order)
    draft, findings = checked(store, about, today)
    yield 1, of, "印发前检查"
    _refuse_grave(grave(findings), order.reason)
    document = replace(draft.document, dated=order.dated or draft.document.dated)
    document = with_names(store, _correcting(store, order, document))
    if order.sources:
        document = with_annex(document)
    document = _vouched(replace(document, number=number_to_come(store, document)), head)
    files, printed = yield from _files(document, order.formats, 2, of, name_of(store, about))
    yield of - 1, of, "存入账本"
    one = Issue(
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
    with store.writing(" ".join(filter(None, ("印发", document.number, one.kind, about.period)))) as session:
        if issuing.head_of(session) != head:
            raise Refusal("排版的时候账本又有了改动，这一份没有印发；请再点一次“印发”。")
        row = issuing.issue(session, one)
    with store.reading() as session:
        circular = next(found for found in issuing.issued(session) if found.id == row)
    return Made(circular, _lay_out(folder, files))


def _refuse_standing(old: Issued | None, order: Order) -> None:
    if old is not None and old.id != order.corrects:
        raise Refusal(f"{old.kind} {old.period} 已经印发（{old.name}）；内容有变请“更正”，发错了请“撤回”。")


def _refuse_grave(found: tuple[Finding, ...], reason: str) -> None:
    if not found or reason.strip():
        return
    told = "；".join(one.said.rstrip("。") for one in found[:_TOLD])
    more = f"等 {len(found)} 处" if len(found) > _TOLD else ""
    raise Refusal(f"印发前检查有必须处理的问题：{told}{more}。请改好再印发，或写明理由。")


def kind_of(about: About) -> str:
    """Name a circular's kind as the ledger keeps it."""
    return KINDS[about.kind] + (f"（{about.scheme}）" if about.scheme else "")


def name_of(store: Store, about: About) -> str:
    """Name a circular: its period and kind, and whose it is; its files are called so too."""
    mine = [one for one in facts_of(store).forces if one.id == about.task_force] if about.task_force else []
    whose = "".join(f"（{called(one)}）" for one in mine)
    return _NO_NAME.sub("", f"{about.period}{kind_of(about)}{whose}")


def _vouched(document: Document, head: str) -> Document:
    """Give a circular the head of the chain of edits it rests on.

    In full it stands in the file's properties, short below the last table of the annexes, whose data it vouches for.
    """
    document = replace(document, keywords=(*document.keywords, f"留痕链头 {head or '空'}"))
    if not head or not document.annexes or not isinstance(document.annexes[-1].blocks[-1], Table):
        return document
    *others, last = document.annexes
    *blocks, table = last.blocks
    assert isinstance(table, Table)  # noqa: S101 - looked at above, which the checker forgets
    noted = replace(table, notes=(*table.notes, f"数据留痕：{head[:_HEAD_SHOWN]}"))
    return replace(document, annexes=(*others, replace(last, blocks=(*blocks, noted))))


def _correcting(store: Store, order: Order, document: Document) -> Document:
    """Say in a correction what it puts right; nothing to put right is no correction."""
    if not order.corrects:
        return document
    old, content = _frozen(store, order.corrects)
    found = differing.changes(content, document)
    if not found:
        raise Refusal(f"和{old.name}相比没有任何变化，不用更正。")
    return differing.corrected(document, old.number, content, found)


def about_of(circular: Issued) -> About:
    """Tell which circular an issued one is, so that it can be drafted again."""
    name, _, scheme = circular.kind.partition("（")
    kind = next((key for key, known in KINDS.items() if known == name), "")
    if not kind:
        raise Refusal(f"{circular.name}是“{circular.kind}”，这个程序生成不了，不能在这里更正。")
    return About(kind, circular.period, circular.task_force or None, scheme.removesuffix("）"))


def number_to_come(store: Store, document: Document) -> str:
    """Give the number a circular would get: the next of its own series, where it leaves a blank for one.

    A bulletin's 第N期 stays as it is; a meeting's pack and a task force's own report have none, and use none up.
    """
    found = _BLANK_NUMBER.fullmatch(document.number)
    if found is None:
        return document.number
    with store.reading() as session:
        return issuing.next_number(session, found[1], document.dated.year)


def changes(store: Store, circular: str, about: About) -> tuple[differing.Change, ...]:
    """Tell what an issued circular would say differently today."""
    _, content = _frozen(store, circular)
    return differing.changes(content, drafted(store, about).document)


def _frozen(store: Store, circular: str) -> tuple[Issued, Document]:
    with store.reading() as session:
        found = issuing.find(session, circular)
        return found, frozen.thaw(archive.frozen(session, found.id, found.content))


def _besides(store: Store, head: str, printed: Printed | None, findings: Sequence[Finding]) -> dict[str, object]:
    """Tell what a circular rested on besides its figures: rules, measures, faces, what was found and let pass."""
    return {
        "settings": facts_of(store).settings,
        "geometry": dataclasses.asdict(GB9704),
        "faces": [list(face) for face in printed.faces] if printed else [],
        "findings": [f"{one.weight.value}：{one.said}" for one in findings],
        "head": head,
        "program": PROGRAM,
    }


def _files(
    document: Document, formats: Collection[str], at: int, of: int, name: str
) -> Generator[tuple[int, int, str], None, tuple[list[tuple[str, bytes]], Printed | None]]:
    """Make a circular's files out of sight; nothing lies in the clerk's folder before it is issued."""
    found: list[tuple[str, bytes]] = []
    printed = None
    with tempfile.TemporaryDirectory() as folder:
        for number, suffix in enumerate(formats):
            yield at + number, of, f"生成 {suffix.upper()}"
            path = Path(folder) / f"{name}.{suffix}"
            printed = write_as(document, suffix, path) or printed
            found.append((path.name, path.read_bytes()))
    return found, printed


def write_as(document: Document, suffix: str, path: Path, geometry: Geometry = GB9704) -> Printed | None:
    """Write a circular that goes out; on paper as PDF/A in the faces that ship, alike on every computer."""
    if suffix == "pdf":
        return print_pdf(document, path, geometry=geometry, archive=True)
    writer(suffix)(document, path)
    return None


def _lay_out(folder: Path, files: Sequence[tuple[str, bytes]]) -> tuple[Path, ...]:
    """Lay files into a folder; what lies there under the same name with other bytes stays, and the new goes beside."""
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
    """Lay an issued circular's files into a folder again, byte for byte as they went out, with what was attached.

    A format that was not made then is made from the frozen content.
    """
    with store.reading() as session:
        circular = issuing.find(session, number)
        kept = issuing.files(session, circular)
        text = archive.frozen(session, circular.id, circular.content)
    of, files = len(kept) + 1, list[tuple[str, bytes]]()
    made(folder)
    for count, file in enumerate(kept):
        yield count, of, file.name
        if not formats or not file.made or Path(file.name).suffix[1:] in formats:
            with store.reading() as session:
                files.append((file.name, archive.bytes_of(session, file)))
    yield of - 1, of, "写入文件夹"
    wanted = [one for one in formats if not any(file.made and file.name.endswith(f".{one}") for file in kept)]
    if wanted:
        stem = Path(kept[0].name).stem if kept else circular.name
        more, _ = yield from _files(frozen.thaw(text), wanted, of - 1, of, stem)
        files += more
    return Made(circular, _lay_out(folder, files))


def thawed(store: Store, number: str) -> Document:
    """Give an issued circular's content as it was frozen."""
    return _frozen(store, number)[1]


def shown(store: Store, number: str, folder: Path) -> Shown:
    """Lay an issued circular's own PDF into a folder to be looked at, with the places of its figures on it.

    The places come of setting the frozen content once more; the pages shown are the ones that went out.
    """
    yield 0, 2, "取出留存的文件"
    circular, document = _frozen(store, number)
    path = made(folder) / "印发件.pdf"
    with store.reading() as session:
        pdfs = [one for one in issuing.files(session, circular) if one.made and one.name.endswith(".pdf")]
        content = archive.bytes_of(session, pdfs[0]) if pdfs else None
    yield 1, 2, "排版"
    printed = write_as(document, "pdf", path)
    if printed is None:
        raise TypeError("a PDF was not printed")
    if content is not None:
        path.write_bytes(content)
    return circular, Produced(document, path, None, printed)
