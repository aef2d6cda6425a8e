"""Issuing circulars: compose, check, number, print and store a snapshot in one transaction; reprint stored files."""

import dataclasses
import re
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from models.circulars import issuing
from models.circulars.issuing import IssuedCircular, IssueRequest
from models.circulars.text_edits import CircularKey
from models.errors import UserError
from models.job_steps import JobSteps
from models.rules.periods import Period
from models.storage import archive
from models.storage.files import atomic_write, ensure_folder
from models.storage.store import PROGRAM, Store
from reports.circulars.parts.circular_kind import stored_name
from reports.circulars.parts.letterhead import dated_on, display_name
from reports.circulars.parts.previous_issue import previous_issue
from reports.circulars.parts.sources import with_annex, with_names
from reports.circulars.workflow import draft_text, issue_diff
from reports.circulars.workflow.compose import (
    FORMATS,
    ProducedCircular,
    circular_period,
    compose,
    load_county_head,
    read_circular_period,
    writer,
)
from reports.circulars.workflow.findings import IssueBlockedError, PrecheckFinding, Severity, blocking
from reports.circulars.workflow.kind_registry import CIRCULAR_KINDS, CIRCULAR_NAMES
from reports.circulars.workflow.past_check import past_findings
from reports.circulars.workflow.precheck import precheck
from reports.circulars.workflow.text_overrides import EditedCircular
from reports.content import snapshot_codec
from reports.content.document import Document, Table
from reports.content.snapshot_codec import SnapshotExtras
from reports.pdf.geometry import GB9704, Geometry
from reports.pdf.page_profile import is_duplex
from reports.pdf.pdf_renderer import PrintResult, print_pdf
from reports.pdf.stored_marks import marks_on_stored_pages

_MAX_FINDINGS_NAMED = 5  # findings named in one refusal
_HEAD_SHOWN = 16  # characters of the chain's head printed for people; the file's properties carry all of it

_BLANK_NUMBER = re.compile(r"(.*)〔\d{4}〕\s*号")  # a 发文字号 whose number is still blank
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|]')  # characters that Windows forbids in file names


@dataclass(frozen=True, slots=True)
class IssueOrder:
    """A request to issue a circular: which one, its signer, formats, and why blocking findings are overridden.

    ``corrects`` is the id of the issued circular that this one corrects; empty where it corrects none.
    """

    about: CircularKey
    signer: str = ""
    reason: str = ""
    formats: tuple[str, ...] = FORMATS
    corrects: str = ""
    dated: date | None = None  # 成文日期, where it is not the draft's
    sources: bool = False  # whether 数据来源清单 goes out with it


@dataclass(frozen=True, slots=True)
class IssueResult:
    """An issued circular and the paths its files were written to, with the findings of the check before.

    ``problem`` says why no files were written although it is issued; empty where they were.
    """

    circular: IssuedCircular
    files: tuple[Path, ...]
    findings: tuple[PrecheckFinding, ...] = ()
    problem: str = ""


def period_of(about: CircularKey) -> Period:
    """Return the period of a circular."""
    return read_circular_period(about.kind, about.period)


def compose_with_edits(store: Store, about: CircularKey, today: date | None = None) -> EditedCircular:
    """Compose a circular from the current book, dated ``today``, with the clerk's text edits applied."""
    document, _ = compose(store, about.kind, period_of(about), about.scheme, about.task_force, today=today)
    return draft_text.apply_stored_edits(store, about, document)


def compose_and_check(
    store: Store, about: CircularKey, today: date, corrects: str = ""
) -> tuple[EditedCircular, tuple[PrecheckFinding, ...]]:
    """Compose a circular and run the precheck on it; ``corrects`` is the id of the circular that it corrects."""
    draft = compose_with_edits(store, about, today)
    return draft, check_draft(store, about, draft, today, corrects)


def check_draft(
    store: Store, about: CircularKey, draft: EditedCircular, today: date, corrects: str = ""
) -> tuple[PrecheckFinding, ...]:
    """Run the precheck on a circular composed from the current book; ``corrects`` is the id of the one it corrects."""
    period = circular_period(about.kind, period_of(about))
    findings = precheck(store, draft, period, today)
    before = previous_issue(store, kind_name(about), period, about.task_force)
    if before is not None:
        past = tuple(past_findings(store, about, period, before))
        findings = (*blocking(past), *findings, *(finding for finding in past if finding not in blocking(past)))
    with store.reading() as session:
        old = issuing.issued_circular(session, about, kind_name(about))
    if old is not None and old.id != corrects:
        findings = (PrecheckFinding(Severity.BLOCKING, _already_issued_text(old)), *findings)
    return findings


def issue(store: Store, order: IssueOrder, folder: Path, today: date) -> JobSteps[IssueResult]:
    """Issue a circular: store its snapshot and files in the book and write the files into a folder, all or nothing.

    Raises UserError for blocking findings without a reason, for a circular that is already issued, and where the
    book was changed while the pages were being set.
    """
    about, total_steps = order.about, 3 + len(order.formats)
    ensure_folder(folder)
    yield 0, total_steps, "汇总数据"
    with store.reading() as session:
        head = issuing.chain_head(session)
        _reject_already_issued(issuing.issued_circular(session, about, kind_name(about)), order)
    draft, findings = compose_and_check(store, about, today, order.corrects)
    yield 1, total_steps, "印发前检查"
    _reject_blocking_findings(findings, order.reason)
    document = with_names(store, _as_correction(store, order, _as_dated(store, order, draft.document, today)))
    if order.sources:
        document = with_annex(document)
    document = _with_chain_head(document, head)
    page = _issue_page(store)
    files, printed = yield from _files(document, page, order.formats, 2, total_steps, circular_name(store, about))
    yield total_steps - 1, total_steps, "存入账本"
    new_issue = IssueRequest(
        circular_key=about,
        kind=kind_name(about),
        title=document.title.replace("\n", ""),
        number=document.number,
        dated=document.dated,
        issued_on=today,
        signer=order.signer or draft.signer,
        content=snapshot_codec.encode_snapshot(document, **_snapshot_extras(store, page, head, printed, findings)),
        files=files,
        head=head,
        reason=order.reason.strip(),
        corrects=order.corrects,
        duties=CIRCULAR_KINDS[about.kind].duties,
    )
    with store.writing(" ".join(filter(None, ("印发", document.number, new_issue.kind, about.period)))) as session:
        if issuing.chain_head(session) != head:
            raise UserError("排版的时候账本又有了改动，这一份没有印发；请再点一次“印发”。")
        row = issuing.issue(session, new_issue)
    with store.reading() as session:
        circular = next(candidate for candidate in issuing.issued(session) if candidate.id == row)
    written, problem = _write_issued(circular, folder, files)
    return IssueResult(circular, written, findings, problem)


def _write_issued(
    circular: IssuedCircular, folder: Path, files: Sequence[tuple[str, bytes]]
) -> tuple[tuple[Path, ...], str]:
    """Write the files of a circular that is issued already; where that fails, say so and how to get them.

    A full disk must not look like a circular that did not go out: its number is used, and it stands in the book.
    """
    try:
        return _write_files(folder, files), ""
    except UserError as error:
        return (), (
            f"{circular.name}已经印发，内容和文件都存进了账本，不要再印发一次；只是文件没有放到文件夹里：{error}"
            f"腾出地方后，在“通报”里点开它，点“再取一份”"
            f"（命令行：zhuanban reprint 账本 {circular.name} --out 文件夹）。"
        )


def _as_dated(store: Store, order: IssueOrder, document: Document, today: date) -> Document:
    """Date and number the document; UserError where its date would be in the future or before its predecessor's.

    The date is the one ordered, else the draft's: the clerk's own or the day of issue. A correction has its own day,
    not that of the circular it corrects. The day of printing is always the day of issue.
    """
    dated = order.dated or (today if order.corrects else document.dated)
    document = dated_on(document, dated, today)
    document = replace(document, number=predicted_number(store, document))
    with store.reading() as session:
        issuing.check_date(session, document.number, dated, today)
    return document


def _reject_already_issued(old: IssuedCircular | None, order: IssueOrder) -> None:
    if old is not None and old.id != order.corrects:
        raise UserError(_already_issued_text(old))


def _already_issued_text(old: IssuedCircular) -> str:
    return f"{old.kind} {old.period} 已经印发（{old.name}）；内容有变请“更正”，发错了请“撤回”。"


def _reject_blocking_findings(findings: tuple[PrecheckFinding, ...], reason: str) -> None:
    grave = blocking(findings)
    if not grave or reason.strip():
        return
    listed = "；".join(finding.message.rstrip("。") for finding in grave[:_MAX_FINDINGS_NAMED])
    more = f"等 {len(grave)} 处" if len(grave) > _MAX_FINDINGS_NAMED else ""
    raise IssueBlockedError(f"印发前检查有必须处理的问题：{listed}{more}。请改好再印发，或写明理由。", findings)


def kind_name(about: CircularKey) -> str:
    """Return the name of a circular's kind as stored in the ledger, with the ranking scheme in brackets."""
    return stored_name(CIRCULAR_NAMES[about.kind], about.scheme)


def circular_name(store: Store, about: CircularKey) -> str:
    """Return a circular's name (period, kind, task force), which is also the name of its files."""
    forces = (
        [force for force in load_county_head(store).forces if force.id == about.task_force] if about.task_force else []
    )
    suffix = "".join(f"（{display_name(force)}）" for force in forces)
    return _NOT_IN_FILE_NAMES.sub("", f"{about.period}{kind_name(about)}{suffix}")


def _with_chain_head(document: Document, head: str) -> Document:
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


def _as_correction(store: Store, order: IssueOrder, document: Document) -> Document:
    """Add the correction note to a document that corrects another; UserError where nothing has changed."""
    if not order.corrects:
        return document
    old, content = _issued_snapshot(store, order.corrects)
    version_changes = issue_diff.changes(content, document)
    if not version_changes:
        raise UserError(f"和{old.name}相比没有任何变化，不用更正。")
    return issue_diff.with_correction_note(document, old.number, content, version_changes)


def circular_key_of(circular: IssuedCircular) -> CircularKey:
    """Return the key of an issued circular, so that it can be composed again; UserError for an unknown kind."""
    name, _, scheme = circular.kind.partition("（")
    kind = next((key for key, known in CIRCULAR_NAMES.items() if known == name), "")
    if not kind:
        raise UserError(f"{circular.name}是“{circular.kind}”，这个程序生成不了，不能在这里更正。")
    return CircularKey(kind, circular.period, circular.task_force or None, scheme.removesuffix("）"))


def predicted_number(store: Store, document: Document) -> str:
    """Return the 发文字号 a circular would get: the next of its series and year where its number is blank.

    A bulletin's 第N期 stays as it is; meeting material and a task force's own report have none and use none up.
    """
    match = _BLANK_NUMBER.fullmatch(document.number)
    if match is None:
        return document.number
    with store.reading() as session:
        return issuing.next_number(session, match[1], document.dated.year)


def changes(store: Store, circular: str, about: CircularKey) -> tuple[issue_diff.CircularChange, ...]:
    """List the differences between an issued circular and one composed from the book today, as issued on its day.

    The days by which something is demanded are reckoned from the day of issue, so another day would be no difference.
    """
    _, content = _issued_snapshot(store, circular)
    return issue_diff.changes(content, compose_with_edits(store, about, content.printed_on).document)


def _issued_snapshot(store: Store, circular: str) -> tuple[IssuedCircular, Document]:
    with store.reading() as session:
        issued = issuing.find_issued(session, circular)
        return issued, snapshot_codec.decode_snapshot(archive.load_content(session, issued.id, issued.content))


def _snapshot_extras(
    store: Store, page: Geometry, head: str, printed: PrintResult | None, findings: Sequence[PrecheckFinding]
) -> SnapshotExtras:
    """Return what is stored beside the document: settings, page geometry, fonts, findings, chain head, version."""
    return {
        "settings": load_county_head(store).settings,
        "geometry": dataclasses.asdict(page),
        "faces": [list(face) for face in printed.faces] if printed else [],
        "findings": [finding.sentence for finding in findings],
        "head": head,
        "program": PROGRAM,
    }


def _files(
    document: Document, page: Geometry, formats: Collection[str], first_step: int, total_steps: int, name: str
) -> JobSteps[tuple[list[tuple[str, bytes]], PrintResult | None]]:
    """Make a circular's files in a temporary folder, so that the clerk's folder stays untouched until it is issued."""
    files: list[tuple[str, bytes]] = []
    printed = None
    with tempfile.TemporaryDirectory() as folder:
        for number, suffix in enumerate(formats):
            yield first_step + number, total_steps, f"生成 {suffix.upper()}"
            path = Path(folder) / f"{name}.{suffix}"
            printed = write_as(document, suffix, path, page) or printed
            files.append((path.name, path.read_bytes()))
    return files, printed


def write_as(document: Document, suffix: str, path: Path, geometry: Geometry = GB9704) -> PrintResult | None:
    """Write a circular to be issued in one format; a PDF as PDF/A with bundled fonts, identical everywhere."""
    if suffix == "pdf":
        return print_pdf(document, path, geometry=geometry, archive=True)
    writer(suffix, geometry)(document, path)
    return None


def _issue_page(store: Store) -> Geometry:
    """Return the page of issued circulars: the standard's, printed on one or on both sides as the county does."""
    return replace(GB9704, duplex=is_duplex(load_county_head(store).settings))


def _write_files(folder: Path, files: Sequence[tuple[str, bytes]]) -> tuple[Path, ...]:
    """Write files into a folder; a file with other content is kept and the new one numbered: “…（2）”."""
    laid = []
    for name, content in files:
        path = folder / name
        number = 1
        while path.exists() and path.read_bytes() != content:
            number += 1
            path = folder / f"{Path(name).stem}（{number}）{Path(name).suffix}"
        with atomic_write(path) as draft_file:
            draft_file.write_bytes(content)
        laid.append(path)
    return tuple(laid)


def reprint(store: Store, number: str, folder: Path, formats: Collection[str] = ()) -> JobSteps[IssueResult]:
    """Write an issued circular's stored files into a folder again, byte for byte, with attached files.

    A format that was not made at the time is made from the stored snapshot.
    """
    with store.reading() as session:
        circular = issuing.find_issued(session, number)
        stored = issuing.files_of(session, circular)
        text = archive.load_content(session, circular.id, circular.content)
    total_steps, files = len(stored) + 1, list[tuple[str, bytes]]()
    ensure_folder(folder)
    for count, file in enumerate(stored):
        yield count, total_steps, file.name
        if not formats or not file.generated or Path(file.name).suffix[1:] in formats:
            with store.reading() as session:
                files.append((file.name, archive.file_bytes(session, file)))
    yield total_steps - 1, total_steps, "写入文件夹"
    wanted = [
        suffix for suffix in formats if not any(file.generated and file.name.endswith(f".{suffix}") for file in stored)
    ]
    if wanted:
        stem = Path(stored[0].name).stem if stored else circular.name
        document, page = snapshot_codec.decode_snapshot(text), _issue_page(store)
        more, _ = yield from _files(document, page, wanted, total_steps - 1, total_steps, stem)
        files += more
    return IssueResult(circular, _write_files(folder, files))


def issued_content(store: Store, number: str) -> Document:
    """Return the document of an issued circular from its snapshot."""
    return _issued_snapshot(store, number)[1]


def show_issued(store: Store, number: str, folder: Path) -> JobSteps[tuple[IssuedCircular, ProducedCircular]]:
    """Write an issued circular's stored PDF into a folder for the preview, with the positions of its figures.

    The positions come from setting the snapshot again; the pages shown are the stored ones, and positions that do not
    fit them are left out.
    """
    yield 0, 2, "取出留存的文件"
    circular, document = _issued_snapshot(store, number)
    path = ensure_folder(folder) / "印发件.pdf"
    with store.reading() as session:
        pdfs = [file for file in issuing.files_of(session, circular) if file.generated and file.name.endswith(".pdf")]
        content = archive.file_bytes(session, pdfs[0]) if pdfs else None
    yield 1, 2, "排版"
    printed = write_as(document, "pdf", path, _issue_page(store))
    if printed is None:
        raise TypeError("a PDF was not printed")
    if content is not None:
        path.write_bytes(content)
        printed = marks_on_stored_pages(printed, content)
    return circular, ProducedCircular(document, path, None, printed)
