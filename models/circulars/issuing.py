"""Issue circulars: numbers never used twice, withdrawal and correction, and the duties completed by issuing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.audit.edit_log import Book
from models.circulars.text_edits import CircularKey
from models.errors import UserError
from models.ledgers import Circular, TaskForce
from models.rules.vocabulary import CircularState
from models.statistics import duty_calendar
from models.storage import archive

_NUMBER = re.compile(r"(.*)〔(\d{4})〕(\d+)号")
_BULLETIN = re.compile(r"第\d+期")  # a bulletin's own count, not a document number (发文字号)


@dataclass(frozen=True, slots=True)
class IssueRequest:
    """Everything needed to issue a circular; ``files`` are (name, bytes), ``head`` the head of the edit chain."""

    circular_key: CircularKey
    kind: str  # the name of the kind, as stored in the ledger
    title: str
    number: str
    dated: date
    issued_on: date
    signer: str
    content: str
    files: Sequence[tuple[str, bytes]]
    head: str
    reason: str = ""
    corrects: str = ""
    duties: Sequence[str] = field(default_factory=tuple)  # names of the duties completed by issuing it


@dataclass(frozen=True, slots=True)
class IssuedCircular:
    """An issued circular as it is listed; ``files`` are (name, hash)."""

    id: str
    number: str
    title: str
    kind: str
    period: str
    task_force: str
    dated: date | None
    issued_on: date | None
    signer: str
    state: str
    version: int
    corrects: str
    reason: str
    head: str
    content: str
    files: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """Its document number, or the name of its file (2026-W43周动态) for a kind without numbers."""
        if _NUMBER.fullmatch(self.number) or not self.files:
            return self.number or f"{self.period}{self.kind}"
        return PurePath(self.files[0][0]).stem


def chain_head(session: Session) -> str:
    """Return the head of the edit chain, which identifies the book's present state."""
    return session.execute(sa.select(Book.head)).scalar_one()


def next_number(session: Session, word: str, year: int) -> str:
    """Return the next number of a 代字 and a year; all numbers ever used count, withdrawn ones too."""
    used = _used_numbers(session, word, year)
    return f"{word}〔{year}〕{max(used, default=0) + 1}号"


def skipped_numbers(session: Session) -> list[str]:
    """List the numbers that were skipped, so that nobody looks for a circular that does not exist."""
    series: dict[tuple[str, int], set[int]] = {}
    for word, year, number in _all_numbers(session):
        series.setdefault((word, year), set()).add(number)
    return [
        f"{word}〔{year}〕{number}号"
        for (word, year), used in sorted(series.items())
        for number in range(1, max(used))
        if number not in used
    ]


def _used_numbers(session: Session, word: str, year: int) -> set[int]:
    return {number for prefix, numbered_in, number in _all_numbers(session) if (prefix, numbered_in) == (word, year)}


def _all_numbers(session: Session) -> Iterable[tuple[str, int, int]]:
    query = sa.select(Circular.number).where(Circular.number.is_not(None))
    for text in session.execute(query).scalars():
        if match := _NUMBER.fullmatch(text or ""):
            yield match[1], int(match[2]), int(match[3])


def issued_circular(session: Session, circular_key: CircularKey, kind: str) -> IssuedCircular | None:
    """Find the circular in force of a kind and period: issued, neither withdrawn nor corrected since."""
    matching = [
        circular
        for circular in issued(session)
        if (circular.kind, circular.period, circular.task_force)
        == (kind, circular_key.period, circular_key.task_force or "")
        and circular.state == CircularState.ISSUED
    ]
    return matching[-1] if matching else None


def issue(session: Session, request: IssueRequest) -> str:
    """Record an issued circular with its content and files; return the row's id.

    Raises UserError for a malformed number, a number already used, a date that crosses the numbers, and a period that
    already has its circular in force.
    Bulletins and meeting papers carry no document number.
    """
    match = _NUMBER.fullmatch(request.number)
    if match is None and request.number and not _BULLETIN.fullmatch(request.number):
        raise UserError(f"发文字号“{request.number}”写法不对，例如 河招〔2026〕3号。")
    if match and int(match[3]) in _used_numbers(session, match[1], int(match[2])):
        raise UserError(f"{request.number}已经用过，发文字号不能重复；请重新印发，程序会给下一个号。")
    check_date(session, request.number, request.dated, request.issued_on)
    old = issued_circular(session, request.circular_key, request.kind)
    if old is not None and old.id != request.corrects:
        raise UserError(
            f"{request.kind} {request.circular_key.period} 已经印发（{old.name}）；内容有变请“更正”，发错了请“撤回”。"
        )
    row = Circular(
        title=request.title,
        kind=request.kind,
        period=request.circular_key.period,
        task_force=request.circular_key.task_force,
        number=request.number or None,
        dated=request.dated,
        issued_on=request.issued_on,
        state=CircularState.ISSUED,
        signer=request.signer or None,
        reason=request.reason or None,
        corrects=request.corrects or None,
        version=1,
        head=request.head,
    )
    if request.corrects:
        before = session.get_one(Circular, request.corrects)
        before.state, row.version = CircularState.CORRECTED, (before.version or 1) + 1
    session.add(row)
    session.flush()  # assigns the id under which the content and the files are stored
    row.content = archive.store_content(session, row.id, request.content)
    row.files = "\n".join(
        f"{name} {archive.store_file(session, row.id, name, data, generated=True)}" for name, data in request.files
    )
    _mark_duties_done(session, request)
    return row.id


def check_date(session: Session, number: str, dated: date, today: date) -> None:
    """Raise UserError where numbers and dates would cross, or where a circular would be dated after today.

    A later number never bears an earlier date than the numbers before it in its series and year. Where one of those is
    dated in the future, as older versions did, the next may be dated as late as that one.
    """
    numbered = _dates_before(session, number)
    latest, before = max(numbered, default=(today, ""))
    if before and dated < latest:
        raise UserError(
            f"{number}的成文日期{dated.isoformat()}早于前面的{before}（{latest.isoformat()}），文号和日期会倒过来；"
            f"请把成文日期改为{latest.isoformat()}或以后。"
        )
    if dated > max(today, latest):
        raise UserError(f"成文日期{dated.isoformat()}晚于今天（{today.isoformat()}），还没有到；请改为今天或以前。")


def _dates_before(session: Session, number: str) -> list[tuple[date, str]]:
    """Return the dates and numbers of the circulars numbered before this one in its series and year."""
    match = _NUMBER.fullmatch(number)
    if match is None:
        return []
    query = sa.select(Circular.dated, Circular.number).where(Circular.dated.is_not(None), Circular.number.is_not(None))
    earlier = []
    for dated, text in session.execute(query):
        other = _NUMBER.fullmatch(text or "")
        if dated and text and other and other.group(1, 2) == match.group(1, 2) and int(other[3]) < int(match[3]):
            earlier.append((dated, text))
    return earlier


def _mark_duties_done(session: Session, request: IssueRequest) -> None:
    """Mark the duties that this circular completes as done, unless they are; only for circulars of the county."""
    if request.circular_key.task_force is not None:
        return
    for planned in duty_calendar.duties_of_period(session, request.circular_key.period, request.duties):
        if planned.done_on is None:
            duty_calendar.mark_done(
                session, planned.due, request.issued_on, request.signer, f"印发{request.number or request.title}"
            )


def issued(session: Session) -> list[IssuedCircular]:
    """List the issued circulars in the order they were issued; ``content`` is the hash of the archived content."""
    query = sa.select(Circular).where(Circular.content.is_not(None), Circular.removed.is_(False)).order_by(Circular.id)
    return [_issued_circular(row) for row in session.execute(query).scalars()]


def find_issued(session: Session, number: str) -> IssuedCircular:
    """Find an issued circular by its number, id or name, or by the bare number where only one matches.

    Raises UserError where none or several match.
    """
    listed = issued(session)
    same = [circular for circular in listed if number in {circular.number, circular.id, circular.name} and number]
    bare = number.strip().removesuffix("号")
    matches = same or [circular for circular in listed if circular.number.removesuffix("号").endswith(f"〕{bare}")]
    if not matches:
        raise UserError(f"没有印发过“{number}”；用 zhuanban circulars 账本 查看印发过的通报。")
    if len(matches) > 1:
        raise UserError(
            f"“{number}”不止一份：{'、'.join(circular.name for circular in matches)}；请写完整的发文字号或名称。"
        )
    return matches[0]


def _issued_circular(row: Circular) -> IssuedCircular:
    files = (line.rsplit(" ", 1) for line in (row.files or "").splitlines())
    return IssuedCircular(
        row.id,
        row.number or "",
        row.title,
        row.kind or "",
        row.period or "",
        row.task_force or "",
        row.dated,
        row.issued_on,
        row.signer or "",
        row.state or "",
        row.version or 1,
        row.corrects or "",
        row.reason or "",
        row.head or "",
        row.content or "",
        tuple((name, digest) for name, digest in files),
    )


def last_signer(session: Session) -> str:
    """Return the signer of the latest circular, as the default for the next."""
    query = sa.select(Circular.signer).where(Circular.signer.is_not(None)).order_by(Circular.id.desc()).limit(1)
    return session.execute(query).scalar() or ""


def task_force_choices(session: Session) -> list[tuple[str, str]]:
    """List the task forces that a circular can be issued for: (id, short name)."""
    query = (
        sa.select(TaskForce)
        .where(TaskForce.removed.is_(False), TaskForce.dissolved.is_(None))
        .order_by(TaskForce.rank, TaskForce.id)
    )
    return [(force.id, force.short or force.name) for force in session.execute(query).scalars()]


def withdraw(session: Session, circular: str, reason: str, today: date) -> None:
    """Withdraw a circular; its number stays used. Raises UserError without a reason, or if it is not in force."""
    row = session.get_one(Circular, circular)
    if row.state != CircularState.ISSUED:
        raise UserError(f"{row.number or row.title}现在是“{row.state}”，不能撤回。")
    if not reason.strip():
        raise UserError("撤回要写明理由。")
    row.state, row.withdrawn_on = CircularState.WITHDRAWN, today
    row.reason = "\n".join(filter(None, (row.reason, f"撤回：{reason.strip()}")))


def attach(session: Session, circular: str, name: str, content: bytes) -> None:
    """Attach a file to a circular: the scan with the seal, a Word file edited by hand.

    Raises UserError where a file of that name is attached already.
    """
    row = session.get_one(Circular, circular)
    taken = {file.name for file in archive.files_of(session, circular)}
    if name in taken:
        raise UserError(f"{row.number or row.title}已经附有“{name}”；请换一个文件名再附。")
    digest = archive.store_file(session, circular, name, content, generated=False)
    row.files = "\n".join(filter(None, (row.files, f"{name} {digest}")))


def files_of(session: Session, circular: IssuedCircular) -> list[archive.ArchivedFileInfo]:
    """List the files noted in a circular's row; a file whose attaching was undone is left out."""
    noted = set(circular.files)
    return [file for file in archive.files_of(session, circular.id) if (file.name, file.digest) in noted]
